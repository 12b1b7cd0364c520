//! What was decoded, for people: secrets masked, each fault under its place.

use std::fmt::Write;

mod token;

use super::{Decoded, Item};
use crate::http::cookie::{self, SetCookie};
use crate::http::schemes::{self, Explained, Iana};
use crate::http::signed_url::SignedUrl;
use crate::http::{auth_info, authentication_control};
use crate::redact::{self, find};
use crate::token::Token;
use crate::token::find::{Hit, Kind};

/// So many bytes of the line are shown on each side of a fault.
const AROUND: usize = 36;

pub(super) fn text(decoded: &Decoded) -> String {
    let mut out = String::new();
    let header = decoded.header.as_deref().unwrap_or("");
    for (index, (value, item)) in decoded.items.iter().enumerate() {
        // It stands in the credentials above, and there is no more to say of it.
        if matches!(item, Item::Found(hit) if is_opaque(hit)) && is_of_credentials(decoded, *value) {
            continue;
        }
        if !out.is_empty() && !is_line(item) {
            out.push('\n');
        }
        match item {
            Item::Token(one) => token::token(one, decoded.verdict(index), &mut out),
            Item::Found(hit) => {
                let _ = writeln!(out, "{}", place(hit.spot.kind, &redact::printable(&hit.spot.name)));
                token::token(&hit.token, decoded.verdict(index), &mut out);
                for fault in &hit.faults {
                    let _ = writeln!(out, "  ! byte {} of the token: {}", fault.at, redact::printable(&fault.what));
                }
            }
            _ => self::item(item, header, decoded.values.get(*value).map_or("", String::as_str), &mut out),
        }
    }
    if decoded.items.is_empty() {
        out.push_str("nothing could be read\n");
    }
    if !decoded.faults.is_empty() {
        out.push_str("\nFaults\n");
    }
    let several = decoded.values.len() > 1;
    for (index, fault) in &decoded.faults {
        let line = if several { format!("value {}, ", index + 1) } else { String::new() };
        let _ = writeln!(out, "  {line}byte {}: {}", fault.at, redact::printable(&fault.what));
        if !is_secret(decoded) {
            excerpt(decoded.values.get(*index).map_or("", String::as_str), fault.at, &mut out);
        }
    }
    out
}

/// Whether the raw text would show what is masked above it.
fn is_secret(decoded: &Decoded) -> bool {
    decoded.items.iter().any(|(_, item)| {
        use Item::{Command, Cookie, Credentials, Found, Plain, SetCookie, SignedUrl, Token};
        matches!(
            item,
            Credentials(_) | Token(_) | Found(_) | Cookie(_) | SetCookie(_) | SignedUrl(_) | Plain(_) | Command
        )
    })
}

fn excerpt(line: &str, at: usize, out: &mut String) {
    let (mut from, mut to) = (at.saturating_sub(AROUND), (at + AROUND).min(line.len()));
    while !line.is_char_boundary(from) {
        from -= 1;
    }
    while !line.is_char_boundary(to) {
        to += 1;
    }
    let (Some(before), Some(after)) = (line.get(from..at), line.get(at..to)) else { return };
    if before.is_empty() && after.is_empty() {
        return;
    }
    let plain = |text: &str| redact::printable(text).replace(['\t', '\n'], " "); // one column each
    let (before, after) = (plain(before), plain(after));
    let _ = writeln!(out, "    {before}{after}\n    {}^", " ".repeat(before.chars().count()));
}

fn is_opaque(hit: &Hit) -> bool {
    matches!(hit.token, Token::Opaque { vendor: None, .. })
}

fn is_of_credentials(decoded: &Decoded, value: usize) -> bool {
    decoded.items.iter().any(|(index, item)| *index == value && matches!(item, Item::Credentials(_)))
}

/// Items that stand one to a line, without a heading.
fn is_line(item: &Item) -> bool {
    use Item::{Clear, Command, Cookie, Info, Line, Nonce, Plain};
    matches!(item, Cookie(_) | Info(_) | Clear(_) | Plain(_) | Line(_) | Nonce(_) | Command)
}

/// Where a token was found.
fn place(kind: Kind, name: &str) -> String {
    let what = match kind {
        Kind::Value | Kind::Text => return "The token in it".to_owned(),
        Kind::Param | Kind::Query => "parameter",
        Kind::Fragment => "parameter after #",
        Kind::Cookie => "cookie",
        Kind::Field => "field",
        Kind::Member => "member",
        Kind::Protocol => "protocol",
    };
    if name.is_empty() { format!("The token in a {what}") } else { format!("The token in the {what} {name}") }
}

