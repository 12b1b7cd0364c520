//! What a token is for, as far as it says so itself, with the reasons.

use super::{Claims, Jws, Token};

/// What kind of token it is. Nothing here was checked: it is what the token claims to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// A stable id: `access-token`, `id-token`, `dpop-proof` …
    pub id: &'static str,
    /// In plain words, without an article: `ID token (JWT)`.
    pub name: String,
    /// How sure that is.
    pub sure: Sureness,
    /// Why, each quoting what the token says: `typ is at+jwt`.
    pub reasons: Vec<String>,
    /// Who made it, where its form tells: `Microsoft Entra, version 2.0`.
    pub maker: Option<&'static str>,
}

/// How sure a role is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// Nothing tells.
    Unknown,
    /// It has what such tokens usually have.
    Likely,
    /// It says so in so many words.
    Certain,
}

/// The kind of token in plain words.
pub fn role(token: &Token) -> String {
    judge(token).name
}

/// What the token is for, and why.
pub fn judge(token: &Token) -> Role {
    let plain = |id, name: String, sure| Role { id, name, sure, reasons: Vec::new(), maker: None };
    match token {
        Token::Jwe(_) => plain("encrypted", "encrypted token (JWE)".into(), Sureness::Certain),
        Token::Other(reading) => plain(reading.kind, reading.name.clone().into_owned(), Sureness::Certain),
        Token::Opaque { vendor: Some(vendor), .. } => plain("opaque", (*vendor).into(), Sureness::Likely),
        Token::Opaque { vendor: None, .. } => plain("opaque", "opaque token".into(), Sureness::Unknown),
        Token::Jws(jws) => {
            if jws.nested.is_some() {
                return plain("nested", "signed token with another inside (nested JWT)".into(), Sureness::Certain);
            }
            let Some(claims) = &jws.claims else {
                return plain("signed-content", "signed content that is no JWT (JWS)".into(), Sureness::Certain);
            };
            let maker = maker(claims);
            let found = CHECKS.iter().find_map(|check| {
                let reasons = (check.test)(jws, claims)?;
                Some(Role { id: check.id, name: format!("{} (JWT)", check.name), sure: check.sure, reasons, maker })
            });
            found.unwrap_or_else(|| Role { maker, ..plain("token", "token (JWT)".into(), Sureness::Unknown) })
        }
    }
}

/// One way to tell what a JWT is for; the first that holds counts.
struct Check {
    id: &'static str,
    name: &'static str,
    sure: Sureness,
    /// The reasons, when it holds.
    test: fn(&Jws, &Claims) -> Option<Vec<String>>,
}

macro_rules! checks {
    ($($id:literal, $name:literal, $sure:ident: $test:expr;)*) => {
        &[$(Check { id: $id, name: $name, sure: Sureness::$sure, test: $test }),*]
    };
}

