//! The settings as a form. What is chosen holds at once and is kept.

use std::borrow::Cow;
use std::sync::Arc;

use leptos::prelude::*;

use super::Ports;
use super::controls::{check, choice, slider};
use super::handlers::{on_change, on_click};
use super::kept::own_noise;
use super::parts::words;
use super::settings::{HISTORY, Settings};
use super::splitter;
use super::spoken::phrase;
use super::state::{Panel, panel};
use crate::redact;
use crate::text::labels::Language;

/// What the exported settings are saved as.
const SETTINGS_FILE: &str = "latchkey-settings.json";

/// The sheet of the dialog.
#[component]
pub fn SettingsForm() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let theme = [("follow", labels.theme_follow), ("light", labels.theme_light), ("dark", labels.theme_dark)];
    let density = [("regular", labels.density_regular), ("compact", labels.density_compact)];
    let language = [
        ("follow", labels.language_follow),
        (Language::English.tag(), Language::English.name()),
        (Language::Chinese.tag(), Language::Chinese.name()),
    ];
    let clock = [("local", labels.clock_local), ("utc", labels.clock_utc), ("server", labels.clock_server)];
    view! {
        <div class="form">
            {choice("theme", labels.theme, &theme, Settings::theme_name, Settings::set_theme)}
            {choice("density", labels.density, &density, Settings::density_name, Settings::set_density)}
            {choice("clock", labels.clock, &clock, Settings::clock_name, Settings::set_clock)}
            {choice("language", labels.language, &language, Settings::language_name, Settings::set_language)}
            {history(panel)}
            {noise(panel)}
            {split(panel)}
            {file(panel)}
        </div>
    }
}

fn history(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let sizes = HISTORY.map(|size| {
        let now = move || panel.settings.history.get() == size;
        view! { <option value=size.to_string() selected=now() prop:selected=now>{(labels.history_size)(size)}</option> }
            .into_any()
    });
    view! {
        <fieldset>
            <legend>{labels.history}</legend>
            <select
                aria-label=labels.history
                aria-describedby="history-hint"
                on:change=on_change(move |event| {
                    if let Some(size) = event_target_value(&event).parse().ok().filter(|size| HISTORY.contains(size)) {
                        panel.settings.history.set(size);
                        panel.keep(size);
                    }
                })
            >
                {sizes.into_iter().collect_view()}
            </select>
            <p id="history-hint" class="hint">{labels.history_hint}</p>
        </fieldset>
    }
    .into_any()
}

fn noise(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let wrong = move || own_noise(&panel.noise_own.get()).1;
    let faults = move || {
        let one = |(line, what): (String, Cow<'static, str>)| {
            words("li", "", format!("{}: {}", redact::printable(&line), phrase(panel, &what).0))
        };
        wrong().into_iter().map(one).collect_view()
    };
    let kind = |label, on: fn(&super::model::Noise) -> bool, set: fn(&mut super::model::Noise, bool)| {
        check(label, "", move || panel.options(|o| on(&o.noise)), move |yes| panel.option(|o| set(&mut o.noise, yes)))
    };
    view! {
        <fieldset>
            <legend>{labels.noise}</legend>
            <p class="hint">{labels.noise_hint}</p>
            {kind(labels.noise_expected, |n| !n.keep_expected, |n, yes| n.keep_expected = !yes)}
            {kind(labels.noise_recovered, |n| !n.keep_recovered, |n, yes| n.keep_recovered = !yes)}
            <label for="noise-own">{labels.noise_own}</label>
            <textarea
                id="noise-own"
                rows="3"
                spellcheck="false"
                placeholder="domain:*.ads.example\nurl:/healthz status-code:404"
                aria-describedby="noise-fault"
                aria-invalid=move || (!wrong().is_empty()).then_some("true")
                prop:value=panel.noise_own
                on:input=on_change(move |event| {
                    let text = event_target_value(&event);
                    panel.option(|o| o.noise.own = own_noise(&text).0);
                    panel.noise_own.set(text);
                })
            ></textarea>
            <ul id="noise-fault" class="fault">{faults}</ul>
        </fieldset>
    }
    .into_any()
}

/// The splitter for those who do not drag.
fn split(panel: Panel) -> AnyView {
    let labels = panel.labels();
    view! {
        <fieldset>
            <legend>{labels.split}</legend>
            {slider(labels.split.to_owned(), splitter::RANGE, move || panel.share.get(), move |share| panel.share.set(share))}
        </fieldset>
    }
    .into_any()
}

fn file(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let ports = expect_context::<Ports>();
    let take = move |file: Result<(String, String), String>| match file
        .and_then(|(_, text)| panel.import_settings(&text).map_err(str::to_owned))
    {
        Ok(()) => panel.say(labels.settings_imported),
        Err(what) => panel.say(what),
    };
    view! {
        <fieldset>
            <legend>{labels.settings_file}</legend>
            {ports.download.map(|download| view! {
                <button type="button" on:click=on_click(move |_| {
                    download(SETTINGS_FILE, &panel.export_settings());
                    panel.say((labels.exported)(SETTINGS_FILE));
                })>
                    {labels.settings_export}
                </button>
            })}
            {ports.choose_file.map(|choose| view! {
                <button type="button" on:click=on_click(move |_| choose(Arc::new(take)))>{labels.settings_import}</button>
            })}
            <p class="hint">{labels.settings_file_hint}</p>
        </fieldset>
    }
    .into_any()
}
