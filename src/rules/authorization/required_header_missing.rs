use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// Headers that have causes of their own.
const OTHERS: &[&str] =
    &["authorization", "cookie", "x-api-key", "apikey", "api-key", "x-csrf-token", "x-xsrf-token", "x-csrftoken"];

/// Fires when the server names a header that the request lacks, and beside a rule of a web server
/// that refuses a POST without `X-Requested-With`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403, 422, 428]) || facts.row().is_preflight {
        return None;
    }
    let fits = |name: &str| {
        let name = name.to_ascii_lowercase();
        !OTHERS.contains(&name.as_str())
            && !name.contains("xsrf")
            && !name.contains("csrf")
            && facts.sent(&name).is_none()
    };
    if let Some((name, said)) = named(facts).filter(|(name, _)| fits(name)) {
        // Known by the parts of a sentence alone, its words may mean something else.
        let phrased = said.from != Source::ResponseBody || facts.tells(&HEADER).is_none_or(|loose| loose.at != said.at);
        let finding = if phrased { Finding::certain() } else { Finding::likely() };
        return Some(
            finding.seen().because(said).because(facts.status_evidence()).variant("named").value("header", name),
        );
    }
    if let Some(said) = facts.says(&["x-requested-with"]).filter(|_| fits("x-requested-with")) {
        return Some(Finding::likely().because(said).variant("named").value("header", "X-Requested-With"));
    }
    // Nothing names a header: a rule of the web server may want one.
    let rule = facts.status() == 403 && facts.plain_server_page() && facts.method() == "POST" && facts.is_api_call();
    (rule && fits("x-requested-with")).then(|| {
        let method = Evidence::new(Source::Method, facts.method());
        Finding::possible().shape().because(facts.status_evidence()).because(method)
    })
}

/// The header that the words or the JSON name.
fn named(facts: Facts) -> Option<(String, Evidence)> {
    if let Some((name, said)) = facts.missing_field("header") {
        return Some((name.to_owned(), said));
    }
    let worded = || facts.tells(&HEADER).filter(|e| e.from == Source::ResponseBody);
    let said = facts
        .says_in_body(&[
            "required request header '", "missing required header", "missing header", "required header",
            "header is required", "header is missing",
        ])
        .or_else(worded)?;
    let quote = said.quote.replace(['"', '`'], "'");
    let name = match quote.split('\'').nth(1) {
        Some(name) => name.to_owned(),
        None => quote
            .split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.'))
            .find(|w| w.contains('-') && w.len() > 3)?
            .to_owned(),
    };
    let plain = !name.is_empty()
        && name.len() <= 60
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    plain.then_some((name, said))
}

/// A header that is not there, by the parts of a sentence.
const HEADER: Saying = Saying {
    of: &["header", "headers"],
    says: &[
        "missing", "required", "requires", "must", "not provided", "not present", "not found", "not set", "absent",
        "expected", "need*", "without",
    ],
    never: &[
        "authorization", "authentication", "token", "cookie", "csrf", "too large", "too long", "invalid", "size",
        "host", "origin",
    ],
};
