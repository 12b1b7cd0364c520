//! Check again: what it says, what it sends, what comes of it.

use latchkey_browser_tests::{Bench, desk};
use xtask::devtools::Panel;
use xtask::step::Result;

/// How often the inspected page asked for a path.
fn asked(bench: &mut Bench, panel: &Panel, path: &str) -> Result<u64> {
    let count = format!("performance.getEntriesByType('resource').filter((one) => one.name.endsWith('{path}')).length");
    Ok(bench.browser.cdp.evaluate(&panel.page, &count)?.as_u64().unwrap_or_default())
}

pub fn a_request_is_repeated_after_it_was_shown(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let once = "fetch('/once/read', { headers: { 'X-Probe': 'seen' } }).then((answer) => answer.status)";
    assert_eq!(bench.browser.cdp.evaluate(&panel.page, once)?, 403);
    let row = ".row.entry[data-status='403']";
    panel.click(&mut bench.browser, row)?;
    // The answer is seen although nothing was recorded when it was asked for.
    panel.click(&mut bench.browser, ".toolbar [aria-pressed=true]")?;
    desk::press(&mut bench.browser, &panel, ".actions", "Check again")?;
    panel.wait_for(
        &mut bench.browser,
        "what becomes of the recording",
        "document.querySelector('#dialog').innerText.includes('Recording is off. Sending turns it on')",
    )?;
    let says = panel.text(&mut bench.browser, "#dialog .sends")?;
    assert!(says.contains("GET") && says.contains("/once/read"), "{says}");
    assert!(says.to_lowercase().contains("x-probe") && says.contains("seen"), "{says}");
    assert!(!says.to_lowercase().contains("user-agent"), "the browser's own headers are not promised: {says}");
    assert_eq!(asked(bench, &panel, "/once/read")?, 1, "nothing is sent before the click");
    desk::press(&mut bench.browser, &panel, "#dialog", "Send GET now")?;
    let done = "(() => { const text = document.querySelector('.before-after').innerText; return /403/.test(text) && /200/.test(text) && text; })()";
    let told = panel.wait_for(&mut bench.browser, "before → after", done)?;
    assert!(told.as_str().is_some_and(|text| text.contains("It works now")), "{told}");
    assert_eq!(asked(bench, &panel, "/once/read")?, 2, "it is sent once");
    panel.press(&mut bench.browser, "Escape")?;
    panel.wait_for(
        &mut bench.browser,
        "the group marked as mended",
        "document.querySelector('.row.group[data-verdict=failure] .badge.good')",
    )?;
    panel.close(&mut bench.browser)
}

pub fn a_method_that_changes_data_is_asked_for_twice(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let once = "fetch('/once/write', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{\"password\":\"hush-hush\",\"n\":1}' }).then((answer) => answer.status)";
    assert_eq!(bench.browser.cdp.evaluate(&panel.page, once)?, 403);
    panel.click(&mut bench.browser, ".row.entry[data-status='403']")?;
    desk::press(&mut bench.browser, &panel, ".actions", "Check again")?;
    let says = panel.text(&mut bench.browser, "#dialog .sends")?;
    assert!(says.contains("POST") && says.contains("\"n\":1") && !says.contains("hush-hush"), "{says}");
    let button = "#dialog .primary";
    assert_eq!(panel.evaluate(&mut bench.browser, &format!("document.querySelector('{button}').disabled"))?, true);
    panel.click(&mut bench.browser, button)?;
    panel.settle(&mut bench.browser)?;
    assert_eq!(asked(bench, &panel, "/once/write")?, 1, "a disabled button sends nothing");
    desk::press(&mut bench.browser, &panel, "#dialog", "This method may change data")?;
    desk::press(&mut bench.browser, &panel, "#dialog", "Send POST now")?;
    // The button takes no focus until the box is ticked again.
    panel.wait_for(&mut bench.browser, "the focus", "document.activeElement.id === 'check-result'")?;
    panel.wait_for(
        &mut bench.browser,
        "the answer",
        "document.querySelector('.before-after').innerText.includes('200')",
    )?;
    assert_eq!(asked(bench, &panel, "/once/write")?, 2);
    // The second time is asked for again.
    assert_eq!(panel.evaluate(&mut bench.browser, &format!("document.querySelector('{button}').disabled"))?, true);
    panel.close(&mut bench.browser)
}

pub fn a_panic_keeps_what_was_captured(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    // No known input makes it panic; so the ground is pulled from under it.
    panel.evaluate(
        &mut bench.browser,
        "Node.prototype.cloneNode = Document.prototype.createTextNode = () => { throw new Error('gone'); }; true",
    )?;
    bench.run(&panel, &["scope"])?;
    let screen = panel.text(&mut bench.browser, "#latchkey-panic")?;
    assert!(screen.contains("Latchkey has stopped") && screen.contains("kept"), "{screen}");
    desk::press(&mut bench.browser, &panel, "#latchkey-panic", "Copy details")?;
    let details = desk::clipboard(&mut bench.browser, &panel)?;
    assert!(details.starts_with("Latchkey ") && details.contains(" at "), "{details}");
    desk::press(&mut bench.browser, &panel, "#latchkey-panic", "Restart")?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    panel.close(&mut bench.browser)
}
