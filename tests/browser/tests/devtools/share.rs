//! What leaves the panel, and what comes in: copies, files, other panels of DevTools.

use std::path::Path;

use latchkey_browser_tests::{Bench, desk};
use serde_json::{Value, json};
use xtask::devtools::{Browser, LIMIT, Panel};
use xtask::step::{Context, Result};
use xtask::views;

/// The payload and the signature of the expired token. Claims may be shown where that was asked for, a signature never.
fn secrets(bench: &mut Bench, panel: &Panel) -> Result<(String, String)> {
    let token = bench.browser.cdp.evaluate(&panel.page, "settings.expired")?;
    let parts: Vec<&str> = token.as_str().unwrap_or_default().split('.').collect();
    assert_eq!(parts.len(), 3);
    Ok((parts[1].to_owned(), parts[2].to_owned()))
}

fn expired(bench: &mut Bench) -> Result<Panel> {
    let panel = bench.sample_panel()?;
    // The other way round the refusal would be one that was recovered from.
    bench.run(&panel, &["good", "expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    panel.click(&mut bench.browser, ".row.entry[data-cause=token-expired]")?;
    Ok(panel)
}

pub fn copies_hold_no_secret(bench: &mut Bench) -> Result<()> {
    let panel = expired(bench)?;
    let (payload, signature) = secrets(bench, &panel)?;
    let browser = &mut bench.browser;
    for (label, holds) in [("Report", "token-expired"), ("cURL", "curl 'http"), ("fetch", "await fetch(")] {
        desk::copy(browser, &panel, label)?;
        let text = desk::clipboard(browser, &panel)?;
        assert!(text.contains(holds) && text.contains("/api/orders"), "{label}: {text}");
        assert!(!text.contains(&payload) && !text.contains(&signature), "{label} holds the token: {text}");
    }
    // Every form in the dialog; then, unlocked there, the token as it was sent.
    desk::copy(browser, &panel, "More")?;
    for (label, holds) in [
        ("cURL", "curl 'http"),
        ("cURL (Windows cmd)", "curl ^\"http"),
        ("HTTPie", "http 'GET' 'http"),
        ("fetch", "await fetch("),
    ] {
        desk::press(browser, &panel, "#dialog", label)?;
        panel.wait_for(
            browser,
            label,
            &format!("document.querySelector('#dialog .preview').textContent.startsWith({})", json!(holds)),
        )?;
        desk::press(browser, &panel, "#dialog .actions", "Copy")?;
        let text = desk::clipboard(browser, &panel)?;
        assert!(text.starts_with(holds) && !text.contains(&payload) && !text.contains(&signature), "{label}: {text}");
    }
    desk::press(browser, &panel, "#dialog", "Include the secrets")?;
    panel.wait_for(
        browser,
        "the warning",
        "document.querySelector('#dialog .lock.open')?.innerText.includes('can act as')",
    )?;
    desk::press(browser, &panel, "#dialog .actions", "Copy")?;
    let text = desk::clipboard(browser, &panel)?;
    assert!(text.contains(&payload) && text.contains(&signature), "unlocked: {text}");
    // The next dialog is locked again.
    panel.press(browser, "Escape")?;
    desk::copy(browser, &panel, "More")?;
    panel.wait_for(
        browser,
        "a locked dialog",
        "document.querySelector('#dialog .lock') && !document.querySelector('#dialog .lock.open')",
    )?;
    panel.close(browser)
}

pub fn a_recording_goes_out_and_comes_in_again(bench: &mut Bench) -> Result<()> {
    let panel = expired(bench)?;
    let (payload, signature) = secrets(bench, &panel)?;
    let folder = desk::downloads(&mut bench.browser, "export")?;
    let browser = &mut bench.browser;
    let file = |name: &str| folder.join(name);
    desk::press(browser, &panel, ".toolbar", "Export")?;
    desk::press(browser, &panel, "#dialog .actions", "Save")?;
    let sanitised = desk::saved(browser, &file("latchkey-sanitised.har"))?;
    assert!(sanitised.contains(&payload), "the claims stay");
    assert!(!sanitised.contains(&signature), "the signature is gone");
    let har: Value = serde_json::from_str(&sanitised).unwrap_or_default();
    let entries = har.pointer("/log/entries").and_then(Value::as_array).map_or(0, Vec::len);
    assert_eq!(entries, 3, "the page and both requests: {sanitised}");
    // The report, and the recording with its secrets after the lock was opened.
    desk::press(browser, &panel, "#dialog", "Report in Markdown")?;
    desk::press(browser, &panel, "#dialog .actions", "Save")?;
    let report = desk::saved(browser, &file("latchkey-report.md"))?;
    assert!(report.contains("token-expired") && !report.contains(&payload), "{report}");
    desk::press(browser, &panel, "#dialog", "HAR file")?;
    desk::press(browser, &panel, "#dialog", "Include the secrets")?;
    desk::press(browser, &panel, "#dialog .actions", "Save")?;
    let whole = desk::saved(browser, &file("latchkey-with-secrets.har"))?;
    assert!(whole.contains(&signature), "unlocked");
    // The sanitised file says the same when it comes back: dropped, and pasted.
    panel.press(browser, "Escape")?;
    for way in ["drop", "paste"] {
        panel.click(browser, ".toolbar [aria-label='Clear the list']")?;
        panel.wait_for(browser, "an empty list", "!document.querySelector('.row.entry')")?;
        if way == "drop" {
            views::drop_file(&panel, browser, "sanitised.har", &sanitised)?;
        } else {
            desk::press(browser, &panel, ".toolbar", "Decode")?;
            panel.evaluate(browser, &format!("Object.assign(document.getElementById('paste'), {{ value: {} }}).dispatchEvent(new Event('input', {{ bubbles: true }}))", json!(sanitised)))?;
            panel.click(browser, "#dialog .primary")?;
        }
        panel.wait_for(browser, way, "document.querySelector('.row.entry[data-cause=token-expired]')")?;
    }
    // What is no HAR is refused with words, and the list stays.
    views::drop_file(&panel, browser, "notes.txt", "hello")?;
    let said = panel.text(browser, ".trouble")?;
    assert!(said.contains("Could not read notes.txt: line 1, column 1"), "{said}");
    assert!(said.contains("is still here"), "{said}");
    assert_eq!(
        panel.evaluate(browser, "Boolean(document.querySelector('.row.entry[data-cause=token-expired]'))")?,
        true
    );
    // What was cut off is read up to there, and said.
    let cut = sanitised.rfind("\"startedDateTime\"").and_then(|at| sanitised.get(..at)).unwrap_or_default();
    views::drop_file(&panel, browser, "cut.har", cut)?;
    panel.wait_for(
        browser,
        "what is missing",
        "document.querySelector('.trouble').innerText.includes('only a part of cut.har')",
    )?;
    // A pasted one stays in its field, to be mended.
    desk::press(browser, &panel, ".toolbar", "Decode")?;
    panel.wait_for(browser, "the field", "document.activeElement.id === 'paste'")?;
    browser.cdp.type_text(panel.panel()?, "{\"log\":{\"entries\":[")?;
    panel.click(browser, "#dialog .primary")?;
    let said = panel.text(browser, "#dialog .fault")?;
    assert!(said.contains("line 1, column"), "{said}");
    assert!(
        panel.evaluate(browser, "document.getElementById('paste').value")?.as_str().is_some_and(|t| t.contains("log"))
    );
    let _ = std::fs::remove_dir_all(&folder);
    panel.close(browser)
}

pub fn a_chosen_file_is_read(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let browser = &mut bench.browser;
    choose(browser, &panel, &xtask::paths::root().join("static").join("example.har"), |browser| {
        panel.click(browser, ".toolbar [aria-label='Import a HAR file']")
    })?;
    panel.wait_for(browser, "the example", "document.querySelector('.row.entry[data-cause=token-expired]')")?;
    panel.close(browser)
}

pub fn settings_of_a_file_are_seen_at_once(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let browser = &mut bench.browser;
    let folder = desk::downloads(browser, "settings")?;
    let file = folder.join("settings.json");
    let text = r#"{"schema":"latchkey-settings/1","settings":{"history":"1000","density":"compact"}}"#;
    std::fs::write(&file, text).context(file.display())?;
    panel.click(browser, ".toolbar [aria-label='Settings']")?;
    panel.wait_for(browser, "the form", "document.querySelector('#dialog select')")?;
    choose(browser, &panel, &file, |browser| desk::press(browser, &panel, "#dialog", "Import"))?;
    let now = "document.querySelector('#dialog select').value";
    panel.wait_for(browser, "the new size", &format!("{now} === '1000'"))?;
    assert_eq!(panel.evaluate(browser, "document.getElementById('density-compact').checked")?, true);
    panel.press(browser, "Escape")?;
    panel.close(browser)
}

/// Chooses a file in the chooser that `ask` opens.
fn choose(
    browser: &mut Browser,
    panel: &Panel,
    file: &Path,
    ask: impl FnOnce(&mut Browser) -> Result<()>,
) -> Result<()> {
    let session = panel.panel()?.clone();
    browser.cdp.session(&session, "Page.enable", json!({}))?;
    browser.cdp.session(&session, "Page.setInterceptFileChooserDialog", json!({ "enabled": true }))?;
    ask(browser)?;
    let asked = browser.cdp.wait("the file chooser", LIMIT, |cdp| {
        // Only an answer lets events in.
        cdp.evaluate(&session, "0")?;
        Ok(cdp.take_events(&session, "Page.fileChooserOpened").pop())
    })?;
    let field = asked.pointer("/params/backendNodeId").cloned().unwrap_or_default();
    browser.cdp.session(&session, "DOM.setFileInputFiles", json!({ "files": [file], "backendNodeId": field }))?;
    Ok(())
}

pub fn other_panels_show_the_request(bench: &mut Bench) -> Result<()> {
    let mut panel = expired(bench)?;
    let browser = &mut bench.browser;
    let visible = |view: &str| {
        format!(
            "import('devtools://devtools/bundled/ui/legacy/legacy.js').then((ui) => ui.ViewManager.ViewManager.instance().isViewVisible('{view}'))"
        )
    };
    let limit = xtask::devtools::LIMIT;
    desk::press(browser, &panel, ".actions", "Show in Network")?;
    browser.cdp.wait_for(&panel.frontend, "the Network panel", limit, &visible("network"))?;
    // Without the key, DevTools would take `/api/` for an expression and show every call of the API.
    let filter = "(() => {
        const look = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? look(one.shadowRoot) : [])]);
        return look(document).some((one) => /^url:http:.*[/]api[/]orders$/.test(one.textContent.trim()));
    })()";
    browser.cdp.wait_for(&panel.frontend, "the filter in it", limit, filter)?;
    panel.show(browser)?;
    // The script that makes the call, at its line and column.
    let place = panel.text(browser, ".fix .link")?;
    desk::press(browser, &panel, ".fix", &place)?;
    let shown = "import('devtools://devtools/bundled/panels/sources/sources.js').then(({ SourcesPanel }) => {
        const view = SourcesPanel.SourcesPanel.instance().sourcesView();
        const { state } = view.currentSourceFrame().textEditor;
        const at = state.selection.main.head;
        const line = state.doc.lineAt(at);
        return `${view.currentUISourceCode().url()}:${line.number}:${at - line.from + 1}`;
    })";
    browser.cdp.wait_for(
        &panel.frontend,
        "the place in Sources",
        limit,
        &format!("{shown}.then((at) => at === '{place}')"),
    )?;
    panel.show(browser)?;
    // A fetched answer is no file of Sources; the document is one.
    panel.navigate(browser, &format!("{}nothing", bench.sample.page()))?;
    let row = ".row.entry[data-status='404']";
    panel.click(browser, row)?;
    desk::press(browser, &panel, ".actions", "Open response")?;
    browser.cdp.wait_for(&panel.frontend, "Sources", limit, &visible("sources"))?;
    panel.close(browser)
}

