use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when what follows `Basic` is not the base64 of `user:password` (RFC 7617 §2), or the server
/// says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "invalid basic header", "credentials not correctly base64 encoded", "invalid basic authentication token",
        "failed to decode basic authentication", "invalid basic auth", "malformed basic",
        "basic auth header is malformed", "credentials string should not contain spaces",
    ];
    if !facts.refuses() {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("Basic") || rest.is_empty() {
        return None;
    }
    let said = facts.says(SAID);
    let asked = facts.challenge("Basic").is_some();
    // Who asks for tokens alone does not look into a password.
    if said.is_none() && !asked && facts.challenges().next().is_some() {
        return None;
    }
    let decoded = STANDARD.decode(rest).or_else(|_| STANDARD_NO_PAD.decode(rest));
    let variant = match &decoded {
        Err(_) if rest.contains(':') => "plain",
        Err(_) if URL_SAFE.decode(rest).is_ok() => "alphabet",
        Err(_) => "no-base64",
        Ok(bytes) if !bytes.contains(&b':') => "no-colon",
        Ok(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\u{fffd}') => "letters",
            Err(_) if said.is_some() => "letters",
            Ok(text) if text.contains(['\n', '\r']) => "line-break",
            // "Invalid basic auth credentials" may as well mean a wrong password.
            _ => {
                let vague =
                    |said: &Evidence| said.quote.to_ascii_lowercase().contains("invalid basic auth credentials");
                let said = said.filter(|said| !vague(said));
                return said.map(|said| build(Finding::likely(), facts, said, "no-base64"));
            }
        },
    };
    let sure =
        (asked || said.is_some()) && facts.concerns_credentials() && !matches!(variant, "letters" | "line-break");
    let finding = if sure { Finding::certain() } else { Finding::likely() };
    let evidence = said.unwrap_or_else(|| facts.status_evidence());
    Some(build(finding.seen(), facts, evidence, variant))
}

fn build(finding: Finding, facts: Facts, evidence: Evidence, variant: &'static str) -> Finding {
    let header = Evidence::secret(Source::RequestHeader("Authorization".into()), facts.authorization().unwrap_or(""));
    finding.because(header).because(evidence).variant(variant).over("basic-credentials-rejected")
}
