//! `cargo xtask try`: the sample app and its refused requests, explained in real DevTools.

use crate::commands::demo::has_display;
use crate::devtools::{Browser, Dock, LIMIT, Options, Panel};
use crate::step::{Result, step};
use crate::{bundle, paths, sample_server};
use std::thread::sleep;
use std::time::Duration;

pub fn run() -> Result<()> {
    crate::browser::chromium()?;
    bundle::extensions()?;
    let headless = !has_display();
    let dock = if headless { Dock::Apart } else { Dock::Bottom };
    let sample = sample_server::start()?;
    let (mut browser, panel) = step("browser", "opens the sample app, DevTools and the Latchkey panel", || {
        let mut browser = Browser::launch(&Options { headless, dock, ..Options::default() })?;
        let panel = browser.open_panel("about:blank")?;
        panel.navigate(&mut browser, &sample.page_running_all())?;
        browser.cdp.wait_for(&panel.page, "the sample app's requests", LIMIT, "window.sample?.done")?;
        Ok((browser, panel))
    })?;
    if headless {
        let file = paths::screenshots().join("try.png");
        step("screenshot", "there is no display here, so the panel goes into a file", || {
            panel.resize(&mut browser, 1280, 860)?;
            choose(&panel, &mut browser)?;
            panel.settle(&mut browser)?;
            panel.screenshot(&mut browser, &file)
        })?;
        println!("\nThe panel is in {}", file.display());
        return Ok(());
    }
    println!("\nThe sample app is at {}. Close the browser window to end.", sample.page());
    while browser.is_open() {
        sleep(Duration::from_millis(300));
    }
    Ok(())
}

/// `cargo xtask screenshots`: every view of the panel, light and dark, wide and narrow, and the demo.
pub fn screenshots() -> Result<()> {
    crate::browser::chromium()?;
    bundle::extensions()?;
    let sample = sample_server::start()?;
    step("screenshots", "shows the panel as a visitor of the README sees it", || {
        let mut browser = Browser::launch(&Options::default())?;
        let panel = browser.open_panel("about:blank")?;
        panel.navigate(&mut browser, &sample.page_running_all())?;
        browser.cdp.wait_for(&panel.page, "the sample app's requests", LIMIT, "window.sample?.done")?;
        views_of_the_list(&panel, &mut browser)?;
        choose(&panel, &mut browser)?;
        let tabs = panel.wait_for(
            &mut browser,
            "the tabs",
            "[...document.querySelectorAll('[role=tab]')].map((tab) => tab.id.replace('tab-', '')).join()",
        )?;
        for tab in tabs.as_str().unwrap_or_default().split(',') {
            panel.click(&mut browser, &format!("#tab-{tab}"))?;
            picture_of_a_tab(&panel, &mut browser, tab)?;
        }
        // Flows belong to the sample app's requests; the timeline's list leads to the renewal.
        panel.navigate(&mut browser, &sample.page_running_all())?;
        browser.cdp.wait_for(&panel.page, "the sample app's requests", LIMIT, "window.sample?.done")?;
        const LIST: &str = ".timeline-tools [aria-pressed]";
        let refresh =
            "[...document.querySelectorAll('.timeline-list button')].find((line) => line.innerText === 'Refresh')";
        let landing = "[...document.querySelectorAll('.row.entry')].find((row) => row.innerText.includes('/landing'))";
        for (tab, selector, first) in [
            ("timeline-list", LIST, ""),
            ("flow", "#tab-flow", refresh),
            ("timeline", LIST, ""),
            ("flow-lost", "#tab-flow", landing),
        ] {
            if !first.is_empty() {
                // The list makes elements for what is on screen only.
                panel.resize(&mut browser, 1280, 2400)?;
                let click = format!("(() => {{ const found = {first}; found?.click(); return Boolean(found); }})()");
                panel.wait_for(&mut browser, tab, &click)?;
            }
            panel.click(&mut browser, selector)?;
            picture_of_a_tab(&panel, &mut browser, tab)?;
        }
        chinese(&panel, &mut browser)?;
        panel.close(&mut browser)
    })
}

