//! JSON read from front to back without a tree: what is not wanted is passed over, and a value that has not the promised type
//! counts as absent. HAR files are large and mostly made of what nobody asks for: serde_json, which checks and builds all that it
//! passes, takes half as long again for them, and more than `JSON.parse` in the browser allows for.

use std::borrow::Cow;

use crate::search::{first_in, quote_or_escape};

/// A place in a JSON text.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
}

/// The text is no JSON, or ends too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// What is read, or that the text is broken there.
pub(super) type Step<T> = Result<T, Broken>;

/// A string between its quotes, its escapes not yet resolved.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Raw<'t> {
    text: &'t str,
    escaped: bool,
}

/// A value of which only the simple kinds are read.
pub(super) enum Scalar<'t> {
    Text(Raw<'t>),
    Number(f64),
    Bool(bool),
    /// `null`, or an object or list, which were passed over.
    Other,
}

/// What takes the members of an object. It must read or skip the value.
pub(super) type Member<'a, 't> = &'a mut dyn FnMut(&mut Reader<'t>, &str) -> Step<()>;

impl<'t> Reader<'t> {
    /// At the start of a text.
    pub fn new(text: &'t str) -> Self {
        Reader { text, at: 0 }
    }

    /// How far it was read, in bytes; where the text is broken, the place of that.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next byte that is no white space.
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    /// Reads an object, member by member. Another value is passed over; says whether it was an object.
    pub fn members(&mut self, each: Member<'_, 't>) -> Step<bool> {
        if self.peek() != Some(b'{') {
            return self.skip().map(|()| false);
        }
        self.at += 1;
        if self.take(b'}') {
            return Ok(true);
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(Broken);
            }
            let name = self.raw()?;
            if !self.take(b':') {
                return Err(Broken);
            }
            each(self, &name.decoded())?;
            if self.take(b'}') {
                return Ok(true);
            }
            if !self.take(b',') {
                return Err(Broken);
            }
        }
    }

    /// Reads a list, item by item; `each` must read or skip it. Another value is passed over; says whether it was a list.
    pub fn items(&mut self, each: &mut dyn FnMut(&mut Self) -> Step<()>) -> Step<bool> {
        if self.peek() != Some(b'[') {
            return self.skip().map(|()| false);
        }
        self.at += 1;
        if self.take(b']') {
            return Ok(true);
        }
        loop {
            each(self)?;
            if self.take(b']') {
                return Ok(true);
            }
            if !self.take(b',') {
                return Err(Broken);
            }
        }
    }

    /// Reads a value of which only the simple kinds matter.
    pub fn scalar(&mut self) -> Step<Scalar<'t>> {
        Ok(match self.peek().ok_or(Broken)? {
            b'"' => Scalar::Text(self.raw()?),
            b't' => self.word("true").map(|()| Scalar::Bool(true))?,
            b'f' => self.word("false").map(|()| Scalar::Bool(false))?,
            b'-' | b'0'..=b'9' => number(self.digits()?).map_or(Scalar::Other, Scalar::Number),
            _ => self.skip().map(|()| Scalar::Other)?,
        })
    }

    /// A string as it stands.
    pub fn raw_text(&mut self) -> Step<Option<Raw<'t>>> {
        Ok(if let Scalar::Text(raw) = self.scalar()? { Some(raw) } else { None })
    }

    /// A string.
    pub fn text(&mut self) -> Step<Option<String>> {
        // Nearly always it is one: names and values of headers are half of an entry.
        let raw = if self.peek() == Some(b'"') { Some(self.raw()?) } else { self.raw_text()? };
        Ok(raw.map(|raw| raw.decoded().into_owned()))
    }

    /// A number, also one in quotes.
    pub fn number(&mut self) -> Step<Option<f64>> {
        Ok(match self.scalar()? {
            Scalar::Number(number) => Some(number),
            Scalar::Text(raw) => crate::number::read(&raw.decoded()),
            _ => None,
        })
    }

    /// `true` or `false`.
    pub fn truth(&mut self) -> Step<Option<bool>> {
        Ok(if let Scalar::Bool(truth) = self.scalar()? { Some(truth) } else { None })
    }

    /// Passes over one value of any kind.
    pub fn skip(&mut self) -> Step<()> {
        // For each level one bit: whether it is an object. Call stacks may lie deep in each other.
        let (mut levels, mut depth, mut outer) = (0_u128, 0_u32, Vec::new());
        loop {
            match self.peek().ok_or(Broken)? {
                b'"' => drop(self.raw()?),
                open @ (b'{' | b'[') => {
                    if depth > 0 && depth % u128::BITS == 0 {
                        outer.push(levels);
                    }
                    levels = levels << 1 | u128::from(open == b'{');
                    depth += 1;
                    self.at += 1;
                    continue;
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                // Python writes these two, and `-Infinity`.
                b'N' => self.word("NaN")?,
                b'I' => self.word("Infinity")?,
                b'-' | b'0'..=b'9' => drop(self.digits()?),
                b'}' | b']' if depth > 0 => {} // an empty object or list, or a comma before its end
                _ => return Err(Broken),
            }
            loop {
                if depth == 0 {
                    return Ok(());
                }
                let is_object = levels & 1 == 1;
                match self.peek().ok_or(Broken)? {
                    b',' => {}
                    b':' if is_object => {}
                    close @ (b'}' | b']') if is_object == (close == b'}') => {
                        (levels, depth) = (levels >> 1, depth - 1);
                        if depth > 0 && depth % u128::BITS == 0 {
                            levels = outer.pop().unwrap_or_default();
                        }
                        self.at += 1;
                        continue;
                    }
                    _ => return Err(Broken),
                }
                self.at += 1;
                break;
            }
        }
    }

    /// The text of one value, which is passed over.
    pub fn value(&mut self) -> Step<&'t str> {
        self.peek();
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at).ok_or(Broken)
    }

    // A size-optimised build calls even this one, for every byte between the values.
    #[inline(always)]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over a sign of JSON's grammar, where it comes next.
    fn take(&mut self, sign: u8) -> bool {
        let next = self.peek() == Some(sign);
        self.at += usize::from(next);
        next
    }

    fn word(&mut self, word: &str) -> Step<()> {
        self.text.get(self.at..).filter(|rest| rest.starts_with(word)).ok_or(Broken)?;
        self.at += word.len();
        Ok(())
    }

    fn digits(&mut self) -> Step<&'t str> {
        let start = self.at;
        while matches!(self.byte(), Some(b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')) {
            self.at += 1;
        }
        if self.byte() == Some(b'I') {
            self.word("Infinity")?;
        }
        self.text.get(start..self.at).ok_or(Broken)
    }

    /// The string that starts here.
    fn raw(&mut self) -> Step<Raw<'t>> {
        let start = self.at + 1;
        let (mut at, mut escaped) = (start, false);
        loop {
            at = quote_or_escape(self.text.as_bytes(), at);
            match self.text.as_bytes().get(at) {
                Some(b'"') => break,
                Some(_) => {
                    escaped = true;
                    at += 2;
                }
                None => {
                    self.at = self.text.len();
                    return Err(Broken);
                }
            }
        }
        self.at = at + 1;
        Ok(Raw { text: self.text.get(start..at).ok_or(Broken)?, escaped })
    }
}

