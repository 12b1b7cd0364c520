//! The tools that turn Rust into a page: the wasm32 target, wasm-bindgen, trunk, wasm-opt.
//!
//! Everything goes into the cache folder, nothing into the project or into `~/.cargo/bin`. Each tool carries a stamp, so a
//! second run only looks. An interrupted build goes on where it stopped.

use crate::paths::{self, on_path, program, root};
use crate::stamp;
use crate::step::{Context, Failure, Result, output, run, step};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const GECKODRIVER: &str = "0.37.1";

/// Installs what building for the browser needs.
pub fn ensure() -> Result<()> {
    wasm_target()?;
    wasm_bindgen()?;
    trunk()?;
    wasm_opt().map(|_| ())
}

/// Makes the tools visible to `command`, and keeps it from looking for others on the network.
pub fn prepare(command: &mut Command) -> &mut Command {
    let mut path = vec![bin()];
    path.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    if let Ok(path) = env::join_paths(path) {
        command.env("PATH", path);
    }
    command
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", bin().join(program("wasm-bindgen-test-runner")))
        .env_remove("NO_COLOR") // trunk reads it as a true/false option and refuses "1"
}

/// The compiler's standard library for the browser.
fn wasm_target() -> Result<()> {
    let ready = || {
        let folder =
            output(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]).current_dir(root()), "");
        folder.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
    };
    if ready() {
        return Ok(());
    }
    step("wasm target", "lets the Rust compiler build for the browser", || {
        let remedy = format!(
            "check the network and run `rustup target add {WASM}`. Without rustup, install the distribution's package for this target \
             (Debian: rustc-web, cargo-web and rust-web-src hold its source; Fedora: rust-std-static-{WASM}; Arch: rust-wasm)"
        );
        run(Command::new("rustup").args(["target", "add", WASM]).current_dir(root()), &remedy)?;
        if ready() {
            Ok(())
        } else {
            Err(Failure::new("rustup succeeded, but the compiler in use still lacks the target", remedy))
        }
    })
}

fn wasm_bindgen() -> Result<()> {
    let source = root().join("xtask").join("tools").join("wasm-bindgen");
    let version = locked_version(&root().join("Cargo.lock"), "wasm-bindgen")?;
    let lock = fs::read_to_string(source.join("Cargo.lock")).context("xtask/tools/wasm-bindgen/Cargo.lock")?;
    let manifest = fs::read_to_string(source.join("Cargo.toml")).context("xtask/tools/wasm-bindgen/Cargo.toml")?;
    if locked_version(&source.join("Cargo.lock"), "wasm-bindgen-cli")? != version {
        return Err(Failure::new(
            format!("the project uses wasm-bindgen {version}, xtask/tools/wasm-bindgen builds another version"),
            format!("write {version} in xtask/tools/wasm-bindgen/Cargo.toml (twice) and run `cargo update` there"),
        ));
    }
    let inputs = [version.as_str(), &lock, &manifest];
    let files = [bin().join(program("wasm-bindgen")), bin().join(program("wasm-bindgen-test-runner"))];
    if stamp::holds("wasm-bindgen", &inputs, &[&files[0], &files[1]]) {
        return Ok(());
    }
    step("wasm-bindgen", "writes the JavaScript around the compiled panel, and runs its tests in a browser", || {
        let copy = paths::cache().join("src").join("wasm-bindgen");
        let _ = fs::remove_dir_all(&copy);
        paths::copy_folder(&source, &copy)?;
        let _ = fs::remove_dir_all(copy.join("target"));
        cargo_install("wasm-bindgen", |command| command.arg("--path").arg(&copy))?;
        stamp::set("wasm-bindgen", &inputs)
    })
}

fn trunk() -> Result<()> {
    if stamp::holds("trunk", &[TRUNK], &[&bin().join(program("trunk"))]) {
        return Ok(());
    }
    step("trunk", "puts the page together from the compiled panel", || {
        // No TLS and no update check: it never goes on the network here.
        cargo_install("trunk", |command| {
            quick_build(command.args(["trunk", "--version", TRUNK, "--no-default-features"]))
        })?;
        stamp::set("trunk", &[TRUNK])
    })
}

/// The driver that the Firefox test speaks to.
pub fn geckodriver() -> Result<PathBuf> {
    let installed = bin().join(program("geckodriver"));
    if let Some(found) = on_path(&["geckodriver"]) {
        return Ok(found);
    }
    if !stamp::holds("geckodriver", &[GECKODRIVER], &[&installed]) {
        step("geckodriver", "drives Firefox in its test", || {
            cargo_install("geckodriver", |command| {
                quick_build(command.args(["geckodriver", "--version", GECKODRIVER]))
            })?;
            stamp::set("geckodriver", &[GECKODRIVER])
        })?;
    }
    Ok(installed)
}

