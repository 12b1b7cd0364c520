//! What was decoded out of a pasted text, as the tabs show it.

use leptos::prelude::*;

use super::challenge_view::explained;
use super::parts::{el, member, members, plain, section, value as value_of, words};
use super::raw::{faults_list, raw, unsaid};
use super::spoken::{phrase, told};
use super::state::panel;
use super::token_card::{Around, Carried, token_card};
use crate::decode::{Decoded, Item};
use crate::exchange::Address;
use crate::fault::Fault;
use crate::http::cookie::{SetCookie, attribute_meaning};
use crate::http::signed_url::{SignedUrl, Validity};
use crate::http::{auth_info, authentication_control, schemes};
use crate::redact::{self, find};
use crate::token::find::Hit;

/// A row: name, value, whether the value is a secret, meaning.
type Line = (String, String, bool, String);

/// Every value with its faults in their places, and all that was read of it.
pub fn decoded_view(decoded: &Decoded) -> AnyView {
    let values: Vec<_> = decoded
        .values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let faults: Vec<Fault> =
                decoded.faults.iter().filter(|(at, _)| *at == index).map(|(_, fault)| fault.clone()).collect();
            let items: Vec<&Item> = decoded.items.iter().filter(|(at, _)| *at == index).map(|(_, item)| item).collect();
            self::value(decoded.header.as_deref(), value, &faults, &items)
        })
        .collect();
    values.into_any()
}

fn value(header: Option<&str>, value: &str, faults: &[Fault], items: &[&Item]) -> AnyView {
    // A lone token shows its faults itself, with DPoP as without a name.
    if let [Item::Token(token)] = items {
        let carried = Carried { text: value.to_owned(), token: token.clone(), faults: faults.to_vec(), letter: None };
        return token_card(&carried, Around::default());
    }
    let labels = panel().labels();
    let name = header.unwrap_or_default();
    let secrets = match header {
        Some(name) => find::in_header(name, value),
        None if value.starts_with('/') || Address::new(value).url().is_some() => find::in_url(value),
        None => find::in_body(value),
    };
    let mut first = vec![raw(name, value, &secrets, faults)];
    if items.is_empty() {
        first.push(words("p", "plain", labels.paste_nothing));
    }
    let mut parts = vec![el("section", "", first)];
    // Why a browser refuses a cookie is said below it.
    let refusals: Vec<_> = items.iter().filter_map(|item| refusal(item)).collect();
    parts.extend(faults_list(&unsaid(faults, &refusals)));
    // Lines that follow one another make one table.
    let mut lines = Vec::new();
    for item in items {
        match line(item) {
            Some(line) => lines.push(line),
            None => {
                parts.extend((!lines.is_empty()).then(|| table("", std::mem::take(&mut lines))));
                parts.push(self::item(item));
            }
        }
    }
    parts.extend((!lines.is_empty()).then(|| table("", lines)));
    parts.into_any()
}

/// What is one line of a table.
fn line(item: &Item) -> Option<Line> {
    let labels = panel().labels();
    let own = |text: Option<&'static str>| text.unwrap_or_default().to_owned();
    Some(match item {
        Item::Line(line) => (line.value.clone(), String::new(), false, line.meaning.to_string()),
        Item::Info(p) => (p.name.clone(), p.value.clone(), false, own(auth_info::meaning(&p.name))),
        Item::Cookie(pair) => (pair.name.clone(), pair.value.clone(), true, String::new()),
        Item::Nonce(nonce) => ("nonce".to_owned(), nonce.value.clone(), false, labels.nonce_meaning.to_owned()),
        Item::Clear(clear) => {
            let meaning = clear.meaning().unwrap_or(labels.clear_unknown).to_owned();
            (clear.kind.clone(), String::new(), false, meaning)
        }
        _ => return None,
    })
}

/// A token inside the value, under its name there.
fn hit(hit: &Hit) -> AnyView {
    let carried =
        Carried { text: hit.spot.text.clone(), token: hit.token.clone(), faults: hit.faults.clone(), letter: None };
    let name = (!hit.spot.name.is_empty()).then(|| words("h3", "", redact::printable(&hit.spot.name)));
    name.into_iter().chain([token_card(&carried, Around::default())]).collect::<Vec<_>>().into_any()
}

