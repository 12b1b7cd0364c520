//! The values of parameters whose name ends in `*`: a charset and percent-encoding (RFC 8187).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but `attr-char` (RFC 8187 §3.2.1).
const NO_ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Reads `UTF-8'en'%C2%A3%20rates` (RFC 8187 §3.2.1). `None` when it is not of that form, or its
/// charset is neither UTF-8 nor ISO-8859-1.
pub(super) fn decode(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _language, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let is_escape = |rest: &str| rest.get(..2).is_some_and(|digits| digits.bytes().all(|d| d.is_ascii_hexdigit()));
    if !encoded.split('%').skip(1).all(is_escape) {
        return None;
    }
    let bytes: Vec<u8> = percent_decode_str(encoded).collect();
    if charset.eq_ignore_ascii_case("utf-8") {
        String::from_utf8(bytes).ok()
    } else if charset.eq_ignore_ascii_case("iso-8859-1") {
        Some(bytes.into_iter().map(char::from).collect())
    } else {
        None
    }
}

/// Writes a value in that form.
pub(super) fn encode(value: &str, out: &mut String) {
    out.push_str("UTF-8''");
    out.extend(utf8_percent_encode(value, NO_ATTR_CHAR));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_examples_of_rfc_8187() {
        assert_eq!(decode("iso-8859-1'en'%A3%20rates").unwrap(), "£ rates");
        assert_eq!(decode("UTF-8''%c2%a3%20and%20%e2%82%ac%20rates").unwrap(), "£ and € rates");
        assert_eq!(decode("UTF-8''%c2"), None);
        assert_eq!(decode("UTF-8''%4"), None);
        assert_eq!(decode("koi8-r''x"), None);
        assert_eq!(decode("plain"), None);
    }

    #[test]
    fn writes_what_it_reads() {
        let mut out = String::new();
        encode("£ and 'x%'", &mut out);
        assert_eq!(out, "UTF-8''%C2%A3%20and%20%27x%25%27");
        assert_eq!(decode(&out).unwrap(), "£ and 'x%'");
    }
}