/// DevTools find an answer by its URL alone; where there are several, the panel says so before one is opened.
pub fn another_answer_is_announced_before_it_is_opened(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let (browser, url) = (&mut bench.browser, format!("{}once/opened", bench.sample.page()));
    panel.click(browser, ".toolbar .check input")?;
    panel.navigate(browser, &url)?;
    let row = ".row.entry[data-status='403']";
    panel.click(browser, row)?;
    panel.wait_for(
        browser,
        "the one answer",
        "document.querySelector('.actions').innerText.includes('Open response')",
    )?;
    assert_eq!(panel.evaluate(browser, "document.getElementById('open-menu')")?, Value::Null);
    panel.navigate(browser, &url)?;
    panel.click(browser, "#open-menu summary")?;
    let says = panel.text(browser, "#open-menu .popup")?;
    assert!(says.contains("2 answers from this URL"), "{says}");
    desk::press(browser, &panel, "#open-menu", "Show the body of this one here")?;
    panel.wait_for(
        browser,
        "its own body",
        "document.querySelector('#tabpanel .marked .body')?.innerText.includes('not allowed')",
    )?;
    panel.click(browser, "#open-menu summary")?;
    desk::press(browser, &panel, "#open-menu", "Open one in DevTools")?;
    let limit = xtask::devtools::LIMIT;
    let visible = "import('devtools://devtools/bundled/ui/legacy/legacy.js').then((ui) => ui.ViewManager.ViewManager.instance().isViewVisible('sources'))";
    browser.cdp.wait_for(&panel.frontend, "Sources", limit, visible)?;
    // It is another one indeed.
    let text = "(() => {
        const look = (root) => [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? look(one.shadowRoot) : [])]);
        return look(document).filter((one) => one.matches('.cm-content')).map((one) => one.innerText).join('|');
    })()";
    let shown = browser.cdp.wait_for(&panel.frontend, "the text in Sources", limit, text)?;
    assert!(shown.as_str().is_some_and(|text| !text.contains("not allowed")), "{shown}");
    panel.close(browser)
}

