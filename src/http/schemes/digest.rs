//! Digest: a hash proves that the client knows the password (RFC 7616, before it RFC 2617).
//!
//! # Example values
//! * `Digest realm="api@example.org", qop="auth", algorithm=SHA-256, nonce="5TsQ…", opaque="HRPC…"`
//! * `Digest username="Mufasa", realm="…", uri="/dir", nonce="…", nc=00000001, cnonce="…", qop=auth, response="…"`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value, View};

const ALGORITHMS: &[&str] = &["MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"];
const ALGORITHM: Param = Param::new("algorithm", "the hash; MD5 when absent").value(Value::OneOf(ALGORITHMS));
const OPAQUE: Param = Param::new("opaque", "a value of the server that the client returns unchanged");
const USERHASH: &[&str] = &["true", "false"];

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Digest"],
    iana: Iana::Registered,
    summary: "The client proves that it knows the password by a hash over it and the server's nonce. The password itself is not sent. The first request always ends in 401.",
    reference: "RFC 7616",
    credentials_take: Takes::Params,
    challenge: &[
        Param::new("realm", REALM).required(),
        Param::new("nonce", "a value of the server, used in the hash; it expires").required(),
        Param::new("domain", "the addresses that this login covers, separated by spaces"),
        OPAQUE,
        Param::new("stale", "true: the nonce was too old but the password was right, so repeat with the new nonce")
            .value(Value::OneOf(USERHASH)),
        ALGORITHM,
        Param::new("qop", "what the hash covers: auth the request line, auth-int the body too")
            .value(Value::ListOf(&["auth", "auth-int"])),
        Param::new("charset", "how user name and password become bytes; UTF-8 is the only value")
            .value(Value::OneOf(&["UTF-8"])),
        Param::new("userhash", "true: the server can take the user name as a hash").value(Value::OneOf(USERHASH)),
    ],
    credentials: &[
        Param::new("username", "the user name, or its hash").required(),
        Param::new("realm", REALM).required(),
        Param::new("nonce", "the server's nonce that the hash was made with").required(),
        Param::new("uri", "the address that the hash covers; it must be that of the request").required(),
        Param::new("response", "the hash that proves the password").required().secret(),
        ALGORITHM,
        Param::new("cnonce", "a value of the client, used in the hash"),
        OPAQUE,
        Param::new("qop", "what the hash covers").value(Value::OneOf(&["auth", "auth-int"])),
        Param::new("nc", "how often this nonce was used, as eight hexadecimal digits"),
        Param::new("userhash", "whether username is a hash").value(Value::OneOf(USERHASH)),
    ],
    look,
}];

/// Which values stand in quotes and which do not, "for historical reasons" (RFC 7616 §3.3, §3.4): many
/// peers take them apart by hand.
fn quotes(view: &mut View<'_>) {
    let (section, quoted, bare): (_, &[&str], &[&str]) = if view.is_challenge {
        ("§3.3", &["realm", "domain", "nonce", "opaque", "qop"], &["stale", "algorithm"])
    } else {
        ("§3.4", &["username", "realm", "nonce", "uri", "response", "cnonce", "opaque"], &["algorithm", "qop", "nc"])
    };
    for param in view.params.list().iter().filter(|param| !param.value.is_empty()) {
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(&param.name));
        if !param.quoted && is(quoted) {
            view.note_param(&param.name, format!("It must stand in quotes (RFC 7616 {section})."));
        } else if param.quoted && is(bare) {
            view.note_param(&param.name, format!("It must not stand in quotes (RFC 7616 {section})."));
        }
    }
}

fn look(view: &mut View<'_>) {
    quotes(view);
    if view.get("nonce").is_some_and(str::is_empty) {
        view.note_param("nonce", "It is empty, so any recorded answer could be sent again.");
    }
    let md5 = view.get("algorithm").is_none_or(|a| a.eq_ignore_ascii_case("MD5") || a.eq_ignore_ascii_case("MD5-sess"));
    if md5 && (view.get("nonce").is_some()) {
        view.note(
            "MD5 is broken as a hash; RFC 7616 §3.2 keeps it only for old clients and wants SHA-256 offered first.",
        );
    }
    if view.is_challenge {
        if view.get("qop").is_none() && view.get("nonce").is_some() {
            view.note("qop is missing, so this is the old form of RFC 2069; RFC 7616 §3.3 requires it.");
        }
        return;
    }
    if view.get("qop").is_some() {
        for name in ["nc", "cnonce"] {
            if view.get(name).is_none() {
                view.note(format!("\"{name}\" is missing; it is required where qop is sent (RFC 7616 §3.4)."));
            }
        }
    } else if view.get("response").is_some() {
        view.note("qop is missing, so this is the old form of RFC 2069; RFC 7616 §3.4 requires it.");
    }
    if view.get("nc").is_some_and(|nc| nc.len() != 8 || !nc.bytes().all(|b| b.is_ascii_hexdigit())) {
        view.note_param("nc", "Eight hexadecimal digits are expected (RFC 7616 §3.4).");
    }
    let star = view.get("username*").is_some();
    if star && view.get("userhash").is_some_and(|hash| hash.eq_ignore_ascii_case("true")) {
        view.note_param("username*", "A hashed user name is plain ASCII and goes into username (RFC 7616 §3.4.4).");
    }
    if star && view.get("username").is_some() {
        view.note_param("username*", "username and username* exclude each other (RFC 7616 §3.4).");
    }
}
