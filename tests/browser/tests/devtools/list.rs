//! The list: order, columns, what is new, what is muted, what is remembered.

use latchkey_browser_tests::{Bench, desk};
use serde_json::json;
use xtask::devtools::{Browser, Panel};
use xtask::step::Result;

const GROUPED: &str = ".statusbar .check input";
const STATUSES: &str = "[...document.querySelectorAll('.row.entry')].map((row) => row.dataset.status).join()";

/// A panel with three refusals: 401, 403 and 404, in this order.
fn three(bench: &mut Bench) -> Result<Panel> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope", "path"])?;
    bench.expect(&panel, "/api/orders/undefined", 404, "placeholder-in-url")?;
    Ok(panel)
}

pub fn sorts_by_its_heads(bench: &mut Bench) -> Result<()> {
    let panel = three(bench)?;
    let browser = &mut bench.browser;
    let sorted = |name: &str| format!("document.querySelector('.columns .{name}').ariaSort");
    assert_eq!(panel.evaluate(browser, &sorted("time"))?, "none", "in the order of arrival");
    panel.click(browser, GROUPED)?;
    for (head, direction, order) in [
        ("status", "ascending", "401,403,404"),
        ("status", "descending", "404,403,401"),
        // The third press gives the order of arrival back.
        ("status", "none", "401,403,404"),
        ("path", "ascending", "401,404,403"),
        ("cause", "ascending", "404,401,403"),
        ("time", "ascending", "401,403,404"),
    ] {
        panel.click(browser, &format!(".columns .{head} .sort"))?;
        panel.wait_for(browser, &format!("{order} by {head}"), &format!("{STATUSES} === '{order}'"))?;
        assert_eq!(panel.evaluate(browser, &sorted(head))?, direction);
    }
    // Groups stand as their first requests would.
    panel.click(browser, ".columns .status .sort")?;
    panel.click(browser, ".columns .status .sort")?;
    panel.click(browser, GROUPED)?;
    panel.wait_for(browser, "groups in order", &format!("{STATUSES} === '404,403,401'"))?;
    panel.close(browser)
}

pub fn columns_are_resized_and_hidden_and_stay_so(bench: &mut Bench) -> Result<()> {
    let panel = three(bench)?;
    let browser = &mut bench.browser;
    let width = "document.querySelector('.row.entry .status').offsetWidth";
    let before = panel.evaluate(browser, width)?.as_i64().unwrap_or_default();
    // By keyboard.
    panel.evaluate(browser, "document.querySelector('.columns .status .sort').focus()")?;
    let wider = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', shiftKey: true, bubbles: true }))";
    panel.evaluate(browser, wider)?;
    panel.wait_for(browser, "a wider column", &format!("{width} === {}", before + 8))?;
    // By mouse.
    let place = "(() => { const box = document.querySelector('.columns .status .grip').getBoundingClientRect(); return [box.x + 3, box.y + 9] })()";
    let place = panel.evaluate(browser, place)?;
    let (x, y) = (place[0].as_f64().unwrap_or_default(), place[1].as_f64().unwrap_or_default());
    for (kind, x) in [("mousePressed", x), ("mouseMoved", x + 30.0), ("mouseReleased", x + 30.0)] {
        let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        browser.cdp.session(panel.panel()?, "Input.dispatchMouseEvent", event)?;
    }
    panel.wait_for(browser, "a dragged column", &format!("{width} === {}", before + 38))?;
    // Hidden in the menu, which closes on Escape and gives the focus back.
    panel.click(browser, "#columns-menu summary")?;
    panel.click(browser, "#columns-menu [data-column=host] input[type=checkbox]")?;
    let host = "getComputedStyle(document.querySelector('.row.entry .host')).display";
    panel.wait_for(browser, "no host", &format!("{host} === 'none'"))?;
    panel.press(browser, "Escape")?;
    panel.wait_for(browser, "a closed menu", "!document.getElementById('columns-menu').open")?;
    assert_eq!(panel.evaluate(browser, "document.activeElement.tagName")?, "SUMMARY");
    // All of it is there after a restart.
    bench.restart(&panel, "0")?;
    bench.expect(&panel, "/api/orders/undefined", 404, "placeholder-in-url")?;
    let browser = &mut bench.browser;
    assert_eq!(panel.evaluate(browser, width)?, before + 38);
    assert_eq!(panel.evaluate(browser, host)?, "none");
    panel.close(browser)
}

