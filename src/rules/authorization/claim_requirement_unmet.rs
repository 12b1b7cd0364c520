use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Claims that have causes of their own.
const OTHERS: &[&str] = &[
    "aud", "iss", "exp", "nbf", "iat", "typ", "alg", "azp", "tid", "token_type", "type", "scope", "scp", "audience",
    "issuer", "expiration", "expiry",
];

/// Fires when the server names a claim whose value it does not accept.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // Of a 422 the token may be the subject only where one was sent.
    let fits = facts.status_in(&[400, 401, 403]) || (facts.status() == 422 && facts.jws().is_some());
    if !fits {
        return None;
    }
    // Simple JWT looks for the claim `user_id` unless `USER_ID_CLAIM` names another.
    if let Some(said) = facts.says(&["token contained no recognizable user identification"]) {
        return Some(Finding::certain().because(said).variant("no-user"));
    }
    // PyJWT takes no numbers for these; jsonwebtoken compares them.
    for (phrase, name) in [
        ("subject must be a string", "sub"),
        ("jwt id must be a string", "jti"),
        ("jwt subject invalid", "sub"),
        ("jwt jwtid invalid", "jti"),
    ] {
        let Some(said) = facts.says(&[phrase]) else { continue };
        let value =
            facts.jws().and_then(|jws| jws.claims.as_ref()?.get(name)).map(ToString::to_string).unwrap_or_default();
        let finding = Finding::certain().seen().because(said).because(Evidence::claim(name, value.as_str()));
        return Some(finding.variant("other-value").value("claim", name).value("value", value));
    }
    let said = facts.says(&[
        "unexpected '", "unexpected \"", "unexpected \\\"", "missing required \"", "missing required \\\"",
        "is missing the \"", "is missing the \\\"", "missing required claim", "required claim",
        "claims verification failed", "claim mismatch", "claim is not valid", "claim is invalid", "invalid claim",
        "lacks the claim", "lacks claim", "nonce invalid", "claim not satisfied", "claim is required", "missing claim",
        "claim does not match", "custom claim validation",
    ]);
    // Of "Missing 'name'" alone, a form may speak.
    let missing = || facts.says(&["missing '", "missing \"", "missing \\\""]).filter(|s| s.quote.contains(" claim"));
    let Some(said) = said.or_else(missing) else {
        return by_value(facts).or_else(|| good_elsewhere(facts)).or_else(|| past_apache(facts));
    };
    // A challenge quotes its parameters: the sentence is one of them.
    let described = facts.challenges().find_map(|c| c.param("error_description")).map(str::to_owned);
    let message = || facts.message().filter(|m| said.from == Source::ResponseBody && m.contains(" claim"));
    let sentence = described.or_else(message).unwrap_or_else(|| said.quote.clone());
    let lower = sentence.to_ascii_lowercase();
    let by_user_rule =
        lower.contains("user claims verification failed") || lower.contains("claims verification failed");
    let name = quoted(&sentence).or_else(|| worded(&lower));
    if !lower.contains("claim") && !lower.contains("value") && !lower.contains("jwt ") && !lower.contains("nonce") {
        return None;
    }
    let Some(name) = name.filter(|n| !OTHERS.contains(&n.as_str())) else {
        // Without a name, only words that speak of claims in general count.
        return by_user_rule.then(|| Finding::certain().because(said));
    };
    let value = facts.jws().and_then(|jws| jws.claims.as_ref()).and_then(|c| c.get(&name)).map(|v| match v.as_str() {
        Some(text) => text.to_owned(),
        None => v.to_string(),
    });
    let finding =
        Finding::certain().because(said).value("claim", &name).over("token-signature-invalid").over("token-malformed");
    Some(match value {
        Some(value) => {
            finding.because(Evidence::claim(&name, value.as_str())).variant("other-value").value("value", value)
        }
        None => finding.variant("named"),
    })
}

