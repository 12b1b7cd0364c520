//! `cargo xtask test`: every layer in order, from the fastest to the most real, then a summary.

use crate::paths::{self, root};
use crate::step::{Failure, Result, run_heard, step};
use crate::{browser, bundle, size, toolchain};
use serde_json::json;
use std::fs;
use std::process::{Command, ExitCode};
use std::sync::OnceLock;
use std::time::Instant;

const CARGO_DENY: &str = "0.20.2";

struct Layer {
    name: &'static str,
    why: &'static str,
    work: fn() -> Result<Outcome>,
}

enum Outcome {
    Passed,
    /// Not run, for this reason.
    Skipped(String),
}

const LAYERS: &[Layer] = &[
    Layer { name: "format", why: "one layout for all code", work: format },
    Layer { name: "clippy", why: "no warning in the native code", work: clippy },
    Layer { name: "clippy-wasm", why: "no warning in the browser's code", work: clippy_wasm },
    Layer { name: "host", why: "the core, its rules and their examples", work: host },
    Layer { name: "view", why: "the components as HTML", work: view },
    Layer { name: "extension", why: "the loadable extension and its size", work: extension },
    Layer { name: "web", why: "the panel's behaviour in headless Chromium", work: web },
    Layer { name: "devtools", why: "the built extension in real DevTools", work: devtools },
    Layer { name: "firefox", why: "the built extension in Firefox's DevTools", work: firefox },
    Layer { name: "deny", why: "licences and sources of all dependencies", work: deny },
];

/// Runs the layers called `only`, or all.
pub fn run(only: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = only.iter().find(|name| LAYERS.iter().all(|layer| layer.name != **name)) {
        let names: Vec<_> = LAYERS.iter().map(|layer| layer.name).collect();
        return Err(Failure::new(
            format!("there is no layer “{unknown}”"),
            format!("choose from {}", names.join(", ")),
        ));
    }
    let (mut lines, mut failures) = (Vec::new(), String::new());
    let (mut passed, mut failed) = (0, 0);
    for layer in LAYERS.iter().filter(|layer| only.is_empty() || only.iter().any(|name| name == layer.name)) {
        let started = Instant::now();
        let outcome = step(layer.name, layer.why, layer.work);
        let seconds = started.elapsed().as_secs_f32();
        lines.push(match outcome {
            Ok(Outcome::Passed) => {
                passed += 1;
                format!("  passed   {:<12} {seconds:>6.1} s", layer.name)
            }
            Ok(Outcome::Skipped(reason)) => format!("  skipped  {:<12} {reason}", layer.name),
            Err(failure) => {
                failed += 1;
                failures.push_str(&format!("\n{failure}\n"));
                format!(
                    "  FAILED   {:<12} {seconds:>6.1} s  {}",
                    layer.name,
                    failure.what.lines().next().unwrap_or_default()
                )
            }
        });
    }
    println!("{failures}\n{}\n{passed} passed, {failed} failed", lines.join("\n"));
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn format() -> Result<Outcome> {
    super::format::run(true)?;
    Ok(Outcome::Passed)
}

fn clippy() -> Result<Outcome> {
    cargo(
        &[
            "clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--features", "latchkey/render", "--",
            "-D", "warnings",
        ],
        "correct what clippy names above",
    )
}

fn clippy_wasm() -> Result<Outcome> {
    toolchain::ensure()?;
    let mut arguments = vec![
        "clippy",
        "--quiet",
        "--locked",
        "--package",
        "latchkey",
        "--target",
        toolchain::WASM,
        "--no-default-features",
        "--features",
        "panel",
    ];
    arguments.extend(["--lib", "--bin", "panel"]);
    if has("tests/web.rs") {
        arguments.extend(["--test", "web"]);
    }
    arguments.extend(["--", "-D", "warnings"]);
    cargo(&arguments, "correct what clippy names above")
}

fn host() -> Result<Outcome> {
    cargo(
        &["test", "--quiet", "--locked", "--workspace", "--exclude", "latchkey-browser-tests"],
        "read the failed test above",
    )
}

fn view() -> Result<Outcome> {
    if !has("tests/view.rs") {
        return Ok(Outcome::Skipped("there is no tests/view.rs".to_owned()));
    }
    cargo(
        &["test", "--quiet", "--locked", "--features", "render", "--lib", "--test", "view"],
        "read the failed test above",
    )
}

fn extension() -> Result<Outcome> {
    built()?;
    size::check()?;
    Ok(Outcome::Passed)
}

fn web() -> Result<Outcome> {
    if !has("tests/web.rs") {
        return Ok(Outcome::Skipped("there is no tests/web.rs".to_owned()));
    }
    toolchain::ensure()?;
    let (chromium, driver) = (browser::chromium()?, browser::chromedriver()?);
    let mut arguments = vec!["--headless=new", "--disable-gpu", "--disable-dev-shm-usage"];
    if crate::debian::is_root() {
        arguments.push("--no-sandbox");
    }
    let capabilities = root().join("target").join("webdriver.json");
    paths::write(
        &capabilities,
        json!({ "goog:chromeOptions": { "args": arguments, "binary": chromium } }).to_string(),
    )?;
    let mut command = Command::new("cargo");
    // No --quiet: cargo hands it to the test runner, which does not know it.
    toolchain::prepare(&mut command)
        .args([
            "test",
            "--locked",
            "--package",
            "latchkey",
            "--target",
            toolchain::WASM,
            "--no-default-features",
            "--features",
            "panel,words",
            "--test",
            "web",
        ])
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities)
        // For all tests together, in seconds; without it 20, which a slow machine needs.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .current_dir(root());
    run_heard(&mut command, "read the failed test above")?;
    Ok(Outcome::Passed)
}

