//! A `curl` command, as browsers copy it for a shell or for Windows' cmd, read as the request that it makes.
//!
//! The words of a shell are split here, because the crates for it (`shlex`, `shell-words`) read neither `$'…'`, which Chromium writes
//! around what has a quote in it, nor the carets of cmd.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::exchange::{Address, Body, Header, Request};
use crate::fault::Fault;

/// What an option does.
#[derive(Clone, Copy, PartialEq)]
enum What {
    Method,
    Url,
    Header,
    /// The value of this header.
    Named(&'static str),
    Cookie,
    Token,
    User,
    /// A piece of the body; what begins with `@` is the name of a file.
    Data,
    Raw,
    /// The method, where none is named; the value says nothing here.
    Usual(&'static str),
    /// The method without a value.
    Alone(&'static str),
    /// With it, user and password make something else than Basic.
    NotBasic,
    /// Its value says nothing here.
    Skip,
}
use What::{Alone, Cookie, Data, Method, Named, NotBasic, Raw, Skip, Token, Url, User, Usual};

/// The letter of an option that has none.
const NONE: u8 = b' ';

/// The options that matter or have a value.
const OPTIONS: &[(&str, u8, What)] = &[
    ("request", b'X', Method),
    ("url", NONE, Url),
    ("header", b'H', What::Header),
    ("user-agent", b'A', Named("User-Agent")),
    ("referer", b'e', Named("Referer")),
    ("cookie", b'b', Cookie),
    ("oauth2-bearer", NONE, Token),
    ("user", b'u', User),
    ("data", b'd', Data),
    ("data-ascii", NONE, Data),
    ("data-binary", NONE, Data),
    ("json", NONE, Data),
    ("data-raw", NONE, Raw),
    ("data-urlencode", NONE, Raw),
    ("form", b'F', Usual("POST")),
    ("form-string", NONE, Usual("POST")),
    ("upload-file", b'T', Usual("PUT")),
    ("get", b'G', Alone("GET")),
    ("head", b'I', Alone("HEAD")),
    ("digest", NONE, NotBasic),
    ("ntlm", NONE, NotBasic),
    ("negotiate", NONE, NotBasic),
    ("anyauth", NONE, NotBasic),
    ("cacert", NONE, Skip),
    ("cert", b'E', Skip),
    ("config", b'K', Skip),
    ("connect-timeout", NONE, Skip),
    ("connect-to", NONE, Skip),
    ("cookie-jar", b'c', Skip),
    ("dump-header", b'D', Skip),
    ("key", NONE, Skip),
    ("max-time", b'm', Skip),
    ("output", b'o', Skip),
    ("proxy", b'x', Skip),
    ("proxy-user", b'U', Skip),
    ("range", b'r', Skip),
    ("resolve", NONE, Skip),
    ("retry", NONE, Skip),
    ("write-out", b'w', Skip),
];

/// What is wrong with a command that breaks off.
const OPEN: &str = "the quote that opens here is not closed, so all behind it was read as one word";
/// What is wrong with a command whose quotes are closed, and not where they were meant to be.
const SPACE: &str = "this URL holds a space, so a quote may stand at the wrong place";
/// What is wrong with a command that makes no request.
const NO_URL: &str = "this command names no URL";

/// The request that a command makes, and what is wrong with the command; `None` for what is no such command.
pub fn read(text: &str) -> Option<(Request, Vec<Fault>)> {
    let command = text.trim_start();
    let command = command.strip_prefix("$ ").unwrap_or(command);
    let (words, open) = words(command);
    let mut words = words.into_iter();
    if !matches!(words.next()?.as_str(), "curl" | "curl.exe") {
        return None;
    }
    let begin = text.len() - command.len();
    let mut faults: Vec<Fault> = open.into_iter().map(|at| Fault::new(begin + at, OPEN)).collect();
    let mut command = Command::default();
    while let Some(word) = words.next() {
        let Some(name) = word.strip_prefix('-').filter(|name| !name.is_empty()) else {
            if command.url.is_empty() {
                command.url = word;
            }
            continue;
        };
        if let Some(name) = name.strip_prefix('-') {
            if let Some(what) = by_name(name) {
                let value = if what.is_alone() { None } else { words.next() };
                command.option(what, value.unwrap_or_default());
            }
            continue;
        }
        for (at, letter) in name.bytes().enumerate() {
            let Some(what) = by_letter(letter) else { continue };
            if what.is_alone() {
                command.option(what, String::new());
                continue;
            }
            // What follows the letter is its value already.
            let rest = name.get(at + 1..).filter(|rest| !rest.is_empty()).map(str::to_owned);
            command.option(what, rest.or_else(|| words.next()).unwrap_or_default());
            break;
        }
    }
    let wrong = match command.url.split_once(char::is_whitespace) {
        None if command.url.is_empty() => Some((text.len(), NO_URL)),
        Some((first, _)) if open.is_none() => Some((text.find(first).unwrap_or(begin), SPACE)),
        _ => None,
    };
    faults.extend(wrong.map(|(at, what)| Fault::new(at, what)));
    Some((command.request(), faults))
}

fn by_name(name: &str) -> Option<What> {
    OPTIONS.iter().find(|(long, ..)| *long == name).map(|(.., what)| *what)
}

fn by_letter(letter: u8) -> Option<What> {
    OPTIONS.iter().find(|(_, short, _)| *short == letter && letter != NONE).map(|(.., what)| *what)
}

impl What {
    fn is_alone(self) -> bool {
        matches!(self, Alone(_) | NotBasic)
    }
}

#[derive(Default)]
struct Command {
    method: String,
    url: String,
    headers: Vec<Header>,
    data: Vec<String>,
    user: String,
    not_basic: bool,
    usual: &'static str,
}

impl Command {
    fn option(&mut self, what: What, value: String) {
        match what {
            Method => self.method = value,
            Url => self.url = value,
            What::Header => {
                // `Name;` is a header without a value, and `@file` is not here.
                if let Some((name, value)) = value.split_once(':') {
                    self.header(name.trim(), value.trim());
                }
            }
            Named(name) => self.header(name, &value),
            // Without `=` it is the name of a file.
            Cookie if value.contains('=') => self.header("Cookie", &value),
            Token => self.header("Authorization", &("Bearer ".to_owned() + &value)),
            User => self.user = value,
            Raw => self.data.push(value),
            Data if !value.starts_with('@') => self.data.push(value),
            Data | Usual("POST") if self.usual.is_empty() => self.usual = "POST",
            Usual(method) | Alone(method) => self.usual = method,
            NotBasic => self.not_basic = true,
            _ => {}
        }
    }

    fn header(&mut self, name: &str, value: &str) {
        self.headers.push(Header { name: name.to_owned(), value: value.to_owned() });
    }

    fn request(mut self) -> Request {
        let data = self.data.join("&");
        let in_url = self.usual == "GET";
        if in_url && !data.is_empty() {
            self.url.push(if self.url.contains('?') { '&' } else { '?' });
            self.url.push_str(&data);
        }
        let named = self.headers.iter().any(|h| h.name.eq_ignore_ascii_case("authorization"));
        if !self.user.is_empty() && !self.not_basic && !named {
            // Without a colon, curl asks for the password.
            if !self.user.contains(':') {
                self.user.push(':');
            }
            self.header("Authorization", &("Basic ".to_owned() + &STANDARD.encode(&self.user)));
        }
        if self.method.is_empty() {
            let usual = if self.data.is_empty() { "GET" } else { "POST" };
            self.method = if self.usual.is_empty() { usual } else { self.usual }.to_owned();
        }
        let body = Some(data).filter(|data| !data.is_empty() && !in_url);
        Request {
            method: self.method,
            url: Address::new(self.url),
            headers: self.headers.into_iter().collect(),
            body: body.map(Body::new),
        }
    }
}

/// The words of the first command in a text, without its quotes, and the place of a quote that stays open.
fn words(text: &str) -> (Vec<String>, Option<usize>) {
    // In cmd a caret stands before what has a meaning there, a line's end included.
    if !["^\"", "^\n", "^\r\n"].iter().any(|mark| text.contains(mark)) {
        return split(text.as_bytes(), false);
    }
    let (mut plain, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut rest = text.bytes().enumerate();
    while let Some((at, byte)) = rest.next() {
        let kept = if byte == b'^' {
            let next = rest.find(|(_, b)| *b != b'\r');
            if next.is_some_and(|(_, b)| b == b'\n') { rest.next() } else { next }
        } else {
            Some((at, byte))
        };
        plain.extend(kept.map(|(_, b)| b));
        places.extend(kept.map(|(at, _)| at));
    }
    let (words, open) = split(&plain, true);
    (words, open.and_then(|at| places.get(at).copied()))
}

/// Splits at white space, and gives the place of a quote that stays open. `windows`: as programs there do, without the quotes of
/// a shell.
fn split(text: &[u8], windows: bool) -> (Vec<String>, Option<usize>) {
    let (mut words, mut word) = (Vec::new(), Vec::new());
    // Quotes around nothing are a word, too.
    let mut begun = false;
    // The quote that is open: `'`, `"`, or `$` for `$'…'`.
    let mut quote = 0;
    let mut opened = 0;
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        let next = rest.clone().next().unwrap_or_default();
        if quote == 0 {
            opened = text.len() - rest.len() - 1;
        }
        match (quote, byte) {
            (0, b'"') => quote = byte,
            (0, b'\'') if !windows => quote = byte,
            (0, b'$') if !windows && next == b'\'' => {
                rest.next();
                quote = byte;
            }
            (0, b'\\') if !windows => {
                rest.next();
                match next {
                    b'\n' => continue,
                    b'\r' => {
                        rest.next();
                        continue;
                    }
                    _ => word.push(next),
                }
            }
            // What follows is another command.
            (0, b'\n' | b';' | b'|' | b'&') => break,
            (0, b' ' | b'\t' | b'\r') => {
                if begun {
                    words.push(String::from_utf8_lossy(&word).into_owned());
                    word.clear();
                    begun = false;
                }
                continue;
            }
            // Programs on Windows read two as one.
            (b'"', b'"') if windows && next == b'"' => {
                rest.next();
                word.push(byte);
            }
            (b'"', b'"') | (b'\'' | b'$', b'\'') => quote = 0,
            (b'$', b'\\') => escaped(&mut rest, &mut word),
            (b'"', b'\\') if matches!(next, b'"' | b'\\' | b'$' | b'`' | b'\n') => {
                rest.next();
                word.extend(Some(next).filter(|next| *next != b'\n'));
            }
            _ => word.push(byte),
        }
        begun = true;
    }
    if begun {
        words.push(String::from_utf8_lossy(&word).into_owned());
    }
    (words, (quote != 0).then_some(opened))
}

/// What a backslash means in `$'…'`.
fn escaped(rest: &mut std::iter::Copied<std::slice::Iter<u8>>, word: &mut Vec<u8>) {
    let digits = match rest.next().unwrap_or_default() {
        b'n' => return word.push(b'\n'),
        b'r' => return word.push(b'\r'),
        b't' => return word.push(b'\t'),
        b'x' => 2,
        b'u' => 4,
        other => return word.push(other),
    };
    let mut number = 0;
    for _ in 0..digits {
        let Some(digit) = rest.clone().next().and_then(|b| char::from(b).to_digit(16)) else { break };
        number = number * 16 + digit;
        rest.next();
    }
    if let Some(letter) = char::from_u32(number) {
        word.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some((request, faults)) = read(text) else { return "none".into() };
        let headers: Vec<_> = request.headers.iter().map(|h| format!("{}: {}", h.name, h.value)).collect();
        let body = request.body.map(|body| body.text).unwrap_or_default();
        let faults: String = faults.iter().map(|fault| format!("|{} {}", fault.at, fault.what)).collect();
        format!("{} {}|{}|{body}{faults}", request.method, request.url.as_str(), headers.join("|"))
    }

    #[test]
    fn a_command_is_read_as_the_shell_reads_it() {
        for (text, expected) in [
            ("curl https://a.test/x", "GET https://a.test/x||"),
            ("$ curl -sSL 'https://a.test/x' -H 'Accept: */*'", "GET https://a.test/x|Accept: */*|"),
            // Chrome, "Copy as cURL (bash)".
            (
                "curl 'https://a.test/me?x=1&y=2' \\\n  -H 'accept: application/json' \\\n  -b 'sid=abc; theme=dark' \\\n  -H 'authorization: Bearer t0k' \\\n  --data-raw $'{\"a\":\"it\\'s \\u0021\\n\"}' \\\n  --compressed ;\ncurl 'https://b.test/'",
                "POST https://a.test/me?x=1&y=2|accept: application/json|Cookie: sid=abc; theme=dark|authorization: Bearer t0k|{\"a\":\"it's !\n\"}",
            ),
            // Chrome and Firefox, "Copy as cURL (cmd)".
            (
                "curl ^\"https://a.test/me?x=1^&y=^%^20^\" ^\r\n  -X ^\"PUT^\" ^\r\n  -H ^\"x-say: ^\\^\"hi^\\^\" c:^\\^\\d^\" ^\r\n  --data-raw ^\"^{^\\^\"a^\\^\":1^}^\"",
                "PUT https://a.test/me?x=1&y=%20|x-say: \"hi\" c:\\d|{\"a\":1}",
            ),
            ("curl ^\"https://a.test/^\" ^\n -X PUT\ncurl ^\"https://b.test/^\"", "PUT https://a.test/||"),
            ("curl.exe \"https://a.test/\" ^\n -H \"x: a\"\"b\"", "GET https://a.test/|x: a\"b|"),
            // Firefox, for a shell.
            (
                "curl 'https://a.test/' \\\r\n --compressed -X POST -H 'User-Agent: Mozilla/5.0' -H 'Cookie: a=b' --data-raw ''",
                "POST https://a.test/|User-Agent: Mozilla/5.0|Cookie: a=b|",
            ),
            ("curl -u ada:secret https://a.test", "GET https://a.test|Authorization: Basic YWRhOnNlY3JldA==|"),
            ("curl -uada https://a.test", "GET https://a.test|Authorization: Basic YWRhOg==|"),
            ("curl --digest -u ada:secret https://a.test", "GET https://a.test||"),
            ("curl https://a.test -u a:b -H 'Authorization: Bearer x'", "GET https://a.test|Authorization: Bearer x|"),
            (
                "curl --oauth2-bearer x -A me -e https://r.test https://a.test",
                "GET https://a.test|Authorization: Bearer x|User-Agent: me|Referer: https://r.test|",
            ),
            ("curl -m 5 -o out.txt --retry 3 -XDELETE https://a.test", "DELETE https://a.test||"),
            ("curl -d a=1 -d b=2 https://a.test", "POST https://a.test||a=1&b=2"),
            ("curl -G -d a=1 --data-urlencode 'b=x y' https://a.test", "GET https://a.test?a=1&b=x y||"),
            ("curl --json '{}' https://a.test", "POST https://a.test||{}"),
            ("curl -d @file -b cookies.txt https://a.test", "POST https://a.test||"),
            ("curl -F a=@x -I https://a.test", "HEAD https://a.test||"),
            ("curl \"https://a.test/$x\" | jq .", "GET https://a.test/$x||"),
            ("curl", "GET |||4 this command names no URL"),
            ("curl --help", "GET |||11 this command names no URL"),
            ("curly https://a.test", "none"),
            ("https://a.test", "none"),
            ("Authorization: Bearer curl", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn a_quote_at_the_wrong_place_is_told() {
        let (request, faults) = read("curl -s 'https://a.test/a -H 'X").unwrap();
        assert_eq!(request.url.as_str(), "https://a.test/a -H X");
        assert_eq!(faults, [Fault::new(9, SPACE)]);
    }

    #[test]
    fn an_open_quote_is_told_at_its_place() {
        for (text, at) in [
            ("curl 'https://a.test/a -H X", 5),
            (" $ curl \"https://a.test/a", 8),
            ("curl https://a.test/ --data $'a\\'", 28),
            ("curl ^\"https://a.test/^\" ^\r\n -H ^\"x: y", 33),
        ] {
            let (_, faults) = read(text).unwrap();
            assert_eq!(faults.iter().map(|f| (f.at, &*f.what)).collect::<Vec<_>>(), [(at, OPEN)], "{text}");
        }
    }
}
