//! The list in a real browser: which rows are there, and where they stand.

use std::ops::Range;

use js_sys::Function;
use latchkey::exchange::Exchange;
use leptos::prelude::document;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{Stage, drawn, exchanges, javascript, until};

/// Gives the list the look that makes its rows as high as they are counted.
fn style(stage: &Stage) {
    let style = document().create_element("style").unwrap();
    let css = [
        include_str!("../../static/css/theme.css"),
        include_str!("../../static/css/base.css"),
        include_str!("../../static/css/layout.css"),
        include_str!("../../static/css/list.css"),
    ];
    style.set_text_content(Some(&css.concat()));
    stage.root.append_child(&style).unwrap();
}

/// Refused requests, each with a path of its own.
fn items(range: Range<usize>) -> Vec<Exchange> {
    let all: Vec<_> = range.map(|at| (format!("/items/{at}"), 403, String::new())).collect();
    let all: Vec<_> = all.iter().map(|(path, status, request)| (path.as_str(), *status, request.clone())).collect();
    exchanges(&all)
}

/// Whether the chosen row is wholly seen.
const CHOSEN: &str = "
    const row = document.querySelector('.row[aria-selected=true]')?.getBoundingClientRect();
    const list = document.getElementById('requests').getBoundingClientRect();
    return !!row && row.top >= list.top - 1 && row.bottom <= list.bottom + 1";

#[wasm_bindgen_test]
async fn a_long_list_draws_only_what_is_seen() {
    let stage = Stage::new();
    style(&stage);
    stage.panel.add(items(0..3_000));
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
    stage.panel.add(items(0..40));
    drawn().await;
    stage.click(".statusbar .check input").await; // not grouped
    stage.click(".row.entry").await;
    stage.panel.add(items(40..120));
    drawn().await;
    javascript("document.getElementById('requests').focus()");
    for key in ["PageDown", "PageDown", "ArrowDown", "ArrowDown", "PageDown", "End", "Home", "PageDown", "n", "n"] {
        stage.press(key).await;
        drawn().await;
        assert!(javascript(CHOSEN).is_truthy(), "after {key} the chosen row is out of sight");
    }
}

#[wasm_bindgen_test]
async fn what_takes_room_from_the_list_hides_no_chosen_row_and_leaves_no_gap() {
    let stage = Stage::new();
    style(&stage);
    stage.panel.add(items(0..120));
    drawn().await;
    stage.click(".statusbar .check input").await; // not grouped
    javascript("document.getElementById('requests').focus()");
    stage.press("ArrowDown").await;
    // To the last row that is seen.
    stage.press("PageDown").await;
    for height in [400, 300, 900, 520, 700] {
        let high = javascript("return document.getElementById('requests').clientHeight").as_f64();
        stage.root.style().set_property("height", &format!("{height}px")).unwrap();
        until("the list in its new size", || {
            javascript("return document.getElementById('requests').clientHeight").as_f64() != high
        })
        .await;
        drawn().await;
        assert!(javascript(CHOSEN).is_truthy(), "at {height} px the chosen row is out of sight");
        assert_eq!(javascript(ROWS).as_string(), None, "at {height} px");
    }
}

#[wasm_bindgen_test]
async fn the_chosen_row_stays_in_sight_when_groups_come_and_go() {
    let stage = Stage::new();
    style(&stage);
    stage.panel.add(items(0..120));
    drawn().await;
    let group = ".statusbar .check input";
    stage.click(group).await; // not grouped
    javascript("document.getElementById('requests').focus()");
    stage.press("End").await;
    for way in ["under a heading", "without headings", "under a heading again"] {
        let chosen = stage.text(".row[aria-selected=true] .path");
        stage.click(group).await;
        drawn().await;
        assert!(javascript(CHOSEN).is_truthy(), "{way} the chosen row is out of sight");
        assert_eq!(stage.text(".row[aria-selected=true] .path"), chosen, "{way}");
        assert_eq!(javascript(ROWS).as_string(), None, "{way}");
    }
    // A heading is chosen: without headings, the request whose details stand there is.
    stage.press("Home").await;
    stage.click(group).await;
    drawn().await;
    assert_eq!(stage.count(".row.entry[aria-selected=true]"), 1);
    assert!(javascript(CHOSEN).is_truthy());
}
