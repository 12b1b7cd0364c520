//! The built extension in real DevTools: what a response costs, how soon it is painted, what a burst does.

use super::table::{Figure, percentile};
use crate::devtools::{Browser, Panel};
use crate::sample_server::Sample;
use crate::step::{Failure, Result};
use serde_json::{Value, json};
use std::time::Duration;

/// Ten thousand requests take half a minute on a slow machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// How many requests the panel holds.
const CAPTURED: &str =
    "Number(document.querySelector('.shown')?.textContent.match(/of ([\\d,]+)/)?.[1].replaceAll(',', '') ?? 0)";

pub fn measure(browser: &mut Browser, sample: &Sample, figures: &mut Vec<Figure>) -> Result<()> {
    figures.extend(listener(browser, sample)?);
    figures.push(painted(browser, sample)?);
    figures.extend(burst(browser, sample)?);
    figures.push(opened(browser, sample)?);
    figures.push(scrolled(browser)?);
    Ok(())
}

fn panel(browser: &mut Browser, sample: &Sample) -> Result<Panel> {
    let panel = browser.open_panel("about:blank")?;
    panel.wait_for(browser, "the panel to draw", "document.querySelector('.latchkey')?.innerText")?;
    panel.navigate(browser, &sample.page())?;
    Ok(panel)
}

/// What one response costs in the panel: reading, diagnosing and listing it, by handing over a captured one again and again.
fn listener(browser: &mut Browser, sample: &Sample) -> Result<Vec<Figure>> {
    let panel = panel(browser, sample)?;
    for name in ["good", "expired"] {
        browser.cdp.evaluate(&panel.page, &format!("window.sample.run({})", json!(name)))?;
    }
    panel.wait_for(browser, "both responses", &format!("{CAPTURED} === 3"))?;
    // The clock of a page is coarse, so fifty at a time; the work that the panel puts off to a task of its own counts, too.
    let replay = "(async () => {
        const late = { spent: 0, open: 0 };
        const later = window.setTimeout;
        window.setTimeout = (work, ...rest) => {
            // What waits long (the spoken count) is often called off, and then never runs.
            if (rest[0] > 100) return later(work, ...rest);
            late.open++;
            return later(() => { const from = performance.now(); work(); late.spent += performance.now() - from; late.open--; }, ...rest);
        };
        const idle = () => new Promise((done) => { const look = () => (late.open ? later(look, 1) : done()); look(); });
        const events = latchkeyCapture.events.filter(({ entry }) => entry);
        const found = { passing: events.find(({ entry }) => entry.request.url.endsWith('/api/orders') && entry.response.status === 200), failing: events.find(({ entry }) => entry.response.status === 401) };
        const out = {};
        for (const [name, event] of Object.entries(found)) {
            out[name] = [];
            for (let round = 0; round < 11; round++) {
                late.spent = 0;
                const from = performance.now();
                for (let n = 0; n < 50; n++) latchkeyCapture.deliver(event);
                const direct = performance.now() - from;
                await idle();
                out[name].push((direct + late.spent) * 20);
            }
        }
        window.setTimeout = later;
        return out;
    })()";
    let times = panel.evaluate(browser, replay)?;
    panel.close(browser)?;
    let median = |name: &str| {
        let values: Vec<f64> =
            times.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_f64).collect();
        percentile(&values, 0.5)
    };
    Ok(vec![
        Figure::new(
            "listener, a passing response (median)",
            50.0,
            20.0,
            median("passing"),
            "µs",
            "read, diagnosed and listed",
        ),
        Figure::new(
            "listener, a failing one with a token (median)",
            500.0,
            150.0,
            median("failing"),
            "µs",
            "read, diagnosed and listed",
        ),
    ])
}

