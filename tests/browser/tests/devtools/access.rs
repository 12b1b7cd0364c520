//! axe-core finds nothing to complain about, in any view and both themes.

use crate::view::tabs;
use latchkey_browser_tests::{Bench, desk};
use xtask::axe;
use xtask::devtools::Browser;
use xtask::step::Result;
use xtask::views;

pub fn axe_finds_no_fault(bench: &mut Bench) -> Result<()> {
    axe_in(bench, "en", &[false, true])
}

pub fn axe_finds_no_fault_in_chinese(bench: &mut Bench) -> Result<()> {
    axe_in(bench, "zh-CN", &[false])
}

/// Every view that pictures are taken of, and some more.
fn axe_in(bench: &mut Bench, language: &str, themes: &[bool]) -> Result<()> {
    let Some(source) = axe::source()? else {
        println!("  skipped: axe-core comes by npm, and there is no npm here");
        return Ok(());
    };
    let panel = bench.sample_panel()?;
    let session = panel.panel()?.clone();
    axe::load(&mut bench.browser.cdp, &session, &source)?;
    let (mut faults, mut views_seen) = (Vec::new(), 0);
    let mut look = |browser: &mut Browser, view: &str| -> Result<()> {
        views_seen += 1;
        for dark in themes {
            browser.cdp.prefer_dark(&panel.frontend, *dark)?;
            let theme = if *dark { "dark" } else { "light" };
            let there = format!("document.querySelector('.latchkey').dataset.theme === '{theme}'");
            panel.wait_for(browser, theme, &there)?;
            let found = axe::faults(&mut browser.cdp, &session)?;
            faults.extend(found.into_iter().map(|fault| format!("{view}, {theme}: {fault}")));
        }
        Ok(())
    };
    if language != "en" {
        views::speak(&panel, &mut bench.browser, language, &mut look)?;
    }
    look(&mut bench.browser, "empty")?;
    let every = "window.sample.runAll().then(() => true)";
    bench.browser.cdp.evaluate(&panel.page, every)?;
    bench.expect(&panel, "/landing", 401, "redirect-drops-authorization")?;
    let browser = &mut bench.browser;
    panel.settle(browser)?;
    views::visit(&panel, browser, views::LIST, &mut look)?;
    for cause in ["token-expired", "credentials-missing", "csrf-token-missing", "cors-missing-on-error"] {
        views::visit_tabs(&panel, browser, cause, &mut |browser, tab| look(browser, &format!("{cause} {tab}")))?;
    }
    views::visit(&panel, browser, views::ACTIONS, &mut look)?;
    views::visit(&panel, browser, views::FLOWS, &mut look)?;
    panel.resize(browser, 320, 700)?;
    panel.wait_for(browser, "the details alone", "document.querySelector('.covered .back')")?;
    look(browser, "narrow details")?;
    panel.click(browser, "#mute-menu summary")?;
    let wide = panel.evaluate(browser, "document.querySelector('#mute-menu .popup').getBoundingClientRect().right")?;
    assert!(wide.as_f64().is_some_and(|right| right <= 320.0), "the menu ends at {wide}");
    panel.press(browser, "Escape")?;
    panel.press(browser, "Escape")?;
    panel.wait_for(browser, "the list alone", "!document.querySelector('.has-detail')")?;
    look(browser, "narrow list")?;
    panel.resize(browser, 1280, 860)?;
    if language != "en" {
        views::speak(&panel, browser, "follow", &mut |_, _| Ok(()))?;
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    assert!(views_seen > 40, "only {views_seen} views");
    panel.close(browser)
}

pub fn a_lifetime_is_seen_in_forced_colours(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    panel.click(browser, ".row.entry")?;
    panel.click(browser, "#tab-token")?;
    panel.wait_for(browser, "the life", "document.querySelector('.life-span')")?;
    panel.prefer(browser, &[("forced-colors", "active")])?;
    panel.settle(browser)?;
    let paints = "['.life-span', '.life .tick'].map((part) => {
        const style = getComputedStyle(document.querySelector(part));
        return style.forcedColorAdjust === 'none' && style.backgroundColor !== getComputedStyle(document.body).backgroundColor;
    }).join()";
    assert_eq!(panel.evaluate(browser, paints)?, "true,true");
    panel.prefer(browser, &[])?;
    panel.close(browser)
}

