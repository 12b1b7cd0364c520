//! What a person does in the panel.

use latchkey_browser_tests::Bench;
use serde_json::{Value, json};
use xtask::devtools::Panel;
use xtask::step::Result;

pub fn follows_the_theme(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let ground = "getComputedStyle(document.querySelector('.latchkey')).backgroundColor";
    let mut seen = Vec::new();
    for (dark, name) in [(false, "light"), (true, "dark"), (false, "light")] {
        // DevTools alone is told; the panel hears it from DevTools.
        bench.browser.cdp.prefer_dark(&panel.frontend, dark)?;
        let there = format!("document.querySelector('.latchkey').dataset.theme === '{name}'");
        panel.wait_for(&mut bench.browser, name, &there)?;
        seen.push(panel.evaluate(&mut bench.browser, ground)?);
    }
    assert!(seen[0] == seen[2] && seen[0] != seen[1], "{seen:?}");
    panel.close(&mut bench.browser)
}

pub fn works_by_keyboard(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    panel.evaluate(browser, "document.getElementById('requests').focus()")?;
    let mut causes = Vec::new();
    for _ in 0..4 {
        panel.press(browser, "ArrowDown")?;
        let chosen = "(() => {
            const list = document.getElementById('requests');
            const row = document.getElementById(list.getAttribute('aria-activedescendant'));
            return row?.getAttribute('aria-selected') === 'true' && `${row.classList.contains('group') ? 'group ' : ''}${row.dataset.cause}`;
        })()";
        causes.push(panel.wait_for(browser, "a chosen row", chosen)?);
    }
    assert_eq!(causes, ["group token-expired", "token-expired", "group insufficient-scope", "insufficient-scope"]);
    let focus = "document.activeElement.id";
    panel.press(browser, "Enter")?;
    assert_eq!(panel.evaluate(browser, focus)?, "detail", "Enter goes to the explanation");
    panel.press(browser, "Escape")?;
    assert_eq!(panel.evaluate(browser, focus)?, "requests", "Escape goes back to the list");
    panel.wait_for(browser, "closed details", "!document.querySelector('.heading')")?;
    // DevTools, which opens its drawer on Escape, was not told.
    let drawer = "import('devtools://devtools/bundled/ui/legacy/legacy.js').then((ui) => ui.InspectorView.InspectorView.instance().drawerVisible())";
    assert_eq!(browser.cdp.evaluate(&panel.frontend, drawer)?, false, "the drawer stays closed");
    // Nor on `?`, which opens their settings.
    panel.press(browser, "?")?;
    panel.wait_for(browser, "the shortcuts", "document.querySelector('#dialog kbd')")?;
    let settings =
        "import('devtools://devtools/bundled/ui/legacy/legacy.js').then((ui) => ui.Dialog.Dialog.hasInstance())";
    assert_eq!(browser.cdp.evaluate(&panel.frontend, settings)?, false, "DevTools' settings stay closed");
    panel.press(browser, "Escape")?;
    panel.wait_for(browser, "the list again", "document.activeElement.id === 'requests'")?;
    // A group folds and unfolds.
    panel.press(browser, "Home")?;
    panel.press(browser, "ArrowLeft")?;
    panel.wait_for(browser, "a folded group", "!document.querySelector('.row.entry[data-cause=token-expired]')")?;
    panel.press(browser, "ArrowRight")?;
    panel.wait_for(browser, "an open group", "document.querySelector('.row.entry[data-cause=token-expired]')")?;
    panel.close(browser)
}

/// Nothing is clicked: the first arrow goes to the list, Enter to the explanation, Page Down through it.
pub fn cause_and_fix_are_found_by_keyboard_alone(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    panel.resize(browser, 1280, 560)?;
    // DevTools put the focus into the panel, but on nothing in it.
    panel.evaluate(browser, "window.focus()")?;
    assert_eq!(panel.evaluate(browser, "document.activeElement.tagName")?, "BODY");
    for key in ["ArrowDown", "ArrowDown", "Enter"] {
        panel.press(browser, key)?;
    }
    let heading = panel.text(browser, ".heading")?;
    assert!(heading.contains("The token has expired"), "{heading}");
    let seen = |selector: &str| {
        format!(
            "(() => {{
                const box = document.querySelector('{selector}')?.getBoundingClientRect();
                const room = document.getElementById('tabpanel').getBoundingClientRect();
                return box && box.top >= room.top - 1 && box.top < room.bottom;
            }})()"
        )
    };
    panel.wait_for(browser, "the cause in sight", &seen(".say"))?;
    let mut presses = 0;
    while panel.evaluate(browser, &seen(".fix .do"))? != true {
        presses += 1;
        assert!(presses < 5, "the fix is too far down");
        panel.press(browser, "PageDown")?;
        panel.settle(browser)?;
    }
    panel.resize(browser, 1280, 860)?;
    panel.close(browser)
}

