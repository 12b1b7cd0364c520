//! What the user chose to keep.

use leptos::prelude::*;

use super::Theme;
use crate::text::labels::Language;

/// How many exchanges the history may keep, to choose from; see [`crate::history::LIMIT`].
pub const HISTORY: [usize; 4] = [1_000, 10_000, 50_000, 100_000];

/// The settings. `None` follows the surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub(super) theme: RwSignal<Option<Theme>>,
    pub(super) compact: RwSignal<bool>,
    pub(super) clock: RwSignal<ClockFace>,
    pub(super) language: RwSignal<Option<Language>>,
    /// How many exchanges are kept.
    pub(super) history: RwSignal<usize>,
    /// The height of a row of one line, in pixels.
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
            history: RwSignal::new(crate::history::LIMIT),
        }
    }

    /// The theme's name in forms and files.
    pub(super) fn theme_name(self) -> &'static str {
        match self.theme.get() {
            None => "follow",
            Some(Theme::Light) => "light",
            Some(Theme::Dark) => "dark",
        }
    }

    pub(super) fn set_theme(self, name: &str) {
        match name {
            "follow" => self.theme.set(None),
            "light" => self.theme.set(Some(Theme::Light)),
            "dark" => self.theme.set(Some(Theme::Dark)),
            _ => {}
        }
    }

    /// The density's name in forms and files.
    pub(super) fn density_name(self) -> &'static str {
        if self.compact.get() { "compact" } else { "regular" }
    }

    pub(super) fn set_density(self, name: &str) {
        if matches!(name, "regular" | "compact") {
            self.compact.set(name == "compact");
        }
    }

    /// The language's tag in forms and files.
    pub(super) fn language_name(self) -> &'static str {
        self.language.get().map_or("follow", Language::tag)
    }

    pub(super) fn set_language(self, name: &str) {
        self.language.set(Language::ALL.into_iter().find(|l| l.tag() == name));
    }

    /// The clock's name in forms and files.
    pub(super) fn clock_name(self) -> &'static str {
        match self.clock.get() {
            ClockFace::Local => "local",
            ClockFace::Utc => "utc",
            ClockFace::Server => "server",
        }
    }

    pub(super) fn set_clock(self, name: &str) {
        match name {
            "local" => self.clock.set(ClockFace::Local),
            "utc" => self.clock.set(ClockFace::Utc),
            "server" => self.clock.set(ClockFace::Server),
            _ => {}
        }
    }
}
