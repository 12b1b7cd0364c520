//! A text as it came: secrets masked, faults marked at the byte where they stand and told below.

use std::ops::Range;

use leptos::prelude::*;

use super::parts::{el, plain, titled, words};
use super::secret::{Masked, Secret};
use super::spoken::told;
use super::state::panel;
use crate::fault::Fault;
use crate::redact;

/// A longer piece without a fault is shown by its two ends, in bytes.
const LONGEST: usize = 1500;

/// How much of each end is shown then, in bytes.
const END: usize = 300;

/// The line `name: value`; without a name the value alone. `secrets` are bytes of `value`.
pub fn raw(name: &str, value: &str, secrets: &[Range<usize>], faults: &[Fault]) -> AnyView {
    let places: Vec<_> = faults.iter().map(|f| place(value, f.at)).collect();
    let mut parts = Vec::new();
    if !name.is_empty() {
        parts.push(words("span", "raw-name", format!("{}: ", redact::printable(name))));
    }
    for (range, bad) in pieces(value.len(), &places) {
        let text = value.get(range.clone()).unwrap_or_default();
        // Secrets that a piece holds, counted from its begin.
        let inside: Vec<_> = secrets
            .iter()
            .filter(|s| s.start < range.end && s.end > range.start)
            .map(|s| s.start.max(range.start) - range.start..s.end.min(range.end) - range.start)
            .collect();
        if !bad {
            // The begin of a secret may be shown, the begin of what follows a fault inside it may not.
            let within = inside.first().is_some_and(|s| s.start == 0 && s.end == text.len())
                && secrets.iter().any(|s| s.start < range.start && s.end > range.start);
            parts.push(piece(text, inside, within));
            continue;
        }
        let here = faults.iter().zip(&places).filter(|(_, at)| **at == range);
        let what: Vec<_> = here.map(|(fault, _)| redact::printable(&fault.what)).collect();
        // What has no place in a secret is no part of it.
        let hide = !inside.is_empty() && text.contains(char::is_alphanumeric);
        let shown = if hide { "▲".to_owned() } else { visible(text) };
        parts.push(titled("mark", "fault-at", Some(what.join("; ")), vec![plain(shown)]));
    }
    el("p", "raw mono", parts)
}

/// What breaks the grammar, with its place, under a heading.
pub fn faults_list(faults: &[Fault]) -> Option<AnyView> {
    (!faults.is_empty()).then(|| {
        let list = fault_lines(faults);
        el("section", "faults", vec![words("h3", "", panel().labels().faults), list])
    })
}

/// The same without a heading.
pub fn fault_lines(faults: &[Fault]) -> AnyView {
    let labels = panel().labels();
    let items = faults.iter().map(|f| el("li", "", vec![words("span", "at", (labels.byte)(f.at)), told(&f.what)]));
    el("ul", "fault-lines", items.collect())
}

/// The faults that these words, which stand beside them, do not say already.
pub fn unsaid(faults: &[Fault], said: &[String]) -> Vec<Fault> {
    faults.iter().filter(|fault| said.iter().all(|words| *words != fault.what)).cloned().collect()
}

/// A piece without faults.
fn piece(text: &str, secrets: Vec<Range<usize>>, within: bool) -> AnyView {
    if within {
        return view! { <Secret text=text.to_owned() blank=true/> }.into_any();
    }
    if secrets.is_empty() && text.len() > LONGEST {
        let (start, end) = (boundary(text, END), boundary(text, text.len() - END));
        let left = text.get(start..end).map_or(0, |t| t.chars().count());
        let side = |range: Range<usize>| plain(redact::printable(text.get(range).unwrap_or_default()));
        let note = words("span", "left-out", (panel().labels().left_out)(left));
        return vec![side(0..start), note, side(end..text.len())].into_any();
    }
    view! { <Masked text=text.to_owned() secrets=secrets/> }.into_any()
}

/// A faulty character so that it can be seen: nothing and white space have no shape of their own.
fn visible(text: &str) -> String {
    match text {
        "" => "▲".to_owned(),
        " " => "␣".to_owned(),
        "\t" => "⇥".to_owned(),
        "\n" | "\r" => "↵".to_owned(),
        other => redact::printable(other),
    }
}

/// The one character at a byte offset; nothing past the end.
fn place(value: &str, at: usize) -> Range<usize> {
    let start = boundary(value, at);
    let length = value.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..start + length
}

fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text cut at the faulty places: each piece, and whether it is one.
fn pieces(length: usize, places: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut sorted = places.to_vec();
    crate::sorted::by_key(&mut sorted, |p| (p.start, p.end));
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

    #[test]
    fn a_faulty_character_can_be_seen() {
        for text in ["", " ", "\t", "\n", "\u{0}", "x"] {
            assert!(!visible(text).trim().is_empty(), "{text:?}");
        }
    }
}
