//! `Signature-Input` and `Accept-Signature`: what an HTTP message signature covers (RFC 9421 §4.1, §5.1).

use std::borrow::Cow;

use super::cors::field::Line;
use super::cursor::Cursor;
use crate::fault::Fault;
use crate::instant::Instant;

/// Of one field at most this many lines are shown.
const MOST: usize = 500;

/// Reads a field value: for each signature its label, the components it covers and its parameters.
/// Offsets are bytes of `value`. What breaks the grammar of structured fields makes receivers drop the
/// whole field (RFC 9651 §4.2); here the rest is read on, and the fault says so.
///
/// ```
/// use latchkey::http::signature_input;
///
/// let (lines, faults) = signature_input::parse("sig1=(\"@method\" \"date\");created=1618884473;keyid=\"k\"");
/// assert_eq!(lines[1].meaning, "the method of the request");
/// assert_eq!((lines.len(), faults.len()), (5, 0));
/// ```
pub fn parse(value: &str) -> (Vec<Line>, Vec<Fault>) {
    let mut reader = Reader { cursor: Cursor::new(value), value, lines: Vec::new() };
    reader.dictionary();
    (reader.lines, reader.cursor.into_faults())
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    value: &'a str,
    lines: Vec<Line>,
}

impl Reader<'_> {
    fn dictionary(&mut self) {
        loop {
            self.cursor.skip_separators(self.lines.is_empty());
            let start = self.cursor.at();
            if self.cursor.peek().is_none() {
                return;
            }
            if self.lines.len() >= MOST {
                return self.full(start);
            }
            let end = self.cursor.past(start, is_key);
            self.cursor.go(end);
            self.line(start, end, "the name of a signature; the field Signature has the value of the same name");
            if end == start || !self.skip(b'=') || !self.skip(b'(') {
                self.drop_rest("a name, \"=\" and a list in brackets are expected");
                continue;
            }
            self.components();
            self.params();
        }
    }

    /// `"@method" "content-digest";req)`.
    fn components(&mut self) {
        loop {
            self.cursor.skip_space();
            let start = self.cursor.at();
            match self.cursor.peek() {
                Some(b')') => return self.cursor.go(start + 1),
                Some(b'"') if self.lines.len() >= MOST => return self.full(start),
                Some(b'"') => {
                    let quoted = self.cursor.quoted();
                    while self.cursor.peek() == Some(b';') {
                        let from = self.cursor.at() + 1;
                        self.cursor.go(self.cursor.past(from, |b| b != b';' && b != b' ' && b != b')'));
                    }
                    if quoted.value.bytes().any(|b| b.is_ascii_uppercase()) {
                        self.cursor.fault(start, "the names of fields stand in lower case (RFC 9421 §2.1)");
                    }
                    self.line(start, self.cursor.at(), component(&quoted.value));
                }
                _ => return self.drop_rest("a component in double quotes, or \")\", is expected"),
            }
        }
    }

    /// `;created=1618884473;keyid="k"`.
    fn params(&mut self) {
        loop {
            self.cursor.skip_space();
            match self.cursor.peek() {
                None | Some(b',') => return,
                Some(b';') if self.lines.len() >= MOST => return self.full(self.cursor.at()),
                Some(b';') => {}
                _ => return self.drop_rest("\";\" and a parameter are expected"),
            }
            let from = self.cursor.past_space(self.cursor.at() + 1);
            let name_end = self.cursor.past(from, is_key);
            let name = self.value.get(from..name_end).unwrap_or_default();
            self.cursor.go(name_end);
            let mut text = String::new();
            if self.skip(b'=') {
                let start = self.cursor.at();
                if self.cursor.peek() == Some(b'"') {
                    text = self.cursor.quoted().value;
                } else {
                    let end = self.cursor.past(start, |b| !matches!(b, b';' | b',' | b' ' | b'\t'));
                    self.cursor.go(end);
                    text = self.value.get(start..end).unwrap_or_default().to_owned();
                }
            }
            self.line(from, self.cursor.at(), param(name, &text));
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is = self.cursor.peek() == Some(byte);
        if is {
            self.cursor.go(self.cursor.at() + 1);
        }
        is
    }

    /// Leaves out what follows, and says so once.
    fn full(&mut self, start: usize) {
        self.cursor.cut(start, format!("only the first {MOST} parts are read"));
        self.cursor.go(self.value.len());
    }

    fn drop_rest(&mut self, expected: &str) {
        let at = self.cursor.at();
        self.cursor.fault(at, format!("{expected} here; receivers drop the whole field (RFC 9651 §4.2)"));
        self.cursor.skip_to_comma();
    }

    fn line(&mut self, start: usize, end: usize, meaning: impl Into<Cow<'static, str>>) {
        let value = self.value.get(start..end).unwrap_or_default().to_owned();
        self.lines.push(Line { value, at: start..end, meaning: meaning.into() });
    }
}

