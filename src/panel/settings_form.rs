//! The settings as a form. What is chosen holds at once and is kept.

use std::sync::Arc;

use leptos::prelude::*;

use super::kept::own_noise;
use super::settings::{ClockFace, HISTORY};
use super::splitter;
use super::state::{Panel, panel};
use super::{Ports, Theme};

/// The sheet of the dialog.
#[component]
pub fn SettingsForm() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let settings = panel.settings;
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
    let density = move || if settings.compact.get() { "compact" } else { "regular" };
    view! {
        <div class="form">
            {choice("theme", labels.theme, &[("follow", labels.theme_follow), ("light", labels.theme_light), ("dark", labels.theme_dark)], theme, move |value| {
                settings.theme.set(match value { "light" => Some(Theme::Light), "dark" => Some(Theme::Dark), _ => None });
            })}
            {choice("density", labels.density, &[("regular", labels.density_regular), ("compact", labels.density_compact)], density, move |value| {
                settings.compact.set(value == "compact");
            })}
            {choice("clock", labels.clock, &[("local", labels.clock_local), ("utc", labels.clock_utc), ("server", labels.clock_server)], clock, move |value| {
                settings.clock.set(match value { "utc" => ClockFace::Utc, "server" => ClockFace::Server, _ => ClockFace::Local });
            })}
            {history(panel)}
            {noise(panel)}
            {split(panel)}
            {file(panel)}
        </div>
    }
}

/// A choice of one among few.
pub fn choice(
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
                <label class="check">
                    <input
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
            .into_any()
        })
        .collect_view();
    view! { <fieldset><legend>{legend}</legend>{options}</fieldset> }.into_any()
}

fn history(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let now = panel.settings.history.get_untracked();
    let sizes = HISTORY.map(|size| {
        view! { <option value=size.to_string() selected=size == now>{(labels.history_size)(size)}</option> }.into_any()
    });
    view! {
        <fieldset>
            <legend>{labels.history}</legend>
            <select
                aria-label=labels.history
                aria-describedby="history-hint"
                on:change=move |event| {
                    if let Some(size) = event_target_value(&event).parse().ok().filter(|size| HISTORY.contains(size)) {
                        panel.settings.history.set(size);
                        panel.keep(size);
                    }
                }
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
    let kind = |label, on: fn(&super::model::Noise) -> bool, set: fn(&mut super::model::Noise, bool)| {
        super::controls::check(
            label,
            "",
            move || panel.options(|o| on(&o.noise)),
            move |yes| panel.option(|o| set(&mut o.noise, yes)),
        )
        .into_any()
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
                aria-invalid=move || wrong().is_some().then_some("true")
                prop:value=panel.noise_own
                on:input=move |event| {
                    let text = event_target_value(&event);
                    panel.option(|o| o.noise.own = own_noise(&text).0);
                    panel.noise_own.set(text);
                }
            ></textarea>
            <p id="noise-fault" class="fault">{wrong}</p>
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
            <input
                type="range"
                min=splitter::RANGE.0
                max=splitter::RANGE.1
                aria-label=labels.split
                prop:value=move || panel.share.get().round().to_string()
                on:input=move |event| panel.share.set(event_target_value(&event).parse().unwrap_or(splitter::SHARE))
            />
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
                <button type="button" on:click=move |_| download("latchkey-settings.json", &panel.export_settings())>
                    {labels.settings_export}
                </button>
            })}
            {ports.choose_file.map(|choose| view! {
                <button type="button" on:click=move |_| choose(Arc::new(take))>{labels.settings_import}</button>
            })}
            <p class="hint">{labels.settings_file_hint}</p>
        </fieldset>
    }
    .into_any()
}