/// DevTools docked below a page leave 300 pixels; at 200 % zoom there are not many more.
pub fn a_low_panel_can_be_read(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    for (width, height) in [(1280, 330), (640, 430), (320, 300)] {
        panel.resize(browser, width, height)?;
        panel.settle(browser)?;
        panel.click(browser, ".row.entry[data-cause=token-expired]")?;
        panel.wait_for(browser, "the timeline out of the way", "!document.querySelector('.timeline-drawing')")?;
        // Nothing lies over anything else: what is scrolled to can be pressed.
        for place in ["#copy-menu summary", "#tab-explain", ".evidence-row", ".steps .do"] {
            let on_top = format!(
                "(() => {{
                    const one = document.querySelector('{place}');
                    one.scrollIntoView({{ block: 'center' }});
                    const box = one.getBoundingClientRect();
                    const top = document.elementFromPoint(box.x + Math.min(20, box.width / 2), box.y + Math.min(8, box.height / 2));
                    return one === top || one.contains(top);
                }})()"
            );
            panel.wait_for(browser, &format!("{place} at {width}×{height}"), &on_top)?;
        }
        panel.press(browser, "Escape")?;
    }
    panel.resize(browser, 1280, 860)?;
    panel.close(browser)
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

/// A button that goes when it was pressed leaves the focus at what comes next, and not nowhere.
pub fn the_focus_goes_on_where_a_button_went(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let browser = &mut bench.browser;
    let at = |id: &str| format!("document.activeElement.id === '{id}'");
    let typed = |browser: &mut Browser, text: &str| {
        panel.evaluate(browser, "document.getElementById('filter').focus()")?;
        browser.cdp.type_text(panel.panel()?, text)
    };
    panel.wait_for(browser, "the page", "document.querySelector('.shown')?.textContent.includes('of 1')")?;
    panel.click(browser, ".toolbar [aria-label='Clear the list']")?;
    desk::press(browser, &panel, ".empty", "Show an example")?;
    panel.wait_for(browser, "the example", "document.querySelector('.row.entry')")?;
    panel.wait_for(browser, "the list", &at("requests"))?;
    typed(browser, "status-code:999 ")?;
    panel.click(browser, ".filter [aria-label='Clear the filter']")?;
    panel.wait_for(browser, "the filter", &at("filter"))?;
    panel.wait_for(browser, "every request", "document.querySelector('.row.entry')")?;
    typed(browser, "status-code:999 ")?;
    desk::press(browser, &panel, ".empty", "Show everything")?;
    panel.wait_for(browser, "every request", "document.querySelector('.row.entry')")?;
    panel.wait_for(browser, "the list", &at("requests"))?;
    // What went wrong is closed.
    views::drop_file(&panel, browser, "broken.har", "{")?;
    panel.click(browser, ".trouble .close")?;
    panel.wait_for(browser, "the list", &format!("!document.querySelector('.trouble') && {}", at("requests")))?;
    // Recording goes on.
    panel.click(browser, ".toolbar .record")?;
    panel.click(browser, ".toolbar [aria-label='Clear the list']")?;
    panel.click(browser, ".empty button.primary")?;
    panel.wait_for(browser, "the list", &at("requests"))?;
    assert_eq!(panel.evaluate(browser, "document.querySelector('.record').ariaPressed")?, "true");
    panel.close(browser)
}

/// In a narrow panel the summary is often all that is seen of the timeline.
pub fn news_cover_no_words_of_the_timeline(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    for (width, height) in [(320, 800), (640, 430), (1280, 860)] {
        panel.resize(browser, width, height)?;
        panel.settle(browser)?;
        panel.click(browser, ".row.entry")?;
        desk::copy(browser, &panel, "cURL")?;
        let apart = "(() => {
            const news = document.querySelector('.notice.shown')?.getBoundingClientRect();
            const below = document.querySelector('.timeline').getBoundingClientRect();
            return news && below.height > 20 && news.bottom <= below.top && news.top > 0;
        })()";
        panel.wait_for(browser, &format!("the news above the timeline at {width}×{height}"), apart)?;
        panel.press(browser, "Escape")?;
    }
    panel.resize(browser, 1280, 860)?;
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

