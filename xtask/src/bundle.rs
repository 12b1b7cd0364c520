//! Builds: the page in `dist`, and from it the extension, one folder and one zip a browser.

use crate::paths::{self, dist, extension, root};
use crate::step::{Context, Failure, Result, run, step};
use crate::{archive, module, order, toolchain};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Builds the page, optimised, into `dist`.
pub fn page() -> Result<()> {
    toolchain::ensure()?;
    step("dependencies", "fetched once, so that the build itself needs no network", || {
        let mut cargo = Command::new("cargo");
        cargo.args(["fetch", "--quiet", "--locked", "--target", toolchain::WASM]).current_dir(root());
        run(&mut cargo, "check the network; if Cargo.lock is behind Cargo.toml, run `cargo update --workspace`")
    })?;
    step("build", "compiles the panel to WebAssembly (the first time takes one to two minutes)", || {
        let mut trunk = Command::new("trunk");
        // An absolute path: Windows looks a bare name up in its own PATH, not in the child's.
        if let Some(installed) =
            Some(paths::cache().join("bin").join(paths::program("trunk"))).filter(|file| file.is_file())
        {
            trunk = Command::new(installed);
        }
        toolchain::prepare(trunk.args(["build", "--release", "--cargo-profile", "panel"]).current_dir(root()));
        run(&mut trunk, "read the compiler's message above")
    })?;
    step("words", "puts what is said of causes and servers beside the panel", || {
        // What is said in another language is a file of its own: only its readers load it.
        for (file, language) in [("words.json", None), ("words.zh-CN.json", Some("zh-CN"))] {
            let mut cargo = Command::new("cargo");
            cargo.args(["run", "--quiet", "--locked", "--bin", "latchkey", "--", "words"]).args(language);
            let output = cargo.current_dir(root()).output().context("cargo run --bin latchkey -- words")?;
            if !output.status.success() {
                return Err(Failure::new(
                    String::from_utf8_lossy(&output.stderr).trim(),
                    "read the compiler's message above",
                ));
            }
            paths::write(&dist().join(file), output.stdout)?;
        }
        Ok(())
    })?;
    let panel = dist().join("panel_bg.wasm");
    let read = |file: &Path| fs::read(file).context(file.display());
    step("wasm-opt", "makes the compiled panel smaller and drops its debug names", || {
        // Streams of leptos's server functions: nobody calls them, but what is exported is kept.
        let panel_alone = module::without_exports(&read(&panel)?, "intounderlying").context(panel.display())?;
        paths::write(&panel, panel_alone)?;
        optimise(
            &panel,
            // A long function resembles others more when it is not inlined at its only call: 5 KB less of the packed panel.
            &["-Oz", "--one-caller-inline-max-function-size=16"],
            "read wasm-opt's message above; a very old version may not know the compiler's output",
        )
    })?;
    step("order", "puts functions that are alike side by side, so that the panel packs better", || {
        let compiled = read(&panel)?;
        let (imported, bodies) = module::functions(&compiled).context(panel.display())?;
        paths::write(&panel, module::with_names(&compiled, (imported..).zip(order::names_by_likeness(&bodies))))?;
        optimise(
            &panel,
            &["--reorder-functions-by-name"],
            "use wasm-opt 117 or newer: older ones do not know this pass",
        )
    })
}

/// Lets wasm-opt do `passes` on `file`.
fn optimise(file: &Path, passes: &[&str], remedy: &str) -> Result<()> {
    let after = file.with_extension("opt.wasm");
    let mut command = toolchain::wasm_opt()?;
    command.args(passes).args(["--strip-debug", "--strip-producers"]);
    // Rust's stack begins at address 0 and grows towards it: nothing else is there. That lets additions go into loads and stores.
    command.arg("--low-memory-unused");
    // rustc turns these on by default; older versions of wasm-opt want to be told.
    command.args(["--enable-bulk-memory", "--enable-mutable-globals", "--enable-sign-ext"]);
    command.args(["--enable-nontrapping-float-to-int", "--enable-reference-types", "--enable-multivalue"]);
    run(command.arg(file).arg("-o").arg(&after), remedy)?;
    fs::rename(&after, file).context(file.display())
}

/// Builds the extension from `dist` for both browsers.
pub fn extensions() -> Result<()> {
    page()?;
    step("extension", "puts page, manifest and scripts together, one folder and one zip a browser", || {
        let manifest: Value = {
            let file = root().join("extension").join("manifest.json");
            serde_json::from_str(&fs::read_to_string(&file).context(file.display())?).context(file.display())?
        };
        for browser in ["chromium", "firefox"] {
            let folder = extension(browser);
            let _ = fs::remove_dir_all(&folder);
            paths::copy_folder(&dist(), &folder)?;
            paths::copy_folder(&root().join("extension"), &folder)?;
            // The same page under the name that tells it apart from the demo.
            fs::rename(folder.join("index.html"), folder.join("panel.html")).context("index.html")?;
            let manifest = if browser == "firefox" { for_firefox(manifest.clone())? } else { manifest.clone() };
            let text = serde_json::to_string_pretty(&manifest).context("manifest.json")?;
            paths::write(&folder.join("manifest.json"), format!("{text}\n"))?;
            let file = extension(&format!("latchkey-{browser}.zip"));
            paths::write(&file, archive::zip(&folder)?)?;
            eprintln!("  {} and {}", folder.display(), file.display());
        }
        Ok(())
    })
}

/// Firefox wants an id and a word on data collection, and knows no badge on the devtools page's `action`.
fn for_firefox(mut manifest: Value) -> Result<Value> {
    let fields = manifest
        .as_object_mut()
        .ok_or_else(|| Failure::new("extension/manifest.json is not a JSON object", "correct it"))?;
    fields.shift_remove("action");
    fields.insert(
        "browser_specific_settings".to_owned(),
        json!({ "gecko": { "id": "latchkey@latchkey.invalid", "data_collection_permissions": { "required": ["none"] } } }),
    );
    Ok(manifest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Value {
        serde_json::from_str(include_str!("../../extension/manifest.json")).unwrap()
    }

    #[test]
    fn the_extension_asks_for_nothing_and_runs_nothing_in_the_background() {
        let manifest = manifest();
        for key in [
            "permissions", "optional_permissions", "host_permissions", "optional_host_permissions", "background",
            "content_scripts",
        ] {
            assert!(manifest.get(key).is_none(), "{key}");
        }
    }

    #[test]
    fn the_content_security_policy_allows_own_scripts_and_wasm_only() {
        let policy =
            manifest().pointer("/content_security_policy/extension_pages").unwrap().as_str().unwrap().to_owned();
        let script = policy.split(';').map(str::trim).find(|part| part.starts_with("script-src")).unwrap();
        assert_eq!(script, "script-src 'self' 'wasm-unsafe-eval'");
        assert!(policy.contains("connect-src 'self'"), "{policy}");
        assert!(policy.contains("object-src 'none'"), "{policy}");
    }

    #[test]
    fn firefox_gets_its_id_and_no_action() {
        let manifest = for_firefox(manifest()).unwrap();
        assert!(manifest.get("action").is_none());
        assert!(manifest.pointer("/browser_specific_settings/gecko/id").is_some());
        assert!(manifest.get("background").is_none());
    }

    #[test]
    fn the_manifest_has_the_project_s_version() {
        assert_eq!(manifest().get("version").unwrap(), env!("CARGO_PKG_VERSION"));
    }
}