/// "Gold tier required" to a token whose claim `tier` has another value.
fn by_value(facts: Facts) -> Option<Finding> {
    const NEED: &[&str] = &[
        "required", "requires", "require", "need", "needs", "must", "only", "not allowed", "insufficient", "wrong",
        "invalid", "missing", "not permitted", "reserved", "too low", "expected", "mismatch",
    ];
    // Roles, rights, plans and tenants have causes of their own.
    const ELSEWHERE: &[&str] = &[
        "role", "roles", "scopes", "permission", "permissions", "group", "groups", "plan", "subscription", "admin",
        "email", "user", "name", "access", "token", "jti", "sub", "sid", "nonce", "client", "session", "key", "tenant",
        "tenant_id", "org", "org_id", "organization", "organisation",
    ];
    let text = facts.challenges().find_map(|c| c.param("error_description").map(str::to_owned));
    let text = text.or_else(|| facts.message()).filter(|_| !facts.presents_secret())?;
    let lower = text.to_ascii_lowercase();
    let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == word);
    let need = NEED.iter().any(|n| if n.contains(' ') { lower.contains(n) } else { has(n) });
    let claims = facts.jws()?.claims.as_ref().filter(|_| need && text.len() < 120)?;
    let (name, value) = claims.0.iter().find_map(|(name, value)| {
        let plain = name.rsplit(['/', ':']).next().unwrap_or(name).to_ascii_lowercase();
        let own = plain.len() > 2 && !OTHERS.contains(&plain.as_str()) && !ELSEWHERE.contains(&plain.as_str());
        let value = value.as_str()?;
        // The value that the token has is none that it lacks.
        (own && has(&plain) && !has(&value.to_ascii_lowercase())).then_some((name, value))
    })?;
    let said = facts.says(&[lower.as_str()]).unwrap_or_else(|| facts.status_evidence());
    let finding = Finding::likely().seen().because(said).because(Evidence::claim(name, value));
    let finding = finding.over("token-signature-invalid").over("insufficient-role").over("plan-or-quota-limit");
    Some(finding.variant("other-value").value("claim", name).value("value", value))
}

/// A token that this server calls invalid here, and took elsewhere: its signature and its times are
/// good. Libraries that check claims of a route's own say no more (`claimCheck` of
/// express-oauth2-jwt-bearer).
fn good_elsewhere(facts: Facts) -> Option<Finding> {
    let said = facts.stated(Reason::InvalidToken).filter(|_| facts.sends_whole_jwt() && !facts.states_any())?;
    let works = facts.works_where(&|f| f.is_api_call() && facts.same_authorization(f))?;
    // Where this very route took it before, it was ended since.
    if facts.last_success().is_some_and(|f| facts.same_authorization(f)) {
        return None;
    }
    let finding = Finding::possible().seen().because(said).because(works.answers()).because(facts.status_evidence());
    Some(finding.variant("elsewhere").value("works", works.url().path()).over("token-signature-invalid"))
}

/// Apache's own page for 401, without the challenge by which mod_auth_openidc refuses a token that does not hold: the token
/// was read, and a `Require claim` did not fit it.
fn past_apache(facts: Facts) -> Option<Finding> {
    let claims = facts.jws()?.claims.as_ref()?;
    let over = claims.time("exp").is_some_and(|exp| exp.instant <= facts.now());
    if facts.status() != 401 || over || facts.header("www-authenticate").is_some() || !facts.plain_server_page() {
        return None;
    }
    let page = facts.says_in_body(&["could not verify that you are authorized"])?;
    let finding = Finding::possible().shape().because(page).because(facts.status_evidence()).variant("apache");
    Some(finding.over("credential-rejected-unspecified"))
}

/// The name between the first quotes: `Unexpected 'tenant' value`.
fn quoted(text: &str) -> Option<String> {
    let text = text.replace("\\\"", "\"");
    let start = text.find(['\'', '"'])?;
    let mark = text.get(start..)?.chars().next()?;
    let rest = text.get(start + 1..)?;
    let name = rest.get(..rest.find(mark)?)?;
    let plain = !name.is_empty() && name.len() <= 64 && !name.contains(' ');
    plain.then(|| name.to_owned())
}

/// The word before or after "claim": `The tenant claim is not valid`, `required claim: tenant`.
fn worded(lower: &str) -> Option<String> {
    const NO_NAME: &[&str] = &[
        "the", "a", "required", "missing", "invalid", "token", "user", "custom", "unexpected", "this", "jwt", "of",
        "is", "in",
    ];
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.' | '(' | ')'))
        .filter(|w| !w.is_empty())
        .collect();
    let at = words.iter().position(|w| *w == "claim")?;
    let before = at.checked_sub(1).and_then(|i| words.get(i)).filter(|w| !NO_NAME.contains(w));
    let name = before.or_else(|| words.get(at + 1).filter(|w| !NO_NAME.contains(w)))?;
    name.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'/' | b':'))
        .then(|| (*name).to_owned())
}
