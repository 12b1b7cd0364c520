//! The strip at the bottom: tokens as bars, requests as dots, renewals and sign-ins as marks, in
//! time. The drawing is a slider for the keyboard and for screen readers: one stop, and its value
//! is a request in words.

mod draw;
mod listing;
mod model;
mod picture;
mod scene;
mod strip;
#[cfg(test)]
mod tests;
mod window;
mod words;

use leptos::prelude::*;

use super::Ports;
use super::handlers::on_click;
use super::icons::{Icon, Shape};
use super::state::panel;
use model::Timeline;
use picture::drawing;
use scene::Scene;
use strip::Strip;
use window::Window;

/// The window's height in pixels below which the strip is folded until it is asked for.
const LOW: f64 = 520.0;
/// Its width below which it is; the style sheet says the same.
const NARROW: f64 = 640.0;

/// The strip; nothing while nothing was captured.
#[component]
pub fn TimelineStrip() -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let ports = expect_context::<Ports>();
    let (timeline, revision) = (StoredValue::new(Timeline::default()), RwSignal::new(0));
    let (window, width) = (RwSignal::new(None::<Window>), RwSignal::new(800));
    let shown = move || {
        revision.track();
        let on = width.get();
        window
            .get()
            .map(|w| w.on(on))
            .or_else(|| timeline.with_value(Timeline::requests).map(|all| Window::around(all, on)))
    };
    let scene = Memo::new(move |_| {
        let shown = shown()?;
        Some(timeline.with_value(|t| Scene::of(t, shown)))
    });
    let scene = Memo::new(move |_| scene.get().unwrap_or_default());
    let strip = Strip {
        panel,
        timeline,
        revision,
        window,
        width,
        at: RwSignal::new(None),
        over: RwSignal::new(None),
        scene,
        offset: ports.utc_offset,
    };
    // What the user chose where there is room; a low or narrow panel begins with the strip folded.
    let kept = RwSignal::new((ports.load)("timeline").as_deref() != Some("closed"));
    let (low, here) = (RwSignal::new(false), RwSignal::new(false));
    let open = Memo::new(move |_| if low.get() { here.get() } else { kept.get() });
    strip.follow_log(open);
    Effect::new(move |_| {
        let measure = move || low.set(is_low(&leptos::prelude::window()));
        measure();
        let handle = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || handle.remove());
    });
    let listed = RwSignal::new(false);
    let fold = move |_| {
        if low.get_untracked() {
            return here.update(|o| *o = !*o);
        }
        kept.update(|o| *o = !*o);
        (ports.store)("timeline", if kept.get_untracked() { "open" } else { "closed" });
    };
    let any = Memo::new(move |_| panel.counts().all > 0);
    let body = move || match (open.get(), listed.get()) {
        (false, _) => None,
        (true, false) => Some(drawing(strip).into_any()),
        (true, true) => Some(listing::listing(strip)),
    };
    (move || {
        let fold = fold.clone();
        any.get().then(|| {
            view! {
                <section class="timeline" aria-label=labels.timeline>
                    <div class="timeline-head">
                        <button type="button" class="fold" aria-expanded=move || open.get().to_string() on:click=fold>
                            <Icon shape=Shape::Chevron/>
                            {labels.timeline}
                        </button>
                        <p class="timeline-words">{move || strip.summary()}</p>
                        {move || open.get().then(|| tools(strip, listed))}
                    </div>
                    {body}
                </section>
            }
            .into_any()
        })
    })
    .into_any()
}

fn is_low(window: &leptos::web_sys::Window) -> bool {
    let below = |size: Result<leptos::wasm_bindgen::JsValue, _>, least| {
        size.ok().and_then(|s| s.as_f64()).is_some_and(|s| s < least)
    };
    below(window.inner_height(), LOW) || below(window.inner_width(), NARROW)
}

/// The buttons of the strip.
fn tools(strip: Strip, listed: RwSignal<bool>) -> AnyView {
    let labels = strip.panel.labels();
    let button = |name: &'static str, hint: &'static str, act: Box<dyn Fn()>| {
        view! { <button type="button" class="small" aria-label=hint title=hint on:click=on_click(move |_| act())>{name}</button> }
    };
    let everything = move || {
        let width = strip.width.get_untracked();
        strip.window.set(strip.timeline.with_value(Timeline::everything).map(|all| Window::around(all, width)));
    };
    view! {
        <div class="timeline-tools">
            {move || (!listed.get()).then(|| view! {
                {button("−", labels.timeline_zoom_out, Box::new(move || strip.zoom(2.0)))}
                {button("+", labels.timeline_zoom_in, Box::new(move || strip.zoom(0.5)))}
                {button(labels.timeline_requests_button, labels.timeline_requests_hint, Box::new(move || strip.window.set(None)))}
                {button(labels.timeline_all_button, labels.timeline_all_hint, Box::new(everything))}
            })}
            <button
                type="button"
                class="small"
                aria-pressed=move || listed.get().to_string()
                on:click=on_click(move |_| listed.update(|l| *l = !*l))
            >
                {labels.timeline_list}
            </button>
        </div>
    }
    .into_any()
}
