//! Real requests, refused by a real server: the right cause on each row.

use latchkey_browser_tests::{Bench, rows};
use xtask::paths;
use xtask::step::Result;

pub fn rows_say_why(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let results = bench.run(&panel, &["health", "good", "none", "audience", "scope", "challenges", "csrf"])?;
    assert_eq!(results, [200, 200, 401, 401, 403, 401, 403]);
    bench.run(&panel, &["path", "nothing", "undefined"])?;
    bench.expect(&panel, "/api/orders", 401, "credentials-missing")?;
    bench.expect(&panel, "/api/orders", 401, "audience-mismatch")?;
    bench.expect(&panel, "/api/orders", 401, "bearer-literal-undefined")?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    bench.expect(&panel, "/api/two-challenges", 401, "credentials-missing")?;
    // Only the body names this one.
    bench.expect(&panel, "/account/email", 403, "csrf-token-missing")?;
    bench.expect(&panel, "/api/orders/undefined", 404, "placeholder-in-url")?;
    bench.expect(&panel, "/nothing", 404, "resource-not-found")?;
    panel.close(&mut bench.browser)
}

pub fn an_expired_token_is_named(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    panel.click(&mut bench.browser, ".row.entry[data-cause=token-expired]")?;
    let words = panel.text(&mut bench.browser, "#tabpanel")?;
    assert!(words.contains("exp") && words.contains("How to fix it"), "{words}");
    // The browser tells the script that makes the call, and its line.
    let place = words.split("The call is made in ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let line = place.and_then(|place| place.rsplit(':').next()).and_then(|line| line.parse::<u32>().ok());
    assert!(
        place.is_some_and(|place| place.starts_with("http://127.0.0.1:")) && line.is_some_and(|l| l > 1),
        "{place:?}"
    );
    let heading = panel.text(&mut bench.browser, ".heading")?;
    assert!(heading.contains("expired") && heading.contains("401"), "{heading}");
    panel.resize(&mut bench.browser, 1280, 860)?;
    panel.settle(&mut bench.browser)?;
    let file = paths::screenshots().join("test-expired.png");
    panel.screenshot(&mut bench.browser, &file)?;
    assert!(std::fs::metadata(&file).is_ok_and(|data| data.len() > 20_000), "{} shows too little", file.display());
    panel.close(&mut bench.browser)
}

pub fn good_answers_are_not_flagged(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    assert_eq!(bench.run(&panel, &["health", "good"])?, [200, 200]);
    // Three requests, the page itself included, and none of them on the list.
    panel.wait_for(
        &mut bench.browser,
        "three requests",
        "document.querySelector('.shown')?.textContent.includes('of 3')",
    )?;
    let listed = rows::rows(&mut bench.browser.cdp, panel.panel()?)?;
    assert!(listed.is_empty(), "{listed:?}");
    // “Passing” shows them, and says that nothing is wrong.
    panel.evaluate(
        &mut bench.browser,
        "[...document.querySelectorAll('.check')].find((label) => label.innerText === 'Passing').click()",
    )?;
    rows::wait_for(&mut bench.browser.cdp, panel.panel()?, "the good answers", |_| Some(()))?;
    panel.click(&mut bench.browser, ".row.group .fold")?;
    let fine = rows::wait_for(&mut bench.browser.cdp, panel.panel()?, "the good answers", |rows| {
        (rows.len() == 3).then(|| rows.to_vec())
    })?;
    assert!(fine.iter().all(|row| row.status == 200 && row.verdict == "ok" && row.cause.is_empty()), "{fine:?}");
    panel.close(&mut bench.browser)
}

pub fn the_browser_s_own_refusals_are_named(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let results = bench.run(&panel, &["preflight", "hidden"])?;
    assert!(results.iter().all(|result| result.is_string()), "the page got no answer: {results:?}");
    bench.expect(&panel, "/cross/preflight", 401, "preflight-unauthenticated")?;
    // The page sees “Failed to fetch”; the true status is here.
    bench.expect(&panel, "/cross/hidden", 401, "cors-missing-on-error")?;
    panel.close(&mut bench.browser)
}
