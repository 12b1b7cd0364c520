//! What a person does with a page in front of them: click, type, look. For any attached target.

use crate::cdp::{Cdp, Session, string};
use crate::devtools::LIMIT;
use crate::paths;
use crate::step::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;
use std::path::Path;

impl Cdp {
    /// Clicks the middle of the first element that `selector` matches, with a real mouse event, once it stands still
    /// and nothing lies over it.
    pub fn click(&mut self, session: &Session, selector: &str) -> Result<()> {
        let place = format!(
            "(async () => {{
                const element = document.querySelector({});
                if (!element) return null;
                element.scrollIntoView({{ block: 'nearest', inline: 'nearest', behavior: 'instant' }});
                const middle = () => {{
                    const box = element.getBoundingClientRect();
                    return box.width && box.height ? [box.x + box.width / 2, box.y + box.height / 2] : null;
                }};
                const before = middle();
                if (!before) return null;
                await new Promise((done) => {{ requestAnimationFrame(done); setTimeout(done, 50); }});
                const now = middle();
                if (!now || now[0] !== before[0] || now[1] !== before[1]) return null;
                const top = document.elementFromPoint(...now);
                const hit = top && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element);
                return hit ? now : null;
            }})()",
            json!(selector)
        );
        let place = self.wait_for(session, &format!("{selector} to be visible, still and on top"), LIMIT, &place)?;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
            self.session(session, "Input.dispatchMouseEvent", event)?;
        }
        Ok(())
    }

    /// Presses and releases a key, named as in `KeyboardEvent.key`.
    pub fn press(&mut self, session: &Session, key: &str) -> Result<()> {
        let code = match key {
            "Tab" => 9,
            "Enter" => 13,
            "PageUp" => 33,
            "PageDown" => 34,
            "Escape" => 27,
            "End" => 35,
            "Home" => 36,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            "Delete" => 46,
            "?" => 191,
            _ => 0,
        };
        // As on a keyboard of the United States.
        let shift = if key == "?" { 8 } else { 0 };
        for kind in ["rawKeyDown", "keyUp"] {
            let event =
                json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": shift });
            self.session(session, "Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    /// Writes text where the focus is.
    pub fn type_text(&mut self, session: &Session, text: &str) -> Result<()> {
        self.session(session, "Input.insertText", json!({ "text": text })).map(|_| ())
    }

    /// Makes the page believe that its user prefers dark pages, or light ones.
    pub fn prefer_dark(&mut self, session: &Session, dark: bool) -> Result<()> {
        let value = if dark { "dark" } else { "light" };
        self.prefer(session, &[("prefers-color-scheme", value)])
    }

    /// Makes the page believe in these media features, and in none else.
    pub fn prefer(&mut self, session: &Session, features: &[(&str, &str)]) -> Result<()> {
        let features: Vec<_> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.session(session, "Emulation.setEmulatedMedia", json!({ "features": features })).map(|_| ())
    }

    /// Sets the size in CSS pixels, where there is no window to drag.
    pub fn resize(&mut self, session: &Session, width: u32, height: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.session(session, "Emulation.setDeviceMetricsOverride", metrics).map(|_| ())
    }

    /// Waits until the page has drawn what it knows: its document stays the same over a few frames.
    pub fn settle(&mut self, session: &Session) -> Result<()> {
        let still = "new Promise((done) => {
            const text = () => document.body.innerText;
            let last = text(), same = 0;
            const look = () => {
                const now = text();
                same = now === last ? same + 1 : 0;
                last = now;
                if (same >= 5) done(true); else setTimeout(look, 60);
            };
            look();
        })";
        self.wait_for(session, "the page to come to rest", LIMIT, still).map(|_| ())
    }

    /// Saves a picture of the page as PNG.
    pub fn screenshot(&mut self, session: &Session, file: &Path) -> Result<()> {
        let mut last = String::new();
        // DevTools animate their tab bar: take pictures until two in a row are the same.
        let png = self.wait("the picture to come to rest", LIMIT, |cdp| {
            let answer = cdp.session(session, "Page.captureScreenshot", json!({ "format": "png" }))?;
            let before = std::mem::replace(&mut last, string(&answer, "data")?);
            Ok((before == last).then(|| last.clone()))
        })?;
        paths::write(file, BASE64_STANDARD.decode(png).context("the screenshot")?)
    }
}
