//! What the panel knows. One [`Panel`] is given to every component by context.

use std::sync::Arc;

use leptos::prelude::*;

use super::Ports;
use super::model::{Chip, Counts, Line, Model, Options};
use crate::diagnosis::{Diagnosis, Log};
use crate::exchange::Exchange;
use crate::filter::Filter;
use crate::finding::{CauseId, Source};
use crate::har;
use crate::history::{ExchangeId, History, Row};
use crate::instant::{Instant, Span};
use crate::text::labels::{Labels, Language, labels};

/// Light or dark, as the surroundings are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

/// The captured exchanges and how they are looked at. Cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    log: StoredValue<Log>,
    model: StoredValue<Model>,
    received: StoredValue<usize>,
    /// Counts the changes of the log and of the list.
    revision: RwSignal<u64>,
    recording: RwSignal<bool>,
    surroundings: RwSignal<Theme>,
    now: RwSignal<Instant>,
    /// The language in force.
    language: RwSignal<Language>,
    /// The line that keyboard and mouse chose.
    pub(super) cursor: RwSignal<Option<Line>>,
    pub(super) tab: RwSignal<Tab>,
    pub(super) mark: RwSignal<Option<Source>>,
    pub(super) preserve: RwSignal<bool>,
    pub(super) query: RwSignal<String>,
    /// What is wrong with the filter line.
    pub(super) query_fault: RwSignal<Option<String>>,
    pub(super) notice: RwSignal<Option<String>>,
    /// What went wrong and stays on screen until it is closed.
    pub(super) trouble: RwSignal<Option<String>>,
    pub(super) dialog: RwSignal<Option<Dialog>>,
    pub(super) settings: super::settings::Settings,
}

/// A tab of the detail pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// What happened, why, and what to change.
    #[default]
    Explain,
    /// What the server asked for.
    Challenge,
    /// The token that was sent.
    Token,
    /// Cookies sent, set and held back.
    Cookies,
    /// Preflight and answer.
    Cors,
    /// The messages themselves.
    Exchange,
    /// Against the last success of the route.
    Compare,
    /// What the status means.
    Learn,
}

impl Tab {
    /// In the order shown.
    pub const ALL: [Tab; 8] =
        [Tab::Explain, Tab::Challenge, Tab::Token, Tab::Cookies, Tab::Cors, Tab::Exchange, Tab::Compare, Tab::Learn];
}

/// What stands over the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Repeat a request.
    CheckAgain(ExchangeId),
    /// Decode a pasted text.
    Paste,
    /// Theme, density, clock.
    Settings,
    /// The keyboard shortcuts.
    Shortcuts,
}

/// One exchange with what is said of it.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Its id.
    pub id: ExchangeId,
    /// The exchange.
    pub exchange: Arc<Exchange>,
    /// The diagnosis.
    pub diagnosis: Arc<Diagnosis>,
}

impl PartialEq for Subject {
    fn eq(&self, other: &Self) -> bool {
        // Both are replaced, never changed.
        self.id == other.id
            && Arc::ptr_eq(&self.exchange, &other.exchange)
            && Arc::ptr_eq(&self.diagnosis, &other.diagnosis)
    }
}

impl Panel {
    /// An empty panel that records.
    pub fn new() -> Self {
        let mut model = Model::default();
        model.set_options(Options { grouped: true, ..Options::default() }, &Log::default());
        Panel {
            log: StoredValue::new(Log::default()),
            model: StoredValue::new(model),
            received: StoredValue::new(0),
            revision: RwSignal::new(0),
            recording: RwSignal::new(true),
            surroundings: RwSignal::new(Theme::Light),
            now: RwSignal::new(Instant::default()),
            language: RwSignal::new(Language::English),
            cursor: RwSignal::new(None),
            tab: RwSignal::new(Tab::Explain),
            mark: RwSignal::new(None),
            preserve: RwSignal::new(false),
            query: RwSignal::new(String::new()),
            query_fault: RwSignal::new(None),
            notice: RwSignal::new(None),
            trouble: RwSignal::new(None),
            dialog: RwSignal::new(None),
            settings: super::settings::Settings::new(),
        }
    }

    // --- what the host of the panel calls ---

    /// Takes a batch of exchanges. The list changes once for all of them. Ignored while recording
    /// is off.
    pub fn add(self, batch: Vec<Exchange>) {
        if self.recording() {
            self.take(batch);
        }
    }

