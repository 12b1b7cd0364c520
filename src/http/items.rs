//! The reader behind challenges, credentials and `Authentication-Info`: elements of a list, each an
//! auth-scheme, a token68 or a parameter, told apart as RFC 9110 §11 does, and beyond it where only
//! one reading makes sense.

mod value;

use std::collections::HashSet;
use std::ops::Range;

use super::challenge::{AuthParam, Challenge, Params};
use super::chars::{is_space, is_tchar, is_token, is_token68_char};
use super::cursor::{Cursor, Quoted};
use super::schemes;
use crate::fault::Fault;

/// Of one field value at most this many challenges and parameters are kept.
pub const MOST_ITEMS: usize = 10_000;

/// The end of the fault for a value that should stand in quotes.
pub(super) const BARE_VALUE: &str = "is not allowed in a value without quotes (RFC 9110 §5.6.2)";

/// What the field holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Any number of challenges.
    Challenges,
    /// One auth-scheme, then a token68 or parameters.
    Credentials,
    /// Parameters alone.
    Params,
}

/// Reads a whole field value.
pub(super) fn read(text: &str, mode: Mode) -> (Vec<Challenge>, Vec<Fault>) {
    let mut reader = Reader { cursor: Cursor::new(text), mode, done: Vec::new(), current: None, count: 0 };
    if mode == Mode::Params {
        reader.current = Some(Building::default());
    }
    reader.list();
    reader.close();
    (reader.done, reader.cursor.into_faults())
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    mode: Mode,
    done: Vec<Challenge>,
    current: Option<Building>,
    count: usize,
}

/// A challenge under way.
#[derive(Default)]
struct Building {
    scheme: String,
    at: Range<usize>,
    items: Vec<AuthParam>,
}

/// What stands before the item that is read next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Scheme,
    Comma,
    /// A `name=value` without quotes: a further word may belong to its value.
    OpenValue,
    Item,
}

