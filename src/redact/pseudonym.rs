//! Stand-ins for secrets. The same secret gets the same one within a recording, so that a reader
//! (and every rule) still sees which values are equal; it keeps the form of the secret, so that it
//! still is what it was: a token of a vendor, a cookie of that length, credentials for Basic.
//!
//! They are numbered in order of appearance and never computed from the secret: a short password
//! could be guessed from its hash.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{find, message};
use crate::token::{Token, base64url, jws, opaque, read};

/// Gives stand-ins, and remembers them.
#[derive(Debug, Default)]
pub struct Pseudonyms {
    /// Each secret, percent-decoded, with its number.
    numbers: HashMap<String, usize>,
    /// Secrets as they were written, with their stand-ins.
    written: HashMap<String, String>,
}

impl Pseudonyms {
    /// The stand-in for a secret. What stands where a secret should be, `undefined` or `${TOKEN}`,
    /// is none and stays; so do white space and quotes around it.
    pub fn of(&mut self, secret: &str) -> String {
        let inner = secret.trim_matches([' ', '\t', '\r', '\n', '"', '\'']);
        if inner.is_empty() || is_placeholder(inner) {
            return secret.to_owned();
        }
        let stand_in = self.inner(inner);
        self.written.insert(inner.to_owned(), stand_in.clone());
        let start = secret.find(inner).unwrap_or(0);
        let (before, after) = (secret.get(..start), secret.get(start + inner.len()..));
        format!("{}{stand_in}{}", before.unwrap_or_default(), after.unwrap_or_default())
    }

    /// The stand-in for `user:password`, each for itself.
    pub fn user_and_password(&mut self, secret: &str) -> String {
        match secret.split_once(':') {
            Some((user, password)) => format!("{}:{}", self.of(user), self.of(password)),
            None => self.of(secret),
        }
    }

    /// The stand-in for what follows `Basic` (RFC 7617 §2): it decodes, and has a colon where the
    /// original had one.
    pub fn basic(&mut self, encoded: &str) -> String {
        let Some(text) = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return self.of(encoded);
        };
        let stand_in = STANDARD.encode(self.user_and_password(&text));
        self.written.insert(encoded.trim().to_owned(), stand_in.clone());
        stand_in
    }

    /// Every secret as it was written, with its stand-in.
    pub fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        self.written.iter().map(|(secret, stand_in)| (secret.as_str(), stand_in.as_str()))
    }

    /// Takes the digests of secrets for secrets, too: what fitted a PKCE verifier fits its stand-in (RFC 7636 §4.2).
    pub fn digest(&mut self) {
        let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
        let verifiers = self.written.iter().filter(|(secret, _)| (43..=128).contains(&secret.len()) && plain(secret));
        let digests: Vec<_> =
            verifiers.map(|(secret, stand_in)| (base64url::digest(secret), base64url::digest(stand_in))).collect();
        self.written.extend(digests);
    }

    fn inner(&mut self, text: &str) -> String {
        if let Some(token) = self.jose(text) {
            return token;
        }
        let number = self.number(text);
        if let Some(message) = message::without_proofs(text, number) {
            return message;
        }
        let kept = paseto(text).or_else(|| opaque::prefix(text)).unwrap_or_default();
        let rest = text.get(kept.len()..).unwrap_or_default();
        format!("{kept}{}", disguise(rest, number))
    }

    /// A JWT keeps its header and its claims and loses its signature; an encrypted token keeps its
    /// header. `None` for anything else.
    fn jose(&mut self, text: &str) -> Option<String> {
        let keep = match read(text).0 {
            Token::Jws(token) if token.form == jws::Form::Compact || token.parts.len() > 1 => 2,
            Token::Jwe(_) => 1,
            _ => return None,
        };
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'=')) {
            return None;
        }
        let parts: Vec<_> = text
            .split('.')
            .enumerate()
            .map(|(at, part)| match at {
                0 => part.to_owned(),
                _ if part.is_empty() => String::new(),
                at if at < keep => self.claims(part).unwrap_or_else(|| part.to_owned()),
                _ => {
                    let number = self.number(part);
                    let mut part = disguise(part, number);
                    // The last character holds bits that base64 leaves at zero (RFC 4648 §3.5).
                    if part.pop().is_some() {
                        part.push('A');
                    }
                    part
                }
            })
            .collect();
        Some(parts.join("."))
    }

    /// The claims again, where some of them are secrets themselves; otherwise they stay to the byte.
    fn claims(&mut self, part: &str) -> Option<String> {
        let text = String::from_utf8(base64url::either(part)?).ok()?;
        serde_json::from_str::<Value>(&text).ok()?;
        let secrets = find::in_body(&text);
        if secrets.is_empty() {
            return None;
        }
        let shown = find::replaced(&text, &secrets, |secret| self.of(secret));
        Some(base64url::encode(shown.as_bytes()))
    }

    fn number(&mut self, secret: &str) -> usize {
        let next = self.numbers.len() + 1;
        let plain = decoded(secret);
        *self.numbers.entry(plain).or_insert(next)
    }
}

