//! The built extension in a real Chromium with real DevTools, the Latchkey panel in front.
//!
//! Every wait is for a condition, never for a time. The order matters: showing the panel before the extension has
//! registered it breaks it for good, so we first wait for the extension's devtools page.

use crate::browser;
use crate::cdp::{Cdp, Session, Target, string};
use crate::debian::is_root;
use crate::paths;
use crate::step::{Context, Failure, Result};
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How long a condition may take; a healthy one takes well under a second, a cold browser on a busy machine some.
pub const LIMIT: Duration = Duration::from_secs(20);

/// After so many looks in vain a size that was set is set anew: seldom, it never reaches the panel.
const ENOUGH: usize = 25;

/// The panel's title in `extension/devtools.js`; DevTools builds the panel's name from it.
const TITLE: &str = "Latchkey";
const PANEL: &str = "panel.html";

#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the unpacked extension.
    pub extension: PathBuf,
    pub headless: bool,
    /// Size of the window in CSS pixels.
    pub window: (u32, u32),
    pub dock: Dock,
}

/// Where DevTools open.
#[derive(Debug, Clone, Copy)]
pub enum Dock {
    /// Below the inspected page: for people.
    Bottom,
    /// In a window of their own, which they fill: for pictures.
    Apart,
}

impl Default for Options {
    fn default() -> Self {
        Self { extension: paths::extension("chromium"), headless: true, window: (1280, 860), dock: Dock::Apart }
    }
}

/// A running Chromium with the extension; closed when dropped. One serves many tests, one after the other.
pub struct Browser {
    pub cdp: Cdp,
    child: Child,
    profile: PathBuf,
}

