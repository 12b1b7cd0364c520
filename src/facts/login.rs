//! Which addresses are those of a sign-in page or a sign-in server.

use super::Facts;
use super::says::find;
use crate::exchange::Address;
use crate::finding::{Evidence, Source};

/// A redirect of a script's call to a sign-in page.
#[derive(Clone, Debug)]
pub struct LoginRedirect<'x> {
    /// Where it points, whole.
    pub location: String,
    /// The exchange that followed it.
    pub landed: Option<Facts<'x>>,
    /// Whether the page may not read what is there.
    pub blocked: bool,
    /// Whether the address itself is one of a sign-in. Otherwise it only promises to lead back to the call, as a gate does.
    pub named: bool,
}

impl LoginRedirect<'_> {
    /// The address without its query, which holds states and return addresses.
    pub fn shown(&self) -> &str {
        self.location.split('?').next().unwrap_or(&self.location)
    }
}

impl<'x> Facts<'x> {
    /// The error that a sign-in service hands back to the app: in the query of a callback, in the
    /// target of a redirect to it, or in the message of a hidden frame.
    pub fn callback_error(self) -> Option<(String, Evidence)> {
        let fits = |pairs: &[(String, String)]| {
            let error = pairs.iter().find(|(n, _)| n == "error").map(|(_, v)| v.clone())?;
            let beside = pairs.iter().any(|(n, _)| {
                matches!(n.as_str(), "state" | "error_description" | "error_uri" | "iss" | "session_state")
            });
            let word =
                !error.is_empty() && error.len() <= 48 && error.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            (beside && word).then_some(error)
        };
        if let Some(location) = self.header("location").filter(|l| l.contains("error=")) {
            let target = self.url().join(location)?;
            let fragment = target.url().and_then(|u| u.fragment()).unwrap_or("");
            let mut pairs = target.query();
            pairs.extend(url::form_urlencoded::parse(fragment.as_bytes()).into_owned());
            let error = fits(&pairs)?;
            let evidence = Evidence::response_header("Location", format!("error={error}"));
            return Some((error, evidence));
        }
        if self.url().as_str().contains("error=") {
            let error = fits(&self.url().query())?;
            let evidence = Evidence::new(Source::Url, format!("error={error}"));
            return Some((error, evidence));
        }
        let silent = self.url().query_value("prompt").as_deref() == Some("none")
            || self.url().query_value("response_mode").as_deref() == Some("web_message");
        if !silent || self.status() >= 400 {
            return None;
        }
        const CODES: &[&str] =
            &["login_required", "consent_required", "interaction_required", "account_selection_required"];
        let said = self.code(CODES)?;
        let code = CODES.iter().find(|c| said.quote.contains(**c))?;
        Some(((*code).to_owned(), said))
    }

