//! What outlives the panel: settings and the way the list is looked at. Each has a name and a text;
//! a text that cannot be read changes nothing.

use std::borrow::Cow;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::columns::Columns;
use super::model::{Column, Mute, Noise, Sort};
use super::number;
use super::settings::HISTORY;
use super::splitter;
use super::{Panel, Ports};
use crate::filter::{Filter, unknown_key};
use crate::route::Route;
use crate::rules;

/// What is kept. The filter stands last: it stays here when the settings go into a file, because what a
/// person looked for is theirs.
const KEYS: [&str; 15] = [
    "theme", "density", "clock", "language", "history", "noise", "columns", "sort", "group", "hide-noise", "passing",
    "preserve", "split", "muted", "filter",
];

/// The word that tells a file of settings from any other.
const SCHEMA: &str = "latchkey-settings/1";

impl Panel {
    /// Takes over what was kept, and keeps from now on what changes.
    pub(super) fn remember(self, ports: &Ports) {
        for key in KEYS {
            if let Some(text) = (ports.load)(key) {
                self.set_kept(key, &text);
            }
        }
        let store = ports.store.clone();
        Effect::new(move |before: Option<[String; KEYS.len()]>| {
            let now = KEYS.map(|key| self.kept(key));
            for ((key, before), now) in KEYS.into_iter().zip(before.iter().flatten()).zip(&now) {
                if before != now {
                    store(key, now);
                }
            }
            now
        });
    }

    /// The settings as the text of a file.
    pub fn export_settings(self) -> String {
        let settings = KEYS.into_iter().filter(|key| *key != "filter");
        let settings: Map<_, _> = settings.map(|key| (key.to_owned(), self.kept(key).into())).collect();
        let file = serde_json::json!({ "schema": SCHEMA, "settings": settings });
        format!("{file:#}\n")
    }

    /// Takes over the settings of a file.
    ///
    /// # Errors
    /// When the text is no such file; nothing has changed then.
    pub fn import_settings(self, text: &str) -> Result<(), &'static str> {
        let file = serde_json::from_str::<Value>(text).ok().filter(|file| file.get("schema") == Some(&SCHEMA.into()));
        let file = file.ok_or(self.labels().settings_no_file)?;
        for key in KEYS {
            if let Some(text) = file.get("settings").and_then(|s| s.get(key)).and_then(Value::as_str) {
                self.set_kept(key, text);
            }
        }
        Ok(())
    }

    /// What is kept under a name. Tracks what it reads.
    fn kept(self, key: &str) -> String {
        let settings = self.settings;
        let yes = |on: bool| if on { "yes" } else { "no" };
        match key {
            "theme" => settings.theme_name().into(),
            "density" => settings.density_name().into(),
            "clock" => settings.clock_name().into(),
            "language" => settings.language_name().into(),
            "history" => settings.history.get().to_string(),
            "noise" => self.noise_text(),
            "columns" => self.columns.get().to_text(),
            "sort" => {
                let sort = self.options(|o| o.sort);
                format!("{}{}", if sort.down { "-" } else { "" }, sort.column.map_or("", Column::id))
            }
            "group" => yes(self.options(|o| o.grouped)).into(),
            "hide-noise" => yes(self.options(|o| o.hide_noise)).into(),
            "passing" => yes(self.options(|o| o.passing)).into(),
            "preserve" => yes(self.preserve.get()).into(),
            "split" => (self.share.get().round() as u8).to_string(),
            "muted" => self.options(|o| o.muted.iter().map(mute_text).collect::<Vec<_>>().join("\n")),
            "filter" => self.query_in_force.get(),
            _ => String::new(),
        }
    }

    fn set_kept(self, key: &str, text: &str) {
        let settings = self.settings;
        let on = text == "yes";
        match (key, text) {
            ("theme", _) => settings.set_theme(text),
            ("density", _) => settings.set_density(text),
            ("clock", _) => settings.set_clock(text),
            ("language", _) => settings.set_language(text),
            ("history", _) => {
                if let Some(size) = text.parse().ok().filter(|size| HISTORY.contains(size)) {
                    settings.history.set(size);
                    self.keep(size);
                }
            }
            ("noise", _) => {
                let (kinds, own) = text.split_once('\n').unwrap_or((text, ""));
                self.noise_own.set(own.to_owned());
                self.option(|o| {
                    o.noise.keep_expected = kinds.contains("-expected");
                    o.noise.keep_recovered = kinds.contains("-recovered");
                    o.noise.own = own_noise(own).0;
                });
            }
            ("columns", _) => self.columns.set(Columns::of_text(text)),
            ("sort", _) => {
                let name = text.trim_start_matches('-');
                let column = Column::of(name);
                if column.is_some() || name.is_empty() {
                    self.option(|o| o.sort = Sort { column, down: name.len() < text.len() });
                }
            }
            ("group", "yes" | "no") => self.option(|o| o.grouped = on),
            ("hide-noise", "yes" | "no") => self.option(|o| o.hide_noise = on),
            ("passing", "yes" | "no") => self.option(|o| o.passing = on),
            ("preserve", "yes" | "no") => self.preserve.set(on),
            ("split", _) => {
                if let Ok(share) = text.parse::<u8>() {
                    self.share.set(number::within(f64::from(share), splitter::RANGE.0, splitter::RANGE.1));
                }
            }
            ("muted", _) => self.option(|o| o.muted = text.lines().filter_map(mute_of).collect()),
            ("filter", _) => self.set_query(text.to_owned()),
            _ => {}
        }
    }

    fn noise_text(self) -> String {
        let kinds = self.options(|o| {
            let Noise { keep_expected, keep_recovered, .. } = &o.noise;
            [(*keep_expected, "-expected "), (*keep_recovered, "-recovered")]
                .map(|(keep, word)| if keep { word } else { "" })
                .concat()
        });
        format!("{kinds}\n{}", self.noise_own.get())
    }
}

