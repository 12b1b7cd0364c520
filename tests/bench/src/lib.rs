//! The core as functions for JavaScript: what `cargo xtask bench` measures in a page.

use latchkey::finding::Verdict;
use latchkey::har;
use latchkey::http::challenge;
use latchkey::report::Recording;
use wasm_bindgen::prelude::*;

/// Reads a HAR file, in UTF-8 as the panel gets it, and diagnoses every exchange; gives how many there were, and how many
/// failed.
#[wasm_bindgen]
pub fn diagnose(bytes: Vec<u8>) -> Vec<u32> {
    let Some(Ok(file)) = String::from_utf8(bytes).ok().map(|text| har::read(&text)) else { return Vec::new() };
    let recording = Recording::of("bench", file);
    let failed = recording.diagnoses.iter().filter(|(_, d)| d.verdict == Verdict::Failure).count();
    [recording.diagnoses.len(), failed].map(|n| u32::try_from(n).unwrap_or(u32::MAX)).to_vec()
}

/// Reads a `WWW-Authenticate` value; gives how many challenges are in it.
#[wasm_bindgen]
pub fn challenges(value: &str) -> usize {
    challenge::parse(value).0.len()
}
