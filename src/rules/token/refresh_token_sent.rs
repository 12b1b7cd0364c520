use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// What a server may say of a refresh token: it is of another kind, for another audience, or signed with
/// another key.
const FITTING: &[Reason] = &[
    Reason::Kind,
    Reason::Malformed,
    Reason::Audience,
    Reason::AudienceMissing,
    Reason::Signature,
    Reason::KeyUnknown,
];

/// Fires when a call other than the renewal carries a refresh token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "only non-refresh tokens are allowed", "only access tokens can access", "only access tokens are allowed",
        "refresh token is not allowed", "expected access token", "not an access token",
    ];
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let said = facts.says(SAID);
    let claims = facts.jws().and_then(|j| j.claims.as_ref());
    let kind = claims.and_then(|c| {
        ["typ", "token_type", "type", "token_use", "tokenType"]
            .into_iter()
            .find_map(|n| Some((n, c.text(n)?)).filter(|(_, v)| is_refresh(v)))
    });
    let given = || {
        facts
            .given_as(&["refresh_token", "refreshToken", "refresh"])
            .filter(|_| !facts.is_refresh() && !facts.states_other(FITTING))
    };
    let given = if said.is_none() && kind.is_none() { given() } else { None };
    let finding = match (&said, kind) {
        _ if given.is_some() => Finding::likely().seen(),
        (Some(_), _) => Finding::certain(),
        (None, Some(_)) if !facts.is_refresh() && !facts.states_other(FITTING) => {
            if facts.stated(Reason::Kind).is_some() { Finding::certain() } else { Finding::likely() }
        }
        _ => return None,
    };
    let finding = if kind.is_some() { finding.seen() } else { finding };
    let sent = facts
        .authorization()
        .filter(|_| kind.is_none())
        .map(|v| Evidence::secret(Source::RequestHeader("Authorization".into()), v));
    let given = given.map(|f| Evidence::exchange(f.id(), "given out as refresh_token"));
    // They are for the sign-in server only, so they name another audience or have another key.
    let finding = finding.over("audience-mismatch").over("audience-missing").over("token-signature-invalid");
    let finding = finding
        .maybe(given)
        .maybe(kind.map(|(n, v)| Evidence::claim(n, v)))
        .maybe(said)
        .maybe(sent)
        .because(facts.status_evidence());
    Some(finding.over("id-token-sent").over("token-inactive").over("credential-rejected-unspecified"))
}

fn is_refresh(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind == "refresh" || kind == "refresh_token" || kind == "refreshtoken" || kind == "offline"
}
