//! What every corpus shares: where it is, the count, and the reasons for what differs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Reads `<name>.json` of the corpora. `None`, with a line that says so, where it is absent.
pub fn corpus(name: &str) -> Option<Value> {
    let shared = std::env::var_os("LATCHKEY_SHARED")
        .map(PathBuf::from)
        .unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let path = shared.join("corpora").join(name).with_extension("json");
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))),
        Err(error) => {
            println!("{name}: skipped, {} is not there ({error})", path.display());
            None
        }
    }
}

/// The cases of one corpus.
pub struct Report {
    name: &'static str,
    cases: usize,
    differing: BTreeMap<String, String>,
}

impl Report {
    /// Of the corpus `name`; reasons are in `tests/conformance/<name>.md`.
    pub fn new(name: &'static str) -> Self {
        Report { name, cases: 0, differing: BTreeMap::new() }
    }

    /// Counts a case; `difference` tells expected and read where they differ.
    pub fn case(&mut self, id: &str, difference: Option<String>) {
        self.cases += 1;
        if let Some(difference) = difference {
            assert!(self.differing.insert(id.to_owned(), difference).is_none(), "the id {id} occurs twice");
        }
    }

    /// Prints the count. Fails for a differing case without a reason, and for a reason without one.
    pub fn finish(self) {
        let reasons = reasons(self.name);
        println!(
            "{}: {} cases, {} right, {} differing",
            self.name,
            self.cases,
            self.cases - self.differing.len(),
            self.differing.len()
        );
        for id in self.differing.keys() {
            println!("  {id}: {}", reasons.get(id).map_or("NO REASON GIVEN", String::as_str));
        }
        let differing: BTreeSet<&String> = self.differing.keys().collect();
        let explained: BTreeSet<&String> = reasons.keys().collect();
        let missing: Vec<String> =
            differing.difference(&explained).map(|id| format!("{id}\n{}", self.differing[*id])).collect();
        let stale: Vec<_> = explained.difference(&differing).collect();
        assert!(missing.is_empty(), "{}.md gives no reason for:\n{}", self.name, missing.join("\n"));
        assert!(stale.is_empty(), "{}.md has lines that are no longer needed: {stale:?}", self.name);
    }
}

/// The lines ``- `id`: reason`` of `tests/conformance/<name>.md`.
fn reasons(name: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance").join(name).with_extension("md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut reasons = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("- `")) {
        let (id, reason) = line.split_once("`: ").unwrap_or_else(|| panic!("{name}.md: no reason in {line:?}"));
        assert!(reasons.insert(id.to_owned(), reason.to_owned()).is_none(), "{name}.md: {id} occurs twice");
    }
    reasons
}
