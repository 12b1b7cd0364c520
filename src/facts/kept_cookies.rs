//! The cookies that the recording set before an exchange, and what became of them.

use std::rc::Rc;

use url::Url;

use super::Facts;
use super::credential::tells_nothing;
use super::roles::is_session_name;
use crate::finding::Evidence;
use crate::history::ExchangeId;
use crate::http::cookie::jar::{Outcome, Reason};
use crate::http::cookie::{Context, Cookie, Jar, MAX_PAIR, SetCookie};

/// How many earlier answers that set cookies are searched.
const REACH: usize = 300;
/// How many lines that set the same cookie are followed.
const LINES: usize = 50;

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
    pub fn lost_cookies(self) -> Rc<[LostCookie]> {
        let find = || self.find_lost_cookies().into();
        self.memo.map_or_else(find, |memo| Rc::clone(memo.lost_cookies.get_or_init(find)))
    }

    fn find_lost_cookies(self) -> Vec<LostCookie> {
        if !self.looks_signed_out() || self.is_login() || self.authorization().is_some() || self.row().is_preflight {
            return Vec::new();
        }
        let Some(url) = self.url().url() else { return Vec::new() };
        let host = self.url().host();
        let setters = self.history().cookie_setters(self.id()).take(REACH).map(|row| self.at(row));
        let answers: Vec<_> = setters.filter(|f| related(f.url().host(), host)).collect();
        let lacking = self.lacking(&answers);
        if lacking.is_empty() {
            return Vec::new();
        }
        let jar = jar(&answers, &lacking);
        let all = jar.would_send(url, &self.cookie_context(url));
        let lost = lacking.into_iter().filter_map(|set| {
            let name = set.cookie.name.as_str();
            // The browser sends it by its own rules: of several namesakes that one counts.
            let of_name = || all.iter().filter(|(c, _)| c.name == name);
            let (cookie, outcome) = of_name().find(|(_, o)| *o == Outcome::Sent).or_else(|| of_name().next_back())?;
            if *outcome == Outcome::NotSent(Reason::Deleted) {
                return None;
            }
            let mut since = self.earlier().take_while(|f| f.id() > set.answer.id());
            let (before, after) = (set.line.get(..set.cookie.value_at.start), set.line.get(set.cookie.value_at.end..));
            Some(LostCookie {
                cookie: cookie.clone(),
                outcome: outcome.clone(),
                set_by: set.answer.id(),
                line: format!("{}…{}", before.unwrap_or_default(), after.unwrap_or_default()),
                host: set.answer.url().host().to_owned(),
                was_sent: since.any(|f| f.cookie_pairs().any(|(n, _)| n == name)),
            })
        });
        lost.collect()
    }

    /// The newest line of each cookie of sign-in that this request does not carry. Newest first, as the answers are.
    fn lacking(self, answers: &[Facts<'x>]) -> Vec<Line<'x>> {
        let mut lacking: Vec<Line> = Vec::new();
        // Many answers set the same few cookies: each name is judged once.
        let mut judged: Vec<(&str, Judged)> = Vec::new();
        for answer in answers {
            for (cookie, line) in answer.set_cookies().rev() {
                if cookie.value.is_empty() || lacking.iter().any(|set| set.cookie.name == cookie.name) {
                    continue;
                }
                let known = judged.iter().find(|(name, _)| *name == cookie.name).map(|(_, judged)| *judged);
                let judged = known.unwrap_or_else(|| {
                    let now = self.judge(&cookie.name);
                    judged.push((&cookie.name, now));
                    now
                });
                let wanted = match judged {
                    Judged::Session => true,
                    Judged::OfLogin => cookie.http_only && answer.is_login(),
                    Judged::Other => false,
                };
                if wanted || self.signed_out_by_size(cookie) {
                    lacking.push(Line { answer: *answer, cookie, line });
                }
            }
        }
        lacking
    }

    /// Whether a cookie of any name was too large to be kept, and an answer calls for a sign-in where no session came.
    fn signed_out_by_size(self, cookie: &SetCookie) -> bool {
        cookie.name.len() + cookie.value.len() > MAX_PAIR
            && self.status_in(&[401, 440])
            && self.session_cookie().is_none()
            && !tells_nothing(&cookie.name)
            && self.cookie_pairs().all(|(name, _)| name != cookie.name)
    }

    fn judge(self, name: &str) -> Judged {
        if self.cookie_pairs().any(|(n, _)| n == name) || (is_for_sign_in_itself(name) && !self.is_refresh()) {
            Judged::Other
        } else if is_session_name(name) {
            Judged::Session
        } else if super::roles::is_csrf_name(name) {
            // A CSRF check reads its cookie as a session is read.
            if self.is_unsafe() && self.csrf_refusal().is_some() { Judged::Session } else { Judged::Other }
        } else {
            Judged::OfLogin
        }
    }

    /// The cookies that the answer sets, each with its line.
    pub fn set_cookies(self) -> impl DoubleEndedIterator<Item = (&'x SetCookie, &'x str)> {
        let lines: Vec<_> = self.response().headers.all("set-cookie").collect();
        self.row().set_cookies().iter().zip(lines)
    }

    /// The session cookie that this request carries: its name and value. The value is secret.
    pub fn session_cookie(self) -> Option<(&'x str, &'x str)> {
        let find = || self.cookie_pairs().position(|(name, value)| is_session_name(name) && !value.is_empty());
        self.cookie_pairs().nth(self.row().session_cookie(find)?)
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
        // A form that is sent by POST gets no `Lax` cookie across sites, wherever its answer is shown.
        if context.top_level_navigation.is_none() && (self.is_api_call() || self.is_unsafe()) {
            context.top_level_navigation = Some(false);
        }
        context
    }
}

/// A line that set a cookie.
struct Line<'x> {
    answer: Facts<'x>,
    cookie: &'x SetCookie,
    line: &'x str,
}

