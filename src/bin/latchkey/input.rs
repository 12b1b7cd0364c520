//! Reads what a file argument names.

use std::io::Read;

use latchkey::har::{self, HarFile};

/// The HAR in a file; `-` is standard input. What is not UTF-8 becomes U+FFFD.
pub fn har(file: &str) -> Result<HarFile, String> {
    let mut bytes = Vec::new();
    if file == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
    } else {
        bytes = std::fs::read(file).map_err(|e| format!("{file}: {e}"))?;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    har::read(&text).map_err(|e| format!("{file}: {e}"))
}
