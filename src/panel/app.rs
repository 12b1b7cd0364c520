//! The whole panel.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::tachys::renderer::dom::Dom;
use leptos::wasm_bindgen::{JsCast, JsValue};

use super::chips::StatusBar;
use super::controls::close;
use super::detail::DetailPane;
use super::dialog::{Dialogs, import};
use super::focus;
use super::frame::once_in;
use super::icons::{Icon, Shape};
use super::list::RequestList;
use super::number;
use super::splitter::Splitter;
use super::state::{Dialog, Theme, panel};
use super::timeline::TimelineStrip;
use super::toolbar::Toolbar;
use super::{Forget, Panel, Ports};

/// The panel. Expects a [`Panel`] and [`Ports`] in the context; without them it makes its own,
/// which lead nowhere.
#[component]
pub fn App() -> impl IntoView {
    if use_context::<Panel>().is_none() {
        provide_context(Panel::new());
    }
    if use_context::<Ports>().is_none() {
        provide_context(Ports::none());
    }
    let panel = panel();
    let ports = expect_context::<Ports>();
    panel.work_through.set_value(ports.work_through.clone());
    panel.keep_recording.get_or_init(|| ports.record);
    panel.remember(&ports);
    panel.speak(&ports);
    {
        let ports = ports.clone();
        Effect::new(move |again: Option<()>| {
            panel.settings.language.track();
            if again.is_some() {
                panel.speak(&ports);
            }
        });
    }
    // Of the body: after a click on an empty place nothing in the panel has the focus. DevTools listen at the document, which
    // comes after it.
    let forget = ports.forget;
    Effect::new(move |_| {
        let forget = forget.clone();
        let Some(body) = document().body() else { return };
        let act = move |event: JsValue| shortcut(panel, forget.as_ref(), event.unchecked_ref());
        let handler = Dom::add_event_listener(&body, "keydown", Box::new(act));
        on_cleanup(move || drop(handler));
    });
    tell_badge(panel, ports.badge);
    let share = panel.share;
    let language = Memo::new(move |_| panel.language());
    let drop = ports.read_drop;
    let takes_drop = drop.is_some();
    let detailed = Memo::new(move |_| panel.shows_detail());
    let covered = Memo::new(move |_| panel.is_covered());
    // What had the focus is under the details now.
    Effect::new(move |_| {
        if covered.get() {
            request_animation_frame(|| {
                if !focus::is_within("#detail") {
                    focus::to("detail");
                }
            });
        }
    });
    view! {
        <div
            class="latchkey"
            lang=move || language.get().tag()
            data-theme=move || match panel.theme() { Theme::Light => "light", Theme::Dark => "dark" }
            data-density=move || if panel.settings.compact.get() { "compact" } else { "regular" }
            class:has-detail=detailed
            class:covered=covered
            on:dragover=move |event| {
                if takes_drop {
                    event.prevent_default();
                }
            }
            on:drop=move |event| {
                if let Some(read) = &drop {
                    event.prevent_default();
                    read(event, Arc::new(move |file| import(panel, file)));
                }
            }
        >
            // All words change with the language, so everything is made anew.
            {move || {
                language.track();
                content(panel, share)
            }}
        </div>
    }
}

fn content(panel: Panel, share: RwSignal<f64>) -> AnyView {
    // Each part is a type of its own here: together they are too deep for the compiler.
    let bars = [view! { <Toolbar/> }.into_any(), view! { <StatusBar/> }.into_any(), view! { <Trouble/> }.into_any()];
    let list = view! { <RequestList/> }.into_any();
    let detail = view! { <Splitter share=share/><DetailPane/> }.into_any();
    let over = view! { <Dialogs/><Notice/>{summary(panel)} }.into_any();
    view! {
        <div class="ground" inert=move || panel.dialog.get().is_some()>
            {bars}
            <main class="panes" aria-label=panel.labels().panel style:--share=move || format!("{}%", number::write(share.get()))>
                {list}
                {detail}
            </main>
            <TimelineStrip/>
        </div>
        {over}
    }
    .into_any()
}

