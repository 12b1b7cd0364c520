//! What the server asked for and what was sent, each challenge and parameter with its meaning.

use std::ops::Range;

use leptos::prelude::*;

use super::secret::{Masked, Secret};
use super::state::{Subject, panel};
use super::token_view::faults_list;
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
            {raw(name, value, faults)}
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
            {raw("Authorization", value, faults)}
            {faults_list(faults)}
            {explained(schemes::explain_credentials(credentials))}
        </section>
    }
    .into_any()
}

/// The line as it came, faults marked where they stand.
fn raw(name: &'static str, value: &str, faults: &[Fault]) -> AnyView {
    let secrets = find::in_header(name, value);
    let places: Vec<_> = faults.iter().map(|f| place(value, f.at)).collect();
    let mut parts = Vec::new();
    let mut at = 0;
    for (range, bad) in pieces(value.len(), &places) {
        let text = value.get(range.clone()).unwrap_or_default().to_owned();
        // Secrets that a piece holds, counted from its begin.
        let inside = secrets
            .iter()
            .filter(|s| s.start < range.end && s.end > range.start)
            .map(|s| s.start.max(range.start) - range.start..s.end.min(range.end) - range.start)
            .collect::<Vec<_>>();
        let what = faults.iter().find(|f| bad && place(value, f.at) == range).map(|f| redact::printable(&f.what));
        parts.push(if bad {
            let shown = if text.is_empty() || !inside.is_empty() { "▲".to_owned() } else { redact::printable(&text) };
            view! { <mark class="fault-at" title=what>{shown}</mark> }.into_any()
        } else {
            view! { <Masked text=text secrets=inside/> }.into_any()
        });
        at = range.end;
    }
    debug_assert!(at <= value.len());
    view! { <p class="raw mono"><span class="raw-name">{name}": "</span>{parts}</p> }.into_any()
}

/// The one character at a byte offset; nothing past the end.
fn place(value: &str, at: usize) -> Range<usize> {
    let mut start = at.min(value.len());
    while !value.is_char_boundary(start) {
        start -= 1;
    }
    let length = value.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..start + length
}

/// The text cut at the faulty places: each piece, and whether it is one.
fn pieces(length: usize, places: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut sorted = places.to_vec();
    sorted.sort_by_key(|p| (p.start, p.end));
    sorted.dedup();
    let mut out = Vec::new();
    let mut at = 0;
    for place in sorted {
        if place.start > at {
            out.push((at..place.start, false));
        }
        at = place.end.max(at);
        out.push((place, true));
    }
    if at < length {
        out.push((at..length, false));
    }
    out
}

fn explained(explained: Explained) -> AnyView {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_its_faults_stand() {
        let value = "Bearer réalm=x";
        assert_eq!(place(value, 9), 8..10);
        assert_eq!(place(value, 99), value.len()..value.len());
        let cut = pieces(value.len(), &[8..10, value.len()..value.len(), 8..10]);
        let whole: String = cut.iter().map(|(r, _)| &value[r.clone()]).collect();
        assert_eq!(whole, value);
        assert_eq!(cut.iter().filter(|(_, bad)| *bad).count(), 2);
    }
}