/// Installs a cargo subcommand into the cache and returns its program.
pub fn cargo_tool(name: &str, version: &str, why: &str) -> Result<PathBuf> {
    let installed = bin().join(program(name));
    if !stamp::holds(name, &[version], &[&installed]) {
        step(name, why, || {
            cargo_install(name, |command| quick_build(command.args([name, "--version", version])))?;
            stamp::set(name, &[version])
        })?;
    }
    Ok(installed)
}

/// A command that shrinks WebAssembly: the pinned npm package under node, else a `wasm-opt` on PATH.
pub fn wasm_opt() -> Result<Command> {
    let folder = paths::cache().join("npm").join("binaryen");
    let script = folder.join("node_modules").join("binaryen").join("bin").join("wasm-opt");
    let node = on_path(&["node", "nodejs"]);
    if let Some(node) = &node
        && stamp::holds("binaryen", &[BINARYEN], &[&script])
    {
        let mut command = Command::new(node);
        command.arg(script);
        return Ok(command);
    }
    if node.is_some() && npm().is_some() {
        let installed = step("wasm-opt", "makes the compiled panel smaller", || {
            fs::create_dir_all(&folder).context(folder.display())?;
            let mut command = npm().unwrap_or_else(|| Command::new("npm"));
            // No install scripts: the package is one JavaScript file that node runs.
            command.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefix"]);
            run(
                command.arg(&folder).arg(format!("binaryen@{BINARYEN}")).current_dir(&folder),
                "check the network and npm's registry setting",
            )?;
            stamp::set("binaryen", &[BINARYEN])
        });
        match installed {
            Ok(()) => return wasm_opt(),
            Err(failure) => eprintln!("  {failure}\n  Looking for another wasm-opt."),
        }
    }
    if let Some(found) = on_path(&["wasm-opt"]) {
        return Ok(Command::new(found));
    }
    step("wasm-opt", "makes the compiled panel smaller", || {
        crate::debian::install(
            &["binaryen"],
            "install node (https://nodejs.org) or binaryen (https://github.com/WebAssembly/binaryen/releases)",
        )
    })?;
    on_path(&["wasm-opt"])
        .map(Command::new)
        .ok_or_else(|| Failure::new("binaryen was installed, but wasm-opt is not on PATH", "check PATH"))
}

/// npm is a script; on Windows only its `.cmd` can be started.
pub fn npm() -> Option<Command> {
    script("npm")
}

pub fn npx() -> Option<Command> {
    script("npx")
}

fn script(name: &str) -> Option<Command> {
    let path = env::var_os("PATH")?;
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|file| file.is_file()).map(Command::new)
}

fn bin() -> PathBuf {
    paths::cache().join("bin")
}

/// `cargo install --locked` into the cache. It runs outside the project and without the project's build settings, so that
/// neither leaks into the tool; the build folder stays until the end, so that a broken-off build goes on.
fn cargo_install(tool: &str, arguments: impl FnOnce(&mut Command) -> &mut Command) -> Result<()> {
    let cache = paths::cache();
    let build = cache.join("build").join(tool);
    fs::create_dir_all(&build).context(build.display())?;
    let mut command = Command::new("cargo");
    for variable in [
        "RUSTFLAGS", "CARGO_BUILD_TARGET", "CARGO_TARGET_DIR", "RUSTUP_TOOLCHAIN", "CARGO_ENCODED_RUSTFLAGS",
        "RUSTC_WRAPPER",
    ] {
        command.env_remove(variable);
    }
    command
        .current_dir(&cache)
        .args(["install", "--locked", "--force", "--root"])
        .arg(&cache)
        .arg("--target-dir")
        .arg(&build);
    run(
        arguments(&mut command),
        "check the network and the free disk space (about 1 GB below the cache folder), then run the same command again: it continues where it stopped",
    )?;
    let _ = fs::remove_dir_all(&build);
    Ok(())
}

/// Measured: these settings build trunk in a third of the time its own take, and it spends its life waiting for cargo anyway.
fn quick_build(command: &mut Command) -> &mut Command {
    command
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_STRIP", "true")
}

/// The version of `package` in a Cargo.lock.
fn locked_version(lock: &Path, package: &str) -> Result<String> {
    let text = fs::read_to_string(lock).context(lock.display())?;
    let mut lines = text.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version =
        lines.nth(1).and_then(|line| line.strip_prefix("version = \"")).and_then(|rest| rest.strip_suffix('"'));
    version.map(str::to_owned).ok_or_else(|| {
        Failure::new(format!("{} does not name {package}", lock.display()), "run `cargo update --workspace`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tool_has_the_version_the_project_uses() {
        let tool = root().join("xtask/tools/wasm-bindgen/Cargo.lock");
        let version = locked_version(&root().join("Cargo.lock"), "wasm-bindgen").unwrap();
        assert_eq!(locked_version(&tool, "wasm-bindgen-cli").unwrap(), version);
        assert_eq!(locked_version(&tool, "latchkey-wasm-bindgen").unwrap(), version);
    }
}
