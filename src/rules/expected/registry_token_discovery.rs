use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Verdict};
use crate::instant::Span;

/// Fires for the 401 in which a container registry names its token server (Distribution token
/// authentication), when a token was then fetched there and the call worked.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || !(facts.url().path() == "/v2" || facts.url().path().starts_with("/v2/")) {
        return None;
    }
    let challenge = facts.challenge("Bearer")?;
    let (realm, service) = (challenge.param("realm")?, challenge.param("service")?);
    if !realm.starts_with("http") || challenge.param("error").is_some() {
        return None;
    }
    let ended = facts.exchange().ended();
    let later: Vec<_> =
        facts.later().take(200).take_while(|f| f.exchange().started - ended < Span::minutes(2)).collect();
    let issued =
        later.iter().find(|f| f.url().as_str().split('?').next() == realm.split('?').next() && f.status() == 200)?;
    // If the repeat fails too, it carries the failure; this leg did its job.
    let repeated = facts.retries().any(|f| f.authorization().is_some());
    let finding = if repeated { Finding::certain() } else { Finding::likely() };
    Some(
        finding
            .seen()
            .verdict(Verdict::Expected)
            .because(Evidence::response_header(
                "WWW-Authenticate",
                format!("Bearer realm=\"{realm}\", service=\"{service}\""),
            ))
            .because(Evidence::exchange(issued.id(), format!("{} {}", issued.status(), issued.url().path())))
            .value("realm", realm),
    )
}
