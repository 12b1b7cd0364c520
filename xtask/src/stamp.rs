//! Stamps: what was installed, from which version and inputs, so that a second run has nothing to do.

use crate::paths;
use crate::step::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// True when `tool` was installed from exactly these `inputs` and its files are still there.
pub fn holds(tool: &str, inputs: &[&str], files: &[&Path]) -> bool {
    files.iter().all(|file| file.exists()) && fs::read_to_string(path(tool)).is_ok_and(|text| text == stamp(inputs))
}

/// Remembers that `tool` is installed. Written last, so an interrupted installation is done again.
pub fn set(tool: &str, inputs: &[&str]) -> Result<()> {
    paths::write(&path(tool), stamp(inputs))
}

fn path(tool: &str) -> PathBuf {
    paths::cache().join("stamps").join(tool)
}

/// The first input in clear (it is the version), then a hash of them all.
fn stamp(inputs: &[&str]) -> String {
    let version = inputs.first().copied().unwrap_or_default();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64; // FNV-1a: the same in every Rust version, unlike the standard hasher
    for byte in inputs.iter().flat_map(|input| input.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{version} {hash:016x}\n")
}

#[cfg(test)]
mod tests {
    use super::stamp;

    #[test]
    fn a_stamp_changes_with_every_input() {
        let stamps = [stamp(&["1.0", "a"]), stamp(&["1.1", "a"]), stamp(&["1.0", "b"]), stamp(&["1.0", "a", ""])];
        for (index, one) in stamps.iter().enumerate() {
            assert!(stamps.iter().skip(index + 1).all(|other| other != one), "{one}");
        }
    }
}