pub fn evidence_leads_to_its_place(bench: &mut Bench) -> Result<()> {
    let panel = expired(bench)?;
    let browser = &mut bench.browser;
    let rows = "[...document.querySelectorAll('.evidence-row .from')].map((one) => one.innerText)";
    let places = panel.wait_for(browser, "the evidence", rows)?;
    let places: Vec<String> =
        places.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let mut seen = Vec::new();
    for (at, place) in places.iter().enumerate() {
        panel.click(browser, "#tab-explain")?;
        panel.click(browser, &format!(".evidence li:nth-child({}) .evidence-row", at + 1))?;
        let tab = match place.as_str() {
            place if place.starts_with("Token ") => "tab-token",
            "Response header WWW-Authenticate" => "tab-challenge",
            _ => "tab-exchange",
        };
        panel.wait_for(browser, &format!("{place} in {tab}"), &format!("document.getElementById('{tab}').ariaSelected === 'true' && document.querySelector('#tabpanel .marked')"))?;
        let marked = panel.evaluate(
            browser,
            "[...document.querySelectorAll('#tabpanel .marked')].map((one) => one.innerText).join('|')",
        )?;
        let name = place.rsplit(' ').next().unwrap_or_default();
        assert!(tab == "tab-challenge" || marked.as_str().is_some_and(|text| text.contains(name)), "{place}: {marked}");
        panel.wait_for(browser, "the focus to be kept", "document.activeElement !== document.body")?;
        seen.push(tab);
    }
    assert!(seen.contains(&"tab-token") && seen.contains(&"tab-challenge"), "{places:?}");
    // DevTools' own page around the panel stays where it is.
    let moved = "(function all(root) {
        return [...root.querySelectorAll('*')].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
    })(document).filter((one) => one.scrollTop && String(one.className).includes('Latchkey')).length";
    assert_eq!(browser.cdp.evaluate(&panel.frontend, moved)?, 0);
    // The mark belongs to the request at which the evidence pointed.
    bench.run(&panel, &["scope"])?;
    bench.expect(&panel, "/api/reports", 403, "insufficient-scope")?;
    let browser = &mut bench.browser;
    panel.click(browser, ".row.entry[data-cause=insufficient-scope]")?;
    panel.wait_for(
        browser,
        "the other request",
        "document.querySelector('.heading').innerText.includes('/api/reports')",
    )?;
    panel.settle(browser)?;
    assert_eq!(panel.evaluate(browser, "document.querySelectorAll('#tabpanel .marked').length")?, 0);
    let begins = "document.getElementById('tab-explain').ariaSelected === 'true' && !document.querySelector('.back')";
    panel.wait_for(browser, "its explanation: evidence of the other one chose the tab, nobody else", begins)?;
    // Each request is read from the beginning.
    panel.click(browser, "#tab-explain")?;
    let scrolled = "['tabpanel', 'detail'].map((id) => document.getElementById(id)).some((one) => one.scrollTop > 0)";
    panel.evaluate(browser, "['tabpanel', 'detail'].forEach((id) => document.getElementById(id).scrollTop = 90)")?;
    assert_eq!(panel.evaluate(browser, scrolled)?, true);
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    panel.wait_for(browser, "the beginning of the first request", &format!("!({scrolled})"))?;
    panel.close(browser)
}

