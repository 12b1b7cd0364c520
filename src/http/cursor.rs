//! A place in a field value, and the small steps that every grammar of these fields takes.

use std::borrow::Cow;
use std::ops::Range;

use super::chars::{is_forbidden_control, is_space, is_tchar};
use crate::fault::Fault;
use crate::sorted;

/// Of a longer field value only this many bytes are read: 1 MiB.
pub const LONGEST: usize = 1 << 20;

/// After this many faults no more are listed, but those that say where reading stopped.
pub const MOST_FAULTS: usize = 64;

/// Reads a field value from front to back and collects faults.
pub(super) struct Cursor<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    faults: Vec<Fault>,
    cuts: Vec<Fault>,
}

/// A quoted-string, unescaped.
pub(super) struct Quoted {
    pub value: String,
    /// The bytes from quote to quote.
    pub at: Range<usize>,
}

impl<'a> Cursor<'a> {
    /// At the start of `text`. Cuts it at [`LONGEST`] bytes, and says so.
    pub fn new(text: &'a str) -> Self {
        let mut cut = text.len().min(LONGEST);
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        let mut cursor =
            Cursor { text: text.get(..cut).unwrap_or(""), bytes: &[], at: 0, faults: Vec::new(), cuts: Vec::new() };
        cursor.bytes = cursor.text.as_bytes();
        if cut < text.len() {
            cursor.cut(cut, format!("only the first {cut} bytes are read"));
        }
        cursor
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.bytes.len());
    }

    /// The byte here.
    pub fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    /// The byte at `at`.
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// The text of a range that starts and ends at ASCII bytes.
    pub fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or("")
    }

    /// Moves to the end.
    pub fn finish(&mut self) {
        self.at = self.bytes.len();
    }

    /// Notes a fault. Those past [`MOST_FAULTS`] are dropped; the last one says so.
    pub fn fault(&mut self, at: usize, what: impl Into<Cow<'static, str>>) {
        match self.faults.len() {
            n if n < MOST_FAULTS => self.faults.push(Fault::new(at, what)),
            MOST_FAULTS => self.faults.push(Fault::new(at, "further faults are not listed")),
            _ => {}
        }
    }

    /// Notes where reading stopped. It is kept however many faults there are.
    pub fn cut(&mut self, at: usize, what: String) {
        self.cuts.push(Fault::new(at, what));
    }

    /// The faults in the order of the text.
    pub fn into_faults(mut self) -> Vec<Fault> {
        self.faults.append(&mut self.cuts);
        sorted::by_key(&mut self.faults, |fault| fault.at);
        self.faults
    }

    /// The first offset from `from` on whose byte is no white space.
    pub fn past_space(&self, from: usize) -> usize {
        self.past(from, is_space)
    }

    /// The first offset from `from` on whose byte does not fit.
    pub fn past(&self, from: usize, fits: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().position(|&byte| !fits(byte)).unwrap_or(rest.len())
    }

    /// Skips white space; a line fold is a fault.
    pub fn skip_space(&mut self) {
        let end = self.past_space(self.at);
        if let Some(fold) = (self.at..end).find(|&at| matches!(self.byte(at), Some(b'\r' | b'\n'))) {
            self.fault(fold, "a line break inside a field value is obsolete; read as a space (RFC 9112 §5.2)");
        }
        self.at = end;
    }

    /// Skips white space and commas: an empty list element is none (RFC 9110 §5.6.1.2). But a sender
    /// must not write one, and some clients refuse it, so each run of them is a fault.
    pub fn skip_separators(&mut self, is_start: bool) {
        let (mut needed, mut empty) = (!is_start, None);
        loop {
            self.skip_space();
            if self.peek() != Some(b',') {
                break;
            }
            if !std::mem::take(&mut needed) || self.past_space(self.at + 1) == self.bytes.len() {
                empty.get_or_insert(self.at);
            }
            self.at += 1;
        }
        if let Some(at) = empty {
            self.fault(at, "an empty list element, which a sender must not write (RFC 9110 §5.6.1.1); it is skipped");
        }
    }

    /// The end of the word that starts at `from`: up to white space, `,`, `;`, `=` or `"`.
    pub fn word_end(&self, from: usize) -> usize {
        self.past(from, |byte| !is_space(byte) && !matches!(byte, b',' | b';' | b'=' | b'"'))
    }

    /// Whether `at` ends an element: the end, a comma, or (the common slip) a semicolon.
    pub fn ends_element(&self, at: usize) -> bool {
        matches!(self.byte(at), None | Some(b',' | b';'))
    }

    /// Skips what cannot be read, up to the next comma outside quotes.
    pub fn skip_to_comma(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b',' => return,
                b'"' => {
                    self.quoted();
                }
                _ => self.at += 1,
            }
        }
    }

    /// A fault at the first byte of `range` that is no `tchar`.
    pub fn expect_token(&mut self, range: Range<usize>, name: &str) {
        let bad = self.past(range.start, is_tchar);
        if bad < range.end {
            let what = format!("{} is not allowed in {name} (RFC 9110 §5.6.2)", self.describe(bad));
            self.fault(bad, what);
        }
    }

    /// The character at `at`, in words.
    pub fn describe(&self, at: usize) -> String {
        describe(self.text.get(at..).and_then(|rest| rest.chars().next()))
    }

    /// Reads a quoted-string (RFC 9110 §5.6.4) that starts here. Without a closing quote it goes to
    /// the end, or to the comma before the next `name="`.
    pub fn quoted(&mut self) -> Quoted {
        let open = self.at;
        let mut value = String::new();
        let mut at = open + 1;
        let mut plain = at; // start of the run that is not yet copied
        let mut control = None;
        loop {
            at = self.past(at, is_plain);
            let Some(byte) = self.byte(at) else {
                value.push_str(self.slice(plain..at));
                self.fault(open, "the closing quote is missing; the value is read to the end of the field");
                break;
            };
            match byte {
                b'\\' => {
                    value.push_str(self.slice(plain..at));
                    if self.byte(at + 1).is_none() {
                        self.fault(at, "a backslash with nothing after it");
                    }
                    plain = at + 1; // the escaped character starts the next run
                    let breaks = matches!(self.byte(plain), Some(b'\r' | b'\n')); // and is no escape
                    at = (if breaks { plain } else { plain + 1 }).min(self.bytes.len());
                }
                b'"' => match self.after_quote(at) {
                    Quote::Closes => {
                        let rest = self.slice(plain..at);
                        // Most have no escape: then it is the whole value.
                        if value.is_empty() {
                            value = rest.to_owned()
                        } else {
                            value.push_str(rest)
                        }
                        at += 1;
                        break;
                    }
                    Quote::Inside => {
                        self.fault(at, "a quote inside a quoted-string must be escaped as \\\" (RFC 9110 §5.6.4); read as part of the value");
                        at += 1;
                    }
                    Quote::OpensTheNext(comma) if comma >= plain => {
                        value.push_str(self.slice(plain..comma));
                        self.fault(open, "the closing quote is missing before the next parameter");
                        at = comma;
                        break;
                    }
                    Quote::OpensTheNext(_) => at += 1,
                },
                b'\r' | b'\n' => {
                    value.push_str(self.slice(plain..at));
                    value.push(' ');
                    self.fault(at, "a line break inside a field value is obsolete; read as a space (RFC 9112 §5.2)");
                    at = self.past_space(at);
                    plain = at;
                }
                _ => {
                    if is_forbidden_control(byte) && control.is_none() {
                        control = Some(at);
                    }
                    at += 1;
                }
            }
        }
        if let Some(bad) = control {
            let what = format!("{} is not allowed in a field value (RFC 9110 §5.5)", self.describe(bad));
            self.fault(bad, what);
        }
        self.go(at);
        if let Some(utf8) = latin1_as_utf8(&value) {
            self.fault(open, format!("these bytes are UTF-8 shown as Latin-1; as UTF-8 they read \"{utf8}\""));
        }
        Quoted { value, at: open..self.at }
    }

    /// What the quote at `at` does, judged by what stands around it.
    fn after_quote(&self, at: usize) -> Quote {
        let next = at + 1;
        match self.byte(next) {
            None | Some(b',' | b';' | b'=' | b'"') => return Quote::Closes,
            Some(byte) if is_space(byte) => return Quote::Closes,
            Some(_) => {}
        }
        if let Some(comma) = self.comma_before_name(at) {
            return Quote::OpensTheNext(comma);
        }
        let word = self.word_end(next);
        if self.byte(word) == Some(b'=') && word > next {
            return Quote::Closes; // realm="a"nonce="b": a comma is missing
        }
        // my"realm": a later quote closes, if it is one that can.
        let later = self.past(next, |byte| byte != b'"');
        let closes = self.byte(later).is_some() && (self.ends_element(self.past_space(later + 1)));
        if closes && self.byte(later.wrapping_sub(1)) != Some(b'=') { Quote::Inside } else { Quote::Closes }
    }

    /// For a quote at `at` with `, name=` before it: where that comma is.
    fn comma_before_name(&self, at: usize) -> Option<usize> {
        let before = self.bytes.get(..at)?.strip_suffix(b"=")?;
        let name = before.iter().rposition(|&byte| !is_tchar(byte))?;
        let gap = before.get(..=name)?.iter().rposition(|&byte| !is_space(byte))?;
        (name + 1 < before.len() && before.get(gap) == Some(&b',')).then_some(gap)
    }
}

/// What means nothing special inside a quoted-string.
fn is_plain(byte: u8) -> bool {
    byte >= b' ' && !matches!(byte, b'"' | b'\\' | 127)
}

enum Quote {
    Closes,
    Inside,
    /// The string before it was never closed; it ended at this comma.
    OpensTheNext(usize),
}

/// A character in words: `"@"`, `a space`, `U+0007`.
pub(super) fn describe(char: Option<char>) -> String {
    match char {
        None => "the end".to_owned(),
        Some(' ') => "a space".to_owned(),
        Some('\t') => "a tab".to_owned(),
        Some('"') => "a double quote".to_owned(),
        Some(c) if c.is_alphanumeric() || c.is_ascii_graphic() => format!("\"{c}\""),
        Some(c) => format!("U+{:04X}", u32::from(c)),
    }
}

/// The UTF-8 reading of a text whose characters are all bytes, when it has one that differs.
fn latin1_as_utf8(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    String::from_utf8(bytes?).ok().filter(|utf8| !utf8.chars().any(char::is_control))
}
