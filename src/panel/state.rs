//! What the panel knows. One [`Panel`] is given to every component by context.

mod import;
mod view;

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use leptos::prelude::*;

use super::columns::Columns;
use super::evidence::Trip;
use super::model::{Line, Model, Options};
use super::ports::WorkThrough;
use crate::diagnosis::{Diagnosis, Log};
use crate::exchange::Exchange;
use crate::finding::Evidence;
use crate::history::{ExchangeId, History};
use crate::instant::Instant;
use crate::sorted;
use crate::text::labels::Language;

/// How long after an arrival older exchanges are looked at again, in milliseconds: a burst is looked at once.
const SETTLE: i32 = 150;
/// So many exchanges of a file are taken at once.
const TOGETHER: usize = 64;

/// Light or dark, as the surroundings are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light ground.
    #[default]
    Light,
    /// Light text on dark ground.
    Dark,
}

/// The captured exchanges and how they are looked at; what it holds is in [`PanelState`].
///
/// One pointer, because every closure of every view takes it along. What it points at is never given back: a page has one panel,
/// and keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Panel(&'static PanelState);

/// What a [`Panel`] holds.
#[derive(Debug)]
pub struct PanelState {
    log: StoredValue<Log>,
    model: StoredValue<Model>,
    received: StoredValue<usize>,
    /// How often all was forgotten: a long import stops where the list it goes to was cleared.
    cleared: StoredValue<usize>,
    /// Which pages were loaded, and when: those whose documents may be in the log.
    pages: StoredValue<Vec<(String, Instant)>>,
    /// Exchanges that went before the panel could take them.
    missed: StoredValue<usize>,
    /// How long work is done; `None` before the panel is drawn, and where it is drawn as text.
    pub(super) work_through: StoredValue<Option<WorkThrough>>,
    /// Keeps whether requests are recorded; nothing does before the panel is drawn.
    pub(super) keep_recording: OnceLock<fn(bool)>,
    catching_up: StoredValue<bool>,
    settling: StoredValue<bool>,
    /// Counts the changes of the log and of the list.
    revision: RwSignal<u64>,
    /// Counts the changes of the list's options.
    pub(super) arranged: RwSignal<u64>,
    recording: RwSignal<bool>,
    surroundings: RwSignal<Theme>,
    now: RwSignal<Instant>,
    /// The language in force.
    language: RwSignal<Language>,
    /// The line that keyboard and mouse chose.
    pub(super) cursor: RwSignal<Option<Line>>,
    /// The line that was chosen before the details were closed: the keys go on there.
    pub(super) left: StoredValue<Option<Line>>,
    pub(super) tab: RwSignal<Tab>,
    /// What evidence pointed at, on the line that was chosen then.
    pub(super) mark: RwSignal<Option<(Line, Evidence)>>,
    /// The way back from where evidence led.
    pub(super) trip: RwSignal<Option<Trip>>,
    pub(super) preserve: RwSignal<bool>,
    /// The list's share of the panel, in percent.
    pub(super) share: RwSignal<f64>,
    pub(super) columns: RwSignal<Columns>,
    /// How many more lines a cause gets where the list is narrow: in a list without groups, or in the headings of groups.
    pub(super) tall: RwSignal<u8>,
    /// The panel is so small that the details cover the list.
    pub(super) small: RwSignal<bool>,
    /// The chosen request is being read, not only passed on the way through the list. It counts in a small panel.
    pub(super) opened: RwSignal<bool>,
    /// The user's own noise: filters, one on each line.
    pub(super) noise_own: RwSignal<String>,
    pub(super) query: RwSignal<String>,
    /// The filter in force: the last line that could be read.
    pub(super) query_in_force: RwSignal<String>,
    /// What is wrong with the filter line.
    pub(super) query_fault: RwSignal<Option<String>>,
    pub(super) notice: RwSignal<Option<String>>,
    /// What is being read into the list; stays until it is there.
    pub(super) filling: RwSignal<Option<String>>,
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
    /// The exchanges that belong with it.
    Flow,
    /// The messages themselves.
    Exchange,
    /// Against the last success of the route.
    Compare,
    /// What the status means.
    Learn,
}

