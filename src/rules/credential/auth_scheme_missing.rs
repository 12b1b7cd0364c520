use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when `Authorization` holds a lone token: no auth-scheme stands in front of it (RFC 9110
/// §11.4).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422, 500]) {
        return None;
    }
    let (token, rest) = facts.authorization_parts()?;
    let format = facts.stated(Reason::HeaderFormat);
    // A space that was encoded as in an address is none: the word goes on.
    let encoded = ["bearer%20", "bearer+"].iter().any(|s| token.to_ascii_lowercase().starts_with(s));
    let fits = is_token(token) || encoded || (format.is_some() && is_short_token(token));
    if !rest.is_empty() || !fits || facts.states_any() {
        return None;
    }
    let said = format.or_else(|| facts.stated(Reason::Missing));
    let asked = facts.challenges().any(|c| (c.is("Bearer") || c.is("Token")) && c.param("error").is_none());
    if facts.status() != 401 && said.is_none() && !asked {
        return None;
    }
    // AWS AppSync and Lambda or Cognito authorizers of API Gateway take the token alone.
    let lone_is_fine = facts.header("x-amzn-requestid").is_some() || facts.header("x-amz-apigw-id").is_some();
    let finding = match (said.is_some() || asked, lone_is_fine) {
        (_, true) => Finding::possible(),
        (true, _) if is_token(token) => Finding::certain(),
        (true, _) => Finding::likely(),
        (false, _) => Finding::likely(),
    };
    let scheme = facts.challenges().find(|c| !c.scheme.is_empty()).map_or("Bearer", |c| c.scheme.as_str());
    Some(
        finding
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), token))
            .maybe(said)
            .maybe(facts.header_evidence("www-authenticate"))
            .value("scheme", scheme)
            .over("credential-rejected-unspecified")
            .over("token-malformed")
            .over("opaque-token-sent"),
    )
}

/// Whether a single word is a token rather than a scheme without its token.
fn is_token(word: &str) -> bool {
    const PREFIXES: &[&str] =
        &["ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk_", "sk-", "pk_", "npm_", "ya29.", "AIza"];
    let jwt = word.starts_with("eyJ") && word.contains('.');
    let known = PREFIXES.iter().any(|p| word.starts_with(p));
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~+/=:|".contains(&b));
    jwt || known || (plain && word.len() >= 20 && digits >= 3)
}

/// Whether a short word is none of the usual schemes, nor the text of a missing value.
fn is_short_token(word: &str) -> bool {
    const NOT: &[&str] = &[
        "bearer", "basic", "digest", "token", "jwt", "negotiate", "ntlm", "dpop", "hawk", "apikey", "api-key",
        "mutual", "null", "undefined", "none", "nan", "false",
    ];
    let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b));
    plain
        && word.len() >= 4
        && !NOT.iter().any(|n| word.eq_ignore_ascii_case(n))
        && !word.to_ascii_uppercase().starts_with("SCRAM-")
}
