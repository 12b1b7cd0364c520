//! Tokens: what an opaque-looking string turns out to be. One file per token kind.

pub mod base64url;
pub mod checks;
pub mod claims;
pub mod compare;
mod der;
mod envelope;
pub mod find;
pub mod inflate;
pub mod json;
mod jwa;
pub mod key;
pub mod lenient_json;
pub mod meaning;
pub mod reading;
pub mod role;
pub mod signature;
#[cfg(not(target_arch = "wasm32"))]
pub mod verify;

use crate::fault::Fault;
pub use claims::{Claims, DateForm, NumericDate};
pub use jwe::Jwe;
pub use jws::Jws;
pub use reading::{Field, Reading};
pub use role::role;

/// Names each kind once: its file, and its turn in [`read`]. A file `fn read(&str) -> Option<Read>`
/// and one word here make a kind known everywhere.
macro_rules! token_kinds {
    ($($kind:ident),* $(,)?) => {
        $(pub mod $kind;)*
        /// The readers in their order: the first that knows the text wins.
        const KINDS: &[fn(&str) -> Option<Read>] = &[$($kind::read),*];
    };
}

token_kinds! {
    jose_json, sd_jwt, paseto, itsdangerous, django, laravel, rails, jws, jwe, saml, fernet, macaroon, swt, opaque, biscuit,
}

/// What a reader returns: the token, and the faults with offsets into the text it was given.
pub type Read = (Token, Vec<Fault>);

/// Longer tokens are cut here, in bytes, with a fault. No server takes a header of this length.
pub const MAX_BYTES: usize = 1 << 20;

/// More faults than these say nothing new.
const MAX_FAULTS: usize = 50;

/// A token, read as far as it can be.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A signed (or unsecured) JWT or other JWS (RFC 7515).
    Jws(Jws),
    /// An encrypted token (RFC 7516). Only its header can be read.
    Jwe(Jwe),
    /// A token of another known format, or a key.
    Other(Reading),
    /// Nothing that can be looked into; `vendor` names it where its form is known.
    Opaque {
        /// How many bytes it has.
        length: usize,
        /// `GitHub personal access token`, by its prefix.
        vendor: Option<&'static str>,
    },
}

/// Reads a token of any known kind. Never fails: what no kind knows is [`Token::Opaque`].
///
/// The offsets of the faults count bytes of `text`, also where quotes, whitespace or an encoding
/// around the token had to be taken off first.
pub fn read(text: &str) -> Read {
    let peeled = envelope::peel(text, |inner| KINDS.iter().any(|read| read(inner).is_some()));
    let (token, inner) = read_inner(&peeled.text);
    let mut faults = peeled.faults;
    faults.extend(inner.into_iter().map(|fault| Fault { at: peeled.offsets.of(fault.at), what: fault.what }));
    if faults.len() > MAX_FAULTS {
        let at = faults.get(MAX_FAULTS).map_or(0, |f| f.at);
        faults.truncate(MAX_FAULTS);
        faults.push(Fault::new(at, "more faults follow; they are left out"));
    }
    for fault in &mut faults {
        fault.at = fault.at.min(text.len());
    }
    crate::sorted::by_key(&mut faults, |fault| fault.at);
    (token, faults)
}

/// Reads a token that stands inside another: nothing is peeled off it.
fn read_inner(text: &str) -> Read {
    let found = KINDS.iter().find_map(|read| read(text));
    found.unwrap_or_else(|| (Token::Opaque { length: text.len(), vendor: None }, Vec::new()))
}

impl Token {
    /// The JWS, if it is one.
    pub fn jws(&self) -> Option<&Jws> {
        match self {
            Token::Jws(jws) => Some(jws),
            _ => None,
        }
    }

