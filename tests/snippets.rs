//! The code that remedies show can be read by the program that it is for, as far as a host without that
//! program can tell: JSON parses, XML nests, brackets and quotes close, indentation is whole.

use latchkey::rules;
use latchkey::servers::SERVERS;
use latchkey::text::Block;

/// Languages whose comments start with `#`.
const HASH: &[&str] = &[
    "python", "ruby", "yaml", "sh", "nginx", "apache", "haproxy", "properties", "ini", "toml", "caddyfile", "elixir",
    "squid", "hcl",
];
/// Languages whose comments start with `//`.
const SLASHES: &[&str] = &["js", "ts", "go", "java", "csharp", "php", "vcl"];
/// The others, in which nothing is a comment.
const PLAIN: &[&str] = &["json", "xml", "text", "bat", "sql"];

#[test]
fn snippets_are_whole() {
    let mut problems = Vec::new();
    let mut count = 0;
    for (name, blocks) in all() {
        for block in blocks {
            let Block::Code { lang, text } = block else { continue };
            count += 1;
            if let Err(what) = check(lang, text) {
                problems.push(format!("{name}: {what}\n{text}\n"));
            }
        }
    }
    assert!(count > 400, "only {count} snippets were read");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn broken_snippets_are_found() {
    for (lang, text) in [
        ("js", "app.use(cors({ origin: ['a'] });"),
        ("js", "const a = 'b;"),
        ("js", "a(`${b(}`)"),
        ("nginx", "location / {\n    return 204;"),
        ("json", "{ \"a\": 1, }"),
        ("xml", "<a><b></a>"),
        ("yaml", "a:\n\tb: 1"),
        ("yaml", "a:\n   b: 1"),
        ("python", "app.add(\n    x,\n"),
        ("perl", "1"),
    ] {
        assert!(check(lang, text).is_err(), "{lang}: {text}");
    }
    for (lang, text) in [
        ("js", "x.match(/[(]/); // it's (fine"),
        ("python", "a = \"it's\"  # don't ("),
        ("xml", "<a b=\"<c>\"><d e=\"1\" /></a>"),
    ] {
        assert_eq!(check(lang, text), Ok(()), "{lang}: {text}");
    }
}

fn all() -> impl Iterator<Item = (String, &'static [Block])> {
    let remedies = SERVERS.iter().flat_map(|s| s.remedies.iter().map(|r| (format!("{} {}", s.id, r.id), r.blocks)));
    let steps = rules::all().flat_map(|r| r.text.fix.iter().map(|s| (r.text.id.to_owned(), s.code)));
    remedies.chain(steps)
}

fn check(lang: &str, text: &str) -> Result<(), String> {
    if ![HASH, SLASHES, PLAIN].concat().contains(&lang) {
        return Err(format!("the language {lang:?} is not known"));
    }
    if lang != "go" && text.contains('\t') {
        return Err("it has a tab".into());
    }
    match lang {
        "json" => serde_json::from_str::<serde_json::Value>(text).map(drop).map_err(|e| e.to_string()),
        "xml" => tags_nest(text),
        "yaml" => indentation_is_even(text).and_then(|()| brackets_close(lang, text)),
        "text" | "bat" => Ok(()),
        _ => brackets_close(lang, text),
    }
}

fn indentation_is_even(text: &str) -> Result<(), String> {
    let odd = text.lines().find(|line| (line.len() - line.trim_start().len()) % 2 == 1);
    odd.map_or(Ok(()), |line| Err(format!("{line:?} is indented by an odd number of spaces")))
}

fn brackets_close(lang: &str, text: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = text;
    // Inside `${…}` of a template text, its brackets count; the text goes on after the last one.
    while let Some(c) = rest.chars().next() {
        let at_word = || text[..text.len() - rest.len()].chars().next_back().is_some_and(char::is_alphanumeric);
        rest = match c {
            '#' if HASH.contains(&lang) && !at_word() => rest.split_once('\n').map_or("", |(_, rest)| rest),
            '/' if SLASHES.contains(&lang) && rest.starts_with("//") => {
                rest.split_once('\n').map_or("", |(_, rest)| rest)
            }
            '/' if matches!(lang, "js" | "ts") && starts_regex(text, rest) => after(rest, '/')?,
            '"' => after(rest, '"')?,
            '\'' if !at_word() && !matches!(lang, "haproxy" | "squid" | "nginx" | "caddyfile") => after(rest, '\'')?,
            '`' if matches!(lang, "js" | "ts" | "go") => after(rest, '`')?,
            '\\' => rest.get(2..).unwrap_or(""),
            '(' | '[' | '{' => {
                open.push(c);
                &rest[1..]
            }
            ')' | ']' | '}' => {
                let fits = matches!((open.pop(), c), (Some('('), ')') | (Some('['), ']') | (Some('{'), '}'));
                if !fits {
                    return Err(format!("{c:?} closes nothing"));
                }
                &rest[1..]
            }
            other => &rest[other.len_utf8()..],
        };
    }
    open.pop().map_or(Ok(()), |c| Err(format!("{c:?} stays open")))
}

/// Whether `/` starts a regular expression: it follows what cannot end a value.
fn starts_regex(text: &str, rest: &str) -> bool {
    let before = text[..text.len() - rest.len()].trim_end().chars().next_back();
    before.is_none_or(|c| "(,=:[!&|?{};".contains(c))
}

/// What follows a text in quotes; in template texts the brackets of `${…}` must close.
fn after(rest: &str, quote: char) -> Result<&str, String> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => break,
            c if c == quote => {
                let inside = &rest[1..at];
                if quote == '`' {
                    for part in inside.split("${").skip(1) {
                        let code = part.split_once('}').ok_or("a template text stays open")?.0;
                        brackets_close("js", code)?;
                    }
                }
                return Ok(&rest[at + 1..]);
            }
            _ => {}
        }
    }
    Err(format!("a text in {quote} stays open"))
}

fn tags_nest(text: &str) -> Result<(), String> {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some((_, tag)) = rest.split_once('<') {
        let mut quoted = false;
        let end = tag.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let (tag, after) = tag.split_at(end.ok_or("a tag stays open")?);
        let name = |t: &str| t.split([' ', '\n', '/']).next().unwrap_or("").to_owned();
        match tag.strip_prefix('/') {
            Some(closing) if open.pop().as_deref() != Some(closing.trim()) => {
                return Err(format!("</{closing}> closes nothing"));
            }
            Some(_) => {}
            None if tag.ends_with('/') => {}
            None => open.push(name(tag)),
        }
        rest = &after[1..];
    }
    open.pop().map_or(Ok(()), |name| Err(format!("<{name}> stays open")))
}
