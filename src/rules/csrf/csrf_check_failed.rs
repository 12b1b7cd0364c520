use crate::facts::Facts;
use crate::finding::Finding;

const SAID: &[(&str, &[&str])] = &[
    ("wordpress", &["rest_cookie_invalid_nonce", "cookie check failed"]),
    ("jenkins", &["no valid crumb was included"]),
    ("go", &["cross-origin request detected"]),
    ("nextjs", &["invalid server actions request"]),
    ("apollo", &["blocked as a potential cross-site request forgery"]),
    ("atlassian", &["xsrf check failed"]),
    ("kibana", &["request must contain a kbn-xsrf header", "request must contain an osd-xsrf header"]),
    ("yii", &["unable to verify your data submission"]),
];

/// Fires when the text of the refusal names a CSRF check, and no closer cause fits.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // These check reading calls too: a nonce of cookie users, a header that no plain form can send.
    const ALWAYS: &[&str] = &["wordpress", "apollo", "kibana"];
    if !facts.status_in(&[400, 401, 403, 412, 422, 500]) {
        return None;
    }
    let looks = |variant: &str| facts.is_unsafe() || ALWAYS.contains(&variant);
    if let Some((variant, said)) = SAID
        .iter()
        .filter(|(variant, _)| looks(variant))
        .find_map(|(variant, phrases)| facts.says(phrases).map(|said| (*variant, said)))
    {
        // WordPress checks the nonce only of cookie users, and a stale nonce is its usual reason.
        return Some(Finding::certain().because(said).maybe(facts.csrf_sent_evidence()).variant(variant));
    }
    // Syncthing and others check reading calls as well.
    let said = facts.csrf_refusal().filter(|_| facts.is_unsafe() || facts.status() == 403)?;
    Some(Finding::likely().shape().because(said).maybe(facts.csrf_sent_evidence()).variant("other"))
}
