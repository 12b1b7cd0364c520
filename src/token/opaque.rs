//! Opaque tokens of a known form: named by vendor and kind, never looked into, never "valid".

use super::{Read, Token};

/// Prefix, shortest length of the whole token, name of vendor and kind.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("ghp_", 36, "GitHub personal access token (classic)"),
    ("github_pat_", 40, "GitHub fine-grained personal access token"),
];

/// Recognizes a token by its prefix.
pub fn read(text: &str) -> Option<Read> {
    let plain = text.bytes().all(|b| b.is_ascii_graphic());
    let (_, _, vendor) =
        PREFIXES.iter().find(|(prefix, least, _)| plain && text.len() >= *least && text.starts_with(prefix))?;
    Some((Token::Opaque { length: text.len(), vendor: Some(vendor) }, Vec::new()))
}
