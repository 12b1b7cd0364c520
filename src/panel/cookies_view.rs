//! Cookies: sent, held back with the reason, and set.

use leptos::prelude::*;

use super::secret::{Masked, Secret};
use super::state::{Subject, panel};
use crate::diagnosis::Log;
use crate::facts::Facts;
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
    /// Names of cookies that earlier answers set and the browser holds back here, with the reason.
    pub held: Vec<(String, String)>,
    /// `Set-Cookie` lines, and why a browser refuses them.
    pub set: Vec<(String, Option<String>)>,
}

impl Cookies {
    /// The cookies of one exchange, in the light of those before it.
    pub fn of(log: &Log, id: ExchangeId) -> Option<Cookies> {
        let facts = Facts::of(log.history(), id)?;
        let sent: Vec<_> = facts.cookies().into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        let lines = |f: Facts| f.response().headers.all("set-cookie").map(str::to_owned).collect::<Vec<_>>();
        let set = lines(facts)
            .into_iter()
            .map(|line| {
                let refused = cookie::parse(&line).0.refused().map(|why| why.words());
                (line, refused)
            })
            .collect();
        let mut held = Vec::new();
        if let Some(url) = facts.url().url() {
            let mut jar = Jar::default();
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
            for (cookie, outcome) in jar.would_send(url, &facts.cookie_context(url)) {
                let Outcome::NotSent(reason) = outcome else { continue };
                let same_host =
                    url.host_str().is_some_and(|h| h == cookie.domain || h.ends_with(&format!(".{}", cookie.domain)));
                if reason != Reason::Deleted && same_host && !sent.iter().any(|(n, _)| *n == cookie.name) {
                    held.push((cookie.name, reason.words()));
                }
            }
        }
        Some(Cookies { sent, held, set })
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
    let held = cookies
        .held
        .iter()
        .map(|(name, why)| {
            view! {
                <div class="field"><dt class="mono">{redact::printable(name)}</dt><dd class="words">{redact::printable(why)}</dd></div>
            }
        })
        .collect_view();
    let set = cookies
        .set
        .into_iter()
        .map(|(line, refused)| {
            let secrets = find::in_header("set-cookie", &line);
            view! {
                <li>
                    <p class="raw mono"><Masked text=line secrets=secrets/></p>
                    {refused.map(|why| view! { <p class="note">{(labels.cookie_refused)(&redact::printable(&why))}</p> })}
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <h3>{labels.cookies_sent}</h3>
            {sent.is_empty().then(|| view! { <p class="plain">{labels.cookies_none}</p> })}
            <dl class="fields">{sent}</dl>
        </section>
        {(!held.is_empty()).then(|| view! {
            <section><h3>{labels.cookies_held}</h3><dl class="fields">{held}</dl></section>
        })}
        {(!set.is_empty()).then(|| view! {
            <section><h3>{labels.cookies_set}</h3><ul class="lines">{set}</ul></section>
        })}
    }
}
