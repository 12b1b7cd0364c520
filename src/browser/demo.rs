//! The demo: a small sample app in an ordinary page. A service worker (`static/demo-api.js`) plays its
//! API, so every response is a real `fetch` response; this file makes the requests and hands each
//! exchange to the panel, as the browser's own recording would.

mod api;
mod scenarios;

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use wasm_bindgen::prelude::*;

use super::capture::Queue;
use scenarios::{SCENARIOS, Scenario};

/// Whether the person prefers dark pages, now and whenever it changes.
pub fn follow_theme(set_dark: impl Fn(bool) + 'static) {
    let query = web_sys::window().and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten());
    let Some(query) = query else { return };
    set_dark(query.matches());
    let listener = Closure::<dyn Fn(web_sys::MediaQueryListEvent)>::new(move |event: web_sys::MediaQueryListEvent| {
        set_dark(event.matches());
    });
    query.set_onchange(Some(listener.as_ref().unchecked_ref()));
    listener.forget(); // the page owns it from here on
    std::mem::forget(query); // and with the query the listener would go
}

/// The sample app: a button for each scenario, and what the app shows.
#[component]
pub fn SampleApp(
    /// Takes each exchange of the app.
    queue: Queue,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let ready = RwSignal::new(false);
    let queue = Rc::new(queue);
    spawn_local(async move {
        match api::start().await {
            Ok(()) => ready.set(true),
            Err(what) => said.set(what),
        }
    });
    let buttons = SCENARIOS
        .iter()
        .map(|scenario| {
            let queue = Rc::clone(&queue);
            view! {
                <li>
                    <button
                        disabled=move || !ready.get()
                        on:click=move |_| play(scenario, Rc::clone(&queue), said)
                    >
                        {scenario.label}
                    </button>
                    <span>{scenario.about}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="sample-app" aria-label="Sample app">
            <h1>"Sample shop"</h1>
            <p>
                "A small app with typical mistakes. Press a button: the app sends the request, and the panel beside it says "
                "why it was refused. Nothing leaves your browser; a service worker plays the server."
            </p>
            <ul>{buttons}</ul>
            <p class="sample-said" role="status">{move || said.get()}</p>
        </section>
    }
}

fn play(scenario: &'static Scenario, queue: Rc<Queue>, said: RwSignal<String>) {
    spawn_local(async move {
        for request in (scenario.requests)(super::clock::now()) {
            match api::send(request).await {
                Ok(exchange) => {
                    let response = &exchange.response;
                    said.set(format!("The app got {} {}.", response.status, response.status_text));
                    queue.push(super::capture::Event::Exchange(Box::new(move || Some(exchange))));
                }
                Err(what) => said.set(what),
            }
        }
    });
}
