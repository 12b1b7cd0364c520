use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::login::is_login_address;
use crate::facts::roles::PASSWORD as PASSWORD_NAMES;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding};
use crate::rules::token::LOCKED;

/// Fires when a sign-in with user name and password is refused.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "invalid username or password", "incorrect username or password", "bad username or password",
        "wrong username or password", "username or password is incorrect", "username or password is invalid",
        "username or password incorrect", "username or password invalid", "username and password do not match",
        "invalid username and password", "invalid username/password", "username/password",
        "invalid user name or password", "incorrect user name or password", "user name or password",
        "no active account found", "invalid login credentials", "invalid login", "login failed", "invalid credentials",
        "bad credentials", "incorrect credentials", "wrong credentials", "credentials do not match",
        "credentials are incorrect", "credentials are invalid", "credentials you",
        "unable to log in with provided credentials", "unable to login with provided credentials",
        "invalid_login_credentials", "invalid_password", "invalid_credentials", "email_not_found", "email or password",
        "e-mail or password", "invalid email", "invalid user credentials", "aadsts50126", "aadsts50034", "e0000004",
        "login_bad_credentials", "invalid identifier or password", "incorrect password", "wrong password",
        "password is incorrect", "password is wrong", "invalid password", "password incorrect", "password is invalid",
        "password does not match", "passwords do not match", "passwordmismatch", "incorrect_password",
        "invalid_username", "unknown username", "usernotfoundexception", "authentication failed",
        "password you entered", "user not found", "user does not exist", "account not found", "no such user",
        "unknown user", "no account with", "no account for", "no account found", "no user with", "invalidcredentials",
        "invalid_user_credentials", "could not authenticate with these credentials", "not find your account",
        "unauthorized access", "failed to authenticate", "incorrect login", "login incorrect",
        "invalid login or password", "badcredentials", // In other languages.
        "passwort falsch", "passwort ist falsch", "passwort sind falsch", "falsches passwort", "passwort ungültig",
        "passwort ist ungültig", "ungültiges passwort", "kennwort falsch", "kennwort ist falsch", "falsches kennwort",
        "zugangsdaten sind falsch", "zugangsdaten sind ungültig", "ungültige zugangsdaten", "falsche zugangsdaten",
        "ungültige anmeldedaten", "falsche anmeldedaten", "mot de passe incorrect", "mot de passe invalide",
        "mot de passe erroné", "identifiants incorrects", "identifiants invalides", "identifiants erronés",
        "contraseña incorrect", "contraseña inválid", "contraseña no válid", "credenciales incorrect",
        "credenciales inválid", "senha incorret", "senha inválid", "credenciais inválid", "credenciais incorret",
        "password errat", "password non corrett", "password non valid", "credenziali non valide", "credenziali errate",
        "wachtwoord is onjuist", "onjuist wachtwoord", "verkeerd wachtwoord", "wachtwoord is verkeerd",
        "wachtwoord onjuist", "nieprawidłowe hasło", "błędne hasło", "hasło jest nieprawidłowe", "еверный пароль",
        "еверный логин", "пароль неверный", "密码错误", "密码不正确", "密碼錯誤", "密碼不正確", "パスワードが違",
        "パスワードが間違", "パスワードが正しく", "비밀번호가 일치하지", "비밀번호가 틀", "비밀번호가 올바르지",
        "잘못된 비밀번호",
    ];
    if let Some(found) = sent_back(facts) {
        return Some(found);
    }
    if !facts.status_in(&[400, 401, 403, 404, 422]) || !matches!(facts.method(), "POST" | "PUT" | "PATCH") {
        return None;
    }
    let password = [PASSWORD_NAMES, &["pass", "pw", "passcode"]].iter().any(|n| facts.request_member(n).is_some());
    // A client that proves itself, a code or a refresh token is no person's password.
    let grant = facts.request_member(&["grant_type"]);
    // Whatever the field is called: the answer to a sign-in speaks of the password.
    let speaks = || facts.is_login() && facts.tells(&PASSWORD).is_some();
    let by_password = match grant.as_deref() {
        Some(grant) => grant == "password",
        None => password || (facts.is_login() && facts.request().body.is_none()) || speaks(),
    };
    if !by_password
        || facts
            .says(&["csrf", "captcha", "too many", "rate limit", "invalid_client", "unsupported_grant_type"])
            .is_some()
    {
        return None;
    }
    if facts.status() == 403 && facts.tells(&LOCKED).is_some() {
        return None;
    }
    let exact = facts.says(SAID);
    let loose = exact.is_none();
    let said = exact.or_else(|| facts.tells(&PASSWORD)).or_else(|| {
        (grant.is_some() && facts.oauth_error() == Some("invalid_grant"))
            .then(|| facts.says(&["invalid_grant"]))
            .flatten()
    });
    let login = facts.is_login() || password;
    let finding = match (&said, facts.status()) {
        // A form may be wrong in another way.
        (Some(_), 400 | 403 | 422) if login && loose && grant.is_none() => Finding::likely(),
        (Some(_), 400 | 401 | 403 | 422) if login => Finding::certain(),
        (Some(_), 404) if login => Finding::likely(),
        (None, 401) if login => Finding::likely().shape(),
        // Passport says no more than the status of a form whose fields it does not find.
        (None, 400) if password && facts.body().trim().eq_ignore_ascii_case("bad request") => {
            Finding::possible().shape()
        }
        _ => return None,
    };
    let finding = finding.maybe(said).because(facts.status_evidence());
    Some(finding.over("credentials-missing").over("user-inactive-or-deleted"))
}

/// A password that does not fit, by the parts of a sentence.
pub(in crate::rules) const PASSWORD: Saying = Saying {
    of: &["password", "passphrase", "username", "user name", "email", "credentials", "login", "pin"],
    says: &[
        "wrong", "invalid", "incorrect", "mismatch", "bad", "doesnt match", "do not match", "dont match",
        "not correct", "not match", "unknown", "failed", "not recogni*",
    ],
    never: &["missing", "required", "token", "expired", "csrf", "format", "at least", "must be"],
};

/// A form is sent back to the sign-in page with a word of an error in the address (Spring Security,
/// Passport and others do so).
fn sent_back(facts: Facts) -> Option<Finding> {
    const NAMES: &[&str] = &["error", "login_error", "auth_error", "failed", "login_failed", "invalid", "failure"];
    if facts.method() != "POST" || !facts.status_in(&[302, 303]) || !facts.is_login() || facts.is_token_call() {
        return None;
    }
    let target = Address::new(facts.redirect_target()?);
    let back =
        target.origin() == facts.url().origin() && (target.path() == facts.url().path() || is_login_address(&target));
    let named = NAMES.iter().any(|name| target.query_value(name).is_some());
    // A server that signs in from elsewhere hands its errors back with these beside.
    let handed = ["state", "error_description", "code"].iter().any(|name| target.query_value(name).is_some());
    let said = Evidence::response_header("Location", target.as_str());
    (back && named && !handed).then(|| Finding::likely().seen().because(said).because(facts.status_evidence()))
}