/// The version and the purpose of a PASETO.
fn paseto(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('v')?.strip_prefix(['1', '2', '3', '4'])?;
    let rest = rest.strip_prefix(".local.").or_else(|| rest.strip_prefix(".public."))?;
    text.get(..text.len() - rest.len())
}

/// Whether a value is no secret but what a slip put in its place.
pub fn is_placeholder(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "undefined", "null", "none", "nil", "nan", "true", "false", "deleted", "delete", "expired", "redacted",
        "token", "access_token", "accesstoken", "jwt", "bearer", "basic", "masked",
    ];
    let lower = decoded(text).to_ascii_lowercase();
    let lower = lower.trim();
    WORDS.contains(&lower)
        || lower == "undefined undefined"
        || lower.starts_with("[object ")
        || lower.starts_with("async ")
        || lower.starts_with("function")
        || lower.contains("=>")
        || [
            "${", "{{", "{token", "{access", "<", "your_", "your-", "yourtoken", "process.env", "import.meta",
            "%token%", "%s", "$token",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
        || lower.chars().all(|c| matches!(c, '*' | 'x' | '•' | '.' | '-' | '0'))
}

/// The form of a secret without its content: letters and digits are replaced, punctuation stays
/// unless the secret is little else.
fn disguise(secret: &str, number: usize) -> String {
    let plain = decoded(secret);
    let own: Vec<char> = plain.chars().filter(char::is_ascii_alphanumeric).collect();
    let keep_marks = own.len() >= 4 && own.len() * 2 >= plain.chars().count();
    let places = if keep_marks { own.len() } else { plain.chars().filter(|c| !c.is_whitespace()).count() };
    let mut fill = filling(&own, places, number).into_iter();
    let mut out = String::with_capacity(secret.len());
    let mut rest = secret;
    while let Some(c) = rest.chars().next() {
        // `%2B` stays where `+` would.
        let escape = rest.get(..3).filter(|text| is_escape(text));
        let real = escape.and_then(|text| u8::from_str_radix(text.get(1..)?, 16).ok()).map_or(c, char::from);
        let written = escape.unwrap_or_else(|| rest.get(..c.len_utf8()).unwrap_or_default());
        rest = rest.get(written.len()..).unwrap_or_default();
        let stays = if keep_marks { !real.is_ascii_alphanumeric() && real.is_ascii() } else { real.is_whitespace() };
        if stays {
            out.push_str(written);
        } else if real == '\u{fffd}' {
            // What was lost is no secret.
            out.push_str(written);
        } else if !real.is_ascii() {
            // What no header may hold stays something that no header may hold (RFC 9110 §5.5).
            out.push(if u32::from(real) < 256 { 'ß' } else { 'ж' });
        } else {
            out.extend(fill.next());
        }
    }
    out.extend(fill);
    out
}

