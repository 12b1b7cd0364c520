use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a page of IIS names the sub-status of a 401 or 403.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const KNOWN: &[&str] = &["401.1", "401.2", "401.3", "401.5", "403.4", "403.7", "403.14"];
    if !facts.status_in(&[401, 403]) {
        return None;
    }
    let body = facts.body().get(..facts.body().len().min(8192)).unwrap_or(facts.body());
    let server = facts.header("server").is_some_and(|s| s.contains("Microsoft-IIS"));
    let named =
        body.contains("HTTP Error 40") || body.contains("Internet Information Services") || body.contains("IIS");
    if !server && !named {
        return None;
    }
    let start = format!("{}.", facts.status());
    let number = body.match_indices(&start).find_map(|(at, _)| {
        let digits: String = body.get(at + start.len()..)?.chars().take_while(char::is_ascii_digit).collect();
        let free =
            body.get(..at).is_none_or(|before| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.'));
        (free && (1..=3).contains(&digits.len())).then(|| format!("{start}{digits}"))
    })?;
    let known = KNOWN.iter().find(|k| **k == number);
    // Two of them have a cause of their own, with better words.
    let finding = if matches!(number.as_str(), "403.4" | "403.7") { Finding::possible() } else { Finding::certain() };
    let finding = finding.quote(Source::ResponseBody, &number).maybe(facts.header_evidence("server"));
    let finding = finding.because(Evidence::new(Source::Status, facts.status().to_string())).value("number", &number);
    let finding = finding.over("directory-listing-forbidden").over("integrated-auth-not-sent");
    Some(match known {
        Some(known) => finding.variant(known),
        None => finding,
    })
}
