//! What several tests share.
#![allow(dead_code, missing_docs)] // each test file uses its own part of it

pub mod example;

/// The root of the project.
pub fn root() -> std::path::PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// Data of others and recordings, where the machine has them: `LATCHKEY_SHARED`, else `../shared`.
pub fn shared(path: &str) -> Option<std::path::PathBuf> {
    let base = std::env::var_os("LATCHKEY_SHARED").map_or_else(|| root().join("../shared"), Into::into);
    let found = base.join(path);
    if found.exists() {
        return Some(found);
    }
    println!("SKIPPED: {} is not there (set LATCHKEY_SHARED)", found.display());
    None
}
