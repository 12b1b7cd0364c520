use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::instant::Span;

const SAID: &[&str] = &[
    "reuse detected", "refresh token reuse", "refresh_token_reuse", "already used", "already been used",
    "has been used", "refresh_token_already_used", "token family", "token was already", "refresh token rotated",
    "token has been rotated", "maximum allowed refresh token reuse", "token is blacklisted",
    "token has been blacklisted",
];

/// Fires when a refresh was refused and its refresh token had been used before (RFC 9700 §4.14.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) || !facts.is_refresh() {
        return None;
    }
    let token = facts.refresh_token();
    let started = facts.exchange().started;
    let used: Vec<_> = token
        .as_deref()
        .map(|token| {
            facts
                .earlier()
                .take(2000)
                .chain(facts.refreshes_beside(Span::seconds(10)).filter(|f| f.id() > facts.id()))
                .filter(|f| {
                    matches!(f.status(), 200..=299) && f.is_refresh() && f.refresh_token().as_deref() == Some(token)
                })
                .collect()
        })
        .unwrap_or_default();
    let said = facts.says(SAID);
    // A call before gave this token up: it was revoked, not used twice.
    if used.is_empty() && token.as_deref().is_some_and(|token| given_up(facts, token)) {
        return None;
    }
    let near = |first: Facts| (started - first.exchange().started).abs() <= Span::seconds(10);
    let finding = match used.as_slice() {
        // A token that worked twice is not one for a single use.
        [_, _, ..] if said.is_none() => return None,
        // It worked long before and no other was given out: it is for many uses, and ended by itself.
        [first] if said.is_none() && stays(*first) && !near(*first) => return None,
        [first, ..] => {
            let near = near(*first);
            let new = first
                .member_text("refresh_token")
                .or_else(|| first.member_text("refreshToken"))
                .or_else(|| first.member_text("refresh"));
            let rotated = new.is_some_and(|new| Some(new) != token.as_deref());
            let finding = if said.is_some() || rotated || near { Finding::certain() } else { Finding::likely() };
            finding.seen().because(Evidence::exchange(first.id(), format!("the same token → {}", first.status())))
        }
        [] => Finding::certain().because(said.clone()?),
    };
    let parallel = used.first().is_some_and(|f| (started - f.exchange().started).abs() <= Span::seconds(2));
    let variant = if parallel { "parallel" } else { "later" };
    let secret = token.map(|token| Evidence::secret(Source::RequestBody, token));
    let finding = finding.maybe(said).because(facts.status_evidence()).maybe(secret).variant(variant);
    Some(finding.over("refresh-token-invalid").over("token-revoked"))
}

/// Whether the answer to a refresh is known and gives out no refresh token, so that the old one stays.
fn stays(first: Facts) -> bool {
    let gives = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.contains("refresh") || name == "rt" || name == "data" || name.contains("tokens")
    };
    let members = first.json().and_then(serde_json::Value::as_object);
    members.is_some_and(|members| !members.keys().any(gives)) && first.set_cookies().next().is_none()
}

/// Whether an earlier call handed this token in to end it: a sign-out, a revocation (RFC 7009).
fn given_up(facts: Facts, token: &str) -> bool {
    const ENDS: &[&str] =
        &["logout", "signout", "logoff", "revoke", "revocation", "blacklist", "blocklist", "denylist"];
    let ends = |f: Facts| {
        let last = f.row().path_words().last().map_or("", String::as_str);
        f.method() == "POST"
            && f.succeeded()
            && ENDS.iter().any(|word| last.contains(word))
            && f.request().body.as_ref().is_some_and(|body| body.text.contains(token))
    };
    facts.earlier_where(300, &ends).is_some()
}
