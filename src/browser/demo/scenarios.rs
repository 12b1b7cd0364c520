//! What the sample app does wrong, one button each.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::instant::Instant;

/// A button of the sample app.
pub struct Scenario {
    /// What the button says.
    pub label: &'static str,
    /// What is done, in one line.
    pub about: &'static str,
    /// The requests it sends, given the present.
    pub requests: fn(Instant) -> Vec<Call>,
}

/// One request of the sample app.
pub struct Call {
    /// `GET`, `POST` …
    pub method: &'static str,
    /// Below the demo's `api/`.
    pub path: String,
    /// Request headers that the app sets.
    pub headers: Vec<(&'static str, String)>,
    /// The body, if any.
    pub body: Option<&'static str>,
}

const AUDIENCE: &str = "https://api.shop.example";

/// Every scenario, the good call first.
pub static SCENARIOS: &[Scenario] = &[
    Scenario {
        label: "Load my profile",
        about: "signed in, all is well",
        requests: |now| vec![bearer("me", &token(now, 600, AUDIENCE))],
    },
    Scenario { label: "Without a token", about: "the app forgot to sign in", requests: |_| vec![plain("me")] },
    Scenario {
        label: "Token expired",
        about: "the tab was open over lunch",
        requests: |now| {
            let token = token(now, -720, AUDIENCE);
            vec![bearer("me", &token), bearer("orders/7", &token)]
        },
    },
    Scenario {
        label: "Wrong audience",
        about: "a token made for another API",
        requests: |now| vec![bearer("me", &token(now, 600, "https://graph.example"))],
    },
    Scenario {
        label: "Missing scope",
        about: "may read orders, not delete them",
        requests: |now| vec![Call { method: "DELETE", ..bearer("orders/7", &token(now, 600, AUDIENCE)) }],
    },
    Scenario {
        label: "Bearer undefined",
        about: "the token variable was empty",
        requests: |_| vec![bearer("me", "undefined")],
    },
    Scenario {
        label: "Quoted token",
        about: "JSON.stringify around the token",
        requests: |now| vec![bearer("me", &format!("\"{}\"", token(now, 600, AUDIENCE)))],
    },
    Scenario {
        label: "Times in milliseconds",
        about: "Date.now() without / 1000",
        requests: |now| {
            let mut claims = claims(now, 600, AUDIENCE);
            claims["iat"] = now.millis().into();
            claims["nbf"] = now.millis().into();
            claims["exp"] = (now.millis() + 600_000).into();
            vec![bearer("me", &sign(&claims))]
        },
    },
    Scenario {
        label: "undefined in the path",
        about: "the order id was not there yet",
        requests: |now| vec![bearer("orders/undefined", &token(now, 600, AUDIENCE))],
    },
    Scenario {
        label: "Doubled prefix",
        about: "base URL and path both say /api",
        requests: |now| vec![bearer("api/me", &token(now, 600, AUDIENCE))],
    },
    Scenario {
        label: "CSRF token missing",
        about: "a form post to Django",
        requests: |_| {
            vec![Call {
                method: "POST",
                path: "newsletter".into(),
                headers: vec![("Content-Type", "application/x-www-form-urlencoded".into())],
                body: Some("email=ada%40example.com"),
            }]
        },
    },
    Scenario {
        label: "Wrong password",
        about: "signing in to a bank",
        requests: |_| {
            vec![Call {
                method: "POST",
                path: "bank/login".into(),
                headers: vec![("Content-Type", "application/json".into())],
                body: Some(r#"{"username":"ada","password":"letmein"}"#),
            }]
        },
    },
    Scenario {
        label: "No subscription",
        about: "a film that the plan does not hold",
        requests: |now| vec![bearer("films/12/stream", &token(now, 600, AUDIENCE))],
    },
    Scenario {
        label: "Company proxy",
        about: "the network wants a sign-in of its own",
        requests: |_| vec![plain("intranet/news")],
    },
    Scenario {
        label: "Protected folder",
        about: "nginx asks for a password and gets a token",
        requests: |now| vec![bearer("reports/2026.pdf", &token(now, 600, AUDIENCE))],
    },
];

fn plain(path: &str) -> Call {
    Call { method: "GET", path: path.into(), headers: Vec::new(), body: None }
}

fn bearer(path: &str, token: &str) -> Call {
    Call { method: "GET", path: path.into(), headers: vec![("Authorization", format!("Bearer {token}"))], body: None }
}

/// A token that ends `left` seconds from now.
fn token(now: Instant, left: i64, audience: &str) -> String {
    sign(&claims(now, left, audience))
}

fn claims(now: Instant, left: i64, audience: &str) -> Value {
    let seconds = now.millis() / 1000;
    json!({
        "iss": "https://login.shop.example",
        "sub": "ada",
        "aud": audience,
        "iat": seconds + left - 900,
        "exp": seconds + left,
        "scope": "profile orders:read",
    })
}

/// The demo has no key, so the signature is made of zeros; the sample API does not check it.
fn sign(claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(&json!({"alg": "RS256", "typ": "at+jwt", "kid": "demo"})), part(claims), "A".repeat(342))
}
