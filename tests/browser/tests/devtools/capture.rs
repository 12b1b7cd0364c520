//! What reaches the panel: everything, once, whenever it is looked at.

use latchkey_browser_tests::{Bench, rows};
use std::time::Duration;
use xtask::step::Result;

/// How many requests the panel holds, shown or not.
const CAPTURED: &str =
    "Number(document.querySelector('.shown')?.textContent.match(/of ([\\d,]+)/)?.[1].replaceAll(',', '') ?? 0)";

pub fn requests_before_the_panel_was_shown_are_there(bench: &mut Bench) -> Result<()> {
    let mut panel = bench.browser.open_devtools("about:blank")?;
    panel.navigate(&mut bench.browser, &bench.sample.page())?;
    assert_eq!(bench.run(&panel, &["expired", "csrf"])?, [401, 403]);
    panel.show(&mut bench.browser)?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    // Its body was asked for when it arrived, not now.
    bench.expect(&panel, "/account/email", 403, "csrf-token-missing")?;
    panel.close(&mut bench.browser)
}

pub fn a_refusal_whose_body_nobody_reads_is_listed_once(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let fetched = bench
        .browser
        .cdp
        .evaluate(&panel.page, "fetch('/api/invoices').then((answer) => (window.unread = answer).status)")?;
    assert_eq!(fetched, 401);
    bench.expect(&panel, "/api/invoices", 401, "credentials-missing")?;
    // The page reads it after all, and asks once more.
    bench
        .browser
        .cdp
        .evaluate(&panel.page, "window.unread.text().then(() => fetch('/api/invoices')).then((a) => a.text())")?;
    bench.run(&panel, &["scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let counted = rows::rows(&mut bench.browser.cdp, panel.panel()?)?;
    let unread = counted.iter().filter(|row| row.path == "/api/invoices").count();
    assert_eq!(unread, 2, "each of both requests once");
    panel.close(&mut bench.browser)
}

pub fn navigation_clears(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let next = format!("{}?next", bench.sample.page());
    panel.navigate(&mut bench.browser, &next)?;
    rows::wait_for(&mut bench.browser.cdp, panel.panel()?, "an empty list", |rows| rows.is_empty().then_some(()))?;
    // The document of the new page stays, whether it arrived before the news of the navigation or after.
    panel.wait_for(&mut bench.browser, "the new document", &format!("{CAPTURED} === 1"))?;
    panel.close(&mut bench.browser)
}

pub fn a_page_that_is_loaded_again_begins_anew(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    for _ in 0..2 {
        bench.run(&panel, &["expired"])?;
        bench.expect(&panel, "/api/orders", 401, "token-expired")?;
        // The document of before has the same address, and is not the new one.
        bench.browser.cdp.session(&panel.page, "Page.reload", serde_json::json!({}))?;
        panel.wait_for(&mut bench.browser, "the new document alone", &format!("{CAPTURED} === 1"))?;
        let cdp = &mut bench.browser.cdp;
        assert!(rows::rows(cdp, panel.panel()?)?.is_empty(), "what failed before is gone");
        let there = "window.sample && document.readyState === 'complete'";
        cdp.wait_for(&panel.page, "the page", Duration::from_secs(20), there)?;
    }
    panel.close(&mut bench.browser)
}

pub fn what_was_cleared_stays_away(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    for (round, clear) in [".toolbar [aria-label='Clear the list']", ""].into_iter().enumerate() {
        bench.run(&panel, &["expired"])?;
        bench.expect(&panel, "/api/orders", 401, "token-expired")?;
        match clear {
            "" => panel.evaluate(
                &mut bench.browser,
                "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))",
            )?,
            button => panel.click(&mut bench.browser, button).map(|()| serde_json::Value::Null)?,
        };
        panel.wait_for(&mut bench.browser, "an empty list", "!document.querySelector('.row')")?;
        bench.run(&panel, &["scope"])?;
        bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
        bench.restart(&panel, "")?;
        bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
        let captured = panel.evaluate(&mut bench.browser, CAPTURED)?;
        assert_eq!(captured, 1, "what came after the list was cleared, and nothing else, round {round}");
    }
    panel.close(&mut bench.browser)
}

pub fn preserve_log_keeps(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    panel.click(&mut bench.browser, ".toolbar .check input")?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let next = format!("{}?next", bench.sample.page());
    panel.navigate(&mut bench.browser, &next)?;
    bench.run(&panel, &["scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    panel.close(&mut bench.browser)
}

pub fn a_restarted_panel_gets_everything_back(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["health", "expired", "csrf"])?;
    bench.expect(&panel, "/account/email", 403, "csrf-token-missing")?;
    for round in 0..2 {
        panel.evaluate(&mut bench.browser, "window.mark = true; setTimeout(() => location.reload())")?;
        panel.wait_for(&mut bench.browser, "the new panel", "!window.mark && document.readyState === 'complete'")?;
        bench.expect(&panel, "/api/orders", 401, "token-expired")?;
        bench.expect(&panel, "/account/email", 403, "csrf-token-missing")?;
        let captured = panel.evaluate(&mut bench.browser, CAPTURED)?;
        assert_eq!(captured, 4, "each request once, round {round}");
    }
    // The new panel goes on listening.
    bench.run(&panel, &["scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    panel.close(&mut bench.browser)
}

pub fn what_is_not_recorded_stays_so(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    panel.click(&mut bench.browser, ".toolbar .record")?;
    assert_eq!(panel.text(&mut bench.browser, ".statusbar .paused")?, "Recording is off");
    // Neither a new page nor a new panel turns it on again; what was recorded stays.
    let next = format!("{}?next", bench.sample.page());
    panel.navigate(&mut bench.browser, &next)?;
    bench.run(&panel, &["scope"])?;
    let devtools = format!("chrome-extension://{}/devtools.html", panel.extension_id);
    let mut heard = 0;
    for target in bench.browser.cdp.targets()?.into_iter().filter(|target| target.url.starts_with(&devtools)) {
        let page = bench.browser.cdp.attach(&target.id)?;
        let known =
            "typeof unread === 'object' && [...unread.known.keys()].some((name) => name.includes('/api/reports'))";
        bench.browser.cdp.wait_for(&page, "the refusal that is not recorded", Duration::from_secs(20), known)?;
        heard += 1;
    }
    assert_eq!(heard, 1, "one devtools page");
    bench.restart(&panel, "")?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    assert_eq!(panel.text(&mut bench.browser, ".statusbar .paused")?, "Recording is off");
    assert_eq!(panel.evaluate(&mut bench.browser, "document.querySelector('.record').ariaPressed")?, "false");
    // It goes on when the user says so.
    panel.click(&mut bench.browser, ".statusbar .paused")?;
    panel.wait_for(&mut bench.browser, "the recording", "document.querySelector('.record').ariaPressed === 'true'")?;
    bench.run(&panel, &["path"])?;
    bench.expect(&panel, "/api/orders/undefined", 404, "placeholder-in-url")?;
    let listed: Vec<_> = rows::rows(&mut bench.browser.cdp, panel.panel()?)?.into_iter().map(|row| row.path).collect();
    assert_eq!(listed, ["/api/orders", "/api/orders/undefined"]);
    panel.close(&mut bench.browser)
}

pub fn a_service_worker_s_joined_challenges_are_read(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let control = "navigator.serviceWorker.register('/worker.js').then(() => new Promise((done) => {
        navigator.serviceWorker.oncontrollerchange = () => done(true);
        if (navigator.serviceWorker.controller) done(true);
    }))";
    bench.browser.cdp.evaluate(&panel.page, control)?;
    bench.run(&panel, &["challenges"])?;
    bench.expect(&panel, "/api/two-challenges", 401, "credentials-missing")?;
    let evidence = bench.browser.cdp.evaluate(
        &panel.page,
        "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('/two-challenges')).every((entry) => entry.workerStart > 0)",
    )?;
    assert_eq!(evidence, true, "the request went through the worker");
    // The page's own entry joins both challenges in one line; the panel takes them apart again.
    let count = rows::wait_for(&mut bench.browser.cdp, panel.panel()?, "the rows", |rows| {
        let found = rows.iter().filter(|row| row.path == "/api/two-challenges").count();
        (found > 0).then_some(found)
    })?;
    for at in 0..count {
        panel.click(&mut bench.browser, &format!(".row.entry:nth-child({} of .row.entry)", at + 1))?;
        panel.click(&mut bench.browser, "#tab-challenge")?;
        panel.wait_for(
            &mut bench.browser,
            "both challenges",
            "['Bearer', 'DPoP'].every((scheme) => [...document.querySelectorAll('#tabpanel .scheme h4')].some((title) => title.innerText.includes(scheme)))",
        )?;
    }
    let leave =
        "navigator.serviceWorker.getRegistrations().then((all) => Promise.all(all.map((one) => one.unregister())))";
    bench.browser.cdp.evaluate(&panel.page, leave)?;
    panel.close(&mut bench.browser)
}

pub fn what_was_dropped_is_told(bench: &mut Bench) -> Result<()> {
    let mut panel = bench.browser.open_devtools("about:blank")?;
    // As after more requests than are kept for a panel that was never shown.
    let cdp = &mut bench.browser.cdp;
    for target in cdp.targets()? {
        if target.url.starts_with(&format!("chrome-extension://{}/devtools.html", panel.extension_id)) {
            let devtools = cdp.attach(&target.id)?;
            let drop = "typeof capture === 'object' && (capture.dropped = 3000)";
            cdp.wait_for(&devtools, "the devtools page", Duration::from_secs(20), drop)?;
        }
    }
    panel.show(&mut bench.browser)?;
    let browser = &mut bench.browser;
    assert!(panel.text(browser, ".statusbar .dropped")?.starts_with("3,000 dropped"));
    let why = panel.evaluate(browser, "document.querySelector('.statusbar .dropped').title")?;
    assert!(why.as_str().is_some_and(|why| why.contains("before the panel was first shown")), "{why}");
    // They belonged to the page before.
    let page = bench.sample.page();
    panel.navigate(&mut bench.browser, &page)?;
    panel.wait_for(&mut bench.browser, "no word of them", "!document.querySelector('.statusbar .dropped')")?;
    panel.close(&mut bench.browser)
}

pub fn a_burst_of_ten_thousand_loses_none(bench: &mut Bench) -> Result<()> {
    const ALL: usize = 10_000;
    const QUARTER: &str = "2,500";
    let panel = bench.sample_panel()?;
    // A hundred at a time: the browser refuses to hold thousands of open requests for one page.
    let burst = format!(
        "void (async () => {{
            let next = 0;
            const lane = async () => {{
                for (let at = next++; at < {ALL}; at = next++) {{
                    await (await fetch(`/burst/${{at}}`, {{ method: at % 4 ? 'GET' : 'POST' }})).text();
                }}
            }};
            await Promise.all(Array.from({{ length: 100 }}, lane));
        }})()"
    );
    bench.browser.cdp.evaluate(&panel.page, &burst)?;
    let captured = ALL + 1; // and the page itself
    let browser = &mut bench.browser;
    let all = format!("{CAPTURED} === {captured}");
    browser.cdp.wait_for(panel.panel()?, "all responses", Duration::from_secs(180), &all)?;
    // A quarter is refused by the headers, a quarter for a reason that only the body names.
    let chips = format!(
        "[...document.querySelectorAll('.chip')].map((chip) => chip.innerText.replace(/\\s+/g, ' ')).join()
            === '401 ×{QUARTER},403 ×{QUARTER},404 ×0,Other ×0'"
    );
    browser.cdp.wait_for(panel.panel()?, "the count of each status", Duration::from_secs(90), &chips)?;
    let group = panel.text(&mut bench.browser, ".row.group[data-cause=csrf-token-missing] .count")?;
    assert_eq!(group, format!("×{QUARTER}"), "every body arrived");
    // The list can be used: without groups it goes to its end at once, and a filter finds one request.
    let browser = &mut bench.browser;
    panel.click(browser, ".statusbar .check input")?;
    panel.evaluate(browser, "document.getElementById('requests').focus()")?;
    panel.press(browser, "End")?;
    let last = format!("document.querySelector('.row.entry[aria-selected=true]')?.ariaRowIndex === '{}'", ALL / 2 + 1);
    panel.wait_for(browser, "the last request", &last)?;
    let drawn = panel.evaluate(browser, "document.querySelectorAll('.row').length")?.as_u64().unwrap_or_default();
    assert!((10..120).contains(&drawn), "{drawn} rows are elements");
    panel.evaluate(browser, "document.getElementById('filter').focus()")?;
    browser.cdp.type_text(panel.panel()?, "url:/burst/4001")?;
    panel.wait_for(browser, "one request", "document.querySelectorAll('.row.entry').length === 1")?;
    panel.close(&mut bench.browser)
}
