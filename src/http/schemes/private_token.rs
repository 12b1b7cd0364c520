//! PrivateToken: a token that proves a quality of the client and not who it is (RFC 9577).
//!
//! # Example values
//! * `PrivateToken challenge="AAIADmlzc3Vlci5leGFtcGxl…", token-key="MIIBUjA9BgkqhkiG…"`
//! * `PrivateToken token="AALPjRxd…"`

use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["PrivateToken"],
    iana: Iana::Registered,
    summary: "Privacy Pass: the client shows that a trusted party vouched for it (a real device, a solved test) without saying who it is. The browser does it alone.",
    reference: "RFC 9577",
    credentials_take: Takes::Params,
    challenge: &[
        Param::new("challenge", "which kind of token is wanted, from whom and for which site, in base64url")
            .required()
            .value(Value::Base64),
        Param::new("token-key", "the public key of the party that vouches, in base64url").value(Value::Base64),
        Param::new("max-age", "the seconds for which the challenge is good").value(Value::Number),
    ],
    credentials: &[Param::new("token", "the token, in base64url").required().secret().value(Value::Base64)],
    look,
}];

/// The TokenChallenge (RFC 9577 §2.1.1): token type, issuer name, redemption context, origins.
fn look(view: &mut View<'_>) {
    if !view.is_challenge {
        return token(view);
    }
    let Some(bytes) = view.get("challenge").and_then(base64) else { return };
    let Some((kind, rest)) = number(&bytes) else { return };
    view.part("challenge", "token_type", kind_words(kind), "the kind of token");
    let Some((issuer, rest)) = block(rest) else {
        return view.note_param("challenge", "It ends before the name of the issuer does (RFC 9577 §2.1.1).");
    };
    view.part("challenge", "issuer_name", String::from_utf8_lossy(issuer), "the party that vouches for the client");
    let context = rest.first().copied().map_or(0, usize::from);
    let Some((origins, over)) = rest.get(1 + context..).and_then(block) else {
        return view.note_param("challenge", "It ends before the list of sites does (RFC 9577 §2.1.1).");
    };
    if !over.is_empty() {
        view.note_param("challenge", "More follows at its end than its lengths announce.");
    }
    if !origins.is_empty() {
        view.part("challenge", "origin_info", String::from_utf8_lossy(origins), "the sites that may take the token");
    }
}

/// The Token (RFC 9577 §2.2): its type, then 32 bytes each of nonce, digest and key id, then the proof.
fn token(view: &mut View<'_>) {
    let Some((kind, rest)) = view.get("token").and_then(base64).and_then(|bytes| {
        let (kind, rest) = number(&bytes)?;
        Some((kind, rest.len()))
    }) else {
        return;
    };
    view.part("token", "token_type", kind_words(kind), "the kind of token");
    // VOPRF: 48 bytes. Blind RSA: 256.
    let expected = match kind {
        1 => 96 + 48,
        2 => 96 + 256,
        _ => return,
    };
    if rest != expected {
        view.note_param("token", format!("It has {} bytes; a token of this type has {}.", rest + 2, expected + 2));
    }
}

fn kind_words(kind: u16) -> String {
    match kind {
        1 => "1: VOPRF(P-384), checked by the issuer alone".to_owned(),
        2 => "2: blind RSA (2048 bit), which anyone can check".to_owned(),
        other => format!("{other}: not among those of RFC 9578"),
    }
}

fn number(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (head, rest) = bytes.split_first_chunk::<2>()?;
    Some((u16::from_be_bytes(*head), rest))
}

fn block(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length.into())
}