impl Browser {
    pub fn launch(options: &Options) -> Result<Self> {
        if !options.extension.join("manifest.json").is_file() {
            return Err(Failure::new(
                format!("there is no extension in {}", options.extension.display()),
                "run `cargo xtask extension` first",
            ));
        }
        let program = browser::chromium()?;
        let profile = fresh_folder()?;
        let side = match options.dock {
            Dock::Bottom => "bottom",
            Dock::Apart => "undocked",
        };
        // DevTools keep each setting as JSON inside a string.
        let settings = json!({ "devtools": { "preferences": { "currentDockState": json!(side).to_string() } } });
        paths::write(&profile.join("Default").join("Preferences"), settings.to_string())?;
        let mut command = Command::new(&program);
        if options.headless {
            command.arg("--headless=new");
        }
        if is_root() {
            // Chromium's sandbox refuses to start as root.
            command.arg("--no-sandbox");
        }
        let quiet = "--disable-gpu --disable-quic --no-first-run --no-default-browser-check --disable-background-networking \
            --disable-component-update --disable-sync --disable-dev-shm-usage --remote-debugging-port=0";
        command
            .args(quiet.split_whitespace())
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--load-extension={}", options.extension.display()))
            .arg(format!("--window-size={},{}", options.window.0, options.window.1))
            .args(env::var("LATCHKEY_CHROMIUM_ARGS").unwrap_or_default().split_whitespace())
            .arg("about:blank")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(profile.join("browser.log")).context("browser.log")?);
        let child = command.spawn().context(program.display())?;
        let mut starting = Starting { child: Some(child), profile };
        let cdp = starting.connect(&program)?;
        let (child, profile) = starting.take()?;
        Ok(Self { cdp, child, profile })
    }

    /// False once the user has closed the last window.
    pub fn is_open(&mut self) -> bool {
        let running = matches!(self.child.try_wait(), Ok(None));
        running && self.cdp.targets().is_ok_and(|targets| targets.iter().any(|target| target.kind == "page"))
    }

    /// Opens `url` in a new tab without DevTools and waits until it is there. What its console says is kept for
    /// [`Cdp::take_events`]: `Log.entryAdded` and `Runtime.exceptionThrown`.
    pub fn open_page(&mut self, url: &str) -> Result<Page> {
        let created = self.cdp.browser("Target.createTarget", json!({ "url": "about:blank" }))?;
        let target = string(&created, "targetId")?;
        let session = self.cdp.attach(&target)?;
        for domain in ["Log.enable", "Runtime.enable", "Page.enable"] {
            self.cdp.session(&session, domain, json!({}))?;
        }
        self.cdp.session(&session, "Page.navigate", json!({ "url": url }))?;
        let there = format!("location.href === {} && document.readyState === 'complete'", json!(url));
        self.cdp.wait_for(&session, url, LIMIT, &there)?;
        Ok(Page { target, session })
    }

    /// Opens `url` in a new tab, DevTools for it, and the Latchkey panel in them. `url` loads before DevTools opens; to see
    /// every request from the first, open `about:blank` and use [`Panel::navigate`].
    pub fn open_panel(&mut self, url: &str) -> Result<Panel> {
        let mut panel = self.open_devtools(url)?;
        panel.show(self)?;
        Ok(panel)
    }

    /// Opens `url` in a new tab and DevTools for it, the panel not yet shown.
    pub fn open_devtools(&mut self, url: &str) -> Result<Panel> {
        let before: Vec<String> = self.cdp.targets()?.into_iter().map(|target| target.id).collect();
        let created = self.cdp.browser("Target.createTarget", json!({ "url": url }))?;
        let page_target = string(&created, "targetId")?;
        let page = self.cdp.attach(&page_target)?;
        self.cdp.wait_for(&page, "the page", LIMIT, "document.readyState === 'complete'")?;
        let opened = self.cdp.browser("Target.openDevTools", json!({ "targetId": page_target }))?;
        let frontend_target = string(&opened, "targetId")?;
        self.cdp.browser("Target.activateTarget", json!({ "targetId": page_target }))?;
        let frontend = self.cdp.attach(&frontend_target)?;
        let devtools_page = self.cdp.wait("the extension's devtools page", LIMIT, |cdp| {
            Ok(new_target(&cdp.targets()?, &before, "devtools.html"))
        });
        let devtools_page = devtools_page.map_err(|failure| {
            let remedy = "the browser did not load the extension. Google Chrome ignores --load-extension: name a Chromium or Chrome for Testing in LATCHKEY_CHROMIUM";
            Failure::new(failure.what, remedy)
        })?;
        let id = devtools_page.url.split('/').nth(2).unwrap_or_default().to_owned();
        Ok(Panel { page_target, page, frontend, extension_id: id, before, panel: None })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.cdp.browser("Browser.close", json!({}));
        end(&mut self.child, &self.profile);
    }
}

/// A tab without DevTools.
pub struct Page {
    pub session: Session,
    target: String,
}

impl Page {
    pub fn close(self, browser: &mut Browser) -> Result<()> {
        browser.cdp.browser("Target.closeTarget", json!({ "targetId": self.target })).map(|_| ())
    }
}

/// A tab with its DevTools.
pub struct Panel {
    /// The inspected page.
    pub page: Session,
    /// DevTools' own page, around the panel.
    pub frontend: Session,
    pub extension_id: String,
    page_target: String,
    /// Targets of earlier tabs, to tell their panels from ours.
    before: Vec<String>,
    panel: Option<Session>,
}

