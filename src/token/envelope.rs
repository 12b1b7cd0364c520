//! What stands around a token by mistake: whitespace, quotes, a scheme, an encoding of the whole.

use super::{MAX_BYTES, base64url};
use crate::fault::Fault;

/// A token without what stood around it.
pub(super) struct Peeled {
    pub text: String,
    pub faults: Vec<Fault>,
    pub offsets: Offsets,
}

/// Leads from bytes of the peeled text back to bytes of the text as it was given.
pub(super) struct Offsets(Vec<usize>);

impl Offsets {
    /// The offset in the given text.
    pub fn of(&self, at: usize) -> usize {
        // An empty list stands for the very common case that nothing was taken off.
        if self.0.is_empty() { at } else { self.0.get(at).or(self.0.last()).copied().unwrap_or(at) }
    }

    /// For a peeled text whose byte `i` stood at `source(i)`, `len` bytes long.
    fn then(&self, len: usize, source: impl Fn(usize) -> usize) -> Offsets {
        Offsets((0..=len).map(|i| self.of(source(i))).collect())
    }
}

const SCHEMES: [&str; 6] = ["Bearer", "DPoP", "JWT", "Token", "OAuth", "Basic"];
const QUOTES: [char; 7] = ['"', '\'', '`', '\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}'];
const INVISIBLE: [char; 4] = ['\u{feff}', '\u{200b}', '\u{2060}', '\u{a0}'];

/// Takes off what stands around a token, naming each thing. `known` says whether some kind of token
/// reads a text: an encoding is only taken off when a token comes to light.
pub(super) fn peel(given: &str, known: impl Fn(&str) -> bool) -> Peeled {
    let mut peeled = Peeled { text: String::new(), faults: Vec::new(), offsets: Offsets(Vec::new()) };
    let mut text = given;
    if text.len() > MAX_BYTES {
        let mut end = MAX_BYTES;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let what = format!("the token has {} bytes; only the first {end} are read", text.len());
        peeled.faults.push(Fault::new(end, what));
        text = text.get(..end).unwrap_or_default();
    }
    text = peeled.trim(given, text);
    for scheme in SCHEMES {
        let (Some(word), Some(rest)) = (text.get(..scheme.len()), text.get(scheme.len()..)) else { continue };
        if word.eq_ignore_ascii_case(scheme) && rest.starts_with(' ') && known(rest.trim_start()) {
            let what = format!("\"{word}\" is the auth-scheme before the token, not a part of it");
            peeled.faults.push(Fault::new(offset(given, text), what));
            text = rest.trim_start();
        }
    }
    let inner = text.trim_matches(QUOTES);
    if inner.len() < text.len() && !inner.is_empty() {
        let at = if text.starts_with(QUOTES) { offset(given, text) } else { offset(given, inner) + inner.len() };
        peeled.faults.push(Fault::new(at, "quotes stand around the token"));
        text = peeled.trim(given, inner);
    }
    let whole = text.trim_end_matches(['.', '…']);
    if (text.ends_with("...") || text.ends_with('…')) && known(whole) {
        let at = offset(given, text) + whole.len();
        peeled.faults.push(Fault::new(at, "the token ends in an ellipsis: what showed it had cut it"));
        text = whole;
    }
    let start = offset(given, text);
    if start > 0 {
        peeled.offsets = peeled.offsets.then(text.len(), |i| start + i);
    }
    peeled.text = text.to_owned();
    peeled.percent(&known);
    peeled.base64(&known);
    peeled
}

impl Peeled {
    /// Takes whitespace and invisible characters off both ends.
    fn trim<'t>(&mut self, given: &str, text: &'t str) -> &'t str {
        let out = |c: char| c.is_whitespace() || INVISIBLE.contains(&c);
        let inner = text.trim_matches(out);
        if inner.is_empty() {
            self.faults.push(Fault::new(offset(given, text), "there is no token here"));
            return inner;
        }
        if !text.starts_with(inner) {
            self.faults.push(Fault::new(offset(given, text), "whitespace stands before the token"));
        }
        if !text.ends_with(inner) {
            self.faults.push(Fault::new(offset(given, inner) + inner.len(), "whitespace follows the token"));
        }
        inner
    }

    /// Takes off percent-encoding, twice if it was done twice.
    fn percent(&mut self, known: &impl Fn(&str) -> bool) {
        // `Issuer=https%3A%2F%2F…&HMACSHA256=…`: there it belongs to the values.
        if self.text.contains('&') && known(&self.text) {
            return;
        }
        for what in ["the token is percent-encoded", "the token is percent-encoded twice"] {
            let Some(at) = first_escape(&self.text) else { return };
            let (decoded, sources) = decode_percent(&self.text);
            let Ok(decoded) = String::from_utf8(decoded) else { return };
            if !known(&decoded) && first_escape(&decoded).is_none() {
                return;
            }
            self.faults.push(Fault::new(self.offsets.of(at), what));
            let end = self.text.len();
            let of = |i: usize| sources.get(i).copied().unwrap_or(end);
            self.offsets = self.offsets.then(decoded.len(), of);
            self.text = decoded;
        }
    }

    /// Takes off base64 around a whole token.
    fn base64(&mut self, known: &impl Fn(&str) -> bool) {
        // "ZXlK" is the base64 of "eyJ", with which every compact JOSE token begins.
        if !self.text.starts_with("ZXlK") {
            return;
        }
        let decoded = base64url::either(&self.text).and_then(|b| String::from_utf8(b).ok());
        let Some(decoded) = decoded.filter(|text| known(text)) else { return };
        self.faults.push(Fault::new(self.offsets.of(0), "the whole token is base64-encoded once more"));
        self.offsets = self.offsets.then(decoded.len(), |i| i * 4 / 3);
        self.text = decoded;
    }
}

/// The first `%` with two hexadecimal digits after it.
fn first_escape(text: &str) -> Option<usize> {
    text.match_indices('%').map(|(at, _)| at).find(|at| escaped(text, *at).is_some())
}

/// The byte that the percent escape at `at` stands for.
fn escaped(text: &str, at: usize) -> Option<u8> {
    let digits = text.get(at + 1..at + 3).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// Decodes percent-encoding; with each byte, where it stood.
fn decode_percent(text: &str) -> (Vec<u8>, Vec<usize>) {
    let (mut bytes, mut sources) = (Vec::new(), Vec::new());
    let mut skip = 0;
    for (at, byte) in text.bytes().enumerate() {
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let decoded = if byte == b'%' { escaped(text, at) } else { None };
        skip = if decoded.is_some() { 2 } else { 0 };
        bytes.push(decoded.unwrap_or(byte));
        sources.push(at);
    }
    (bytes, sources)
}

/// Where the part of a text begins in it.
fn offset(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize).min(whole.len())
}