/// `7masked7masked…` over at least `places`; digits for digits, hexadecimal for hexadecimal.
fn filling(own: &[char], places: usize, number: usize) -> Vec<char> {
    let number = number.to_string();
    let digits = own.iter().all(char::is_ascii_digit) && !own.is_empty();
    let hex = own.len() >= 8 && own.iter().all(char::is_ascii_hexdigit);
    let upper = own.iter().any(char::is_ascii_uppercase) && !own.iter().any(char::is_ascii_lowercase);
    if digits {
        // Never a number that the secret could be by chance: it begins with zeros.
        return format!("{number:0>places$}").chars().collect();
    }
    let word = if hex { "facade" } else { "masked" };
    let word = if upper { word.to_ascii_uppercase() } else { word.to_owned() };
    let once: Vec<char> = number.chars().chain(word.chars()).collect();
    // A mark after the number keeps 1 and 11 apart, however little room there is.
    once.iter().copied().cycle().take(places.max(number.len() + 1)).collect()
}

fn is_escape(text: &str) -> bool {
    text.starts_with('%') && text.bytes().skip(1).all(|b| b.is_ascii_hexdigit())
}

/// Percent-decoded (RFC 3986 §2.1); `+` is kept.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_keeps_its_form() {
        for (secret, shown) in [
            ("hunter2hunter2", "1masked1masked"),
            ("HUNTER2HUNTER2", "1MASKED1MASKED"),
            ("0123456789abcdef", "1facade1facade1f"),
            ("6f1c2a34-1b2c-4d3e-8f90-0a1b2c3d4e5f", "1facade1-faca-de1f-acad-e1facade1fac"),
            ("4711", "0001"),
            ("a", "1m"),
            ("!?!", "1ma"),
            ("päss", "1ma"),
            ("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_1masked1masked1masked1masked1masked1"),
            ("abc+/def%3D==", "1ma+/ske%3D=="),
            (" padded1\n", " 1masked\n"),
            ("\"quoted\"", "\"1maske\""),
            ("undefined", "undefined"),
            ("${TOKEN}", "${TOKEN}"),
            ("", ""),
        ] {
            let got = Pseudonyms::default().of(secret);
            if secret == "päss" {
                assert!(!got.contains("ss") && got.contains('ß'), "{got}");
                continue;
            }
            assert_eq!(got, shown, "{secret}");
        }
    }

    #[test]
    fn equal_secrets_have_equal_stand_ins_and_others_do_not() {
        let mut names = Pseudonyms::default();
        let of: Vec<_> = (0..500).map(|n| names.of(&format!("k{n}"))).collect();
        let unlike: std::collections::HashSet<_> = of.iter().collect();
        assert_eq!(unlike.len(), 500);
        assert_eq!(names.of("k7"), of[7]);
        // A cookie is percent-encoded where the header is not (RFC 6265bis §4.1.1).
        let (header, cookie) = (names.of("ab+cd/ef="), names.of("ab%2Bcd/ef%3D"));
        assert_eq!(decoded(&cookie), header);
    }

    #[test]
    fn a_jwt_keeps_header_and_claims() {
        let mut names = Pseudonyms::default();
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJl";
        let shown = names.of(token);
        assert_eq!(shown, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiZXhwIjoxNzAwMDAwMDAwfQ.1masked1masA");
        assert_eq!(names.of(token), shown);
        // Cut off, or without a signature, it stays what it was.
        assert_eq!(names.of("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."), "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.");
    }

    #[test]
    fn basic_credentials_stay_credentials() {
        let mut names = Pseudonyms::default();
        let shown = names.basic(&STANDARD.encode("ann:open sesame"));
        let text = String::from_utf8(STANDARD.decode(shown).unwrap()).unwrap();
        assert_eq!(text, "1ma:2mas ked2ma");
        assert_eq!(names.basic("not base64 at all"), names.of("not base64 at all"));
    }
}
