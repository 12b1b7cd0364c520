//! The core in a page, against what JavaScript itself does there.

use super::table::{Figure, percentile};
use crate::devtools::Browser;
use crate::paths::{self, root};
use crate::stamp;
use crate::static_server;
use crate::step::{Context, Failure, Result, run, step};
use crate::toolchain::{self, npm};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const OAUTH4WEBAPI: &str = "3.8.8";

/// Builds the core for the page into `folder`.
pub fn build(folder: &Path) -> Result<()> {
    toolchain::ensure()?;
    step("bench build", "compiles the core as a WebAssembly module for JavaScript", || {
        let mut cargo = Command::new("cargo");
        cargo.args([
            "build",
            "--quiet",
            "--locked",
            "--release",
            "--package",
            "latchkey-bench",
            "--target",
            toolchain::WASM,
        ]);
        run(cargo.current_dir(root()), "read the compiler's message above")?;
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let module = target.join(toolchain::WASM).join("release").join("latchkey_bench.wasm");
        let bindgen = paths::cache().join("bin").join(paths::program("wasm-bindgen"));
        let mut bindgen = Command::new(bindgen);
        bindgen
            .args(["--target", "web", "--no-typescript", "--out-name", "bench", "--out-dir"])
            .arg(folder)
            .arg(&module);
        run(&mut bindgen, "run `cargo xtask setup`")
    })
}

/// Read + diagnose against `JSON.parse` of the same text, and challenges against the fastest parser in JavaScript.
pub fn measure(browser: &mut Browser, folder: &Path) -> Result<Vec<Figure>> {
    paths::write(&folder.join("index.html"), "<!DOCTYPE html><meta charset=\"utf-8\"><title>bench</title>")?;
    let other = oauth4webapi()?;
    if let Some(source) = &other {
        // The parser is not exported; its library is otherwise as it came.
        paths::write(
            &folder.join("oauth4webapi.js"),
            format!("{source}\nexport {{ parseWwwAuthenticateChallenges }};\n"),
        )?;
    }
    let server = static_server::start(folder.to_path_buf(), 0)?;
    let page = browser.open_page(&format!("http://{server}/"))?;
    let mut figures = Vec::new();
    let times = browser.cdp.evaluate(
        &page.session,
        "(async () => {
            const core = await import('./bench.js');
            await core.default();
            const text = await (await fetch('large.har')).text();
            const encoder = new TextEncoder();
            const timed = (work) => { const from = performance.now(); const result = work(); return [performance.now() - from, result]; };
            const rounds = [];
            // In turn, so that a slow moment of the machine hits both.
            for (let round = 0; round < 9; round++) {
                const [parse, parsed] = timed(() => JSON.parse(text));
                // A chosen or dropped file comes as bytes. Making them out of JavaScript's string is told, not counted.
                const [encode, bytes] = timed(() => encoder.encode(text));
                const [ours, counts] = timed(() => core.diagnose(bytes));
                rounds.push({ parse, encode, ours, entries: parsed.log.entries.length, counts: [...counts] });
            }
            return { size: text.length, rounds };
        })()",
    )?;
    let rounds = times.get("rounds").and_then(Value::as_array).cloned().unwrap_or_default();
    let series = |key: &str| rounds.iter().filter_map(|r| r.get(key).and_then(Value::as_f64)).collect::<Vec<_>>();
    let [parse, encode, ours] = ["parse", "encode", "ours"].map(|key| percentile(&series(key), 0.5));
    let read = rounds
        .first()
        .is_some_and(|r| r.pointer("/counts/0") == r.get("entries") && r.pointer("/counts/1") != Some(&json!(0)));
    if !read {
        return Err(Failure::new(format!("the core did not read the whole file: {times}"), ""));
    }
    let size = times.get("size").and_then(Value::as_f64).unwrap_or_default() / 1e6;
    let note = format!("{ours:.0} ms against {parse:.0} ms for {size:.0} MB of bytes; {encode:.0} more from a string");
    figures.push(Figure::new("HAR in the browser, against JSON.parse", 2.0, 1.0, ours / parse, "×", note));
    if other.is_some() {
        figures.push(challenges(browser, &page.session)?);
    } else {
        println!("  skipped: oauth4webapi comes by npm, and there is no npm here");
    }
    page.close(browser)?;
    Ok(figures)
}

