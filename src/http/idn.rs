//! URLs with hosts that are not ASCII, turned to Punycode before anything else reads them.
//!
//! Browsers give hosts in Punycode already, so the crate `url` is built without its Unicode tables
//! (they weigh 200 KB). It refuses other hosts, and panics on some in debug builds. Recordings of
//! other tools and `Location` headers hold them, so every URL of the network comes through here.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use url::Url;

/// Reads a URL by the URL standard, whatever its host is written in. `None` for what is no URL.
///
/// ```
/// let url = latchkey::http::idn::parse("https://BÜCHER.example/x").unwrap();
/// assert_eq!(url.host_str(), Some("xn--bcher-kva.example"));
/// ```
pub fn parse(text: &str) -> Option<Url> {
    Url::parse(&with_ascii_host(text, None)?).ok()
}

/// Resolves a reference against a base (RFC 3986 §5.2, as the URL standard does it).
pub fn join(base: &Url, reference: &str) -> Option<Url> {
    base.join(&with_ascii_host(reference, Some(base.scheme()))?).ok()
}

/// A host in lower case and ASCII (RFC 5891 §5): labels that are not ASCII in Punycode. Compatibility
/// forms other than full-width letters are not mapped, combining marks not composed, and capitals of scripts
/// other than Latin-1, Greek and Cyrillic not lowered: that takes the tables. `None` for what is no name.
pub fn to_ascii(host: &str) -> Option<String> {
    let mut plain = String::with_capacity(host.len());
    for c in host.chars() {
        match c {
            '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => plain.push('.'),
            // UTS 46 ignores soft hyphens, zero-width spaces and variation selectors.
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {}
            '\u{ff01}'..='\u{ff5e}' => {
                plain.extend(char::from_u32(u32::from(c) - 0xfee0).map(|c| c.to_ascii_lowercase()))
            }
            char::REPLACEMENT_CHARACTER => return None,
            // The URL standard's forbidden host code points: what follows one would be read as something else.
            '#' | '%' | '/' | ':' | '<' | '>' | '?' | '@' | '[' | '\\' | ']' | '^' | '|' => return None,
            c if c.is_control() || c.is_whitespace() || is_bidi_mark(c) => return None,
            c => plain.push(small(c)),
        }
    }
    let mut labels = Vec::new();
    for label in plain.split('.') {
        labels.push(if label.is_ascii() {
            if hides_bidi_mark(label) {
                return None;
            }
            label.to_owned()
        } else {
            format!("xn--{}", idna::punycode::encode_str(label)?)
        });
    }
    Some(labels.join("."))
}

/// Marks of direction (Unicode calls them bidirectional) are in no name (UTS 46).
fn is_bidi_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a label in Punycode stands for one with a mark of direction. The `idna` crate takes for granted that none comes.
fn hides_bidi_mark(text: &str) -> bool {
    if !text.contains("--") {
        return false;
    }
    let labels = text.split(['.', '/', '\\', ':', '@', '?', '#']);
    labels
        .filter_map(|label| label.get(..4).filter(|start| start.eq_ignore_ascii_case("xn--")).and(label.get(4..)))
        .any(|code| {
            idna::punycode::decode_to_string(&code.to_ascii_lowercase()).is_some_and(|name| name.contains(is_bidi_mark))
        })
}

/// The small letter of a capital. Unicode's own table of letter cases would be a fiftieth of the packed panel.
fn small(c: char) -> char {
    let distance = match c {
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'Ѐ'..='Џ' => 80,
        _ => return c.to_ascii_lowercase(),
    };
    char::from_u32(u32::from(c) + distance).unwrap_or(c)
}

/// The text with its host in ASCII; `base` is the scheme that a relative one is resolved with.
fn with_ascii_host<'t>(text: &'t str, base: Option<&str>) -> Option<Cow<'t, str>> {
    // The URL standard drops these wherever they stand, also inside the host.
    let text = if text.contains(['\t', '\n', '\r']) {
        Cow::Owned(text.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(text)
    };
    if text.is_ascii() && !text.contains('%') {
        return (!hides_bidi_mark(&text)).then_some(text);
    }
    let Some((start, is_file)) = authority(&text, base) else { return Some(text) };
    let rest = text.get(start..)?;
    let authority = rest.get(..rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len()))?;
    // `file:` has neither user nor port.
    let user = authority.rfind('@').filter(|_| !is_file).map_or(0, |at| at + 1);
    let end = authority.rfind(':').filter(|colon| !is_file && *colon >= user).unwrap_or(authority.len());
    let host = authority.get(user..end)?;
    let decoded = percent_decode_str(host).decode_utf8_lossy();
    if decoded.is_ascii() {
        return (!hides_bidi_mark(&decoded)).then_some(text);
    }
    let (before, after) = (text.get(..start + user)?, text.get(start + end..)?);
    let host = to_ascii(&decoded)?;
    if host.is_empty() && !is_file {
        return None; // else what follows would be read as the host
    }
    Some(Cow::Owned(format!("{before}{host}{after}")))
}