impl Tab {
    /// In the order shown.
    pub const ALL: [Tab; 9] = [
        Tab::Explain,
        Tab::Flow,
        Tab::Challenge,
        Tab::Token,
        Tab::Cookies,
        Tab::Cors,
        Tab::Exchange,
        Tab::Compare,
        Tab::Learn,
    ];
}

/// What stands over the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Repeat a request.
    CheckAgain(ExchangeId),
    /// Copy a request in a form of the user's choice.
    Copy(ExchangeId),
    /// Save the recording.
    Export,
    /// Decode a pasted text.
    Paste,
    /// Theme, density, clock, noise, history.
    Settings,
    /// What is muted.
    Muted,
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
        Panel(Box::leak(Box::new(PanelState {
            log: StoredValue::new(Log::default()),
            model: StoredValue::new(model),
            received: StoredValue::new(0),
            cleared: StoredValue::new(0),
            pages: StoredValue::new(Vec::new()),
            missed: StoredValue::new(0),
            work_through: StoredValue::new(None),
            keep_recording: OnceLock::new(),
            catching_up: StoredValue::new(false),
            settling: StoredValue::new(false),
            revision: RwSignal::new(0),
            arranged: RwSignal::new(0),
            recording: RwSignal::new(true),
            surroundings: RwSignal::new(Theme::Light),
            now: RwSignal::new(Instant::default()),
            language: RwSignal::new(Language::English),
            cursor: RwSignal::new(None),
            left: StoredValue::new(None),
            tab: RwSignal::new(Tab::Explain),
            mark: RwSignal::new(None),
            trip: RwSignal::new(None),
            preserve: RwSignal::new(false),
            share: RwSignal::new(super::splitter::SHARE),
            columns: RwSignal::new(Columns::default()),
            tall: RwSignal::new(0),
            small: RwSignal::new(false),
            opened: RwSignal::new(false),
            noise_own: RwSignal::new(String::new()),
            query: RwSignal::new(String::new()),
            query_in_force: RwSignal::new(String::new()),
            query_fault: RwSignal::new(None),
            notice: RwSignal::new(None),
            filling: RwSignal::new(None),
            trouble: RwSignal::new(None),
            dialog: RwSignal::new(None),
            settings: super::settings::Settings::new(),
        })))
    }

    // --- what the host of the panel calls ---

    /// Takes a batch of exchanges. The list changes once for all of them. Ignored while recording
    /// is off.
    pub fn add(self, batch: Vec<Exchange>) {
        if self.recording() {
            self.take(batch);
        }
    }

    /// So many exchanges were dropped before the panel could take them.
    pub fn miss(self, count: usize) {
        self.missed.update_value(|missed| *missed += count);
        self.changed();
    }

    /// The inspected page was loaded from this address at this moment: what belongs to the page before is dropped,
    /// unless it is to be preserved. While recording is off the list stays as it is.
    pub fn navigated(self, url: &str, at: Instant) {
        if !self.recording() {
            return;
        }
        let before = self.pages.with_value(|pages| pages.iter().rfind(|(page, _)| page == url).map(|(_, at)| *at));
        let preserve = self.preserve.get_untracked();
        self.pages.update_value(|pages| {
            if !preserve {
                pages.clear();
            }
            pages.push((url.to_owned(), at));
        });
        if preserve {
            return;
        }
        // The document of the new page often arrives before the news of the navigation. Where the page is loaded again, that of
        // before has the same address; but it was asked for before the news of its own navigation.
        let kept: Vec<Exchange> = self.log.with_value(|log| {
            let rows = log.history().rows();
            let document = rows.iter().rposition(|r| {
                before.is_none_or(|before| r.exchange.started > before)
                    && r.exchange.request.url.as_str() == url
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
        self.choose(id);
        self.opened.set(true);
    }

    /// Chooses a line of the list, and unfolds the group that hides it.
    pub(super) fn choose(self, id: ExchangeId) {
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
        let mut log = Log::default();
        log.keep(self.settings.history.get_untracked());
        self.log.set_value(log);
        self.received.set_value(0);
        self.cleared.update_value(|times| *times += 1);
        self.missed.set_value(0);
        self.model.update_value(|model| {
            let options = model.options().clone();
            *model = Model::default();
            model.set_options(options, &Log::default());
        });
        self.cursor.set(None);
        self.opened.set(false);
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
        if let Some(keep) = self.keep_recording.get() {
            keep(on);
        }
    }

    /// Looks at what was captured, as after a panic or for an export.
    pub fn with_history<T>(self, look: impl FnOnce(&History) -> T) -> T {
        self.log.with_value(|log| look(log.history()))
    }

    fn take(self, batch: Vec<Exchange>) {
        if batch.is_empty() {
            return;
        }
        let first = self.received.get_value();
        self.received.set_value(first + batch.len());
        self.hold();
        self.log.update_value(|log| log.push((first..).zip(batch)));
        match self.work_through.get_value() {
            None => {
                self.catch_up(&|| true);
                self.settle(&|| true);
            }
            Some(work_through) if !self.catching_up.get_value() => {
                self.catching_up.set_value(true);
                work_through(0, Box::new(move |time_left| self.catch_up(time_left)));
            }
            Some(_) => (),
        }
    }

    /// Diagnoses new exchanges for as long as there is time, and says whether more are left.
    fn catch_up(self, time_left: &dyn Fn() -> bool) -> bool {
        let mut new = Vec::new();
        self.log.update_value(|log| new = log.catch_up(time_left));
        self.show_changed(new);
        let (more, unsettled) = self.log.with_value(|log| (log.is_behind(), log.unsettled()));
        self.catching_up.set_value(more);
        if let Some(work_through) = self.work_through.get_value().filter(|_| unsettled && !self.settling.get_value()) {
            self.settling.set_value(true);
            work_through(SETTLE, Box::new(move |time_left| self.settle(time_left)));
        }
        more
    }

    /// Looks at older exchanges again for as long as there is time, and says whether more are left. New ones come first.
    fn settle(self, time_left: &dyn Fn() -> bool) -> bool {
        let mut changed = Vec::new();
        self.log.update_value(|log| {
            if !log.is_behind() {
                changed = log.settle(time_left);
            }
        });
        self.show_changed(changed);
        let more = self.log.with_value(Log::unsettled);
        self.settling.set_value(more);
        more
    }

    fn show_changed(self, mut ids: Vec<ExchangeId>) {
        if ids.is_empty() {
            return;
        }
        sorted::by_key(&mut ids, |id| *id);
        self.log.with_value(|log| self.model.update_value(|model| model.update(log, &ids)));
        // What is being read is not new.
        if let Some(line @ Line::Entry(_)) = self.cursor.get_untracked() {
            self.model.update_value(|model| {
                model.look(line);
            });
        }
        self.leave_dropped();
        self.changed();
    }

    /// What is being read stays in the history, however much arrives.
    pub(super) fn hold(self) {
        let read = match self.cursor.get_untracked() {
            Some(Line::Entry(id)) => Some(id),
            _ => None,
        };
        self.log.update_value(|log| log.hold(read));
    }

    /// Beyond the most that a history can hold, the very request that is being read is dropped: its details go, and it is said why.
    pub(super) fn leave_dropped(self) {
        let Some(Line::Entry(id)) = self.cursor.get_untracked() else { return };
        let first = self.log.with_value(|log| log.history().rows().first().map(|row| row.id));
        if first.is_some_and(|first| id < first) {
            self.cursor.set(None);
            self.opened.set(false);
            self.trouble.set(Some(self.labels().dropped_read.into()));
        }
    }

    fn changed(self) {
        self.revision.update(|r| *r += 1);
    }
}

impl Deref for Panel {
    type Target = PanelState;

    fn deref(&self) -> &PanelState {
        self.0
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