const CHECKS: &[Check] = checks! {
    // The header says it in so many words (RFC 8725 §3.11).
    "access-token", "access token", Certain: |jws, _| typ(jws, &["at+jwt"]);
    "dpop-proof", "DPoP proof", Certain: |jws, _| typ(jws, &["dpop+jwt"]);
    "logout-token", "logout token", Certain: |jws, _| typ(jws, &["logout+jwt"]);
    "security-event", "security event", Certain: |jws, _| typ(jws, &["secevent+jwt"]);
    "id-token", "ID token", Certain: |jws, _| typ(jws, &["id_token+jwt"]);
    "client-assertion", "client assertion", Certain: |jws, _| typ(jws, &["client-authentication+jwt"]);
    "authorization-request", "authorization request", Certain: |jws, _| typ(jws, &["oauth-authz-req+jwt"]);
    "introspection", "answer about a token", Certain: |jws, _| typ(jws, &["token-introspection+jwt"]);
    "key-binding", "key-binding proof", Certain: |jws, _| typ(jws, &["kb+jwt"]);
    "entity-statement", "federation entity statement", Certain: |jws, _| typ(jws, &["entity-statement+jwt"]);
    "logout-token", "logout token", Certain: |_, claims| {
        let events = claims.get("events")?;
        events.get("http://schemas.openid.net/event/backchannel-logout").map(|_| vec!["events names a back-channel logout".into()])
    };
    // A claim says it.
    "id-token", "Amazon Cognito ID token", Certain: |_, claims| says(claims, "token_use", "id");
    "access-token", "Amazon Cognito access token", Certain: |_, claims| says(claims, "token_use", "access");
    "id-token", "Firebase ID token", Certain: |_, claims| {
        starts(claims, "iss", "https://securetoken.google.com/").filter(|_| claims.get("firebase").is_some())
    };
    "session-cookie", "Firebase session cookie", Certain: |_, claims| starts(claims, "iss", "https://session.firebase.google.com/");
    "firebase-custom-token", "Firebase custom token", Certain: |_, claims| {
        let audience = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit";
        claims.audiences().contains(&audience).then(|| vec![format!("aud is {audience}")])
    };
    "api-key", "Supabase anon key, which may be public", Certain: |_, claims| supabase(claims, "anon");
    "api-key", "Supabase service key, which must stay on the server", Certain: |_, claims| supabase(claims, "service_role");
    "refresh-token", "refresh token", Certain: |_, claims| says(claims, "typ", "Refresh").or(says(claims, "typ", "Offline"));
    "id-token", "ID token", Certain: |_, claims| says(claims, "typ", "ID");
    "logout-token", "logout token", Certain: |_, claims| says(claims, "typ", "Logout");
    "access-token", "access token", Certain: |_, claims| says(claims, "typ", "Bearer");
    // What only such tokens have.
    "access-token", "Microsoft Graph access token", Certain: |_, claims| {
        let graph = ["https://graph.microsoft.com", "https://graph.microsoft.com/", "00000003-0000-0000-c000-000000000000"];
        let audience = claims.audiences().into_iter().find(|aud| graph.contains(aud))?;
        is_entra(claims).then(|| vec![format!("aud is {audience}, Microsoft Graph; only Graph can check its signature")])
    };
    "dpop-proof", "DPoP proof", Likely: |_, claims| {
        (has(claims, "htm") && has(claims, "htu")).then(|| vec!["it has htm and htu".into()])
    };
    "id-token", "ID token", Likely: |_, claims| has_any(claims, &["at_hash", "c_hash"]);
    "ci-token", "GitHub Actions identity token", Certain: |_, claims| says(claims, "iss", "https://token.actions.githubusercontent.com");
    "service-account-token", "Kubernetes service account token", Certain: |_, claims| {
        has_any(claims, &["kubernetes.io", "kubernetes.io/serviceaccount/namespace"])
    };
    "client-assertion", "client assertion", Likely: |_, claims| {
        let (iss, sub) = (claims.text("iss")?, claims.text("sub")?);
        // RFC 7523 §3: the client speaks of itself, to the token endpoint.
        let audience = claims.audiences().into_iter().find(|aud| aud.contains("/token") || aud.contains("/oauth2"))?;
        (iss == sub).then(|| vec![format!("iss and sub are both {iss}"), format!("aud is {audience}, a token endpoint")])
    };
    "authorization-grant", "assertion of a service account", Likely: |_, claims| {
        let audience = claims.audiences().into_iter().find(|aud| aud.ends_with("/token"))?;
        has(claims, "scope").then(|| vec![format!("aud is {audience}, a token endpoint"), "it asks for a scope".into()])
    };
    "access-token", "access token for an app", Likely: |_, claims| says(claims, "idtyp", "app").or(says(claims, "gty", "client-credentials"));
    "id-token", "ID token", Likely: |_, claims| {
        let reasons = has_any(claims, &["nonce"])?;
        claims.scopes().is_empty().then_some(reasons)
    };
    "access-token", "access token", Likely: |_, claims| {
        let scopes = claims.scopes();
        (!scopes.is_empty()).then(|| vec![format!("it has scopes: {}", scopes.join(" "))])
    };
    "access-token", "access token", Likely: |_, claims| has_any(claims, &["permissions", "realm_access", "resource_access", "appidacr", "azpacr", "cid"]);
    "id-token", "ID token", Likely: |_, claims| {
        // OpenID Connect Core §2: aud is the client itself; profile claims are for the client.
        let profile = has_any(claims, &["email_verified", "preferred_username", "given_name", "picture"])?;
        (claims.audiences().len() == 1 && has(claims, "iss")).then_some(profile)
    };
};

/// Who made the token, where its form tells.
fn maker(claims: &Claims) -> Option<&'static str> {
    let iss = claims.text("iss").unwrap_or_default();
    Some(match () {
        () if is_entra(claims) && claims.text("ver") == Some("1.0") => "Microsoft Entra, version 1.0",
        () if is_entra(claims) => "Microsoft Entra, version 2.0",
        () if iss.contains(".b2clogin.com/") => "Azure AD B2C",
        () if iss.contains(".ciamlogin.com/") => "Microsoft Entra External ID",
        () if iss.starts_with("https://cognito-idp.") => "Amazon Cognito",
        () if iss.starts_with("https://securetoken.google.com/") => "Firebase",
        () if iss.trim_start_matches("https://") == "accounts.google.com" => "Google",
        () if iss.contains(".auth0.com/") => "Auth0",
        () if iss.contains(".okta.com") || iss.contains(".oktapreview.com") => "Okta",
        () if iss.contains("/realms/") => "Keycloak",
        () if iss.ends_with(".supabase.co/auth/v1") || iss == "supabase" => "Supabase",
        () if iss.contains(".clerk.accounts.dev") => "Clerk",
        () if iss == "https://appleid.apple.com" => "Apple",
        _ => return None,
    })
}

/// Whether Entra made it, by its issuer: `login.microsoftonline.com` in version 2.0,
/// `sts.windows.net` in 1.0.
fn is_entra(claims: &Claims) -> bool {
    let iss = claims.text("iss").unwrap_or_default();
    ["https://sts.windows.net/", "https://login.microsoftonline.com/", "https://login.microsoftonline.us/"]
        .iter()
        .any(|start| iss.starts_with(start))
}

