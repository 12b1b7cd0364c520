//! Where things are: the project, its outputs, and the cache that survives `cargo clean`.

use crate::step::{Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> PathBuf {
    // xtask always sits one level below it.
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// What trunk wrote: the demo page, and the extension's panel.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The loadable extension, one folder a browser. It stays below the project even when `CARGO_TARGET_DIR` points elsewhere,
/// because README names it.
pub fn extension(browser: &str) -> PathBuf {
    root().join("target").join("extension").join(browser)
}

pub fn screenshots() -> PathBuf {
    root().join("screenshots")
}

/// Tools and browsers, shared by every checkout: `latchkey` below the user's cache folder, or `LATCHKEY_CACHE`.
pub fn cache() -> PathBuf {
    if let Some(path) = variable("LATCHKEY_CACHE") {
        return path;
    }
    let base = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library").join("Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    base.unwrap_or_else(env::temp_dir).join("latchkey")
}

/// `name` with the ending programs have here.
pub fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// The first of `names` found on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names
        .iter()
        .find_map(|name| env::split_paths(&path).map(|folder| folder.join(program(name))).find(|file| file.is_file()))
}

/// Writes a whole file, making its folder first.
pub fn write(file: &Path, text: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).context(folder.display())?;
    }
    fs::write(file, text).context(file.display())
}

/// Every file below `folder` as a path relative to it, sorted.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let (mut open, mut found) = (vec![folder.to_path_buf()], Vec::new());
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).context(next.display())? {
            let path = entry.context(next.display())?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                found.push(relative.to_path_buf());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies the files below `from` into `to`, keeping the folders.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let target = to.join(&file);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).context(folder.display())?;
        }
        fs::copy(from.join(&file), &target).context(target.display())?;
    }
    Ok(())
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}
