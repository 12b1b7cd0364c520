//! `cargo xtask accuracy`: how often the first cause is the right one, on recordings of real servers
//! with a known truth (`traces/README.md` beside them has the form of `label.json`).

use crate::paths::root;
use crate::step::{Context, Failure, Result, run as run_command, step};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Causes that are no failure: where one is acceptable, the verdict `expected` is too.
const EXPECTED: &[&str] = &[
    "signed-out-session-probe", "logout-then-401", "existence-probe-404", "browser-probe-404", "handshake-in-progress",
    "digest-nonce-exchange", "dpop-nonce-exchange", "silent-refresh-recovered", "registry-token-discovery",
    "request-cancelled",
];

/// How one recording was judged, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Right,
    Acceptable,
    Listed,
    Wrong,
    Silent,
}

#[derive(Default)]
struct Tally {
    grades: BTreeMap<Grade, usize>,
    by_server: BTreeMap<String, BTreeMap<Grade, usize>>,
    by_cause: BTreeMap<String, BTreeMap<Grade, usize>>,
    unseeable: BTreeMap<Grade, usize>,
    benign: usize,
    alarms: Vec<String>,
    wrong_certain: Vec<String>,
    misses: Vec<String>,
    broken: Vec<String>,
}

/// Prints the figures for every recording below `folder` (default: `traces/dev` of `LATCHKEY_SHARED`).
pub fn run(folder: Option<&str>) -> Result<()> {
    let folder = folder.map_or_else(|| shared().join("traces/dev"), PathBuf::from);
    if !folder.is_dir() {
        return Err(Failure::new(
            format!("{} is not there", folder.display()),
            "name the folder of recordings: `cargo xtask accuracy FOLDER`, or set LATCHKEY_SHARED",
        ));
    }
    let program = build()?;
    let mut tally = Tally::default();
    let mut recordings: Vec<_> =
        fs::read_dir(&folder).context("the folder of recordings")?.flatten().map(|e| e.path()).collect();
    recordings.sort();
    for recording in recordings.iter().filter(|path| path.join("label.json").is_file()) {
        judge(&program, recording, &mut tally)?;
    }
    print(&tally);
    Ok(())
}

