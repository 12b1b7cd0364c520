//! Which addresses are those of a sign-in page or a sign-in server.

use super::Facts;
use crate::exchange::Address;

impl Facts<'_> {
    /// Whether this request goes to a sign-in page or a sign-in server.
    pub fn is_sign_in_address(self) -> bool {
        is_login_address(self.url())
    }

    /// Whether this request trades a code, a password or a refresh token for tokens (RFC 6749 §3.2):
    /// its body names a `grant_type`.
    pub fn is_token_call(self) -> bool {
        self.method() == "POST" && self.request_member(&["grant_type"]).is_some()
    }
}

/// Whether an address is one of a sign-in page or a sign-in server.
pub fn is_login_address(url: &Address) -> bool {
    const HOSTS: &[&str] = &[
        "login.microsoftonline.com",
        "accounts.google.com",
        "login.live.com",
        "appleid.apple.com",
        "github.com/login",
    ];
    const PARTS: &[&str] = &[
        "login",
        "log-in",
        "log_in",
        "signin",
        "sign-in",
        "sign_in",
        "logon",
        "authenticate",
        "authorize",
        "authorise",
        "sso",
        "saml",
        "saml2",
        "adfs",
        "cas",
        "login.php",
        "login.jsp",
        "login.html",
        "login.aspx",
        "login.do",
        "wp-login.php",
        "openid-connect",
        "oauth",
        "oauth2",
        "auth",
        "idp",
        "interaction",
    ];
    const PARENTS: &[(&str, &str)] =
        &[("session", "new"), ("sessions", "new"), ("account", "login"), ("access", "login")];
    let host = url.host();
    if HOSTS.contains(&host)
        || host.ends_with(".cloudflareaccess.com")
        || host.ends_with(".auth0.com")
        || host.ends_with(".okta.com")
    {
        return true;
    }
    let parts: Vec<String> = url.segments().map(|p| p.split(';').next().unwrap_or("").to_ascii_lowercase()).collect();
    let last = parts.iter().rev().find(|p| !p.is_empty()).map_or("", String::as_str);
    let asks = || {
        url.query().iter().any(|(n, _)| {
            let n = n.to_ascii_lowercase();
            matches!(
                n.as_str(),
                "next"
                    | "returnurl"
                    | "return_url"
                    | "return_to"
                    | "returnto"
                    | "redirect"
                    | "redirect_to"
                    | "redirect_uri"
                    | "redirecturl"
                    | "redirect_url"
                    | "continue"
                    | "service"
                    | "samlrequest"
                    | "response_type"
                    | "client_id"
                    | "rd"
                    | "target"
                    | "back"
                    | "from"
                    | "callbackurl"
                    | "login_hint"
                    | "destination"
                    | "ref"
            )
        })
    };
    let plain = |p: &str| {
        matches!(p, "login" | "log-in" | "log_in" | "signin" | "sign-in" | "sign_in" | "logon")
            || p.starts_with("login.")
            || p == "wp-login.php"
    };
    if plain(last) || PARENTS.iter().any(|(a, b)| parts.windows(2).any(|w| matches!(w, [x, y] if x == a && y == b))) {
        return true;
    }
    parts.iter().any(|p| PARTS.contains(&p.as_str())) && asks()
}

#[cfg(test)]
mod tests {
    use super::is_login_address;
    use crate::exchange::Address;

    #[test]
    fn sign_in_addresses_are_known_by_their_parts() {
        for (url, expected) in [
            ("https://shop.example.com/login?next=%2Forders", true),
            ("https://shop.example.com/users/sign_in", true),
            ("https://shop.example.com/session/new", true),
            ("https://idp.example.com/realms/x/protocol/openid-connect/auth?client_id=a&response_type=code", true),
            ("https://idp.example.com/auth?response_type=code&client_id=a", true),
            ("https://team.cloudflareaccess.com/cdn-cgi/access/login/x", true),
            ("https://shop.example.com/auth/me", false),
            ("https://shop.example.com/orders?next=2", false),
            ("https://shop.example.com/blog/login-tips", false),
        ] {
            assert_eq!(is_login_address(&Address::new(url)), expected, "{url}");
        }
    }
}
