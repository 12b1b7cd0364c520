//! `Set-Cookie` and `Cookie`, read as browsers read them (RFC 6265bis §4 and §5.6).
//!
//! The grammar for servers (§4.1.1) is narrow; what browsers accept (§5.6) is wide. The value is
//! what a browser makes of the line, the faults are where the line leaves the narrow grammar.
//! What a browser then does with the cookie is [`jar`]'s subject.

pub mod date;
pub mod jar;
mod pairs;
mod prefix;
mod rejected;
pub mod site;
mod words;

use std::ops::Range;

pub use jar::{Context, Cookie, CredentialsMode, Jar};
pub use pairs::{Pair, parse_pairs, print_pairs};
pub use prefix::Prefix;
pub use rejected::RejectedBecause;
pub use words::attribute_meaning;

use crate::fault::Fault;
use crate::instant::Instant;

/// The largest name plus value that browsers keep, in bytes (RFC 6265bis §5.6).
pub const MAX_PAIR: usize = 4096;
/// The longest attribute value that browsers look at, in bytes (RFC 6265bis §5.6).
pub const MAX_ATTRIBUTE: usize = 1024;
/// How many attributes are listed; later ones still count.
const MAX_LISTED: usize = 64;
/// How many faults one line can have.
const MAX_FAULTS: usize = 64;

/// One `Set-Cookie` line, as a browser reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetCookie {
    /// Empty for a cookie without a name (`Set-Cookie: abc`), which browsers keep.
    pub name: String,
    /// The bytes of the name.
    pub name_at: Range<usize>,
    /// Secret. Quotes are part of it; nothing is decoded.
    pub value: String,
    /// The bytes of the value: what to mask in the raw line.
    pub value_at: Range<usize>,
    /// The attributes in the order of the line, unknown ones included.
    pub attributes: Vec<Attribute>,
    /// `Domain` in lower case without one leading dot; `None` when absent or empty (host-only).
    pub domain: Option<String>,
    /// `Path` when it starts with `/`; otherwise the browser takes the directory of the URL.
    pub path: Option<String>,
    /// `Expires`, by the date algorithm of cookies. `Max-Age` overrides it.
    pub expires: Option<Instant>,
    /// `Max-Age` in seconds; zero or less means "expired at once".
    pub max_age: Option<i64>,
    /// Only over a secure connection.
    pub secure: bool,
    /// Out of reach of scripts.
    pub http_only: bool,
    /// `SameSite`; `None` when absent or not understood (browsers then use their default).
    pub same_site: Option<SameSite>,
    /// One jar for each top-level site (CHIPS).
    pub partitioned: bool,
    /// `Priority`, a Chromium extension: which cookie goes first when a site has too many.
    pub priority: Option<Priority>,
    /// The byte of the first control character. Browsers drop such a line.
    pub control_at: Option<usize>,
}

/// One attribute of a `Set-Cookie` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// As written; compare without case.
    pub name: String,
    /// As written; empty when there is no `=`.
    pub value: String,
    /// The bytes of the name.
    pub name_at: Range<usize>,
    /// The bytes of the value.
    pub value_at: Range<usize>,
}

/// When a cookie goes along with a request from another site (RFC 6265bis §5.6.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameSite {
    /// Never.
    Strict,
    /// Only when the user follows a link or a safe navigation there.
    Lax,
    /// Always; needs `Secure`.
    None,
}

/// Chromium's order of eviction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Evicted first.
    Low,
    /// The default.
    Medium,
    /// Evicted last.
    High,
}