fn item(item: &Item) -> AnyView {
    let own = |text: Option<&'static str>| text.unwrap_or_default().to_owned();
    match item {
        Item::Challenge(one) => section_of(explained(schemes::explain(one))),
        Item::Credentials(one) => section_of(explained(schemes::explain_credentials(one))),
        Item::Found(one) => hit(one),
        Item::Control(one) => {
            let lines = one
                .params
                .list()
                .iter()
                .map(|p| (p.name.clone(), p.value.clone(), false, own(authentication_control::meaning(&p.name))));
            table(&one.scheme, lines.collect())
        }
        Item::SetCookie(cookie) => set_cookie(cookie, refusal(item)),
        Item::Token(token) => {
            // The faults stand above, where the whole value is.
            let carried = Carried { text: String::new(), token: token.clone(), faults: Vec::new(), letter: None };
            token_card(&carried, Around::default())
        }
        Item::SignedUrl(signed) => signed_url(signed),
        // A line of a table, or shown above, masked.
        // Lines of a table; a command is shown by the paste box itself.
        Item::Line(_) | Item::Info(_) | Item::Cookie(_) | Item::Nonce(_) | Item::Clear(_) => plain(""),
        Item::Plain(_) | Item::Command => plain(""),
    }
}

/// Why a browser refuses a cookie.
fn refusal(item: &Item) -> Option<String> {
    let Item::SetCookie(cookie) = item else { return None };
    cookie.refused().map(|why| why.words())
}

fn set_cookie(cookie: &SetCookie, refused: Option<String>) -> AnyView {
    let labels = panel().labels();
    let value = (cookie.name.clone(), cookie.value.clone(), true, labels.cookie_value.to_owned());
    let meaning = |name: &str, value: &str| attribute_meaning(name, value).unwrap_or_default().to_owned();
    let attributes =
        cookie.attributes.iter().map(|a| (a.name.clone(), a.value.clone(), false, meaning(&a.name, &a.value)));
    let refused = refused.map(|why| (labels.cookie_refused)(&redact::printable(&phrase(panel(), &why).0)));
    let note = refused.map(|why| words("p", "note", why));
    let lines = table("", std::iter::once(value).chain(attributes).collect());
    std::iter::once(lines).chain(note).collect::<Vec<_>>().into_any()
}

/// A signed URL, its time judged by the server's clock as far as it is known.
fn signed_url(signed: &SignedUrl) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let lines = signed.params.iter().map(|param| {
        let detail = param.detail.as_ref().map(|d| format!(": {d}")).unwrap_or_default();
        (param.name.clone(), param.value.clone(), param.secret, format!("{}{detail}", param.words))
    });
    let lines = table("", lines.collect());
    let end = signed.expires.map(|at| (move || (labels.signed_until)(&panel.moment(at))).into_any());
    let judge = signed.clone();
    let life = move || {
        let at = judge.at(panel.now() + panel.skew().unwrap_or_default());
        let said = match at {
            Validity::NotYet { wait } => (labels.begins_in)(&wait.words()),
            Validity::InTime => labels.signed_in_time.to_owned(),
            Validity::Expired { since } => (labels.ended_ago)(&since.words()),
            Validity::Unknown => labels.no_end.to_owned(),
        };
        words("p", if matches!(at, Validity::InTime) { "countdown" } else { "countdown over" }, said)
    };
    let head = vec![
        words("h3", "", signed.kind.name()),
        life.into_any(),
        el("p", "plain", end.into_iter().collect()),
        words("p", "plain", labels.signed_not_checked),
    ];
    vec![el("section", "lifetime", head), lines].into_any()
}

fn section_of(inside: AnyView) -> AnyView {
    el("section", "", vec![inside])
}

fn table(heading: &str, lines: Vec<Line>) -> AnyView {
    let rows = lines.into_iter().map(|(name, text, secret, meaning)| {
        member(redact::printable(&name), value_of(&text, secret), told(&meaning), false)
    });
    let rows = members(rows.collect());
    if heading.is_empty() { section_of(rows) } else { section(redact::printable(heading), vec![rows]) }
}

#[cfg(test)]
#[cfg(feature = "render")]
mod tests {
    use super::super::Panel;
    use super::*;
    use crate::decode;

    #[test]
    fn a_refusal_is_said_once() {
        let shown = |text: &str| {
            Owner::new().with(|| {
                provide_context(Panel::new());
                decode::pasted_lines(text).iter().map(decoded_view).collect::<Vec<_>>().to_html()
            })
        };
        let html = shown("Set-Cookie: a=b; SameSite=None");
        // As the tip of its mark, and in words.
        assert_eq!(html.matches("SameSite=None needs Secure").count(), 2, "{html}");
        assert!(html.contains("The browser refuses it: SameSite=None needs Secure."), "{html}");
        assert!(!html.contains("Departures from the grammar"), "{html}");
        let both = shown("Set-Cookie: a=b; Expires=soon; SameSite=None");
        assert!(both.contains("not a date: browsers ignore Expires") && both.contains("Departures"), "{both}");
        assert_eq!(both.matches("SameSite=None needs Secure").count(), 2, "{both}");
    }
}
