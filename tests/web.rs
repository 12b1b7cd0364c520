//! The panel's behaviour in a real browser: `cargo xtask test web`.
#![cfg(all(target_arch = "wasm32", feature = "panel"))]

#[path = "web/list.rs"]
mod list;
#[path = "web/signatures.rs"]
mod signatures;
#[path = "web/timeline.rs"]
mod timeline;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use latchkey::browser::capture::{Event, Queue, Sink};
use latchkey::browser::clock;
use latchkey::browser::{expressions, panic_screen, ports};
use latchkey::diagnosis::diagnose;
use latchkey::exchange::Exchange;
use latchkey::filter::Filter;
use latchkey::har;
use latchkey::history::History;
use latchkey::instant::Instant;
use latchkey::panel::{App, Panel, Ports, Theme};
use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

/// `{"alg":"RS256","typ":"at+jwt"}`, `exp` 2026-11-20T11:51:02Z, and a signature of 256 bytes.
fn expired() -> String {
    let signature = "A".repeat(342);
    format!(
        "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzk1MTcxODYyLCJleHAiOjE3OTUxNzU0NjJ9.{signature}"
    )
}

fn exchanges(entries: &[(&str, u16, String)]) -> Vec<Exchange> {
    let entries: Vec<_> = entries
        .iter()
        .enumerate()
        .map(|(at, (path, status, request))| {
            format!(
                r#"{{"startedDateTime":"2026-11-20T12:03:{at:02}.000Z","time":80,"_resourceType":"fetch",
                "request":{{"method":"GET","url":"https://api.shop.example{path}","headers":[{request}]}},
                "response":{{"status":{status},"statusText":"","headers":[{{"name":"Date","value":"Fri, 20 Nov 2026 12:03:{at:02} GMT"}},
                {{"name":"WWW-Authenticate","value":"Bearer realm=\"shop\", error=\"invalid_token\""}}],
                "content":{{"size":2,"mimeType":"application/json","text":"{{}}"}}}}}}"#,
                at = at % 60
            )
        })
        .collect();
    let text = format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"test","version":"1"}},"entries":[{}]}}}}"#,
        entries.join(",")
    );
    har::read(&text).unwrap().exchanges.into_iter().map(|(_, exchange)| exchange).collect()
}

