use crate::facts::Facts;
use crate::finding::Finding;

/// Fires for status codes that no RFC defines and that products use for sign-in, and for 422 of a
/// token check.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let finding = |f: Finding| f.because(facts.status_evidence()).value("status", facts.status());
    let token_words =
        || facts.says_in_body(&["token", "jwt", "segments", "authorization", "signature", "csrf", "session"]);
    let (key, found) = match facts.status() {
        419 => ("laravel", Finding::likely().shape()),
        440 => ("timeout", Finding::likely()),
        498 => ("esri-invalid", Finding::likely()),
        499 if facts.says_in_body(&["token required"]).is_some() => ("esri-missing", Finding::likely()),
        499 => ("closed", Finding::likely()),
        // A check of form fields answers 422 too: only a short answer about the token counts.
        422 if facts.member_text("msg").is_some() && facts.authorization().is_some() => {
            ("flask", Finding::possible().maybe(Some(token_words()?)))
        }
        _ => return None,
    };
    Some(finding(found).variant(key))
}