/// Reads one `Set-Cookie` field value (RFC 6265bis §5.6). One value is one cookie: browsers do not
/// split at commas.
///
/// ```
/// let (cookie, faults) = latchkey::http::cookie::parse("id=a1; Path=/; Secure; SameSite=None");
/// assert!(cookie.secure && faults.is_empty());
/// assert_eq!(cookie.path.as_deref(), Some("/"));
/// ```
pub fn parse(line: &str) -> (SetCookie, Vec<Fault>) {
    let mut faults = Faults::default();
    // A header line cannot hold its own end (RFC 9112 §2.2): what follows is another line.
    let text = match line.find('\n') {
        Some(end) => {
            faults.add(end, "the line ends here; what follows is not part of this cookie");
            line.get(..end).unwrap_or_default()
        }
        None => line,
    };
    let mut cookie = SetCookie { control_at: text.bytes().position(is_control), ..SetCookie::default() };
    if let Some(at) = cookie.control_at {
        faults.add(at, "a control character; browsers drop the whole cookie");
    }
    let end = text.find(';').unwrap_or(text.len());
    read_pair(text, end, &mut cookie, &mut faults);
    let mut start = end + 1;
    while start <= text.len() {
        let stop = text.get(start..).and_then(|rest| rest.find(';')).map_or(text.len(), |n| start + n);
        read_attribute(text, start..stop, &mut cookie, &mut faults);
        start = stop + 1;
    }
    judge_whole(&cookie, &mut faults);
    (cookie, faults.finish())
}

impl SetCookie {
    /// Why every browser refuses this line whatever URL sent it, if so.
    pub fn refused(&self) -> Option<RejectedBecause> {
        RejectedBecause::of_line(self)
    }

    /// The prefix of the name that makes promises, `__Host-` and its like.
    pub fn prefix(&self) -> Option<Prefix> {
        Prefix::of(&self.name)
    }

    /// When the cookie ends if it arrives at `at`; `None` for a session cookie. `Max-Age` goes
    /// first; browsers cut at 400 days (RFC 6265bis §5.5).
    pub fn expires_from(&self, at: Instant) -> Option<Instant> {
        let limit = at + crate::instant::Span::seconds(400 * 86_400);
        let asked = match self.max_age {
            Some(seconds) if seconds <= 0 => Instant::from_millis(i64::MIN),
            Some(seconds) => at + crate::instant::Span::seconds(seconds),
            None => self.expires?,
        };
        Some(asked.min(limit))
    }

    /// The first attribute of that name, without regard to case.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|a| a.name.eq_ignore_ascii_case(name))
    }

    /// The line as a careful server writes it. Contains the secret value.
    pub fn print(&self) -> String {
        let mut line = format!("{}={}", self.name, self.value);
        if let Some(domain) = &self.domain {
            // One leading dot is dropped on reading, and white space around the value.
            let dot = if domain.starts_with(['.', ' ', '\t']) { "." } else { "" };
            line += &format!("; Domain={dot}{domain}");
        }
        if let Some(path) = &self.path {
            line += &format!("; Path={path}");
        }
        if let Some(at) = self.expires {
            line += &format!("; Expires={}", date::print(at));
        }
        if let Some(seconds) = self.max_age {
            line += &format!("; Max-Age={seconds}");
        }
        for (set, word) in [(self.secure, "Secure"), (self.http_only, "HttpOnly"), (self.partitioned, "Partitioned")] {
            if set {
                line = line + "; " + word;
            }
        }
        if let Some(same_site) = self.same_site {
            line = line + "; SameSite=" + same_site.word();
        }
        if let Some(priority) = self.priority {
            line = line + "; Priority=" + priority.word();
        }
        line
    }
}

impl SameSite {
    /// The word in the header.
    pub fn word(self) -> &'static str {
        match self {
            SameSite::Strict => "Strict",
            SameSite::Lax => "Lax",
            SameSite::None => "None",
        }
    }
}

impl Priority {
    /// The word in the header.
    pub fn word(self) -> &'static str {
        match self {
            Priority::Low => "Low",
            Priority::Medium => "Medium",
            Priority::High => "High",
        }
    }
}

/// Faults with a bound, so that a hostile line cannot fill the memory.
#[derive(Default)]
struct Faults(Vec<Fault>, Option<Fault>);

