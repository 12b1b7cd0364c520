//! The value of a parameter: a quoted-string, a token, and what senders write in their place.

use std::ops::Range;

use super::{After, BARE_VALUE, Reader};
use crate::http::challenge::AuthParam;
use crate::http::chars::{is_space, is_tchar, is_token};
use crate::http::cursor::Quoted;
use crate::http::ext_value;

impl Reader<'_> {
    /// Reads what follows `name=`.
    pub(super) fn value(&mut self, name: String, name_at: Range<usize>) -> After {
        self.after_token68(name_at.start);
        let equals = self.cursor.at();
        self.cursor.skip_space();
        let start = self.cursor.at();
        if self.cursor.peek() == Some(b'"') {
            let Quoted { value, at } = self.cursor.quoted();
            self.finish_param(name, value, true, name_at, at);
            return After::Item;
        }
        let end = self.value_end(start, equals);
        self.cursor.go(end);
        let text = self.cursor.slice(start..end);
        if text.is_empty() {
            self.cursor.fault(equals, "the value is missing (RFC 9110 §11.2)");
            self.finish_param(name, String::new(), false, name_at, equals..equals);
            return After::Item;
        }
        if let Some(end) = self.single_quoted(start, end) {
            self.cursor.go(end);
            let value = unfold(self.cursor.slice(start + 1..end - 1));
            self.finish_param(name, value, true, name_at, start..end);
            return After::Item;
        }
        let bad = self.cursor.past(start, is_tchar);
        if bad < end {
            let what = format!("{} {BARE_VALUE}", self.cursor.describe(bad));
            self.cursor.fault(bad, what);
        }
        self.finish_param(name, text.to_owned(), false, name_at, start..end);
        After::OpenValue
    }

    /// Where an unquoted value ends: at white space or a comma, a semicolon before them left out.
    fn value_end(&self, start: usize, equals: usize) -> usize {
        let end = self.cursor.past(start, |byte| !is_space(byte) && byte != b',');
        let text = self.cursor.slice(start..end);
        // `realm= nonce="x"`: the value is empty, and this is the next parameter.
        if start > equals && text.split_once("=\"").is_some_and(|(name, _)| is_token(name)) {
            return start;
        }
        // `realm=a;charset=UTF-8`: a semicolon for a comma, for no token holds one.
        if let Some((value, rest)) = text.split_once(';')
            && (rest.is_empty() || rest.split_once('=').is_some_and(|(name, _)| is_token(name)))
            && is_token(value)
        {
            return start + value.len();
        }
        if text.len() > 1 && text.ends_with(';') { end - 1 } else { end }
    }

    /// `'Secure Area'`: single quotes around what can be no token. Where the text is a token, the
    /// quotes are part of the value, as the grammar has it.
    fn single_quoted(&mut self, start: usize, end: usize) -> Option<usize> {
        if self.cursor.byte(start) != Some(b'\'') {
            return None;
        }
        if end > start + 1 && self.cursor.byte(end - 1) == Some(b'\'') {
            let inner = start + 1..end - 1;
            if self.cursor.past(start, is_tchar) >= end {
                let what = format!(
                    "single quotes are part of the value here (RFC 9110 §5.6.4); the sender may have meant \"{}\"",
                    self.cursor.slice(inner)
                );
                self.cursor.fault(start, what);
                return None;
            }
            self.cursor.fault(start, "single quotes do not quote (RFC 9110 §5.6.4); read as if they did");
            return Some(end);
        }
        let close = self.cursor.past(start + 1, |byte| byte != b'\'');
        self.cursor.byte(close)?;
        let after = self.cursor.byte(close + 1);
        if !matches!(after, None | Some(b',' | b';')) && !after.is_some_and(is_space) {
            return None;
        }
        self.cursor.fault(start, "single quotes do not quote (RFC 9110 §5.6.4); read as if they did");
        Some(close + 1)
    }

    fn finish_param(
        &mut self,
        name: String,
        mut value: String,
        quoted: bool,
        name_at: Range<usize>,
        value_at: Range<usize>,
    ) {
        if name.len() > 1 && name.ends_with('*') {
            match ext_value::decode(&value) {
                Some(decoded) => {
                    if quoted {
                        self.cursor
                            .fault(value_at.start, "the value of a name* does not stand in quotes (RFC 8187 §3.2.1)");
                    }
                    value = decoded;
                }
                None => self.cursor.fault(
                    value_at.start,
                    "the value of a name* must read charset'language'percent-encoded (RFC 8187 §3.2.1)",
                ),
            }
        }
        self.push(AuthParam { name, value, quoted, name_at, value_at });
    }

    /// `realm=Secure Area`: the second word has no other place than the value.
    pub(super) fn continue_value(&mut self, word: Range<usize>) {
        let item = self.current.as_mut().and_then(|building| building.items.last_mut());
        let Some(item) = item else { return };
        let gap = item.value_at.end;
        let space = self.cursor.slice(gap..word.start);
        item.value.push_str(if space.contains(['\r', '\n']) { " " } else { space });
        item.value.push_str(self.cursor.slice(word.clone()));
        item.value_at.end = word.end;
        if let Some(building) = &mut self.current {
            building.at.end = word.end;
        }
        self.cursor.fault(gap, "a value with a space must stand in quotes (RFC 9110 §5.6.4); read as one value");
    }
}

/// A line break with the white space around it is read as one space (RFC 9112 §5.2).
fn unfold(text: &str) -> String {
    let mut lines = text.split(['\r', '\n']);
    let mut out = lines.next().unwrap_or("").to_owned();
    for line in lines.map(|line| line.trim_start_matches([' ', '\t'])).filter(|line| !line.is_empty()) {
        out.truncate(out.trim_end_matches([' ', '\t']).len());
        out.push(' ');
        out.push_str(line);
    }
    out
}
