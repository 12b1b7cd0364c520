//! What the panel's list says, read from its elements.

use serde_json::Value;
use xtask::cdp::{Cdp, Session};
use xtask::devtools::LIMIT;
use xtask::step::Result;

/// A request on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub status: u64,
    pub method: String,
    /// Path and query as shown.
    pub path: String,
    pub verdict: String,
    /// The first cause; empty when nothing is wrong.
    pub cause: String,
}

/// The requests that have an element now, from top to bottom. (The list makes elements for what is on screen only.)
pub fn rows(cdp: &mut Cdp, panel: &Session) -> Result<Vec<Row>> {
    let read = "[...document.querySelectorAll('.row.entry')].map((row) => ({
        status: Number(row.dataset.status),
        method: row.querySelector('.method').textContent,
        path: row.querySelector('.path').textContent,
        verdict: row.dataset.verdict,
        cause: row.dataset.cause ?? '',
    }))";
    let found = cdp.evaluate(panel, read)?;
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(found
        .as_array()
        .into_iter()
        .flatten()
        .map(|row| Row {
            status: row.get("status").and_then(Value::as_u64).unwrap_or_default(),
            method: text(row, "method"),
            path: text(row, "path"),
            verdict: text(row, "verdict"),
            cause: text(row, "cause"),
        })
        .collect())
}

/// Waits until `fits` finds what it looks for among the rows; otherwise fails and shows the rows there were.
pub fn wait_for<T>(cdp: &mut Cdp, panel: &Session, what: &str, mut fits: impl FnMut(&[Row]) -> Option<T>) -> Result<T> {
    let mut last = Vec::new();
    let found = cdp.wait(what, LIMIT, |cdp| {
        last = rows(cdp, panel)?;
        Ok(fits(&last))
    });
    found.map_err(|mut failure| {
        failure.what = format!("{}; the list was {last:#?}", failure.what);
        failure
    })
}

/// Waits for the row of `path` and checks its status and cause.
pub fn expect(cdp: &mut Cdp, panel: &Session, path: &str, status: u64, cause: &str) -> Result<()> {
    // A later request may change the diagnosis of an earlier one, so wait for the right one instead of reading the first.
    let what = format!("{path} to be listed with {status} and {cause}");
    wait_for(cdp, panel, &what, |rows| {
        rows.iter().any(|row| row.path == path && row.status == status && row.cause == cause).then_some(())
    })
}