impl Reader<'_> {
    fn list(&mut self) {
        let mut is_start = true;
        loop {
            self.cursor.skip_separators(is_start);
            is_start = false;
            match self.cursor.peek() {
                None => return,
                Some(b';') => {
                    self.semicolon();
                    continue;
                }
                Some(_) => {}
            }
            if self.count >= MOST_ITEMS {
                return self.cut();
            }
            self.element();
        }
    }

    /// Reads from the first byte of an element to the comma that ends it.
    fn element(&mut self) {
        let start = self.cursor.at();
        let may_start = match self.mode {
            Mode::Challenges => true,
            Mode::Credentials => self.current.is_none(),
            Mode::Params => false,
        };
        let after = match self.cursor.peek() {
            Some(b'"') if may_start && self.current.is_none() => self.quoted_scheme(),
            Some(b'"' | b'=') => After::Comma,
            _ => {
                let word = start..self.cursor.word_end(start);
                let next = self.cursor.past_space(word.end);
                match self.cursor.byte(next) {
                    Some(b'=') => After::Comma,
                    Some(b'"') if next == word.end && self.current.is_some() => After::Comma,
                    None | Some(b',' | b';') if !may_start || self.is_flag(&word, next) => After::Comma,
                    _ if !may_start => After::Comma,
                    next => {
                        if matches!(next, None | Some(b',' | b';')) {
                            self.lone_word(&word);
                        }
                        self.scheme(word);
                        After::Scheme
                    }
                }
            }
        };
        self.items(after);
    }

    /// Whether a word that stands alone between commas names a parameter rather than a challenge.
    /// By the grammar it is a challenge; but then a parameter after it has no place.
    fn is_flag(&mut self, word: &Range<usize>, next: usize) -> bool {
        let Some(building) = &self.current else { return false };
        let in_params = building.items.last().is_some_and(|item| !item.name.is_empty());
        if !in_params || schemes::is_known(self.cursor.slice(word.clone())) {
            return false;
        }
        // Where the challenge has such a name already, its sender writes them.
        if building.items.iter().any(AuthParam::is_bare) {
            return true;
        }
        if next != word.end {
            return false;
        }
        let following = self.cursor.past(next, |byte| is_space(byte) || matches!(byte, b',' | b';'));
        let end = self.cursor.past(following, is_tchar);
        end > following && self.cursor.byte(self.cursor.past_space(end)) == Some(b'=')
    }

    /// Names the other reading of a word that stands alone between commas, where there is one: it
    /// is the name of a parameter of the challenge before it, or the rest of a value without quotes.
    fn lone_word(&mut self, word: &Range<usize>) {
        let name = self.cursor.slice(word.clone());
        let Some(building) = &self.current else { return };
        let Some(last) = building.items.last().filter(|last| !last.name.is_empty()) else { return };
        if schemes::is_known(name) {
            return;
        }
        let other = if schemes::asks_with(&building.scheme, name) {
            "it could also be a parameter without \"=\" and value"
        } else if !last.quoted {
            "it could also be the end of the value before it, without its quotes"
        } else {
            return;
        };
        let what = format!("this word alone is read as a challenge of its own (RFC 9110 §11.6.1); {other}");
        self.cursor.fault(word.start, what);
    }

    fn scheme(&mut self, word: Range<usize>) {
        self.cursor.expect_token(word.clone(), "an auth-scheme");
        self.cursor.go(word.end);
        let text = self.cursor.slice(word.clone()).to_owned();
        self.open(text, word);
        let next = self.cursor.peek();
        if next == Some(b'\t') {
            let at = self.cursor.at();
            self.cursor.fault(at, "an auth-scheme is followed by a space, not a tab (RFC 9110 §11.3)");
        } else if next == Some(b'"') {
            let at = self.cursor.at();
            self.cursor.fault(at, "the space after the auth-scheme is missing (RFC 9110 §11.3)");
        }
    }

    /// `"Basic" "realm"=x`: the scheme in quotes. Not when it cannot be a scheme.
    fn quoted_scheme(&mut self) -> After {
        let start = self.cursor.at();
        let quoted = self.cursor.quoted();
        let next = self.cursor.past_space(self.cursor.at());
        if is_token(&quoted.value) && self.cursor.byte(next) != Some(b'=') {
            self.cursor.fault(start, "an auth-scheme does not stand in quotes (RFC 9110 §11.1)");
            self.open(quoted.value, quoted.at);
            return After::Scheme;
        }
        self.cursor.go(start);
        After::Comma
    }

    /// Starts a challenge.
    fn open(&mut self, scheme: String, at: Range<usize>) {
        self.close();
        self.count += 1;
        self.current = Some(Building { scheme, at, items: Vec::new() });
    }

    /// Ends the challenge under way.
    fn close(&mut self) {
        let Some(mut building) = self.current.take() else { return };
        self.duplicates(&building.items);
        let lone_token68 = building.items.len() == 1
            && building.items.first().is_some_and(|item| item.name.is_empty() && !item.quoted)
            && !building.scheme.is_empty();
        let params = match building.items.pop() {
            None => Params::None,
            Some(only) if lone_token68 => Params::Token68 { value: only.value, at: only.value_at },
            Some(last) => {
                building.items.push(last);
                Params::List(building.items)
            }
        };
        if self.mode == Mode::Params || !building.scheme.is_empty() || params != Params::None {
            self.done.push(Challenge { scheme: building.scheme, params, at: building.at });
        }
    }

    /// Adds an item to the challenge under way, or to one without a scheme.
    fn push(&mut self, item: AuthParam) {
        if self.current.is_none() {
            let at = item.name_at.start;
            self.cursor.fault(at, "the auth-scheme is missing in front of this (RFC 9110 §11.3)");
            self.open(String::new(), item.name_at.clone());
        }
        self.count += 1;
        if let Some(building) = &mut self.current {
            if building.scheme.is_empty() && building.items.is_empty() {
                building.at = item.name_at.clone();
            }
            building.at.end = item.value_at.end.max(item.name_at.end);
            if building.items.is_empty() {
                building.items = Vec::with_capacity(4);
            }
            building.items.push(item);
        }
    }

    /// Reads the items up to the next comma.
    fn items(&mut self, mut after: After) {
        loop {
            self.cursor.skip_space();
            let start = self.cursor.at();
            match self.cursor.peek() {
                None | Some(b',') => return,
                _ if self.count >= MOST_ITEMS => return self.cut(),
                Some(b';') => return self.semicolon(),
                Some(b'=') => {
                    self.cursor.fault(start, "a parameter name is missing before this \"=\"");
                    return self.cursor.skip_to_comma();
                }
                Some(b'"') => after = self.quoted_item(after),
                _ => match self.word(after) {
                    Some(next) => after = next,
                    None => return,
                },
            }
        }
    }

    /// Takes a semicolon for the comma that was meant.
    fn semicolon(&mut self) {
        let at = self.cursor.at();
        self.cursor.fault(at, "a semicolon where a comma separates parameters (RFC 9110 §11.2)");
        self.cursor.go(at + 1);
    }

    fn cut(&mut self) {
        let at = self.cursor.at();
        self.cursor.cut(at, format!("only the first {MOST_ITEMS} challenges and parameters are read"));
        self.cursor.finish();
    }

    /// A quoted-string where a parameter is expected: a name in quotes, or a value without a name.
    fn quoted_item(&mut self, after: After) -> After {
        let Quoted { value, at } = self.cursor.quoted();
        self.comma_missing(after, at.start);
        let equals = self.cursor.past_space(at.end);
        if self.cursor.byte(equals) == Some(b'=') {
            if value.is_empty() {
                self.cursor.fault(equals, "a parameter name is missing before this \"=\"");
                self.cursor.skip_to_comma();
                return After::Item;
            }
            self.cursor.fault(at.start, "a parameter name does not stand in quotes (RFC 9110 §11.2)");
            self.cursor.go(equals + 1);
            return self.value(value, at);
        }
        self.cursor.fault(at.start, "a value without a parameter name (RFC 9110 §11.2)");
        self.push(AuthParam { name: String::new(), value, quoted: true, name_at: at.start..at.start, value_at: at });
        After::Item
    }

    /// Reads an item that starts with a word. `None` when it ended the element.
    fn word(&mut self, after: After) -> Option<After> {
        let start = self.cursor.at();
        let word = start..self.cursor.word_end(start);
        let text = self.cursor.slice(word.clone());
        let padded = self.cursor.past(word.end, |byte| byte == b'=');
        let padding = padded - word.end;
        let next = self.cursor.past_space(padded);
        let ends = matches!(self.cursor.byte(next), None | Some(b',' | b';'));
        let fits68 = self.cursor.past(word.start, is_token68_char) == word.end && self.mode != Mode::Params;

        if fits68 && after == After::Scheme && (ends || padding > 1) && !self.is_bare_name(padding, next) {
            self.cursor.go(padded);
            return Some(self.nameless(start..padded));
        }
        if fits68 && after != After::Comma && padding > 1 && (ends || next > padded) {
            self.comma_missing(after, start);
            self.cursor.go(padded);
            return Some(self.nameless(start..padded));
        }
        let equals = self.cursor.past_space(word.end);
        if self.cursor.byte(equals) == Some(b'=') {
            self.comma_missing(after, start);
            self.cursor.expect_token(word.clone(), "a parameter name");
            self.cursor.go(equals + 1);
            let name = text.to_owned();
            return Some(self.value(name, word));
        }
        if self.cursor.byte(word.end) == Some(b'"') {
            self.comma_missing(after, start);
            self.cursor.fault(word.end, "the \"=\" between name and value is missing (RFC 9110 §11.2)");
            self.cursor.go(word.end);
            let name = text.to_owned();
            return Some(self.value(name, word));
        }
        self.cursor.go(word.end);
        let late = after != After::Scheme && after != After::OpenValue; // no place for a token68
        if self.mode != Mode::Challenges && (late || self.is_bare_name(0, next)) && after != After::OpenValue {
            self.comma_missing(after, start);
            self.bare_name(word);
            return Some(After::Item);
        }
        match after {
            After::Scheme => Some(self.nameless(word)),
            After::Comma => {
                self.bare_name(word);
                Some(After::Item)
            }
            After::OpenValue | After::Item if self.mode == Mode::Challenges && schemes::is_known(text) => {
                self.cursor.fault(start, "a comma is missing before this challenge (RFC 9110 §11.6.1)");
                self.scheme(word);
                Some(After::Scheme)
            }
            After::OpenValue => {
                self.continue_value(word);
                Some(After::OpenValue)
            }
            After::Item => {
                self.comma_missing(after, start);
                Some(self.nameless(word))
            }
        }
    }

    /// Whether a word without `=` in credentials is a name without a value: credentials are no
    /// list, so with a comma after it, it cannot be a token68.
    fn is_bare_name(&self, padding: usize, next: usize) -> bool {
        match self.mode {
            Mode::Challenges => false,
            Mode::Credentials => padding == 0 && self.cursor.byte(next) == Some(b','),
            Mode::Params => padding == 0,
        }
    }

    fn bare_name(&mut self, word: Range<usize>) {
        self.cursor.expect_token(word.clone(), "a parameter name");
        let what = if self.mode == Mode::Challenges {
            "a parameter without \"=\" and value; it could also be a challenge of its own (RFC 9110 §11.3)"
        } else {
            "a parameter without \"=\" and value (RFC 9110 §11.2)"
        };
        self.cursor.fault(word.start, what);
        self.cursor.go(word.end);
        let name = self.cursor.slice(word.clone()).to_owned();
        let end = word.end;
        self.push(AuthParam { name, value: String::new(), quoted: false, name_at: word, value_at: end..end });
    }

    /// A token68, or what stands in its place.
    fn nameless(&mut self, at: Range<usize>) -> After {
        let bad = self.cursor.past(at.start, |byte| is_token68_char(byte) || byte == b'=');
        if bad < at.end {
            let what = format!("{} is not allowed in a token68 (RFC 9110 §11.2)", self.cursor.describe(bad));
            self.cursor.fault(bad, what);
        }
        if self.current.as_ref().is_some_and(|building| !building.items.is_empty()) {
            self.cursor.fault(at.start, "a token68 and parameters exclude each other (RFC 9110 §11.3)");
        }
        let value = self.cursor.slice(at.clone()).to_owned();
        let name = value.trim_end_matches('=');
        if self.mode == Mode::Challenges && self.current.as_ref().is_some_and(|c| schemes::asks_with(&c.scheme, name)) {
            let what = format!(
                "\"{value}\" is a token68 here (RFC 9110 §11.2); it could also be the parameter {name} without its value"
            );
            self.cursor.fault(at.start, what);
        }
        self.push(AuthParam { name: String::new(), value, quoted: false, name_at: at.start..at.start, value_at: at });
        After::Item
    }

    fn comma_missing(&mut self, after: After, at: usize) {
        if matches!(after, After::OpenValue | After::Item) {
            self.cursor.fault(at, "a comma is missing before this (RFC 9110 §11.2)");
        }
    }

    /// Notes a parameter that follows a token68, and one that a comma cuts off from its scheme.
    fn after_token68(&mut self, at: usize) {
        let Some(building) = &self.current else { return };
        let after_token68 = building.items.last().is_some_and(|item| item.name.is_empty() && !item.quoted);
        let cut_off =
            building.items.is_empty() && !building.scheme.is_empty() && self.cursor.byte(building.at.end) == Some(b',');
        if after_token68 {
            self.cursor.fault(at, "a token68 and parameters exclude each other (RFC 9110 §11.3)");
        } else if cut_off {
            let comma = building.at.end;
            self.cursor.fault(
                comma,
                "a comma between the auth-scheme and its parameters (RFC 9110 §11.3); the parameters are read as its own",
            );
        }
    }

    /// Names may occur once only (RFC 9110 §11.2).
    fn duplicates(&mut self, items: &[AuthParam]) {
        /// So few are compared with each other sooner than they are remembered.
        const FEW: usize = 16;
        let mut seen = HashSet::new();
        for (at, item) in items.iter().enumerate().filter(|(_, item)| !item.name.is_empty()) {
            let again = if items.len() <= FEW {
                items.iter().take(at).any(|other| other.name.eq_ignore_ascii_case(&item.name))
            } else {
                !seen.insert(item.name.to_ascii_lowercase())
            };
            if again {
                let what = format!("the parameter \"{}\" occurs more than once (RFC 9110 §11.2)", item.name);
                self.cursor.fault(item.name_at.start, what);
            }
        }
    }
}