fn challenges(browser: &mut Browser, page: &crate::cdp::Session) -> Result<Figure> {
    let inputs = json!(inputs()?);
    let times = browser.cdp.evaluate(
        page,
        &format!(
            "(async () => {{
                const core = await import('./bench.js');
                await core.default();
                const other = await import('./oauth4webapi.js');
                const responses = [];
                for (const values of {inputs}) {{
                    const headers = new Headers();
                    try {{
                        for (const value of values) headers.append('www-authenticate', value);
                        const response = new Response(null, {{ status: 401, headers }});
                        if (other.parseWwwAuthenticateChallenges(response)) responses.push(response);
                    }} catch {{ /* no header of the Fetch standard, so nothing that parser could be given */ }}
                }}
                const theirs = () => {{ for (const one of responses) other.parseWwwAuthenticateChallenges(one); }};
                const ours = () => {{ for (const one of responses) core.challenges(one.headers.get('www-authenticate')); }};
                const timed = (work) => {{ const from = performance.now(); for (let n = 0; n < 200; n++) work(); return performance.now() - from; }};
                timed(theirs); timed(ours);
                const rounds = [];
                for (let round = 0; round < 9; round++) rounds.push({{ theirs: timed(theirs), ours: timed(ours) }});
                return {{ count: responses.length, rounds }};
            }})()"
        ),
    )?;
    let rounds = times.get("rounds").and_then(Value::as_array).cloned().unwrap_or_default();
    let series = |key: &str| rounds.iter().filter_map(|r| r.get(key).and_then(Value::as_f64)).collect::<Vec<_>>();
    let (ours, theirs) = (percentile(&series("ours"), 0.5), percentile(&series("theirs"), 0.5));
    let count = times.get("count").and_then(Value::as_f64).unwrap_or_default();
    let each = |millis: f64| millis * 1000.0 / 200.0 / count;
    let note = format!("{:.2} µs against {:.2} µs a header, {count} headers", each(ours), each(theirs));
    Ok(Figure::new("challenges, against oauth4webapi", 1.0, 0.5, ours / theirs, "×", note))
}

/// Header values to parse: the collection of other parsers' tests where this machine has it, else some of every kind.
fn inputs() -> Result<Vec<Vec<String>>> {
    let file = crate::commands::accuracy::shared().join("corpora").join("challenges.json");
    let Ok(text) = fs::read_to_string(&file) else {
        let some = [
            "Basic realm=\"x\"",
            "Bearer",
            "Bearer realm=\"a\", error=\"invalid_token\", error_description=\"expired\"",
            "Negotiate, NTLM",
            "Digest realm=\"a\", nonce=\"b\", qop=\"auth\", algorithm=SHA-256",
            "Bearer a, DPoP algs=\"ES256 PS256\"",
        ];
        return Ok(some.iter().map(|value| vec![(*value).to_owned()]).collect());
    };
    let corpus: Value = serde_json::from_str(&text).context(file.display())?;
    let cases = corpus.get("cases").and_then(Value::as_array).cloned().unwrap_or_default();
    let values = |case: &Value| match case.get("input") {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(one)) => vec![one.clone()],
        _ => Vec::new(),
    };
    Ok(cases.iter().map(values).filter(|values: &Vec<String>| !values.is_empty()).collect())
}

/// The library's source, from the cache; fetched once by npm. `None` where there is no npm.
fn oauth4webapi() -> Result<Option<String>> {
    let folder = paths::cache().join("npm").join("oauth4webapi");
    let script = folder.join("node_modules").join("oauth4webapi").join("build").join("index.js");
    if !stamp::holds("oauth4webapi", &[OAUTH4WEBAPI], &[&script]) {
        let Some(mut npm) = npm() else { return Ok(None) };
        step("oauth4webapi", "the fastest parser of challenges in JavaScript, to compare with", || {
            fs::create_dir_all(&folder).context(folder.display())?;
            npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefix"]);
            let package = format!("oauth4webapi@{OAUTH4WEBAPI}");
            run(npm.arg(&folder).arg(package).current_dir(&folder), "check the network and npm's registry setting")?;
            stamp::set("oauth4webapi", &[OAUTH4WEBAPI])
        })?;
    }
    fs::read_to_string(&script).context(script.display()).map(Some)
}
