//! JWS in compact form, and so JWT (RFC 7515 §7.1, RFC 7519); the JSON forms are in `jws_json`.

use std::ops::Range;

use serde_json::{Map, Value};

use super::{Claims, Read, Token, base64url, jwa, lenient_json};
use crate::fault::Fault;

/// A JWS: header, payload, signature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Jws {
    /// How it is written down.
    pub form: Form,
    /// The JOSE header (RFC 7515 §4), protected and unprotected members together; empty when it
    /// could not be read. With several signatures, the header of the first.
    pub header: Map<String, Value>,
    /// What is signed.
    pub payload: Payload,
    /// The claims set, when the payload is a JSON object (RFC 7519 §3).
    pub claims: Option<Claims>,
    /// Length of the decoded signature in bytes; 0 for an unsecured JWS.
    pub signature_bytes: usize,
    /// The payload as it stands in the token: what the signature is computed over (RFC 7515 §5.2).
    pub encoded_payload: String,
    /// Each signature with its own headers: one, or several in the general JSON form.
    pub signatures: Vec<Signature>,
    /// Where header, payload and signature stand in the text of a compact token.
    pub parts: Vec<Range<usize>>,
    /// A token inside the payload (`cty: JWT`, RFC 7519 §5.2).
    pub nested: Option<Box<Token>>,
}

/// How a JWS or JWE is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Parts joined by dots.
    #[default]
    Compact,
    /// JSON with one signature or recipient.
    Flattened,
    /// JSON with a list of signatures or recipients.
    General,
    /// Parts joined by dots, but not as many as the RFC wants: nobody accepts it.
    Malformed,
}

/// What a JWS signs.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Payload {
    /// Nothing stands there: the payload travels elsewhere, usually as the body (RFC 7515 appendix F).
    #[default]
    Detached,
    /// JSON; an object is a claims set.
    Json(Value),
    /// Text that is no JSON.
    Text(String),
    /// Bytes that are no UTF-8.
    Bytes(Vec<u8>),
}

/// One signature of a JWS.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    /// The protected header as it stands in the token: the first half of what is signed.
    pub protected: String,
    /// The members of the protected header, decoded.
    pub header: Map<String, Value>,
    /// Members that the signature does not cover (JSON forms only).
    pub unprotected: Map<String, Value>,
    /// The signature itself.
    pub value: Vec<u8>,
    /// Whether header, payload and signature keep base64url to the letter. A verifier refuses what
    /// does not (RFC 7515 §5.2).
    pub strict: bool,
}

impl Signature {
    /// A member of its header, protected before unprotected.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.header.get(name).or_else(|| self.unprotected.get(name))
    }

    /// `kid`: the name of the key that made it (RFC 7515 §4.1.4).
    pub fn kid(&self) -> Option<&str> {
        self.get("kid").and_then(Value::as_str)
    }
}

/// Reads a compact JWS, whole or broken. `None` when neither its header nor its payload is readable.
pub fn read(text: &str) -> Option<Read> {
    if !text.contains('.') && !text.starts_with("ey") || text.starts_with(['{', '[', '<']) {
        return None;
    }
    let mut parts = split(text);
    if parts.len() > 4 && !text.starts_with("ey") {
        return None;
    }
    let mut faults = Vec::new();
    let at = parts.first().cloned().unwrap_or(0..0);
    let (protected, strict) = header(text, at.clone(), &mut faults);
    let dotted = join_unencoded(text, protected.as_ref(), &mut parts, &mut faults);
    if parts.len() > 4 {
        return None;
    }
    let mut found = parts.iter().skip(1).cloned();
    let has = |name| protected.as_ref().is_some_and(|h| h.contains_key(name));
    match parts.len() {
        3 => {}
        4 if has("enc") => return None, // a JWE that lost a part
        2 if protected.as_ref().is_some_and(|h| !h.is_empty()) => {}
        _ if has("alg") || has("typ") || has("kid") => {}
        _ => return None,
    }
    let mut jws = Jws { header: protected.clone().unwrap_or_default(), parts: parts.clone(), ..Jws::default() };
    let unencoded = jws.header.get("b64") == Some(&Value::Bool(false));
    let payload_at = found.next();
    let (mut payload_strict, before) = (true, faults.len());
    if let Some(at) = &payload_at {
        payload_strict = jws.read_payload(text, at.clone(), unencoded, &mut faults);
    }
    if parts.len() == 2 && jws.claims.is_none() {
        // The second part may as well be the signature: no word about its content.
        faults.truncate(before);
        jws.payload = Payload::Detached;
    }
    let claims = jws.claims.as_ref().is_some_and(|claims| !claims.0.is_empty());
    if parts.len() == 3 && protected.is_none() && !claims && !at.is_empty() {
        return None;
    }
    let mut value = base64url::Decoded { bytes: Vec::new(), strict: true };
    if let Some(at) = found.next() {
        value = base64url::decode(text, at.clone(), "signature", &mut faults);
        if parts.len() == 3 {
            faults.extend(signature_fault(jws.alg().unwrap_or_default(), value.bytes.len(), &at));
        }
    }
    count_parts(text, &parts, &mut jws, &mut faults);
    if dotted {
        jws.form = Form::Malformed;
    }
    jws.signature_bytes = value.bytes.len();
    jws.signatures.push(Signature {
        protected: text.get(at).unwrap_or_default().to_owned(),
        header: protected.unwrap_or_default(),
        unprotected: Map::new(),
        value: value.bytes,
        strict: strict && payload_strict && value.strict && parts.len() == 3,
    });
    Some((Token::Jws(jws), faults))
}

