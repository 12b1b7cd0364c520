//! Every view of the panel, and how a person gets there: pictures are taken of them, and axe-core looks at them.
//! No step depends on the panel's language.

use crate::devtools::{Browser, Panel};
use crate::step::Result;
use serde_json::json;

/// One step of a person.
pub enum Do {
    Click(&'static str),
    Press(&'static str),
    /// Writes into the field of that id, in place of what is there.
    Write(&'static str, &'static str),
    /// Drops a file of that name with that text.
    Drop(&'static str, &'static str),
    /// Waits until this JavaScript is truthy.
    Until(&'static str),
}
use Do::{Click, Drop, Press, Until, Write};

/// Its name, how to get there, and how to come back.
pub type View = (&'static str, &'static [Do], &'static [Do]);

const DIALOG: Do = Until("document.activeElement.id === 'dialog'");
const PASTE: Do = Until("document.activeElement.id === 'paste'");
const CLOSE: &[Do] = &[Press("Escape"), Until("!document.getElementById('dialog')")];
const NO_FILTER: &[Do] = &[Write("filter", ""), Press("Escape")];
const EXPIRED: Do = Click(".row.entry[data-cause=token-expired]");
const MUTE: Do = Click("#mute-menu summary");
const TIMELINE_LIST: Do = Click(".timeline-tools [aria-pressed]");

/// A token without a signature's worth: `{"alg":"HS256"}`, `{"sub":"1","exp":1700000000}`.
const TOKEN: &str = "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJl";

/// The head of an answer, as `curl -i` shows it.
const HEAD: &str = "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"a b\", Bearer scope=x\nWWW-Authenticate: NTLM\n\
    Set-Cookie: id=a1; SameSite=None";

/// A request as Chrome copies it.
const CURL: &str = "curl 'https://api.shop.example/me?api_key=hush-hush' \\\n  -H 'accept: application/json' \\\n  \
    -H 'authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJl' \\\n  -b 'sid=hush-hush' \\\n  \
    --data-raw '{\"refresh_token\":\"hush-hush\"}' --compressed";

/// Views of the list, the menus and the dialogs, with the requests of the sample app listed and none chosen.
pub const LIST: &[View] = &[
    ("list", &[], &[]),
    ("flat", &[Click(".statusbar .check input")], &[Click(".statusbar .check input")]),
    (
        "columns",
        &[Click("#columns-menu summary"), Until("document.getElementById('columns-menu').open")],
        &[Press("Escape")],
    ),
    ("suggestions", &[Write("filter", "status"), Until("!document.querySelector('.filter .popup').hidden")], NO_FILTER),
    (
        "faulty-filter",
        &[Write("filter", "status-code:many "), Until("document.querySelector('.filter.faulty')")],
        NO_FILTER,
    ),
    (
        "nothing-fits",
        &[Write("filter", "no-such-thing "), Until("document.querySelector('.list .empty button')")],
        NO_FILTER,
    ),
    ("paste", &[Click(".tools button:nth-child(1)"), PASTE], CLOSE),
    (
        "paste-token",
        &[
            Click(".tools button:nth-child(1)"),
            PASTE,
            Write("paste", TOKEN),
            Until("document.querySelector('.pasted').innerText.includes('HS256')"),
        ],
        CLOSE,
    ),
    (
        "paste-head",
        &[
            Click(".tools button:nth-child(1)"),
            PASTE,
            Write("paste", HEAD),
            Until("document.querySelector('.pasted').innerText.includes('NTLM')"),
        ],
        CLOSE,
    ),
    (
        "paste-curl",
        &[
            Click(".tools button:nth-child(1)"),
            PASTE,
            Write("paste", CURL),
            Until("document.querySelector('.pasted').innerText.includes('HS256')"),
        ],
        CLOSE,
    ),
    (
        "paste-broken-har",
        &[
            Click(".tools button:nth-child(1)"),
            PASTE,
            Write("paste", "{\"log\":{\"entries\":["),
            Click(".pasted .primary"),
        ],
        CLOSE,
    ),
    (
        "paused",
        &[Click(".toolbar .record"), Until("document.querySelector('.paused')")],
        &[Click(".statusbar .paused")],
    ),
    ("export", &[Click(".tools button:nth-child(3)"), DIALOG], CLOSE),
    ("export-unlocked", &[Click(".tools button:nth-child(3)"), DIALOG, Click(".lock input")], CLOSE),
    ("export-report", &[Click(".tools button:nth-child(3)"), DIALOG, Click("#export-form-report")], CLOSE),
    ("settings", &[Click(".tools button:nth-child(4)"), DIALOG], CLOSE),
    ("shortcuts", &[Click(".tools button:nth-child(5)"), DIALOG], CLOSE),
    (
        "broken-file",
        &[Drop("trace.har", "{\"log\": 12,\n}"), Until("document.querySelector('.trouble')")],
        &[Click(".trouble .close")],
    ),
];

/// Views of one refused request: what can be done with it.
pub const ACTIONS: &[View] = &[
    ("check-again", &[EXPIRED, Click("#detail .actions button"), DIALOG], CLOSE),
    ("copy", &[EXPIRED, Click("#copy-menu summary"), Click("#copy-menu button:last-child"), DIALOG], CLOSE),
    (
        "copy-unlocked",
        &[EXPIRED, Click("#copy-menu summary"), Click("#copy-menu button:last-child"), DIALOG, Click(".lock input")],
        CLOSE,
    ),
    (
        "copy-cmd",
        &[EXPIRED, Click("#copy-menu summary"), Click("#copy-menu button:last-child"), DIALOG, Click("#copy-form-cmd")],
        CLOSE,
    ),
    ("copy-menu", &[EXPIRED, Click("#copy-menu summary")], &[Press("Escape")]),
    ("mute-menu", &[EXPIRED, MUTE], &[Press("Escape")]),
    (
        "muted",
        &[EXPIRED, MUTE, Click("#mute-menu button"), Click(".statusbar .quiet:not(.new)"), DIALOG],
        &[Click(".dialog .muted ~ button")],
    ),
];

/// Views of the timeline, and of flows.
pub const FLOWS: &[View] = &[
    ("timeline-list", &[TIMELINE_LIST], &[]),
    ("flow", &[Click(".timeline-list [data-kind=refresh] button"), Click("#tab-flow")], &[]),
    ("timeline", &[TIMELINE_LIST], &[]),
    ("flow-lost", &[Click(".row.entry[data-cause=redirect-drops-authorization]"), Click("#tab-flow")], &[]),
];

/// The causes whose tabs together are all there are, each with what was shown last.
pub const CAUSES: &[&str] = &["token-expired", "credentials-missing", "csrf-token-missing"];

/// The tabs of the chosen request, by their ids.
pub fn tabs(panel: &Panel, browser: &mut Browser) -> Result<Vec<String>> {
    let names =
        panel.wait_for(browser, "the tabs", "[...document.querySelectorAll('[role=tab]')].map((tab) => tab.id)")?;
    Ok(names.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect())
}

/// Goes to each view, looks, and comes back.
pub fn visit(
    panel: &Panel,
    browser: &mut Browser,
    views: &[View],
    look: &mut dyn FnMut(&mut Browser, &str) -> Result<()>,
) -> Result<()> {
    for (name, open, shut) in views {
        // The list makes elements for what is on screen only.
        panel.resize(browser, 1280, 2400)?;
        panel.settle(browser)?;
        take(panel, browser, open)?;
        panel.settle(browser)?;
        look(browser, name)?;
        take(panel, browser, shut)?;
    }
    panel.resize(browser, 1280, 860)
}

/// Every tab of the first request with this cause.
pub fn visit_tabs(
    panel: &Panel,
    browser: &mut Browser,
    cause: &str,
    look: &mut dyn FnMut(&mut Browser, &str) -> Result<()>,
) -> Result<()> {
    panel.resize(browser, 1280, 2400)?;
    panel.settle(browser)?;
    panel.click(browser, &format!(".row.entry[data-cause={cause}]"))?;
    for tab in tabs(panel, browser)? {
        panel.click(browser, &format!("#{tab}"))?;
        panel.settle(browser)?;
        look(browser, tab.trim_start_matches("tab-"))?;
    }
    panel.resize(browser, 1280, 860)
}

/// Chooses a language in the settings, as a person would, looks at the settings and closes them.
pub fn speak(
    panel: &Panel,
    browser: &mut Browser,
    language: &str,
    look: &mut dyn FnMut(&mut Browser, &str) -> Result<()>,
) -> Result<()> {
    panel.click(browser, ".tools button:nth-child(4)")?;
    panel.click(browser, &format!("#language-{language}"))?;
    panel.wait_for(browser, "the language", &format!("document.activeElement.id === 'language-{language}'"))?;
    panel.settle(browser)?;
    look(browser, "language")?;
    take(panel, browser, CLOSE)
}

/// Takes steps one after the other.
pub fn take(panel: &Panel, browser: &mut Browser, steps: &[Do]) -> Result<()> {
    for step in steps {
        match step {
            Click(selector) => panel.click(browser, selector)?,
            Press(key) => panel.press(browser, key)?,
            Write(id, text) => {
                let empty = format!(
                    "(() => {{ const field = document.getElementById({id}); field.focus(); field.select(); return true; }})()",
                    id = json!(id)
                );
                panel.wait_for(browser, id, &empty)?;
                match *text {
                    "" => panel.press(browser, "Delete")?,
                    text => browser.cdp.type_text(panel.panel()?, text)?,
                }
            }
            Drop(name, text) => drop_file(panel, browser, name, text)?,
            Until(condition) => panel.wait_for(browser, condition, condition).map(|_| ())?,
        }
    }
    Ok(())
}

/// Drops a file with this text on the panel.
pub fn drop_file(panel: &Panel, browser: &mut Browser, name: &str, text: &str) -> Result<()> {
    let drop = format!(
        "(() => {{
            const data = new DataTransfer();
            data.items.add(new File([{}], {}));
            document.querySelector('.latchkey').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));
        }})()",
        json!(text),
        json!(name)
    );
    panel.evaluate(browser, &drop).map(|_| ())
}