impl<'t> Raw<'t> {
    /// The text it stands for. Half a surrogate pair is read as U+FFFD, as every other reader shows it: JavaScript cuts strings
    /// between the two.
    pub fn decoded(self) -> Cow<'t, str> {
        if self.escaped { Cow::Owned(self.start(usize::MAX)) } else { Cow::Borrowed(self.text) }
    }

    /// The start of the text it stands for, about so many bytes and no fewer, where it has as many.
    pub fn start(self, enough: usize) -> String {
        if !self.escaped {
            let end = (enough.min(self.text.len())..=self.text.len()).find(|at| self.text.is_char_boundary(*at));
            return self.text.get(..end.unwrap_or(self.text.len())).unwrap_or("").to_owned();
        }
        let bytes = self.text.as_bytes();
        // Eight bytes are copied at a time, the last of them beyond the end.
        let mut out = Vec::with_capacity(self.text.len().min(enough.saturating_add(8)) + 16);
        let mut at = 0;
        while out.len() < enough {
            let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) else {
                let end = quote_or_escape(bytes, at);
                out.extend_from_slice(bytes.get(at..end).unwrap_or_default());
                if end >= bytes.len() {
                    break;
                }
                at = escape(self.text, end, &mut out);
                continue;
            };
            let run = first_in(*chunk);
            out.extend_from_slice(chunk);
            if run == 8 {
                at += 8;
            } else {
                out.truncate(out.len() + run - 8);
                at = escape(self.text, at + run, &mut out);
            }
        }
        // Where it stopped in the middle of a character, the rest of that belongs to it.
        let rest = bytes.get(at..).unwrap_or_default();
        out.extend(rest.iter().take_while(|byte| **byte & 0xc0 == 0x80));
        String::from_utf8(out).unwrap_or_default()
    }
}

