//! Browsers: found where they usually are, otherwise installed.

use crate::debian;
use crate::paths::{self, on_path};
use crate::step::{Context, Failure, Result, run, step};
use crate::toolchain::npx;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const REMEDY: &str = "install Chromium, or Chrome for Testing with `npx @puppeteer/browsers install chrome@stable`, and name its program in LATCHKEY_CHROMIUM";

/// A Chromium that loads unpacked extensions from its command line.
///
/// Branded Google Chrome does not: it ignores `--load-extension` since version 137. So Chromium, Chrome for Testing or Edge.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = named("LATCHKEY_CHROMIUM")? {
        return Ok(named);
    }
    if let Some(found) = found_chromium() {
        return Ok(found);
    }
    step("Chromium", "runs the extension in real DevTools", || {
        if on_path(&["apt-get"]).is_some() && debian::is_debian_package("chromium") {
            debian::install(&["chromium", "chromium-driver"], REMEDY)?;
        } else {
            puppeteer("chrome@stable", REMEDY)?;
        }
        found_chromium()
            .ok_or_else(|| Failure::new("the installation succeeded, but no Chromium was found after it", REMEDY))
    })
}

/// The WebDriver server that belongs to Chromium, for the wasm tests.
pub fn chromedriver() -> Result<PathBuf> {
    let remedy = "install the chromedriver of your Chromium's version and name it in LATCHKEY_CHROMEDRIVER";
    if let Some(named) = named("LATCHKEY_CHROMEDRIVER")? {
        return Ok(named);
    }
    let chromium = chromium()?;
    let ours = chromium.starts_with(browsers());
    let found = || {
        let cached = below(&browsers(), &paths::program("chromedriver"));
        // The driver must fit the browser: the downloaded pair, or the system's pair.
        if ours { cached } else { on_path(&["chromedriver"]).or(cached) }
    };
    if let Some(found) = found() {
        return Ok(found);
    }
    step("chromedriver", "drives Chromium in the panel's wasm tests", || {
        if !ours && on_path(&["apt-get"]).is_some() && debian::is_debian_package("chromium-driver") {
            debian::install(&["chromium-driver"], remedy)?;
        } else {
            puppeteer("chromedriver@stable", remedy)?;
        }
        found()
            .ok_or_else(|| Failure::new("the installation succeeded, but no chromedriver was found after it", remedy))
    })
}

/// Firefox, for its own test only.
pub fn firefox() -> Result<PathBuf> {
    let remedy = "install Firefox and name its program in LATCHKEY_FIREFOX";
    if let Some(named) = named("LATCHKEY_FIREFOX")? {
        return Ok(named);
    }
    let usual = [
        "/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe",
        r"C:\Program Files (x86)\Mozilla Firefox\firefox.exe",
    ];
    let found =
        || on_path(&["firefox", "firefox-esr"]).or_else(|| usual.iter().map(PathBuf::from).find(|file| file.is_file()));
    if let Some(found) = found() {
        return Ok(found);
    }
    step("Firefox", "runs the extension in Firefox's DevTools", || {
        debian::install(&["firefox-esr"], remedy)?;
        found().ok_or_else(|| Failure::new("the installation succeeded, but no Firefox was found after it", remedy))
    })
}

fn found_chromium() -> Option<PathBuf> {
    let mut usual: Vec<PathBuf> = Vec::new();
    if cfg!(target_os = "macos") {
        usual.push("/Applications/Chromium.app/Contents/MacOS/Chromium".into());
    }
    if cfg!(windows) {
        for variable in ["LOCALAPPDATA", "ProgramFiles", "ProgramFiles(x86)"] {
            if let Some(folder) = env::var_os(variable).map(PathBuf::from) {
                usual.push(folder.join(r"Chromium\Application\chrome.exe"));
                usual.push(folder.join(r"Microsoft\Edge\Application\msedge.exe"));
            }
        }
    }
    let cached =
        || ["Google Chrome for Testing", "chrome"].iter().find_map(|name| below(&browsers(), &paths::program(name)));
    on_path(&["chromium", "chromium-browser"]).or_else(cached).or_else(|| usual.into_iter().find(|file| file.is_file()))
}

/// Chrome for Testing and its driver, from Google's download through npm's `@puppeteer/browsers`.
fn puppeteer(what: &str, remedy: &str) -> Result<()> {
    let Some(mut npx) = npx() else {
        return Err(Failure::new("there is neither a Chromium here nor node to download one with", remedy));
    };
    fs::create_dir_all(browsers()).context(browsers().display())?;
    run(
        npx.args(["--yes", "@puppeteer/browsers", "install", what, "--path"])
            .arg(browsers())
            .current_dir(paths::cache()),
        remedy,
    )
}

fn browsers() -> PathBuf {
    paths::cache().join("browsers")
}

/// A program named by an environment variable; a name that leads nowhere is an error, not a hint.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    match env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from) {
        Some(file) if file.is_file() => Ok(Some(file)),
        Some(file) => Err(Failure::new(
            format!("{variable} names {}, which is not a file", file.display()),
            "correct or remove the variable",
        )),
        None => Ok(None),
    }
}

/// The file called `name` deepest in the alphabet below `folder`: with several versions installed, the newest in practice.
fn below(folder: &Path, name: &str) -> Option<PathBuf> {
    let files = paths::files_below(folder).ok()?;
    files.into_iter().rfind(|file| file.file_name().is_some_and(|found| found == name)).map(|file| folder.join(file))
}