pub fn what_is_new_is_marked_and_reached(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let new = "document.querySelector('.statusbar .new')?.innerText ?? ''";
    assert_eq!(panel.evaluate(&mut bench.browser, new)?, "", "nobody has looked yet");
    // Whoever points at the list has looked.
    let place = json!({ "type": "mouseMoved", "x": 100, "y": 300, "button": "none" });
    bench.browser.cdp.session(panel.panel()?, "Input.dispatchMouseEvent", place)?;
    bench.run(&panel, &["csrf"])?;
    panel.wait_for(&mut bench.browser, "one new", &format!("({new}) === '1 new'"))?;
    panel.press(&mut bench.browser, "n")?;
    panel.click(&mut bench.browser, ".statusbar .new")?;
    panel.wait_for(&mut bench.browser, "none new", &format!("({new}) === ''"))?;
    panel.click(&mut bench.browser, ".row.entry")?;
    bench.run(&panel, &["scope", "path", "health"])?;
    bench.expect(&panel, "/api/orders/undefined", 404, "placeholder-in-url")?;
    let browser = &mut bench.browser;
    panel.wait_for(browser, "two new ones", &format!("({new}) === '2 new'"))?;
    let groups = "[...document.querySelectorAll('.row.group .new')].map((mark) => mark.innerText).join()";
    assert_eq!(panel.evaluate(browser, groups)?, "1 new,1 new");
    assert_eq!(panel.evaluate(browser, "document.querySelectorAll('.row.entry.fresh').length")?, 2);
    // What was being read stays chosen.
    assert_eq!(panel.evaluate(browser, "document.querySelector('[aria-selected=true].row').dataset.status")?, "401");
    for (status, left) in [("403", "1 new"), ("404", "")] {
        if status == "403" {
            panel.click(browser, ".statusbar .new")?;
        } else {
            panel.press(browser, "n")?;
        }
        let chosen = format!("document.querySelector('.row.entry[aria-selected=true]')?.dataset.status === '{status}'");
        panel.wait_for(browser, status, &chosen)?;
        panel.wait_for(browser, left, &format!("({new}) === '{left}'"))?;
    }
    panel.close(browser)
}

