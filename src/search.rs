//! Looking for many phrases in a text, without regard to ASCII case.

/// The runs of four letters that some texts hold. Most phrases have a run that is not among them: that such a phrase is
/// not in the texts is known without reading them again.
#[derive(Clone, Debug)]
pub struct Runs {
    /// One bit for several runs: a wrong "may hold" costs time, a wrong "no" would be an error and cannot be.
    bits: Vec<u64>,
}

impl Runs {
    /// The runs of these texts.
    pub fn of(texts: &[&str]) -> Self {
        let letters: usize = texts.iter().map(|text| text.len()).sum();
        // Eight bits for each letter: hardly one in eight is set.
        let mut runs = Runs { bits: vec![0; (letters / 8).next_power_of_two().clamp(4, 1024)] };
        for run in texts.iter().flat_map(|text| each(text)) {
            let (word, bit) = runs.place(run);
            if let Some(word) = runs.bits.get_mut(word) {
                *word |= bit;
            }
        }
        runs
    }

    /// Whether one of the texts may hold the phrase.
    pub fn may_hold(&self, phrase: &str) -> bool {
        each(phrase).all(|run| {
            let (word, bit) = self.place(run);
            self.bits.get(word).is_some_and(|word| word & bit != 0)
        })
    }

    fn place(&self, run: u32) -> (usize, u64) {
        let hash = run.wrapping_mul(0x9e37_79b1) >> 16; // multiplying by the golden ratio mixes into the upper bits
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash & 63))
    }
}

/// Where a phrase stands in a text, in bytes.
pub fn find(text: &str, phrase: &str) -> Option<usize> {
    let phrase = phrase.as_bytes();
    let Some(first) = phrase.first() else { return Some(0) };
    let mut windows = text.as_bytes().windows(phrase.len());
    windows.position(|window| {
        window.first().is_some_and(|b| b.eq_ignore_ascii_case(first)) && window.eq_ignore_ascii_case(phrase)
    })
}

/// Whether one of these stands in the text. Each begins with `"` or `\`, as a name in JSON or an escape does.
pub fn holds_quoted(text: &str, names: &[&str]) -> bool {
    let bytes = text.as_bytes();
    let mut at = quote_or_escape(bytes, 0);
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        if names.iter().any(|name| rest.get(1) == name.as_bytes().get(1) && rest.starts_with(name.as_bytes())) {
            return true;
        }
        at = quote_or_escape(bytes, at + 1);
    }
    false
}

/// The first `"` or `\` from `at` on, or the end.
pub fn quote_or_escape(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let run = first_in(*chunk);
        if run < 8 {
            return at + run;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(rest.len())
}

/// Which of eight bytes is the first `"` or `\`; 8 where none is. They are looked at together.
pub fn first_in(bytes: [u8; 8]) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The lowest bit that is set lies in the first byte that is 0.
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & (ONES << 7);
    let bytes = u64::from_le_bytes(bytes);
    let found = zero(bytes ^ (ONES * b'"' as u64)) | zero(bytes ^ (ONES * b'\\' as u64));
    found.trailing_zeros() as usize / 8
}

/// Each run of four bytes. The bit by which small letters differ from capitals is set in every byte: that makes some other
/// characters equal too, and is quicker than to tell letters from them.
fn each(text: &str) -> impl Iterator<Item = u32> {
    let runs = text.as_bytes().windows(4);
    runs.filter_map(|run| run.first_chunk()).map(|run| u32::from_le_bytes(*run) | 0x2020_2020)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_never_denied() {
        let text = "The Token has EXPIRED; größer als 5 µs. ".repeat(40);
        let runs = Runs::of(&["abc", &text]);
        for start in (0..200).filter(|at| text.is_char_boundary(*at)) {
            for end in (start..start + 30).filter(|at| text.is_char_boundary(*at)) {
                let phrase = &text[start..end];
                assert!(runs.may_hold(phrase) && runs.may_hold(&phrase.to_ascii_uppercase()), "{phrase}");
                assert_eq!(
                    find(&text, &phrase.to_ascii_uppercase()),
                    text.to_ascii_lowercase().find(&phrase.to_ascii_lowercase())
                );
            }
        }
    }

    #[test]
    fn quoted_names_are_found_where_they_stand() {
        let names = ["\"err", "\"status\"", "\\u"];
        for text in
            ["{\"error\":1}", "{\"a\":\"b\",\"status\":4}", "ä\\u0041", "\"err", "1234567\"errors\"", "12345678\"err"]
        {
            assert!(holds_quoted(text, &names), "{text}");
        }
        for text in [
            "",
            "\"",
            "err \"er",
            "{\"statuses\":\"error\\\\n\"}".trim_end_matches("error\\\\n\"}"),
            "status\"",
            "\\n\"e\"r\"r",
        ] {
            assert!(!holds_quoted(text, &names), "{text}");
        }
        for at in 0..40 {
            let text = format!("{}\\{}", "a".repeat(at), "b\"".repeat(20));
            assert_eq!((quote_or_escape(text.as_bytes(), 0), quote_or_escape(text.as_bytes(), at + 1)), (at, at + 2));
        }
        assert_eq!(quote_or_escape(b"none of them here", 3), 17);
    }

    #[test]
    fn what_is_not_there_is_known_mostly() {
        let runs = Runs::of(&["{\"message\":\"jwt expired\"}", "Bearer realm=\"orders\", error=\"invalid_token\""]);
        let phrases =
            ["jwt malformed", "invalid signature", "no authorization header", "permission denied", "csrf token"];
        assert!(phrases.iter().all(|phrase| !runs.may_hold(phrase)));
        assert!(runs.may_hold("JWT Expired") && runs.may_hold("jwt") && runs.may_hold(""));
        assert_eq!((find("abc", "abcd"), find("xABc", "abC"), find("abc", "")), (None, Some(1), Some(0)));
    }
}
