//! JWE in compact form (RFC 7516 §7.1). Only the header is readable: the rest is encrypted.

use std::ops::Range;

use serde_json::{Map, Value};

use super::jws::{self, Form};
use super::{Read, Token, base64url, jwa};
use crate::fault::Fault;

/// An encrypted token. Its claims cannot be read without the recipient's key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Jwe {
    /// How it is written down.
    pub form: Form,
    /// The protected header; empty when it could not be read.
    pub header: Map<String, Value>,
    /// Members that are not protected (JSON forms only), shared and of each recipient.
    pub unprotected: Map<String, Value>,
    /// Length of the encrypted key in bytes, one for each recipient; 0 with direct encryption.
    pub key_bytes: Vec<usize>,
    /// Length of the initialization vector in bytes.
    pub iv_bytes: usize,
    /// Length of the ciphertext in bytes: about the length of the claims.
    pub ciphertext_bytes: usize,
    /// Length of the authentication tag in bytes.
    pub tag_bytes: usize,
    /// Where the five parts stand in the text of a compact token.
    pub parts: Vec<Range<usize>>,
}

impl Jwe {
    /// Compares the parts of a compact token with what its algorithms make.
    fn note_lengths(&self, faults: &mut Vec<Fault>) {
        let text = |name: &str| self.get(name).and_then(Value::as_str).unwrap_or_default();
        let [_, key, iv, _, tag] = self.parts.as_slice() else { return };
        let (alg, enc) = (text("alg"), text("enc"));
        if jwa::is_direct(alg) && !key.is_empty() {
            faults.push(Fault::new(key.start, format!("with alg {alg} no encrypted key may stand here (RFC 7518 §4)")));
        }
        let Some((iv_bytes, tag_bytes)) = jwa::iv_and_tag_bytes(enc) else { return };
        faults.extend(jwa::length("initialization vector", self.iv_bytes, iv_bytes, enc, iv));
        faults.extend(jwa::length("authentication tag", self.tag_bytes, tag_bytes, enc, tag));
    }

    /// A member of the header, protected or not.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.header.get(name).or_else(|| self.unprotected.get(name))
    }
}

/// Reads a compact JWE of five parts, or one that lost or gained a part.
pub fn read(text: &str) -> Option<Read> {
    if !text.contains('.') || text.starts_with(['{', '[', '<']) {
        return None;
    }
    let parts = jws::split(text);
    if parts.len() < 4 {
        return None;
    }
    let mut faults = Vec::new();
    let (header, _) = jws::header(text, parts.first()?.clone(), &mut faults);
    let empty = parts.first().is_some_and(Range::is_empty) && parts.len() == 5;
    if header.is_none() && !empty {
        return None;
    }
    let header = header.unwrap_or_default();
    if parts.len() != 5 && !header.contains_key("enc") && parts.len() < 6 {
        return None;
    }
    let mut part = |index: usize, name| {
        let at = parts.get(index).cloned().unwrap_or(text.len()..text.len());
        base64url::decode(text, at, name, &mut faults).bytes.len()
    };
    let mut jwe = Jwe {
        key_bytes: vec![part(1, "encrypted key")],
        iv_bytes: part(2, "initialization vector"),
        ciphertext_bytes: part(3, "ciphertext"),
        tag_bytes: part(4, "authentication tag"),
        ..Jwe::default()
    };
    let start = parts.first().map_or(0, |p| p.start);
    if !header.is_empty() && !header.contains_key("enc") {
        faults.push(Fault::new(start, "the header names no content encryption (enc)"));
    }
    if parts.len() != 5 {
        jwe.form = Form::Malformed;
        let (at, count) = match parts.len() {
            4 => (text.len(), "four parts instead of five: an encrypted token lost one"),
            _ => (parts.get(5).map_or(0, |p| p.start - 1), "more than five parts"),
        };
        faults.push(Fault::new(at, count));
    }
    jwe.header = header;
    jwe.parts = parts;
    jwe.note_lengths(&mut faults);
    Some((Token::Jwe(jwe), faults))
}
