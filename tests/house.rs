//! Holds the house in order: arrows between modules, completeness, forbidden calls.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::root;
use latchkey::rules;
use latchkey::servers::SERVERS;
use latchkey::text::plain_blocks;

/// The rooms of `src/`, lowest first. A room may use itself and those before it.
const ROOMS: &[&str] = &[
    "fault", "instant", "number", "search", "sorted", "shared", "text", "token", "http", "exchange", "har", "route",
    "history", "finding", "redact", "servers", "facts", "rules", "diagnosis", "flow", "learn", "filter", "decode",
    "report", "panel", "browser",
];

/// Invariant: data flows one way (ARCHITECTURE.md, "Arrows").
#[test]
fn arrows_point_up() {
    let mut problems = Vec::new();
    for file in sources("src") {
        let path = shown(&file);
        let Some(room) = room_of(&path) else { continue };
        let Some(height) = ROOMS.iter().position(|r| *r == room) else {
            problems.push(format!("{path}: room {room:?} is not in ROOMS; say where it belongs"));
            continue;
        };
        for (number, line) in code_lines(&file) {
            if line.contains("super::super::super") {
                problems.push(format!("{path}:{number}: say `crate::…` instead of climbing with `super`"));
            }
            for used in line.match_indices("crate::").map(|(at, m)| &line[at + m.len()..]) {
                let name: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                match ROOMS.iter().position(|r| *r == name) {
                    Some(other) if other > height => {
                        problems.push(format!("{path}:{number}: {room} uses {name}, which stands above it"))
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Invariant: the core does no I/O and reads no clock; only `browser/clock.rs` does.
#[test]
fn core_has_no_clock_and_no_io() {
    let forbidden =
        ["SystemTime::now", "Date::now", "std::fs", "std::net", "std::env", "std::process", "println!", "eprintln!"];
    let mut problems = Vec::new();
    for file in sources("src") {
        let path = shown(&file);
        if path.starts_with("src/bin/") || path.starts_with("src/text/build/") || path == "src/browser/clock.rs" {
            continue;
        }
        for (number, line) in code_lines(&file) {
            for call in forbidden.iter().filter(|call| line.contains(**call)) {
                problems.push(format!("{path}:{number}: {call}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Invariant: the core knows no browser type.
#[test]
fn only_browser_and_panel_know_the_browser() {
    let mut problems = Vec::new();
    for file in sources("src") {
        let path = shown(&file);
        let allowed: &[&str] = match room_of(&path) {
            Some("browser") | None => continue,
            Some("panel") => &["leptos", "web_sys", "wasm_bindgen"],
            Some(_) => &[],
        };
        for (number, line) in code_lines(&file) {
            for name in ["leptos", "web_sys", "js_sys", "wasm_bindgen"] {
                if line.contains(&format!("{name}::")) && !allowed.contains(&name) {
                    problems.push(format!("{path}:{number}: {name}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Invariant: text from the network never becomes HTML.
#[test]
fn network_text_never_becomes_html() {
    let forbidden = [
        "inner_html", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "insert_adjacent_html",
        "set_inner_html", "eval(",
    ];
    let mut problems = Vec::new();
    for file in sources("src").into_iter().chain(sources("static")).chain(sources("extension")) {
        for (number, line) in code_lines(&file) {
            for call in forbidden.iter().filter(|call| line.contains(**call)) {
                problems.push(format!("{}:{number}: {call}", shown(&file)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Invariant: every word that the panel shows is a label, so that it can be translated.
#[test]
fn panel_words_are_labels() {
    let mut problems = Vec::new();
    for file in sources("src/panel") {
        for (number, line) in code_lines(&file) {
            // A sentence or a name of several words; classes and keys are in small letters, paths of icons no words.
            let word = |w: &str| w.len() > 2 && w.bytes().all(|b| b.is_ascii_alphabetic() || b",.:".contains(&b));
            let words = |text: &&str| {
                let parts: Vec<&str> = text.split(' ').collect();
                text.starts_with(|c: char| c.is_ascii_uppercase())
                    && parts
                        .windows(2)
                        .any(|two| two.iter().all(|w| word(w)) && !two[1].starts_with(char::is_uppercase))
            };
            for literal in line.split('"').skip(1).step_by(2).filter(words) {
                problems.push(format!("{}:{number}: {literal:?} is no field of text::labels::Labels", shown(&file)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Invariant: no rule, server, auth-scheme or token kind is forgotten: each file's stem stands in its list.
#[test]
fn no_file_is_orphaned() {
    let mut problems = Vec::new();
    let mut lists = vec![
        (root().join("src/servers"), "md"),
        (root().join("src/learn"), "md"),
        (root().join("src/http/schemes"), "rs"),
        (root().join("src/token"), "rs"),
    ];
    for entry in fs::read_dir(root().join("src/rules")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            lists.push((path.clone(), "md"));
            lists.push((path, "rs"));
        }
    }
    let page = fs::read_to_string(root().join("static/index.html")).unwrap();
    for file in fs::read_dir(root().join("static/css")).unwrap().map(|e| e.unwrap().file_name()) {
        if !page.contains(&format!("css/{}\"", file.to_string_lossy())) {
            problems.push(format!("static/css/{} is not linked in static/index.html", file.to_string_lossy()));
        }
    }
    for (folder, ending) in lists {
        let list = fs::read_to_string(folder.join("mod.rs")).unwrap();
        let words: Vec<&str> = list.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        for file in fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()) {
            let stem = file.file_stem().unwrap().to_str().unwrap();
            // A translation, `token_expired.zh.md`, is held by the build.
            let stem = stem.split('.').next().unwrap().to_owned();
            if file.extension().is_some_and(|e| e == ending) && stem != "mod" && !words.contains(&stem.as_str()) {
                problems.push(format!("{} is not listed in {}", shown(&file), shown(&folder.join("mod.rs"))));
            }
            if folder.parent().is_some_and(|p| p.ends_with("rules"))
                && ending == "rs"
                && stem != "mod"
                && !file.with_extension("md").exists()
            {
                problems.push(format!("{} has no Markdown beside it", shown(&file)));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Invariant: a remedy that a step names is done on at least one server, and no remedy of a server is
/// out of reach.
#[test]
fn remedies_meet_steps() {
    let named: BTreeSet<_> = rules::all().flat_map(|r| r.text.fix).filter_map(|step| step.remedy).collect();
    let known: BTreeSet<_> = SERVERS.iter().flat_map(|s| s.remedies).map(|r| r.id).collect();
    let mut problems = Vec::new();
    problems.extend(named.difference(&known).map(|id| format!("{id}: a step names it, no server knows it")));
    problems.extend(known.difference(&named).map(|id| format!("{id}: a server knows it, no step names it")));
    for server in SERVERS {
        for (at, remedy) in server.remedies.iter().enumerate() {
            if server.remedies.iter().take(at).any(|r| r.id == remedy.id) {
                problems.push(format!("{}: {} is there twice", server.id, remedy.id));
            }
            // Words go stale with versions: each remedy says which one it is for.
            if !plain_blocks(remedy.blocks, &[]).bytes().any(|b| b.is_ascii_digit()) {
                problems.push(format!("{}: {} names no version", server.id, remedy.id));
            }
        }
    }
    assert!(named.len() >= 14, "only {} remedies are named", named.len());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every invariant in ARCHITECTURE.md names a test that exists.
#[test]
fn invariants_name_their_tests() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut tests = String::new();
    for file in sources("tests").into_iter().chain(sources("src")) {
        tests.push_str(&fs::read_to_string(file).unwrap());
    }
    let named: Vec<_> = text.lines().filter_map(|l| l.split("Held by `").nth(1)?.split('`').next()).collect();
    assert!(named.len() >= 8, "only {} invariants name a test", named.len());
    for name in named {
        let function = name.rsplit("::").next().unwrap();
        assert!(
            tests.contains(&format!("fn {function}(")),
            "ARCHITECTURE.md names the test {name}, which does not exist"
        );
    }
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("target") {
                collect(&path, found);
            }
        } else if path.extension().is_some_and(|e| e == "rs" || e == "js" || e == "html") {
            found.push(path);
        }
    }
}

/// Lines that are code: comments and test modules at the end of a file are left out.
fn code_lines(file: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(number, line)| (number + 1, line.to_owned()))
        .collect()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string().replace('\\', "/")
}

/// `src/http/challenge.rs` → `http`; nothing for `lib.rs`, `main.rs`, the programs and build helpers.
fn room_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("src/")?;
    if rest.starts_with("bin/") || rest.starts_with("text/build/") {
        return None;
    }
    let room = rest.split('/').next()?.trim_end_matches(".rs");
    (!matches!(room, "lib" | "main")).then_some(room)
}