pub fn nothing_jumps_under_the_pointer(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let refuse = |path: &str| format!("fetch('{path}').then((answer) => answer.status)");
    // A group that will grow, and others below it.
    for path in ["/burst/1", "/nothing"] {
        bench.browser.cdp.evaluate(&panel.page, &refuse(path))?;
    }
    bench.run(&panel, &["expired", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    // Without the timeline below it, the list fills the low window.
    panel.click(browser, ".timeline .fold")?;
    panel.resize(browser, 1280, 260)?;
    panel.settle(browser)?;
    let row = "document.querySelector('.row.entry[data-status=\"404\"]').getBoundingClientRect().y";
    let before = panel.evaluate(browser, row)?.as_f64().unwrap_or_default();
    let event = json!({ "type": "mouseMoved", "x": 200, "y": before + 10.0, "button": "none" });
    browser.cdp.session(panel.panel()?, "Input.dispatchMouseEvent", event)?;
    for at in 1..25 {
        browser.cdp.evaluate(&panel.page, &refuse(&format!("/burst/{}", 4 * at + 1)))?;
    }
    let all = "document.querySelector('.chip .count').innerText === '×26'";
    panel.wait_for(browser, "the arrivals", all)?;
    panel.settle(browser)?;
    let after = panel.evaluate(browser, row)?.as_f64().unwrap_or_default();
    assert!((after - before).abs() <= 1.0, "the row under the pointer went from {before} to {after}");
    panel.resize(browser, 1280, 860)?;
    panel.close(browser)
}

/// A list that is too short to be scrolled holds all the same.
pub fn a_short_list_holds_under_the_pointer(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let refuse = |path: &str| format!("fetch('{path}').then((answer) => answer.status)");
    for path in ["/burst/1", "/nothing"] {
        bench.browser.cdp.evaluate(&panel.page, &refuse(path))?;
    }
    let browser = &mut bench.browser;
    let row = "document.querySelector('.row.entry[data-status=\"404\"]').getBoundingClientRect().y";
    panel.wait_for(browser, "two rows", &format!("{STATUSES} === '401,404'"))?;
    panel.settle(browser)?;
    let before = panel.evaluate(browser, row)?.as_f64().unwrap_or_default();
    let point = |browser: &mut Browser, y: f64| {
        let event = json!({ "type": "mouseMoved", "x": 200, "y": y, "button": "none" });
        browser.cdp.session(panel.panel()?, "Input.dispatchMouseEvent", event)
    };
    point(browser, before + 10.0)?;
    for at in 1..4 {
        browser.cdp.evaluate(&panel.page, &refuse(&format!("/burst/{}", 4 * at + 1)))?;
    }
    panel.wait_for(browser, "the arrivals", "document.querySelector('.chip .count').innerText === '×4'")?;
    panel.settle(browser)?;
    let after = panel.evaluate(browser, row)?.as_f64().unwrap_or_default();
    assert!((after - before).abs() <= 1.0, "the row under the pointer went from {before} to {after}");
    // The whole list is back when the pointer is elsewhere.
    point(browser, 10.0)?;
    let scrolled = "document.getElementById('requests').scrollTop";
    panel.wait_for(browser, "the list from its top", &format!("{scrolled} === 0 && {row} > {before}"))?;
    assert_eq!(panel.evaluate(browser, STATUSES)?, "401,401,401,401,404");
    // Neither does what is filtered make room for what is gone.
    point(browser, after + 10.0)?;
    panel.evaluate(browser, "document.getElementById('filter').focus()")?;
    browser.cdp.type_text(panel.panel()?, "status-code:404")?;
    panel.wait_for(browser, "one row", &format!("{STATUSES} === '404' && {row} < {before}"))?;
    panel.close(browser)
}

pub fn more_goes_on_where_it_was_asked_for(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    for at in 0..9 {
        let call = format!("fetch('/burst/{}').then((answer) => answer.status)", 4 * at + 1);
        bench.browser.cdp.evaluate(&panel.page, &call)?;
    }
    let browser = &mut bench.browser;
    panel.wait_for(browser, "a group that is cut", "document.querySelector('.row.more')?.innerText.includes('4')")?;
    panel.evaluate(browser, "document.getElementById('requests').focus()")?;
    panel.press(browser, "End")?;
    panel.wait_for(
        browser,
        "its last line",
        "document.querySelector('.row.more').getAttribute('aria-selected') === 'true'",
    )?;
    panel.press(browser, "Enter")?;
    panel.wait_for(browser, "all of it", "document.querySelectorAll('.row.entry').length === 9")?;
    let chosen =
        "[...document.querySelectorAll('.row.entry')].findIndex((row) => row.getAttribute('aria-selected') === 'true')";
    assert_eq!(panel.evaluate(browser, chosen)?, 5, "the first that came");
    panel.press(browser, "ArrowDown")?;
    panel.wait_for(browser, "the next", &format!("{chosen} === 6"))?;
    panel.close(browser)
}

pub fn a_mute_is_seen_and_taken_back(bench: &mut Bench) -> Result<()> {
    let panel = three(bench)?;
    let browser = &mut bench.browser;
    // At the request itself.
    panel.click(browser, ".row.entry[data-status=\"401\"]")?;
    for (name, left) in [("Mute this cause", "403,404"), ("Unmute", "401,403,404")] {
        panel.click(browser, "#mute-menu summary")?;
        assert_eq!(panel.text(browser, "#mute-menu button")?, name);
        panel.click(browser, "#mute-menu button")?;
        panel.wait_for(browser, name, &format!("{STATUSES} === '{left}'"))?;
    }
    for (row, button) in [("401", 1), ("404", 2)] {
        panel.click(browser, &format!(".row.entry[data-status=\"{row}\"]"))?;
        panel.click(browser, "#mute-menu summary")?;
        panel.click(browser, &format!("#mute-menu button:nth-of-type({button})"))?;
        panel.wait_for(browser, row, &format!("!document.querySelector('.row.entry[data-status=\"{row}\"]')"))?;
    }
    panel.wait_for(browser, "the 403 alone", &format!("{STATUSES} === '403'"))?;
    let chips = "[...document.querySelectorAll('.chip .count')].map((count) => count.innerText).join()";
    assert_eq!(panel.evaluate(browser, chips)?, "×0,×1,×0,×0", "what is muted is not counted");
    panel.click(browser, ".statusbar .quiet")?;
    let said = panel.text(browser, ".dialog .muted")?;
    assert!(said.contains("The token has expired") && said.contains("/api/orders/undefined"), "{said}");
    panel.click(browser, ".dialog .muted button")?;
    panel.wait_for(browser, "the 401 again", &format!("{STATUSES} === '401,403'"))?;
    desk::press(browser, &panel, ".dialog", "Unmute all")?;
    panel.wait_for(browser, "no dialog", "!document.getElementById('dialog')")?;
    panel.wait_for(browser, "all again", &format!("{STATUSES} === '401,403,404'"))?;
    panel.wait_for(browser, "the focus somewhere", "document.activeElement !== document.body")?;
    panel.close(browser)
}

pub fn the_view_is_remembered(bench: &mut Bench) -> Result<()> {
    let panel = three(bench)?;
    let browser = &mut bench.browser;
    panel.click(browser, GROUPED)?;
    panel.click(browser, ".toolbar .check input")?; // preserve log
    panel.click(browser, ".row.entry")?;
    panel.evaluate(browser, "document.querySelector('.splitter').focus()")?;
    panel.press(browser, "ArrowLeft")?;
    panel.evaluate(browser, "document.getElementById('filter').focus()")?;
    browser.cdp.type_text(panel.panel()?, "-status-code:404")?;
    panel.wait_for(browser, "two rows", &format!("{STATUSES} === '401,403'"))?;
    // A faulty filter leaves the last good one, on the list and in memory alike.
    let state = "[
        document.querySelector('.statusbar .check input').checked,
        document.querySelector('.toolbar .check input').checked,
        document.querySelector('.splitter').getAttribute('aria-valuenow'),
        document.getElementById('filter').value,
    ].join()";
    let before = panel.evaluate(browser, state)?;
    assert_eq!(before, "false,true,43,-status-code:404");
    browser.cdp.type_text(panel.panel()?, " status-code:many")?;
    panel.wait_for(browser, "a fault", "document.querySelector('.filter.faulty')")?;
    bench.restart(&panel, "0")?;
    let browser = &mut bench.browser;
    panel.wait_for(browser, "two rows again", &format!("{STATUSES} === '401,403'"))?;
    assert_eq!(panel.evaluate(browser, state)?, before);
    // What this test had kept is nothing to the next one.
    panel.evaluate(browser, "localStorage.clear()")?;
    panel.close(browser)
}

pub fn the_toolbar_icon_tells_the_number(bench: &mut Bench) -> Result<()> {
    let mut panel = bench.browser.open_devtools("about:blank")?;
    panel.navigate(&mut bench.browser, &bench.sample.page())?;
    bench.run(&panel, &["expired", "scope"])?;
    panel.show(&mut bench.browser)?;
    let browser = &mut bench.browser;
    let badge = "chrome.action.getBadgeText({ tabId: chrome.devtools.inspectedWindow.tabId })";
    let tells = |browser: &mut xtask::devtools::Browser, number: &str| {
        browser.cdp.wait(&format!("the number {number:?}"), xtask::devtools::LIMIT, |cdp| {
            Ok((cdp.evaluate(panel.panel()?, badge)? == number).then_some(()))
        })
    };
    tells(browser, "2")?;
    bench.run(&panel, &["path"])?;
    let browser = &mut bench.browser;
    tells(browser, "3")?;
    let next = format!("{}?next", bench.sample.page());
    panel.navigate(&mut bench.browser, &next)?;
    tells(&mut bench.browser, "")?;
    panel.close(&mut bench.browser)
}

pub fn the_example_is_explained(bench: &mut Bench) -> Result<()> {
    let panel = bench.browser.open_panel("about:blank")?;
    let browser = &mut bench.browser;
    panel.click(browser, ".empty .primary")?;
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    let words = panel.text(browser, "#tabpanel")?;
    assert!(words.contains("How to fix it"), "{words}");
    panel.click(browser, ".toolbar button[aria-label='Clear the list']")?;
    panel.wait_for(browser, "an empty list", "document.querySelector('.empty .primary')")?;
    panel.close(browser)
}

/// Where there is no room for a column of causes, each has a line of its own; long titles of groups wrap.
pub fn a_narrow_list_names_its_causes_in_full(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "hidden", "scope", "undefined"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    bench.expect(&panel, "/cross/hidden", 401, "cors-missing-on-error")?;
    let browser = &mut bench.browser;
    let whole = |part: &str| {
        format!(
            "(() => {{
                const all = [...document.querySelectorAll('{part}')];
                return all.length > 2 && all.every((one) => one.scrollWidth <= one.clientWidth + 1 && one.scrollHeight <= one.clientHeight + 1);
            }})()"
        )
    };
    panel.resize(browser, 400, 860)?;
    panel.wait_for(browser, "whole titles", &whole(".row.group .words"))?;
    panel.click(browser, GROUPED)?;
    for width in [480, 400, 330] {
        panel.resize(browser, width, 860)?;
        panel.settle(browser)?;
        panel.wait_for(browser, &format!("whole causes at {width} pixels"), &whole(".row.entry .cause"))?;
    }
    // Rows stand where the list believes they are.
    panel.click(browser, ".row.entry[data-cause=insufficient-scope]")?;
    panel.wait_for(browser, "its details", "document.querySelector('.heading').innerText.includes('/api/reports')")?;
    panel.resize(browser, 1280, 860)?;
    panel.click(browser, GROUPED)?;
    panel.close(browser)
}

