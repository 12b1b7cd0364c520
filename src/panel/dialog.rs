//! What stands over the panel: the paste box, the settings, the shortcut sheet.

use leptos::prelude::*;

use super::check_again::CheckAgain;
use super::controls::close;
use super::muted::MutedList;
use super::paste::PasteBox;
use super::settings_form::SettingsForm;
use super::share::{CopyForm, ExportForm};
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
            request_animation_frame(|| focus::to("dialog"));
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
            <div class="backdrop" on:click=move |_| panel.dialog.set(None)>
                <div
                    id="dialog"
                    class="dialog"
                    role="dialog"
                    aria-modal="true"
                    aria-labelledby="dialog-title"
                    tabindex="-1"
                    on:click=|event| event.stop_propagation()
                    on:keydown=|event| focus::stay("dialog", &event)
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
    let clear = format!("{command} K");
    let rows = [
        ("↑ ↓", labels.keys_walk),
        ("Home End", labels.keys_ends),
        ("← →", labels.keys_fold),
        ("Enter", labels.keys_open),
        ("n", labels.keys_new),
        ("Shift ← →", labels.keys_columns),
        ("/", labels.keys_filter),
        ("Esc", labels.keys_escape),
        ("?", labels.keys_help),
    ]
    .into_iter()
    .map(|(keys, what)| (keys.to_owned(), what))
    .chain([(clear, labels.clear)])
    .map(|(keys, what)| {
        let keys = keys.split(' ').map(|key| view! { <kbd>{key.to_owned()}</kbd> }).collect_view();
        view! { <dt>{keys}</dt><dd>{what}</dd> }
    })
    .collect_view();
    view! { <dl class="keys">{rows}</dl> }
}

/// Takes over a HAR file, or says what is wrong with it.
pub fn import(panel: Panel, read: Result<(String, String), String>) {
    match read.and_then(|(name, text)| panel.import(&name, &text).map(|count| (name, count))) {
        Ok((name, count)) => {
            panel.trouble.set(None);
            panel.say((panel.labels().imported)(count, &name));
        }
        Err(what) => panel.trouble.set(Some(what)),
    }
}