fn is_key(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'.' | b'*')
}

/// What a component is (RFC 9421 §2).
fn component(name: &str) -> &'static str {
    match name {
        "@method" => "the method of the request",
        "@target-uri" => "the whole address of the request",
        "@authority" => "host and port of the request",
        "@scheme" => "http or https",
        "@request-target" => "the target as it stands in the first line of the request",
        "@path" => "the path of the request",
        "@query" => "the query of the request",
        "@query-param" => "one parameter of the query",
        "@status" => "the status of the response",
        "@signature-params" => "the parameters themselves; they must not be named here",
        _ if name.starts_with('@') => "a component that RFC 9421 does not define",
        _ => "a header field that is signed",
    }
}

/// What a parameter says (RFC 9421 §2.3).
fn param(name: &str, text: &str) -> Cow<'static, str> {
    let at = |words: &str| match text.parse::<i64>() {
        Ok(seconds) => format!("{words}: {}", Instant::from_millis(seconds.saturating_mul(1000)).iso()).into(),
        Err(_) if text.is_empty() => Cow::Owned(format!("{words}; asked for")),
        Err(_) => Cow::Owned(format!("{words}; a number of seconds is meant")),
    };
    match name {
        "created" => at("when it was signed"),
        "expires" => at("when the signature ends"),
        "keyid" => "which key signed".into(),
        "alg" => "how it was signed".into(),
        "nonce" => "a value that is used once, against replays".into(),
        "tag" => "which application the signature is for".into(),
        _ => "a parameter that RFC 9421 does not define".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_signatures_come_apart() {
        let text =
            "sig1=(\"@method\" \"@query-param\";name=\"a\" \"Date\");created=1618884473;alg=\"x\", b=();keyid=\"k\"";
        let (lines, faults) = parse(text);
        let values: Vec<_> = lines.iter().map(|line| line.value.as_str()).collect();
        let expected = [
            "sig1", "\"@method\"", "\"@query-param\";name=\"a\"", "\"Date\"", "created=1618884473", "alg=\"x\"", "b",
            "keyid=\"k\"",
        ];
        assert_eq!(values, expected);
        assert!(lines.iter().all(|line| text[line.at.clone()] == line.value));
        assert_eq!(lines[4].meaning, "when it was signed: 2021-04-20T02:07:53Z");
        assert_eq!((faults.len(), faults[0].at), (1, text.find("\"Date\"").unwrap()));
    }

    #[test]
    fn what_breaks_the_grammar_is_named_with_its_place() {
        for (text, at) in [("sig1", 4), ("sig1=x", 5), ("sig1=(date)", 6), ("a=(\"x\") b", 8), ("=()", 0), ("a=(", 3)] {
            let (_, faults) = parse(text);
            assert_eq!(faults.first().map(|fault| fault.at), Some(at), "{text}: {faults:?}");
        }
        let (lines, faults) = parse(&"a=(\"x\"),".repeat(10_000));
        assert!(lines.len() <= MOST + 1 && faults.iter().any(|f| f.what.starts_with("only the first")));
    }

    #[test]
    fn a_long_field_is_cut_once_and_says_so() {
        for value in
            [format!("sig=({})", "\"a\" ".repeat(2000)), format!("sig=(){}", ";a=1".repeat(2000)), "a=(),".repeat(2000)]
        {
            let (lines, faults) = parse(&value);
            assert_eq!((lines.len(), faults.len()), (MOST, 1), "{faults:?}");
            assert!(faults[0].what.contains("first 500"), "{faults:?}");
        }
    }
}