    /// The redirect to a sign-in page that this call met, or that led to this answer.
    pub fn login_redirect(self) -> Option<LoginRedirect<'x>> {
        let from = match self.status() {
            301 | 302 | 303 | 307 | 308 => self,
            // The landing belongs to the call that was redirected. Few calls are, and their addresses are long to look at.
            0 | 200..=299 | 400..=499 => {
                let from = self.redirected_from()?;
                let named = self.is_sign_in_address() || is_sign_in_host(self.url().host());
                if !(named || self.shows_password_form() || leads_back(self.url(), from.url())) {
                    return None;
                }
                from
            }
            _ => return None,
        };
        // A page for people is of no use to a script's call, nor as a script, style or picture.
        let element = matches!(
            from.exchange().resource_type.as_deref(),
            Some("script" | "stylesheet" | "image" | "font" | "media" | "manifest")
        );
        // Signing in and out ends at the sign-in page on purpose.
        let wanted = from.asks_for_data() || element;
        let on_purpose = from.is_login() || from.is_logout() || from.is_sign_in_address() || from.is_token_call();
        if !wanted || on_purpose {
            return None;
        }
        let location = from.redirect_target()?;
        let address = Address::new(location.as_str());
        let landed = from.redirected_to();
        let page = from.page_origin().unwrap_or_else(|| from.url().origin());
        let html = |f: Facts| f.is_html() || f.response().mime_type == "text/html";
        let useless = |f: Facts| f.status() == 0 || html(f) || f.is_kept_from_page();
        // The name of the host alone, or a challenge beside `Location` (nginx passes that of its
        // `auth_request` on): the answer must be a page too, or none that the call may use.
        let other_host = address.host() != from.url().host() && !is_sign_in_host(from.url().host());
        let by_host = other_host && (is_sign_in_host(address.host()) || from.challenges().next().is_some());
        // By the form alone only where the call wanted data: a script may fetch pages, too.
        let data = from.api_path() || from.sent("accept").is_some_and(|accept| accept.contains("json"));
        let by_form = !element && data && landed.is_some_and(Facts::shows_password_form);
        // A gate in front is told the way back to the very call.
        let by_return = !element && address.host() != from.url().host() && leads_back(&address, from.url());
        let named = is_login_address(&address) || by_form || by_host && landed.is_some_and(useless);
        if !(named || by_return && landed.is_some_and(useless)) {
            return None;
        }
        if element && !landed.is_some_and(|f| html(f) || f.exchange().error.is_some()) {
            return None;
        }
        let open = landed.is_some_and(|f| f.status() != 0 && f.header("access-control-allow-origin").is_some());
        let blocked = address.origin() != page && !open && !element;
        Some(LoginRedirect { location, landed, blocked, named })
    }

    /// Whether the answer is a page with a field for a password and not much else, under whatever address.
    fn shows_password_form(self) -> bool {
        let body = self.body();
        let fields = ["type=\"password\"", "type='password'", "type=password"];
        self.succeeded() && self.is_html() && body.len() < 64 * 1024 && find(body, &fields).is_some()
    }

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

/// Whether an address carries another one whole, as the place to come back to.
fn leads_back(address: &Address, to: &Address) -> bool {
    let to = to.as_str().trim_end_matches('/');
    address.query().iter().any(|(_, value)| value.trim_end_matches('/') == to)
}

/// Whether a host is named as those are that serve nothing but the sign-in.
fn is_sign_in_host(host: &str) -> bool {
    const NAMES: &[&str] =
        &["login", "signin", "sign-in", "logon", "sso", "idp", "auth", "accounts", "identity", "keycloak", "adfs"];
    host.split_once('.').is_some_and(|(first, rest)| rest.contains('.') && NAMES.contains(&first))
}

/// Whether a part of the path is a word of signing in. Other pages have such parts too: alone it proves nothing.
pub fn names_sign_in(url: &Address) -> bool {
    url.segments().any(|part| PAGES.iter().chain(PARTS).any(|name| part.eq_ignore_ascii_case(name)))
}

/// Last parts of the paths of sign-in pages.
const PAGES: &[&str] = &["login", "log-in", "log_in", "signin", "sign-in", "sign_in", "logon", "wp-login.php"];
/// Parts of paths that other things have too.
const PARTS: &[&str] = &[
    "authenticate", "authorize", "authorise", "sso", "saml", "saml2", "adfs", "cas", "login.php", "login.jsp",
    "login.html", "login.aspx", "login.do", "openid-connect", "oauth", "oauth2", "auth", "idp", "interaction",
];

/// Whether an address is one of a sign-in page or a sign-in server.
pub fn is_login_address(url: &Address) -> bool {
    const HOSTS: &[&str] = &[
        "login.microsoftonline.com", "accounts.google.com", "login.live.com", "appleid.apple.com", "github.com/login",
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
    let parts = || url.segments().map(|p| p.split(';').next().unwrap_or(""));
    let is_one_of = |part: &str, names: &[&str]| names.iter().any(|name| part.eq_ignore_ascii_case(name));
    let last = parts().filter(|p| !p.is_empty()).last().unwrap_or("");
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
    let plain = is_one_of(last, PAGES) || last.get(..6).is_some_and(|p| p.eq_ignore_ascii_case("login."));
    let below = |(parent, child): &(&str, &str)| {
        let mut pairs = parts().zip(parts().skip(1));
        pairs.any(|(a, b)| a.eq_ignore_ascii_case(parent) && b.eq_ignore_ascii_case(child))
    };
    plain || PARENTS.iter().any(below) || parts().any(|p| is_one_of(p, PAGES) || is_one_of(p, PARTS)) && asks()
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