impl Panel {
    /// Brings the Latchkey panel to the front and waits until its page has loaded.
    pub fn show(&mut self, browser: &mut Browser) -> Result<()> {
        let view = format!("chrome-extension://{}{TITLE}", self.extension_id);
        let show = format!(
            "import('devtools://devtools/bundled/ui/legacy/legacy.js').then(async (ui) => {{
                const views = ui.ViewManager.ViewManager.instance();
                if (!views.hasView({view})) return false;
                await views.showView({view});
                return true;
            }})",
            view = json!(view)
        );
        browser.cdp.wait_for(&self.frontend, "DevTools to know the panel", LIMIT, &show)?;
        let before = &self.before;
        let target =
            browser.cdp.wait("the panel's page", LIMIT, |cdp| Ok(new_target(&cdp.targets()?, before, PANEL)))?;
        let session = browser.cdp.attach(&target.id)?;
        browser.cdp.wait_for(&session, "the panel to load", LIMIT, "document.readyState === 'complete'")?;
        self.panel = Some(session);
        Ok(())
    }

    /// The panel's own page.
    pub fn panel(&self) -> Result<&Session> {
        self.panel.as_ref().ok_or_else(|| Failure::new("the panel was not shown yet", "call `show` first"))
    }

    /// Loads `url` in the inspected page and waits until it is there.
    pub fn navigate(&self, browser: &mut Browser, url: &str) -> Result<()> {
        browser.cdp.session(&self.page, "Page.navigate", json!({ "url": url }))?;
        let here = format!(
            "location.href === new URL({}, location.href).href && document.readyState === 'complete'",
            json!(url)
        );
        browser.cdp.wait_for(&self.page, url, LIMIT, &here).map(|_| ())
    }

    /// Evaluates an expression in the panel.
    pub fn evaluate(&self, browser: &mut Browser, expression: &str) -> Result<Value> {
        browser.cdp.evaluate(self.panel()?, expression)
    }

    /// Waits until an expression is truthy in the panel, and returns its value.
    pub fn wait_for(&self, browser: &mut Browser, what: &str, expression: &str) -> Result<Value> {
        browser.cdp.wait_for(self.panel()?, what, LIMIT, expression)
    }

    /// The visible text of the first element that `selector` matches, once there is one.
    pub fn text(&self, browser: &mut Browser, selector: &str) -> Result<String> {
        let text =
            self.wait_for(browser, selector, &format!("document.querySelector({})?.innerText", json!(selector)))?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Clicks the middle of the first element that `selector` matches, with a real mouse event.
    pub fn click(&self, browser: &mut Browser, selector: &str) -> Result<()> {
        browser.cdp.click(self.panel()?, selector)
    }

    /// Presses and releases a key, named as in `KeyboardEvent.key`.
    pub fn press(&self, browser: &mut Browser, key: &str) -> Result<()> {
        browser.cdp.press(self.panel()?, key)
    }

    /// Switches DevTools and the panel to the dark or the light theme.
    pub fn set_dark(&self, browser: &mut Browser, dark: bool) -> Result<()> {
        browser.cdp.prefer_dark(&self.frontend, dark)?;
        self.panel.iter().try_for_each(|panel| browser.cdp.prefer_dark(panel, dark))
    }

    /// Makes DevTools and the panel believe in these media features, and in none else.
    pub fn prefer(&self, browser: &mut Browser, features: &[(&str, &str)]) -> Result<()> {
        [Some(&self.frontend), self.panel.as_ref()]
            .into_iter()
            .flatten()
            .try_for_each(|page| browser.cdp.prefer(page, features))
    }

    /// Waits until the panel has drawn what it knows.
    pub fn settle(&self, browser: &mut Browser) -> Result<()> {
        browser.cdp.settle(self.panel()?)
    }

    /// Saves a picture of the whole DevTools window as PNG. (Only DevTools' own page can be captured, not the panel alone.)
    pub fn screenshot(&self, browser: &mut Browser, file: &Path) -> Result<()> {
        browser.cdp.screenshot(&self.frontend, file)
    }

    /// Sets the size of DevTools in CSS pixels.
    pub fn resize(&self, browser: &mut Browser, width: u32, height: u32) -> Result<()> {
        let panel = self.panel()?;
        browser.cdp.resize(&self.frontend, width, height)?;
        // The panel is a page in a page: it hears of its new size later. DevTools keep some lines for themselves.
        let heard = format!("innerWidth === {width} && innerHeight <= {height} && innerHeight > {height} - 120");
        let mut looks = 0;
        let wait = browser.cdp.wait("the panel's new size", LIMIT, |cdp| {
            if cdp.evaluate(panel, &heard)? == json!(true) {
                return Ok(Some(()));
            }
            looks += 1;
            if looks % ENOUGH == 0 {
                // The same size once more would change nothing: a page that missed it hears of another one first.
                cdp.resize(&self.frontend, width - 1, height)?;
                cdp.resize(&self.frontend, width, height)?;
            }
            Ok(None)
        });
        wait.map_err(|failure| {
            let size = "`${innerWidth} × ${innerHeight}`";
            let mut told = |page| browser.cdp.evaluate(page, size).unwrap_or_default().to_string();
            let (around, inside) = (told(&self.frontend), told(panel));
            Failure::new(
                format!("{}: {width} × {height}; DevTools have {around}, the panel {inside}", failure.what),
                "",
            )
        })
    }

    /// Closes the tab and its DevTools.
    pub fn close(self, browser: &mut Browser) -> Result<()> {
        browser.cdp.browser("Target.closeTarget", json!({ "targetId": self.page_target }))?;
        let before = &self.before;
        browser.cdp.wait("DevTools to close", LIMIT, |cdp| {
            let targets = cdp.targets()?;
            Ok((new_target(&targets, before, "devtools.html").is_none()
                && new_target(&targets, before, PANEL).is_none())
            .then_some(()))
        })
    }
}

