//! Turns the Markdown of `src/rules/*/*.md`, `src/servers/*.md` and `src/learn/*.md` into Rust expressions, so that
//! the program holds no Markdown parser and no examples. A text that breaks the schema stops the
//! build with its file and line. This is the package's build script.
//!
//! The schema of a cause (headings are fixed; only `Examples` may be any Markdown):
//!
//! ```text
//! # Title                      what happened, at most 70 characters
//! Paragraphs with {values}.
//! ## Why                       optional
//! ## How to fix                a numbered list; each item has lines
//!    1. What to do.            …first line(s)
//!       Why: …  Expect: …      both required
//!       Where: server          optional; the page otherwise
//!       Remedy: id             optional; names a heading in src/servers/*.md
//! ## What it is not            optional list
//! ## What tells it apart       optional list: `neighbour-id`: what you would see
//! ## Variants                  optional; `### key`, paragraphs, perhaps a last one `Fix: …`: a step before the others,
//!                              or `Instead: …`: the first step of its side in better words;
//!                              then perhaps a line `Where: server` or `Where: page`
//! ## References                list of links, at least one
//! ## Examples                  never shipped; run by tests/rules.rs
//! ```
//!
//! A translation is a file beside it, `token_expired.zh.md`, see `translation.rs`.

mod cause;
mod inline;
mod learn;
mod server;
mod translation;
mod tree;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo:rerun-if-changed=src/rules");
    println!("cargo:rerun-if-changed=src/servers");
    println!("cargo:rerun-if-changed=src/learn");
    println!("cargo:rerun-if-changed=src/text/build");
    println!("cargo:rerun-if-changed=src/text/phrases.zh.md");
    // The panel loads the words beside the WebAssembly, see `text::stored`.
    let full = env::var_os("CARGO_FEATURE_WORDS").is_some();
    let mut translations = Vec::new();
    for (folder, write) in [
        ("rules", cause::cause as fn(&str, &str, bool) -> Result<String, String>),
        ("servers", server::server),
        ("learn", learn::learn),
    ] {
        fs::create_dir_all(out.join(folder)).expect("the build folder can be written");
        for file in markdown(&Path::new("src").join(folder)) {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if let Some((cause, language)) = stem.split_once('.') {
                let english = file.with_file_name(format!("{cause}.md"));
                if full
                    && let Some(code) =
                        said(&file, translation::translation(cause, language, &text(&file), &text(&english)))
                {
                    translations.push(code);
                }
            } else if let Some(code) = said(&file, write(&stem, &text(&file), full)) {
                save(&out.join(folder).join(format!("{stem}.rs")), &code);
            }
        }
    }
    let phrases = Path::new("src/text/phrases.zh.md");
    let list = if full { text(phrases) } else { String::new() };
    let code = said(phrases, translation::phrases(&list));
    save(&out.join("phrases.rs"), &code.unwrap_or_default());
    save(&out.join("rules").join("translations.rs"), &format!("&[{}]", translations.join(",")));
}

/// The code, or the build's end with file and reason.
fn said(file: &Path, code: Result<String, String>) -> Option<String> {
    code.map_err(|what| println!("cargo::error={}: {what}", file.display())).ok()
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).expect("the Markdown file can be read").replace("\r\n", "\n")
}

fn save(file: &Path, code: &str) {
    fs::write(file, code).expect("the build folder can be written");
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(markdown(&path));
        } else if path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md") {
            found.push(path);
        }
    }
    found
}
