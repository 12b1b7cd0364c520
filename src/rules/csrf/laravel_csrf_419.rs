use crate::facts::Facts;
use crate::facts::roles::is_session_name;
use crate::finding::{Evidence, Finding};

/// Fires for 419, the status that Laravel made up for a CSRF token that does not fit.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 419 || !facts.is_unsafe() {
        return None;
    }
    let said = facts.says_in_body(&["csrf token mismatch", "page expired", "tokenmismatchexception"]);
    let header = facts.sent("x-xsrf-token");
    let session = facts.cookies().iter().any(|(name, _)| is_session_name(name));
    let variant = match () {
        () if !session => "no-cookie",
        () if header.is_some_and(|v| v.contains("%3D") || v.contains("%3d")) => "not-decoded",
        () if facts.csrf_sent().is_none() => "no-token",
        () => "old",
    };
    let finding = if said.is_some() { Finding::certain() } else { Finding::likely() };
    let cookie = (!session).then(|| Evidence::request_header("Cookie", "no session cookie"));
    Some(
        finding
            .because(facts.status_evidence())
            .maybe(said)
            .maybe(cookie)
            .maybe(facts.csrf_sent_evidence())
            .variant(variant),
    )
}
