//! The timeline and the flows.

use latchkey_browser_tests::Bench;
use serde_json::json;
use xtask::devtools::Browser;
use xtask::step::Result;
use xtask::views;

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

/// Tokens that ended before, that hold, that begin later, and one that ended in between: more than have a bar of their own.
const TOKENS: &str = "(() => {
    const start = Date.parse('2026-11-20T12:00:00Z');
    const part = (value) => btoa(JSON.stringify(value)).replace(/=+$/, '');
    const token = (from, to, name) => [{ alg: 'RS256' }, { sub: name, iat: start / 1000 + from, exp: start / 1000 + to }].map(part).join('.') + '.' + 'c2lnbmF0dXJl'.repeat(28) + 'c2lnbg';
    const entry = (ms, path, status, token) => ({
        startedDateTime: new Date(start + ms).toISOString(), time: 50, _resourceType: 'fetch',
        request: { method: 'GET', url: 'https://api.shop.example' + path, headers: [{ name: 'Authorization', value: 'Bearer ' + token }] },
        response: { status, headers: [{ name: 'Date', value: new Date(start + ms).toUTCString() }], content: { mimeType: 'application/json', text: '{}' } },
    });
    const many = (count, make) => Array.from({ length: count }, (_, n) => make(n));
    const entries = [
        ...many(30, (n) => entry(n * 100, '/holds', 200, token(-60 - n, 3600 + n * 60, 'h' + n))),
        ...many(9, (n) => entry(4000 + n * 300, '/ended', 401, token(-4000, -720 - n * 60, 'e' + n))),
        ...many(6, (n) => entry(12000 + n * 500, '/early', 401, token(3600 + n, 7200 + n, 'l' + n))),
        entry(15000, '/late', 401, token(-60, 10, 'late')),
    ];
    return JSON.stringify({ log: { version: '1.2', creator: { name: 'test', version: '1' }, entries } });
})()";

pub fn names_on_it_cover_nothing(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let file = bench.browser.cdp.evaluate(&panel.page, TOKENS)?;
    let browser = &mut bench.browser;
    panel.wait_for(browser, "the page", "document.querySelector('.shown')?.textContent.includes('of 1')")?;
    let look = |browser: &mut Browser, view: &str| {
        panel.click(browser, ".toolbar button:nth-child(2)")?;
        views::drop_file(&panel, browser, "tokens.har", file.as_str().unwrap_or_default())?;
        for (width, zooms) in [(1280, 3), (700, 2)] {
            panel.resize(browser, width, 860)?;
            panel.wait_for(browser, "the tokens", "document.querySelector('.timeline .crowded')")?;
            // All requests, then all tokens; and each nearer and nearer.
            for scale in [3, 4] {
                panel.click(browser, &format!(".timeline-tools button:nth-child({scale})"))?;
                for zoom in 0..zooms {
                    panel.settle(browser)?;
                    let covered = panel.evaluate(browser, COVERED)?;
                    assert_eq!(covered, "", "{view}, {width} pixels, scale {scale}, zoom {zoom}");
                    panel.click(browser, ".timeline-tools button:nth-child(2)")?;
                }
            }
        }
        panel.resize(browser, 1280, 860)
    };
    look(browser, "English")?;
    views::speak(&panel, browser, "zh-CN", &mut |_, _| Ok(()))?;
    look(browser, "Chinese")?;
    views::speak(&panel, browser, "follow", &mut |_, _| Ok(()))?;
    panel.close(browser)
}

/// Which names of tokens lie on another name, on another token's bar, on the end of their own, or beyond the edge.
const COVERED: &str = "(() => {
    const box = (one) => one.getBoundingClientRect();
    const names = [...document.querySelectorAll('.term-name')].filter((name) => name.textContent);
    if (names.length < 2) return 'too few names';
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
    const all = box(document.querySelector('.timeline-drawing'));
    const own = (name, bar) => bar === name.previousElementSibling || bar === name.previousElementSibling?.previousElementSibling;
    const cut = (name, bar) => own(name, bar) && meet(box(name), box(bar)) && box(name).right > box(bar).right + 1;
    return names.flatMap((name) => [
        ...names.filter((other) => other !== name && meet(box(name), box(other))),
        ...[...document.querySelectorAll('.term')].filter((bar) => (own(name, bar) ? cut(name, bar) : meet(box(name), box(bar)))),
        ...(box(name).left < all.left - 1 || box(name).right > all.right + 1 ? [name] : []),
    ].map((other) => `${name.textContent} on ${other.textContent || 'a bar'}`)).join();
})()";

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
