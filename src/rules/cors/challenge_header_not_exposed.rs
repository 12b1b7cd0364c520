use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires beside the real reason of a 401: the page may read the answer, but not its challenge
/// (Fetch §3.2.5).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || facts.is_cross_origin() != Some(true) || !facts.may_read() || facts.is_kept_from_page()
    {
        return None;
    }
    let challenge = facts.challenges().find(|c| c.is("Bearer") || c.is("DPoP"))?;
    let headers = &facts.response().headers;
    let star = headers.lists("access-control-expose-headers", "*")
        && facts.header("access-control-allow-credentials").is_none();
    if star || headers.lists("access-control-expose-headers", "www-authenticate") {
        return None;
    }
    let exposed = facts.header("access-control-expose-headers").unwrap_or("absent");
    Some(
        Finding::possible()
            .because(Evidence::response_header("Access-Control-Expose-Headers", exposed))
            .because(Evidence::response_header("WWW-Authenticate", challenge.scheme.as_str()))
            .value("scheme", challenge.scheme.as_str()),
    )
}
