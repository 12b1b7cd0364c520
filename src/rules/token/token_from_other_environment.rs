use crate::exchange::Address;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when issuer or audience of a refused token name another environment than the API's host.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) {
        return None;
    }
    let own = [Reason::Issuer, Reason::Audience, Reason::Signature, Reason::KeyUnknown];
    let said = own.iter().find_map(|r| facts.stated(*r));
    if facts.states_other(&own) || (said.is_none() && facts.status() != 401) {
        return None;
    }
    let claims = facts.jws()?.claims.as_ref()?;
    let here = environment(facts.url().host());
    let (name, value, there) = [("iss", claims.text("iss")), ("aud", claims.audiences().first().copied())]
        .into_iter()
        .find_map(|(name, value)| {
            let value = value?;
            let host = Address::new(value);
            let there = environment(if host.host().is_empty() { value } else { host.host() })?;
            (Some(there) != here).then_some((name, value, there))
        })?;
    // A machine of a developer may well use the test system's sign-in.
    if here.is_none() && is_local(facts.url().host()) {
        return None;
    }
    let finding = if said.is_some() { Finding::likely().seen() } else { Finding::possible().shape() };
    Some(
        finding
            .because(Evidence::claim(name, value))
            .quote(Source::Url, facts.url().host())
            .maybe(said)
            .value("claim", name)
            .value("there", there)
            .value("host", facts.url().host()),
    )
}

/// The environment that a host name speaks of; `None` for production and unknown names.
fn environment(host: &str) -> Option<&'static str> {
    const WORDS: &[(&str, &str)] = &[
        ("dev", "development"),
        ("develop", "development"),
        ("development", "development"),
        ("test", "test"),
        ("testing", "test"),
        ("qa", "test"),
        ("uat", "acceptance"),
        ("stage", "staging"),
        ("staging", "staging"),
        ("stg", "staging"),
        ("preprod", "staging"),
        ("sandbox", "sandbox"),
        ("demo", "demo"),
    ];
    // The last label is a top-level domain, of which `.dev` and `.test` are two.
    let labels = host.rsplit_once('.').map_or(host, |(front, _)| front);
    let words = labels.split(['.', '-', '_', '/', ':']);
    words.into_iter().find_map(|w| WORDS.iter().find(|(word, _)| w.eq_ignore_ascii_case(word)).map(|(_, name)| *name))
}

fn is_local(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host.ends_with(".local")
        || crate::http::cookie::site::is_ip(host)
}