/// What is shown, light and dark, wide and narrow.
fn picture_of_a_tab(panel: &Panel, browser: &mut Browser, tab: &str) -> Result<()> {
    for (theme, dark) in [("light", false), ("dark", true)] {
        panel.set_dark(browser, dark)?;
        for (size, width) in [("", 1280), ("-narrow", 400)] {
            panel.resize(browser, width, 860)?;
            panel.settle(browser)?;
            let file = paths::screenshots().join(format!("{tab}-{theme}{size}.png"));
            panel.screenshot(browser, &file)?;
            println!("  {}", file.display());
        }
    }
    Ok(())
}

/// The explanation in Chinese, chosen in the settings as a person would.
fn chinese(panel: &Panel, browser: &mut Browser) -> Result<()> {
    panel.resize(browser, 1280, 860)?;
    panel.set_dark(browser, false)?;
    panel.click(browser, "#tab-explain")?;
    panel.click(browser, "[aria-label=Settings]")?;
    panel.click(browser, "#language-zh-CN")?;
    panel.wait_for(browser, "the Chinese words", "document.querySelector('.latchkey').lang === 'zh-CN'")?;
    panel.wait_for(browser, "the focus", "document.activeElement.id === 'language-zh-CN'")?;
    panel.settle(browser)?;
    let picture = |name: &str, browser: &mut Browser| {
        let file = paths::screenshots().join(name);
        panel.screenshot(browser, &file)?;
        println!("  {}", file.display());
        Ok(())
    };
    picture("settings-chinese-light.png", browser)?;
    panel.press(browser, "Escape")?;
    panel.settle(browser)?;
    picture("explain-chinese-light.png", browser)?;
    panel.set_dark(browser, true)?;
    panel.resize(browser, 400, 860)?;
    panel.settle(browser)?;
    picture("explain-chinese-dark-narrow.png", browser)
}

/// The list without groups, the dialogs and menus, and a panel as narrow as a phone; then all as it was.
fn views_of_the_list(panel: &Panel, browser: &mut Browser) -> Result<()> {
    const GROUPED: &str = ".statusbar .check input";
    const SETTINGS: &str = ".tools button[aria-label=Settings]";
    let close = ".dialog .close";
    picture(panel, browser, "list")?;
    for (name, open, shut) in [
        ("flat", GROUPED, GROUPED),
        ("settings", SETTINGS, close),
        ("shortcuts", ".tools button:last-child", close),
        ("columns", "#columns-menu summary", "#columns-menu summary"),
    ] {
        panel.click(browser, open)?;
        panel.wait_for(browser, name, "document.activeElement !== document.body")?;
        picture(panel, browser, name)?;
        panel.click(browser, shut)?;
    }
    panel.click(browser, ".toolbar button[aria-label='Clear the list']")?;
    picture(panel, browser, "empty")?;
    panel.click(browser, ".empty .primary")?;
    panel.text(browser, ".row.entry").map(|_| ())
}

/// A view, light and dark, wide and narrow.
fn picture(panel: &Panel, browser: &mut Browser, name: &str) -> Result<()> {
    for (theme, dark) in [("light", false), ("dark", true)] {
        panel.set_dark(browser, dark)?;
        for (size, width) in [("", 1280), ("-narrow", 400), ("-320", 320)] {
            panel.resize(browser, width, 860)?;
            panel.settle(browser)?;
            let file = paths::screenshots().join(format!("{name}-{theme}{size}.png"));
            panel.screenshot(browser, &file)?;
            println!("  {}", file.display());
        }
    }
    panel.resize(browser, 1280, 860)
}

/// Shows the list with one refusal explained: the expired token, which every visitor knows.
fn choose(panel: &Panel, browser: &mut Browser) -> Result<()> {
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    panel.text(browser, "#tabpanel").map(|_| ())
}
