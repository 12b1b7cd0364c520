//! Cookies: sent, held back with the reason, and set.

use leptos::prelude::*;

use super::raw::{faults_list, raw};
use super::secret::Secret;
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

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.sent.is_empty() && self.held.is_empty() && self.set.is_empty()
    }
}

/// The three lists.
#[component]
pub fn CookiesView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let cookies = panel.with_log(|log| Cookies::of(log, subject.id)).unwrap_or_default();
    let sent = cookies
        .sent
        .into_iter()
        .map(|(name, value)| {
            view! {
                <div class="field"><dt class="mono">{redact::printable(&name)}</dt><dd><Secret text=value/></dd></div>
            }
        })
        .collect_view();
    let line = |name: &'static str, line: &str, faults: &[Fault]| {
        view! { {raw(name, line, &find::in_header(name, line), faults)}{faults_list(faults)} }
    };
    let broken: Vec<_> = cookies.broken.iter().map(|(text, faults)| line("Cookie", text, faults)).collect();
    let held = cookies
        .held
        .iter()
        .map(|held| {
            view! {
                <div class="field">
                    <dt class="mono">{redact::printable(&held.name)}</dt>
                    <dd class="words">
                        {redact::printable(held.why.as_deref().unwrap_or(labels.cookie_expected))}
                        <span class="scope mono">{redact::printable(&held.scope)}</span>
                    </dd>
                </div>
            }
        })
        .collect_view();
    let set = cookies
        .set
        .iter()
        .map(|set| {
            let refused = set.refused.as_ref();
            view! {
                <li>
                    {line("Set-Cookie", &set.line, &set.faults)}
                    {refused.map(|why| view! { <p class="note">{(labels.cookie_refused)(&redact::printable(why))}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <h3>{labels.cookies_sent}</h3>
            {sent.is_empty().then(|| view! { <p class="plain">{labels.cookies_none}</p> })}
            <dl class="fields">{sent}</dl>
            {broken}
        </section>
        {(!held.is_empty()).then(|| view! {
            <section><h3>{labels.cookies_held}</h3><dl class="fields">{held}</dl></section>
        })}
        {(!set.is_empty()).then(|| view! {
            <section><h3>{labels.cookies_set}</h3><ul class="lines">{set}</ul></section>
        })}
        <p class="plain limits">{labels.cookies_limit}</p>
    }
}