/// The filters in the user's own noise, one on each line, and the faulty lines with what is wrong with each.
pub(super) fn own_noise(text: &str) -> (Vec<Filter>, Vec<(String, Cow<'static, str>)>) {
    let (mut filters, mut wrong) = (Vec::new(), Vec::new());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (filter, faults) = Filter::parse(line);
        match faults.into_iter().next() {
            Some(fault) => wrong.push((line.trim().to_owned(), fault.what)),
            None => {
                if let Some(key) = unknown_key(line) {
                    let what = format!("{key}: is no key of this filter, so it is looked for as text");
                    wrong.push((line.trim().to_owned(), what.into()));
                }
                filters.push(filter);
            }
        }
    }
    (filters, wrong)
}

fn mute_text(mute: &Mute) -> String {
    match mute {
        Mute::Cause(cause) => format!("cause {cause}"),
        Mute::Route(route) => format!("route {} {} {}", route.method, route.origin, route.template),
    }
}

fn mute_of(line: &str) -> Option<Mute> {
    match line.split_once(' ')? {
        ("cause", id) => rules::all().find(|rule| rule.text.id == id).map(|rule| Mute::Cause(rule.text.id)),
        ("route", rest) => {
            let mut parts = rest.splitn(3, ' ').map(str::to_owned);
            let (method, origin, template) = (parts.next()?, parts.next()?, parts.next()?);
            Some(Mute::Route(Route { method, origin, template }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_faulty_line_of_the_users_noise_is_named() {
        let (filters, wrong) = own_noise("\n status:banana \nurl:/healthz\nnosuch:1\ncause:bogus");
        // A line that is text after all is in force.
        assert_eq!(filters.len(), 2);
        let lines: Vec<_> = wrong.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(lines, ["status:banana", "nosuch:1", "cause:bogus"]);
        assert!(wrong[1].1.starts_with("nosuch: is no key of this filter"), "{}", wrong[1].1);
    }
}
