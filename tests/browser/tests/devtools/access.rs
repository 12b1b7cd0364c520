//! axe-core finds nothing to complain about, in any view and both themes.

use crate::view::tabs;
use latchkey_browser_tests::Bench;
use xtask::axe;
use xtask::step::Result;

pub fn axe_finds_no_fault(bench: &mut Bench) -> Result<()> {
    let Some(source) = axe::source()? else {
        println!("  skipped: axe-core comes by npm, and there is no npm here");
        return Ok(());
    };
    let panel = bench.sample_panel()?;
    let session = panel.panel()?.clone();
    axe::load(&mut bench.browser.cdp, &session, &source)?;
    let mut faults = Vec::new();
    let mut look = |bench: &mut Bench, view: &str| -> Result<()> {
        for dark in [false, true] {
            bench.browser.cdp.prefer_dark(&panel.frontend, dark)?;
            let theme = if dark { "dark" } else { "light" };
            let there = format!("document.querySelector('.latchkey').dataset.theme === '{theme}'");
            panel.wait_for(&mut bench.browser, theme, &there)?;
            let found = axe::faults(&mut bench.browser.cdp, &session)?;
            faults.extend(found.into_iter().map(|fault| format!("{view}, {theme}: {fault}")));
        }
        Ok(())
    };
    look(bench, "empty list")?;
    bench.run(&panel, &["expired", "scope", "csrf", "path", "challenges"])?;
    bench.expect(&panel, "/api/two-challenges", 401, "credentials-missing")?;
    look(bench, "list")?;
    for cause in ["token-expired", "credentials-missing", "csrf-token-missing"] {
        panel.click(&mut bench.browser, &format!(".row.entry[data-cause={cause}]"))?;
        for tab in tabs(bench, &panel)? {
            panel.click(&mut bench.browser, &format!("#{tab}"))?;
            panel.settle(&mut bench.browser)?;
            look(bench, &format!("{cause} {tab}"))?;
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    panel.close(&mut bench.browser)
}
