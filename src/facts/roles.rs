//! What an exchange is for, as far as its address and body tell: sign-in, refresh, sign-out, or
//! the question who is signed in.

use serde_json::Value;

use super::Facts;
use crate::history::Roles;
use crate::search;

/// Names of members and parameters that carry a refresh token.
const REFRESH_TOKEN: &[&str] =
    &["refresh_token", "refreshToken", "RefreshToken", "REFRESH_TOKEN", "refresh", "refresh-token", "rt"];
/// Those that say so beyond doubt. Amazon Cognito writes capitals (`AuthParameters` of `InitiateAuth`).
const WHOLE_NAMES: &[&str] = &["refresh_token", "refreshToken", "RefreshToken", "REFRESH_TOKEN"];
/// Names of members that carry a password, or with Cognito what proves it (SRP, RFC 2945).
pub const PASSWORD: &[&str] = &[
    "password", "passwd", "passwort", "pwd", "j_password", "plainPassword", "PASSWORD", "SRP_A",
    "PASSWORD_CLAIM_SIGNATURE",
];

impl<'x> Facts<'x> {
    /// Whether the request renews tokens or a session: an OAuth refresh grant (RFC 6749 §6), or an
    /// endpoint named so.
    pub fn is_refresh(self) -> bool {
        self.roles().refresh
    }

    fn roles(self) -> Roles {
        self.row().roles(|| {
            let (refresh, logout) = (self.looks_like_refresh(), self.looks_like_logout());
            Roles { refresh, logout, login: !refresh && !logout && self.looks_like_login() }
        })
    }

    fn looks_like_refresh(self) -> bool {
        let grant = self.url().query_value("grant_type").or_else(|| self.request_member(&["grant_type", "grantType"]));
        if let Some(grant) = grant {
            return grant == "refresh_token";
        }
        let words = self.row().path_words();
        let last = words.last().map_or("", String::as_str);
        let named = matches!(
            last,
            "refreshtoken"
                | "refreshtokens"
                | "tokenrefresh"
                | "refreshsession"
                | "renewtoken"
                | "tokenrenew"
                | "silentrefresh"
        );
        // `/reports/refresh` reloads a report; beside a word of sign-in it renews a token.
        let beside = words.iter().rev().skip(1).take(2).any(|w| is_auth_word(w))
            || words.iter().rev().skip(1).all(|w| is_frame_word(w));
        let holds = || self.request_member(REFRESH_TOKEN).is_some() || self.refresh_cookie().is_some();
        // Whatever the path: nothing else than a renewal takes a refresh token, but for its end.
        let ends = || ["logout", "revoke", "signout", "introspect", "login", "logoff"].iter().any(|w| last.contains(w));
        let body = || self.method() == "POST" && self.request_member(WHOLE_NAMES).is_some() && !ends();
        !self.request().is_safe_preflight()
            && (named || body() || (matches!(last, "refresh" | "renew") && (beside || holds())))
    }

    /// The refresh token that this request presents: in its body, its query or a cookie. Secret.
    pub fn refresh_token(self) -> Option<String> {
        self.request_member(REFRESH_TOKEN)
            .or_else(|| self.url().query_value("refresh_token"))
            .or_else(|| self.refresh_cookie().map(str::to_owned))
            .or_else(|| self.is_refresh().then(|| self.credentials()?.token68().map(str::to_owned)).flatten())
            .filter(|t| t.len() >= 8)
    }

    /// Whether the request signs somebody in: an endpoint named so, or a body with a password.
    pub fn is_login(self) -> bool {
        self.roles().login
    }

    fn looks_like_login(self) -> bool {
        if self.method() == "OPTIONS" {
            return false;
        }
        let password = || self.request_member(PASSWORD).is_some();
        let grant = || {
            self.request_member(&["grant_type"])
                .is_some_and(|g| matches!(g.as_str(), "password" | "authorization_code") || g.contains("jwt-bearer"))
        };
        let post = self.method() == "POST";
        let words = self.row().path_words();
        let last = words.last().map_or("", String::as_str);
        let named = is_login_word(last) || words.iter().rev().skip(1).take(1).any(|w| is_login_word(w));
        (post && (named || password() || grant() || matches!(last, "session" | "sessions")))
            || (named && self.response().headers.all("set-cookie").any(is_session_line))
    }

    /// Whether the request signs somebody out.
    pub fn is_logout(self) -> bool {
        self.roles().logout
    }

    fn looks_like_logout(self) -> bool {
        let words = self.row().path_words();
        let near = words
            .iter()
            .rev()
            .take(2)
            .any(|w| ["logout", "signout", "logoff", "signoff", "endsession"].iter().any(|out| w.contains(out)))
            || (self.method() == "POST" && words.last().is_some_and(|w| w == "out"));
        let deleted =
            self.method() == "DELETE" && words.last().is_some_and(|w| matches!(w.as_str(), "session" | "sessions"));
        self.method() != "OPTIONS" && (near || deleted)
    }

