use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when a database names its own rule: PostgreSQL error 42501, Firestore or Realtime Database
/// rules.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // Firestore answers a batch with 200 and the error inside.
    let batch = facts.status() == 200
        && facts.body().len() < 8192
        && facts.body().trim_start().starts_with("[{")
        && facts.member("0.error").is_some();
    if !batch && !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let kinds: &[(&str, &[&str])] = &[
        ("row", &["violates row-level security policy"]),
        (
            "grant",
            &[
                "permission denied for table", "permission denied for relation", "permission denied for schema",
                "permission denied for view", "permission denied for function", "permission denied for sequence",
            ],
        ),
        ("rules", &["missing or insufficient permissions"]),
    ];
    let found = kinds.iter().find_map(|(key, phrases)| facts.says_in_body(phrases).map(|said| (*key, said)));
    let realtime = || {
        let json = facts.url().path().ends_with(".json") && facts.url().host().contains("firebase");
        facts.says_in_body(&["\"permission denied\""]).filter(|_| json).map(|said| ("rules", said))
    };
    let (key, said) = found.or_else(realtime).or_else(|| {
        let code = facts.member_text("code") == Some("42501");
        code.then(|| ("grant", crate::finding::Evidence::new(crate::finding::Source::ResponseBody, "code 42501")))
    })?;
    Some(Finding::certain().because(said).because(facts.status_evidence()).over("insufficient-role").variant(key))
}
