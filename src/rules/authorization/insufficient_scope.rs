use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding};

const SCOPE: Saying = Saying {
    of: &["scope", "scopes"],
    says: &[
        "insufficient", "missing", "required", "requires", "require", "lacks", "lack", "need", "needs", "not granted",
        "invalid", "unauthorized", "does not contain", "does not have", "doesnt have", "do not have", "dont have",
        "no valid", "must have", "not match", "not permitted", "not allowed", "out of",
    ],
    never: &["file", "variable", "project", "variables"],
};

/// Fires when the server names the error `insufficient_scope` (RFC 6750 §3.1), or when the challenge
/// lists a scope that the token lacks.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.header("docker-distribution-api-version").is_some() {
        return None;
    }
    let stated = facts.says(&["insufficient_scope", "insufficient scope", "insufficientscope"]);
    let worded = facts.says(&[
        "not enough permissions", "missing required scope", "required scope", "missing scope", "invalid scope for",
        "does not have the required scope", "access_token_scope_insufficient", "insufficient authentication scopes",
        "insufficient permissions. scope", "token lacks scope", "scopes are missing", "missing_scope",
        "acr_insufficient_scope", "you are missing the following scope",
        "higher privileges than provided by the access token", "invalid ability provided", "invalid scope(s) provided",
    ]);
    let worded = worded.or_else(|| {
        facts
            .tells(&SCOPE)
            .filter(|_| facts.status_in(&[401, 403]) && facts.carries_identity() && !facts.presents_secret())
    });
    let challenge = facts.challenges().find(|c| c.param("scope").is_some_and(|s| !s.trim().is_empty()));
    let wanted: Vec<&str> = challenge.and_then(|c| c.param("scope")).unwrap_or("").split_whitespace().collect();
    let claims = facts.jws().and_then(|jws| jws.claims.as_ref());
    let has = claims.map(|c| c.scopes());
    let missing: Vec<&str> = match &has {
        Some(has) => wanted.iter().copied().filter(|w| !has.contains(w)).collect(),
        None => Vec::new(),
    };
    let challenged = || Evidence::response_header("WWW-Authenticate", format!("scope=\"{}\"", wanted.join(" ")));
    let finding = match (stated, worded) {
        (Some(stated), _) => Finding::certain().because(stated),
        (None, Some(worded)) if !wanted.is_empty() => Finding::certain().because(worded).because(challenged()),
        // FastAPI's tutorial says so of scopes, with a challenge that lists them; its project template of
        // rights, with a bare 403.
        (None, Some(worded))
            if facts.status() == 403 && worded.quote.to_ascii_lowercase().contains("not enough permissions") =>
        {
            return None;
        }
        (None, Some(worded)) => Finding::likely().because(worded),
        // FastAPI names the scopes of the route whatever is wrong with the token.
        (None, None) if !missing.is_empty() && facts.status() == 403 => Finding::likely().because(challenged()),
        // But a token that works elsewhere has nothing else wrong.
        (None, None) if !missing.is_empty() && !facts.states_any() && facts.same_identity_works().is_some() => {
            let works = facts.same_identity_works().map(Facts::answers);
            Finding::likely().because(challenged()).maybe(works).over("credential-rejected-unspecified")
        }
        (None, None) => return by_difference(facts),
    };
    let finding = match (&has, missing.is_empty()) {
        (Some(has), false) => {
            let name = ["scope", "scp", "scopes"].into_iter().find(|n| claims.is_some_and(|c| c.get(n).is_some()));
            let shown = if has.is_empty() { "none".to_owned() } else { has.join(" ") };
            finding.seen().because(Evidence::claim(name.unwrap_or("scope"), shown)).variant("named")
        }
        _ if !wanted.is_empty() => finding.variant("asked"),
        _ => finding,
    };
    let lacking = if missing.is_empty() { wanted } else { missing };
    Some(finding.value("scopes", lacking.join(" ")))
}

/// Where nothing is said: the same call works with a token that has more scopes.
fn by_difference(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.states_any() || facts.plain_server_page() {
        return None;
    }
    let works = ["scope", "scp", "scopes"].into_iter().find_map(|name| facts.took_other_claim(name))?;
    let theirs = works.jws()?.claims.as_ref()?.scopes();
    let mine = facts.jws()?.claims.as_ref()?.scopes();
    let missing: Vec<&str> = theirs.iter().copied().filter(|scope| !mine.contains(scope)).collect();
    // Fewer scopes and none of its own: else the two tokens are for different things.
    if missing.is_empty() || !mine.iter().all(|scope| theirs.contains(scope)) {
        return None;
    }
    let finding = Finding::likely().shape().because(works.answers()).because(Evidence::claim("scope", mine.join(" ")));
    Some(finding.because(facts.status_evidence()).variant("named").value("scopes", missing.join(" ")))
}
