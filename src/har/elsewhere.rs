//! Entries that do not stand in the `log` of one HAR.

use super::entry::{Read, entry};
use super::file::{Entries, Log, log, place};
use super::reader::Reader;

/// Entries that do not stand in `log`: the file is one entry, a list of them, or an object whose
/// members are HARs. A note says so.
pub(super) fn one(json: &str, notes: &mut Vec<String>) -> Option<Log> {
    let mut reader = Reader::new(json);
    let mut entries = Entries::default();
    let note = if reader.peek() == Some(b'[') {
        let mut index = 0;
        let each = &mut |reader: &mut Reader| {
            entries.push(index, lone_entry(reader.value()?));
            index += 1;
            Ok(())
        };
        reader.items(each).ok()?;
        "the file is a bare list of entries".into()
    } else if let Some(entry) = lone_entry(json) {
        entries.push(0, Some(entry));
        "the file is one entry, not a whole HAR".into()
    } else {
        let mut names = Vec::new();
        let each = &mut |reader: &mut Reader, name: &str| {
            let inside = log(reader)?.and_then(|log| log.entries).filter(|inside| !inside.list.is_empty());
            names.extend(inside.is_some().then(|| format!("{name:?}")));
            entries.extend(inside.unwrap_or_default());
            Ok(())
        };
        reader.members(each).ok()?;
        format!("the HAR stands under {}", names.join(", "))
    };
    if entries.list.is_empty() {
        return None;
    }
    notes.push(note);
    Some(Log::of(entries))
}

/// Several HARs or entries in one text, as logs that grow line by line (NDJSON) and joined files have them. A note says so.
pub(super) fn one_after_the_other(json: &str, notes: &mut Vec<String>) -> Option<Log> {
    let mut reader = Reader::new(json);
    let (mut all, mut entries) = (Log::default(), Entries::default());
    let (mut texts, mut without) = (0, 0);
    while reader.peek().is_some() {
        let start = reader.at();
        let Ok(text) = reader.value() else {
            let (line, _) = place(json, start);
            notes.push(format!(
                "the JSON breaks in the part that begins in line {line}; what stands before it was read"
            ));
            break;
        };
        texts += 1;
        let found = log(&mut Reader::new(text)).ok().flatten().or_else(|| one(text, &mut Vec::new()));
        let Some(found) = found.filter(|log| log.entries.is_some()) else {
            without += 1;
            continue;
        };
        all.creator = all.creator.or(found.creator);
        entries.extend(found.entries.unwrap_or_default());
    }
    if without == texts {
        return None;
    }
    notes.push(format!("the file holds {texts} JSON texts one after the other, which were read as one"));
    if without > 0 {
        notes.push(format!("{without} of them hold no entries and were skipped"));
    }
    Some(Log { entries: Some(entries), ..all })
}

/// An entry that no `entries` holds: it must have a request and a response.
fn lone_entry(json: &str) -> Option<Read> {
    let (mut request, mut response) = (false, false);
    let each = &mut |reader: &mut Reader, name: &str| {
        let is_object = reader.peek() == Some(b'{');
        match name {
            "request" => request = is_object,
            "response" => response = is_object,
            _ => {}
        }
        reader.skip()
    };
    Reader::new(json).members(each).ok()?;
    if request && response { entry(&mut Reader::new(json)).ok()? } else { None }
}

#[cfg(test)]
mod tests {
    use crate::har::read;

    const ENTRY: &str = r#"{"pageref":"p","request":{"url":"https://a.test/x"},"response":{"status":404}}"#;

    #[test]
    fn entries_outside_of_a_log_are_read() {
        for (file, note) in [
            (ENTRY.to_owned(), "one entry"),
            (format!("[{ENTRY},7]"), "a bare list"),
            (
                format!("{{\"test_response\":{{\"log\":{{\"entries\":[{ENTRY}]}}}},\"other\":1}}"),
                "under \"test_response\"",
            ),
        ] {
            let har = read(&file).unwrap();
            assert_eq!(har.exchanges.len(), 1, "{file}");
            assert!(har.notes.iter().any(|n| n.contains(note)), "{:?}", har.notes);
        }
        // A request alone is no exchange.
        assert!(read(r#"{"method":"GET","url":"https://a.test/x"}"#).is_err());
    }

    #[test]
    fn several_in_one_file_are_read() {
        let log = |page: &str| {
            let pages = format!("\"pages\":[{{\"id\":\"p\",\"title\":\"https://{page}.test/\"}}]");
            format!("{{\"log\":{{\"entries\":[{ENTRY},{{\"request\":{{}}}},{ENTRY}],{pages}}}}}")
        };
        for (file, indexes, note) in [
            (format!("{ENTRY}\n{ENTRY}\n{ENTRY}\n"), &[0, 1, 2][..], "holds 3 JSON texts"),
            (log("a") + &log("b"), &[0, 2, 3, 5], "2 of the entries had no request"),
            (format!("[{ENTRY}]\n{{\"a\":1}}\n{ENTRY}"), &[0, 1], "1 of them hold no entries"),
            (format!("{ENTRY}\n{ENTRY}\n{{\"request\":{{\"ur"), &[0, 1], "begins in line 3"),
        ] {
            let har = read(&file).unwrap();
            assert_eq!(har.exchanges.iter().map(|(index, _)| *index).collect::<Vec<_>>(), indexes, "{file}");
            assert!(har.notes.iter().any(|n| n.contains(note)), "{:?}", har.notes);
        }
        // Each log has pages of its own, whose ids are the same.
        let pages = read(&(log("a") + &log("b"))).unwrap().exchanges.into_iter().map(|(_, e)| e.page.unwrap());
        assert_eq!(
            pages.collect::<Vec<_>>().join(" "),
            "https://a.test/ https://a.test/ https://b.test/ https://b.test/"
        );
        assert!(read("{\"a\":1}\n{\"b\":2}").unwrap_err().what.contains("no log.entries"));
    }
}
