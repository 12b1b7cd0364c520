use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when the page of IIS names the sub-status of a 404.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    const KNOWN: &[(&str, &str)] = &[
        ("404.3", "type"),
        ("404.4", "handler"),
        ("404.5", "sequence"),
        ("404.6", "verb"),
        ("404.7", "extension"),
        ("404.8", "hidden"),
        ("404.10", "header"),
        ("404.11", "double-escape"),
        ("404.12", "high-bit"),
        ("404.13", "body"),
        ("404.14", "url"),
        ("404.15", "query"),
        ("404.17", "static-handler"),
        ("404.20", "many-urls"),
    ];
    let (code, key, said) = KNOWN.iter().rev().find_map(|(code, key)| {
        let said = facts.says_in_body(&[
            &format!("error {code} "),
            &format!("error {code}<"),
            &format!("status code {code}"),
            &format!(">{code} - "),
        ])?;
        Some((*code, *key, said))
    })?;
    Some(Finding::certain().because(said).maybe(facts.header_evidence("server")).variant(key).value("code", code))
}
