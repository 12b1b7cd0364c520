//! A token in words.

use std::fmt::Write;

use serde_json::{Map, Value};

use super::{row, shown};
use crate::instant::Instant;
use crate::redact;
use crate::token::jws::{Form, Payload};
use crate::token::reading::{Reading, hex};
use crate::token::signature::Verdict;
use crate::token::{Claims, DateForm, Jwe, Jws, Token, checks, meaning, role};

/// Longer values of a member are cut here, in characters.
const MOST_CHARS: usize = 400;

/// Writes what a token is, what it says, and what came of checking its signature.
pub(super) fn token(token: &Token, verdict: Option<&Verdict>, out: &mut String) {
    match token {
        Token::Jws(jws) => self::jws(jws, token, verdict, out),
        Token::Jwe(jwe) => self::jwe(jwe, out),
        Token::Other(reading) => self::reading(reading, out),
        Token::Opaque { length: 0, .. } => {}
        Token::Opaque { vendor, length } => {
            let kind = vendor.unwrap_or("opaque token: nothing in it can be read");
            let _ = writeln!(out, "{kind} ({length} bytes)");
        }
    }
    if let (Some(verdict), false) = (verdict, matches!(token, Token::Jws(_))) {
        let _ = writeln!(out, "  {}", verdict.words());
    }
}

fn jws(jws: &Jws, token: &Token, verdict: Option<&Verdict>, out: &mut String) {
    let judged = role::judge(token);
    let form = match jws.form {
        Form::Compact | Form::Malformed => "",
        Form::Flattened => ", written as JSON",
        Form::General => ", written as JSON with a list of signatures",
    };
    let why = if judged.reasons.is_empty() { String::new() } else { format!(": {}", judged.reasons.join("; ")) };
    let _ = writeln!(out, "{}{form}{}", redact::printable(&judged.name), redact::printable(&why));
    if let Some(maker) = judged.maker {
        let _ = writeln!(out, "  made by {maker}");
    }
    let signed = match (verdict, jws.alg()) {
        (Some(verdict), _) => verdict.words(),
        (None, Some(alg)) if alg.eq_ignore_ascii_case("none") => "not signed at all (alg: none)".into(),
        (None, _) if jws.signature_bytes == 0 => "no signature".into(),
        (None, _) => format!("signature of {} bytes, not checked", jws.signature_bytes),
    };
    let _ = writeln!(out, "  {signed}");
    for note in checks::notes(token) {
        let _ = writeln!(out, "  ! {}", redact::printable(&note));
    }
    let several = jws.signatures.len() > 1;
    for (index, one) in jws.signatures.iter().enumerate() {
        let _ = match several {
            true => writeln!(out, "  header {}", index + 1),
            false if one.header.is_empty() => Ok(()),
            false => writeln!(out, "  header"),
        };
        members(&one.header, meaning::header, out);
        if !one.unprotected.is_empty() {
            out.push_str("  header outside of the signature\n");
            members(&one.unprotected, meaning::header, out);
        }
    }
    match (&jws.claims, &jws.payload) {
        // It is shown below, masked as any token.
        _ if jws.nested.is_some() => {}
        (Some(claims), _) => self::claims(claims, meaning::claim, false, out),
        (None, Payload::Json(value)) => row("payload", &cut(&value.to_string()), "", out),
        (None, Payload::Text(text)) => row("payload", &cut(&shown(text, false)), "", out),
        (None, Payload::Bytes(bytes)) => row("payload", &cut(&hex(bytes)), "bytes in hexadecimal digits", out),
        (None, Payload::Detached) => out.push_str("  the payload travels apart from the token (RFC 7515 appendix F)\n"),
    }
    if let Some(nested) = &jws.nested {
        out.push_str("\nInside of it\n");
        self::token(nested, None, out);
    }
}

fn jwe(jwe: &Jwe, out: &mut String) {
    out.push_str("encrypted token (JWE): only its header can be read without the key\n");
    if !jwe.header.is_empty() {
        out.push_str("  header\n");
    }
    members(&jwe.header, meaning::encrypted_header, out);
    if !jwe.unprotected.is_empty() {
        out.push_str("  header outside of the protection\n");
        members(&jwe.unprotected, meaning::encrypted_header, out);
    }
    let parts: [(&str, usize); 4] = [
        ("encrypted key", jwe.key_bytes.iter().sum()),
        ("initialization vector", jwe.iv_bytes),
        ("encrypted content", jwe.ciphertext_bytes),
        ("authentication tag", jwe.tag_bytes),
    ];
    for (name, bytes) in parts {
        let _ = writeln!(out, "  {name}: {bytes} bytes");
    }
}

fn reading(reading: &Reading, out: &mut String) {
    let _ = writeln!(out, "{}", redact::printable(&reading.name));
    for field in &reading.fields {
        row(&field.name, &cut(&shown(&field.value, field.secret)), "", out);
    }
    if let Some(unread) = reading.unread {
        let _ = writeln!(out, "  {unread}");
    }
    if let Some(claims) = &reading.claims {
        // The session of a framework has names of its own: its user_id is not Firebase's.
        let is_jwt = matches!(reading.kind, "sd-jwt" | "paseto");
        self::claims(claims, if is_jwt { meaning::claim } else { |_| None }, reading.kind == "paseto", out);
    }
}

/// `written_out`: the format writes times as text (RFC 3339), as PASETO does.
fn claims(claims: &Claims, gloss: fn(&str) -> Option<&'static str>, written_out: bool, out: &mut String) {
    out.push_str("  claims\n");
    for (name, value) in &claims.0 {
        let is_time = crate::token::claims::TIMES.contains(&name.as_str());
        let time = is_time.then(|| claims.time(name)).flatten();
        let time = time.map(|date| match date.form {
            DateForm::Seconds => date.instant.iso(),
            DateForm::Text => format!("{}, but in a string; a number is meant (RFC 7519 §2)", date.instant.iso()),
            DateForm::Milliseconds => {
                let meant = Instant::from_millis(date.instant.millis() / 1000);
                format!("{}, but in milliseconds; seconds are meant (RFC 7519 §2)", meant.iso())
            }
            DateForm::Absurd => "no plausible time".to_owned(),
        });
        let time = time.or_else(|| match value.as_str().and_then(Instant::parse_rfc3339) {
            _ if !is_time => None,
            Some(at) if written_out => Some(at.iso()),
            _ => Some("no time: a number of seconds is meant (RFC 7519 §2)".to_owned()),
        });
        member(name, value, time.as_deref(), gloss(name), out);
    }
}

fn members(members: &Map<String, Value>, gloss: fn(&str) -> Option<&'static str>, out: &mut String) {
    for (name, value) in members {
        member(name, &checks::shown(name, value), None, gloss(name), out);
    }
}

fn member(name: &str, value: &Value, time: Option<&str>, gloss: Option<&str>, out: &mut String) {
    let meaning = [time, gloss].into_iter().flatten().collect::<Vec<_>>().join("; ");
    row(&format!("  {name}"), &cut(&redact::printable(&value.to_string())), &meaning, out);
}

/// A long value, cut with a word that says so.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}… ({} characters)", text.get(..at).unwrap_or_default(), text.chars().count()),
    }
}