    /// The claims set, of whatever kind of token carries one in the open.
    pub fn claims(&self) -> Option<&Claims> {
        match self {
            Token::Jws(jws) => jws.claims.as_ref(),
            Token::Other(reading) => reading.claims.as_ref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// HS256, `{"alg":"HS256","typ":"JWT"}`, `{"sub":"1234567890","exp":1700000000}`.
    const GOOD: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\
        .eyJzdWIiOiIxMjM0NTY3ODkwIiwiZXhwIjoxNzAwMDAwMDAwfQ\
        .c2lnbmF0dXJlLW9mLXRoaXJ0eS10d28tYnl0ZXMhISE";

    fn check(text: &str, expect: &[(usize, &str)]) -> Jws {
        let (token, faults) = read(text);
        assert_eq!(faults.len(), expect.len(), "{text}: {faults:?}");
        for (fault, (at, what)) in faults.iter().zip(expect) {
            assert_eq!(fault.at, *at, "{text}: {}", fault.what);
            assert!(fault.what.contains(what), "{text}: {} has no {what}", fault.what);
        }
        let jws = token.jws().unwrap_or_else(|| panic!("{text}: {token:?}")).clone();
        assert_eq!(jws.alg(), Some("HS256"), "{text}");
        jws
    }

    #[test]
    fn reads_a_jwt() {
        let jws = check(GOOD, &[]);
        assert_eq!(jws.claims.unwrap().text("sub"), Some("1234567890"));
        assert_eq!(jws.signature_bytes, 32);
        assert_eq!(jws.parts, [0..36, 37..87, 88..131]);
    }

    #[test]
    fn takes_off_what_stands_around() {
        let end = GOOD.len();
        check(&format!(" {GOOD}\n"), &[(0, "whitespace"), (end + 1, "whitespace")]);
        check(&format!("\"{GOOD}\""), &[(0, "quotes")]);
        check(&format!("{GOOD}'"), &[(end, "quotes")]);
        check(&format!("Bearer {GOOD}"), &[(0, "scheme")]);
        check(&GOOD.replace('.', "%2E"), &[(36, "percent-encoded")]);
        check(&GOOD.replace('.', "%252E"), &[(36, "percent-encoded"), (36, "twice")]);
        check(&base64::Engine::encode(&base64::prelude::BASE64_STANDARD, GOOD), &[(0, "once more")]);
        // A fault inside keeps its place through what was taken off.
        check(&format!("'{}?'", GOOD.replace('.', "%2E")), &[(0, "quotes"), (37, "percent"), (136, "\"?\"")]);
    }

    #[test]
    fn shows_what_is_left_of_a_broken_token() {
        let jws = check(&GOOD[..87], &[(87, "signature is missing")]);
        assert_eq!(jws.form, jws::Form::Malformed);
        assert_eq!(jws.claims.unwrap().text("sub"), Some("1234567890"));
        check(&format!("{}{}", &GOOD[..36], &GOOD[87..]), &[(37, "payload or the signature")]);
        check(&GOOD[..36], &[(36, "only the header")]);
        check(&format!("{GOOD}.x"), &[(131, "four parts")]);
        let jws = check(&GOOD[..77], &[(77, "JSON ends too early"), (77, "signature is missing")]);
        assert_eq!(jws.claims.unwrap().text("sub"), Some("1234567890"));
        check(&format!("{} {}", &GOOD[..50], &GOOD[50..]), &[(50, "whitespace")]);
        check(&format!("{GOOD}="), &[(131, "padding")]);
        check(&GOOD[..128], &[(128, "30 bytes, HS256 makes 32")]);
        check(&GOOD[..88], &[(88, "signature is empty")]);
        check(&format!("{GOOD}..."), &[(131, "ellipsis")]);
        check(
            &format!("{}…", &GOOD[..77]),
            &[(77, "ellipsis"), (77, "JSON ends too early"), (77, "signature is missing")],
        );
    }

    #[test]
    fn knows_unsecured_detached_and_unencoded() {
        let none = read("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");
        assert!(none.0.jws().unwrap().unsecured() && none.1.is_empty());
        let jws = check(&format!("{}.{}", &GOOD[..36], &GOOD[87..]), &[]);
        assert_eq!(jws.payload, jws::Payload::Detached);
        // {"alg":"HS256","b64":false,"crit":["b64"]}, and the payload of RFC 7797 §4.2.
        let head = "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19";
        let jws = check(&format!("{head}.$.02{}", &GOOD[87..]), &[(57, "RFC 7797 §5.2")]);
        assert_eq!((jws.payload, jws.signature_bytes), (jws::Payload::Text("$.02".into()), 32));
        // A byte order mark before the claims.
        check(&format!("{}.77u_eyJzdWIiOiJhIn0{}", &GOOD[..36], &GOOD[87..]), &[(37, "byte order mark")]);
    }

    #[test]
    fn leaves_alone_what_is_no_token() {
        for text in ["www.example.com", "1.2.3", "hello", "undefined", "a.b.c.d.e", "%2E%2E%2E"] {
            let (token, faults) = read(text);
            assert_eq!(token, Token::Opaque { length: text.len(), vendor: None });
            assert_eq!(faults, []);
        }
        assert_eq!(read("").1.len(), 1);
    }

    #[test]
    fn huge_tokens_are_cut() {
        let (token, faults) = read(&format!("{}{}", &GOOD[..60], "A".repeat(2 << 20)));
        assert!(token.jws().is_some());
        assert!(faults.iter().any(|f| f.at == 1 << 20 && f.what.contains("first 1048576")), "{faults:?}");
    }
}