/// What a redirect lost stands in the request that was redirected: the evidence leads there.
pub fn evidence_of_a_redirect_leads_to_it(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["away"])?;
    bench.expect(&panel, "/landing", 401, "redirect-drops-authorization")?;
    bench.expect(&panel, "/away", 307, "redirect-drops-authorization")?;
    let browser = &mut bench.browser;
    let choose =
        "[...document.querySelectorAll('.row.entry')].find((row) => row.innerText.includes('/landing')).click()";
    panel.evaluate(browser, choose)?;
    panel.click(browser, ".evidence li:nth-child(1) .evidence-row")?;
    let there = "document.querySelector('.heading').innerText.includes('/away')
        && document.querySelector('#tabpanel .marked')?.innerText.includes('Authorization')";
    let back = "document.querySelector('.heading').innerText.includes('/landing')
        && document.getElementById('tab-explain').ariaSelected === 'true' && !document.querySelector('.back')";
    for by_key in [false, true] {
        panel.wait_for(browser, "the header that was dropped", there)?;
        if by_key {
            panel.press(browser, "Escape")?;
        } else {
            panel.click(browser, ".back button")?;
        }
        panel.wait_for(browser, "the explanation that was read before", back)?;
        panel.click(browser, ".evidence li:nth-child(1) .evidence-row")?;
    }
    panel.close(browser)
}

