use crate::exchange::Header;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a header with an underscore was sent and the server behind nginx says that it is
/// missing.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) || facts.row().is_preflight {
        return None;
    }
    let header = facts.request().headers.iter().find(|h| h.name.contains('_') && !h.value.trim().is_empty())?;
    let server = facts.header("server").unwrap_or("").to_ascii_lowercase();
    let nginx = ["nginx", "openresty", "tengine"].iter().any(|n| server.contains(n));
    let named = names(facts, header);
    let said = facts.stated(Reason::Missing).or_else(|| lacks(facts, header)).or_else(|| {
        facts.says_in_body(&[
            "is missing", "missing", "is required", "required", "not provided", "no api key", "not found in headers",
        ])
    })?;
    // Without nginx on the way, only a server that names this very header speaks for it.
    if !nginx && !named {
        return None;
    }
    let identity = ["key", "token", "auth", "secret", "session", "user"]
        .iter()
        .any(|w| header.name.to_ascii_lowercase().contains(w));
    if !named && !identity {
        return None;
    }
    let finding = if nginx { Finding::likely().seen() } else { Finding::possible().seen() };
    let finding = finding.because(Evidence::secret(Source::RequestHeader(header.name.clone()), header.value.as_str()));
    let finding = finding.because(said).maybe(facts.way_mark());
    let finding = finding.value("header", &header.name).value("better", better(&header.name));
    Some(
        finding
            .over("credentials-missing")
            .over("api-key-missing")
            .over("api-key-invalid")
            .over("required-header-missing")
            .over("unauthenticated-answered-403"),
    )
}

/// "No api_key header", "without x_token": the answer misses the header by its name.
fn lacks(facts: Facts, header: &Header) -> Option<Evidence> {
    let name = header.name.to_ascii_lowercase();
    facts.says_in_body(
        &["no ", "without ", "missing ", "needs ", "expected "]
            .map(|word| [word, &name].concat())
            .each_ref()
            .map(String::as_str),
    )
}

/// Whether the answer names the header, with `_`, `-` or a space in it.
fn names(facts: Facts, header: &Header) -> bool {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let body = facts.body();
    body.len() < 4096 && plain(body).contains(&plain(&header.name))
}

/// `api_key` → `X-Api-Key`.
fn better(name: &str) -> String {
    let words = name.split('_').filter(|w| !w.is_empty()).map(|w| {
        let mut word = w.to_owned();
        word.get_mut(..1).map(str::make_ascii_uppercase);
        word
    });
    let joined = words.collect::<Vec<_>>().join("-");
    if joined.to_ascii_lowercase().starts_with("x-") { joined } else { format!("X-{joined}") }
}