impl Faults {
    fn add(&mut self, at: usize, what: impl Into<std::borrow::Cow<'static, str>>) {
        if self.0.len() + 1 < MAX_FAULTS {
            self.0.push(Fault::new(at, what));
        } else if self.0.len() < MAX_FAULTS {
            self.0.push(Fault::new(at, "more faults follow; they are not listed"));
        }
    }

    /// Where listing stopped; it is kept however many faults there are.
    fn cut(&mut self, at: usize, what: &'static str) {
        self.1.get_or_insert_with(|| Fault::new(at, what));
    }

    fn finish(mut self) -> Vec<Fault> {
        self.0.extend(self.1);
        crate::sorted::by_key(&mut self.0, |fault| fault.at);
        self.0
    }
}

fn read_pair(text: &str, end: usize, cookie: &mut SetCookie, faults: &mut Faults) {
    let pair = text.get(..end).unwrap_or_default();
    let (name, value) = match pair.find('=') {
        Some(eq) => (0..eq, eq + 1..end),
        None => {
            if !pair.trim().is_empty() {
                faults.add(0, "no \"=\": browsers keep this as a cookie without a name");
            }
            (0..0, 0..end)
        }
    };
    cookie.name_at = trim(text, name);
    cookie.value_at = trim(text, value);
    cookie.name = slice(text, &cookie.name_at);
    cookie.value = slice(text, &cookie.value_at);
    if cookie.name.is_empty() && pair.contains('=') && !cookie.value.is_empty() {
        faults.add(0, "nothing before \"=\": browsers keep this as a cookie without a name");
    }
    if let Some(at) = cookie.name.find(|c: char| !is_token_char(c)) {
        faults.add(cookie.name_at.start + at, "a character that a cookie name may not have");
    }
    if let Some(at) = pairs::bad_value_byte(&cookie.value) {
        faults.add(cookie.value_at.start + at, pairs::BAD_VALUE);
    }
    joined(text, &cookie.value_at, faults);
}

fn read_attribute(text: &str, at: Range<usize>, cookie: &mut SetCookie, faults: &mut Faults) {
    let part = text.get(at.clone()).unwrap_or_default();
    let (name, value) = match part.find('=') {
        Some(eq) => (at.start..at.start + eq, at.start + eq + 1..at.end),
        None => (at.clone(), at.end..at.end),
    };
    let attribute = {
        let (name_at, value_at) = (trim(text, name), trim(text, value));
        Attribute { name: slice(text, &name_at), value: slice(text, &value_at), name_at, value_at }
    };
    if attribute.name.is_empty() && attribute.value.is_empty() {
        return;
    }
    if attribute.value.len() > MAX_ATTRIBUTE {
        faults.add(attribute.value_at.start, "longer than 1024 bytes: browsers ignore this attribute");
    } else {
        if cookie.attribute(&attribute.name).is_some() {
            faults.add(attribute.name_at.start, format!("{} is there twice; the last one counts", attribute.name));
        }
        apply(&attribute, cookie, faults);
    }
    joined(text, &attribute.value_at, faults);
    if cookie.attributes.len() < MAX_LISTED {
        cookie.attributes.push(attribute);
    } else {
        faults.cut(attribute.name_at.start, "more than 64 attributes; the rest is not listed");
    }
}

