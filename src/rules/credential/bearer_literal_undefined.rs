use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a word that JavaScript writes for a missing value, or a template that was never
/// filled, stands where the credential should be.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() && !facts.signed_out_by_graphql() {
        return None;
    }
    let (source, word, variant) = in_authorization(facts).or_else(|| elsewhere(facts))?;
    let header = matches!(&source, Source::RequestHeader(_));
    // A gate for Basic in front does not look at a bearer token at all.
    let gate = facts.challenges().next().is_some() && facts.challenges().all(|c| c.is("Basic"));
    let finding = if header && facts.concerns_credentials() && !gate { Finding::certain() } else { Finding::likely() };
    let place = match &source {
        Source::RequestHeader(name) => format!("the header {name}"),
        _ => "the address".to_owned(),
    };
    Some(
        finding
            .seen()
            .because(Evidence::new(source, word.clone()))
            .because(facts.status_evidence())
            .value("word", word.rsplit(' ').next().filter(|w| !w.ends_with(']')).map_or(bare(&word), str::to_owned))
            .value("place", place)
            .variant(variant)
            .over("token-malformed")
            .over("graphql-unauthenticated"),
    )
}

fn bare(word: &str) -> String {
    word.split_once(' ').filter(|(scheme, _)| !scheme.starts_with('[')).map_or(word, |(_, rest)| rest).to_owned()
}

fn in_authorization(facts: Facts) -> Option<(Source, String, &'static str)> {
    let value = facts.authorization()?.trim();
    let source = Source::RequestHeader("Authorization".into());
    let (scheme, rest) = facts.authorization_parts()?;
    // The scheme alone: "Token" is its name there, and no text of a template.
    let lone = rest.is_empty() && ["token", "jwt"].iter().any(|name| scheme.eq_ignore_ascii_case(name));
    if let Some(variant) = slip(rest).or_else(|| slip(value).filter(|_| !lone)) {
        return Some((source, value.to_owned(), variant));
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = String::from_utf8(STANDARD.decode(rest).ok()?).ok()?;
        let (user, password) = decoded.split_once(':')?;
        let variant = slip(password).or_else(|| slip(user)).filter(|v| *v != "template")?;
        let part = if slip(password).is_some() { password } else { user };
        return Some((source, part.to_owned(), variant));
    }
    None
}

fn elsewhere(facts: Facts) -> Option<(Source, String, &'static str)> {
    const QUERY: &[&str] = &["access_token", "token", "api_key", "apikey", "jwt", "auth", "auth_token", "id_token"];
    if facts.authorization().is_some() {
        return None;
    }
    let header = facts
        .other_credentials()
        .into_iter()
        .find_map(|(source, value)| Some((source, value.to_owned(), slip(value)?)));
    header.or_else(|| {
        let url = facts.url().url()?;
        let mut pairs = url.query_pairs();
        pairs.find_map(|(name, value)| {
            let named = QUERY.contains(&name.to_ascii_lowercase().as_str());
            let variant = named.then(|| slip(&value)).flatten()?;
            Some((Source::Url, value.into_owned(), variant))
        })
    })
}

/// The kind of slip, where the value is one.
fn slip(value: &str) -> Option<&'static str> {
    const TEMPLATES: &[&str] = &[
        "${", "{{", "{token", "{access", "<token", "<access", "<your", "<jwt", "your_", "your-", "yourtoken",
        "process.env", "import.meta", "%token%", "%s", "$token",
    ];
    let lower = value
        .trim()
        .trim_matches(['"', '\''])
        .to_ascii_lowercase()
        .replace("%5b", "[")
        .replace("%20", " ")
        .replace("%5d", "]");
    match lower.as_str() {
        "undefined" | "undefined undefined" => Some("undefined"),
        "null" | "none" | "nil" => Some("null"),
        "nan" | "true" | "false" | "0" => Some("not-text"),
        "[object promise]" => Some("promise"),
        "token" | "access_token" | "accesstoken" | "jwt" => Some("template"),
        _ if lower.starts_with("[object ") => Some("object"),
        _ if lower.starts_with("function") || lower.starts_with("async ") || lower.contains("=>") => Some("function"),
        _ if TEMPLATES.iter().any(|t| lower.starts_with(t)) => Some("template"),
        _ => None,
    }
}
