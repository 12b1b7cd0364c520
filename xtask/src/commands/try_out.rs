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

/// Shows the list with one refusal explained: the expired token, which every visitor knows.
fn choose(panel: &Panel, browser: &mut Browser) -> Result<()> {
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    panel.text(browser, "#tabpanel").map(|_| ())
}
