//! Masks secrets before anything is shown, copied, exported or logged.

pub mod find;
mod message;
pub mod names;
pub mod pseudonym;
pub mod sanitise;

pub use names::is_secret_name;

use crate::exchange::Address;
use crate::finding::Evidence;
use crate::token;

/// What stands in place of a secret.
pub const MASK: &str = "•••";

/// A quote as it may be shown: a secret becomes its first characters and its length.
pub fn quote(evidence: &Evidence) -> String {
    if evidence.secret { secret(&evidence.quote) } else { printable(&evidence.quote) }
}

/// A secret as it may be shown: at most four characters of a long one, and its length.
pub fn secret(text: &str) -> String {
    let count = text.chars().count();
    if count < 16 {
        return format!("{MASK} ({count} character{})", if count == 1 { "" } else { "s" });
    }
    let start: String = text.chars().take(4).collect();
    format!("{}{MASK} ({count} characters)", printable(&start))
}

/// A URL without its user and password, tokens, and the values of parameters that are secrets.
pub fn url(address: &Address) -> String {
    let text = address.as_str();
    printable(&find::masked(text, &find::in_url(text)))
}

/// A URL without its user and password (RFC 3986 §3.2.1), otherwise as recorded.
pub fn userinfo(address: &Address) -> String {
    let text = address.as_str();
    find::replaced(text, token::find::userinfo(text).as_slice(), |_| "masked".to_owned())
}

/// Text from the network as it may be shown: control and bidirectional characters become visible
/// escapes, so that nobody can reorder or hide what is on screen.
pub fn printable(text: &str) -> String {
    // Most text is plain, and that is told quickly.
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) || !text.chars().any(is_deceptive) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_deceptive(c) { out.push_str(&format!("\\u{{{:x}}}", u32::from(c))) } else { out.push(c) }
    }
    out
}

fn is_deceptive(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_are_masked_even_in_what_is_no_url() {
        for (text, shown) in [
            ("https://ann:pw@a.test/x?y=1", "https://•••@a.test/x?y=1"),
            ("https://ann@a.test/", "https://•••@a.test/"),
            ("//ann:pw@a test/", "//•••@a test/"),
            ("https://a.test/@ann", "https://a.test/@ann"),
        ] {
            // In JSON, a word that stays as it is in an address.
            assert_eq!(userinfo(&Address::new(text)), shown.replace("•••", "masked"));
            assert_eq!(url(&Address::new(text)), shown);
        }
    }

    #[test]
    fn a_signed_url_loses_its_secrets_and_no_more() {
        let shown = |text: &str| url(&Address::new(text));
        let signed = "https://d.test/a?Policy=cG9saWN5&Signature=abc&Key-Pair-Id=K&page=2";
        assert_eq!(shown(signed), "https://d.test/a?Policy=•••&Signature=•••&Key-Pair-Id=K&page=2");
        assert_eq!(shown("https://d.test/a?Policy=free&page=2"), "https://d.test/a?Policy=free&page=2");
    }
}
