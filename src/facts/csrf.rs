//! Tokens against cross-site request forgery: what was sent, and what the server calls the check.

use super::Facts;
use super::roles::is_csrf_name;
use super::sentence::Saying;
use crate::finding::{Evidence, Source};

/// What a check says in words of its own.
const CHECK: Saying = Saying {
    of: &[
        "csrf", "xsrf", "anticsrf", "request forgery", "form token", "security token", "site request",
        "nonce verification",
    ],
    says: &[
        "invalid", "missing", "required", "not found", "mismatch", "attack", "detected", "blocked", "misconfigured",
        "failed", "incorrect", "wrong", "does not match", "not match", "doesnt match", "differ", "expired", "rejected",
        "bad", "error",
    ],
    never: &["cors", "jwt", "origin"],
};

/// Fields of forms and bodies in which frameworks carry the token.
const FIELDS: &[&str] = &[
    "csrfmiddlewaretoken", "authenticity_token", "_token", "_csrf", "_csrf_token", "csrf_token", "csrfToken", "csrf",
    "_xsrf", "__RequestVerificationToken", "gorilla.csrf.Token", "YII_CSRF_TOKEN", "Jenkins-Crumb", ".crumb",
];

impl<'x> Facts<'x> {
    /// Whether the request may change something, so that frameworks check it.
    pub fn is_unsafe(self) -> bool {
        !self.request().is_safe()
    }

    /// The CSRF token that the request carries in a header, its body or its query: where, and the
    /// token. Secret. A cookie alone proves nothing and does not count.
    pub fn csrf_sent(self) -> Option<(Source, String)> {
        match self.memo {
            Some(memo) => memo.csrf_sent.get_or_init(|| self.find_csrf_token()).clone(),
            None => self.find_csrf_token(),
        }
    }

    fn find_csrf_token(self) -> Option<(Source, String)> {
        let header = self.request().headers.iter().find(|h| {
            !h.value.trim().is_empty()
                && (is_csrf_name(&h.name)
                    || ["x-wp-nonce", "jenkins-crumb", "x-atlassian-token"]
                        .iter()
                        .any(|n| h.name.eq_ignore_ascii_case(n)))
        });
        if let Some(header) = header {
            return Some((Source::RequestHeader(header.name.clone()), header.value.clone()));
        }
        if let Some(token) = self.request_member(FIELDS) {
            return Some((Source::RequestBody, token));
        }
        FIELDS.iter().find_map(|n| self.url().query_value(n)).map(|token| (Source::Url, token))
    }

    /// The CSRF token as evidence, masked.
    pub fn csrf_sent_evidence(self) -> Option<Evidence> {
        self.csrf_sent().map(|(from, token)| Evidence::secret(from, token))
    }

    /// The cookie that holds a CSRF token: its name and value. The value is secret.
    pub fn csrf_cookie(self) -> Option<(&'x str, &'x str)> {
        // `csrf_access_token` guards the access token; its sibling guards the refresh token.
        let refresh = self.is_refresh();
        let cookies = self.cookies();
        let fits = |name: &str| is_csrf_name(name);
        cookies
            .iter()
            .find(|(name, _)| fits(name) && name.contains("refresh") == refresh)
            .or_else(|| cookies.iter().find(|(name, _)| fits(name)))
            .copied()
    }

    /// The token in a cookie that holds a claim `csrf`: the libraries that make such tokens want the
    /// claim's value in a header of each changing call.
    pub fn guarded_cookie(self) -> Option<&'x str> {
        let guarded = |value: &str| {
            let mut parts = value.split('.').skip(1);
            parts.next().and_then(super::credential::json_part).is_some_and(|claims| claims.contains_key("csrf"))
        };
        self.cookies().into_iter().find(|(_, value)| guarded(value)).map(|(name, _)| name)
    }

    /// Whether the answer is a refusal without any words of its own: an empty body, or the name of
    /// the status alone.
    pub fn refuses_without_words(self) -> bool {
        const WORDS: &[&str] = &["forbidden", "access", "denied", "403", "error", "http", "status"];
        let body = self.body();
        if body.len() > 2048 || self.plain_server_page() {
            return false;
        }
        let text = if self.json().is_some() { self.message().unwrap_or_default() } else { without_tags(body) };
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        // A number of the app's own tells nothing: `E403`.
        let number = |w: &str| w.len() <= 6 && w.bytes().any(|b| b.is_ascii_digit());
        words.all(|w| WORDS.iter().any(|known| w.eq_ignore_ascii_case(known)) || number(w))
    }

    /// Where the server says that its CSRF check refused the request.
    pub fn csrf_refusal(self) -> Option<Evidence> {
        if !matches!(self.status(), 400 | 401 | 403 | 412 | 419 | 422 | 500) {
            return None;
        }
        self.says(&[
            "csrf token", "csrf failed", "csrf verification failed", "csrf check", "csrf cookie", "csrf validation",
            "csrf protection", "csrf detected", "csrf session token", "csrf secret", "csrf double submit",
            "csrf error", "invalid csrf", "missing csrf", "bad csrf", "csrf mismatch", "invalid (csrf",
            "cross site request forgery", "cross-site request forgery", "ebadcsrftoken", "e_bad_csrf_token",
            "fst_csrf", "invalidauthenticitytoken", "xsrf check failed", "xsrf token", "xsrf cookie",
            "_xsrf' argument missing", "anti-forgery", "antiforgery", "request verification token",
            "forgery protection",
        ])
        .or_else(|| self.tells(&CHECK).filter(|_| self.is_unsafe()))
        // CodeIgniter says no more of its check.
        .or_else(|| self.says(&["the action you requested is not allowed"]).filter(|_| self.is_unsafe()))
    }
}

/// The text of a small page.
fn without_tags(page: &str) -> String {
    let pieces = page.split('<').enumerate().map(|(i, piece)| match piece.split_once('>') {
        Some((_, text)) if i > 0 => text,
        _ => piece,
    });
    pieces.collect::<Vec<_>>().join(" ")
}