/// A press of Ctrl+V anywhere in the panel: the box opens, and the text is in it.
pub fn what_is_pasted_into_the_panel_is_decoded(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let browser = &mut bench.browser;
    // What is copied in a page is on its clipboard.
    let copy = "(() => {
        const field = document.createElement('textarea');
        field.value = 'WWW-Authenticate: Basic realm=\"pasted\"';
        document.body.append(field);
        field.select();
        const done = document.execCommand('copy');
        field.remove();
        return done;
    })()";
    assert_eq!(panel.evaluate(browser, copy)?, true);
    let key = |kind: &str| json!({ "type": kind, "key": "v", "code": "KeyV", "modifiers": 2, "windowsVirtualKeyCode": 86, "commands": ["paste"] });
    browser.cdp.session(panel.panel()?, "Input.dispatchKeyEvent", key("rawKeyDown"))?;
    browser.cdp.session(panel.panel()?, "Input.dispatchKeyEvent", key("keyUp"))?;
    panel.wait_for(browser, "what was pasted", "document.querySelector('.pasted')?.innerText.includes('RFC 7617')")?;
    panel.press(browser, "Escape")?;
    // An answer that is explained is where the keys are then, not the button that opened the box.
    desk::press(browser, &panel, ".toolbar", "Decode")?;
    let answered =
        "curl -i https://api.test/me\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"pasted\"\n\n";
    panel.evaluate(browser, &format!("Object.assign(document.getElementById('paste'), {{ value: {} }}).dispatchEvent(new Event('input', {{ bubbles: true }}))", json!(answered)))?;
    panel.click(browser, ".pasted .primary")?;
    panel.wait_for(browser, "the explanation", "document.querySelector('.heading')?.innerText.includes('401')")?;
    panel.wait_for(browser, "the keys in the list", "document.activeElement.id === 'requests'")?;
    let row = "document.querySelector('.row.entry[aria-selected=true]')?.innerText.includes('/me')
        && document.querySelector('#tab-explain')?.ariaSelected === 'true'";
    panel.wait_for(browser, "its row and its explanation", row)?;
    panel.close(browser)
}

