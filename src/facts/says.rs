//! What the server says in words or codes, wherever it says it.

use std::borrow::Cow;

use serde_json::Value;

use super::Facts;
use crate::exchange::Header;
use crate::finding::{Evidence, Source};
use crate::search::{self, Runs};

/// How much of a body is searched for phrases, in bytes.
const SEARCHED: usize = 64 * 1024;
/// The longest quote of a body, in characters.
const QUOTE: usize = 160;

/// Headers in which servers state a reason.
const REASON_HEADERS: &[&str] = &[
    "x-amzn-errortype", "x-amz-error-code", "x-ms-error-code", "grpc-message", "x-error", "x-error-code",
    "x-error-message", "x-github-sso", "x-deny-reason", "x-squid-error", "x-vercel-error", "x-auth-error",
    "x-failure-category", "cf-mitigated", "x-oauth-error", "x-ms-diagnostics",
];

impl<'x> Facts<'x> {
    /// Looks for one of the phrases, without regard to case, in the challenges, in headers that
    /// state reasons, and in the body. The evidence quotes the sentence around it.
    pub fn says(self, phrases: &[&str]) -> Option<Evidence> {
        let phrases = self.possible(phrases)?;
        self.in_headers(&phrases).or_else(|| self.in_body(&phrases))
    }

    /// As [`Facts::says`], in the body only.
    pub fn says_in_body(self, phrases: &[&str]) -> Option<Evidence> {
        self.in_body(&self.possible(phrases)?)
    }

    /// As [`Facts::says`], in headers only.
    pub fn says_in_headers(self, phrases: &[&str]) -> Option<Evidence> {
        self.in_headers(&self.possible(phrases)?)
    }

    fn in_body(self, phrases: &[&str]) -> Option<Evidence> {
        let body = searched(self.body(), SEARCHED);
        let (start, end) = first(body, phrases)?;
        Some(Evidence::new(Source::ResponseBody, around(body, start, end)).at(start..end))
    }

    fn in_headers(self, phrases: &[&str]) -> Option<Evidence> {
        for line in &self.row().reading().challenges {
            if let Some((start, end)) = first(&line.value, phrases) {
                let quote = clip(&line.value);
                return Some(Evidence::response_header("WWW-Authenticate", quote).at(start..end));
            }
        }
        self.reason_headers()
            .find_map(|h| first(&h.value, phrases).map(|_| Evidence::response_header(&h.name, clip(&h.value))))
    }

