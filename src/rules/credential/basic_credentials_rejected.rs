use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a well-formed `Basic` credential (RFC 7617 §2) was sent and the server asks for Basic
/// again, or says that the password is wrong.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let asked = facts.challenge("Basic");
    let Some((scheme, rest)) = facts.authorization_parts() else { return hidden(facts) };
    if !scheme.eq_ignore_ascii_case("Basic") || rest.is_empty() {
        return None;
    }
    let bytes = STANDARD.decode(rest).or_else(|_| STANDARD_NO_PAD.decode(rest)).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (user, _) = text.split_once(':')?;
    // The server asks for another kind, or calls the credential missing: something else is wrong.
    let read = says_wrong_password(facts);
    if (asked.is_none() && facts.challenges().next().is_some() && read.is_none())
        || facts.stated(Reason::HeaderFormat).is_some()
        || facts.states_any()
    {
        return None;
    }
    let other = facts.says(&[
        "two-factor", "2fa", "otp", "one-time", "captcha", "locked", "too many", "app password",
        "password authentication was removed", "sso",
    ]);
    // Apache answers 401 to a known user as well, when a `Require` rule names another user or group.
    let apache = facts.header("server").is_some_and(|s| s.starts_with("Apache"));
    let good_elsewhere = facts.same_identity_works();
    let finding = match (asked.is_some(), &other) {
        (true, None) if apache || good_elsewhere.is_some() => Finding::likely(),
        (true, None) => Finding::certain(),
        (true, Some(_)) => Finding::possible(),
        _ => Finding::likely().shape(),
    };
    let finding = if asked.is_some() && other.is_none() { finding.seen() } else { finding };
    let realm = asked.and_then(|c| c.param("realm")).unwrap_or("");
    let area = if realm.is_empty() { String::new() } else { format!(" for the area \"{realm}\"") };
    Some(
        finding
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), facts.authorization()?.trim()))
            .maybe(facts.header_evidence("www-authenticate"))
            .because(facts.status_evidence())
            .maybe(other)
            .maybe(read.filter(|_| asked.is_none()))
            .maybe(good_elsewhere.map(Facts::answers))
            .value(
                "user",
                if user.is_empty() { "an empty user name".to_owned() } else { format!("the user name {user}") },
            )
            .value("area", area),
    )
}

/// That the server read user name and password, whatever it asks for: Django REST framework names only its first way to sign in.
pub(super) fn says_wrong_password(facts: Facts) -> Option<Evidence> {
    facts.says_in_body(&[
        "username/password", "username or password", "user name or password", "email or password", "bad credentials",
        "invalid credentials", "wrong password", "invalid password", "incorrect password", "password is incorrect",
        "password is wrong",
    ])
}

/// After the browser's own dialog the recording shows no `Authorization`.
fn hidden(facts: Facts) -> Option<Finding> {
    let asked = facts.challenge("Basic").filter(|_| !facts.carries_identity())?;
    let realm = asked.param("realm").unwrap_or("");
    let area = if realm.is_empty() { String::new() } else { format!(" for the area \"{realm}\"") };
    let finding = Finding::possible().shape().maybe(facts.header_evidence("www-authenticate"));
    Some(
        finding
            .because(facts.status_evidence())
            .value("user", "what was typed into the browser's dialog")
            .value("area", area),
    )
}
