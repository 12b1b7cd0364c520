//! The first row: record, clear, preserve log, filter.

use std::sync::Arc;

use leptos::prelude::*;

use super::Ports;
use super::controls::check;
use super::dialog::import;
use super::filter_box::FilterBox;
use super::handlers::on_click;
use super::icons::{Icon, Shape};
use super::state::{Dialog, panel};

/// The main toolbar.
#[component]
pub fn Toolbar() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let Ports { choose_file: choose, forget, .. } = expect_context();
    let filter = view! { <FilterBox/> }.into_any();
    let record_label = move || if panel.is_recording() { labels.record_on } else { labels.record_off };
    view! {
        <header class="toolbar">
            <h1 class="sr">{labels.panel}</h1>
            <div role="toolbar" aria-label=labels.toolbar>
                <button
                    type="button"
                    class="icon record"
                    aria-pressed=move || panel.is_recording().to_string()
                    aria-label=record_label
                    title=record_label
                    on:click=on_click(move |_| panel.record(!panel.recording()))
                >
                    <Icon shape=Shape::Record/>
                </button>
                <button type="button" class="icon" aria-label=labels.clear title=labels.clear on:click=on_click(move |_| panel.forget(forget.as_ref()))>
                    <Icon shape=Shape::Clear/>
                </button>
                <span class="divider" role="presentation"></span>
                {check(labels.preserve_log, labels.preserve_log_hint, move || panel.preserve.get(), move |on| panel.preserve.set(on))}
                <span class="divider" role="presentation"></span>
                {filter}
                <div class="tools">
                    {tool(Shape::Paste, labels.paste, move || panel.dialog.set(Some(Dialog::Paste)))}
                    {choose.map(|choose| tool(Shape::Import, labels.import, move || choose(Arc::new(move |file| import(panel, file)))))}
                    {tool(Shape::Export, labels.export, move || panel.dialog.set(Some(Dialog::Export)))}
                    {tool(Shape::Settings, labels.settings, move || panel.dialog.set(Some(Dialog::Settings)))}
                    {tool(Shape::Help, labels.shortcuts, move || panel.dialog.set(Some(Dialog::Shortcuts)))}
                </div>
            </div>
        </header>
    }
}

fn tool(shape: Shape, name: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="icon" aria-label=name title=name on:click=on_click(move |_| act())><Icon shape=shape/></button>
    }
    .into_any()
}