    /// Whether a call that changes something was answered by taking away every cookie that told who
    /// asks: a sign-out, whatever its address says. A refused refresh takes them away too.
    pub fn gives_up_session(self) -> bool {
        if self.request().is_safe() || self.is_refresh() || self.is_login() || !matches!(self.status(), 200..=204) {
            return false;
        }
        let ended: Vec<_> =
            self.response().headers.all("set-cookie").map(|line| crate::http::cookie::parse(line).0).collect();
        let at = self.now();
        let gone = |name: &str| {
            ended.iter().any(|c| {
                c.name == name
                    && (c.value.is_empty()
                        || c.max_age.is_some_and(|age| age <= 0)
                        || c.expires.as_ref().is_some_and(|e| *e <= at))
            })
        };
        let cookies = self.identity_cookies();
        self.authorization().is_none()
            && !cookies.is_empty()
            && cookies.iter().all(|(name, _)| gone(name) || is_csrf_name(name))
            && cookies.iter().any(|(name, _)| gone(name))
    }

    /// Whether the request asks "am I signed in?" and nothing else: `/session`, `/auth/status`.
    pub fn asks_session(self) -> bool {
        if !matches!(self.method(), "GET" | "HEAD") {
            return false;
        }
        let words = self.row().path_words();
        let last = words.last().map_or("", String::as_str);
        let before = words.iter().rev().nth(1).map_or("", String::as_str);
        matches!(
            last,
            "session"
                | "whoami"
                | "authstatus"
                | "checkauth"
                | "authcheck"
                | "isloggedin"
                | "isauthenticated"
                | "loginstatus"
                | "loggedin"
                | "sessionstatus"
                | "checksession"
                | "sessioncheck"
                | "sessioninfo"
                | "checklogin"
                | "getsession"
        ) || (matches!(before, "auth" | "session" | "login")
            && matches!(last, "status" | "check" | "state" | "verify" | "validate" | "me"))
    }

    /// Whether the request asks who is signed in: as [`Facts::asks_session`], or `/me`, `/user`.
    pub fn asks_who(self) -> bool {
        let last = self.row().path_words().last().map_or("", String::as_str);
        self.asks_session()
            || (matches!(self.method(), "GET" | "HEAD")
                && matches!(
                    last,
                    "me" | "user"
                        | "userinfo"
                        | "currentuser"
                        | "profile"
                        | "account"
                        | "viewer"
                        | "self"
                        | "identity"
                        | "myself"
                ))
    }

    /// A member of the request body, of a form or of a JSON object, with its text. Numbers and
    /// other values are not text.
    pub fn request_member(self, names: &[&str]) -> Option<String> {
        let body = self.request().body.as_ref()?.text.trim();
        if body.starts_with('{') {
            let Ok(Value::Object(map)) = serde_json::from_str::<Value>(body) else { return None };
            let text = |map: &serde_json::Map<String, Value>| {
                names.iter().find_map(|n| map.get(*n)?.as_str().filter(|t| !t.is_empty()).map(str::to_owned))
            };
            // Rails and others wrap what was typed: `{"user":{"password":…}}`.
            return text(&map).or_else(|| map.values().filter_map(Value::as_object).find_map(text));
        }
        if body.starts_with("--") {
            return names.iter().find_map(|n| multipart(body, n));
        }
        url::form_urlencoded::parse(body.as_bytes())
            .find(|(n, v)| !v.is_empty() && names.iter().any(|name| n == name || n.ends_with(&format!("[{name}]"))))
            .map(|(_, v)| v.into_owned())
    }

    fn refresh_cookie(self) -> Option<&'x str> {
        let of_renewal = |name: &str| {
            let plain = name.to_ascii_lowercase().replace(['-', '_'], "");
            plain.contains("refreshtoken") || matches!(plain.as_str(), "refresh" | "refreshjwt" | "jwtrefresh" | "rt")
        };
        self.cookies().into_iter().find(|(name, _)| of_renewal(name)).map(|(_, value)| value)
    }
}

impl crate::exchange::Request {
    fn is_safe_preflight(&self) -> bool {
        self.method == "OPTIONS"
    }
}

/// Whether the name of a cookie is usual for sessions and sign-in.
pub fn is_session_name(name: &str) -> bool {
    let plain = name.to_ascii_lowercase().replace(['-', '_', '.'], "");
    let plain = plain.strip_prefix("secure").or_else(|| plain.strip_prefix("host")).unwrap_or(&plain);
    if is_csrf_name(plain) || ["tracking", "analytics", "utm", "consent"].iter().any(|w| plain.contains(w)) {
        return false;
    }
    ["sess", "auth", "token", "login", "jwt", "identity", "remember"].iter().any(|w| plain.contains(w))
        || plain.ends_with("sid")
        || matches!(plain, "sso" | "ticket" | "aspxauth" | "aspnetcorecookies" | "aspnetcoreapplication" | "kclogin")
        || plain.starts_with("aspnetcore")
        || plain.starts_with("wordpressloggedin")
}