/// From the end of a response in the page to the frame that shows it, at a hundred a second.
fn painted(browser: &mut Browser, sample: &Sample) -> Result<Figure> {
    const ALL: usize = 500;
    let panel = panel(browser, sample)?;
    // Both pages read the same clock; what is painted is what the count said in the frame before.
    let watch = "window.seen = []; (() => {
        const look = () => {
            const count = [...document.querySelectorAll('.row.group .count')].reduce((sum, cell) => sum + Number(cell.textContent.match(/×([\\d,]+)/)?.[1].replaceAll(',', '') ?? 0), 0);
            const last = window.seen.at(-1)?.[0] ?? 0;
            if (count > last) requestAnimationFrame(() => window.seen.push([count, performance.timeOrigin + performance.now()]));
            requestAnimationFrame(look);
        };
        look();
    })()";
    panel.evaluate(browser, watch)?;
    let send = format!(
        "(async () => {{
            const ends = [];
            const one = async (n) => {{ await (await fetch(`/burst/${{n * 4 + 1}}`)).text(); ends.push(performance.timeOrigin + performance.now()); }};
            const from = performance.now(), all = [];
            for (let n = 0; n < {ALL}; n++) {{
                const left = from + n * 10 - performance.now();
                if (left > 0) await new Promise((done) => setTimeout(done, left));
                all.push(one(n));
            }}
            await Promise.all(all);
            return ends.sort((a, b) => a - b);
        }})()"
    );
    let ends = browser.cdp.evaluate(&panel.page, &send)?;
    let told = browser.cdp.wait_for(
        panel.panel()?,
        "every refusal",
        PATIENCE,
        &format!("(window.seen.at(-1)?.[0] ?? 0) >= {ALL} && window.seen"),
    )?;
    panel.close(browser)?;
    let ends: Vec<f64> = ends.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let told: Vec<(f64, f64)> = told
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|pair| Some((pair.get(0)?.as_f64()?, pair.get(1)?.as_f64()?)))
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred")]
    let delays: Vec<f64> = ends
        .iter()
        .enumerate()
        .filter_map(|(at, end)| told.iter().find(|(count, _)| *count > at as f64).map(|(_, painted)| painted - end))
        .collect();
    if delays.len() < ALL {
        return Err(Failure::new(format!("only {} of {ALL} refusals were painted", delays.len()), ""));
    }
    let note = format!("median {:.0} ms, of which DevTools take about 50 to deliver", percentile(&delays, 0.5));
    Ok(Figure::new("response to painted row, 100/s (p99)", 100.0, 33.0, percentile(&delays, 0.99), "ms", note))
}

fn burst(browser: &mut Browser, sample: &Sample) -> Result<Vec<Figure>> {
    const ALL: usize = 10_000;
    let panel = panel(browser, sample)?;
    let session = panel.panel()?.clone();
    let memory = |browser: &mut Browser| -> Result<f64> {
        browser.cdp.session(&session, "HeapProfiler.collectGarbage", json!({}))?;
        let usage = browser.cdp.session(&session, "Runtime.getHeapUsage", json!({}))?;
        let part = |key: &str| usage.get(key).and_then(Value::as_f64).unwrap_or_default();
        Ok((part("usedSize") + part("embedderHeapUsedSize") + part("backingStorageSize")) / 1e6)
    };
    let before = memory(browser)?;
    panel.evaluate(
        browser,
        "window.tasks = []; new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask', buffered: false }); true",
    )?;
    // In parts, because the protocol waits half a minute for an answer.
    let send = |from: usize, to: usize| {
        format!(
            "(async () => {{
                let next = {from};
                const lane = async () => {{ for (let at = next++; at < {to}; at = next++) await (await fetch(`/burst/${{at}}`, {{ method: at % 4 ? 'GET' : 'POST' }})).text(); }};
                await Promise.all(Array.from({{ length: 100 }}, lane));
            }})()"
        )
    };
    for from in (0..ALL).step_by(500) {
        browser.cdp.evaluate(&panel.page, &send(from, from + 500))?;
    }
    let arrived = browser.cdp.wait_for(
        &session,
        "every response",
        PATIENCE,
        &format!("{CAPTURED} >= {} && {CAPTURED}", ALL + 1),
    )?;
    let tasks = panel.evaluate(browser, "Math.max(0, ...window.tasks)")?.as_f64().unwrap_or(f64::NAN);
    let count = panel.evaluate(browser, "window.tasks.length")?;
    let after = memory(browser)?;
    panel.close(browser)?;
    #[expect(clippy::cast_precision_loss, reason = "ten thousand")]
    let lost = (ALL + 1) as f64 - arrived.as_f64().unwrap_or_default();
    Ok(vec![
        Figure::new("burst of 10,000: lost", 0.0, 0.0, lost, "", ""),
        Figure::new("burst of 10,000: longest task", 50.0, 50.0, tasks, "ms", format!("{count} tasks over 50 ms")),
        Figure::new(
            "burst of 10,000: memory",
            f64::INFINITY,
            60.0,
            after - before,
            "MB",
            "in the panel's page, WebAssembly included",
        ),
    ])
}

