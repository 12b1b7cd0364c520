//! What the user chose to keep.

use leptos::prelude::*;

use super::{Ports, Theme};
use crate::text::labels::Language;

/// The settings. `None` follows the surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub(super) theme: RwSignal<Option<Theme>>,
    pub(super) compact: RwSignal<bool>,
    pub(super) clock: RwSignal<ClockFace>,
    pub(super) language: RwSignal<Option<Language>>,
    /// The height of a row in pixels; the style sheet's `--row` says the same.
    pub(super) row: Signal<f64>,
}

/// By which clock times are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockFace {
    /// This computer's time zone.
    #[default]
    Local,
    /// UTC.
    Utc,
    /// The server's clock, in UTC.
    Server,
}

impl Settings {
    pub(super) fn new() -> Self {
        let compact = RwSignal::new(false);
        Settings {
            theme: RwSignal::new(None),
            compact,
            row: Signal::derive(move || if compact.get() { 20.0 } else { 24.0 }),
            clock: RwSignal::new(ClockFace::Local),
            language: RwSignal::new(None),
        }
    }

    /// Takes over what was kept.
    pub(super) fn load(self, ports: &Ports) {
        self.theme.set(match (ports.load)("theme").as_deref() {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        });
        self.compact.set((ports.load)("density").as_deref() == Some("compact"));
        self.clock.set(match (ports.load)("clock").as_deref() {
            Some("utc") => ClockFace::Utc,
            Some("server") => ClockFace::Server,
            _ => ClockFace::Local,
        });
        let kept = (ports.load)("language");
        self.language.set(Language::ALL.into_iter().find(|l| kept.as_deref() == Some(l.tag())));
    }

    /// Keeps what is set.
    pub(super) fn save(self, ports: &Ports) {
        let theme = match self.theme.get_untracked() {
            None => "follow",
            Some(Theme::Light) => "light",
            Some(Theme::Dark) => "dark",
        };
        (ports.store)("theme", theme);
        (ports.store)("density", if self.compact.get_untracked() { "compact" } else { "regular" });
        (ports.store)("language", self.language.get_untracked().map_or("follow", Language::tag));
        (ports.store)(
            "clock",
            match self.clock.get_untracked() {
                ClockFace::Local => "local",
                ClockFace::Utc => "utc",
                ClockFace::Server => "server",
            },
        );
    }
}
