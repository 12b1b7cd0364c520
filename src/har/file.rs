//! A whole HAR file.

use std::fmt;

use super::elsewhere;
use super::entry::{Read, entry};
use super::reader::{Reader, Step};
#[cfg(not(target_arch = "wasm32"))]
use super::shared;
use crate::exchange::Exchange;

/// What a HAR file held.
#[derive(Debug, Default)]
pub struct HarFile {
    /// `WebInspector 537.36`: the program that wrote it.
    pub creator: String,
    /// The exchanges with their position in `entries`, in the file's order.
    pub exchanges: Vec<(usize, Exchange)>,
    /// What was skipped or repaired, in words.
    pub notes: Vec<String>,
}

/// Why nothing could be read.
#[derive(Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Line of the input, from 1; 0 where no line is to blame.
    pub line: usize,
    /// Column in bytes, from 1.
    pub column: usize,
    /// What is wrong and what to do, in one line.
    pub what: String,
}

/// Reads a HAR file of any dialect: with a byte order mark, wrapped as JSONP, without `log`, as a
/// lone entry or a list of them, several one after the other (NDJSON), or cut off in the middle.
///
/// # Errors
/// When the text is not JSON, or JSON without any entries.
pub fn read(text: &str) -> Result<HarFile, ReadError> {
    let mut notes = Vec::new();
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with("\u{1f}\u{fffd}") || text.starts_with("PK\u{3}\u{4}") {
        return Err(ReadError { line: 0, column: 0, what: "this file is compressed; unpack it first".into() });
    }
    let json = unwrap_jsonp(text, &mut notes);
    if json.is_empty() {
        return Err(ReadError { line: 0, column: 0, what: "the file is empty; export the HAR again".into() });
    }
    let mut reader = Reader::new(json);
    let Ok(file) = log(&mut reader) else { return salvage(json, reader.at(), notes) };
    let log = match (reader.peek(), file) {
        (Some(b'{' | b'['), _) => elsewhere::one_after_the_other(json, &mut notes),
        (_, None) => elsewhere::one(json, &mut notes),
        (_, file) => file,
    };
    let Some(log) = log else {
        return Err(ReadError {
            line: 1,
            column: 1,
            what: "this JSON has no log.entries, so it is no HAR file".into(),
        });
    };
    let Some(Entries { list, skipped }) = log.entries else {
        return Err(ReadError { line: 1, column: 1, what: "the HAR's log has no entries".into() });
    };
    if skipped > 0 {
        notes.push(format!("{skipped} of the entries had no request with a URL and were skipped"));
    }
    let creator = log.creator.unwrap_or_default();
    const SECRETS: &[&str] = &["authorization", "cookie", "set-cookie"];
    let open = |e: &Exchange| {
        SECRETS.iter().any(|name| e.request.headers.get(name).is_some() || e.response.headers.get(name).is_some())
    };
    // Chromium's export leaves secrets out unless its settings allow them; it does not say so.
    let sanitised = creator.starts_with("WebInspector") && !list.iter().any(|(_, _, exchange)| open(exchange));
    let exchanges = list
        .into_iter()
        .map(|(index, page, mut exchange)| {
            exchange.sanitised |= sanitised;
            exchange.page = page.filter(|title| title.contains("://"));
            (index, exchange)
        })
        .collect();
    Ok(HarFile { creator, exchanges, notes })
}

/// The log of a file, `None` where it has none.
pub(super) fn log(reader: &mut Reader) -> Step<Option<Log>> {
    let (mut log, mut bare) = (None, None);
    reader.members(&mut |reader, name| {
        match name {
            "log" => log = Log::read(reader)?,
            "entries" => bare = Entries::read(reader)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(log.or(bare.map(Log::of)))
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.what),
            line => write!(f, "line {line}, column {}: {}", self.column, self.what),
        }
    }
}

impl std::error::Error for ReadError {}

#[derive(Default)]
pub(super) struct Log {
    pub creator: Option<String>,
    pub entries: Option<Entries>,
}

impl Log {
    pub fn of(entries: Entries) -> Self {
        Log { entries: Some(entries), ..Log::default() }
    }

