//! Character classes, named after the rules of the RFCs.

/// `tchar` (RFC 9110 §5.6.2).
pub const fn is_tchar(byte: u8) -> bool {
    const SET: [u64; 2] = set(b"!#$%&'*+-.^_`|~");
    holds(SET, byte)
}

/// A character of `token68` before its padding (RFC 9110 §11.2).
pub const fn is_token68_char(byte: u8) -> bool {
    const SET: [u64; 2] = set(b"-._~+/");
    holds(SET, byte)
}

/// One bit for each letter and digit of ASCII and each of these signs: quicker to ask than ranges and a list.
const fn set(signs: &[u8]) -> [u64; 2] {
    let (mut low, mut high, mut byte) = (0, 0, 0_u8);
    while byte < 128 {
        let (mut listed, mut rest) = (byte.is_ascii_alphanumeric(), signs);
        while let [first, others @ ..] = rest {
            listed |= *first == byte;
            rest = others;
        }
        if listed && byte < 64 {
            low |= 1 << byte;
        } else if listed {
            high |= 1 << (byte - 64);
        }
        byte += 1;
    }
    [low, high]
}

const fn holds([low, high]: [u64; 2], byte: u8) -> bool {
    let half = if byte < 64 { low } else { high };
    byte < 128 && half >> (byte & 63) & 1 == 1
}

/// White space between elements, line folds included (RFC 9110 §5.6.3, RFC 9112 §5.2).
pub const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// A control character that no field value may hold (RFC 9110 §5.5). The tab is allowed.
pub const fn is_forbidden_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 10..=31 | 127)
}

/// `token` (RFC 9110 §5.6.2): one `tchar` or more.
pub fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_tchar)
}

/// `token68` (RFC 9110 §11.2): one character or more, then any number of `=`.
pub fn is_token68(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    !body.is_empty() && body.bytes().all(is_token68_char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_are_those_of_the_rfcs() {
        for byte in 0..=u8::MAX {
            let plain = byte.is_ascii_alphanumeric();
            let tchar = plain || b"!#$%&'*+-.^_`|~".contains(&byte);
            assert_eq!((is_tchar(byte), is_token68_char(byte)), (tchar, plain || b"-._~+/".contains(&byte)), "{byte}");
        }
    }
}