fn item(item: &Item, header: &str, value: &str, out: &mut String) {
    match item {
        Item::Challenge(one) => explained(&schemes::explain(one), out),
        Item::Credentials(one) => explained(&schemes::explain_credentials(one), out),
        Item::Control(one) => {
            let _ = writeln!(out, "{}", redact::printable(&one.scheme));
            for param in one.params.list() {
                row(
                    &param.name,
                    &shown(&param.value, false),
                    authentication_control::meaning(&param.name).unwrap_or(""),
                    out,
                );
            }
        }
        Item::Info(param) => {
            let value = if param.is_bare() { String::new() } else { shown(&param.value, false) };
            row(&param.name, &value, auth_info::meaning(&param.name).unwrap_or(""), out)
        }
        Item::SetCookie(cookie) => set_cookie(cookie, out),
        Item::Cookie(pair) => row(&pair.name, &shown(&pair.value, true), "", out),
        Item::Nonce(nonce) => row(
            "nonce",
            &shown(&nonce.value, false),
            "the server's value for the nonce claim of the next DPoP proof",
            out,
        ),
        Item::Clear(clear) => row(&clear.kind, "", clear.meaning().unwrap_or("not defined; browsers skip it"), out),
        Item::SignedUrl(signed) => signed_url(signed, out),
        Item::Line(line) => row(&line.value, "", &line.meaning, out),
        Item::Plain(_) => {
            let secrets = if header.is_empty() { find::in_url(value) } else { find::in_header(header, value) };
            row(header, &redact::printable(&find::masked(value, &secrets)), "", out);
        }
        Item::Command => row("curl", "", "", out),
        // Shown with their place and verdict by the caller.
        Item::Token(_) | Item::Found(_) => {}
    }
}

fn shown(value: &str, secret: bool) -> String {
    if secret { redact::secret(value) } else { format!("\"{}\"", redact::printable(value)) }
}

fn row(name: &str, value: &str, meaning: &str, out: &mut String) {
    let dash = if meaning.is_empty() { "" } else { " — " };
    let space = if name.is_empty() || value.is_empty() { "" } else { " " };
    let _ = writeln!(out, "  {}{space}{value}{dash}{meaning}", redact::printable(name));
}

fn explained(one: &Explained, out: &mut String) {
    let registered = match one.iana {
        Iana::Registered => "registered with IANA",
        Iana::NotRegistered => "not registered with IANA",
    };
    let title = if one.title.is_empty() { "(no auth-scheme)" } else { &one.title };
    let comma = if one.reference.is_empty() { "" } else { ", " };
    let _ = writeln!(out, "{} ({}{comma}{registered})\n  {}", redact::printable(title), one.reference, one.summary);
    for param in &one.params {
        row(&param.name, &shown(&param.value, param.secret), &param.meaning, out);
        for note in &param.notes {
            let _ = writeln!(out, "    ! {}", redact::printable(note));
        }
    }
    for note in &one.notes {
        let _ = writeln!(out, "  ! {}", redact::printable(note));
    }
}

fn set_cookie(cookie: &SetCookie, out: &mut String) {
    row(&cookie.name, &shown(&cookie.value, true), "", out);
    for attribute in &cookie.attributes {
        let value = if attribute.value.is_empty() { String::new() } else { shown(&attribute.value, false) };
        let meaning = cookie::attribute_meaning(&attribute.name, &attribute.value).unwrap_or_default();
        row(&format!("  {}", attribute.name), &value, meaning, out);
    }
    if cookie.max_age.is_some_and(|seconds| seconds <= 0) {
        out.push_str("    ! browsers delete the cookie at once\n");
    }
    if let Some(why) = cookie.refused() {
        let _ = writeln!(out, "    ! browsers refuse it: {}", why.words());
    }
}

fn signed_url(signed: &SignedUrl, out: &mut String) {
    let _ = writeln!(out, "{}, signature not checked", signed.kind.name());
    for (what, at) in [("works from", signed.starts), ("works until", signed.expires)] {
        if let Some(at) = at {
            let _ = writeln!(out, "  {what} {}", at.iso());
        }
    }
    for param in &signed.params {
        let detail = param.detail.as_ref().map(|d| format!(": {d}")).unwrap_or_default();
        row(&param.name, &shown(&param.value, param.secret), &format!("{}{detail}", param.words), out);
    }
}