    fn read(reader: &mut Reader) -> Step<Option<Self>> {
        let (mut log, mut browser, mut pages) = (Log::default(), None, Vec::new());
        let is_object = reader.members(&mut |reader, name| {
            match name {
                "creator" => log.creator = program(reader)?,
                "browser" => browser = program(reader)?,
                "pages" => drop(reader.items(&mut |reader| page(reader).map(|page| pages.push(page)))?),
                "entries" => log.entries = Entries::read(reader)?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        log.creator = log.creator.or(browser);
        // The pages may stand after the entries.
        for (_, page, _) in log.entries.iter_mut().flat_map(|entries| &mut entries.list) {
            *page = page.take().and_then(|id| pages.iter().find(|p| p.id.as_ref() == Some(&id))?.title.clone());
        }
        Ok(is_object.then_some(log))
    }
}

#[derive(Default)]
struct Page {
    id: Option<String>,
    title: Option<String>,
}

fn page(reader: &mut Reader) -> Step<Page> {
    let mut page = Page::default();
    reader.members(&mut |reader, name| {
        match name {
            "id" => page.id = reader.text()?,
            "title" => page.title = reader.text()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(page)
}

/// A program's name and version; `None` for what is no object.
fn program(reader: &mut Reader) -> Step<Option<String>> {
    let (mut program, mut version) = (None, None);
    let is_object = reader.members(&mut |reader, name| {
        match name {
            "name" => program = reader.text()?,
            "version" => version = reader.text()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(is_object.then(|| [program, version].into_iter().flatten().collect::<Vec<_>>().join(" ")))
}

/// The entries, turned into exchanges one by one so that no second copy of the file is held.
#[derive(Default)]
pub(super) struct Entries {
    /// Each with its position, and its page: the id while the log is read, and then the title.
    pub list: Vec<(usize, Option<String>, Exchange)>,
    skipped: usize,
}

impl Entries {
    /// `None` for what is no list.
    fn read(reader: &mut Reader) -> Step<Option<Self>> {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(read) = shared::entries(reader) {
            return read;
        }
        let mut entries = Entries::default();
        let mut index = 0;
        let is_list = reader.items(&mut |reader| {
            entries.push(index, entry(reader)?);
            index += 1;
            Ok(())
        })?;
        Ok(is_list.then_some(entries))
    }

    pub(super) fn push(&mut self, index: usize, entry: Option<Read>) {
        match entry {
            Some((page, exchange)) => self.list.push((index, page, exchange)),
            None => self.skipped += 1,
        }
    }

    /// Adds those of another list, counted on.
    pub fn extend(&mut self, more: Entries) {
        let before = self.list.last().map_or(0, |(index, ..)| index + 1);
        self.list.extend(more.list.into_iter().map(|(index, page, exchange)| (before + index, page, exchange)));
        self.skipped += more.skipped;
    }
}

/// `onInputData({…});` → `{…}` (HAR 1.2, "HARP").
fn unwrap_jsonp<'t>(text: &'t str, notes: &mut Vec<String>) -> &'t str {
    if text.starts_with(['{', '[']) {
        return text;
    }
    let inner = text.split_once('(').and_then(|(name, rest)| {
        let plain = name.trim().bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'$'));
        let inner = rest.trim_end().trim_end_matches(';').trim_end().strip_suffix(')')?.trim();
        (plain && inner.starts_with('{')).then_some(inner)
    });
    match inner {
        Some(json) => {
            notes.push("the HAR was wrapped in a function call (JSONP); the call was taken off".into());
            json
        }
        None => text,
    }
}

/// Reads the entries before the place where the JSON breaks.
fn salvage(json: &str, broken: usize, mut notes: Vec<String>) -> Result<HarFile, ReadError> {
    let (line, column) = place(json, broken);
    let what = match json.get(broken..).and_then(|rest| rest.chars().next()) {
        Some(c) => format!("{c:?} does not fit there"),
        None => "it ends too early".to_owned(),
    };
    let fail = || ReadError { line, column, what: format!("this is not JSON ({what}); export the HAR again") };
    let start = json.find("\"entries\"").and_then(|at| json.get(at..)?.find('[').map(|open| at + open + 1));
    let Some(mut rest) = start.and_then(|at| json.get(at..)) else { return Err(fail()) };
    let mut entries = Entries::default();
    let mut index = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let mut reader = Reader::new(rest);
        let Ok(read) = entry(&mut reader) else { break };
        entries.push(index, read);
        index += 1;
        rest = rest.get(reader.at()..).unwrap_or("");
    }
    if entries.list.is_empty() {
        return Err(fail());
    }
    let read = match entries.list.len() {
        1 => "1 entry was".to_owned(),
        n => format!("{n} entries were"),
    };
    notes.push(format!("the JSON breaks at line {line}, column {column} ({what}); {read} read all the same"));
    let exchanges = entries.list.into_iter().map(|(index, _, exchange)| (index, exchange)).collect();
    Ok(HarFile { creator: String::new(), exchanges, notes })
}

/// Line and column of a byte, from 1.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    (before.matches('\n').count() + 1, before.len() - line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Initiator, Place};

    const ENTRY: &str = r#"{"startedDateTime":"2026-01-01T00:00:00Z","time":-1,"request":{"method":"GET","url":"https://a.test/x","headers":[{"name":"A","value":"1"},{"name":"B"}]},"response":{"status":"404","headers":{"X":"y"},"content":null}}"#;

    #[test]
    fn the_initiator_is_the_first_script_with_its_line() {
        let of = |initiator: &str| {
            let file = format!(
                r#"{{"entries":[{{"_initiator":{initiator},"request":{{"method":"GET","url":"https://a.test/x"}},"response":{{"status":200}}}}]}}"#
            );
            read(&file).unwrap().exchanges.remove(0).1.initiator
        };
        let frames = r#"[{"functionName":"eval","url":"","lineNumber":3},{"url":"https://a.test/app.js","lineNumber":41,"columnNumber":2},{"url":"https://a.test/b.js","lineNumber":1}]"#;
        let place = |url: &str, line, column| Place { url: url.into(), line, column };
        let at = |url: &str, line| Some(Initiator { place: place(url, line, None), callers: Vec::new() });
        let found = Some(Initiator {
            place: place("https://a.test/app.js", Some(42), Some(3)),
            callers: vec![place("https://a.test/b.js", Some(2), None), place("https://a.test/c.js", None, None)],
        });
        assert_eq!(
            of(&format!(
                r#"{{"type":"script","stack":{{"parent":{{"callFrames":[{{"url":"https://a.test/c.js"}}]}},"callFrames":{frames}}}}}"#
            )),
            found
        );
        assert_eq!(of(r#"{"type":"parser","url":"https://a.test/","lineNumber":0}"#), at("https://a.test/", Some(1)));
        assert_eq!(of(r#"{"type":"other","url":"https://a.test/"}"#), at("https://a.test/", None));
        assert_eq!(of(r#"{"type":"other"}"#), None);
        assert_eq!(of(r#"{"url":"https://a.test/","lineNumber":-1}"#), at("https://a.test/", None));
    }

    #[test]
    fn the_text_of_grpc_web_is_its_trailer() {
        let of = |text: &str| {
            let content = format!(r#"{{"mimeType":"application/grpc-web+proto","text":"{text}","encoding":"base64"}}"#);
            let file = format!(
                r#"{{"entries":[{{"request":{{"url":"https://a.test/"}},"response":{{"status":200,"content":{content}}}}}]}}"#
            );
            read(&file).unwrap().exchanges.remove(0).1.response.body.map(|body| body.text)
        };
        let trailer = Some("grpc-status:16".to_owned());
        assert_eq!(of("gAAAAA5ncnBjLXN0YXR1czoxNg=="), trailer);
        assert_eq!(of("AAAAAAIIAYAAAAAOZ3JwYy1zdGF0dXM6MTY="), trailer);
        assert_eq!(of("AAAAAAIIAQ=="), None);
        assert_eq!(of("AP////8IAQ=="), None);
    }

    #[test]
    fn the_last_message_of_a_short_talk_is_the_body_of_a_web_socket() {
        let of = |messages: &[(&str, &str)]| {
            let list = messages.iter().map(|(kind, data)| format!(r#"{{"type":"{kind}","data":"{data}"}}"#));
            let list: Vec<_> = list.collect();
            let file = format!(
                r#"{{"entries":[{{"_webSocketMessages":[{}],"request":{{"url":"wss://a.test/"}},"response":{{"status":101}}}}]}}"#,
                list.join(",")
            );
            let exchange = read(&file).unwrap().exchanges.remove(0).1;
            (exchange.response.body.map(|body| body.text), exchange.error)
        };
        assert_eq!(of(&[("send", "a"), ("receive", "b")]), (Some("b".into()), None));
        assert_eq!(of(&[("receive", "a"), ("send", "b")]), (None, None));
        assert_eq!(of(&[("receive", "a"); 4]), (None, None));
        assert_eq!(of(&[("receive", &"a".repeat(3000))]), (None, None));
        let refused = "Unexpected response code: 403";
        assert_eq!(of(&[("error", refused)]), (None, Some(refused.into())));
    }

    #[test]
    fn reads_dialects() {
        for file in [
            format!("{{\"log\":{{\"entries\":[{ENTRY}]}}}}"),
            format!("\u{feff}{{\"log\":{{\"pages\":7,\"entries\":[{ENTRY}]}}}}"),
            format!("onInputData({{\"log\":{{\"entries\":[{ENTRY}]}}}});"),
            format!("{{\"entries\":[{ENTRY}]}}"),
        ] {
            let har = read(&file).unwrap();
            let (index, exchange) = &har.exchanges[0];
            assert_eq!((*index, exchange.response.status, exchange.took), (0, 404, None));
            assert_eq!(exchange.request.headers.len(), 2);
            assert_eq!(exchange.response.headers.get("x"), Some("y"));
        }
    }

    #[test]
    fn an_export_of_chromium_without_any_secret_may_be_sanitised() {
        let file = |creator: &str, header: &str| {
            let entry = ENTRY.replace("\"A\"", &format!("\"{header}\""));
            let text = format!("{{\"log\":{{\"creator\":{{\"name\":\"{creator}\"}},\"entries\":[{ENTRY},{entry}]}}}}");
            read(&text).unwrap().exchanges.iter().all(|(_, exchange)| exchange.sanitised)
        };
        assert!(file("WebInspector", "Accept"));
        assert!(
            !file("WebInspector", "Authorization") && !file("WebInspector", "cookie") && !file("Firefox", "Accept")
        );
    }

    #[test]
    fn compressed_files_are_named_as_such() {
        for bytes in [&b"\x1f\x8b\x08\x00"[..], b"PK\x03\x04\x14"] {
            let error = read(&String::from_utf8_lossy(bytes)).unwrap_err();
            assert_eq!(error.to_string(), "this file is compressed; unpack it first");
        }
    }

    #[test]
    fn half_a_surrogate_pair_breaks_nothing() {
        let half = ENTRY.replace("\"value\":\"1\"", r#""value":"\ud83d""#);
        let list = [ENTRY, &half, ENTRY].join(",");
        for file in [
            format!("{{\"log\":{{\"entries\":[{list}]}}}}"),
            format!("{{\"log\":{{\"comment\":\"\\ude00\",\"entries\":[{list}]}}}}"),
            format!("[{list}]"),
        ] {
            let har = read(&file).unwrap();
            assert_eq!(har.exchanges.len(), 3, "{:?}", har.notes);
            assert_eq!(har.exchanges[1].1.request.headers.get("a"), Some("\u{fffd}"));
            assert!(!har.notes.iter().any(|note| note.contains("breaks")), "{:?}", har.notes);
        }
        let har = read(&format!("{{\"log\":{{\"entries\":[{list},{{\"request\"")).unwrap();
        assert_eq!(har.exchanges.len(), 3, "{:?}", har.notes);
    }

    #[test]
    fn numbers_that_are_none_break_nothing() {
        let entry = ENTRY.replace("\"time\":-1", "\"time\":NaN");
        for file in [format!("{{\"log\":{{\"entries\":[{entry},{ENTRY}]}}}}"), format!("[{entry},{ENTRY}]")] {
            let har = read(&file).unwrap();
            assert_eq!(har.exchanges.len(), 2, "{:?}", har.notes);
            assert_eq!(har.exchanges[0].1.took, None);
        }
    }

    #[test]
    fn skips_and_salvages_and_says_so() {
        let har = read(&format!("{{\"log\":{{\"entries\":[null,{{\"request\":3}},{ENTRY}]}}}}")).unwrap();
        assert_eq!(har.exchanges[0].0, 2);
        assert!(har.notes[0].starts_with("2 of the entries"), "{:?}", har.notes);
        let har = read(&format!("{{\"log\":{{\"entries\":[{ENTRY},{ENTRY},{{\"request\":{{\"url\":\"htt")).unwrap();
        assert_eq!(har.exchanges.len(), 2);
        assert!(har.notes[0].contains("2 entries were read all the same"), "{:?}", har.notes);
        let error = read("{\"log\": nonsense}").unwrap_err();
        assert_eq!((error.line, error.column), (1, 9));
        assert!(error.what.contains("'n' does not fit there"), "{error}");
        assert!(
            read("{\n\"log\":[\"").unwrap_err().to_string().starts_with("line 2, column 9: this is not JSON (it ends")
        );
        assert!(read("{\"a\":1}").unwrap_err().to_string().contains("no log.entries"));
        assert!(read("").unwrap_err().to_string().contains("empty"));
    }
}