/// Resolves the escape at `at`; gives what stands behind it.
fn escape(text: &str, at: usize, out: &mut Vec<u8>) -> usize {
    let sign = text.as_bytes().get(at + 1).copied().unwrap_or(b'\\');
    out.push(match sign {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'u' => return unicode(text, at, out),
        other => other,
    });
    at + 2
}

fn unicode(text: &str, at: usize, out: &mut Vec<u8>) -> usize {
    let Some(first) = unit(text, at) else {
        out.push(b'u');
        return at + 2;
    };
    let second = if (0xd800..0xdc00).contains(&first) { unit(text, at + 6) } else { None };
    let second = second.filter(|unit| (0xdc00..0xe000).contains(unit));
    let code = second.map_or(first, |second| 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    at + if second.is_some() { 12 } else { 6 }
}

/// The number of an escape `\u0041`.
fn unit(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u32::from_str_radix(digits, 16).ok()
}

/// A number; whole ones are by far the most.
fn number(text: &str) -> Option<f64> {
    let whole = text.len() < 16
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text.len() == 1 || !text.starts_with('0'));
    if !whole {
        return crate::number::read(text);
    }
    #[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
    Some(text.bytes().fold(0_u64, |all, digit| all * 10 + u64::from(digit - b'0')) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_as_serde_json_reads_them() {
        let long = "long enough for several steps of eight, ".repeat(5);
        for inner in [
            "",
            "a",
            "abcdefg",
            "abcdefgh",
            "abcdefghi",
            r"\n",
            r"\\",
            r#"\""#,
            r"\\\\\\\\\\\\\\\\\\",
            r"ä\u00e4ö\/\b\f\r\t",
            r"\ud83d\ude00 \uD83D\uDE00",
            "größer 😀 als",
            r"1234567\n1234567\n12345678\n",
            &long,
            &format!(r"{long}\n{long}\u00e4"),
        ] {
            let json = format!("\"{inner}\"");
            let expected: String = serde_json::from_str(&json).unwrap();
            let mut reader = Reader::new(&json);
            let raw = reader.raw_text().unwrap().unwrap();
            assert_eq!((raw.decoded().as_ref(), reader.at()), (expected.as_str(), json.len()), "{json}");
            for enough in 0..expected.len() {
                let start = raw.start(enough);
                assert!(
                    expected.starts_with(&start) && start.len() >= enough && start.len() < enough + 16,
                    "{enough} of {json}"
                );
            }
        }
    }

    #[test]
    fn halves_of_pairs_are_replaced() {
        for (json, expected) in [
            (r#""\ud83d""#, "\u{fffd}"),
            (r#""a\uDE00b""#, "a\u{fffd}b"),
            (r#""\ud83d\ud83d\ude00\ude00""#, "\u{fffd}😀\u{fffd}"),
            (r#""\ud83dx""#, "\u{fffd}x"),
        ] {
            assert_eq!(Reader::new(json).text(), Ok(Some(expected.to_owned())), "{json}");
        }
    }

    #[test]
    fn what_is_passed_over_ends_where_serde_json_ends() {
        for json in [
            "null",
            "-1.5e+3",
            "[]",
            "{}",
            "[ ]",
            r#"{"a":[{},[],"]}",{"b":{"c":"\"}"}}],"d":null,"e":true,"f":false}"#,
            "[1,[2,[3]]]",
        ] {
            let text = format!(" {json} rest");
            let mut reader = Reader::new(&text);
            assert_eq!(reader.value(), Ok(json));
            assert_eq!(reader.peek(), Some(b'r'));
            // A part of it is no value; of a number it may be.
            for cut in (0..json.len()).filter_map(|end| json.get(..end)).filter(|cut| !cut.starts_with('-')) {
                assert_eq!(Reader::new(cut).skip(), Err(Broken), "{cut}");
            }
        }
        for (json, rest) in [("[NaN,Infinity,-Infinity,\"NaN\"]", None), ("NaN", None), ("-Infinity 1", Some(b'1'))] {
            let mut reader = Reader::new(json);
            assert_eq!((reader.skip(), reader.peek()), (Ok(()), rest), "{json}");
        }
        for json in [
            "",
            "nonsense",
            "tru",
            "-Inf",
            "Na",
            "[}",
            "{]",
            "\"",
            r#""\"#,
            "}",
            "]",
            &"[".repeat(200),
            &format!("{}{}", "[".repeat(300), "}".repeat(300)),
        ] {
            assert_eq!(Reader::new(json).skip(), Err(Broken), "{json}");
        }
    }

    #[test]
    fn deep_values_are_passed_over() {
        for depth in [1, 127, 128, 129, 256, 257, 1000] {
            let json = format!(
                "{}{}1{}{}",
                "{\"a\":[".repeat(depth),
                "[".repeat(depth),
                "]".repeat(depth),
                "]}".repeat(depth)
            );
            assert_eq!(Reader::new(&json).value(), Ok(json.as_str()), "{depth}");
            let wrong = json.replace("1]", "1}");
            assert_eq!(Reader::new(&wrong).skip(), Err(Broken), "{depth}");
        }
    }

    #[test]
    fn another_type_counts_as_absent() {
        let json = r#"{"text":7,"number":"12","truth":"true","list":{},"object":[1],"\u0061":1.5}"#;
        let mut seen = Vec::new();
        let whole = Reader::new(json).members(&mut |reader, name| {
            seen.push(name.to_owned());
            match name {
                "text" => assert_eq!(reader.text(), Ok(None)),
                "number" => assert_eq!(reader.number(), Ok(Some(12.0))),
                "truth" => assert_eq!(reader.truth(), Ok(None)),
                "list" => assert_eq!(reader.items(&mut |_| Err(Broken)), Ok(false)),
                "object" => assert_eq!(reader.members(&mut |_, _| Err(Broken)), Ok(false)),
                _ => assert_eq!(reader.number(), Ok(Some(1.5))),
            }
            Ok(())
        });
        assert_eq!((whole, seen.join(" ").as_str()), (Ok(true), "text number truth list object a"));
        for (text, expected) in [
            ("7", Some(7.0)),
            ("-0.5", Some(-0.5)),
            ("123456789012345678", Some(123_456_789_012_345_680.0)),
            ("01", None),
            ("-", None),
            ("-Infinity", None),
        ] {
            assert_eq!(number(text), expected);
        }
    }
}