/// What the name of a cookie tells of a request that may lack it.
#[derive(Clone, Copy)]
enum Judged {
    Session,
    /// It matters where an answer to a sign-in set it.
    OfLogin,
    Other,
}

/// The browser's store of the cookies of these names, after these answers, which come newest first.
fn jar(answers: &[Facts], names: &[Line]) -> Jar {
    let mut left: Vec<(&str, usize)> = names.iter().map(|set| (set.cookie.name.as_str(), LINES)).collect();
    let mut lines = Vec::new();
    for answer in answers {
        for (cookie, _) in answer.set_cookies().rev() {
            if let Some((_, left)) = left.iter_mut().find(|(name, left)| *name == cookie.name && *left > 0) {
                *left -= 1;
                lines.push((answer, cookie));
            }
        }
    }
    let mut jar = Jar::default();
    for (answer, cookie) in lines.into_iter().rev() {
        if let Some(from) = answer.url().url() {
            let _ = jar.store_in(cookie, from, answer.row().cookie_context(|| answer.cookie_context(from)));
        }
    }
    jar
}

/// Whether cookies of one host may matter to the other: the same host, hosts of one domain, or two
/// names of this computer.
fn related(a: &str, b: &str) -> bool {
    // The last two labels.
    fn site(host: &str) -> &str {
        host.rmatch_indices('.').nth(1).and_then(|(dot, _)| host.get(dot + 1..)).unwrap_or(host)
    }
    a == b || site(a) == site(b) || (is_loopback(a) && is_loopback(b))
}

/// Whether a cookie serves the way to a sign-in or the refresh alone. Servers give such cookies a
/// narrow path on purpose, so that other calls lack them.
fn is_for_sign_in_itself(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "refresh", "state", "nonce", "pkce", "verifier", "challenge", "restart", "callback", "redirect", "return",
        "authsession", "keycloak",
    ];
    let plain = name.to_ascii_lowercase().replace(['-', '_', '.'], "");
    WORDS.iter().any(|word| plain.contains(word))
}

/// Whether a host is a name of this computer.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
}
