//! Sentences read by their parts: what a sentence speaks of, and what it says of that, in any order
//! and any spelling. Libraries say one thing in many ways: "issuer not accepted", "InvalidIssuer",
//! `unknown_issuer`, "the Claim 'iss' value doesn't match".

use std::ops::Range;
use std::rc::Rc;

use super::Facts;
use super::says::{clip, searched};
use crate::finding::{Evidence, Source};

/// How much of a body is read, in bytes: reasons stand at the top.
const READ: usize = 4 * 1024;
/// The longest sentence that is read, in words: longer ones are prose or programs.
const LONGEST: usize = 40;

/// What a sentence says: one of `of`, one of `says` and none of `never`. Each is a word or words in
/// sequence, lower case, without marks ("doesnt match"); a `*` stands for any end of a word.
#[derive(Clone, Copy, Debug)]
pub struct Saying {
    /// What it speaks of.
    pub of: &'static [&'static str],
    /// What it says of that.
    pub says: &'static [&'static str],
    /// Words that give the sentence another meaning.
    pub never: &'static [&'static str],
}

/// Words by which something is refused as not the right one.
pub const NOT_RIGHT: &[&str] = &[
    "invalid", "wrong", "incorrect", "bad", "mismatch*", "not allowed", "not valid", "not accepted", "not trusted",
    "untrusted", "unknown", "unexpected", "rejected", "not permitted", "not supported", "unsupported", "unaccept*",
    "unrecogni*", "not recogni*", "different", "another", "not satisfied", "failed", "fails", "validation error",
    "must be", "expected", "disallowed", "not in", "denied", "refused", "not configured", "not registered",
    "unregistered", "not match", "no match", "doesnt match", "didnt match", "doesnt contain", "does not contain",
    "not whitelisted", "forbidden", "but was", "not include", "doesnt include", "not contain", "not listed",
    "not equal", "not one of", "differs", "differ",
];

/// A sentence of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    /// Its words, lower case, with their places.
    words: Vec<(String, Range<usize>)>,
    /// One bit for the start of each word: that no word begins so is known without reading them.
    starts: u64,
}

impl<'x> Facts<'x> {
    /// Looks for a sentence with this meaning in challenges, headers that state reasons and the top
    /// of the body. Tags of a page are not read.
    pub fn tells(self, saying: &Saying) -> Option<Evidence> {
        // Many rules ask this of one answer, so it is taken apart once.
        let take_apart = || self.texts().map(|(_, text, quoted)| sentences(text, quoted)).collect::<Rc<[_]>>();
        let read = self.memo.map_or_else(take_apart, |memo| Rc::clone(memo.sentences.get_or_init(take_apart)));
        self.texts().zip(read.iter()).find_map(|((name, text, _), sentences)| {
            let at = saying.place(sentences)?;
            let evidence = match name {
                Some(name) => Evidence::response_header(name, clip(text)),
                None => Evidence::new(Source::ResponseBody, clip(text.get(at.clone()).unwrap_or(""))),
            };
            Some(evidence.at(at))
        })
    }

    /// The texts in which an answer states reasons: the header's name, `None` for the body; the text; whether its strings stand
    /// between marks.
    fn texts(self) -> impl Iterator<Item = (Option<&'x str>, &'x str, bool)> {
        let challenges = self.row().reading().challenges.iter();
        let headers = challenges.map(|line| ("WWW-Authenticate", line.value.as_str()));
        let headers = headers.chain(self.reason_headers().map(|h| (h.name.as_str(), h.value.as_str())));
        let body = searched(self.body(), READ);
        let quoted = body.trim_start().starts_with(['{', '[', '"']);
        headers.map(|(name, text)| (Some(name), text, true)).chain([(None, body, quoted)])
    }
}

impl Saying {
    /// Where there is a sentence with this meaning.
    fn place(&self, sentences: &[Sentence]) -> Option<Range<usize>> {
        let sentence = sentences
            .iter()
            .find(|s| s.words.len() <= LONGEST && has(s, self.of) && has(s, self.says) && !has(s, self.never))?;
        Some(sentence.words.first()?.1.start..sentence.words.last()?.1.end)
    }
}

fn has(sentence: &Sentence, patterns: &[&str]) -> bool {
    let fits = |word: &str, part: &str| match part.strip_suffix('*') {
        Some(start) => word.starts_with(start),
        None => word == part,
    };
    let begins = |pattern: &&&str| sentence.starts & start(pattern) != 0;
    patterns.iter().filter(begins).any(|pattern| {
        (0..sentence.words.len()).any(|at| {
            let mut words = sentence.words.iter().skip(at);
            pattern.split(' ').all(|part| words.next().is_some_and(|(word, _)| fits(word, part)))
        })
    })
}

