//! Runs tests in one shared browser: starting one takes longer than most tests.

pub mod desk;
pub mod rows;

use serde_json::{Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Instant;
use xtask::devtools::{Browser, Options, Panel};
use xtask::paths;
use xtask::step::{Failure, Result};

/// A test: its name, and what it does with the browser and the sample server.
pub type Test = (&'static str, fn(&mut Bench) -> Result<()>);

/// What every test has at hand.
pub struct Bench {
    pub browser: Browser,
    pub sample: xtask::sample_server::Sample,
}

impl Bench {
    /// A new tab with the Latchkey panel in front, and then the sample app in it: nothing of the app is missed.
    /// What an earlier test left in the panel's memory is gone.
    pub fn sample_panel(&mut self) -> Result<Panel> {
        let panel = self.browser.open_panel("about:blank")?;
        let drawn = "document.querySelector('.latchkey')?.innerText";
        panel.wait_for(&mut self.browser, "the panel to draw", drawn)?;
        if panel.evaluate(&mut self.browser, "localStorage.length")? != 0 {
            self.restart(&panel, "localStorage.clear()")?;
        }
        panel.navigate(&mut self.browser, &self.sample.page())?;
        Ok(panel)
    }

    /// Does something in the panel and loads it again.
    pub fn restart(&mut self, panel: &Panel, first: &str) -> Result<()> {
        panel
            .evaluate(&mut self.browser, &format!("{first}; window.old = true; setTimeout(() => location.reload())"))?;
        let drawn = "!window.old && document.querySelector('.latchkey')?.innerText";
        panel.wait_for(&mut self.browser, "the new panel", drawn).map(|_| ())
    }

    /// Lets the sample app make these requests, one after the other; gives their results: a status, or the error's text.
    pub fn run(&mut self, panel: &Panel, names: &[&str]) -> Result<Vec<Value>> {
        names
            .iter()
            .map(|name| self.browser.cdp.evaluate(&panel.page, &format!("window.sample.run({})", json!(name))))
            .collect()
    }

    /// Waits for the row of `path` in the panel's list and checks its status and cause.
    pub fn expect(&mut self, panel: &Panel, path: &str, status: u64, cause: &str) -> Result<()> {
        rows::expect(&mut self.browser.cdp, panel.panel()?, path, status, cause)
    }
}

/// Runs the tests whose names contain the first argument, or all.
pub fn run(tests: &[Test]) -> ExitCode {
    // Cargo passes libtest's options on; only a plain word is a filter.
    let filter = std::env::args().skip(1).find(|word| !word.starts_with('-')).unwrap_or_default();
    let mut bench = match start() {
        Ok(bench) => bench,
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::FAILURE;
        }
    };
    let (mut passed, mut shaky, mut failures) = (0, Vec::new(), Vec::new());
    for (name, test) in tests.iter().filter(|(name, _)| name.contains(&filter)) {
        let mut reasons = Vec::new();
        // A browser on a busy machine may lose a click. What fails twice, the second time in a fresh browser, is broken.
        while reasons.len() < 2 {
            let started = Instant::now();
            let outcome = attempt(|| test(&mut bench));
            let word = if outcome.is_ok() { "ok" } else { "FAILED" };
            println!("test {name} … {word} ({:.1} s)", started.elapsed().as_secs_f32());
            let Err(reason) = outcome else {
                passed += 1;
                break;
            };
            println!("  {reason}");
            reasons.push(format!("{name}: {reason}"));
            // What the failed test left open must not make the next one fail.
            match start() {
                Ok(fresh) => bench = fresh,
                Err(failure) => {
                    eprintln!("{failure}");
                    return ExitCode::FAILURE;
                }
            }
        }
        if reasons.len() < 2 { &mut shaky } else { &mut failures }.append(&mut reasons);
    }
    // Once more at the end: in a long log, the reasons stand far above.
    for reason in &shaky {
        println!("passed only at the second attempt: {reason}");
    }
    for failure in &failures {
        println!("FAILED {failure}");
    }
    println!("{passed} passed, {} failed", failures.len() / 2);
    // A filter that matches nothing must not look like success.
    if failures.is_empty() && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Runs one test; the reason why it failed, in words.
pub fn attempt(test: impl FnOnce() -> Result<()>) -> std::result::Result<(), String> {
    // A panic is a failed assertion; the browser serves the next test all the same.
    match catch_unwind(AssertUnwindSafe(test)) {
        Ok(outcome) => outcome.map_err(|failure| failure.to_string()),
        Err(panic) => Err(panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned()))
            .unwrap_or_else(|| "a panic without words".to_owned())),
    }
}

fn start() -> Result<Bench> {
    let extension = paths::extension("chromium");
    if !extension.join("panel_bg.wasm").is_file() {
        let what = format!("these tests need the built extension in {}", extension.display());
        return Err(Failure::new(what, "run `cargo xtask test devtools`, which builds it"));
    }
    Ok(Bench { browser: Browser::launch(&Options::default())?, sample: xtask::sample_server::start()? })
}
