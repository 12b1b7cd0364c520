//! JSON (RFC 8259) read leniently: a broken or cut text gives the members up to the break.
//!
//! serde_json stops at the first error, takes duplicate names silently and refuses more than 128
//! levels; a tool that explains broken tokens must show what can be read and name the byte.

use serde_json::{Map, Number, Value};

use crate::fault::Fault;

/// Arrays and objects deeper than this are left out, with a fault.
pub const MAX_DEPTH: usize = 64;

/// Faults after these are not noted.
const MAX_FAULTS: usize = 50;

/// Reads `text`. `None` when not even the beginning of a value is there. The offsets of the faults
/// count bytes of `text`.
pub fn read(text: &str) -> (Option<Value>, Vec<Fault>) {
    let mut reader = Reader { text, at: 0, faults: Vec::new(), stopped: false };
    if text.starts_with('\u{feff}') {
        reader.fault(0, "a byte order mark stands before the JSON");
        reader.at = '\u{feff}'.len_utf8();
    }
    let value = reader.value(0);
    reader.space();
    if value.is_some() && !reader.stopped && reader.at < text.len() {
        reader.fault(reader.at, "more text follows the JSON value");
    }
    (value, reader.faults)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    faults: Vec<Fault>,
    /// Nothing after the first break of the grammar is read.
    stopped: bool,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, what: impl Into<std::borrow::Cow<'static, str>>) {
        // Each fault is later traced back to its base64url character, which costs a walk.
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault::new(at, what));
        }
    }

    fn stop<T>(&mut self, what: &'static str) -> Option<T> {
        if !self.stopped {
            let what = if self.at >= self.text.len() { "the JSON ends too early" } else { what };
            self.fault(self.at, what);
            self.stopped = true;
        }
        None
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.space();
        match self.peek() {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                self.fault(self.at, "nested more than 64 levels deep; what lies deeper is left out");
                self.skip_nested();
                Some(Value::Null)
            }
            Some(b'{') => Some(Value::Object(self.object(depth))),
            Some(b'[') => Some(Value::Array(self.array(depth))),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
            None => self.stop("a value is missing"),
        }
    }

    fn object(&mut self, depth: usize) -> Map<String, Value> {
        let mut map = Map::new();
        self.at += 1;
        self.space();
        if self.take(b'}') {
            return map;
        }
        while !self.stopped {
            self.space();
            let start = self.at;
            if self.peek() == Some(b'}') {
                self.fault(start, "a comma stands before the closing \"}\"");
                self.at += 1;
                break;
            }
            if self.peek() != Some(b'"') {
                self.stop::<()>("a name in double quotes is missing");
                break;
            }
            let Some(name) = self.string() else { break };
            if self.stopped {
                break; // cut in the middle of the name: it names nothing
            }
            self.space();
            if !self.take(b':') {
                self.stop::<()>("a colon is missing");
                break;
            }
            if let Some(value) = self.value(depth + 1) {
                if map.contains_key(&name) {
                    // RFC 7519 §4: refuse the token or take the last; RFC 7515 §4 says the same of headers.
                    self.fault(start, format!("the name {name:?} appears twice; the last one is shown"));
                }
                map.insert(name, value);
            }
            if !self.next_item(b'}') {
                break;
            }
        }
        map
    }

    fn array(&mut self, depth: usize) -> Vec<Value> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b']') {
            return items;
        }
        while !self.stopped {
            self.space();
            if self.peek() == Some(b']') {
                self.fault(self.at, "a comma stands before the closing \"]\"");
                self.at += 1;
                break;
            }
            items.extend(self.value(depth + 1));
            if !self.next_item(b']') {
                break;
            }
        }
        items
    }

    /// Whether a comma follows; the closing bracket and a break of the grammar end the list.
    fn next_item(&mut self, close: u8) -> bool {
        if self.stopped {
            return false;
        }
        self.space();
        if self.take(b',') {
            return true;
        }
        if !self.take(close) {
            self.stop::<()>("a comma or a closing bracket is missing");
        }
        false
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let run = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            out.push_str(rest.get(..run).unwrap_or_default());
            self.at += run;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Some(out);
                }
                Some(b'\\') => self.escape(&mut out),
                Some(control) => {
                    self.fault(self.at, "a control character inside a string is not escaped");
                    out.push(char::from(control));
                    self.at += 1;
                }
                None => {
                    self.stop::<()>("a string does not end");
                    return Some(out);
                }
            }
        }
    }

    fn escape(&mut self, out: &mut String) {
        let start = self.at;
        self.at += 2;
        let plain = match self.text.as_bytes().get(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => match self.code_point() {
                Some(c) => c,
                None => {
                    self.fault(start, "an escape \\u does not name a character");
                    char::REPLACEMENT_CHARACTER
                }
            },
            _ => {
                // Take the backslash alone: the byte after it may start a longer character.
                self.at = start + 1;
                self.fault(start, "a backslash starts no escape that JSON knows");
                '\\'
            }
        };
        out.push(plain);
    }

    /// The four digits after `\u`, with the second half of a surrogate pair.
    fn code_point(&mut self) -> Option<char> {
        let high = self.hex4()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        if self.text.get(self.at..self.at + 2) != Some("\\u") {
            return None;
        }
        let before = self.at;
        self.at += 2;
        match self.hex4() {
            Some(low) if (0xdc00..0xe000).contains(&low) => {
                char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
            }
            _ => {
                self.at = before;
                None
            }
        }
    }

    fn hex4(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let digits = rest.get(..end).unwrap_or_default();
        self.at += end;
        if let Ok(number) = digits.parse::<Number>() {
            return Some(Value::Number(number));
        }
        if self.at >= self.text.len() {
            return self.stop("a number ends too early");
        }
        // Leading zeros, a plus sign, a number beyond the range of a double: still shown, as text.
        self.fault(start, format!("{:?} is not a number that JSON knows", clip(digits)));
        Some(Value::String(clip(digits).to_owned()))
    }

    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)] {
            if rest.starts_with(word) {
                self.at += word.len();
                return Some(value);
            }
            if !rest.is_empty() && word.starts_with(rest) {
                self.at = self.text.len();
                return self.stop("a word ends too early");
            }
        }
        self.stop("no JSON value starts here")
    }

    /// Steps over one bracketed value without building it, however deep.
    fn skip_nested(&mut self) {
        let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
        for (offset, byte) in self.text.bytes().enumerate().skip(self.at) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.at = offset + 1;
                        return;
                    }
                }
                _ => {}
            }
        }
        self.at = self.text.len();
        self.stop::<()>("a closing bracket is missing");
    }
}