pub fn evidence_leads_into_another_request(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["renewal"])?;
    let browser = &mut bench.browser;
    panel.click(browser, ".row.group[data-verdict=recovered]")?;
    let click = "(() => {
        const row = [...document.querySelectorAll('.evidence-row')].find((one) => one.innerText.includes('/auth/refresh'));
        row?.click();
        return Boolean(row);
    })()";
    panel.wait_for(browser, "the evidence", click)?;
    let there = "document.querySelector('.heading').innerText.includes('/auth/refresh')
        && document.getElementById('tab-exchange').ariaSelected === 'true'
        && document.querySelector('#tabpanel .marked')?.innerText";
    let marked = panel.wait_for(browser, "its place", there)?;
    assert!(marked.as_str().is_some_and(|text| text.contains("200")), "{marked}");
    panel.close(browser)
}

pub fn the_panel_sends_nothing(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let session = panel.panel()?.clone();
    bench.browser.cdp.session(&session, "Network.enable", json!({}))?;
    bench.run(&panel, &["expired", "scope", "csrf", "challenges"])?;
    bench.expect(&panel, "/api/two-challenges", 401, "credentials-missing")?;
    let browser = &mut bench.browser;
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    for tab in crate::view::tabs(bench, &panel)? {
        panel.click(&mut bench.browser, &format!("#{tab}"))?;
        panel.settle(&mut bench.browser)?;
    }
    let browser = &mut bench.browser;
    desk::press(browser, &panel, ".toolbar", "Export")?;
    desk::press(browser, &panel, "#dialog .actions", "Copy")?;
    desk::clipboard(browser, &panel)?;
    let sent = browser.cdp.take_events(&session, "Network.requestWillBeSent");
    let urls: Vec<&str> = sent.iter().filter_map(|event| event.pointer("/params/request/url")?.as_str()).collect();
    let own = |url: &&str| ["chrome-extension://", "blob:", "data:"].iter().any(|start| url.starts_with(start));
    assert!(urls.iter().all(own), "{urls:?}");
    // The watch is real: what the page itself asks for is seen.
    panel.evaluate(browser, "fetch('words.json').then((answer) => answer.text()).then((text) => text.length)")?;
    assert!(!browser.cdp.take_events(&session, "Network.requestWillBeSent").is_empty());
    panel.close(browser)
}

/// The name of a header is a button that tells what the header is for; a URL's parameters stand on lines of their own.
pub fn a_header_says_what_it_is_for(bench: &mut Bench) -> Result<()> {
    let panel = expired(bench)?;
    let browser = &mut bench.browser;
    panel.click(browser, "#tab-exchange")?;
    panel.click(browser, "#tabpanel button.term")?;
    let said = panel.text(browser, "#tabpanel .gloss")?;
    assert!(said.contains("406"), "Accept: {said}");
    panel.click(browser, "#tabpanel button.term")?;
    panel.wait_for(browser, "the line without it", "!document.querySelector('#tabpanel .gloss')")?;
    browser.cdp.evaluate(&panel.page, "fetch('/nothing?page=2&access_token=sample-secret-0001').then(() => true)")?;
    bench.expect(&panel, "/nothing?page=2&access_token=•••", 404, "resource-not-found")?;
    let browser = &mut bench.browser;
    panel.click(browser, ".row.entry[data-cause=resource-not-found]")?;
    panel.wait_for(
        browser,
        "the parameters",
        "document.querySelector('#tabpanel').innerText.includes('URL parameters')",
    )?;
    let words = panel.text(browser, "#tabpanel")?;
    assert!(words.contains("access_token") && !words.contains("sample-secret-0001"), "{words}");
    panel.close(browser)
}
