//! One term of a filter against one exchange.

use super::Expression;
use super::nearest::nearest;
use crate::diagnosis::Diagnosis;
use crate::finding::{CauseId, Certainty, Verdict};
use crate::history::Row;
use crate::rules;
use crate::servers::answerers;
use crate::text::labels::Language;

/// What a term looks for.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// Words anywhere in the URL, method, status, cause or its title, in lower case.
    Text(String),
    Pattern(Expression),
    Status(u16, u16),
    Cause(Wild),
    Verdict(Verdict),
    Certainty(Certainty),
    Domain(Wild),
    Method(Wild),
    AuthScheme(Wild),
    Token(TokenIs),
    AnsweredBy(Wild),
    Url(Wild),
    Scheme(Wild),
    MimeType(Wild),
    ResourceType(Wild),
    LargerThan(u64),
    ResponseHeader(String),
    RequestHeader(String),
    Preflight,
    FromCache,
    ServiceWorker,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum TokenIs {
    Any,
    None,
    Jwt,
    Other,
}

/// A text in which `*` stands for anything, without regard to case.
#[derive(Clone, Debug)]
pub(super) struct Wild(Vec<String>);

impl Test {
    pub(super) fn pattern(pattern: &str) -> Result<Test, String> {
        Expression::read(pattern).map(Test::Pattern).map_err(|error| format!("this expression cannot be used: {error}"))
    }

    /// `gloss` says what the key takes.
    pub(super) fn of(key: &str, gloss: &str, value: &str) -> Result<Test, String> {
        let wild = || Wild::new(value);
        let other = || format!("{key}: takes {gloss}, not {value}");
        Ok(match key {
            "status-code" => {
                let (from, to) = statuses(value).ok_or_else(other)?;
                Test::Status(from, to)
            }
            "cause" => Test::Cause(known(value, "no cause is called", &mut rules::all().map(|rule| rule.text.id))?),
            "verdict" => Test::Verdict(
                [Verdict::Failure, Verdict::Recovered, Verdict::Expected, Verdict::Noise, Verdict::Ok]
                    .into_iter()
                    .find(|v| v.id().eq_ignore_ascii_case(value))
                    .ok_or_else(other)?,
            ),
            "certainty" => Test::Certainty(
                [Certainty::Certain, Certainty::Likely, Certainty::Possible]
                    .into_iter()
                    .find(|c| c.id().eq_ignore_ascii_case(value))
                    .ok_or_else(other)?,
            ),
            "domain" => Test::Domain(wild()),
            "method" => Test::Method(wild()),
            "auth-scheme" => Test::AuthScheme(wild()),
            "has-token" => Test::Token(match value.to_ascii_lowercase().as_str() {
                "yes" | "any" => TokenIs::Any,
                "no" | "none" => TokenIs::None,
                "jwt" | "jws" => TokenIs::Jwt,
                "other" | "opaque" => TokenIs::Other,
                _ => return Err(other()),
            }),
            "answered-by" => Test::AnsweredBy(known(value, "no server is called", &mut answerers())?),
            "url" => Test::Url(Wild::new(&format!("*{value}*"))),
            "scheme" => Test::Scheme(wild()),
            "mime-type" => Test::MimeType(wild()),
            "resource-type" => Test::ResourceType(wild()),
            "larger-than" => Test::LargerThan(size(value).ok_or_else(other)?),
            "has-response-header" => Test::ResponseHeader(value.into()),
            "has-request-header" => Test::RequestHeader(value.into()),
            "is" => match value.to_ascii_lowercase().as_str() {
                "preflight" => Test::Preflight,
                "from-cache" => Test::FromCache,
                "service-worker" | "service-worker-intercepted" => Test::ServiceWorker,
                _ => return Err(other()),
            },
            _ => return Err(other()),
        })
    }

