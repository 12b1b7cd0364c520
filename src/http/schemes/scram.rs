//! SCRAM: password login by salted hashes, as mail and databases use it (RFC 7804).
//!
//! # Example values
//! * `SCRAM-SHA-256 realm="testrealm@example.com", sid=AAAABBBBCCCCDDDD, data=cj1yT3By…`

use super::explain::REALM;
use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, Value, View};

const SID: Param = Param::new("sid", "the number of this handshake");
const DATA: Param = Param::new("data", "a message of the SCRAM handshake, in base64").value(Value::Base64);
const SR: Param = Param::new("sr", "the server's part of the nonce, for a shorter second login");

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["SCRAM-SHA-256", "SCRAM-SHA-1"],
    iana: Iana::Registered,
    summary: "Client and server prove by salted hashes that they know the password. It takes two rounds, and the first ends in 401. Experimental and rare.",
    reference: "RFC 7804",
    credentials_take: Takes::Params,
    challenge: &[
        Param::new("realm", REALM),
        SID,
        DATA,
        SR,
        Param::new("ttl", "the seconds for which sr is good").value(Value::Number),
        Param::new("stale", "true: the shorter login was refused, so start from the beginning")
            .value(Value::OneOf(&["true", "false"])),
    ],
    credentials: &[Param::new("realm", REALM), SID, DATA.required().secret()],
    look,
}];

fn look(view: &mut View<'_>) {
    if view.out.title.eq_ignore_ascii_case("SCRAM-SHA-1") {
        view.note("SHA-1 is outdated; SCRAM-SHA-256 is the one to offer (RFC 7804 §2).");
    }
    let message = view.get("data").and_then(base64).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(message) = message else { return };
    for field in message.split(',') {
        match field.split_once('=') {
            Some(("n", user)) => view.part("data", "user", user, "the user name"),
            Some(("i", rounds)) => view.part("data", "iterations", rounds, "how often the password is hashed"),
            Some(("r", nonce)) => view.part("data", "nonce", nonce, "the client's random value, then the server's"),
            Some(("s", salt)) => view.part("data", "salt", salt, "hashed along with the password, in base64"),
            Some(("p", proof)) => {
                view.secret_part("data", "proof", proof, "the client's proof of the password, in base64")
            }
            Some(("v", proof)) => {
                view.secret_part("data", "signature", proof, "the server's proof of the password, in base64")
            }
            Some(("e", error)) => view.part("data", "error", error, "why the server refused"),
            _ => {}
        }
    }
}
