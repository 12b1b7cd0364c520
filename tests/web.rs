//! The panel's behaviour in a real browser: `cargo xtask test web`.
#![cfg(all(target_arch = "wasm32", feature = "panel"))]

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

/// Gives the list the look that makes its rows as high as they are counted.
fn style(stage: &Stage) {
    let style = document().create_element("style").unwrap();
    let css = [
        include_str!("../static/css/theme.css"),
        include_str!("../static/css/base.css"),
        include_str!("../static/css/layout.css"),
        include_str!("../static/css/list.css"),
    ];
    style.set_text_content(Some(&css.concat()));
    stage.root.append_child(&style).unwrap();
}

#[wasm_bindgen_test]
async fn a_long_list_draws_only_what_is_seen() {
    let stage = Stage::new();
    style(&stage);
    let many: Vec<_> = (0..3_000).map(|at| (format!("/items/{at}"), 403, String::new())).collect();
    let many: Vec<_> = many.iter().map(|(path, status, request)| (path.as_str(), *status, request.clone())).collect();
    stage.panel.add(exchanges(&many));
    drawn().await;
    stage.click(".statusbar .check input").await; // not grouped
    drawn().await;
    let drawn = stage.count(".row.entry");
    assert!((10..100).contains(&drawn), "{drawn} of 3000 rows are elements");

    // After a leap, too, each row shows its own request.
    javascript("document.getElementById('requests').scrollTop = 40000");
    let row = "[...document.querySelectorAll('.row.entry')]";
    until("the rows far below", || javascript(&format!("return {row}[0].dataset.id > 1000")).is_truthy()).await;
    let told = |test: &str| javascript(&format!("return {row}.every((row) => {test})")).is_truthy();
    assert!(told("row.querySelector('.path').textContent === `/items/${row.dataset.id}`"), "each row has its own path");
    assert!(told("row.id === `row-${row.dataset.id}` && row.getAttribute('aria-rowindex') - 2 === +row.dataset.id"));
    // The details take room from the list, so the rows are others then.
    let clicked = format!("const row = {row}[20]; row.click(); return row.querySelector('.path').textContent");
    let clicked = javascript(&clicked).as_string().unwrap();
    self::drawn().await;
    let chosen = "return document.querySelector('.row[aria-selected=true] .path').textContent";
    assert_eq!(javascript(chosen).as_string(), Some(clicked.clone()));
    assert!(stage.text(".heading").contains(&clicked));
}

/// What is wrong with the rows on screen; nothing if they stand in the list's order, without gaps, and fill what is seen.
const ROWS: &str = "
    const list = document.getElementById('requests');
    const rows = [...list.querySelectorAll('.row')];
    const at = rows.map((row) => +row.getAttribute('aria-rowindex'));
    const told = () => ` (rows ${at} of ${count})`;
    const count = +list.getAttribute('aria-rowcount');
    if (count > 1 && rows.length === 0) return 'no row at all' + told();
    const gap = at.findIndex((place, nth) => nth > 0 && place !== at[nth - 1] + 1);
    if (gap !== -1) return `a gap before row ${at[gap]}` + told();
    if (new Set(rows.map((row) => row.id)).size < rows.length) return 'a line twice' + told();
    const seen = list.getBoundingClientRect();
    if (rows.length && at[0] > 2 && rows[0].getBoundingClientRect().top > seen.top + 1) return 'nothing at the top' + told();
    const last = rows.length - 1;
    if (rows.length && at[last] < count && rows[last].getBoundingClientRect().bottom < seen.bottom - 1) return 'nothing at the end' + told();
    const stray = rows.find((row) => row.dataset.id && row.id !== `row-${row.dataset.id}`);
    return stray ? `${stray.id} shows ${stray.dataset.id}` : undefined;
";

#[wasm_bindgen_test]
async fn the_rows_have_no_gaps_whatever_changes() {
    const KINDS: [(&str, u16); 6] =
        [("/me", 401), ("/users/undefined", 404), ("/orders", 403), ("/health", 200), ("/pay", 402), ("/rate", 429)];
    let stage = Stage::new();
    style(&stage);
    // Steps by chance, the same in each run.
    let mut chance = 7_u32;
    let mut below = |limit: usize| {
        chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (chance >> 8) as usize % limit
    };
    let click = Function::new_with_args(
        "selector, nth",
        "const all = document.querySelectorAll(selector); all[nth % all.length]?.click()",
    );
    for step in 0..100 {
        let doing = ["arrival", "arrival", "fold", "more", "sort", "check", "choose", "leap"][below(8)];
        let clicked = match doing {
            "arrival" => {
                let batch: Vec<_> = (0..=below(8)).map(|_| KINDS[below(KINDS.len())]).collect();
                let batch: Vec<_> = batch.into_iter().map(|(path, status)| (path, status, String::new())).collect();
                stage.panel.add(exchanges(&batch));
                ""
            }
            "fold" => ".row.group .fold",
            "more" => ".row.more",
            "sort" => ".sort",
            "check" => ".statusbar .check input",
            "choose" => ".row.entry",
            _ => {
                let leap = format!("document.getElementById('requests').scrollTop = {}", below(9_000));
                javascript(&leap);
                ""
            }
        };
        if !clicked.is_empty() {
            click.call2(&JsValue::NULL, &clicked.into(), &(below(60) as f64).into()).unwrap();
        }
        drawn().await;
        assert_eq!(javascript(ROWS).as_string(), None, "after step {step}, {doing}");
    }
    assert!(stage.count(".row.entry") > 10, "the list is long by now");
}

#[wasm_bindgen_test]
async fn the_keys_keep_new_rows_in_sight() {
    let stage = Stage::new();
    style(&stage);
    let batch = |from: usize, to: usize| {
        let all: Vec<_> = (from..to).map(|at| (format!("/items/{at}"), 403, String::new())).collect();
        let all: Vec<_> = all.iter().map(|(path, status, request)| (path.as_str(), *status, request.clone())).collect();
        exchanges(&all)
    };
    stage.panel.add(batch(0, 40));
    drawn().await;
    stage.click(".statusbar .check input").await; // not grouped
    stage.click(".row.entry").await;
    stage.panel.add(batch(40, 120));
    drawn().await;
    javascript("document.getElementById('requests').focus()");
    let seen = "const row = document.querySelector('.row[aria-selected=true]')?.getBoundingClientRect();
        const list = document.getElementById('requests').getBoundingClientRect();
        return !!row && row.top >= list.top - 1 && row.bottom <= list.bottom + 1";
    for key in ["PageDown", "PageDown", "ArrowDown", "ArrowDown", "PageDown", "End", "Home", "PageDown", "n", "n"] {
        stage.press(key).await;
        drawn().await;
        assert!(javascript(seen).is_truthy(), "after {key} the chosen row is out of sight");
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