/// The panel loads when a thousand requests were captured before.
fn opened(browser: &mut Browser, sample: &Sample) -> Result<Figure> {
    let panel = panel(browser, sample)?;
    let session = panel.panel()?.clone();
    let send = "(async () => { for (let n = 0; n < 1000; n += 50) await Promise.all(Array.from({ length: 50 }, async (_, at) => (await fetch(`/burst/${n + at}`, { method: (n + at) % 4 ? 'GET' : 'POST' })).text())); })()";
    browser.cdp.evaluate(&panel.page, send)?;
    browser.cdp.wait_for(&session, "a thousand", PATIENCE, &format!("{CAPTURED} >= 1001"))?;
    browser.cdp.session(&session, "Page.enable", json!({}))?;
    let watch = format!(
        "(() => {{ const look = () => {{
            if (document.querySelector('.row.entry') && {CAPTURED} >= 1001) requestAnimationFrame(() => {{ window.usable = performance.now(); }});
            else requestAnimationFrame(look);
        }}; look(); }})()"
    );
    browser.cdp.session(&session, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": watch }))?;
    let mut times = Vec::new();
    for _ in 0..5 {
        panel.evaluate(browser, "window.usable = 0; window.old = true; setTimeout(() => location.reload()); true")?;
        let usable = browser.cdp.wait_for(&session, "the list", PATIENCE, "!window.old && window.usable")?;
        times.push(usable.as_f64().unwrap_or(f64::NAN));
    }
    panel.close(browser)?;
    Ok(Figure::new(
        "opened with 1,000 earlier entries",
        400.0,
        150.0,
        percentile(&times, 0.5),
        "ms",
        "the page's start to the list, median of 5",
    ))
}

/// Frames while a list of 100,000 rows is scrolled through.
fn scrolled(browser: &mut Browser) -> Result<Figure> {
    let panel = browser.open_panel("about:blank")?;
    panel.wait_for(browser, "the panel to draw", "document.querySelector('.latchkey')?.innerText")?;
    let file = super::folder().join("long.har");
    let document = browser.cdp.session(
        panel.panel()?,
        "Runtime.evaluate",
        json!({ "expression": "window.field = Object.assign(document.createElement('input'), { type: 'file' })" }),
    )?;
    let object = document.pointer("/result/objectId").cloned().unwrap_or_default();
    browser.cdp.session(panel.panel()?, "DOM.setFileInputFiles", json!({ "files": [file], "objectId": object }))?;
    let drop = "(() => {
        const data = new DataTransfer();
        data.items.add(window.field.files[0]);
        document.querySelector('.latchkey').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        return true;
    })()";
    panel.evaluate(browser, drop)?;
    browser.cdp.wait_for(panel.panel()?, "a hundred thousand rows", PATIENCE, &format!("{CAPTURED} >= 100000"))?;
    // Every request on a line of its own, also those that passed.
    let flat = "[...document.querySelectorAll('label.check')].forEach((label) => {
        const box = label.querySelector('input');
        const wanted = /group/i.test(label.innerText) ? false : /passing/i.test(label.innerText) ? true : box.checked;
        if (box.checked !== wanted) box.click();
    })";
    panel.evaluate(browser, flat)?;
    let scroller = "[document.getElementById('requests'), ...document.querySelectorAll('#requests *')].find((one) => one && one.scrollHeight > one.clientHeight * 20)";
    browser.cdp.wait_for(panel.panel()?, "a long list", PATIENCE, &format!("({scroller})?.scrollHeight > 1000000"))?;
    let scroll = format!(
        "new Promise((done) => {{
            const list = {scroller};
            const frames = [];
            let last;
            const step = (now) => {{
                if (last !== undefined) frames.push(now - last);
                last = now;
                list.scrollTop += 1237;
                if (frames.length < 400) requestAnimationFrame(step); else done({{ frames, rows: document.querySelectorAll('.row.entry').length, at: list.scrollTop }});
            }};
            requestAnimationFrame(step);
        }})"
    );
    let told = panel.evaluate(browser, &scroll)?;
    panel.close(browser)?;
    if told.get("rows").and_then(Value::as_u64).unwrap_or_default() == 0 {
        return Err(Failure::new(format!("the scrolled list showed no row: {told}"), ""));
    }
    let frames: Vec<f64> =
        told.get("frames").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_f64).collect();
    let note = format!("median {:.1} ms, 50 rows a frame", percentile(&frames, 0.5));
    Ok(Figure::new("scroll through 100,000 rows (p95 frame)", 32.0, 16.7, percentile(&frames, 0.95), "ms", note))
}
