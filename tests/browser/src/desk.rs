//! What a test needs around the panel: the clipboard, files that were saved, files to drop.

use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use xtask::devtools::{Browser, LIMIT, Panel};
use xtask::step::{Context, Result};

/// What is on the clipboard, pasted into a field of the panel's page as a person would.
pub fn clipboard(browser: &mut Browser, panel: &Panel) -> Result<String> {
    let field = "(() => {
        window.before = document.activeElement;
        const field = Object.assign(document.createElement('textarea'), { id: 'test-paste' });
        document.body.append(field);
        field.focus();
        return document.activeElement === field;
    })()";
    panel.evaluate(browser, field)?;
    for kind in ["keyDown", "keyUp"] {
        let key = json!({ "type": kind, "key": "v", "code": "KeyV", "windowsVirtualKeyCode": 86, "modifiers": 2, "commands": ["paste"] });
        browser.cdp.session(panel.panel()?, "Input.dispatchKeyEvent", key)?;
    }
    let text = panel.wait_for(browser, "the clipboard", "document.getElementById('test-paste').value")?;
    panel.evaluate(browser, "document.getElementById('test-paste').remove(); window.before.focus()")?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

/// A folder of its own into which the browser saves.
pub fn downloads(browser: &mut Browser, name: &str) -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("latchkey-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).context(folder.display())?;
    browser.cdp.browser("Browser.setDownloadBehavior", json!({ "behavior": "allow", "downloadPath": folder }))?;
    Ok(folder)
}

/// The text of a file that the browser saves, once it is whole.
pub fn saved(browser: &mut Browser, file: &Path) -> Result<String> {
    let text = browser.cdp.wait(&format!("{}", file.display()), LIMIT, |_| {
        Ok(fs::read_to_string(file).ok().filter(|text| text.ends_with('\n')))
    })?;
    fs::remove_file(file).context(file.display())?;
    Ok(text)
}

/// Opens the menu of copies and chooses one.
pub fn copy(browser: &mut Browser, panel: &Panel, label: &str) -> Result<()> {
    panel.click(browser, "#copy-menu summary")?;
    press(browser, panel, "#copy-menu", label)
}

/// Clicks the first button, below what `within` matches, whose text begins with `label`.
pub fn press(browser: &mut Browser, panel: &Panel, within: &str, label: &str) -> Result<()> {
    let mark = format!(
        "(() => {{
            document.querySelector('[data-test]')?.removeAttribute('data-test');
            const found = [...document.querySelectorAll({} + ' :is(button, label)')].find((one) => (one.innerText.trim() || one.ariaLabel || '').startsWith({}) && !one.disabled);
            found?.setAttribute('data-test', '');
            return Boolean(found);
        }})()",
        json!(within),
        json!(label)
    );
    panel.wait_for(browser, &format!("“{label}”"), &mark)?;
    panel.click(browser, "[data-test]")
}