/// Whether the name of a cookie, header or field is usual for CSRF tokens.
pub fn is_csrf_name(name: &str) -> bool {
    let has = |word: &str| search::find(name, word).is_some();
    // Those of several words are written with marks between them and without.
    let plain = || name.to_ascii_lowercase().replace(['-', '_', '.'], "");
    has("csrf")
        || has("xsrf")
        || has("crumb") && plain() == "crumb"
        || has("forgery") && plain().contains("antiforgery")
        || has("verification") && plain().contains("requestverificationtoken")
}

/// Whether a `Set-Cookie` line sets (and does not delete) a session cookie.
fn is_session_line(line: &str) -> bool {
    let (cookie, _) = crate::http::cookie::parse(line);
    is_session_name(&cookie.name) && !cookie.value.is_empty() && cookie.max_age.is_none_or(|age| age > 0)
}

fn is_login_word(word: &str) -> bool {
    matches!(
        word,
        "login"
            | "signin"
            | "logon"
            | "authenticate"
            | "checklogin"
            | "dologin"
            | "userlogin"
            | "sessionlogin"
            | "loginuser"
            | "authlogin"
            | "jlogin"
            | "signinwithpassword"
    )
}

fn is_auth_word(word: &str) -> bool {
    word.contains("auth")
        || word.contains("token")
        || word.contains("session")
        || word.contains("jwt")
        || is_login_word(word)
        || matches!(word, "user" | "users" | "account" | "accounts" | "identity" | "sso")
}

/// `api`, `v2` … stand before everything.
fn is_frame_word(word: &str) -> bool {
    matches!(word, "api" | "rest" | "public")
        || (word.starts_with('v') && word.get(1..).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())))
}

/// The text of a part of a `multipart/form-data` body (RFC 7578 §4.2).
fn multipart(body: &str, name: &str) -> Option<String> {
    let (_, rest) = body.split_once(&format!("name=\"{name}\""))?;
    let (_, value) = rest.split_once("\r\n\r\n").or_else(|| rest.split_once("\n\n"))?;
    value.lines().next().map(str::to_owned).filter(|v| !v.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::exchange::{Body, Exchange};
    use crate::history::History;

    fn with(method: &str, url: &str, body: &str, check: fn(Facts) -> bool) -> bool {
        let mut exchange = Exchange::default();
        exchange.request.method = method.into();
        exchange.request.url = crate::exchange::Address::new(url);
        exchange.request.body = (!body.is_empty()).then(|| Body::new(body.into()));
        let mut history = History::default();
        let id = history.push(0, Arc::new(exchange));
        check(Facts::of(&history, id).unwrap())
    }

    #[test]
    fn tells_refreshes_from_reloads() {
        let refresh = |method, url, body| with(method, url, body, |f| f.is_refresh());
        assert!(refresh("POST", "https://x.test/auth/refresh", ""));
        assert!(refresh("POST", "https://x.test/api/v1/refresh", ""));
        assert!(refresh("POST", "https://x.test/api/token/refresh/", r#"{"refresh":"abcdefgh"}"#));
        assert!(refresh("POST", "https://x.test/oauth/token", "grant_type=refresh_token&refresh_token=abc"));
        assert!(refresh("POST", "https://x.test/auth/v1/token?grant_type=refresh_token", r#"{"refresh_token":"abc"}"#));
        assert!(!refresh("POST", "https://x.test/oauth/token", "grant_type=password&password=abc"));
        assert!(!refresh("POST", "https://x.test/reports/refresh", ""));
        assert!(!refresh("OPTIONS", "https://x.test/auth/refresh", ""));
    }

    #[test]
    fn tells_sign_in_and_sign_out() {
        let login = |method, url, body| with(method, url, body, |f| f.is_login());
        assert!(login("POST", "https://x.test/login", ""));
        assert!(login("POST", "https://x.test/users/sign_in", "user%5Bpassword%5D=x"));
        assert!(login("POST", "https://x.test/api/whatever", r#"{"user":{"password":"x"}}"#));
        assert!(!login("GET", "https://x.test/login", ""));
        assert!(!login("POST", "https://x.test/orders", r#"{"name":"x"}"#));
        let logout = |method, url| with(method, url, "", |f| f.is_logout());
        assert!(logout("POST", "https://x.test/auth/logout"));
        assert!(logout("DELETE", "https://x.test/users/sign_out"));
        assert!(logout("POST", "https://x.test/out"));
        assert!(!logout("POST", "https://x.test/checkout"));
        assert!(logout("GET", "https://x.test/realms/a/protocol/openid-connect/logout"));
        assert!(!logout("GET", "https://x.test/login"));
    }

    #[test]
    fn knows_names_of_cookies() {
        for name in [
            "sessionid", "connect.sid", "JSESSIONID", "PHPSESSID", "__Host-session", "laravel_session",
            "sb-x-auth-token",
        ] {
            assert!(is_session_name(name), "{name}");
        }
        for name in ["csrftoken", "XSRF-TOKEN", "_ga", "theme", "lang", "csrf_access_token"] {
            assert!(!is_session_name(name), "{name}");
        }
    }
}
