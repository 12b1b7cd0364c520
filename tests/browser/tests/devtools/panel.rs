//! The panel's page itself: it loads, draws, obeys its policy, and stays.

use latchkey_browser_tests::Bench;
use xtask::paths;
use xtask::step::Result;

pub fn renders(bench: &mut Bench) -> Result<()> {
    let browser = &mut bench.browser;
    let panel = browser.open_panel(&bench.sample.page())?;
    let text = panel.wait_for(browser, "the panel to draw", "document.body.innerText.trim()")?;
    assert!(!text.as_str().unwrap_or_default().contains("could not start"), "{text}");
    let home = panel.evaluate(browser, "[typeof chrome.devtools.network, location.pathname].join()")?;
    assert_eq!(home, "object,/panel.html", "the page runs as a DevTools panel");
    panel.resize(browser, 1280, 860)?;
    let file = paths::screenshots().join("test-panel.png");
    panel.screenshot(browser, &file)?;
    assert!(std::fs::metadata(&file).is_ok_and(|data| data.len() > 5_000), "{} is no picture", file.display());
    panel.close(browser)
}

pub fn breaks_no_policy(bench: &mut Bench) -> Result<()> {
    let browser = &mut bench.browser;
    let panel = browser.open_panel(&bench.sample.page())?;
    panel.wait_for(browser, "the panel to draw", "document.body.innerText.trim()")?;
    let session = panel.panel()?.clone();
    // Turned on late, the log still delivers what was said before.
    browser.cdp.session(&session, "Log.enable", serde_json::json!({}))?;
    let said = browser.cdp.take_events(&session, "Log.entryAdded");
    let errors: Vec<_> = said
        .iter()
        .filter(|event| event.pointer("/params/entry/level").is_some_and(|level| level == "error"))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // The policy is really in force: what it forbids fails.
    let forbidden = "fetch('https://example.com/').then(() => 'allowed', () => 'refused')";
    assert_eq!(panel.evaluate(browser, forbidden)?, "refused");
    let script = "(() => { const script = document.createElement('script'); script.textContent = 'window.inline = 1'; document.body.append(script); script.remove(); return window.inline ?? 'refused'; })()";
    assert_eq!(panel.evaluate(browser, script)?, "refused");
    panel.close(browser)
}

pub fn survives_navigation(bench: &mut Bench) -> Result<()> {
    let browser = &mut bench.browser;
    let panel = browser.open_panel("about:blank")?;
    panel.wait_for(browser, "the panel to draw", "document.body.innerText.trim()")?;
    panel.evaluate(browser, "window.mark = 'same page'")?;
    panel.navigate(browser, &bench.sample.page())?;
    let run = "window.sample.run('expired')";
    assert_eq!(browser.cdp.evaluate(&panel.page, run)?, 401);
    assert_eq!(panel.evaluate(browser, "window.mark")?, "same page");
    panel.close(browser)
}
