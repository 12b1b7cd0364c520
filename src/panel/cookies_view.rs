//! Cookies: sent, held back with the reason, and set.

use leptos::prelude::*;

use super::parts::{at, el, field, plain, section, value, words};
use super::raw::{fault_lines, raw, unsaid};
use super::spoken::{phrase, told};
use super::state::{Subject, panel};
use crate::diagnosis::Log;
use crate::facts::Facts;
use crate::fault::Fault;
use crate::history::ExchangeId;
use crate::http::cookie::jar::{Outcome, Reason};
use crate::http::cookie::{self, Jar};
use crate::redact::{self, find};

/// How many earlier exchanges are searched for cookies.
const REACH: usize = 2000;

/// What there is to say of an exchange's cookies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cookies {
    /// Names and values sent.
    pub sent: Vec<(String, String)>,
    /// What is wrong with the lines they were sent in.
    pub broken: Vec<(String, Vec<Fault>)>,
    /// Cookies that earlier answers set and this request lacks.
    pub held: Vec<Held>,
    /// `Set-Cookie` lines.
    pub set: Vec<Set>,
}

/// A cookie that was not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// The hosts and paths it is for.
    pub scope: String,
    /// Why the browser holds it back; none where nothing in its rules does.
    pub why: Option<String>,
}

/// A line that sets a cookie.
#[derive(Clone, Debug, PartialEq)]
pub struct Set {
    /// The value of the header.
    pub line: String,
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// Why a browser refuses the cookie.
    pub refused: Option<String>,
}

impl Cookies {
    /// The cookies of one exchange, in the light of those before it.
    pub fn of(log: &Log, id: ExchangeId) -> Option<Cookies> {
        let facts = Facts::of(log.history(), id)?;
        let sent: Vec<_> = facts.cookies().into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        let broken = facts.request().headers.all("cookie").map(|line| (line.to_owned(), cookie::parse_pairs(line).1));
        let mut out =
            Cookies { broken: broken.filter(|(_, faults)| !faults.is_empty()).collect(), ..Cookies::default() };
        let lines = |f: Facts| f.response().headers.all("set-cookie").map(str::to_owned).collect::<Vec<_>>();
        let mut jar = Jar::default();
        let url = facts.url().url();
        if let Some(url) = url {
            let mut earlier: Vec<_> =
                facts.earlier().take(REACH).filter(|f| f.response().headers.has("set-cookie")).collect();
            earlier.reverse();
            for answer in earlier {
                let Some(from) = answer.url().url() else { continue };
                let context = answer.cookie_context(from);
                for line in lines(answer) {
                    // A refused cookie is remembered by the jar with its reason.
                    let _ = jar.store_in(&cookie::parse(&line).0, from, &context);
                }
            }
            // A recording may have no request headers at all; then nothing can be said to lack.
            let recorded = !facts.request().headers.is_empty();
            // A preflight never carries cookies.
            let asks = !facts.exchange().is_preflight();
            for (cookie, outcome) in jar.would_send(url, &facts.cookie_context(url)).into_iter().filter(|_| asks) {
                let same_host =
                    url.host_str().is_some_and(|h| h == cookie.domain || h.ends_with(&format!(".{}", cookie.domain)));
                if !same_host || sent.iter().any(|(n, _)| *n == cookie.name) {
                    continue;
                }
                let why = match outcome {
                    Outcome::NotSent(Reason::Deleted) => continue,
                    Outcome::Sent if !recorded => continue,
                    Outcome::Sent => None,
                    other => Some(other.words()),
                };
                let below = if cookie.host_only { "" } else { "*." };
                out.held.push(Held {
                    name: cookie.name,
                    scope: format!("{below}{}{}", cookie.domain, cookie.path),
                    why,
                });
            }
        }
        for line in lines(facts) {
            let (cookie, faults) = cookie::parse(&line);
            let refused = match url {
                Some(url) => jar.store_in(&cookie, url, &facts.cookie_context(url)).err(),
                None => cookie.refused(),
            };
            out.set.push(Set { line, faults, refused: refused.map(|why| why.words()) });
        }
        out.sent = sent;
        Some(out)
    }

    /// Whether there is anything to say of an exchange. Asks the jar only when nothing simpler answers.
    pub fn any(log: &Log, id: ExchangeId) -> bool {
        let sets = |f: Facts| f.response().headers.has("set-cookie");
        Facts::of(log.history(), id).is_some_and(|facts| {
            let plain = facts.request().headers.has("cookie") || sets(facts);
            plain || (facts.earlier().any(sets) && Cookies::of(log, id).is_some_and(|c| !c.is_empty()))
        })
    }

    /// Whether there is nothing to say.
    fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.held.is_empty() && self.set.is_empty()
    }
}

/// The three lists.
#[component]
pub fn CookiesView(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let cookies = panel().with_log(|log| Cookies::of(log, subject.id)).unwrap_or_default();
    let line = |name: &str, line: &str, faults: &[Fault], refused: &[String]| {
        let text = raw(name, line, &find::in_header(name, line), faults);
        let mut parts = vec![text];
        let faults = unsaid(faults, refused);
        if !faults.is_empty() {
            parts.push(fault_lines(&faults));
        }
        parts
    };
    let sent: Vec<_> =
        cookies.sent.iter().map(|(name, text)| field(redact::printable(name), value(text, true))).collect();
    let mut inside = match sent.is_empty() {
        true => vec![words("p", "plain", labels.cookies_none)],
        false => vec![el("dl", "fields", sent)],
    };
    inside.extend(cookies.broken.iter().flat_map(|(text, faults)| line("Cookie", text, faults, &[])));
    let mut parts = vec![at("request header cookie", section(labels.cookies_sent, inside))];
    if !cookies.held.is_empty() {
        let held = cookies.held.iter().map(|held| {
            let why = held.why.as_deref().map_or_else(|| plain(labels.cookie_expected), told);
            let why = el("p", "words sentence", vec![why]);
            let scope = words("p", "scope", redact::printable(&held.scope));
            field(redact::printable(&held.name), vec![why, scope].into_any())
        });
        parts.push(section(labels.cookies_held, vec![el("dl", "fields", held.collect())]));
    }
    if !cookies.set.is_empty() {
        let set = cookies.set.iter().map(|set| {
            let mut inside = line("Set-Cookie", &set.line, &set.faults, set.refused.as_slice());
            let refused =
                set.refused.as_ref().map(|why| (labels.cookie_refused)(&redact::printable(&phrase(panel(), why).0)));
            inside.extend(refused.map(|why| words("p", "note", why)));
            el("li", "", inside)
        });
        let list = vec![el("ul", "lines", set.collect())];
        parts.push(at("response header set-cookie", section(labels.cookies_set, list)));
    }
    parts.push(words("p", "plain limits", labels.cookies_limit));
    parts
}
