//! `cargo xtask try`: the sample app and its refused requests, explained in real DevTools.

use crate::commands::demo::has_display;
use crate::devtools::{Browser, Dock, LIMIT, Options};
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

/// `cargo xtask screenshots`: the panel with the sample app's requests, light and dark.
pub fn screenshots() -> Result<()> {
    crate::browser::chromium()?;
    bundle::extensions()?;
    let sample = sample_server::start()?;
    step("screenshots", "shows the panel as a visitor of the README sees it", || {
        let mut browser = Browser::launch(&Options::default())?;
        for (name, dark) in [("panel-light.png", false), ("panel-dark.png", true)] {
            let panel = browser.open_panel("about:blank")?;
            panel.resize(&mut browser, 1280, 860)?;
            panel.set_dark(&mut browser, dark)?;
            panel.navigate(&mut browser, &sample.page_running_all())?;
            browser.cdp.wait_for(&panel.page, "the sample app's requests", LIMIT, "window.sample?.done")?;
            panel.settle(&mut browser)?;
            let file = paths::screenshots().join(name);
            panel.screenshot(&mut browser, &file)?;
            println!("  {}", file.display());
            panel.close(&mut browser)?;
        }
        Ok(())
    })
}
