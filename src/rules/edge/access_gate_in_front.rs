use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a hosting platform or a sign-in proxy in front of the whole site answered instead of
/// the app. A page that is sent to the gate's sign-in is how the gate works, and nothing is wrong.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.row().is_preflight {
        return None;
    }
    let redirect = matches!(facts.status(), 301 | 302 | 303 | 307 | 308);
    if !redirect && !facts.status_in(&[0, 401, 403, 404, 511]) {
        return None;
    }
    if redirect && facts.is_navigation() {
        return None;
    }
    let (variant, sign) = gate(facts, redirect)?;
    let certain = !matches!(variant, "proxy" | "tunnel");
    let finding = if certain { Finding::certain() } else { Finding::likely() };
    let finding = finding.because(sign).because(facts.status_evidence()).variant(variant);
    Some(
        finding
            .over("redirected-to-login")
            .over("credentials-missing")
            .over("login-redirect-blocked-by-cors")
            .over("session-expired"),
    )
}

fn gate(facts: Facts, redirect: bool) -> Option<(&'static str, Evidence)> {
    if redirect {
        return target(facts);
    }
    let cookie = |name: &str| {
        let set = facts.response().headers.all("set-cookie").any(|line| line.trim_start().starts_with(name));
        set.then(|| Evidence::response_header("Set-Cookie", name))
    };
    if facts.status_in(&[401, 403, 404])
        && let Some(sign) = cookie("_vercel_sso_nonce").or_else(|| {
            facts
                .says_in_body(&["vercel.com/sso-api", "<title>authentication required</title>"])
                .filter(|_| facts.header("x-vercel-id").is_some())
        })
    {
        return Some(("vercel", sign));
    }
    if facts.status_in(&[401, 403]) {
        if let Some(sign) = facts.header_evidence("x-goog-iap-generated-response").filter(|e| e.quote.trim() == "true")
        {
            return Some(("iap", sign));
        }
        if let Some(c) = facts.challenges().find(|c| c.is("Cloudflare-Access")) {
            return Some(("cloudflare-access", Evidence::response_header("WWW-Authenticate", c.scheme.clone())));
        }
        if let Some(sign) = facts.says_in_body(&["cloudflareaccess.com/", "/cdn-cgi/access/login"]) {
            return Some(("cloudflare-access", sign));
        }
        if let Some(sign) = facts.says_in_body(&["action=\"/oauth2/start\"", "oauth2_proxy", "/.pomerium/"]) {
            return Some(("proxy", sign));
        }
        if let Some(sign) = facts
            .header("x-ms-middleware-request-id")
            .filter(|_| facts.body().contains("You do not have permission to view this directory or page"))
        {
            return Some(("azure", Evidence::response_header("x-ms-middleware-request-id", sign)));
        }
    }
    facts.says_in_body(&["err_ngrok_6024", "err_ngrok_3004"]).map(|said| ("tunnel", said))
}

/// The gate that this redirect of a call leads to.
fn target(facts: Facts) -> Option<(&'static str, Evidence)> {
    let target = crate::exchange::Address::new(facts.redirect_target()?);
    let (host, path) = (target.host(), target.path());
    let sign = || Evidence::new(Source::ResponseHeader("Location".into()), format!("{}{path}", target.origin()));
    if host.ends_with(".cloudflareaccess.com") && path.starts_with("/cdn-cgi/access/") {
        return Some(("cloudflare-access", sign()));
    }
    if host == "vercel.com" && path.starts_with("/sso-api") {
        return Some(("vercel", sign()));
    }
    if facts.header("x-goog-iap-generated-response").is_some_and(|v| v.trim() == "true") {
        return Some(("iap", sign()));
    }
    if path.starts_with("/.auth/login/") {
        return Some(("azure", sign()));
    }
    if path.starts_with("/oauth2/start") || path.starts_with("/oauth2/sign_in") || path.starts_with("/.pomerium/") {
        return Some(("proxy", sign()));
    }
    let tunnel = (host == "github.com"
        || host.ends_with(".github.dev")
        || host.ends_with(".devtunnels.ms")
        || host == "tunnels.api.visualstudio.com")
        && (path.contains("pf-signin") || path.contains("/auth"))
        && !facts.url().host().ends_with("github.com");
    tunnel.then(|| ("tunnel", sign()))
}
