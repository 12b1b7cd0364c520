//! Names under which tokens stand.

/// Names that hold a token by themselves, in lower case without `-` and `_`.
const WHOLE: &[&str] = &[
    "token", "bearer", "bearertoken", "jwt", "dpop", "authorization", "assertion", "subjecttoken", "actortoken",
    "devicetoken", "samlresponse", "samlrequest", "wresult", "oidcdata", "subscriptionkey",
];

/// Ends of names that hold a token: `x-ms-token-aad-access-token`, `cf-access-jwt-assertion`.
const ENDS: &[&str] = &[
    "accesstoken", "refreshtoken", "idtoken", "idtokenhint", "logouttoken", "authtoken", "authenticationtoken",
    "sessiontoken", "securitytoken", "csrftoken", "xsrftoken", "ssotoken", "usertoken", "privatetoken", "jobtoken",
    "vaulttoken", "clientassertion", "jwtassertion", "xjwt", "iapjwt", "apikey", "functionskey", "subscriptionkey",
];

/// Whether a parameter, JSON member, cookie or header of this name usually holds a token. Of a path
/// such as `data.access_token` the last name counts.
pub fn is_token_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    if last.len() > 64 {
        return false;
    }
    let plain: String = last.chars().filter(|c| !matches!(c, '-' | '_')).map(|c| c.to_ascii_lowercase()).collect();
    let own = plain.strip_prefix('x').unwrap_or(&plain);
    WHOLE.iter().any(|known| *known == plain || *known == own) || ENDS.iter().any(|end| plain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::is_token_name;

    #[test]
    fn names_of_tokens() {
        for name in ["access_token", "accessToken", "data.id_token", "X-Auth-Token", "x-api-key", "JWT", "SAMLResponse"]
        {
            assert!(is_token_name(name), "{name}");
        }
        for name in ["", "next_page_token", "pageToken", "tokens_used", "keyboard", "state", "name", "token_type"] {
            assert!(!is_token_name(name), "{name}");
        }
    }
}
