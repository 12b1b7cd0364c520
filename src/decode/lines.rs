//! Several header lines at once, as `curl -i` shows them and developer tools copy them.

use super::{Decoded, Item, header, pasted, transcript};

/// Later lines are not looked at.
const MOST: usize = 1000;

/// Decodes what someone pasted, also a `curl` command, or the head of a message: one result for each name of a field, in the
/// order of the text. Of a head only the fields that say something here are kept; its body is not read.
///
/// ```
/// use latchkey::decode;
///
/// let all = decode::pasted_lines("HTTP/1.1 401\nWWW-Authenticate: NTLM\nServer: x\nWWW-Authenticate: Negotiate\n\nbody");
/// assert_eq!((all.len(), all[0].values.len()), (1, 2));
/// ```
pub fn pasted_lines(text: &str) -> Vec<Decoded> {
    if let Some(told) = transcript::read(text) {
        let mut all = told.decoded();
        if !told.faults.is_empty() {
            let faults = told.faults.into_iter().map(|fault| (0, fault)).collect();
            let command = vec![(0, Item::Command)];
            all.insert(0, Decoded { values: vec![text.to_owned()], items: command, faults, ..Decoded::default() });
        }
        return all;
    }
    let Some(fields) = fields(text) else { return vec![pasted(text)] };
    let all: Vec<Decoded> = fields.iter().map(|(name, values)| header(name, values)).collect();
    if all.iter().any(Decoded::says) { all.into_iter().filter(Decoded::says).collect() } else { all }
}

/// The fields of a head, each name with its values. `None` for what is none, and for a lone field.
fn fields(text: &str) -> Option<Vec<(String, Vec<String>)>> {
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    let (mut lines, mut last) = (0, None);
    for (index, line) in text.trim().lines().take(MOST).enumerate() {
        // `curl -v` marks what it sent and what it got.
        let line = line.strip_prefix("< ").or(line.strip_prefix("> ")).unwrap_or(line).trim_end();
        let is_start = index == 0 && (line.starts_with("HTTP/") || line.contains(" HTTP/"));
        if matches!(line, "" | "<" | ">") {
            break;
        }
        if is_start || line.starts_with(':') {
            lines += 1;
            continue;
        }
        // A line that begins with white space goes on with the one before (RFC 9112 §5.2).
        if line.starts_with([' ', '\t']) {
            let value = last.and_then(|at: usize| fields.get_mut(at)).and_then(|(_, values)| values.last_mut())?;
            value.push('\n');
            value.push_str(line);
            continue;
        }
        let (name, value) = line.split_once(':')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if !is_name || value.starts_with("//") {
            return None;
        }
        lines += 1;
        let at = fields.iter().position(|(known, _)| known.eq_ignore_ascii_case(name)).unwrap_or(fields.len());
        if at == fields.len() {
            fields.push((name.to_owned(), Vec::new()));
        }
        fields.get_mut(at)?.1.push(value.trim().to_owned());
        last = Some(at);
    }
    (lines > 1 && !fields.is_empty()).then_some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<(Option<String>, usize)> {
        pasted_lines(text).into_iter().map(|one| (one.header, one.values.len())).collect()
    }

    #[test]
    fn a_head_comes_apart_into_its_fields() {
        let some = |name: &str, values| (Some(name.to_owned()), values);
        for head in ["HTTP/2 401\r\n", "", ":status: 401\n"] {
            let text = format!(
                "{head}www-authenticate: Basic realm=\"a\"\r\nDate: x\r\nWWW-Authenticate: Bearer\r\nSet-Cookie: a=b"
            );
            assert_eq!(names(&text), [some("www-authenticate", 2), some("Set-Cookie", 1)], "{head}");
        }
        let sent = "> GET /a HTTP/1.1\n> Authorization: Basic YTpi\n> Accept: */*\n>\n< HTTP/1.1 200 OK";
        assert_eq!(names(sent), [some("Authorization", 1)]);
        let folded = pasted_lines("WWW-Authenticate: Basic\n realm=\"a\"\nServer: x");
        assert_eq!(folded[0].faults.len(), 1, "a folded line is one value, and a fault");
        assert_eq!(names("Server: x\nVia: y"), [some("Server", 1), some("Via", 1)]);
    }

    #[test]
    fn other_texts_stay_whole() {
        for text in [
            "WWW-Authenticate: Basic realm=\"a\"", "eyJhbGciOiJIUzI1NiJ9.\neyJzdWIiOiIxIn0.c2ln",
            "{\n\"kty\": \"oct\",\n\"k\": \"AAAA\"\n}", "https://a.test/?x=1\nhttps://b.test/", "HTTP/1.1 401", "",
        ] {
            assert_eq!(pasted_lines(text), [pasted(text)], "{text}");
        }
    }
}