fn apply(attribute: &Attribute, cookie: &mut SetCookie, faults: &mut Faults) {
    let (value, start) = (attribute.value.as_str(), attribute.value_at.start);
    let flag = |faults: &mut Faults| {
        if !value.is_empty() {
            faults.add(start, format!("{} takes no value; browsers ignore what follows \"=\"", attribute.name));
        }
        true
    };
    match attribute.name.to_ascii_lowercase().as_str() {
        "expires" => match date::parse(value) {
            Some(at) => cookie.expires = Some(at),
            None => faults.add(start, "not a date: browsers ignore Expires"),
        },
        "max-age" => match max_age(value) {
            Some(seconds) => cookie.max_age = Some(seconds),
            None => faults.add(start, "not a whole number of seconds: browsers ignore Max-Age"),
        },
        "domain" => read_domain(value, start, cookie, faults),
        "path" => {
            cookie.path = value.starts_with('/').then(|| value.to_owned());
            if cookie.path.is_none() {
                faults.add(start, "Path does not start with \"/\": browsers use the directory of the URL instead");
            }
        }
        "secure" => cookie.secure = flag(faults),
        "httponly" => cookie.http_only = flag(faults),
        "partitioned" => cookie.partitioned = flag(faults),
        "samesite" => {
            cookie.same_site = [SameSite::Strict, SameSite::Lax, SameSite::None]
                .into_iter()
                .find(|s| s.word().eq_ignore_ascii_case(value));
            if cookie.same_site.is_none() {
                faults.add(start, "SameSite is Strict, Lax or None; browsers use their default here");
            }
        }
        "priority" => {
            cookie.priority = [Priority::Low, Priority::Medium, Priority::High]
                .into_iter()
                .find(|p| p.word().eq_ignore_ascii_case(value));
            if cookie.priority.is_none() {
                faults.add(start, "Priority is Low, Medium or High");
            }
        }
        _ => faults.add(attribute.name_at.start, "browsers do not know this attribute and ignore it"),
    }
}

fn read_domain(value: &str, start: usize, cookie: &mut SetCookie, faults: &mut Faults) {
    let domain = value.strip_prefix('.').unwrap_or(value);
    cookie.domain = (!domain.is_empty()).then(|| domain.to_ascii_lowercase());
    if domain.is_empty() {
        faults.add(start, "Domain is empty: browsers keep the cookie for this host alone");
    } else if let Some(at) = value.find(|c: char| !(c.is_ascii_alphanumeric() || ".-_[]:".contains(c))) {
        faults.add(start + at, "a character that a host name may not have");
    } else if let Some(at) = value.find(':').filter(|_| !value.starts_with('[')) {
        faults.add(start + at, "Domain takes a host without a port");
    }
}

/// `-` or a digit, then digits; saturates (RFC 6265bis §5.6.2).
fn max_age(value: &str) -> Option<i64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        // A lone "-" passes the letter of §5.6.2, but no browser reads a number from it.
        return None;
    }
    let negative = value.starts_with('-');
    Some(value.parse().unwrap_or(if negative { i64::MIN } else { i64::MAX }))
}

/// Two cookies joined by a comma, as proxies and server libraries do by mistake.
fn joined(text: &str, at: &Range<usize>, faults: &mut Faults) {
    let value = text.get(at.clone()).unwrap_or_default();
    let mut rest = value;
    while let Some(comma) = rest.find(',') {
        let after = rest.get(comma + 1..).unwrap_or_default();
        let name = after.trim_start();
        let length = name.find(|c: char| !is_token_char(c)).unwrap_or(name.len());
        if length > 0 && name.get(length..).is_some_and(|tail| tail.starts_with('=')) {
            let start = at.start + value.len() - rest.len() + comma;
            faults.add(start, "a second cookie seems to follow this comma; browsers do not split here");
            return;
        }
        rest = after;
    }
}

fn judge_whole(cookie: &SetCookie, faults: &mut Faults) {
    // The control character has its own fault with its own place.
    if cookie.control_at.is_none()
        && let Some(why) = cookie.refused()
    {
        let at = match why {
            RejectedBecause::TooLarge { .. } => cookie.value_at.start,
            RejectedBecause::NoneWithoutSecure => cookie.attribute("samesite").map_or(0, |a| a.name_at.start),
            RejectedBecause::PartitionedWithoutSecure => cookie.attribute("partitioned").map_or(0, |a| a.name_at.start),
            _ => cookie.name_at.start,
        };
        faults.add(at, why.words());
    }
}