/// A panel of 320 × 640 pixels, as on a phone or at 400 % zoom, shows the list or the explanation, each with all the room.
pub fn details_cover_the_list_of_a_small_panel(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired", "scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    panel.resize(browser, 320, 640)?;
    panel.settle(browser)?;
    let seen = "['.toolbar', '#requests', '#detail'].map((one) => Number(document.querySelector(one).checkVisibility({ visibilityProperty: true }))).join('')";
    let focus = "document.activeElement.id";
    // The arrows walk through the list; it stays in sight until Enter.
    panel.evaluate(browser, "document.getElementById('requests').focus()")?;
    for _ in 0..2 {
        panel.press(browser, "ArrowDown")?;
    }
    panel.wait_for(browser, "a chosen row", "document.querySelector('.row.entry[aria-selected=true]')")?;
    panel.settle(browser)?;
    assert_eq!(panel.evaluate(browser, seen)?, "110", "the list alone");
    panel.press(browser, "Enter")?;
    panel.wait_for(browser, "the details alone", &format!("{seen} === '001'"))?;
    panel.wait_for(browser, "the focus in the details", &format!("{focus} === 'detail'"))?;
    let share = "document.getElementById('detail').clientHeight / document.querySelector('.latchkey').clientHeight";
    assert!(panel.evaluate(browser, share)?.as_f64().is_some_and(|share| share > 0.95));
    let scrolls = "[...document.querySelectorAll('.latchkey, .ground, .panes, .detail')].filter((one) => one.scrollHeight > one.clientHeight).map((one) => one.className).join()";
    assert_eq!(panel.evaluate(browser, scrolls)?, "detail", "one scroll bar");
    let lines = "(() => {
        const box = document.querySelector('.say').getBoundingClientRect();
        return Math.min(box.bottom, innerHeight) - box.top;
    })()";
    assert!(panel.evaluate(browser, lines)?.as_f64().is_some_and(|high| high > 50.0), "the whole first sentence");
    panel.press(browser, "Escape")?;
    panel.wait_for(browser, "the list alone", &format!("{seen} === '110' && {focus} === 'requests'"))?;
    let chosen = "document.querySelector('[aria-selected=true]')?.dataset.cause";
    assert_eq!(panel.evaluate(browser, chosen)?, "token-expired", "the line stays chosen");
    // The heading of a group is read, too.
    panel.press(browser, "Home")?;
    panel.press(browser, "Enter")?;
    panel.wait_for(browser, "the details alone", &format!("{seen} === '001'"))?;
    panel.press(browser, "Escape")?;
    panel.wait_for(browser, "the list alone", &format!("{seen} === '110' && {focus} === 'requests'"))?;
    // By pointer, there and back.
    panel.click(browser, ".row.entry[data-cause=insufficient-scope]")?;
    panel.wait_for(browser, "the details alone", &format!("{seen} === '001'"))?;
    panel.click(browser, ".back button")?;
    panel.wait_for(browser, "the list alone", &format!("{seen} === '110' && {focus} === 'requests'"))?;
    // The slash leads to the filter from there, too.
    panel.press(browser, "Enter")?;
    panel.wait_for(browser, "the details alone", &format!("{seen} === '001'"))?;
    panel.press(browser, "/")?;
    panel.wait_for(browser, "the filter", &format!("{seen} === '110' && {focus} === 'filter'"))?;
    assert_eq!(panel.evaluate(browser, "document.getElementById('filter').value")?, "");
    // With room for both, both are there.
    panel.resize(browser, 1280, 860)?;
    panel.wait_for(browser, "list and details", &format!("{seen} === '111'"))?;
    panel.close(browser)
}
