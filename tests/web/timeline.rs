//! The timeline: few elements for 5,000 requests, its wheel and its pointer.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{Stage, drawn, javascript, until};

/// Zooms in by the wheel, and moves.
const ZOOM: &str = "
    const drawing = document.getElementById('timeline');
    for (let step = 0; step < 9; step += 1) {
        const zoom = step % 3 !== 2;
        drawing.dispatchEvent(new WheelEvent('wheel', {
            deltaY: zoom ? -100 : 0, deltaX: zoom ? 0 : 40, ctrlKey: zoom, bubbles: true, cancelable: true,
        }));
    }";

/// Five requests a second for sixteen minutes; every fiftieth fails.
fn five_thousand() -> String {
    let entries: Vec<_> = (0..5000)
        .map(|n| {
            let (minute, second, millis) = (n / 300, n / 5 % 60, n % 5 * 200);
            let status = if n % 50 == 0 { 404 } else { 200 };
            format!(
                r#"{{"startedDateTime":"2026-11-20T12:{minute:02}:{second:02}.{millis:03}Z","time":8,"_resourceType":"fetch",
                "request":{{"method":"GET","url":"https://api.shop.example/a","headers":[]}},
                "response":{{"status":{status},"statusText":"","headers":[],"content":{{"size":0,"mimeType":"text/plain"}}}}}}"#
            )
        })
        .collect();
    let log = r#""version":"1.2","creator":{"name":"test","version":"1"}"#;
    format!(r#"{{"log":{{{log},"entries":[{}]}}}}"#, entries.join(","))
}

/// In a low window the strip is folded at first.
async fn open(stage: &Stage) {
    until("the strip", || stage.count(".timeline .fold") == 1).await;
    drawn().await;
    if stage.count("#timeline") == 0 {
        stage.click(".timeline .fold").await;
    }
    until("the drawing", || stage.count("#timeline .dots") > 0).await;
}

#[wasm_bindgen_test]
async fn five_thousand_requests_are_few_elements_at_each_zoom() {
    let stage = Stage::new();
    stage.panel.import("many", &five_thousand()).unwrap();
    open(&stage).await;
    let picture = || stage.root.query_selector("#timeline svg").unwrap().unwrap().inner_html();
    let before = picture();
    javascript(ZOOM);
    until("another picture", || picture() != before).await;
    assert!(stage.count(".timeline *") < 400, "{} elements", stage.count(".timeline *"));
}

#[wasm_bindgen_test]
async fn what_is_cleared_during_an_import_stays_cleared() {
    let stage = Stage::new();
    let there = || stage.panel.with_history(|history| history.rows().len());
    stage.panel.import("first", &five_thousand()).unwrap();
    stage.panel.clear();
    stage.panel.import("second", &five_thousand()).unwrap();
    until("the second file", || there() >= 5000).await;
    for _ in 0..5 {
        drawn().await;
    }
    assert_eq!(there(), 5000, "the first file's rest did not follow");
}

#[wasm_bindgen_test]
async fn a_click_on_a_dot_chooses_and_a_drag_does_not() {
    let stage = Stage::new();
    stage.panel.add(super::refused());
    open(&stage).await;
    // The first dot of the failures: the outline begins at its upper corner.
    let pointer = |kind: &str, moved: i32| {
        javascript(&format!(
            "const drawing = document.getElementById('timeline');
            const [x, y] = document.querySelector('.timeline .dots[data-kind=failure]').getAttribute('d').match(/M(\\d+) (\\d+)/).slice(1).map(Number);
            const box = drawing.getBoundingClientRect();
            drawing.dispatchEvent(new PointerEvent('{kind}', {{
                clientX: box.left + x + {moved}, clientY: box.top + y + 4, pointerId: 1, bubbles: true,
            }}));"
        ));
    };
    pointer("pointerdown", 0);
    pointer("pointermove", 40);
    pointer("pointerup", 40);
    drawn().await;
    assert_eq!(stage.count(".heading"), 0, "a drag moves the window");
    pointer("pointermove", 0);
    drawn().await;
    assert!(stage.text(".timeline-tip").contains("401"), "{}", stage.text(".timeline-tip"));
    pointer("pointerdown", 0);
    pointer("pointerup", 0);
    drawn().await;
    assert!(stage.text(".heading").contains("401"), "{}", stage.text(".heading"));
}
