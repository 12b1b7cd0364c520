//! axe-core, which finds accessibility faults in a page: <https://github.com/dequelabs/axe-core>.

use crate::cdp::{Cdp, Session};
use crate::paths;
use crate::stamp;
use crate::step::{Context, Failure, Result, run, step};
use crate::toolchain::npm;
use serde_json::Value;
use std::fs;

const VERSION: &str = "4.14.1";

/// The library's source, from the cache; fetched once by npm. `None` where there is no npm.
pub fn source() -> Result<Option<String>> {
    let folder = paths::cache().join("npm").join("axe-core");
    let script = folder.join("node_modules").join("axe-core").join("axe.min.js");
    if !stamp::holds("axe-core", &[VERSION], &[&script]) {
        let Some(mut npm) = npm() else { return Ok(None) };
        step("axe-core", "finds accessibility faults in the panel", || {
            fs::create_dir_all(&folder).context(folder.display())?;
            npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--prefix"]);
            run(
                npm.arg(&folder).arg(format!("axe-core@{VERSION}")).current_dir(&folder),
                "check the network and npm's registry setting",
            )?;
            stamp::set("axe-core", &[VERSION])
        })?;
    }
    fs::read_to_string(&script).context(script.display()).map(Some)
}

/// Puts the library into a page.
pub fn load(cdp: &mut Cdp, session: &Session, source: &str) -> Result<()> {
    cdp.evaluate(session, &format!("{source}; typeof axe")).map(|_| ())
}

/// The faults in what the page shows now, one line each: the rule, and where.
pub fn faults(cdp: &mut Cdp, session: &Session) -> Result<Vec<String>> {
    let look = "axe.run(document, { resultTypes: ['violations'] })
        .then(({ violations, passes }) => ({
            rules: violations.length + passes.length,
            faults: violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary.replace(/\\s+/g, ' ')})`)),
        }))";
    let found = cdp.evaluate(session, look)?;
    // A page in which no rule applies was not looked at.
    if found.get("rules").and_then(Value::as_u64).unwrap_or_default() < 5 {
        return Err(Failure::new(format!("axe-core looked at nothing: {found}"), ""));
    }
    let faults = found.get("faults").and_then(Value::as_array).into_iter().flatten();
    Ok(faults.filter_map(Value::as_str).map(str::to_owned).collect())
}