/// The parts between dots; at most seven, the last holding the rest.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let parts = text.splitn(7, '.').map(|part| {
        let range = at..at + part.len();
        at = range.end + 1;
        range
    });
    parts.collect()
}

/// Decodes a protected header, and whether its base64url is to the letter. `None` when it is no
/// JSON object.
pub(super) fn header(text: &str, at: Range<usize>, faults: &mut Vec<Fault>) -> (Option<Map<String, Value>>, bool) {
    if at.is_empty() {
        faults.push(Fault::new(at.start, "the header is empty"));
        return (None, false);
    }
    let decoded = base64url::decode(text, at.clone(), "header", faults);
    let value = match json(text, at.clone(), &decoded.bytes, "header", faults) {
        Payload::Json(Value::Object(map)) => {
            if map.is_empty() || !map.contains_key("alg") {
                faults.push(Fault::new(at.start, "the header names no algorithm (alg)"));
            }
            Some(map)
        }
        Payload::Json(_) => {
            faults.push(Fault::new(at.start, "the header is JSON, but no object"));
            None
        }
        _ => {
            faults.push(Fault::new(at.start, "the header is no JSON"));
            None
        }
    };
    (value, decoded.strict)
}

/// Decoded bytes as JSON if they look like it, else as text, else as they are. Faults of JSON are
/// given the offset of their base64url character.
fn json(text: &str, at: Range<usize>, bytes: &[u8], part: &str, faults: &mut Vec<Fault>) -> Payload {
    let lossy = String::from_utf8_lossy(bytes);
    let (value, inner) = lenient_json::read(&lossy);
    let looks_like_json = lossy.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    if let Some(value) = value.filter(|_| looks_like_json || inner.is_empty()) {
        if let Err(error) = std::str::from_utf8(bytes) {
            let here = base64url::source_of(text, at.clone(), error.valid_up_to());
            faults.push(Fault::new(here, format!("the {part} is not UTF-8")));
        }
        let place = |f: Fault| {
            let here = base64url::source_of(text, at.clone(), f.at);
            Fault::new(here, format!("in the {part}: {}", f.what))
        };
        faults.extend(inner.into_iter().map(place));
        return Payload::Json(value);
    }
    match lossy {
        std::borrow::Cow::Borrowed(text) => Payload::Text(text.to_owned()),
        std::borrow::Cow::Owned(_) => Payload::Bytes(bytes.to_vec()),
    }
}

impl Jws {
    /// `alg` of the header.
    pub fn alg(&self) -> Option<&str> {
        self.header.get("alg").and_then(Value::as_str)
    }

    /// `typ` of the header in lower case, without the `application/` that RFC 7515 §4.1.9 lets
    /// producers leave out.
    pub fn typ(&self) -> Option<String> {
        let typ = self.header.get("typ")?.as_str()?.to_ascii_lowercase();
        Some(typ.strip_prefix("application/").map_or(typ.clone(), str::to_owned))
    }

    /// Whether it says itself that it is not signed (`alg: none`, RFC 7519 §6).
    pub fn unsecured(&self) -> bool {
        self.alg().is_some_and(|alg| alg.eq_ignore_ascii_case("none"))
    }

