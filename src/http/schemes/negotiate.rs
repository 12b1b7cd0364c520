//! Negotiate and NTLM: Windows login (RFC 4559, MS-NLMP).
//!
//! # Example values
//! * `Negotiate`, `NTLM`: the server offers it
//! * `Negotiate oYG2MIGzoAMKAQCh…`: the server answers with its part of the handshake

use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, View};

pub(super) const SCHEMES: &[Scheme] = &[
    Scheme {
        names: &["Negotiate"],
        iana: Iana::Registered,
        summary: "Windows login with Kerberos, or with NTLM where Kerberos is not possible. It takes two or three requests on one connection, and the browser does it alone.",
        reference: "RFC 4559",
        credentials_take: Takes::Token68,
        challenge: &[Param::new("", "the server's part of the handshake, in base64")],
        credentials: &[Param::new("", "the client's part of the handshake, in base64").required().secret()],
        look,
    },
    Scheme {
        names: &["NTLM"],
        iana: Iana::NotRegistered,
        summary: "The older Windows login: three messages on one connection prove the password. The browser does it alone.",
        reference: "MS-NTHT",
        credentials_take: Takes::Token68,
        challenge: &[Param::new("", "the NTLM challenge message (type 2), in base64")],
        credentials: &[Param::new("", "an NTLM message (type 1 or 3), in base64").required().secret()],
        look,
    },
];

fn look(view: &mut View<'_>) {
    let ntlm = view.out.title.eq_ignore_ascii_case("NTLM");
    let Some(text) = view.params.token68().map(str::to_owned) else {
        if view.is_challenge && *view.params == crate::http::challenge::Params::None {
            view.note("Without data it is the offer that opens the handshake: this 401 is expected.");
        }
        return;
    };
    let Some(bytes) = base64(&text) else {
        return view.note_param("", "It is not valid base64.");
    };
    match bytes.as_slice() {
        [b'N', b'T', b'L', b'M', b'S', b'S', b'P', 0, kind, ..] => {
            let kind = match kind {
                1 => "type 1, negotiate: the client opens",
                2 => "type 2, challenge: the server asks",
                3 => "type 3, authenticate: the client proves the password",
                _ => "of an unknown type",
            };
            let inside = if ntlm { "" } else { " inside Negotiate, so Kerberos is not in use" };
            view.note_param("", format!("An NTLM message{inside} ({kind})."));
        }
        _ if ntlm => view.note_param("", "It does not start as an NTLM message does (NTLMSSP)."),
        [0x60, ..] => view.note_param("", "The first message of SPNEGO, which lists the mechanisms on offer."),
        [0xa1, ..] => view.note_param("", "A further message of SPNEGO."),
        _ => view.note_param("", "It is neither SPNEGO nor NTLM."),
    }
}
