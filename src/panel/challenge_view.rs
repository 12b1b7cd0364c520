//! What the server asked for and what was sent, each challenge and parameter with its meaning.

use leptos::prelude::*;

use super::clock::told_time;
use super::parts::{at, el, member, members, section, value, words};
use super::raw::{faults_list, raw};
use super::spoken::told;
use super::state::{Subject, panel};
use crate::http::schemes::{self, Explained, Iana};
use crate::redact::{self, find};

/// The challenges of the response, and the credentials of the request.
#[component]
pub fn ChallengeView(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    panel().with_row(subject.id, |row| {
        let reading = row.reading();
        let mut parts = Vec::new();
        for (name, lines) in
            [("WWW-Authenticate", &reading.challenges), ("Proxy-Authenticate", &reading.proxy_challenges)]
        {
            if lines.is_empty() {
                continue;
            }
            let count = lines.iter().map(|line| line.challenges.len()).sum();
            let mut inside = Vec::new();
            for line in lines {
                inside.push(raw(name, &line.value, &find::in_header(name, &line.value), &line.faults));
                inside.extend(faults_list(&line.faults));
                inside.extend(line.challenges.iter().map(|one| explained(schemes::explain(one))));
            }
            let place = format!("response header {}", name.to_ascii_lowercase());
            parts.push(at(place, section((labels.asks)(count), inside)));
        }
        if let Some((credentials, faults)) = &reading.credentials {
            let (name, value) =
                ("Authorization", row.exchange.request.headers.get("authorization").unwrap_or_default());
            let mut inside = vec![raw(name, value, &find::in_header(name, value), faults)];
            inside.extend(faults_list(faults));
            inside.push(explained(schemes::explain_credentials(credentials)));
            parts.push(at("request header authorization", section(labels.sent_credentials, inside)));
        }
        parts
    })
}

/// What an auth-scheme asks for or brings, each parameter with its meaning.
pub fn explained(one: Explained) -> AnyView {
    let labels = panel().labels();
    let note = |note: &str| el("p", "note", vec![told(note)]);
    let rows = one.params.iter().map(|param| {
        let name = if param.name.is_empty() { labels.token68.to_owned() } else { redact::printable(&param.name) };
        let mut gloss = vec![told(&param.meaning)];
        gloss.extend(param.notes.iter().map(|text| note(text)));
        let part = param.part_of.is_some();
        // What stands in the line itself is quoted; what was decoded out of it is told.
        let text = if part && !param.secret { told_time(&param.value) } else { value(&param.value, param.secret) };
        member(name, text, gloss.into_any(), part)
    });
    let rows = members(rows.collect());
    let title = if one.title.is_empty() { labels.no_scheme.to_owned() } else { redact::printable(&one.title) };
    let mut head = vec![words("span", "words", title)];
    if !one.reference.is_empty() {
        head.push(words("span", "badge", one.reference));
    }
    if one.iana == Iana::NotRegistered {
        head.push(words("span", "badge", labels.not_registered));
    }
    let mut parts = vec![el("h4", "", head), el("p", "plain", vec![told(one.summary)])];
    parts.extend(one.notes.iter().map(|text| note(text)));
    parts.push(rows);
    el("div", "scheme", parts)
}