/// The arrows lead to the list from the bars above it; it goes on where it was left.
pub fn arrows_lead_to_the_list(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    assert_eq!(panel.evaluate(browser, "document.hasFocus()")?, true, "the panel has the keys as soon as it is shown");
    let chosen = "document.querySelector('[aria-selected=true]')?.dataset.cause ?? ''";
    for (place, presses, cause) in [
        (".sort", 1, "token-expired"),
        (".chip", 3, "insufficient-scope"),
        (".toolbar .record", 1, "insufficient-scope"),
    ] {
        panel.evaluate(browser, &format!("document.querySelector('{place}').focus()"))?;
        for _ in 0..presses {
            panel.press(browser, "ArrowDown")?;
        }
        panel.wait_for(browser, place, &format!("{chosen} === '{cause}'"))?;
        assert_eq!(panel.evaluate(browser, "document.activeElement.id")?, "requests", "{place}");
        panel.press(browser, "Escape")?;
        panel.wait_for(browser, "closed details", "!document.querySelector('.heading')")?;
    }
    panel.press(browser, "ArrowUp")?;
    panel.wait_for(browser, "where it was left", &format!("{chosen} === 'insufficient-scope'"))?;
    panel.close(browser)
}

pub fn the_filter_narrows_the_list(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope", "path"])?;
    bench.expect(&panel, "/api/orders/undefined", 404, "placeholder-in-url")?;
    let browser = &mut bench.browser;
    let causes = "[...document.querySelectorAll('.row.entry')].map((row) => row.dataset.cause).sort().join()";
    panel.evaluate(browser, "document.getElementById('filter').focus()")?;
    browser.cdp.type_text(panel.panel()?, "status-code:403")?;
    panel.wait_for(browser, "one row", &format!("{causes} === 'insufficient-scope'"))?;
    panel.evaluate(browser, "document.getElementById('filter').select()")?;
    browser.cdp.type_text(panel.panel()?, "/[/")?;
    panel.wait_for(browser, "what is wrong with the filter", "document.getElementById('filter-fault').innerText")?;
    assert_eq!(panel.evaluate(browser, causes)?, "insufficient-scope", "the last good filter stays");
    panel.press(browser, "Escape")?;
    panel.wait_for(
        browser,
        "all rows",
        &format!("{causes} === 'insufficient-scope,placeholder-in-url,token-expired'"),
    )?;
    // From the list, too: DevTools would open their drawer and take the focus.
    browser.cdp.type_text(panel.panel()?, "status-code:403")?;
    panel.wait_for(browser, "one row", &format!("{causes} === 'insufficient-scope'"))?;
    panel.evaluate(browser, "document.getElementById('requests').focus()")?;
    panel.press(browser, "Escape")?;
    panel.wait_for(browser, "no filter", "document.getElementById('filter').value === ''")?;
    assert_eq!(panel.evaluate(browser, "document.activeElement.id")?, "requests");
    panel.click(browser, ".chip:nth-of-type(3)")?;
    panel.wait_for(browser, "404 only", &format!("{causes} === 'placeholder-in-url'"))?;
    panel.close(browser)
}

