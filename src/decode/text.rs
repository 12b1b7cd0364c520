//! What was decoded, for people: secrets masked, each fault under its place.

use std::fmt::Write;

use super::{Decoded, Item};
use crate::http::cookie::SetCookie;
use crate::http::schemes::{self, Explained, Iana};
use crate::http::signed_url::SignedUrl;
use crate::http::{auth_info, authentication_control};
use crate::redact;
use crate::token::{DateForm, Token};

/// So many bytes of the line are shown on each side of a fault.
const AROUND: usize = 36;

pub(super) fn text(decoded: &Decoded) -> String {
    let mut out = String::new();
    for (_, item) in &decoded.items {
        if !out.is_empty() && !matches!(item, Item::Cookie(_) | Item::Info(_) | Item::Clear(_) | Item::Plain(_)) {
            out.push('\n');
        }
        self::item(item, decoded.header.as_deref().unwrap_or(""), &mut out);
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
        use Item::{Cookie, Credentials, InUrl, Plain, SetCookie, SignedUrl, Token};
        matches!(item, Credentials(_) | Token(_) | InUrl(..) | Cookie(_) | SetCookie(_) | SignedUrl(_) | Plain(_))
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
    let plain = |text: &str| redact::printable(text).replace(['\t', '\n'], " "); // one column each
    let (before, after) = (plain(before), plain(after));
    let _ = writeln!(out, "    {before}{after}\n    {}^", " ".repeat(before.chars().count()));
}

fn item(item: &Item, header: &str, out: &mut String) {
    match item {
        Item::Challenge(one) => explained(&schemes::explain(one), out),
        Item::Credentials(one) => {
            explained(&schemes::explain_credentials(one), out);
            let token = one.token68().map(crate::token::read);
            if let Some((token, _)) = token.filter(|(token, _)| token.jws().is_some()) {
                out.push('\n');
                self::token(&token, out);
            }
        }
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
            row(&param.name, &shown(&param.value, false), auth_info::meaning(&param.name).unwrap_or(""), out)
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
        Item::Token(one) => token(one, out),
        Item::InUrl(name, one) => {
            let _ = writeln!(out, "{}", redact::printable(name));
            token(one, out);
        }
        Item::SignedUrl(signed) => signed_url(signed, out),
        Item::Plain(value) => row(header, &shown(value, redact::is_secret_name(header)), "", out),
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
        let _ = writeln!(out, "    {} {value}", redact::printable(&attribute.name));
    }
    if let Some(why) = cookie.refused() {
        let _ = writeln!(out, "    ! {why:?}");
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

fn token(token: &Token, out: &mut String) {
    let jws = match token {
        Token::Jws(jws) => jws,
        Token::Jwe(jwe) => {
            out.push_str("encrypted JSON Web Token: only its header can be read without the key\n");
            for (name, value) in &jwe.header {
                row(name, &redact::printable(&value.to_string()), "", out);
            }
            return;
        }
        Token::Other(reading) => {
            let _ = writeln!(out, "{}", redact::printable(&reading.name));
            for field in &reading.fields {
                row(&redact::printable(&field.name), &shown(&field.value, field.secret), "", out);
            }
            if let Some(unread) = reading.unread {
                let _ = writeln!(out, "  {unread}");
            }
            for (name, value) in reading.claims.iter().flat_map(|claims| &claims.0) {
                row(&format!("  {name}"), &redact::printable(&value.to_string()), "", out);
            }
            return;
        }
        Token::Opaque { vendor, length } => {
            let kind = vendor.unwrap_or("opaque token: nothing in it can be read");
            let _ = writeln!(out, "{kind} ({length} bytes)");
            return;
        }
    };
    let _ = writeln!(out, "JSON Web Token, signature not checked ({} bytes)", jws.signature_bytes);
    for (name, value) in &jws.header {
        row(name, &redact::printable(&value.to_string()), "", out);
    }
    let Some(claims) = &jws.claims else { return };
    out.push_str("  claims\n");
    for (name, value) in &claims.0 {
        let date = matches!(name.as_str(), "exp" | "nbf" | "iat" | "auth_time").then(|| claims.time(name)).flatten();
        let meaning = date.map_or(String::new(), |date| match date.form {
            DateForm::Seconds => date.instant.iso(),
            DateForm::Text => format!("{}, but in a string", date.instant.iso()),
            DateForm::Milliseconds => "milliseconds; seconds are meant (RFC 7519 §2)".to_owned(),
            DateForm::Absurd => "no plausible time".to_owned(),
        });
        row(&format!("  {name}"), &redact::printable(&value.to_string()), &meaning, out);
    }
}
