//! The values of parameters whose name ends in `*`: a charset and percent-encoding (RFC 8187).

/// Reads `UTF-8'en'%C2%A3%20rates` (RFC 8187 §3.2.1). `None` when it is not of that form, or its
/// charset is neither UTF-8 nor ISO-8859-1.
pub(super) fn decode(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _language, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decode(encoded)?;
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
    for byte in value.bytes() {
        if is_attr_char(byte) {
            out.push(char::from(byte));
        } else {
            let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'A' + n - 10 });
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// `attr-char` (RFC 8187 §3.2.1).
fn is_attr_char(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#' | b'$' | b'&' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~')
}

fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            out.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            out.push(byte);
        }
    }
    Some(out)
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
