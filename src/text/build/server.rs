//! One server's Markdown → an expression of type `ServerText`.
//!
//! ```text
//! ---
//! name: nginx
//! layer: web-server
//! answers: body: <center>nginx          this server made the answer
//! present: header server: nginx         this server stands on the way
//! often: header server: uvicorn         others show it, too: not named, but its remedies come first
//!                                       (text after `=` is the whole of a header, not a part of it)
//! ---
//! ## Logs                               where its log is, by system and container
//! ## forward-authorization: Pass the header on
//! ## Examples                           never shipped; run by tests/servers.rs
//! ```

use super::cause::blocks;
use super::tree::read;

const LAYERS: &[&str] = &["browser", "proxy", "cdn", "gateway", "web-server", "framework", "application", "page"];
const PLACES: &[&str] = &["header ", "request-header ", "cookie", "body", "challenge", "url", "status-text", "type"];

/// The words of a server as a Rust expression; an error names the line. Without `full` only what the
/// diagnosis itself needs: the panel loads the rest.
pub fn server(stem: &str, text: &str, full: bool) -> Result<String, String> {
    let front = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n"));
    let Some((front, body)) = front else { return Err("line 1: front matter between `---` lines is missing".into()) };
    let body = body.split_once("\n## Examples").map_or(body, |(shipped, _)| shipped);
    let (mut name, mut layer) = ("", "");
    let (mut answers, mut present, mut often) = (Vec::new(), Vec::new(), Vec::new());
    for (index, line) in front.lines().enumerate() {
        let number = index + 2;
        let Some((key, value)) = line.split_once(": ") else {
            return Err(format!("line {number}: `key: value` is meant"));
        };
        match key {
            "name" => name = value,
            "layer" if LAYERS.contains(&value) => layer = value,
            "layer" => return Err(format!("line {number}: the layer is one of {LAYERS:?}")),
            "answers" => answers.push(place(value, number)?),
            "present" => present.push(place(value, number)?),
            "often" => often.push(place(value, number)?),
            _ => {
                return Err(format!(
                    "line {number}: unknown key {key:?}; known are name, layer, answers, present, often"
                ));
            }
        }
    }
    if name.is_empty() || layer.is_empty() {
        return Err("the front matter needs `name` and `layer`".into());
    }
    let mut logs = String::from("&[]");
    let mut remedies = String::new();
    for section in read(body)? {
        if section.title == "Logs" {
            logs = blocks(&section.blocks)?;
            continue;
        }
        let Some((id, title)) = section.title.split_once(": ").filter(|_| section.level == 2) else {
            return Err(format!("line {}: a remedy is headed `## remedy-id: Title`", section.line));
        };
        remedies.push_str(&format!("Remedy {{ id: {id:?}, title: {title:?}, blocks: {} }},", blocks(&section.blocks)?));
    }
    if !full {
        (logs, remedies) = ("&[]".into(), String::new());
    }
    Ok(format!(
        "ServerText {{ id: {:?}, name: {name:?}, layer: {layer:?}, answers: &[{}], present: &[{}], often: &[{}], logs: {logs}, remedies: &[{remedies}] }}",
        stem.replace('_', "-"),
        answers.join(","),
        present.join(","),
        often.join(","),
    ))
}

/// `header server: nginx` → `("header server", "nginx")`. An empty text means "is there".
fn place(value: &str, line: usize) -> Result<String, String> {
    let (at, text) = value.split_once(':').unwrap_or((value, ""));
    if !PLACES.iter().any(|p| at.starts_with(p)) {
        return Err(format!("line {line}: {at:?} is no place; known are {PLACES:?}"));
    }
    // Bodies are searched in lower case.
    let text = if at == "body" { text.trim().to_ascii_lowercase() } else { text.trim().to_owned() };
    Ok(format!("({:?}, {text:?})", at.trim()))
}