/// At most 40 bytes of an ASCII text.
fn clip(text: &str) -> &str {
    text.get(..40).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(text: &str, value: Option<Value>, expect: &[(usize, &str)]) {
        let (read, faults) = read(text);
        assert_eq!(read, value, "{text}");
        assert_eq!(faults.len(), expect.len(), "{text}: {faults:?}");
        for (fault, (at, what)) in faults.iter().zip(expect) {
            assert_eq!(fault.at, *at, "{text}: {}", fault.what);
            assert!(fault.what.contains(what), "{text}: {} has no {what}", fault.what);
        }
    }

    #[test]
    fn reads_what_serde_json_reads() {
        for text in [
            r#" {"a":[1,-2.5e3,true,false,null,"x\n\u00e9\ud83d\ude00\/"],"b":{}} "#,
            "[]",
            "18446744073709551615",
            "\"\"",
            "0",
        ] {
            check(text, Some(serde_json::from_str(text).unwrap()), &[]);
        }
    }

    #[test]
    fn keeps_what_stands_before_a_break() {
        check(r#"{"iss":"a","exp":17"#, Some(json!({"iss":"a","exp":17})), &[(19, "too early")]);
        check(r#"{"iss":"a","ex"#, Some(json!({"iss":"a"})), &[(14, "too early")]);
        check(r#"{"iss":"ab"#, Some(json!({"iss":"ab"})), &[(10, "too early")]);
        check(r#"{"a":1 "b":2}"#, Some(json!({"a":1})), &[(7, "comma")]);
        check(r#"{"a":tr"#, Some(json!({})), &[(7, "too early")]);
        check("{'a':1}", Some(json!({})), &[(1, "double quotes")]);
        check("", None, &[(0, "too early")]);
        check("hello", None, &[(0, "no JSON value")]);
    }

    #[test]
    fn goes_on_after_small_faults() {
        check(r#"{"a":1,"a":2}"#, Some(json!({"a":2})), &[(7, "twice")]);
        check(r#"{"a":[1,],}"#, Some(json!({"a":[1]})), &[(8, "comma"), (10, "comma")]);
        check("{} x", Some(json!({})), &[(3, "more text")]);
        check(r#"["\x","\ud800"]"#, Some(json!(["\\x", "\u{fffd}"])), &[(2, "backslash"), (7, "\\u")]);
        check("[1e999,007]", Some(json!(["1e999", "007"])), &[(1, "number"), (7, "number")]);
        check("\u{feff}[]", Some(json!([])), &[(0, "byte order")]);
    }

    #[test]
    fn depth_is_bounded() {
        let text = format!("{{\"a\":{}{},\"b\":1}}", "[".repeat(10_000), "]".repeat(10_000));
        let (value, faults) = read(&text);
        assert_eq!(value.unwrap()["b"], json!(1));
        assert_eq!(faults.len(), 1);
        assert!(faults[0].what.contains("64 levels"));
        let (_, faults) = read(&"[".repeat(1_000_000));
        assert_eq!(faults.len(), 2);
    }
}
