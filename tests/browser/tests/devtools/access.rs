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
    panel.click(&mut bench.browser, ".timeline-tools [aria-pressed]")?;
    look(bench, "timeline as a list")?;
    panel.click(&mut bench.browser, ".timeline-tools [aria-pressed]")?;
    bench.run(&panel, &["renewal", "away"])?;
    bench.expect(&panel, "/landing", 401, "redirect-drops-authorization")?;
    for cause in ["token-expired", "credentials-missing", "csrf-token-missing", "redirect-drops-authorization"] {
        panel.click(&mut bench.browser, &format!(".row.entry[data-cause={cause}]"))?;
        for tab in tabs(bench, &panel)? {
            panel.click(&mut bench.browser, &format!("#{tab}"))?;
            panel.settle(&mut bench.browser)?;
            look(bench, &format!("{cause} {tab}"))?;
        }
    }
    // What stands over the panel.
    panel.click(&mut bench.browser, "#mute-menu summary")?;
    look(bench, "mute menu")?;
    panel.click(&mut bench.browser, "#mute-menu button")?;
    for (name, open) in [
        ("settings", ".tools button[aria-label=Settings]"),
        ("paste", ".tools button:first-child"),
        ("shortcuts", ".tools button:last-child"),
        ("muted", ".statusbar .quiet"),
    ] {
        panel.click(&mut bench.browser, open)?;
        panel.wait_for(&mut bench.browser, name, "document.activeElement.id === 'dialog'")?;
        look(bench, name)?;
        panel.press(&mut bench.browser, "Escape")?;
        panel.wait_for(&mut bench.browser, "no dialog", "!document.getElementById('dialog')")?;
    }
    panel.click(&mut bench.browser, ".row.entry")?;
    panel.click(&mut bench.browser, ".actions button")?;
    panel.wait_for(&mut bench.browser, "check again", "document.activeElement.id === 'dialog'")?;
    look(bench, "check again")?;
    panel.press(&mut bench.browser, "Escape")?;
    panel.click(&mut bench.browser, "#columns-menu summary")?;
    look(bench, "columns")?;
    panel.click(&mut bench.browser, ".statusbar .check input")?;
    look(bench, "list without groups")?;
    panel.evaluate(&mut bench.browser, "document.getElementById('filter').focus()")?;
    bench.browser.cdp.type_text(&session, "status")?;
    panel.wait_for(&mut bench.browser, "suggestions", "!document.querySelector('.filter .popup').hidden")?;
    look(bench, "suggestions")?;
    bench.browser.cdp.type_text(&session, ":nonsense ")?;
    panel.wait_for(&mut bench.browser, "a fault", "document.querySelector('.filter.faulty')")?;
    look(bench, "faulty filter")?;
    panel.press(&mut bench.browser, "Escape")?;
    panel.press(&mut bench.browser, "Escape")?;
    bench.browser.cdp.type_text(&session, "no-such-thing")?;
    panel.wait_for(&mut bench.browser, "nothing fits", "document.querySelector('.list .empty button')")?;
    look(bench, "nothing fits")?;
    panel.resize(&mut bench.browser, 320, 700)?;
    panel.click(&mut bench.browser, ".list .empty button")?;
    look(bench, "narrow")?;
    panel.resize(&mut bench.browser, 1280, 860)?;
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    panel.close(&mut bench.browser)
}

pub fn dialogs_keep_the_focus_and_give_it_back(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let browser = &mut bench.browser;
    let opener = ".tools button[aria-label=Settings]";
    panel.click(browser, opener)?;
    panel.wait_for(browser, "the dialog", "document.activeElement.id === 'dialog'")?;
    // Tab goes round and never leaves.
    let controls = "[...document.querySelectorAll('#dialog *')].filter((one) => one.tabIndex >= 0).length";
    let controls = panel.evaluate(browser, controls)?.as_u64().unwrap_or_default();
    assert!(controls > 8, "{controls}");
    for _ in 0..controls + 4 {
        panel.press(browser, "Tab")?;
        assert_eq!(panel.evaluate(browser, "!!document.activeElement.closest('#dialog')")?, true);
    }
    panel.press(browser, "Escape")?;
    let back = format!("document.activeElement === document.querySelector('{opener}')");
    panel.wait_for(browser, "the focus where it was", &back)?;
    panel.close(browser)
}

pub fn the_number_of_failures_is_told_once(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let watch = "window.told = []; new MutationObserver(() => told.push(document.getElementById('summary').innerText))
        .observe(document.getElementById('summary'), { childList: true, characterData: true, subtree: true })";
    panel.evaluate(&mut bench.browser, &format!("(() => {{ {watch} }})()"))?;
    bench.run(&panel, &["expired", "scope", "path"])?;
    panel.wait_for(&mut bench.browser, "the number", "told.length")?;
    assert_eq!(panel.evaluate(&mut bench.browser, "told.join()")?, "3 refused requests");
    panel.close(&mut bench.browser)
}

/// WCAG 2.2, 1.4.10: what fits 1280 pixels at 400 % zoom needs no scrolling in two directions.
pub fn fits_320_pixels(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "challenges"])?;
    bench.expect(&panel, "/api/two-challenges", 401, "credentials-missing")?;
    let browser = &mut bench.browser;
    panel.resize(browser, 320, 640)?;
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    for tab in tabs(bench, &panel)? {
        let browser = &mut bench.browser;
        panel.click(browser, &format!("#{tab}"))?;
        panel.settle(browser)?;
        let wide = "[...document.querySelectorAll('.latchkey, .latchkey .toolbar, .latchkey .statusbar, .latchkey .rows, .latchkey .tabpanel')]
            .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => `${one.className} ${one.scrollWidth}`).join()";
        assert_eq!(panel.evaluate(browser, wide)?, "", "{tab}");
    }
    let browser = &mut bench.browser;
    let small =
        "[...document.querySelectorAll('.latchkey button, .latchkey summary, .latchkey select, .latchkey [role=tab]')]
        .filter((one) => one.checkVisibility() && !one.matches('.link, .secret') && one.offsetHeight < 24)
        .map((one) => `${one.className} ${one.innerText} ${one.offsetHeight}`).join()";
    assert_eq!(panel.evaluate(browser, small)?, "", "WCAG 2.2, 2.5.8: each target is 24 pixels high");
    panel.resize(browser, 1280, 860)?;
    panel.close(browser)
}
