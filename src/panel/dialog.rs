//! What stands over the panel: the paste box, the settings, the shortcut sheet.

use leptos::prelude::*;

use super::check_again::CheckAgain;
use super::controls::close;
use super::handlers::{on_click, on_key};
use super::muted::MutedList;
use super::parts::{el, words};
use super::paste::PasteBox;
use super::settings_form::SettingsForm;
use super::share::{CopyForm, ExportForm};
use super::spoken::phrase;
use super::state::{Dialog, Panel, panel};
use super::{Ports, focus};
use crate::text::labels::Language;

/// The open dialog, if there is one.
#[component]
pub fn Dialogs() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    Effect::new(move |before: Option<bool>| {
        let open = panel.dialog.get().is_some();
        if open && before.is_none() {
            // The panel was made anew under the open dialog: its language was changed there.
            let language = panel.settings.language.get_untracked().map_or("follow", Language::tag);
            request_animation_frame(move || focus::to(&format!("language-{language}")));
        } else if open && before != Some(true) {
            focus::keep();
            let first = if panel.dialog.get_untracked() == Some(Dialog::Paste) { "paste" } else { "dialog" };
            request_animation_frame(move || focus::to(first));
        } else if !open && before == Some(true) {
            // What opened it can take the focus only after the ground is no longer inert.
            request_animation_frame(|| focus::give_back("requests"));
        }
        open
    });
    move || {
        let dialog = panel.dialog.get()?;
        let (name, body) = match dialog {
            Dialog::CheckAgain(id) => (labels.check_again, view! { <CheckAgain id=id/> }.into_any()),
            Dialog::Copy(id) => (labels.copy_title, view! { <CopyForm id=id/> }.into_any()),
            Dialog::Export => (labels.export, view! { <ExportForm/> }.into_any()),
            Dialog::Paste => (labels.paste, view! { <PasteBox/> }.into_any()),
            Dialog::Muted => (labels.muted_title, view! { <MutedList/> }.into_any()),
            Dialog::Settings => (labels.settings, view! { <SettingsForm/> }.into_any()),
            Dialog::Shortcuts => (labels.shortcuts, view! { <Shortcuts/> }.into_any()),
        };
        Some(view! {
            <div class="backdrop" on:click=on_click(move |_| panel.dialog.set(None))>
                <div
                    id="dialog"
                    class="dialog"
                    role="dialog"
                    aria-modal="true"
                    aria-labelledby="dialog-title"
                    tabindex="-1"
                    on:click=on_click(|event| event.stop_propagation())
                    on:keydown=on_key(|event| focus::stay("dialog", &event))
                >
                    <header>
                        <h2 id="dialog-title">{name}</h2>
                        {close(labels.close, move || panel.dialog.set(None))}
                    </header>
                    <div class="dialog-body">{body}</div>
                </div>
            </div>
        })
    }
}

#[component]
fn Shortcuts() -> impl IntoView {
    let labels = panel().labels();
    let command = if expect_context::<Ports>().mac { "⌘" } else { "Ctrl" };
    let (clear, paste) = (format!("{command} K"), format!("{command} V"));
    let everywhere = [
        ("/", labels.keys_filter),
        ("Esc", labels.keys_escape),
        (clear.as_str(), labels.clear),
        (paste.as_str(), labels.paste),
        ("?", labels.keys_help),
    ];
    let list = [
        ("↑ ↓", labels.keys_walk),
        ("Home End", labels.keys_ends),
        ("PgUp PgDn", labels.keys_page),
        ("← → Space", labels.keys_fold),
        ("Enter", labels.keys_open),
        ("n", labels.keys_new),
        ("Shift ← →", labels.keys_columns),
    ];
    let timeline = [
        ("← →", labels.keys_requests),
        ("PgUp PgDn", labels.keys_failures),
        ("Enter", labels.keys_choose),
        ("+ −", labels.keys_zoom),
        ("0", labels.timeline_requests_hint),
    ];
    let details = [("← →", labels.keys_tabs), ("Esc", labels.keys_close)];
    vec![
        keys(labels.keys_everywhere, &everywhere),
        keys(labels.list, &list),
        keys(labels.detail, &details),
        keys(labels.timeline, &timeline),
    ]
}

/// The keys of one part of the panel.
fn keys(part: &'static str, rows: &[(&str, &'static str)]) -> AnyView {
    let rows = rows.iter().flat_map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| words("kbd", "", key)).collect();
        [el("dt", "", keys), words("dd", "", *what)]
    });
    el("section", "", vec![words("h3", "", part), el("dl", "keys", rows.collect())])
}

/// Takes over a HAR file, or says what is wrong with it.
pub fn import(panel: Panel, read: Result<(String, String), String>) {
    let read = read.map_err(|what| phrase(panel, &what).0);
    if let Err(what) = read.and_then(|(name, text)| panel.import(&name, &text)) {
        panel.trouble.set(Some(what));
    }
}