fn devtools() -> Result<Outcome> {
    browser::chromium()?;
    built()?;
    cargo(
        &["test", "--quiet", "--locked", "--package", "latchkey-browser-tests", "--test", "devtools"],
        "read the failed test above",
    )
}

fn firefox() -> Result<Outcome> {
    if !has("tests/browser/tests/firefox.rs") && !has("tests/browser/tests/firefox/main.rs") {
        return Ok(Outcome::Skipped("there is no Firefox test".to_owned()));
    }
    let (firefox, driver) = (browser::firefox()?, toolchain::geckodriver()?);
    built()?;
    let mut command = Command::new("cargo");
    command
        .args(["test", "--quiet", "--locked", "--package", "latchkey-browser-tests", "--test", "firefox"])
        .env("LATCHKEY_FIREFOX", firefox)
        .env("GECKODRIVER", driver)
        .current_dir(root());
    run_heard(&mut command, "read the failed test above")?;
    Ok(Outcome::Passed)
}

fn deny() -> Result<Outcome> {
    let tool = match toolchain::cargo_tool("cargo-deny", CARGO_DENY, "checks licences and sources") {
        Ok(tool) => tool,
        Err(failure) => {
            return Ok(Outcome::Skipped(format!(
                "cargo-deny could not be installed: {}",
                failure.what.lines().next().unwrap_or_default()
            )));
        }
    };
    let check = |what: &[&str]| {
        let mut command = Command::new(&tool);
        command.args(["--workspace", "check", "--hide-inclusion-graph"]).args(what).current_dir(root());
        command
    };
    run_heard(&mut check(&["licenses", "bans", "sources"]), "see deny.toml")?;
    Ok(Outcome::Passed)
}

/// Builds the extension once a run, for whichever layer needs it first: a test against yesterday's build proves nothing.
fn built() -> Result<()> {
    static BUILT: OnceLock<Result<()>> = OnceLock::new();
    BUILT.get_or_init(bundle::extensions).clone()
}

fn has(file: &str) -> bool {
    fs::exists(root().join(file)).unwrap_or(false)
}

fn cargo(arguments: &[&str], remedy: &str) -> Result<Outcome> {
    run_heard(Command::new("cargo").args(arguments).current_dir(root()), remedy)?;
    Ok(Outcome::Passed)
}