    /// The inspected page went to another address: what belongs to the page before is dropped,
    /// unless it is to be preserved.
    pub fn navigated(self, url: &str) {
        if self.preserve.get_untracked() {
            return;
        }
        // The document of the new page often arrives before the news of the navigation.
        let kept: Vec<Exchange> = self.log.with_value(|log| {
            let rows = log.history().rows();
            let document = rows.iter().rposition(|r| {
                r.exchange.request.url.as_str() == url
                    && r.exchange.resource_type.as_deref().is_none_or(|kind| kind == "document")
            });
            document.and_then(|at| rows.get(at..)).unwrap_or_default().iter().map(|r| (*r.exchange).clone()).collect()
        });
        self.clear();
        self.take(kept);
    }

    /// The time by the computer's clock. Call it once a second.
    pub fn set_now(self, now: Instant) {
        self.now.set(now);
    }

    /// The theme of what surrounds the panel.
    pub fn set_theme(self, theme: Theme) {
        self.surroundings.set(theme);
    }

    /// Shows one exchange in the detail pane.
    pub fn select(self, id: ExchangeId) {
        let line = Line::Entry(id);
        let folded = self.model.with_value(|m| m.position(line).is_none().then(|| m.cluster_of(id)).flatten());
        if let Some(group) = folded {
            self.fold(group, true, true);
        }
        self.cursor.set(Some(line));
    }

    /// Chooses a tab of the detail pane. A tab that has nothing to say gives way to Explain.
    pub fn show(self, tab: Tab) {
        self.tab.set(tab);
    }

    /// Forgets every exchange.
    pub fn clear(self) {
        self.log.set_value(Log::default());
        self.model.update_value(|model| {
            let options = model.options().clone();
            *model = Model::default();
            model.set_options(options, &Log::default());
        });
        self.cursor.set(None);
        self.mark.set(None);
        self.changed();
    }

    /// Whether new exchanges are taken. Its host may stop listening while it is off.
    pub fn recording(self) -> bool {
        self.recording.get_untracked()
    }

    /// Starts or stops taking exchanges.
    pub fn record(self, on: bool) {
        self.recording.set(on);
    }

    /// Takes over the exchanges of a HAR file and says what was read.
    ///
    /// # Errors
    /// When the text is no HAR file; the text names the place.
    pub fn import(self, name: &str, text: &str) -> Result<usize, String> {
        let file = har::read(text).map_err(|error| format!("{name}: {error}"))?;
        let mut exchanges = file.exchanges;
        exchanges.sort_by_key(|(index, exchange)| (exchange.started, *index));
        let count = exchanges.len();
        self.take(exchanges.into_iter().map(|(_, exchange)| exchange).collect());
        Ok(count)
    }

    /// Looks at what was captured, as after a panic or for an export.
    pub fn with_history<T>(self, look: impl FnOnce(&History) -> T) -> T {
        self.log.with_value(|log| look(log.history()))
    }

    // --- what the components use ---

    pub(super) fn is_recording(self) -> bool {
        self.recording.get()
    }

    pub(super) fn track(self) {
        self.revision.track();
    }

    pub(super) fn now(self) -> Instant {
        self.now.get()
    }

    /// The theme in force.
    pub(super) fn theme(self) -> Theme {
        self.settings.theme.get().unwrap_or_else(|| self.surroundings.get())
    }