/// Where user, host and port begin, where the URL has a host that names are looked up for; and whether
/// it is a file.
fn authority(text: &str, base: Option<&str>) -> Option<(usize, bool)> {
    let slash = |c: char| c == '/' || c == '\\';
    let trimmed = text.trim_start_matches(|c: char| c <= ' ');
    let scheme = trimmed.split_once(':').map(|(scheme, _)| scheme);
    let scheme = scheme.filter(|s| s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')));
    let scheme = scheme.filter(|s| s.starts_with(|c: char| c.is_ascii_alphabetic()));
    let rest = scheme.map_or(trimmed, |s| trimmed.get(s.len() + 1..).unwrap_or_default());
    let word = scheme.map(str::to_ascii_lowercase);
    let name = word.as_deref().or(base)?;
    let slashes = rest.len() - rest.trim_start_matches(slash).len();
    let skipped = match name {
        "file" => (slashes >= 2).then_some(2),
        "http" | "https" | "ws" | "wss" | "ftp" => {
            // `https:x` is relative to a base of the same scheme, and else a host.
            (base != Some(name) || slashes >= 2).then_some(slashes)
        }
        _ => None,
    };
    skipped.map(|skipped| (text.len() - rest.len() + skipped, name == "file"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_become_ascii() {
        for (text, expect) in [
            ("https://BÜCHER.example/ä?ö#ü", Some("https://xn--bcher-kva.example/%C3%A4?%C3%B6#%C3%BC")),
            ("https://www.bücher.EXAMPLE:8443/", Some("https://www.xn--bcher-kva.example:8443/")),
            ("https://%42%C3%9CCHER.example/", Some("https://xn--bcher-kva.example/")),
            ("https:\\\\Ü.example", Some("https://xn--tda.example/")),
            ("https:Ü.example", Some("https://xn--tda.example/")),
            (" ht\ttps://\nÜ.example", Some("https://xn--tda.example/")),
            ("wss://中国。cn/socket", Some("wss://xn--fiqs8s.cn/socket")),
            ("https://ＡＰＩ.example/", Some("https://api.example/")),
            ("https://faß.example/", Some("https://xn--fa-hia.example/")),
            ("https://a\u{ad}b.example/", Some("https://ab.example/")),
            ("https://ünï:pä@Ü.example/", Some("https://%C3%BCn%C3%AF:p%C3%A4@xn--tda.example/")),
            ("https://api.example/é", Some("https://api.example/%C3%A9")),
            ("file:///Ü/x", Some("file:///%C3%9C/x")),
            ("data:text/plain,Ü", Some("data:text/plain,%C3%9C")),
            ("https://[::1]:80/Ü", Some("https://[::1]:80/%C3%9C")),
            ("https://%FF.example/", None),
            ("file://BÜCHER@", None),       // found by a property
            ("https:\u{ad}/ABÜCHER", None), // found by a property: nothing is left of its host
            ("ws\t:\rz\u{200f}", None),     // found by fuzzing
            ("https://XN--Z-\tYGN/", None),
            ("https://a.ü.xn--z-ygn/", None),
            ("https://%78n--z-ygn/", None),
            ("https://a:Ü:/", None), // found by fuzzing
            ("https://Ü b.example/", None),
            ("Ü", None),
            ("", None),
        ] {
            assert_eq!(parse(text).as_ref().map(Url::as_str), expect, "{text:?}");
        }
    }

    #[test]
    fn references_are_resolved() {
        let base = Url::parse("https://a.example/b/c").unwrap();
        for (reference, expect) in [
            ("//BÜCHER.example/x", "https://xn--bcher-kva.example/x"),
            ("/Ü//Ö", "https://a.example/%C3%9C//%C3%96"),
            ("Ü", "https://a.example/b/%C3%9C"),
            ("https:Ü", "https://a.example/b/%C3%9C"),
            ("http:Ü", "http://xn--tda/"),
            ("https:/Ü", "https://a.example/%C3%9C"),
            ("\\\\Ü/x", "https://xn--tda/x"),
            ("https:\\\\\\p@BÜCHER.example", "https://p@xn--bcher-kva.example/"), // found by fuzzing
            ("?Ü", "https://a.example/b/c?%C3%9C"),
        ] {
            assert_eq!(join(&base, reference).as_ref().map(Url::as_str), Some(expect), "{reference:?}");
        }
    }
}
