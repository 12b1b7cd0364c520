//! What stands over the panel: the paste box, the settings, the shortcut sheet.

use leptos::prelude::*;

use super::check_again::CheckAgain;
use super::controls::close;
use super::paste::PasteBox;
use super::settings::ClockFace;
use super::state::{Dialog, Panel, panel};
use super::{Ports, Theme, focus};
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
        } else if open {
            request_animation_frame(|| focus::to("dialog"));
        } else if before == Some(true) {
            focus::to("requests");
        }
        open
    });
    move || {
        let dialog = panel.dialog.get()?;
        let (name, body) = match dialog {
            Dialog::CheckAgain(id) => (labels.check_again, view! { <CheckAgain id=id/> }.into_any()),
            Dialog::Paste => (labels.paste, view! { <PasteBox/> }.into_any()),
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
fn SettingsForm() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let ports = expect_context::<Ports>();
    let settings = panel.settings;
    let keep = {
        let ports = ports.clone();
        move || settings.save(&ports)
    };
    let theme = move || match settings.theme.get() {
        None => "follow",
        Some(Theme::Light) => "light",
        Some(Theme::Dark) => "dark",
    };
    let clock = move || match settings.clock.get() {
        ClockFace::Local => "local",
        ClockFace::Utc => "utc",
        ClockFace::Server => "server",
    };
    let language = move || settings.language.get().map_or("follow", Language::tag);
    let density = move || if settings.compact.get() { "compact" } else { "regular" };
    view! {
        <div class="form">
            {choice("theme", labels.theme, &[("follow", labels.theme_follow), ("light", labels.theme_light), ("dark", labels.theme_dark)], theme, {
                let keep = keep.clone();
                move |value| {
                    settings.theme.set(match value { "light" => Some(Theme::Light), "dark" => Some(Theme::Dark), _ => None });
                    keep();
                }
            })}
            {choice("density", labels.density, &[("regular", labels.density_regular), ("compact", labels.density_compact)], density, {
                let keep = keep.clone();
                move |value| {
                    settings.compact.set(value == "compact");
                    keep();
                }
            })}
            {choice("language", labels.language, &[
                ("follow", labels.language_follow),
                (Language::English.tag(), Language::English.name()),
                (Language::Chinese.tag(), Language::Chinese.name()),
            ], language, {
                let keep = keep.clone();
                move |value| {
                    settings.language.set(Language::ALL.into_iter().find(|l| l.tag() == value));
                    keep();
                    panel.speak(&ports);
                }
            })}
            {choice("clock", labels.clock, &[("local", labels.clock_local), ("utc", labels.clock_utc), ("server", labels.clock_server)], clock, move |value| {
                settings.clock.set(match value { "utc" => ClockFace::Utc, "server" => ClockFace::Server, _ => ClockFace::Local });
                keep();
            })}
        </div>
    }
}

/// A choice of one among few.
fn choice(
    name: &'static str,
    legend: &'static str,
    options: &[(&'static str, &'static str)],
    now: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    set: impl Fn(&'static str) + Clone + Send + Sync + 'static,
) -> AnyView {
    let options = options
        .iter()
        .map(|&(value, label)| {
            let set = set.clone();
            view! {
                <label class="check" lang=Language::ALL.into_iter().map(Language::tag).find(|tag| *tag == value)>
                    <input
                        id=format!("{name}-{value}")
                        type="radio"
                        name=name
                        value=value
                        prop:checked=move || now() == value
                        checked=now() == value
                        on:change=move |_| set(value)
                    />
                    {label}
                </label>
            }
        })
        .collect_view();
    view! { <fieldset><legend>{legend}</legend>{options}</fieldset> }.into_any()
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