    /// The words of the language in force. Not tracked: the whole panel is made anew when the
    /// language changes.
    pub(super) fn labels(self) -> &'static Labels {
        labels(self.language.get_untracked())
    }

    pub(super) fn language(self) -> Language {
        self.language.get()
    }

    /// Like [`Panel::labels`] not tracked.
    pub(super) fn language_now(self) -> Language {
        self.language.get_untracked()
    }

    /// Puts the chosen language in force, as soon as its words are there.
    pub(super) fn speak(self, ports: &Ports) {
        let wanted = self
            .settings
            .language
            .get_untracked()
            .unwrap_or_else(|| Language::preferred(ports.languages.iter().map(String::as_str)));
        match &ports.fetch_words {
            Some(fetch) if wanted != Language::English => fetch(wanted, Arc::new(move || self.language.set(wanted))),
            _ => self.language.set(wanted),
        }
    }

    /// The `lang` of a passage that has no translation; none while the panel itself speaks English.
    pub(super) fn in_english(self) -> Option<&'static str> {
        (self.language.get_untracked() != Language::English).then_some("en")
    }

    pub(super) fn skew(self) -> Option<Span> {
        self.track();
        self.log.with_value(|log| log.history().skew())
    }

    pub(super) fn counts(self) -> Counts {
        self.track();
        self.model.with_value(Model::counts)
    }

    pub(super) fn with_model<T>(self, look: impl FnOnce(&Model) -> T) -> T {
        self.model.with_value(look)
    }

    pub(super) fn with_log<T>(self, look: impl FnOnce(&Log) -> T) -> T {
        self.log.with_value(look)
    }

    pub(super) fn with_row<T>(self, id: ExchangeId, look: impl FnOnce(&Row) -> T) -> Option<T> {
        self.log.with_value(|log| log.history().get(id).map(look))
    }

    pub(super) fn subject_of(self, id: ExchangeId) -> Option<Subject> {
        self.log.with_value(|log| {
            let exchange = log.history().get(id)?.exchange.clone();
            Some(Subject { id, exchange, diagnosis: log.diagnosis(id)?.clone() })
        })
    }

    /// What the detail pane shows: for a group its newest request.
    pub(super) fn subject(self) -> Option<Subject> {
        self.track();
        let id = match self.cursor.get()? {
            Line::Entry(id) => id,
            Line::Group(group) | Line::More(group) => {
                self.with_model(|m| m.cluster(group).and_then(|c| c.ids.last().copied()))?
            }
        };
        self.subject_of(id)
    }

    pub(super) fn fold(self, group: usize, open: bool, all: bool) {
        self.model.update_value(|model| model.fold(group, open, all));
        self.changed();
    }

    pub(super) fn option(self, change: impl FnOnce(&mut Options)) {
        let mut options = self.model.with_value(|m| m.options().clone());
        change(&mut options);
        self.log.with_value(|log| self.model.update_value(|model| model.set_options(options, log)));
        self.changed();
    }

    pub(super) fn options<T>(self, look: impl FnOnce(&Options) -> T) -> T {
        self.track();
        self.model.with_value(|m| look(m.options()))
    }

    /// Takes back everything that hides requests.
    pub(super) fn show_everything(self) {
        self.set_query(String::new());
        self.option(|o| {
            o.statuses.clear();
            o.muted.clear();
        });
    }

    pub(super) fn toggle_chip(self, chip: Chip) {
        self.option(|o| {
            if !o.statuses.remove(&chip) {
                o.statuses.insert(chip);
            }
        });
    }

    pub(super) fn mute(self, cause: CauseId, on: bool) {
        self.option(|o| {
            if on {
                o.muted.insert(cause)
            } else {
                o.muted.remove(cause)
            };
        });
    }

    /// Puts a new filter line in force; a faulty one leaves the last good one.
    pub(super) fn set_query(self, text: String) {
        let (filter, faults) = Filter::parse(&text);
        self.query_fault.set(faults.into_iter().next().map(|fault| fault.what.into_owned()));
        if self.query_fault.with_untracked(Option::is_none) {
            self.option(|o| o.filter = filter);
        }
        self.query.set(text);
    }

    /// Shows where evidence stands.
    pub(super) fn go_to(self, source: Source) {
        match &source {
            Source::Exchange(id) => return self.select(*id),
            Source::Claim(_) | Source::TokenHeader(_) => self.tab.set(Tab::Token),
            _ => self.tab.set(Tab::Exchange),
        }
        self.mark.set(Some(source));
    }

    /// Says something short that a screen reader reads, too.
    pub(super) fn say(self, words: impl Into<String>) {
        self.notice.set(Some(words.into()));
    }

    fn take(self, batch: Vec<Exchange>) {
        if batch.is_empty() {
            return;
        }
        let first = self.received.get_value();
        self.received.set_value(first + batch.len());
        let mut touched = Vec::new();
        self.log.update_value(|log| touched = log.add((first..).zip(batch)));
        touched.sort_unstable();
        touched.dedup();
        self.log.with_value(|log| self.model.update_value(|model| model.update(log, &touched)));
        self.changed();
    }

    fn changed(self) {
        self.revision.update(|r| *r += 1);
    }
}

impl Default for Panel {
    fn default() -> Self {
        Panel::new()
    }
}

/// The panel of this component's ancestors.
pub(super) fn panel() -> Panel {
    expect_context::<Panel>()
}