/// The bit for words that begin with the same two bytes as this one, or as the first of several; all bits where a pattern
/// has fewer and goes on in any way.
fn start(word: &str) -> u64 {
    let mut bytes = word.bytes().take_while(|b| *b != b' ');
    let [first, second] = [bytes.next(), bytes.next()].map(Option::unwrap_or_default);
    if second == b'*' {
        return u64::MAX;
    }
    1 << (first.wrapping_mul(7).wrapping_add(second) & 63)
}

/// How pages write an apostrophe.
const APOSTROPHES: &[&str] = &["&#39;", "&#x27;", "&#039;", "&apos;", "&rsquo;"];

/// The sentences of a text. They end at marks of markup and JSON, line ends, and full stops before a
/// space. Words are also parted at underscores, hyphens and capitals within (`InvalidIssuer`).
fn sentences(text: &str, quoted: bool) -> Vec<Sentence> {
    let mut all = vec![Sentence::default()];
    let mut word = String::new();
    let mut start = 0;
    let mut tag = false;
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        // An apostrophe as pages write it, "don&#39;t", is none of the word.
        if let Some(mark) =
            APOSTROPHES.iter().find(|mark| c == '&' && text.get(at..).is_some_and(|t| t.starts_with(**mark)))
        {
            rest.nth(mark.len() - 2);
            continue;
        }
        let next = rest.peek().map(|(_, n)| *n);
        let new = if tag {
            tag = c != '>';
            continue;
        } else {
            c.is_ascii_uppercase()
                && (before.is_ascii_lowercase()
                    || before.is_ascii_uppercase() && next.is_some_and(|n| n.is_ascii_lowercase()))
        };
        let ends = match c {
            '<' => next.is_some_and(|n| n.is_alphabetic() || n == '/' || n == '!'),
            '{' | '}' | '\n' => true,
            '"' => quoted && before != '\\',
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        let part_of_word = c.is_alphanumeric() || matches!(c, '\'' | '’') && before.is_alphabetic();
        if (!part_of_word || new) && !word.is_empty() {
            push(&mut all, &mut word, start..at);
        }
        if c.is_alphanumeric() {
            if word.is_empty() {
                start = at;
            }
            // The parts of sentences that are looked for are English.
            word.push(c.to_ascii_lowercase());
        }
        tag = ends && c == '<';
        if ends {
            all.push(Sentence::default());
        }
        before = c;
    }
    if !word.is_empty() {
        push(&mut all, &mut word, start..text.len());
    }
    all.retain(|s| !s.words.is_empty());
    all
}

fn push(all: &mut [Sentence], word: &mut String, at: Range<usize>) {
    if let Some(last) = all.last_mut() {
        last.starts |= start(word);
        last.words.push((std::mem::take(word), at));
    }
}

#[cfg(test)]
mod tests {
    use super::{NOT_RIGHT, Saying, sentences};

    const ISSUER: Saying = Saying { of: &["iss", "issuer"], says: NOT_RIGHT, never: &[] };

    #[test]
    fn words_are_parted_and_kept_in_their_sentence() {
        let read = |text, quoted| {
            let all = sentences(text, quoted).into_iter();
            all.map(|s| s.words.into_iter().map(|(w, _)| w).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
        };
        assert_eq!(
            read("JWTInvalidIssuer: it doesn't match. Sorry", false),
            ["jwt invalid issuer it doesnt match", "sorry"]
        );
        assert_eq!(read(r#"{"error":"Invalid \"iss\" claim","n":1}"#, true), ["error", "invalid iss claim", "n", "1"]);
        assert_eq!(read("<p class=\"issuer\">bad_issuer</p>", false), ["bad issuer"]);
        assert_eq!(read("You don&#39;t own it", false), ["you dont own it"]);
    }

    #[test]
    fn a_meaning_has_many_wordings() {
        for text in [
            "issuer not accepted", "InvalidIssuerError", "unknown_issuer",
            "The Claim 'iss' value doesn't match the required issuer.", "JWT iss claim has value x, expected y",
        ] {
            assert!(ISSUER.place(&sentences(text, false)).is_some(), "{text}");
        }
        for text in ["the issue is invalid", "Issuer: x. The request is invalid", "<a title=\"issuer\">invalid</a>"] {
            assert!(ISSUER.place(&sentences(text, false)).is_none(), "{text}");
        }
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "<", "'", "İ's", "a’", "\u{0}\"\\\"", "<<<a", "ÄÖÜ_äö"] {
            for quoted in [true, false] {
                for (_, at) in sentences(text, quoted).into_iter().flat_map(|s| s.words) {
                    assert!(text.get(at).is_some(), "{text}");
                }
            }
        }
    }
}