    pub(super) fn holds(&self, row: &Row, diagnosis: &Diagnosis) -> bool {
        let exchange = &row.exchange;
        let (request, response) = (&exchange.request, &exchange.response);
        match self {
            Test::Text(text) => {
                contains(request.url.as_str(), text)
                    || contains(&request.method, text)
                    || response.status.to_string() == *text
                    || diagnosis.findings.iter().any(|f| f.cause.contains(text.as_str()) || is_in_title(f.cause, text))
            }
            Test::Pattern(expression) => expression.occurs_in(request.url.as_str()),
            Test::Status(from, to) => (*from..=*to).contains(&response.status),
            Test::Cause(wild) => diagnosis.findings.iter().any(|f| wild.fits(f.cause)),
            Test::Verdict(verdict) => diagnosis.verdict == *verdict,
            Test::Certainty(certainty) => diagnosis.findings.first().is_some_and(|f| f.certainty == *certainty),
            Test::Domain(wild) => wild.fits(request.url.host()) || wild.fits(request.url.host_and_port()),
            Test::Method(wild) => wild.fits(&request.method),
            Test::AuthScheme(wild) => {
                let reading = row.reading();
                let lines = reading.challenges.iter().chain(&reading.proxy_challenges);
                lines.flat_map(|l| &l.challenges).any(|c| wild.fits(&c.scheme))
                    || reading.credentials.as_ref().is_some_and(|(c, _)| wild.fits(&c.scheme))
            }
            Test::Token(is) => {
                let token = row.token().map(|(token, _)| token);
                match is {
                    TokenIs::Any => token.is_some(),
                    TokenIs::None => token.is_none(),
                    TokenIs::Jwt => token.is_some_and(|t| t.jws().is_some()),
                    TokenIs::Other => token.is_some_and(|t| t.jws().is_none()),
                }
            }
            Test::AnsweredBy(wild) => {
                let by = &diagnosis.answered_by;
                wild.fits(by.layer.id()) || by.server.is_some_and(|s| wild.fits(s.id) || wild.fits(s.name))
            }
            Test::Url(wild) => wild.fits(request.url.as_str()),
            Test::Scheme(wild) => wild.fits(request.url.scheme()),
            // Parameters such as the charset are no part of the type's name.
            Test::MimeType(wild) => wild.fits(response.mime_type.split(';').next().unwrap_or_default().trim()),
            Test::ResourceType(wild) => exchange.resource_type.as_deref().is_some_and(|t| wild.fits(t)),
            Test::LargerThan(bytes) => response.size.is_some_and(|s| s > *bytes),
            Test::ResponseHeader(name) => response.headers.has(name),
            Test::RequestHeader(name) => request.headers.has(name),
            Test::Preflight => exchange.is_preflight(),
            Test::FromCache => exchange.from_cache,
            Test::ServiceWorker => exchange.from_service_worker,
        }
    }
}

impl Wild {
    fn new(text: &str) -> Self {
        Wild(text.to_ascii_lowercase().split('*').map(str::to_owned).collect())
    }

    fn fits(&self, text: &str) -> bool {
        let text = text.to_ascii_lowercase();
        let Some((first, rest)) = self.0.split_first() else { return false };
        let Some((last, middle)) = rest.split_last() else { return text == *first };
        let Some(mut left) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            let Some(at) = left.find(part.as_str()) else { return false };
            left = left.get(at + part.len()..).unwrap_or_default();
        }
        left.ends_with(last.as_str())
    }
}

/// A text that fits one of these names at least.
fn known(value: &str, none: &str, names: &mut dyn Iterator<Item = &str>) -> Result<Wild, String> {
    let (wild, names) = (Wild::new(value), names.collect::<Vec<_>>());
    if names.iter().any(|name| wild.fits(name)) {
        return Ok(wild);
    }
    let nearest = nearest(value, &names).join(", ");
    let end = if nearest.is_empty() { String::new() } else { format!("; nearest: {nearest}") };
    Err(format!("{none} {value}{end}"))
}

/// `401`, `4xx`, `400-499`.
pub(super) fn statuses(text: &str) -> Option<(u16, u16)> {
    if let Some((from, to)) = text.split_once('-') {
        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
        return (from <= to).then_some((from, to));
    }
    let lower = text.to_ascii_lowercase();
    if let Some(class) = lower.strip_suffix("xx") {
        let class: u16 = class.parse().ok().filter(|c| (1..=9).contains(c))?;
        return Some((class * 100, class * 100 + 99));
    }
    let status = text.parse().ok().filter(|s| *s < 1000)?;
    Some((status, status))
}

/// `500`, `10k`, `1M`, in bytes; k is 1000, as in Chrome.
fn size(text: &str) -> Option<u64> {
    let lower = text.to_ascii_lowercase();
    let (digits, factor) = match (lower.strip_suffix('k'), lower.strip_suffix('m')) {
        (Some(digits), _) => (digits, 1000),
        (_, Some(digits)) => (digits, 1_000_000),
        _ => (lower.as_str(), 1),
    };
    digits.parse::<u64>().ok()?.checked_mul(factor)
}

/// Whether `text` holds `part`, which is in lower case.
fn contains(text: &str, part: &str) -> bool {
    text.len() >= part.len() && text.to_ascii_lowercase().contains(part)
}

/// Whether the title of a cause holds a text, in English or in the language that was loaded.
fn is_in_title(cause: CauseId, text: &str) -> bool {
    let translated = rules::translation(cause, Language::Chinese).map(|t| t.text.title);
    rules::text(cause).map(|t| t.title).into_iter().chain(translated).any(|title| contains(title, text))
}
