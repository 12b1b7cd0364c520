use crate::facts::sentence::Saying;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Where the key belongs, when the answer does not tell.
const DOCUMENTED: &str = "the header or parameter that its documents name";

/// Fires when the answer asks for an API key that the request does not carry.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const MISSING: &[&str] = &[
        "no api key found", "api key missing", "missing api key", "missing api-key", "missing apikey",
        "missing_api_key", "api_key_missing", "api key is missing", "api-key is missing", "apikey is missing",
        "api key required", "api key is required", "api-key is required", "apikey is required", "api_key is required",
        "an api key is required", "requires an api key", "api key not provided", "api key was not provided",
        "no api key", "no apikey", "didn't provide an api key", "did not provide an api key",
        "must provide an api key", "please provide an api key", "provide a valid api key", "missing subscription key",
        "missing a valid api key", "unregistered callers", "x-api-key header is required",
        "x-api-key header is missing", "missing x-api-key", "x-api-key is required", "x-api-key required",
        "missing header x-api-key", "missing 'x-api-key'", "missing the api key", "api key must be provided",
        "api key header is missing", "api key header missing", "missing required header: x-api-key",
        "missing key header", "invalid or missing api key", "missing or invalid api key", "no x-api-key",
        "api token is missing", "missing api token", "api token required", "missing key in request header",
        "missing key in the query string", "missing key in cookies", // Echo
    ];
    if !facts.status_in(&[400, 401, 403, 422]) || facts.row().is_preflight {
        return None;
    }
    let is_key = |scheme: &str| {
        let scheme = scheme.to_ascii_lowercase().replace(['-', '_'], "");
        matches!(scheme.as_str(), "azureapimanagementkey" | "apikey" | "xapikey" | "key")
    };
    // A key may be one of several ways to sign in: Elasticsearch names it beside Basic.
    let only = facts.challenges().all(|c| is_key(&c.scheme));
    let challenge = facts.challenges().find(|c| only && is_key(&c.scheme));
    // The key went along in a header that this API does not read.
    if let Some((place, value)) = facts.key_sent().filter(|_| facts.wants_other_key()) {
        let finding = Finding::likely().maybe(facts.header_evidence("www-authenticate"));
        let finding = finding.because(Evidence::secret(place.clone(), value)).value("place", DOCUMENTED);
        let finding = finding.maybe(facts.stated(Reason::Missing)).because(facts.status_evidence());
        return Some(match place {
            Source::RequestHeader(other) => finding.variant("other-name").value("other", other),
            _ => finding,
        });
    }
    if let Some((works, header)) = taken_as_key(facts) {
        let finding = Finding::likely().seen().because(works.answers()).because(facts.status_evidence());
        let finding = finding.quote(Source::RequestHeader(header.to_owned()), "not sent");
        return Some(finding.value("place", format!("the header {header}")).over("credential-rejected-unspecified"));
    }
    let unsent = facts.key_sent().is_none() && !facts.carries_identity();
    let phrased = facts.says(MISSING);
    let loose = phrased.is_none();
    let field = ["header", "query", "cookie"]
        .into_iter()
        .find_map(|place| facts.missing_field(place))
        .filter(|(name, _)| is_key_name(name));
    let said = phrased.or_else(|| facts.tells(&KEY).filter(|_| unsent)).or_else(|| Some(field.clone()?.1));
    if challenge.is_none() && said.is_none() {
        return None;
    }
    let name = challenge
        .and_then(|c| c.param("name"))
        .map(str::to_owned)
        .or_else(|| named(facts))
        .or_else(|| Some(field?.0.to_owned()));
    let key = facts.key_sent();
    // The answer names a header, and the key went along in the address.
    let astray = said.is_some()
        && name.as_deref().is_some_and(|n| n.to_ascii_lowercase().starts_with("x-") && facts.sent(n).is_none())
        && key.as_ref().is_some_and(|(place, _)| *place == Source::Url);
    let sent = name.as_deref().is_some_and(|n| facts.sent(n).is_some()) || key.is_some() && !astray;
    if sent && said.is_none() {
        return None;
    }
    // Some APIs take the key in `Authorization`, and name it all the same.
    let finding = match (sent, &said) {
        (true, _) => Finding::possible(),
        // FastAPI asks in this way for a key in a cookie too.
        (false, None) if name.is_none() && facts.answerer_knows_cookies() => {
            return Some(
                Finding::possible()
                    .maybe(facts.header_evidence("www-authenticate"))
                    .because(facts.status_evidence())
                    .value("place", DOCUMENTED),
            );
        }
        (false, None) if name.is_none() => Finding::likely(),
        (false, Some(_)) if loose || astray => Finding::likely(),
        (false, Some(s)) if s.quote.to_ascii_lowercase().contains("invalid") => Finding::likely(),
        _ => Finding::certain(),
    };
    let variant = match name.as_deref() {
        Some(n) if n.eq_ignore_ascii_case("Ocp-Apim-Subscription-Key") => Some("azure"),
        Some(n) if n.eq_ignore_ascii_case("apikey") => Some("kong"),
        _ => None,
    };
    let place = name.as_ref().map_or(DOCUMENTED.to_owned(), |n| format!("the header {n}"));
    let not_sent = name.map(|n| Evidence::new(Source::RequestHeader(n), "not sent"));
    let finding =
        finding.maybe(said).maybe(facts.header_evidence("www-authenticate")).maybe(not_sent.filter(|_| !sent));
    let finding = finding.because(facts.status_evidence()).value("place", place);
    let finding = if astray { finding.over("api-key-invalid") } else { finding };
    let finding = finding.over("credentials-missing").over("unauthenticated-answered-403");
    Some(match variant {
        Some(key) => finding.variant(key),
        None => finding,
    })
}

/// A call that worked on this server with what `Authorization` holds here, in a header for keys.
fn taken_as_key<'x>(facts: Facts<'x>) -> Option<(Facts<'x>, &'x str)> {
    let sent = facts.token_text().or_else(|| facts.authorization())?.trim();
    if facts.states_any() || facts.key_sent().is_some() || sent.len() < 6 {
        return None;
    }
    let holds = |f: Facts<'x>| {
        f.request().headers.iter().find(|h| h.value.trim() == sent && h.name.contains('-')).map(|h| h.name.as_str())
    };
    let works = facts.works_where(&|f| f.authorization().is_none() && holds(f).is_some())?;
    Some((works, holds(works)?))
}

/// The same by the parts of a sentence.
const KEY: Saying = Saying {
    of: &["api key", "apikey", "api token", "subscription key"],
    says: &[
        "missing", "required", "not found", "not supplied", "not provided", "must", "include", "supply", "no",
        "provide", "absent", "resolve", "not present", "not set", "empty",
    ],
    never: &["expired", "revoked", "disabled"],
};

/// The header that the answer names, or that its gateway is known to read.
fn named(facts: Facts) -> Option<String> {
    let known = [
        ("subscription key", "Ocp-Apim-Subscription-Key"),
        ("no api key found in request", "apikey"),
        ("x-api-key", "X-API-Key"),
    ];
    known.iter().find(|(phrase, _)| facts.says(&[phrase]).is_some()).map(|(_, name)| (*name).to_owned())
}

fn is_key_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase().replace(['-', '_'], "");
    name.ends_with("apikey") || name == "xkey" || name.ends_with("subscriptionkey")
}