/// Data of others and recordings: `LATCHKEY_SHARED`, else `../shared`.
pub fn shared() -> PathBuf {
    std::env::var_os("LATCHKEY_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from)
}

/// The command line, built as `cargo build` does.
fn build() -> Result<PathBuf> {
    step("build", "the command line that reads the recordings", || {
        run_command(
            Command::new(env!("CARGO")).args(["build", "--quiet", "--bin", "latchkey"]).current_dir(root()),
            "mend what the compiler names",
        )
    })?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    Ok(target.join("debug").join(crate::paths::program("latchkey")))
}

fn judge(program: &Path, recording: &Path, tally: &mut Tally) -> Result<()> {
    let label: Value = read(&recording.join("label.json"))?;
    let id = text(&label, "id");
    let output = Command::new(program)
        .args(["explain", "--format", "json"])
        .arg(recording.join("trace.har"))
        .output()
        .context("latchkey explain")?;
    let result: Value = match serde_json::from_slice(&output.stdout) {
        Ok(result) if matches!(output.status.code(), Some(0 | 1)) => result,
        _ => {
            tally.broken.push(format!("{id}: {}", String::from_utf8_lossy(&output.stderr).trim()));
            return Ok(());
        }
    };
    let entries = result["entries"].as_array().cloned().unwrap_or_default();
    if label["expected"] == "benign" {
        tally.benign += 1;
        if let Some(alarm) = entries.iter().find(|e| e["verdict"] == "failure") {
            tally.alarms.push(format!("{id}: {} {} {:?}", alarm["status"], text(alarm, "url"), causes(alarm)));
        }
        return Ok(());
    }
    let (right, acceptable) = (strings(&label["causes"]), strings(&label["acceptable"]));
    let mut grades = BTreeMap::<Grade, usize>::new();
    let mut said = Vec::new();
    for entry in entries.iter().filter(|e| {
        strings(&label["failing_urls"]).contains(&text(e, "url"))
            && label["failing_statuses"].as_array().is_some_and(|all| all.contains(&e["status"]))
    }) {
        let found = if entry["verdict"] == "failure" { causes(entry) } else { Vec::new() };
        let expected = entry["verdict"] == "expected" && acceptable.iter().any(|a| EXPECTED.contains(&a.as_str()));
        let grade = match found.first() {
            None if expected => Grade::Acceptable,
            None => Grade::Silent,
            Some(first) if right.contains(first) => Grade::Right,
            Some(first) if acceptable.contains(first) => Grade::Acceptable,
            Some(_) if found.iter().any(|c| right.contains(c)) => Grade::Listed,
            Some(_) => Grade::Wrong,
        };
        *grades.entry(grade).or_default() += 1;
        let certain = entry["causes"].get(0).is_some_and(|c| c["certainty"] == "certain");
        if let Some(first) = found.first().filter(|f| certain && !right.contains(f) && !acceptable.contains(f)) {
            tally.wrong_certain.push(format!("{id}: {first} for {right:?}"));
        }
        said.push(found.into_iter().take(3).collect::<Vec<_>>());
    }
    // As most of its failing entries go; the better grade on a tie.
    let grade = grades
        .iter()
        .max_by_key(|(grade, count)| (**count, std::cmp::Reverse(**grade)))
        .map_or(Grade::Silent, |(g, _)| *g);
    if label["determinable"] == "not from the trace alone" {
        *tally.unseeable.entry(grade).or_default() += 1;
        return Ok(());
    }
    *tally.grades.entry(grade).or_default() += 1;
    *tally.by_server.entry(text(&label, "server")).or_default().entry(grade).or_default() += 1;
    let cause = right.first().cloned().unwrap_or_default();
    *tally.by_cause.entry(cause).or_default().entry(grade).or_default() += 1;
    if grade != Grade::Right {
        tally.misses.push(format!("{grade:?} {id}: {right:?}, said {:?}", &said[..said.len().min(2)]));
    }
    Ok(())
}

fn print(tally: &Tally) {
    let row = |name: &str, grades: &BTreeMap<Grade, usize>| {
        let all: usize = grades.values().sum();
        let parts: Vec<_> = grades.iter().map(|(g, n)| format!("{n} {g:?}")).collect();
        println!("  {name:<36} {all:>4}  {}", parts.join(", ").to_lowercase());
    };
    println!("\nPer server");
    tally.by_server.iter().for_each(|(name, grades)| row(name, grades));
    println!("\nPer cause");
    tally.by_cause.iter().for_each(|(name, grades)| row(name, grades));
    for (title, lines) in [
        ("Misses", &tally.misses),
        ("False alarms on healthy traffic", &tally.alarms),
        ("Wrong `certain`s", &tally.wrong_certain),
        ("Not read", &tally.broken),
    ] {
        println!("\n{title}: {}", lines.len());
        lines.iter().for_each(|line| println!("  {line}"));
    }
    let count = |grade| tally.grades.get(&grade).copied().unwrap_or(0);
    let all: usize = tally.grades.values().sum();
    println!("\nFirst cause, where the recording shows it ({all} recordings):");
    println!(
        "  right {} ({:.1} %), acceptable {}, listed {}, wrong {}, silent {}",
        count(Grade::Right),
        100.0 * count(Grade::Right) as f64 / all.max(1) as f64,
        count(Grade::Acceptable),
        count(Grade::Listed),
        count(Grade::Wrong),
        count(Grade::Silent)
    );
    println!("Where it does not show it:");
    row("", &tally.unseeable);
    println!(
        "False alarms {} of {} healthy recordings, wrong certain {}",
        tally.alarms.len(),
        tally.benign,
        tally.wrong_certain.len()
    );
}

fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).context(file.display())?;
    serde_json::from_str(&text).map_err(|e| Failure::new(format!("{}: {e}", file.display()), "mend the label"))
}

fn causes(entry: &Value) -> Vec<String> {
    entry["causes"].as_array().into_iter().flatten().map(|c| text(c, "id")).collect()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn text(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}