/// The extension's page called `name` that was not there before.
fn new_target(targets: &[Target], before: &[String], name: &str) -> Option<Target> {
    let ours = |target: &&Target| {
        let path = target.url.split(['?', '#']).next().unwrap_or_default();
        path.starts_with("chrome-extension://") && path.ends_with(&format!("/{name}")) && !before.contains(&target.id)
    };
    targets.iter().find(ours).cloned()
}

/// A browser that may still fail to start; it is ended if so.
struct Starting {
    child: Option<Child>,
    profile: PathBuf,
}

impl Starting {
    /// The browser writes its port and path into a file of the profile once it listens.
    fn connect(&mut self, program: &Path) -> Result<Cdp> {
        let file = self.profile.join("DevToolsActivePort");
        let started = std::time::Instant::now();
        loop {
            let text = fs::read_to_string(&file).unwrap_or_default();
            if let Some((port, path)) = text.split_once('\n')
                && let (Ok(port), false) = (port.trim().parse(), path.trim().is_empty())
            {
                return Cdp::connect(port, path.trim());
            }
            let ended = self.child.as_mut().and_then(|child| child.try_wait().ok().flatten());
            if ended.is_some() || started.elapsed() > LIMIT {
                let log = fs::read_to_string(self.profile.join("browser.log")).unwrap_or_default();
                let last =
                    log.lines().rev().take(5).collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n  ");
                let how = ended.map_or_else(
                    || format!("did not listen within {} s", LIMIT.as_secs()),
                    |status| format!("ended with {status}"),
                );
                let remedy = "read the browser's last words above; if it speaks of a sandbox, set LATCHKEY_CHROMIUM_ARGS=--no-sandbox";
                return Err(Failure::new(format!("{} {how}\n  {last}", program.display()), remedy));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn take(mut self) -> Result<(Child, PathBuf)> {
        let child = self.child.take().ok_or_else(|| Failure::new("the browser was taken twice", ""))?;
        Ok((child, std::mem::take(&mut self.profile)))
    }
}

impl Drop for Starting {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            end(child, &self.profile);
        }
    }
}

fn end(child: &mut Child, profile: &Path) {
    for _ in 0..100 {
        if matches!(child.try_wait(), Ok(Some(_))) {
            break;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
    let _ = fs::remove_dir_all(profile);
}

fn fresh_folder() -> Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = env::temp_dir().join(format!("latchkey-browser-{}-{number}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context(folder.display())?;
    Ok(folder)
}