/// While a value is the beginning of a legal one, nothing changes and nothing is wrong; what it ends in is told when it is left.
pub fn a_filter_that_is_being_written_is_no_fault(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    let state =
        "[document.querySelectorAll('.row.entry').length, document.getElementById('filter-fault').checkVisibility(),
        document.getElementById('filter').ariaInvalid === 'true'].join()";
    panel.evaluate(browser, "document.getElementById('filter').focus()")?;
    for letter in "verdict".chars() {
        browser.cdp.type_text(panel.panel()?, &letter.to_string())?;
        panel.wait_for(browser, "some rows and no fault", &format!("/^[12],false,false$/.test({state})"))?;
    }
    panel.evaluate(browser, "document.getElementById('filter').select()")?;
    browser.cdp.type_text(panel.panel()?, "cause:")?;
    for letter in "token-e".chars() {
        browser.cdp.type_text(panel.panel()?, &letter.to_string())?;
        panel.wait_for(browser, "both rows and no fault", &format!("{state} === '2,false,false'"))?;
    }
    panel.evaluate(browser, "document.getElementById('filter').blur()")?;
    panel.wait_for(browser, "a fault, and both rows", &format!("{state} === '2,true,true'"))?;
    let told = panel.text(browser, "#filter-fault")?;
    assert!(told.contains("cause is called token-e; nearest: token-expired"), "{told}");
    panel.evaluate(browser, "document.getElementById('filter').focus()")?;
    browser.cdp.type_text(panel.panel()?, "xpired")?;
    panel.wait_for(browser, "one row", &format!("{state} === '1,false,false'"))?;
    panel.evaluate(browser, "document.getElementById('filter').select()")?;
    browser.cdp.type_text(panel.panel()?, "cause:bogus")?;
    panel.wait_for(browser, "a fault at once, and the last good result", &format!("{state} === '1,true,true'"))?;
    panel.evaluate(browser, "document.getElementById('filter').select()")?;
    browser.cdp.type_text(panel.panel()?, "nosuch:1")?;
    let told = panel.text(browser, ".list .empty")?;
    assert!(told.contains("No key is called nosuch; it was looked for as text."), "{told}");
    assert_eq!(panel.evaluate(browser, state)?, "0,false,false");
    panel.press(browser, "Escape")?;
    panel.close(browser)
}

/// The tabs of the chosen request, by their ids.
pub fn tabs(bench: &mut Bench, panel: &Panel) -> Result<Vec<String>> {
    let names = panel.wait_for(
        &mut bench.browser,
        "the tabs",
        "[...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)",
    )?;
    Ok(names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

pub fn secrets_stay_masked(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    // `settings` is the page's own; its tokens are what must not be seen.
    let token = bench.browser.cdp.evaluate(&panel.page, "settings.expired")?;
    let token = token.as_str().unwrap_or_default().to_owned();
    assert_eq!(token.split('.').count(), 3);
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    panel.click(&mut bench.browser, ".row.entry[data-cause=token-expired]")?;
    let parts: Vec<&str> = token.split('.').skip(1).collect();
    let seen = format!("{}.filter((part) => document.documentElement.outerHTML.includes(part)).length", json!(parts));
    for tab in tabs(bench, &panel)? {
        panel.click(&mut bench.browser, &format!("#{tab}"))?;
        panel.wait_for(
            &mut bench.browser,
            &tab,
            &format!("document.getElementById('{tab}').ariaSelected === 'true'"),
        )?;
        panel.settle(&mut bench.browser)?;
        assert_eq!(panel.evaluate(&mut bench.browser, &seen)?, 0, "{tab} shows the token");
    }
    // The masks are buttons: one click shows one secret, and leaving it hides it again.
    panel.click(&mut bench.browser, "#tab-exchange")?;
    panel.click(&mut bench.browser, "#tabpanel .secret")?;
    panel.wait_for(&mut bench.browser, "the secret", &format!("{seen} === {}", parts.len()))?;
    panel.evaluate(&mut bench.browser, "document.activeElement.blur()")?;
    panel.wait_for(&mut bench.browser, "the mask", &format!("{seen} === 0"))?;
    panel.close(&mut bench.browser)
}

pub fn the_tabs_take_the_messages_apart(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "challenges"])?;
    bench.expect(&panel, "/api/two-challenges", 401, "credentials-missing")?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    // Two header lines, two challenges.
    panel.click(browser, ".row.entry[data-cause=credentials-missing]")?;
    panel.click(browser, "#tab-challenge")?;
    let titles = "[...document.querySelectorAll('#tabpanel .scheme .words')].map((title) => title.innerText)";
    let titles = panel.wait_for(browser, "both challenges", &format!("({titles}).length === 2 && {titles}.join()"))?;
    assert!(["Bearer", "DPoP"].iter().all(|one| titles.as_str().unwrap_or_default().contains(one)), "{titles}");
    // The token's claims and its life by the server's clock.
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    panel.click(browser, "#tab-token")?;
    let words = panel.text(browser, "#tabpanel")?;
    assert!(
        ["u-1042", "orders:read", "12 min before the server answered"].iter().all(|part| words.contains(part)),
        "{words}"
    );
    // Evidence leads to where it stands.
    panel.click(browser, "#tab-explain")?;
    panel.click(browser, ".evidence-row")?;
    panel.wait_for(browser, "the marked place", "document.querySelector('#tabpanel .marked')?.innerText")?;
    panel.close(browser)
}
