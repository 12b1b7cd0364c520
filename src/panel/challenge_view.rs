//! What the server asked for and what was sent, each challenge and parameter with its meaning.

use leptos::prelude::*;

use super::raw::{faults_list, raw};
use super::secret::Secret;
use super::state::{Subject, panel};
use crate::fault::Fault;
use crate::http::challenge::Challenge;
use crate::http::credentials::Credentials;
use crate::http::schemes::{self, Explained, Iana};
use crate::redact::{self, find};

/// The challenges of the response, and the credentials of the request.
#[component]
pub fn ChallengeView(subject: Subject) -> impl IntoView {
    let panel = panel();
    panel.with_row(subject.id, |row| {
        let reading = row.reading();
        let lines = [("WWW-Authenticate", &reading.challenges), ("Proxy-Authenticate", &reading.proxy_challenges)]
            .into_iter()
            .flat_map(|(name, lines)| lines.iter().map(move |line| (name, line)))
            .map(|(name, line)| asked(name, &line.value, &line.challenges, &line.faults))
            .collect_view();
        let value = row.exchange.request.headers.get("authorization").unwrap_or_default();
        let sent = reading.credentials.as_ref().map(|(credentials, faults)| sent(value, credentials, faults));
        view! {
            {lines}
            {sent}
        }
    })
}

/// A line of challenges.
pub fn asked(name: &'static str, value: &str, challenges: &[Challenge], faults: &[Fault]) -> AnyView {
    let labels = panel().labels();
    let explained = challenges.iter().map(|c| explained(schemes::explain(c))).collect_view();
    view! {
        <section>
            <h3>{(labels.asks)(challenges.len())}</h3>
            {raw(name, value, &find::in_header(name, value), faults)}
            {faults_list(faults)}
            {explained}
        </section>
    }
    .into_any()
}

/// The credentials of a request.
pub fn sent(value: &str, credentials: &Credentials, faults: &[Fault]) -> AnyView {
    view! {
        <section>
            <h3>{panel().labels().sent_credentials}</h3>
            {raw("Authorization", value, &find::in_header("Authorization", value), faults)}
            {faults_list(faults)}
            {explained(schemes::explain_credentials(credentials))}
        </section>
    }
    .into_any()
}

/// What an auth-scheme asks for or brings, each parameter with its meaning.
pub fn explained(explained: Explained) -> AnyView {
    let labels = panel().labels();
    let rows = explained
        .params
        .into_iter()
        .map(|param| {
            let name = if param.name.is_empty() { labels.token68.to_owned() } else { redact::printable(&param.name) };
            let value = if param.secret {
                view! { <Secret text=param.value/> }.into_any()
            } else {
                redact::printable(&param.value).into_any()
            };
            let notes =
                param.notes.into_iter().map(|n| view! { <p class="note">{redact::printable(&n)}</p> }).collect_view();
            view! {
                <tr class:part=param.part_of.is_some()>
                    <th scope="row" class="mono">{name}</th>
                    <td class="mono">{value}</td>
                    <td class="gloss">{redact::printable(&param.meaning)}{notes}</td>
                </tr>
            }
        })
        .collect_view();
    let notes =
        explained.notes.into_iter().map(|n| view! { <p class="note">{redact::printable(&n)}</p> }).collect_view();
    let title =
        if explained.title.is_empty() { labels.no_scheme.to_owned() } else { redact::printable(&explained.title) };
    view! {
        <div class="scheme">
            <h4>
                <span class="words">{title}</span>
                {(!explained.reference.is_empty()).then(|| view! { <span class="badge">{explained.reference}</span> })}
                {(explained.iana == Iana::NotRegistered).then(|| view! { <span class="badge">{labels.not_registered}</span> })}
            </h4>
            <p class="plain">{explained.summary}</p>
            {notes}
            <table class="members"><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}
