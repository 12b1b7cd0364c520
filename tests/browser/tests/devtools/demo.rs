//! The demo: the same panel in an ordinary page, with a service worker for a server.

use latchkey_browser_tests::{Bench, rows};
use serde_json::json;
use xtask::devtools::{Browser, LIMIT, Page};
use xtask::step::Result;
use xtask::{axe, paths, static_server};

/// Each button, and the causes on the list after it was pressed.
const BUTTONS: &[(&str, &[&str])] = &[
    ("Load my profile", &[]),
    ("Without a token", &["credentials-missing"]),
    ("Token expired", &["token-expired", "token-expired"]),
    ("Wrong audience", &["audience-mismatch"]),
    ("Missing scope", &["insufficient-scope"]),
    ("Bearer undefined", &["bearer-literal-undefined"]),
    ("Quoted token", &["token-quoted"]),
    ("Times in milliseconds", &["token-time-in-milliseconds"]),
    ("undefined in the path", &["placeholder-in-url"]),
    ("Doubled prefix", &["api-prefix-doubled"]),
    ("CSRF token missing", &["csrf-token-missing"]),
    ("Wrong password", &["login-credentials-rejected"]),
    ("No subscription", &["plan-or-quota-limit"]),
    ("Company proxy", &["proxy-auth-required"]),
    ("Protected folder", &["gateway-basic-shadows-bearer"]),
];

fn open(browser: &mut Browser) -> Result<Page> {
    let address = static_server::start(paths::dist(), 0)?;
    let page = browser.open_page(&format!("http://{address}/"))?;
    let ready = "document.querySelectorAll('.sample-app button:enabled').length";
    browser.cdp.wait_for(&page.session, "the buttons", LIMIT, ready)?;
    Ok(page)
}

fn press(browser: &mut Browser, page: &Page, button: &str) -> Result<()> {
    let name = json!(button);
    let mark = format!(
        "[...document.querySelectorAll('.sample-app button')].map((one) => one.toggleAttribute('data-next', one.innerText === {name})).includes(true)"
    );
    assert_eq!(browser.cdp.evaluate(&page.session, &mark)?, true, "there is no button “{button}”");
    browser.cdp.click(&page.session, ".sample-app button[data-next]")
}

pub fn every_button_gives_its_cause(bench: &mut Bench) -> Result<()> {
    let browser = &mut bench.browser;
    let page = open(browser)?;
    let worker =
        browser.cdp.evaluate(&page.session, "navigator.serviceWorker.controller?.scriptURL.split('/').pop()")?;
    assert_eq!(worker, "demo-api.js", "the worker controls the page from the first visit on");
    let all = browser.cdp.evaluate(
        &page.session,
        "[...document.querySelectorAll('.sample-app button')].map((button) => button.innerText)",
    )?;
    assert_eq!(all, json!(BUTTONS.iter().map(|(name, _)| name).collect::<Vec<_>>()), "each button is tested");
    for (button, causes) in BUTTONS {
        // Each for itself: one refusal may throw light on another.
        browser.cdp.click(&page.session, ".toolbar button[aria-label='Clear the list']")?;
        browser.cdp.wait_for(&page.session, "an empty list", LIMIT, "!document.querySelector('.row.entry')")?;
        press(browser, &page, button)?;
        let captured = causes.len().max(1);
        let arrived = format!("document.querySelector('.shown')?.innerText.endsWith('of {captured} requests')");
        browser.cdp.wait_for(&page.session, button, LIMIT, &arrived)?;
        let what = format!("“{button}” to give {causes:?}");
        rows::wait_for(&mut browser.cdp, &page.session, &what, |rows| {
            rows.iter().map(|row| row.cause.as_str()).eq(causes.iter().copied()).then_some(())
        })?;
    }
    let mut said = browser.cdp.take_events(&page.session, "Log.entryAdded");
    // The refused requests themselves are in the console as network errors; they are what the demo is for.
    said.retain(|event| event.pointer("/params/entry/source").is_some_and(|source| source != "network"));
    said.extend(browser.cdp.take_events(&page.session, "Runtime.exceptionThrown"));
    assert!(said.is_empty(), "the console says {said:#?}");
    page.close(browser)
}

pub fn follows_the_theme(bench: &mut Bench) -> Result<()> {
    let browser = &mut bench.browser;
    let page = open(browser)?;
    browser.cdp.resize(&page.session, 1280, 860)?;
    press(browser, &page, "Token expired")?;
    rows::expect(&mut browser.cdp, &page.session, "/api/orders/7", 401, "token-expired")?;
    browser.cdp.click(&page.session, ".row.entry")?;
    let axe = axe::source()?;
    if let Some(source) = &axe {
        axe::load(&mut browser.cdp, &page.session, source)?;
    }
    for (dark, theme) in [(false, "light"), (true, "dark")] {
        browser.cdp.prefer_dark(&page.session, dark)?;
        let there = format!("document.querySelector('.latchkey').dataset.theme === '{theme}'");
        browser.cdp.wait_for(&page.session, theme, LIMIT, &there)?;
        browser.cdp.settle(&page.session)?;
        browser.cdp.screenshot(&page.session, &paths::screenshots().join(format!("demo-{theme}.png")))?;
        if axe.is_some() {
            let faults = axe::faults(&mut browser.cdp, &page.session)?;
            assert!(faults.is_empty(), "{theme}: {}", faults.join("\n"));
        }
    }
    page.close(browser)
}