/// At 400 pixels the causes have no head to press: the menu of columns has every order.
pub fn a_narrow_list_sorts_by_cause(bench: &mut Bench) -> Result<()> {
    let panel = three(bench)?;
    let browser = &mut bench.browser;
    panel.click(browser, GROUPED)?;
    panel.resize(browser, 400, 860)?;
    panel.settle(browser)?;
    panel.wait_for(browser, "no head", "!document.querySelector('.columns .cause').checkVisibility()")?;
    panel.click(browser, "#columns-menu summary")?;
    panel.evaluate(browser, "document.querySelector('.order select').focus()")?;
    let chosen = "document.querySelector('.order select').selectedOptions[0].innerText";
    assert_eq!(panel.evaluate(browser, chosen)?, "Arrival");
    for (key, column) in [("End", "Time"), ("ArrowUp", "Cause")] {
        panel.press(browser, key)?;
        assert_eq!(panel.evaluate(browser, chosen)?, column);
    }
    let causes = "[...document.querySelectorAll('.row.entry .cause')].map((cause) => cause.innerText)";
    let sorted = |order: &str| format!("{causes}.join() === {causes}.sort(){order}.join() && {causes}.length === 3");
    panel.wait_for(browser, "the causes in order", &sorted(""))?;
    panel.click(browser, ".order .check input")?;
    panel.wait_for(browser, "the other way round", &sorted(".reverse()"))?;
    panel.press(browser, "Escape")?;
    panel.evaluate(browser, "localStorage.clear()")?;
    panel.resize(browser, 1280, 860)?;
    panel.close(browser)
}
