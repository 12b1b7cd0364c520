//! The timeline and the flows.

use latchkey_browser_tests::Bench;
use serde_json::json;
use xtask::step::Result;

pub fn a_request_is_chosen_by_keyboard(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["health", "expired", "health", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    panel.evaluate(browser, "document.getElementById('timeline').focus()")?;
    // It begins at the first failure, and says each request in words.
    let value = "document.getElementById('timeline').ariaValueText";
    let at = |path: &str| format!("{value}.includes('{path}') && document.activeElement.id");
    panel.wait_for(browser, "the first failure", &at("/api/orders 401"))?;
    panel.press(browser, "ArrowRight")?;
    panel.wait_for(browser, "the next request", &at("/health 200"))?;
    panel.press(browser, "PageDown")?;
    let focused = panel.wait_for(browser, "the next failure", &at("/api/reports 403"))?;
    assert_eq!(focused, "timeline", "the focus stays on the timeline");
    assert!(panel.text(browser, ".timeline-tip")?.contains("/api/reports 403"), "what is reached is shown, too");
    assert_eq!(panel.evaluate(browser, "document.querySelector('.heading')")?, json!(null), "walking chooses nothing");
    panel.press(browser, "Enter")?;
    let heading = panel.text(browser, ".heading")?;
    assert!(heading.contains("/api/reports") && heading.contains("403"), "{heading}");
    panel.wait_for(
        browser,
        "the row in the list",
        "document.querySelector('.row[aria-selected=true]')?.dataset.status === '403'",
    )?;
    // Once more goes to the explanation; a second stop of Tab there is none.
    panel.press(browser, "Enter")?;
    panel.wait_for(browser, "the focus in the details", "document.activeElement.id === 'detail'")?;
    let stops = "document.querySelectorAll('.timeline-drawing[tabindex], .timeline-drawing [tabindex], .timeline-drawing button').length";
    assert_eq!(panel.evaluate(browser, stops)?, 1);
    panel.close(browser)
}

pub fn it_zooms_folds_and_has_a_list(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "renewal", "health"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    // The page and five requests: none that comes later changes the scale.
    panel.wait_for(browser, "all requests", "document.getElementById('timeline')?.ariaValueMax >= 6")?;
    panel.settle(browser)?;
    let ticks = "[...document.querySelectorAll('.timeline .dots')].map((path) => path.getAttribute('d')).join()";
    let before = panel.evaluate(browser, ticks)?;
    panel.evaluate(browser, "document.getElementById('timeline').focus()")?;
    panel.press(browser, "+")?;
    panel.wait_for(browser, "another scale", &format!("{ticks} !== {before}"))?;
    panel.press(browser, "0")?;
    panel.wait_for(browser, "the first scale again", &format!("{ticks} === {before}"))?;
    panel.click(browser, ".timeline-tools [aria-pressed]")?;
    let list = panel.text(browser, ".timeline-list")?;
    assert!(list.contains("Refresh") && list.contains("Token A") && list.contains("failed"), "{list}");
    panel.click(browser, ".timeline .fold")?;
    panel.wait_for(browser, "the folded strip", "!document.querySelector('.timeline-list, .timeline-drawing')")?;
    // It stays folded when the panel is opened the next time.
    panel.evaluate(browser, "location.reload()")?;
    panel.wait_for(
        browser,
        "the strip of before",
        "document.querySelector('.timeline .fold')?.ariaExpanded === 'false'",
    )?;
    panel.click(browser, ".timeline .fold")?;
    panel.wait_for(browser, "the open strip", "document.querySelector('.timeline-drawing')")?;
    panel.close(browser)
}

pub fn a_flow_shows_where_the_token_was_lost(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["away"])?;
    let browser = &mut bench.browser;
    panel.wait_for(
        browser,
        "the landing",
        "[...document.querySelectorAll('.row.entry')].find((row) => row.innerText.includes('/landing'))?.click() === undefined && document.querySelector('#tab-flow')",
    )?;
    panel.click(browser, "#tab-flow")?;
    let words = panel.text(browser, ".flow")?;
    assert!(words.contains("GET /away") && words.contains("GET /landing"), "{words}");
    let loss = panel.text(browser, ".flow-step.lost .loss")?;
    assert!(loss.contains("another origin"), "{loss}");
    // The other step is a link to its exchange.
    panel.click(browser, ".flow-step button.link")?;
    panel.wait_for(browser, "the redirect", "document.querySelector('.heading')?.innerText.includes('/away')")?;
    panel.close(browser)
}