    /// Those of the phrases that the answer may hold; `None` where it holds none of them.
    fn possible<'p>(self, phrases: &[&'p str]) -> Option<Vec<&'p str>> {
        let runs = self.answer_runs();
        let possible: Vec<_> = phrases.iter().copied().filter(|phrase| runs.may_hold(phrase)).collect();
        (!possible.is_empty()).then_some(possible)
    }

    /// The runs of letters in the challenges, the headers that state reasons, and the body.
    pub(super) fn answer_runs(self) -> Cow<'x, Runs> {
        let find = || {
            let challenges = self.row().reading().challenges.iter().map(|line| line.value.as_str());
            let headers = self.reason_headers().map(|header| header.value.as_str());
            Runs::of(&challenges.chain(headers).chain([searched(self.body(), SEARCHED)]).collect::<Vec<_>>())
        };
        self.memo.map_or_else(|| Cow::Owned(find()), |memo| Cow::Borrowed(memo.answer.get_or_init(find)))
    }

    /// The headers of the response in which servers state a reason.
    pub(super) fn reason_headers(self) -> impl Iterator<Item = &'x Header> {
        let headers = self.response().headers.iter();
        headers.filter(|h| REASON_HEADERS.iter().any(|n| h.name.eq_ignore_ascii_case(n)))
    }

    /// Looks for a code: a word that stands alone in the body (`AccessDenied`, `token_not_valid`),
    /// case matters.
    pub fn code(self, codes: &[&str]) -> Option<Evidence> {
        let body = searched(self.body(), SEARCHED);
        let codes = self.possible(codes)?;
        for code in &codes {
            for (start, _) in body.match_indices(code) {
                let end = start + code.len();
                let word = |c: char| c.is_alphanumeric() || c == '_';
                let free = !body.get(..start)?.ends_with(word) && !body.get(end..)?.starts_with(word);
                if free {
                    return Some(Evidence::new(Source::ResponseBody, around(body, start, end)).at(start..end));
                }
            }
        }
        self.in_headers(&codes)
    }

    /// As [`Facts::says`], for short words that other words contain: only where the word stands
    /// alone.
    pub fn says_word(self, words: &[&str]) -> Option<Evidence> {
        let quoted = |text: &str| {
            let lower = text.to_ascii_lowercase();
            words.iter().find_map(|word| {
                let free = |start: usize| {
                    let letter = |c: char| c.is_alphanumeric() || c == '_';
                    !lower.get(..start).is_none_or(|t| t.ends_with(letter))
                        && !lower.get(start + word.len()..).is_none_or(|t| t.starts_with(letter))
                };
                lower
                    .match_indices(word)
                    .map(|(start, _)| start)
                    .find(|start| free(*start))
                    .map(|s| (s, s + word.len()))
            })
        };
        let challenge = self.row().reading().challenges.iter().find_map(|line| {
            let (start, end) = quoted(&line.value)?;
            Some(Evidence::response_header("WWW-Authenticate", clip(&line.value)).at(start..end))
        });
        challenge.or_else(|| {
            let body = searched(self.body(), SEARCHED);
            let (start, end) = quoted(body)?;
            Some(Evidence::new(Source::ResponseBody, around(body, start, end)).at(start..end))
        })
    }

    /// A member of the JSON body by its path, `error.code` or `errors.0.message`.
    pub fn member(self, path: &str) -> Option<&'x Value> {
        let mut at = self.json()?;
        for name in path.split('.') {
            at = match at {
                Value::Object(map) => map.get(name)?,
                Value::Array(list) => list.get(name.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(at)
    }

    /// A member of the JSON body that is a string.
    pub fn member_text(self, path: &str) -> Option<&'x str> {
        self.member(path)?.as_str()
    }

    /// The `error` of an OAuth error response (RFC 6749 §5.2): a JSON object whose `error` is a
    /// word.
    pub fn oauth_error(self) -> Option<&'x str> {
        self.member_text("error")
            .filter(|e| !e.is_empty() && e.bytes().all(|b| b.is_ascii_lowercase() || b == b'_' || b == b'.'))
    }

    /// The sentence in which the server states its reason: `error_description` of a challenge, the
    /// usual members of a JSON body, the title or text of a page. For showing, not for deciding.
    pub fn message(self) -> Option<String> {
        const PATHS: &[&str] = &[
            "error_description", "detail", "message", "msg", "error.message", "error.description", "errors.0.message",
            "errors.0.detail", "detail.message", "description", "reason", "error.code", "error", "errorSummary",
            "error_message", "errorMessage", "error_msg", "errmsg", "Message", "fault.faultstring", "errors.0",
            "title", "code",
        ];
        if let Some(text) = self.challenges().find_map(|c| c.param("error_description")) {
            return Some(clip(text));
        }
        if let Some(text) = PATHS.iter().find_map(|p| self.member_text(p)).filter(|t| !t.trim().is_empty()) {
            return Some(clip(text));
        }
        if let Some(text) = self.json().and_then(|body| sentence(body, 3)) {
            return Some(clip(text));
        }
        let body = searched(self.body(), SEARCHED);
        if body.trim().is_empty() {
            return None;
        }
        if self.is_html() || body.trim_start().starts_with('<') {
            let lower = body.to_ascii_lowercase();
            let start = lower.find("<title>").map(|at| at + 7).or_else(|| lower.find("<message>").map(|at| at + 9))?;
            let rest = body.get(start..)?;
            return rest.find('<').and_then(|end| rest.get(..end)).map(clip).filter(|t| !t.is_empty());
        }
        (!body.trim_start().starts_with(['{', '['])).then(|| clip(body))
    }
}

/// The first text of three words or more in JSON that keeps its message at a place of its own.
fn sentence(value: &Value, depth: u8) -> Option<&str> {
    let deeper = |value| depth.checked_sub(1).and_then(|depth| sentence(value, depth));
    match value {
        Value::String(text) => (text.split_whitespace().nth(2).is_some()).then_some(text.as_str()),
        Value::Array(items) => items.iter().find_map(deeper),
        Value::Object(members) => members.values().find_map(deeper),
        _ => None,
    }
}

/// Where one of the phrases stands in `text`, without regard to ASCII case.
pub fn find(text: &str, phrases: &[&str]) -> Option<(usize, usize)> {
    // Lower case once: searching plain text is many times faster than comparing without case at every place.
    let lower = text.to_ascii_lowercase();
    phrases.iter().find_map(|phrase| {
        let start = lower.find(phrase.to_ascii_lowercase().as_str())?;
        Some((start, start + phrase.len()))
    })
}

/// As [`find`], for few phrases.
fn first(text: &str, phrases: &[&str]) -> Option<(usize, usize)> {
    phrases.iter().find_map(|phrase| search::find(text, phrase).map(|start| (start, start + phrase.len())))
}

/// The start of `body`, at most `limit` bytes.
pub(super) fn searched(body: &str, limit: usize) -> &str {
    let end = (0..=limit.min(body.len())).rev().find(|&i| body.is_char_boundary(i)).unwrap_or(0);
    body.get(..end).unwrap_or("")
}

/// The piece of `text` around a hit: bounded by quotes, tags and line ends.
pub(super) fn around(text: &str, start: usize, end: usize) -> String {
    let edge = |c: char| matches!(c, '"' | '<' | '>' | '\n' | '\r' | '{' | '}');
    let from = text.get(..start).and_then(|t| t.rfind(edge)).map_or(0, |i| i + 1);
    let to = text.get(end..).and_then(|t| t.find(edge)).map_or(text.len(), |i| end + i);
    clip(text.get(from..to).unwrap_or(""))
}

/// One line of at most [`QUOTE`] characters.
pub(super) fn clip(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(QUOTE) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or("")),
        None => text,
    }
}