    /// Fills in what is signed; returns whether its encoding is to the letter.
    pub(super) fn read_payload(
        &mut self,
        text: &str,
        at: Range<usize>,
        unencoded: bool,
        faults: &mut Vec<Fault>,
    ) -> bool {
        self.encoded_payload = text.get(at.clone()).unwrap_or_default().to_owned();
        if at.is_empty() {
            return true;
        }
        let mut strict = true;
        self.payload = if unencoded {
            plain(&self.encoded_payload)
        } else {
            let decoded = base64url::decode(text, at.clone(), "payload", faults);
            strict = decoded.strict;
            json(text, at.clone(), &decoded.bytes, "payload", faults)
        };
        self.note_payload(at.start, faults);
        strict
    }

    /// Draws claims and a nested token out of the payload, and says where a JWT has neither.
    fn note_payload(&mut self, at: usize, faults: &mut Vec<Fault>) {
        let inner = match &self.payload {
            Payload::Json(Value::Object(map)) => {
                self.claims = Some(Claims(map.clone()));
                return;
            }
            Payload::Text(text) => text.as_str(),
            _ => "",
        };
        let nested = self.header.get("cty").and_then(Value::as_str).is_some_and(|c| c.eq_ignore_ascii_case("jwt"));
        if nested && inner.bytes().filter(|b| *b == b'.').count() >= 2 {
            // One level is decoded here; `nested` of the inner token holds the next.
            let (token, inside) = super::read_inner(inner);
            self.nested = Some(Box::new(token));
            faults.extend(inside.into_iter().map(|f| Fault::new(at, format!("in the nested token: {}", f.what))));
        } else if self.typ().is_some_and(|typ| typ == "jwt" || typ.ends_with("+jwt")) {
            faults.push(Fault::new(at, "the payload of a JWT is a JSON object; this one is not"));
        }
    }
}

/// Takes the dots of an unencoded payload for its own; whether it has any.
fn join_unencoded(
    text: &str,
    header: Option<&Map<String, Value>>,
    parts: &mut Vec<Range<usize>>,
    faults: &mut Vec<Fault>,
) -> bool {
    let unencoded = header.is_some_and(|header| header.get("b64") == Some(&Value::Bool(false)));
    let (Some(first), Some(last)) = (parts.first().cloned(), text.rfind('.')) else { return false };
    if !unencoded || parts.len() < 4 {
        return false;
    }
    let start = first.end + 1;
    faults.push(Fault::new(start, "an unencoded payload with a dot must travel apart from the token (RFC 7797 §5.2)"));
    *parts = vec![first, start..last, last + 1..text.len()];
    true
}

/// An unencoded payload (RFC 7797) as JSON or text.
pub(super) fn plain(text: &str) -> Payload {
    match serde_json::from_str(text) {
        Ok(value) if text.trim_start().starts_with('{') => Payload::Json(value),
        _ => Payload::Text(text.to_owned()),
    }
}

/// Says what the length of a signature tells: that it is missing, was cut, or should not be there.
fn signature_fault(alg: &str, bytes: usize, at: &Range<usize>) -> Option<Fault> {
    let makes = jwa::signature_bytes(alg);
    match (alg, bytes) {
        ("none", 0) => None,
        ("none", _) => Some(Fault::new(at.start, "alg is none, so no signature may follow (RFC 7518 §3.6)")),
        (_, 0) if makes.is_some() || alg.starts_with("RS") || alg.starts_with("PS") => {
            Some(Fault::new(at.start, format!("the signature is empty, though alg is {alg} (RFC 7518 §3.6)")))
        }
        _ => jwa::length("signature", bytes, makes?, alg, at),
    }
}

/// Says what is wrong with the number of parts, or with a signature that should (not) be there.
fn count_parts(text: &str, parts: &[Range<usize>], jws: &mut Jws, faults: &mut Vec<Fault>) {
    let end = text.len();
    if parts.len() != 3 {
        jws.form = Form::Malformed;
    }
    match parts {
        [_] => faults.push(Fault::new(end, "only the header is there; payload and signature are missing")),
        [_, second] if jws.claims.is_none() => {
            faults.push(Fault::new(second.start, "two parts instead of three: the payload or the signature is missing"))
        }
        [_, _] => faults.push(Fault::new(end, "two parts instead of three: the signature is missing")),
        [_, _, _, fourth] => faults.push(Fault::new(
            fourth.start.saturating_sub(1),
            "four parts instead of three: more text follows the signature",
        )),
        _ => {}
    }
}