fn typ(jws: &Jws, names: &[&str]) -> Option<Vec<String>> {
    let typ = jws.typ()?;
    names.contains(&typ.as_str()).then(|| vec![format!("typ in the header is {typ}")])
}

fn says(claims: &Claims, name: &str, value: &str) -> Option<Vec<String>> {
    claims.text(name).filter(|text| text.eq_ignore_ascii_case(value)).map(|text| vec![format!("{name} is {text}")])
}

fn starts(claims: &Claims, name: &str, start: &str) -> Option<Vec<String>> {
    claims.text(name).filter(|text| text.starts_with(start)).map(|text| vec![format!("{name} is {text}")])
}

fn supabase(claims: &Claims, role: &str) -> Option<Vec<String>> {
    let reason = says(claims, "role", role)?;
    // An access token of a user has a subject; a key has the project.
    (says(claims, "iss", "supabase").is_some() || says(claims, "iss", "supabase-demo").is_some()).then_some(())?;
    (!has(claims, "sub")).then_some(reason)
}

fn has(claims: &Claims, name: &str) -> bool {
    claims.get(name).is_some()
}

fn has_any(claims: &Claims, names: &[&str]) -> Option<Vec<String>> {
    let found: Vec<&str> = names.iter().copied().filter(|name| has(claims, name)).collect();
    (!found.is_empty()).then(|| vec![format!("it has {}", found.join(", "))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    fn check(header: &str, claims: &str) -> Role {
        let text = format!("{}.{}.c2ln", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
        judge(&crate::token::read(&text).0)
    }

    #[test]
    fn a_token_says_what_it_is_for() {
        const PLAIN: &str = r#"{"alg":"RS256"}"#;
        for (header, claims, name) in [
            (r#"{"alg":"RS256","typ":"at+jwt"}"#, r#"{"exp":1}"#, "access token (JWT)"),
            (r#"{"alg":"RS256","typ":"application/AT+JWT"}"#, r#"{"exp":1}"#, "access token (JWT)"),
            (r#"{"alg":"ES256","typ":"dpop+jwt"}"#, r#"{"htm":"GET"}"#, "DPoP proof (JWT)"),
            (PLAIN, r#"{"at_hash":"x"}"#, "ID token (JWT)"),
            (PLAIN, r#"{"typ":"Refresh"}"#, "refresh token (JWT)"),
            (PLAIN, r#"{"scope":"a b"}"#, "access token (JWT)"),
            (PLAIN, r#"{"sub":"1"}"#, "token (JWT)"),
            (PLAIN, r#"{"iss":"supabase","ref":"abc","role":"anon"}"#, "Supabase anon key, which may be public (JWT)"),
            (PLAIN, r#"{"iss":"https://x.supabase.co/auth/v1","sub":"1","role":"authenticated"}"#, "token (JWT)"),
            (PLAIN, r#"{"iss":"app","sub":"app","aud":"https://as.example/token"}"#, "client assertion (JWT)"),
            (PLAIN, r#"{"events":{"http://schemas.openid.net/event/backchannel-logout":{}}}"#, "logout token (JWT)"),
            (PLAIN, r#"{"iss":"https://securetoken.google.com/p","firebase":{}}"#, "Firebase ID token (JWT)"),
            (PLAIN, r#"{"token_use":"access"}"#, "Amazon Cognito access token (JWT)"),
        ] {
            assert_eq!(check(header, claims).name, name, "{header} {claims}");
        }
        assert_eq!(role(&Token::Opaque { length: 9, vendor: None }), "opaque token");
    }

    #[test]
    fn entra_is_told_by_version_and_audience() {
        let one = check(
            r#"{"alg":"RS256"}"#,
            r#"{"iss":"https://sts.windows.net/t/","ver":"1.0","aud":"00000003-0000-0000-c000-000000000000","scp":"User.Read"}"#,
        );
        assert_eq!(
            (one.name.as_str(), one.maker),
            ("Microsoft Graph access token (JWT)", Some("Microsoft Entra, version 1.0"))
        );
        let two = check(
            r#"{"alg":"RS256"}"#,
            r#"{"iss":"https://login.microsoftonline.com/t/v2.0","ver":"2.0","aud":"app","nonce":"n"}"#,
        );
        assert_eq!((two.id, two.maker), ("id-token", Some("Microsoft Entra, version 2.0")));
    }

    #[test]
    fn reasons_quote_the_token() {
        let role = check(r#"{"alg":"RS256"}"#, r#"{"scope":"read write"}"#);
        assert_eq!((role.sure, role.reasons), (Sureness::Likely, vec!["it has scopes: read write".to_owned()]));
        let role = check(r#"{"alg":"RS256","typ":"at+jwt"}"#, "{}");
        assert_eq!((role.sure, role.reasons), (Sureness::Certain, vec!["typ in the header is at+jwt".to_owned()]));
        assert!(check(r#"{"alg":"RS256"}"#, "{}").reasons.is_empty());
    }
}
