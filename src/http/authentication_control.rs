//! `Authentication-Control`: how the browser should show and keep a login (RFC 8053).

use super::challenge::Challenge;
use super::items::{self, Mode};
use crate::fault::Fault;

/// Reads a field value: for each auth-scheme its parameters, in the form of a challenge (RFC 8053
/// §4). Offsets are bytes of `value`.
///
/// ```
/// use latchkey::http::authentication_control;
///
/// let (entries, _) = authentication_control::parse("Digest realm=\"a\", auth-style=modal, logout-timeout=0");
/// assert_eq!(entries[0].param("logout-timeout"), Some("0"));
/// ```
pub fn parse(value: &str) -> (Vec<Challenge>, Vec<Fault>) {
    items::read(value, Mode::Challenges)
}

/// What a parameter means, in words. `None` for one that RFC 8053 §4 does not define.
pub fn meaning(name: &str) -> Option<&'static str> {
    const MEANINGS: &[(&str, &str)] = &[
        ("realm", "the protected area that this is about"),
        ("auth-style", "how to ask for the password: modal (a dialog that blocks the page) or non-modal"),
        ("location-when-unauthenticated", "the page to show to someone who is not logged in"),
        ("no-auth", "true: do not ask for a password on this page by yourself"),
        ("location-when-logout", "the page to show after logging out"),
        ("logout-timeout", "the seconds after which the login ends; 0 is at once"),
        ("username", "the user name to suggest"),
    ];
    MEANINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, meaning)| *meaning)
}
