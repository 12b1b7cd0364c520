//! Names that say that a value is secret: of parameters, form fields, JSON members and headers.

/// Names as [`plain`] writes them.
const SECRET: &[&str] = &[
    "token", "jwt", "auth", "apikey", "key", "code", "clientassertion", "passwd", "pwd", "passphrase", "passcode",
    "secret", "assertion", "samlresponse", "samlrequest", "sig", "signature", "xamzsignature", "xamzcredential",
    "xgoogsignature", "xgoogcredential", "awsaccesskeyid", "subscriptionkey", "ocpapimsubscriptionkey",
    "xfunctionskey", "xgoogapikey", "codeverifier", "session", "sessionid", "sid", "state", "nonce", "otp", "totp",
    "mfacode", "devicecode", "usercode", "dpop", "authorization", "credential", "credentials", "privatekey",
    "accesskey", "xauth", "csrf", "xsrf", "csrfmiddlewaretoken", "idtokenhint", "csrftokenheader",
    "requestverificationtoken", "bearer", "ticket", "pin", "cvv", "cvc", "otpattempt",
];

/// Names of these ends are secret, too, with or without a number after them: `access_token`, `clientSecret`, `new_password1`.
const ENDS: &[&str] = &[
    "token", "secret", "password", "apikey", "sessionid", "sessid", "passwordconfirmation", "passwordconfirm",
    "passwordrepeat", "passwordagain", "securityanswer", "secretanswer", "securitycode", "verificationcode",
    "recoverycode", "backupcode", "otpcode", "smscode",
];

/// Positions in a list, called tokens by many APIs; whoever has them gains nothing.
const CURSORS: &[&str] =
    &["pagetoken", "nexttoken", "nextpagetoken", "continuationtoken", "synctoken", "nextsynctoken"];

/// Names that are as often no secret: an error's `code`, an order's `state`. Their value decides.
const EITHER: &[&str] = &[
    "code", "key", "auth", "state", "session", "sid", "nonce", "signature", "sig", "ticket", "credential",
    "credentials", "token", "secret", "bearer", "assertion",
];

/// Longer names are none, in bytes.
const LONGEST: usize = 64;

/// Whether a parameter, form field, header or JSON member of this name holds a secret.
pub fn is_secret_name(name: &str) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-.:[]$ ".contains(c);
    if name.len() > LONGEST || !name.chars().all(is_name) {
        return false;
    }
    let plain = plain(name);
    let unnumbered = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    SECRET.contains(&plain.as_str())
        || (ENDS.iter().any(|end| unnumbered.ends_with(end)) && !CURSORS.contains(&unnumbered))
}

/// Whether the value of a JSON member or an element is a secret by its name, and where the name alone
/// does not settle it, by its look: long, with letters and digits, and no sentence.
pub fn is_secret_member(name: &str, value: &str) -> bool {
    if !is_secret_name(name) {
        return false;
    }
    let random = value.len() >= 16
        && !value.contains(char::is_whitespace)
        && value.bytes().any(|b| b.is_ascii_digit())
        && value.bytes().any(|b| b.is_ascii_alphabetic());
    !EITHER.contains(&plain(name).as_str()) || random
}

/// In small letters, without `_`, `-` and what comes before a `.` or `[`: `X-Api-Key`, `user[apiKey]`.
fn plain(name: &str) -> String {
    let name = name.trim().trim_end_matches(']');
    let last = name.rsplit(['.', '[', ':']).next().unwrap_or(name);
    last.chars().filter(|c| !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_every_spelling() {
        for name in
            ["access_token", "accessToken", "X-Api-Key", "client-secret", "user[password]", "_csrf", "wsse:Password"]
        {
            assert!(is_secret_name(name), "{name}");
        }
        // As Rails, Laravel, Django and Devise call what is typed a second time, and what stands in for a password.
        for name in [
            "user[password_confirmation]", "passwordConfirm", "new_password1", "password2", "otp_attempt", "pin",
            "security_answer", "recovery_code",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "token_type", "nextPageToken", "expires_in", "keyboard", "statement", "author", "monkey", "design",
            "passwordPolicy", "pinned", "error_code",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn an_error_code_is_no_secret() {
        assert!(!is_secret_member("code", "token_not_valid"));
        assert!(!is_secret_member("code", "401"));
        assert!(!is_secret_member("state", "CA"));
        assert!(is_secret_member("code", "SplxlOBeZQQYbYS6WxSbIA8"));
        assert!(is_secret_member("password", "x"));
    }
}
