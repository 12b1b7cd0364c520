//! What a visitor downloads, measured with gzip, and the budget that holds it.

use crate::paths::{dist, extension};
use crate::step::{Context, Failure, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Where the compiled panel must get to, in gzip bytes. It is not there yet: rules and panel are a half of it, leptos and the
/// standard library a third.
pub const GOAL: usize = 400 * 1024;
/// Above this the build fails. It only ever goes down, or up with a reason in the commit.
pub const BUDGET: usize = 865 * 1024;

/// Prints the sizes of the page's files and fails when the compiled panel is over its budget.
pub fn check() -> Result<()> {
    let mut panel = None;
    for name in ["panel_bg.wasm", "panel.js"] {
        let bytes = fs::read(dist().join(name)).context(format!("dist/{name}"))?;
        let packed = gzip(&bytes, Path::new(name))?;
        eprintln!("  {name:<14} {:>7.1} KB, {:>6.1} KB gzip", kilobytes(bytes.len()), kilobytes(packed));
        panel = panel.or(Some(packed));
    }
    let packed = panel.unwrap_or_default();
    verdict(packed).map(|words| eprintln!("  {words}"))
}

/// The compiled panel in gzip, and the zip for Chromium, in kilobytes.
pub fn measure() -> Result<(f64, f64)> {
    let panel = dist().join("panel_bg.wasm");
    let packed = gzip(&fs::read(&panel).context(panel.display())?, &panel)?;
    let zip = extension("latchkey-chromium.zip");
    let whole = fs::read(&zip).context(zip.display())?.len();
    Ok((kilobytes(packed), kilobytes(whole)))
}

fn verdict(packed: usize) -> Result<String> {
    let size = format!("The compiled panel takes {:.1} KB gzip", kilobytes(packed));
    if packed > BUDGET {
        let remedy = "look what came in with the last dependency or feature: `cargo tree --target wasm32-unknown-unknown --features panel`";
        return Err(Failure::new(format!("{size}; the budget is {:.0} KB", kilobytes(BUDGET)), remedy));
    }
    let place = if packed <= GOAL { "within" } else { "above" };
    Ok(format!(
        "{size}: {place} the goal of {:.0} KB, within the budget of {:.0} KB.",
        kilobytes(GOAL),
        kilobytes(BUDGET)
    ))
}

fn gzip(bytes: &[u8], name: &Path) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).context(name.display())?;
    Ok(encoder.finish().context(name.display())?.len())
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_holds_and_the_goal_is_told() {
        assert!(verdict(GOAL).unwrap().contains("within the goal"));
        assert!(verdict(GOAL + 1).unwrap().contains("above the goal"));
        assert!(verdict(BUDGET).is_ok());
        assert!(verdict(BUDGET + 1).unwrap_err().what.contains("the budget is"));
    }
}