/// The keys that work everywhere in the panel.
fn shortcut(panel: Panel, forget: Option<&Forget>, event: &KeyboardEvent) {
    let key = event.key();
    let command = event.ctrl_key() || event.meta_key();
    let typing = focus::is_typing();
    match key.as_str() {
        "k" | "K" if command => {
            keep(event);
            panel.forget(forget);
        }
        // The box stands there before the browser pastes: the text goes into it.
        "v" | "V" if command && !typing && panel.dialog.get_untracked().is_none() => {
            panel.dialog.set(Some(Dialog::Paste));
            leptos::task::spawn_local(async {
                leptos::task::tick().await;
                focus::to("paste");
            });
        }
        "/" if !typing && !command => {
            keep(event);
            if untrack(|| panel.is_covered()) {
                panel.leave();
            }
            request_animation_frame(|| focus::to("filter"));
        }
        // The list is what arrows are for, wherever nothing else has the focus.
        "ArrowDown" | "ArrowUp" if !command && is_free() && !untrack(|| panel.is_covered()) => {
            keep(event);
            focus::to("requests");
            if panel.cursor.get_untracked().is_none() {
                panel.cursor.set(panel.left_at().or_else(|| panel.with_model(|m| m.line(0))));
            }
        }
        "?" if !typing && !command => {
            keep(event);
            panel.dialog.set(Some(Dialog::Shortcuts));
        }
        "Escape" if panel.dialog.get_untracked().is_some() => {
            keep(event);
            panel.dialog.set(None);
        }
        "Escape" if !typing && untrack(|| panel.is_away()) => {
            keep(event);
            panel.come_back();
        }
        "Escape" if !typing && panel.cursor.get_untracked().is_some() => {
            keep(event);
            panel.leave();
        }
        "Escape" if !typing && !panel.query.with_untracked(String::is_empty) => {
            keep(event);
            panel.set_query(String::new());
        }
        _ => {}
    }
}

/// Whether the arrows have nothing else to do: the focus is nowhere, or on the bars above the list.
fn is_free() -> bool {
    let bars = focus::is_within(".toolbar, .statusbar, .head") && !focus::is_typing();
    focus::is_nowhere() || bars
}

/// Keeps a key from the surroundings: DevTools would open its drawer on Escape and its settings on `?`, and take the focus.
fn keep(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_propagation();
}

/// How long the number of failures must stand still before it is told.
const STILL: Duration = Duration::from_secs(2);

/// Tells screen readers how many requests were refused: once it has stood still for a while, so that a
/// burst is one sentence.
fn summary(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let told = RwSignal::new(String::new());
    let failed = Memo::new(move |_| panel.counts().failed());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |first: Option<()>| {
        let count = failed.get();
        if let Some(earlier) = waiting.get_value() {
            earlier.clear();
        }
        // The panel opens without a word.
        if first.is_some() || count > 0 {
            let tell = move || told.set((labels.live_summary)(count));
            waiting.set_value(set_timeout_with_handle(tell, STILL).ok());
        }
    });
    view! { <div id="summary" class="sr" role="status" aria-live="polite">{told}</div> }.into_any()
}

/// How long the number outside the panel waits for more: the browser is asked each time.
const TELL: Duration = Duration::from_millis(200);

/// Shows the number of failures outside the panel, where there is a place for it.
fn tell_badge(panel: Panel, badge: Option<Arc<dyn Fn(usize) + Send + Sync>>) {
    let Some(badge) = badge else { return };
    let failed = Memo::new(move |_| panel.counts().failed());
    let badge = StoredValue::new(badge);
    let tell = once_in(TELL, move || badge.with_value(|badge| badge(failed.get_untracked())));
    Effect::new(move |_| {
        failed.track();
        tell();
    });
}

/// Short news, shown for a moment and read by screen readers.
#[component]
fn Notice() -> impl IntoView {
    let panel = panel();
    Effect::new(move |earlier: Option<Option<TimeoutHandle>>| {
        // Each has its own time.
        if let Some(earlier) = earlier.flatten() {
            earlier.clear();
        }
        panel.notice.with(Option::is_some).then_some(())?;
        set_timeout_with_handle(move || panel.notice.set(None), Duration::from_secs(3)).ok()
    });
    let said = move || panel.notice.get().or_else(|| panel.filling.get());
    view! {
        <div class="notice" role="status" aria-live="polite" class:shown=move || said().is_some()>
            {said}
        </div>
    }
}

/// What went wrong, until the user closes it.
#[component]
fn Trouble() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    view! {
        <div role="alert">
            {move || panel.trouble.get().map(|what| view! {
                <div class="trouble">
                    <Icon shape=Shape::Failure/>
                    <span>{what}</span>
                    {close(labels.close, move || {
                        panel.trouble.set(None);
                        focus::to("requests");
                    })}
                </div>
            })}
        </div>
    }
}
