//! Basic: user name and password (RFC 7617).
//!
//! # Example values
//! * `Basic realm="WallyWorld", charset="UTF-8"`
//! * `Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==`

use super::explain::REALM;
use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Basic"],
    iana: Iana::Registered,
    summary: "User name and password, joined by a colon and written in base64. base64 hides nothing: anyone who sees the header can read both.",
    reference: "RFC 7617",
    credentials_take: Takes::Token68,
    challenge: &[
        Param::new("realm", REALM).required(),
        Param::new("charset", "how user name and password become bytes; UTF-8 is the only value")
            .value(Value::OneOf(&["UTF-8"])),
    ],
    credentials: &[Param::new("", "user name and password in base64").required().secret()],
    look,
}];

fn look(view: &mut View<'_>) {
    let Some(token) = view.params.token68().filter(|_| !view.is_challenge).map(str::to_owned) else { return };
    let Some(bytes) = base64(&token) else {
        view.note_param("", "It is not valid base64, so the server finds no user name in it.");
        if token.contains(':') {
            view.note_param("", "It holds a colon: user name and password seem to be sent without base64.");
        }
        return;
    };
    if token.contains(['-', '_']) {
        view.note_param("", "It is written in base64url; Basic takes base64, with + and / (RFC 7617 §2).");
    } else if token.len() % 4 != 0 {
        view.note_param("", "The padding = at its end is missing; some servers refuse it.");
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            view.note_param("", "Its bytes are not UTF-8; they are shown as ISO-8859-1.");
            error.as_bytes().iter().copied().map(char::from).collect()
        }
    };
    let Some((user, password)) = text.split_once(':') else {
        view.secret_part("", "user-id", text.as_str(), "the user name");
        view.note_param("", "There is no colon in it, so there is no password (RFC 7617 §2).");
        return;
    };
    view.part("", "user-id", user, "the user name");
    view.secret_part("", "password", password, "the password");
    if text.chars().any(char::is_control) {
        view.note_param("", "It holds control characters, often a line break read in with the password.");
    }
    if user.is_empty() || password.is_empty() {
        let what = if user.is_empty() { "The user name is empty." } else { "The password is empty." };
        view.note_param("", what);
    }
    for part in [user, password] {
        if matches!(part, "undefined" | "null" | "[object Object]") {
            view.note_param("", format!("It holds the text \"{part}\", the trace of a variable without a value."));
        }
    }
}