fn refused() -> Vec<Exchange> {
    let token = format!(r#"{{"name":"Authorization","value":"Bearer {}"}}"#, expired());
    exchanges(&[
        ("/health", 200, String::new()),
        ("/me", 401, token.clone()),
        ("/orders", 401, token),
        ("/users/undefined", 404, String::new()),
    ])
}

/// A mounted panel; gone when dropped.
struct Stage {
    panel: Panel,
    root: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Stage {
    fn new() -> Self {
        Self::with(Ports::none())
    }

    fn with(ports: Ports) -> Self {
        let ports = Ports { watch_size: ports::watch_size, ..ports };
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_attribute("style", "width: 1000px; height: 600px").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let owner = Owner::new();
        let panel = owner.with(Panel::new);
        panel.set_now(Instant::parse_rfc3339("2026-11-20T12:04:00Z").unwrap());
        let handle = mount_to(root.clone(), move || {
            provide_context(panel);
            provide_context(ports.clone());
            view! { <App/> }
        });
        Self { panel, root, _mounted: Box::new((handle, owner)) }
    }

    fn count(&self, selector: &str) -> u32 {
        count(&self.root, selector)
    }

    fn text(&self, selector: &str) -> String {
        self.root.query_selector(selector).unwrap().and_then(|e| e.text_content()).unwrap_or_default()
    }

    async fn click(&self, selector: &str) {
        let element = self.root.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"));
        element.unchecked_into::<HtmlElement>().click();
        drawn().await;
    }

    async fn press(&self, key: &str) {
        let press = Function::new_with_args(
            "key",
            "document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))",
        );
        press.call1(&JsValue::NULL, &key.into()).unwrap();
        drawn().await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Waits until what changed is drawn: one frame draws it, and what observes sizes has answered before the second.
async fn drawn() {
    frame().await;
    frame().await;
}

/// Looks once a frame until the condition holds.
async fn until(what: &str, holds: impl Fn() -> bool) {
    const FRAMES: usize = 1_200;
    for _ in 0..FRAMES {
        if holds() {
            return;
        }
        frame().await;
    }
    panic!("waited {FRAMES} frames in vain for {what}");
}

async fn frame() {
    let promise = Promise::new(&mut |resolve, _| {
        window().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// How many elements below `root` the selector matches.
fn count(root: &HtmlElement, selector: &str) -> u32 {
    let look = Function::new_with_args("root, selector", "return root.querySelectorAll(selector).length");
    look.call2(&JsValue::NULL, root, &selector.into()).unwrap().as_f64().unwrap() as u32
}

fn javascript(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

#[wasm_bindgen_test]
async fn exchanges_become_rows_and_a_click_explains_one() {
    let stage = Stage::new();
    drawn().await;
    assert!(stage.text(".list .empty").contains("Waiting for requests"));
    stage.panel.add(refused());
    drawn().await;
    assert_eq!(stage.count(".row.entry"), 3, "the good answer is not listed");
    assert_eq!(stage.count(".row.entry[data-cause=token-expired]"), 2);
    assert_eq!(stage.count(".list .empty"), 0);
    stage.click(".row.entry[data-cause=token-expired]").await;
    assert!(stage.text(".heading").contains("401"));
    assert!(stage.text("#tabpanel").contains("How to fix it"));
    let token = expired();
    let secret = token.rsplit('.').next().unwrap();
    assert!(!stage.root.inner_html().contains(secret), "the token stays masked");
}

#[wasm_bindgen_test]
async fn the_keyboard_walks_opens_and_leaves() {
    let stage = Stage::new();
    stage.panel.add(refused());
    drawn().await;
    javascript("document.getElementById('requests').focus()");
    for chosen in ["group", "entry", "entry", "group"] {
        stage.press("ArrowDown").await;
        assert_eq!(stage.count(&format!(".row.{chosen}[aria-selected=true]")), 1, "{chosen}");
    }
    stage.press("Home").await;
    stage.press("ArrowLeft").await;
    assert_eq!(stage.count(".row.entry[data-cause=token-expired]"), 0, "folded");
    stage.press("ArrowRight").await;
    assert_eq!(stage.count(".row.entry[data-cause=token-expired]"), 2, "open again");
    stage.press("ArrowDown").await;
    stage.press("Enter").await;
    assert_eq!(document().active_element().unwrap().id(), "detail");
    stage.press("Escape").await;
    assert_eq!(document().active_element().unwrap().id(), "requests");
    assert_eq!(stage.count(".heading"), 0, "the details are closed");
    // The heading of a group is read like any line; the space bar folds it.
    stage.press("Home").await;
    stage.press("Enter").await;
    assert_eq!(document().active_element().unwrap().id(), "detail");
    assert_eq!(stage.count(".row.entry[data-cause=token-expired]"), 2, "still open");
    stage.press("Escape").await;
    stage.press("Home").await;
    for rows in [0, 2] {
        stage.press(" ").await;
        assert_eq!(stage.count(".row.entry[data-cause=token-expired]"), rows);
    }
}

#[wasm_bindgen_test]
async fn a_folded_group_opens_by_its_arrow() {
    let stage = Stage::new();
    stage.panel.add(refused());
    drawn().await;
    for rows in [0, 2, 0, 2] {
        stage.click(".row.group[data-cause=token-expired] .fold").await;
        assert_eq!(stage.count(".row.entry[data-cause=token-expired]"), rows);
    }
}

#[wasm_bindgen_test]
async fn the_theme_follows_its_surroundings() {
    let stage = Stage::new();
    for (theme, name) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        stage.panel.set_theme(theme);
        drawn().await;
        assert_eq!(stage.count(&format!(".latchkey[data-theme={name}]")), 1);
    }
}

#[wasm_bindgen_test]
fn the_panic_screen_shows_text_and_offers_a_restart() {
    panic_screen::show("<img src=x> index out of bounds at src/x.rs:1");
    panic_screen::show("a second panic");
    assert_eq!(count(&document().body().unwrap(), "#latchkey-panic"), 1, "one screen, however many panics");
    let screen: HtmlElement = document().get_element_by_id("latchkey-panic").unwrap().unchecked_into();
    assert_eq!(screen.get_attribute("role").as_deref(), Some("alertdialog"));
    assert!(screen.inner_text().contains("<img src=x> index out of bounds"), "markup stays text");
    assert!(screen.query_selector("img").unwrap().is_none());
    let focused = document().active_element().unwrap();
    assert_eq!(focused.text_content().as_deref(), Some("Restart"), "the keyboard is where help is");
    screen.remove();
}

#[derive(Clone, Default)]
struct Recorder(Rc<RefCell<Vec<Handed>>>);

#[derive(Clone, Debug, PartialEq)]
enum Handed {
    Exchanges(Vec<String>),
    Navigated(String),
}

impl Sink for Recorder {
    fn add(&self, exchanges: Vec<Exchange>) {
        let paths = exchanges.iter().map(|e| e.request.url.path().to_owned()).collect();
        self.0.borrow_mut().push(Handed::Exchanges(paths));
    }

    fn navigated(&self, url: String, _: Instant) {
        self.0.borrow_mut().push(Handed::Navigated(url));
    }

    fn missed(&self, count: usize) {
        panic!("{count} exchanges were dropped");
    }

    fn paused(&self) {
        panic!("nobody stopped the recording");
    }
}

#[wasm_bindgen_test]
async fn the_queue_hands_on_batches_in_order() {
    let recorder = Recorder::default();
    let queue = Queue::new(recorder.clone());
    let paths: Vec<_> = (0..210).map(|at| format!("/{at}")).collect();
    let wanted: Vec<_> = paths.iter().map(|path| (path.as_str(), 401, String::new())).collect();
    let mut all = exchanges(&wanted).into_iter();
    for exchange in all.by_ref().take(200) {
        let slow = move || {
            let started = clock::elapsed();
            while clock::elapsed() - started < 1.0 {}
            Some(exchange)
        };
        queue.push(Event::Exchange(Box::new(slow)));
    }
    queue.push(Event::Navigated("https://shop.example/next".into(), Instant::default()));
    for exchange in all {
        queue.push(Event::Exchange(Box::new(move || Some(exchange))));
    }
    assert!(recorder.0.borrow().is_empty(), "nothing is handed on while it arrives");
    let exchanges = || {
        let handed = recorder.0.borrow();
        handed.iter().map(|h| if let Handed::Exchanges(paths) = h { paths.len() } else { 0 }).sum::<usize>()
    };
    until("all exchanges", || exchanges() == paths.len()).await;
    let handed = recorder.0.borrow().clone();
    let news = handed.iter().position(|h| *h == Handed::Navigated("https://shop.example/next".into())).unwrap();
    let batch = |handed: &Handed| match handed {
        Handed::Exchanges(paths) => paths.clone(),
        Handed::Navigated(_) => Vec::new(),
    };
    assert!(handed[..news].iter().all(|h| batch(h).len() < 20), "slow ones: no task takes on all at once");
    let before: Vec<_> = handed[..news].iter().flat_map(batch).collect();
    let after: Vec<_> = handed[news..].iter().flat_map(batch).collect();
    assert_eq!(before, paths[..200]);
    assert_eq!(after, paths[200..]);
}

#[wasm_bindgen_test]
fn the_browser_reads_expressions_of_the_filter() {
    expressions::install();
    let mut history = History::default();
    let id = history.push(0, refused().remove(0).into());
    let diagnosis = diagnose(&history, id).unwrap();
    let passes = |line| {
        let (filter, faults) = Filter::parse(line);
        assert!(faults.is_empty(), "{line}: {faults:?}");
        filter.matches(history.get(id).unwrap(), &diagnosis)
    };
    assert!(passes(r"/SHOP\.example\/\w+/"));
    assert!(passes(r"-/shop\.example$/"));
    assert!(!passes(r"/shop\.example$/"));
    let (_, faults) = Filter::parse("/(/");
    // Chromium's words, without the expression and the flags that it quotes.
    assert!(faults[0].what.ends_with("cannot be used: Unterminated group"), "{faults:?}");
}

#[wasm_bindgen_test]
fn settings_are_kept_and_given_back() {
    let ports = ports::ports();
    (ports.store)("test", "kept");
    assert_eq!((ports.load)("test").as_deref(), Some("kept"));
    assert_eq!((ports.load)("never stored"), None);
}

#[wasm_bindgen_test]
fn a_download_carries_name_and_text() {
    javascript(
        "window.saved = {};
        HTMLAnchorElement.prototype.click = function () { saved.name = this.download; saved.href = this.href; };
        const create = URL.createObjectURL;
        URL.createObjectURL = (blob) => { saved.size = blob.size; return create.call(URL, blob); };",
    );
    (ports::ports().download.unwrap())("report.md", "sieben €");
    let saved = javascript("return `${saved.name} ${saved.size} ${saved.href.startsWith('blob:')}`");
    assert_eq!(saved.as_string().as_deref(), Some("report.md 10 true"));
}

#[wasm_bindgen_test]
fn only_web_addresses_are_opened() {
    javascript("window.opened = []; window.open = (...all) => { opened.push(all.join(' ')); return null; };");
    let open = ports::ports().open_link;
    for url in [
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "chrome://settings",
        "https://www.rfc-editor.org/",
    ] {
        open(url);
    }
    let opened = javascript("return opened.join('|')").as_string();
    assert_eq!(opened.as_deref(), Some("https://www.rfc-editor.org/ _blank noopener,noreferrer"));
}

#[wasm_bindgen_test]
fn copying_leaves_the_focus_and_no_trace() {
    javascript(
        "const button = document.createElement('button');
        button.id = 'before';
        document.body.append(button);
        button.focus();
        document.execCommand = (name) => { window.copied = `${name} ${document.activeElement.value}`; return true; };",
    );
    (ports::ports().copy)("curl 'https://…'");
    assert_eq!(javascript("return copied").as_string().as_deref(), Some("copy curl 'https://…'"));
    assert_eq!(document().active_element().unwrap().id(), "before");
    assert!(document().query_selector("textarea").unwrap().is_none());
    document().get_element_by_id("before").unwrap().remove();
}
