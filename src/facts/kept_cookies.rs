//! The cookies that the recording set before an exchange, and what became of them.

use url::Url;

use super::Facts;
use super::roles::is_session_name;
use crate::finding::Evidence;
use crate::history::ExchangeId;
use crate::http::cookie::jar::{Outcome, Reason};
use crate::http::cookie::{self, Context, Cookie, Jar};

/// How many earlier answers that set cookies are searched.
const REACH: usize = 1000;

/// A cookie of sign-in that an earlier answer set and this request lacks.
#[derive(Clone, Debug)]
pub struct LostCookie {
    /// The cookie as the browser keeps it, or would have kept it.
    pub cookie: Cookie,
    /// What the browser's rules say of it here.
    pub outcome: Outcome,
    /// The answer that set it last.
    pub set_by: ExchangeId,
    /// The `Set-Cookie` line with its value masked.
    pub line: String,
    /// The host of that answer.
    pub host: String,
    /// Whether any request carried it since.
    pub was_sent: bool,
}

impl LostCookie {
    /// Why the browser does not send it, where its rules say so.
    pub fn reason(&self) -> Option<&Reason> {
        match &self.outcome {
            Outcome::NotSent(reason) => Some(reason),
            _ => None,
        }
    }

    /// The line that set it, as evidence.
    pub fn evidence(&self) -> Evidence {
        Evidence::exchange(self.set_by, format!("Set-Cookie: {}", self.line))
    }
}

impl<'x> Facts<'x> {
    /// Whether the answer looks as if nobody were signed in: 401, 403, 419, 440, or a redirect to a
    /// sign-in page.
    pub fn looks_signed_out(self) -> bool {
        self.status_in(&[401, 403, 419, 440])
            || self
                .redirect_target()
                .is_some_and(|target| super::login::is_login_address(&crate::exchange::Address::new(target)))
    }

    /// The cookies of sign-in that an earlier answer of the same site set and this request does not
    /// carry, newest first. None when the request proves identity in another way.
    pub fn lost_cookies(self) -> Vec<LostCookie> {
        if !self.looks_signed_out()
            || self.is_login()
            || self.authorization().is_some()
            || self.exchange().is_preflight()
        {
            return Vec::new();
        }
        let Some(url) = self.url().url() else { return Vec::new() };
        let sent = self.cookies();
        let mut lines: Vec<_> = self
            .history()
            .cookie_setters(self.id())
            .take(REACH)
            .map(|row| self.at(row))
            .filter(|f| related(f.url().host(), self.url().host()))
            .collect();
        lines.reverse();
        let mut jar = Jar::default();
        let mut set = Vec::new();
        for answer in &lines {
            let Some(from) = answer.url().url() else { continue };
            let context = answer.cookie_context(from);
            for line in answer.response().headers.all("set-cookie") {
                let (cookie, _) = cookie::parse(line);
                let _ = jar.store_in(&cookie, from, &context);
                let login = answer.is_login() && cookie.http_only;
                if is_for_sign_in_itself(&cookie.name) && !self.is_refresh() {
                    continue;
                }
                if is_session_name(&cookie.name) || (login && !super::roles::is_csrf_name(&cookie.name)) {
                    let (before, after) = (line.get(..cookie.value_at.start), line.get(cookie.value_at.end..));
                    let masked = format!("{}…{}", before.unwrap_or_default(), after.unwrap_or_default());
                    set.push((
                        cookie.name.clone(),
                        cookie.value.is_empty(),
                        answer.id(),
                        masked,
                        answer.url().host().to_owned(),
                    ));
                }
            }
        }
        if set.is_empty() {
            return Vec::new();
        }
        let context = self.cookie_context(url);
        let all = jar.would_send(url, &context);
        let mut lost: Vec<LostCookie> = Vec::new();
        for (name, deleted, set_by, line, host) in set.into_iter().rev() {
            if deleted || sent.iter().any(|(n, _)| *n == name) || lost.iter().any(|l| l.cookie.name == name) {
                continue;
            }
            // The browser sends it by its own rules: of several namesakes that one counts.
            let of_name = || all.iter().filter(|(c, _)| c.name == name);
            let Some((cookie, outcome)) =
                of_name().find(|(_, o)| *o == Outcome::Sent).or_else(|| of_name().next_back())
            else {
                continue;
            };
            if *outcome == Outcome::NotSent(Reason::Deleted) {
                continue;
            }
            let was_sent =
                self.earlier().take_while(|f| f.id() > set_by).any(|f| f.cookies().iter().any(|(n, _)| *n == name));
            lost.push(LostCookie { cookie: cookie.clone(), outcome: outcome.clone(), set_by, line, host, was_sent });
        }
        lost
    }

    /// The session cookie that this request carries: its name and value. The value is secret.
    pub fn session_cookie(self) -> Option<(&'x str, &'x str)> {
        self.cookies().into_iter().find(|(name, value)| is_session_name(name) && !value.is_empty())
    }

    /// What this exchange tells about the circumstances of its cookies.
    pub fn cookie_context(self, url: &Url) -> Context {
        let headers: Vec<_> = self.request().headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
        let mut context = Context::of_request(self.method(), url, &headers, self.exchange().started);
        if context.relation == crate::http::cookie::site::Relation::Unknown {
            // Without Sec-Fetch-Site and Origin the page before the request is the best guess, for
            // calls of scripts at least: they come from the page itself.
            if let Some(page) = self.page_origin().filter(|_| self.is_api_call()) {
                let guess = [("Origin", page.as_str())];
                context.relation = crate::http::cookie::site::Relation::of_request(url, &guess);
            }
        }
        if context.top_level_navigation.is_none() && self.is_api_call() {
            context.top_level_navigation = Some(false);
        }
        context
    }
}

/// Whether cookies of one host may matter to the other: the same host, hosts of one domain, or two
/// names of this computer.
fn related(a: &str, b: &str) -> bool {
    let site = |host: &str| {
        let mut labels: Vec<_> = host.rsplit('.').take(2).collect();
        labels.reverse();
        labels.join(".")
    };
    a == b || site(a) == site(b) || (is_loopback(a) && is_loopback(b))
}

/// Whether a cookie serves the way to a sign-in or the refresh alone. Servers give such cookies a
/// narrow path on purpose, so that other calls lack them.
fn is_for_sign_in_itself(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "refresh",
        "state",
        "nonce",
        "pkce",
        "verifier",
        "challenge",
        "restart",
        "callback",
        "redirect",
        "return",
        "authsession",
        "keycloak",
    ];
    let plain = name.to_ascii_lowercase().replace(['-', '_', '.'], "");
    WORDS.iter().any(|word| plain.contains(word))
}

/// Whether a host is a name of this computer.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
}
