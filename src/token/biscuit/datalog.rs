//! The Datalog of a block as text, written as Biscuit's own tools write it.

use super::super::reading::hex;
use super::wire::Message;
use crate::instant::Instant;

/// Words that every biscuit may name by number without holding them.
const KNOWN: [&str; 28] = [
    "read", "write", "resource", "operation", "right", "time", "role", "owner", "tenant", "namespace", "user", "team",
    "service", "admin", "email", "group", "member", "ip_address", "client", "client_ip", "domain", "path", "version",
    "cluster", "node", "hostname", "nonce", "query",
];

/// The number of the first word that a token brings itself.
const OWN: u64 = 1024;

/// Longer words are cut, in characters.
const LONGEST_WORD: usize = 400;

/// Longer lines are cut, in bytes.
const LONGEST_LINE: usize = 4096;

/// So many parts of a token are written; a real one has dozens.
const MOST_PARTS: usize = 2_000;

/// Deeper values are not written.
const DEEPEST: usize = 16;

/// What the numbers in blocks stand for; grows from block to block.
#[derive(Default)]
pub(super) struct Tables {
    words: Vec<String>,
    keys: Vec<String>,
    parts: usize,
}

/// A line of Datalog: `fact`, `rule` or `check`, and its text without the final semicolon.
pub(super) type Line = (&'static str, String);

impl Tables {
    /// The lines of a block, and whether all of it could be written.
    pub fn block(&mut self, block: &Message<'_>) -> (Vec<Line>, bool) {
        self.words.extend(block.all(1).map(|word| String::from_utf8_lossy(word).chars().take(LONGEST_WORD).collect()));
        self.keys.extend(block.all(8).map(|key| public_key(&Message::read(key))));
        let scope = self.scope(block, 7).map(|scope| ("rule", scope.trim_start().to_owned()));
        let (mut lines, mut whole): (Vec<Line>, bool) = (scope.into_iter().collect(), block.whole);
        for (number, kind, write) in [
            (4, "fact", Self::fact as fn(&mut Self, &Message<'_>) -> Option<String>),
            (5, "rule", Self::rule),
            (6, "check", Self::check),
        ] {
            for bytes in block.all(number) {
                match write(self, &Message::read(bytes)) {
                    Some(text) => lines.push((kind, cut(text))),
                    None => whole = false,
                }
            }
        }
        (lines, whole)
    }

    /// Whether there was more than is written.
    pub fn is_full(&self) -> bool {
        self.parts > MOST_PARTS
    }

    /// Counts a part that is written; `None` when there were too many.
    fn part(&mut self) -> Option<()> {
        self.parts += 1;
        (self.parts <= MOST_PARTS).then_some(())
    }

    fn word(&self, number: u64) -> Option<&str> {
        match number.checked_sub(OWN) {
            Some(own) => self.words.get(usize::try_from(own).ok()?).map(String::as_str),
            None => KNOWN.get(usize::try_from(number).ok()?).copied(),
        }
    }

    fn fact(&mut self, fact: &Message<'_>) -> Option<String> {
        self.predicate(fact.bytes(1)?)
    }

    fn predicate(&mut self, bytes: &[u8]) -> Option<String> {
        let predicate = Message::read(bytes);
        let terms = self.terms(predicate.all(2), 0)?;
        Some(format!("{}({terms})", self.word(predicate.number(1)?)?))
    }

    fn terms<'b>(&mut self, terms: impl Iterator<Item = &'b [u8]>, depth: usize) -> Option<String> {
        let all: Option<Vec<String>> = terms.map(|term| self.term(term, depth)).collect();
        all.map(|all| all.join(", "))
    }

    fn term(&mut self, bytes: &[u8], depth: usize) -> Option<String> {
        self.part()?;
        if depth > DEEPEST {
            return None;
        }
        let term = Message::read(bytes);
        let kind = term.first()?;
        let number = term.number(kind)?;
        let inner = || term.bytes(kind).map(Message::read);
        Some(match kind {
            1 => format!("${}", self.word(number)?),
            2 => number.cast_signed().to_string(),
            3 => quoted(self.word(number)?),
            4 => Instant::from_seconds(number as f64).iso(),
            5 => format!("hex:{}", hex(term.bytes(kind)?)),
            6 => if number == 0 { "false" } else { "true" }.to_owned(),
            7 => match self.terms(inner()?.all(1), depth + 1)? {
                empty if empty.is_empty() => "{,}".to_owned(),
                set => format!("{{{set}}}"),
            },
            8 => "null".to_owned(),
            9 => format!("[{}]", self.terms(inner()?.all(1), depth + 1)?),
            10 => {
                let entries: Option<Vec<String>> = inner()?.all(1).map(|entry| self.entry(entry, depth)).collect();
                format!("{{{}}}", entries?.join(", "))
            }
            _ => return None,
        })
    }

    /// A member of a map; its key is a number or a word.
    fn entry(&mut self, bytes: &[u8], depth: usize) -> Option<String> {
        let entry = Message::read(bytes);
        let key = Message::read(entry.bytes(1)?);
        let number = key.number(key.first()?)?;
        let value = self.term(entry.bytes(2)?, depth + 1)?;
        Some(match key.first()? {
            1 => format!("{}: {value}", number.cast_signed()),
            _ => format!("{}: {value}", quoted(self.word(number)?)),
        })
    }

    fn rule(&mut self, rule: &Message<'_>) -> Option<String> {
        Some(format!("{} <- {}", self.predicate(rule.bytes(1)?)?, self.body(rule)?))
    }

    fn check(&mut self, check: &Message<'_>) -> Option<String> {
        let words = match check.number(2).unwrap_or(0) {
            0 => "check if",
            1 => "check all",
            2 => "reject if",
            _ => return None,
        };
        let queries: Option<Vec<String>> = check.all(1).map(|query| self.body(&Message::read(query))).collect();
        Some(format!("{words} {}", queries?.join(" or ")))
    }

    /// What a rule looks for: predicates, expressions, and whom it trusts.
    fn body(&mut self, rule: &Message<'_>) -> Option<String> {
        let mut parts = Vec::new();
        for predicate in rule.all(2) {
            parts.push(self.predicate(predicate)?);
        }
        for expression in rule.all(3) {
            parts.push(self.expression(&Message::read(expression), 1, 0)?);
        }
        Some(parts.join(", ") + &self.scope(rule, 4).unwrap_or_default())
    }

    /// ` trusting previous`: the blocks whose facts count.
    fn scope(&self, message: &Message<'_>, number: u64) -> Option<String> {
        let name = |bytes| {
            let scope = Message::read(bytes);
            match (scope.number(1), scope.number(2)) {
                (Some(0), _) => "authority".to_owned(),
                (Some(1), _) => "previous".to_owned(),
                (_, key) => {
                    let key = key.and_then(|key| self.keys.get(usize::try_from(key).ok()?));
                    key.cloned().unwrap_or_else(|| "an unknown key".to_owned())
                }
            }
        };
        let all: Vec<String> = message.all(number).map(name).collect();
        (!all.is_empty()).then(|| format!(" trusting {}", all.join(", ")))
    }

    /// Operations in the order in which a stack takes them.
    fn expression(&mut self, expression: &Message<'_>, ops: u64, depth: usize) -> Option<String> {
        let mut stack: Vec<String> = Vec::new();
        for bytes in expression.all(ops) {
            self.part()?;
            let op = Message::read(bytes);
            let kind = op.first()?;
            let inner = Message::read(op.bytes(kind)?);
            let text = match kind {
                1 => self.term(op.bytes(kind)?, depth)?,
                2 => self.unary(&inner, &stack.pop()?)?,
                3 => {
                    let right = stack.pop()?;
                    self.binary(&inner, &stack.pop()?, &right)?
                }
                4 if depth < DEEPEST => {
                    let body = self.expression(&inner, 2, depth + 1)?;
                    match inner.number(1).map(|param| self.word(param)) {
                        Some(param) => format!("${} -> {body}", param?),
                        None => body,
                    }
                }
                _ => return None,
            };
            stack.push(cut(text));
        }
        stack.pop().filter(|_| stack.is_empty())
    }

    fn unary(&self, op: &Message<'_>, x: &str) -> Option<String> {
        Some(match op.number(1)? {
            0 => format!("!{x}"),
            1 => format!("({x})"),
            2 => format!("{x}.length()"),
            3 => format!("{x}.type()"),
            4 => format!("{x}.extern::{}()", self.word(op.number(2)?)?),
            _ => return None,
        })
    }

    fn binary(&self, op: &Message<'_>, x: &str, y: &str) -> Option<String> {
        const NAMES: [&str; 30] = [
            "<", ">", "<=", ">=", "===", "contains", "starts_with", "ends_with", "matches", "+", "-", "*", "/", "&&!",
            "||!", "intersection", "union", "&", "|", "^", "!==", "==", "!=", "&&", "||", "all", "any", "get",
            "extern::", "try_or",
        ];
        let name = *NAMES.get(usize::try_from(op.number(1)?).ok()?)?;
        Some(match name {
            "extern::" => format!("{x}.extern::{}({y})", self.word(op.number(2)?)?),
            method if method.starts_with(|c: char| c.is_ascii_lowercase()) => format!("{x}.{method}({y})"),
            sign => format!("{x} {sign} {y}"),
        })
    }
}

/// `ed25519/0123…`.
pub(super) fn public_key(key: &Message<'_>) -> String {
    let algorithm = if key.number(1) == Some(1) { "secp256r1" } else { "ed25519" };
    format!("{algorithm}/{}", hex(key.bytes(2).unwrap_or_default()))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn cut(mut text: String) -> String {
    if text.len() > LONGEST_LINE {
        let end = (0..=LONGEST_LINE).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}