/// The range without spaces and tabs at its ends.
fn trim(text: &str, at: Range<usize>) -> Range<usize> {
    let part = text.get(at.clone()).unwrap_or_default();
    let left = part.len() - part.trim_start_matches([' ', '\t']).len();
    let kept = part.trim_matches([' ', '\t']).len();
    at.start + left..at.start + left + kept
}

fn slice(text: &str, at: &Range<usize>) -> String {
    text.get(at.clone()).unwrap_or_default().to_owned()
}

/// A control character other than tab (RFC 6265bis §5.6 step 1).
fn is_control(b: u8) -> bool {
    matches!(b, 0x00..=0x08 | 0x0A..=0x1F | 0x7F)
}

/// RFC 9110 §5.6.2.
fn is_token_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(line: &str) -> Vec<(usize, String)> {
        parse(line).1.into_iter().map(|f| (f.at, f.what.into_owned())).collect()
    }

    #[test]
    fn reads_every_attribute() {
        let line = "__Host-id=a=b; Path=/; Secure; HttpOnly; SameSite=lax; Max-Age=60; \
                    Expires=Wed, 09 Jun 2021 10:18:14 GMT; Partitioned; Priority=High";
        let (c, faults) = parse(line);
        assert_eq!(faults, []);
        assert_eq!((c.name.as_str(), c.value.as_str()), ("__Host-id", "a=b"));
        assert_eq!(&line[c.value_at.clone()], "a=b");
        assert_eq!((c.same_site, c.max_age, c.priority), (Some(SameSite::Lax), Some(60), Some(Priority::High)));
        assert!(c.secure && c.http_only && c.partitioned);
        assert_eq!(c.attributes.len(), 8);
        let at = Instant::from_seconds(0.0);
        assert_eq!(c.expires_from(at), Some(Instant::from_seconds(60.0)));
    }

    #[test]
    fn names_each_fault_and_its_byte() {
        for (line, at, word) in [
            ("abc", 0, "without a name"),
            ("=abc", 0, "without a name"),
            ("a b=c", 1, "cookie name"),
            ("a=b c", 3, "cut the value"),
            ("a=b; Secure=1", 12, "no value"),
            ("a=b; Max-Age=50,399", 13, "Max-Age"),
            ("a=b; Expires=soon", 13, "Expires"),
            ("a=b; Path=x", 10, "Path"),
            ("a=b; SameSite=maybe", 14, "Strict, Lax or None"),
            ("a=b; SameSite=None", 5, "Secure"),
            ("a=b; Partitioned", 5, "Secure"),
            ("a=b; Version=1", 5, "ignore"),
            ("a=b; Domain=x.test:80", 18, "port"),
            ("a=b; Path=/, c=d", 11, "second cookie"),
            ("a=b\u{1}", 3, "control"),
            ("a=b\nc", 3, "ends here"),
            ("__Host-a=b; Secure", 0, "__Host-"),
            ("a=b; Path=/; path=/x", 13, "twice"),
        ] {
            let all = faults(line);
            assert!(all.iter().any(|(n, w)| *n == at && w.contains(word)), "{line}: {all:?}");
        }
        assert_eq!(faults("a=\"b\"; Expires=Wed, 09 Jun 2021 10:18:14 GMT"), []);
    }

    #[test]
    fn a_huge_line_is_read_in_bounded_time() {
        let (c, faults) = parse(&"a;".repeat(500_000));
        assert_eq!((c.attributes.len(), faults.len()), (MAX_LISTED, MAX_FAULTS + 1));
        assert!(faults.iter().any(|fault| fault.what.contains("more than 64 attributes")), "where it was cut");
        let (c, _) = parse(&format!("a=b{} domain=x.test", ";".repeat(1_000_000)));
        assert_eq!(c.domain.as_deref(), Some("x.test"));
        let (c, _) = parse(&"a,".repeat(500_000));
        assert_eq!(c.refused(), Some(RejectedBecause::TooLarge { bytes: 1_000_000 }));
    }
}
