//! `cargo xtask screenshots`: every view of the panel as a file that a person can look at.

use crate::devtools::{Browser, LIMIT, Options, Panel};
use crate::sample_server::{self, Sample};
use crate::step::{Failure, Result, step};
use crate::{bundle, paths, views};

/// Builds the extension and takes the pictures.
pub fn run() -> Result<()> {
    crate::browser::chromium()?;
    bundle::extensions()?;
    step("screenshots", "every view of the panel: light and dark, wide and narrow, and in Chinese", pictures)
}

/// Takes the pictures of the extension that is built.
pub fn pictures() -> Result<()> {
    let sample = sample_server::start()?;
    let mut browser = Browser::launch(&Options::default())?;
    let browser = &mut browser;
    let panel = browser.open_panel("about:blank")?;
    every_refusal(&panel, browser, &sample)?;
    let mut four = |browser: &mut Browser, name: &str| four(&panel, browser, name);
    views::visit(&panel, browser, views::LIST, &mut four)?;
    unusual(&panel, browser)?;
    // The recorded example has what the sample app's own requests lack: other servers, and a recording of some length.
    views::take(&panel, browser, &[views::Do::Click(".toolbar button:nth-child(2)")])?;
    panel.settle(browser)?;
    four(browser, "empty")?;
    panel.click(browser, ".empty .primary")?;
    panel.text(browser, ".row.entry")?;
    views::visit_tabs(&panel, browser, "token-expired", &mut four)?;
    views::visit(&panel, browser, views::ACTIONS, &mut four)?;
    every_refusal(&panel, browser, &sample)?;
    let mut taken = 0;
    for (cause, wanted) in [("preflight-unauthenticated", "cors"), ("credentials-missing", "challenge")] {
        views::visit_tabs(&panel, browser, cause, &mut |browser, tab| {
            if tab != wanted {
                return Ok(());
            }
            taken += 1;
            four(browser, &format!("{tab}-{cause}"))
        })?;
    }
    if taken != 2 {
        return Err(Failure::new("a tab to be shown is not there", "choose a cause that has it"));
    }
    views::visit(&panel, browser, views::FLOWS, &mut four)?;
    chinese(&panel, browser)?;
    panel.close(browser)
}

/// The sample app with each of its requests made once.
fn every_refusal(panel: &Panel, browser: &mut Browser, sample: &Sample) -> Result<()> {
    panel.navigate(browser, &sample.page_running_all())?;
    browser.cdp.wait_for(&panel.page, "the sample app's requests", LIMIT, "window.sample?.done").map(|_| ())?;
    panel.settle(browser)
}

/// Light and dark, wide and narrow.
fn four(panel: &Panel, browser: &mut Browser, name: &str) -> Result<()> {
    for (theme, dark) in [("light", false), ("dark", true)] {
        panel.set_dark(browser, dark)?;
        for (size, width) in [("", 1280), ("-narrow", 400)] {
            panel.resize(browser, width, 860)?;
            picture(panel, browser, &format!("{name}-{theme}{size}"))?;
        }
    }
    panel.set_dark(browser, false)?;
    panel.resize(browser, 1280, 2400)
}

/// Panels of other shapes than most: docked below a page, in a phone's width, at 200 % zoom, in forced colours.
fn unusual(panel: &Panel, browser: &mut Browser) -> Result<()> {
    panel.resize(browser, 1280, 860)?;
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    for (name, width, height) in [("docked", 1280, 330), ("320", 320, 640), ("zoomed", 640, 430)] {
        panel.resize(browser, width, height)?;
        picture(panel, browser, &format!("explain-{name}"))?;
    }
    panel.resize(browser, 1280, 860)?;
    panel.prefer(browser, &[("forced-colors", "active"), ("prefers-color-scheme", "dark")])?;
    picture(panel, browser, "explain-forced-colours")?;
    panel.set_dark(browser, false)?;
    panel.click(browser, ".heading .close")
}

/// Every tab in Chinese, chosen in the settings as a person would; then in English again.
fn chinese(panel: &Panel, browser: &mut Browser) -> Result<()> {
    let mut wide = |browser: &mut Browser, name: &str| {
        panel.resize(browser, 1280, 860)?;
        picture(panel, browser, &format!("{name}-chinese"))?;
        panel.resize(browser, 1280, 2400)
    };
    views::speak(panel, browser, "zh-CN", &mut wide)?;
    views::visit(panel, browser, views::LIST, &mut wide)?;
    views::visit_tabs(panel, browser, "token-expired", &mut wide)?;
    views::visit(panel, browser, views::ACTIONS, &mut wide)?;
    views::visit(panel, browser, views::FLOWS, &mut wide)?;
    views::speak(panel, browser, "follow", &mut |_, _| Ok(()))
}

fn picture(panel: &Panel, browser: &mut Browser, name: &str) -> Result<()> {
    panel.wait_for(browser, "the news to go", "!document.querySelector('.notice.shown')")?;
    panel.settle(browser)?;
    let file = paths::screenshots().join(format!("{name}.png"));
    panel.screenshot(browser, &file)?;
    println!("  {}", file.display());
    Ok(())
}
