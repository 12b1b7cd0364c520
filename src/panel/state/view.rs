//! What the components ask of the panel, and tell it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Panel, Subject, Theme};
use crate::diagnosis::{Diagnosis, Log};
use crate::filter::{Filter, is_unfinished};
use crate::finding::Verdict;
use crate::history::{ExchangeId, Row};
use crate::instant::{Instant, Span};
use crate::panel::model::{Chip, Column, Counts, Heights, Line, Model, Mute, Options, Sort};
use crate::panel::values::values;
use crate::panel::{Forget, Ports, focus};
use crate::text::labels::{Labels, Language, labels};

/// Up to this width in pixels a list without groups has no room for a column of causes.
const HALF: i32 = 640;
/// Up to this width in pixels the title of a group has no room for its host; the style sheet says the same.
const NARROW: i32 = 460;
/// The height of a further line, in pixels.
const FURTHER_LINE: f64 = 16.0;
/// Up to this width and height in pixels a panel has no room for list and details at once.
const SMALL: (i32, i32) = (480, 720);

impl Panel {
    pub(in crate::panel) fn is_recording(self) -> bool {
        self.recording.get()
    }

    pub(in crate::panel) fn track(self) {
        self.revision.track();
    }

    pub(in crate::panel) fn now(self) -> Instant {
        self.now.get()
    }

    /// The theme in force.
    pub(in crate::panel) fn theme(self) -> Theme {
        self.settings.theme.get().unwrap_or_else(|| self.surroundings.get())
    }

    /// The words of the language in force. Not tracked: the whole panel is made anew when the
    /// language changes.
    pub(in crate::panel) fn labels(self) -> &'static Labels {
        labels(self.language.get_untracked())
    }

    pub(in crate::panel) fn language(self) -> Language {
        self.language.get()
    }

    /// Like [`Panel::labels`] not tracked.
    pub(in crate::panel) fn language_now(self) -> Language {
        self.language.get_untracked()
    }

    /// Puts the chosen language in force, as soon as its words are there; English where they do not come.
    pub(in crate::panel) fn speak(self, ports: &Ports) {
        let wanted = self
            .settings
            .language
            .get_untracked()
            .unwrap_or_else(|| Language::preferred(ports.languages.iter().map(String::as_str)));
        match &ports.fetch_words {
            Some(fetch) if wanted != Language::English => {
                let come = move |came| {
                    let language = if came { wanted } else { Language::English };
                    self.language.set(language);
                    if !came {
                        self.trouble.set(Some((self.labels().words_missing)(wanted.name())));
                    }
                };
                fetch(wanted, Arc::new(come));
            }
            _ => self.language.set(wanted),
        }
    }

    /// The `lang` of a passage that has no translation; none while the panel itself speaks English.
    pub(in crate::panel) fn in_english(self) -> Option<&'static str> {
        (self.language.get_untracked() != Language::English).then_some("en")
    }

    pub(in crate::panel) fn skew(self) -> Option<Span> {
        self.track();
        self.log.with_value(|log| log.history().skew())
    }

    pub(in crate::panel) fn counts(self) -> Counts {
        self.track();
        self.model.with_value(Model::counts)
    }

    pub(in crate::panel) fn with_model<T>(self, look: impl FnOnce(&Model) -> T) -> T {
        self.model.with_value(look)
    }

    pub(in crate::panel) fn with_log<T>(self, look: impl FnOnce(&Log) -> T) -> T {
        self.log.with_value(look)
    }

    pub(in crate::panel) fn with_row<T>(self, id: ExchangeId, look: impl FnOnce(&Row) -> T) -> Option<T> {
        self.log.with_value(|log| log.history().get(id).map(look))
    }

    pub(in crate::panel) fn subject_of(self, id: ExchangeId) -> Option<Subject> {
        self.log.with_value(|log| {
            let exchange = log.history().get(id)?.exchange.clone();
            Some(Subject { id, exchange, diagnosis: log.diagnosis(id)?.clone() })
        })
    }

    /// What the detail pane shows: for a group its newest request.
    pub(in crate::panel) fn subject(self) -> Option<Subject> {
        self.track();
        let id = match self.cursor.get()? {
            Line::Entry(id) => id,
            Line::Group(group) | Line::More(group) => self.with_model(|m| m.cluster(group).and_then(|c| c.newest()))?,
        };
        self.subject_of(id)
    }

    /// The list is so many pixels wide now, and the panel around it so wide and high.
    pub(in crate::panel) fn has_room(self, width: i32, panel: (i32, i32)) {
        let (grouped, cause) =
            untrack(|| (self.options(|o| o.grouped), self.columns.get_untracked().shows(Column::Cause)));
        let narrow = u8::from(width > 0 && width <= NARROW);
        let tall = match (grouped, cause) {
            (true, _) => narrow,
            (false, true) => narrow + u8::from(width > 0 && width <= HALF),
            (false, false) => 0,
        };
        if tall != self.tall.get_untracked() {
            self.tall.set(tall);
        }
        let small = panel.0 > 0 && panel.0 <= SMALL.0 && panel.1 <= SMALL.1;
        if small != self.small.get_untracked() {
            self.small.set(small);
        }
    }

    /// Whether the details are shown.
    pub(in crate::panel) fn shows_detail(self) -> bool {
        self.subject().is_some() && (!self.small.get() || self.opened.get())
    }

    /// Whether the details cover the list.
    pub(in crate::panel) fn is_covered(self) -> bool {
        self.small.get() && self.shows_detail()
    }

    /// How high the lines of the list are.
    pub(in crate::panel) fn heights(self) -> Heights {
        let row = self.settings.row.get();
        let more = row + FURTHER_LINE * f64::from(self.tall.get());
        if self.options(|o| o.grouped) {
            Heights { entry: row, group: more }
        } else {
            Heights { entry: more, group: row }
        }
    }

    /// Where a line of the list begins, in pixels below the list's begin. Not tracked.
    pub(in crate::panel) fn top(self, at: usize) -> f64 {
        let heights = untrack(|| self.heights());
        self.with_model(|m| m.top(at, heights))
    }

    /// What a request ends in, in the light of what the user calls noise.
    pub(in crate::panel) fn verdict(self, subject: &Subject) -> Verdict {
        self.model.with_value(|m| m.verdict(subject.id)).unwrap_or(subject.diagnosis.verdict)
    }

    pub(in crate::panel) fn fold(self, group: usize, open: bool, all: bool) {
        let next = self.with_model(|m| m.cluster(group).and_then(|c| c.first_hidden()));
        self.model.update_value(|model| model.fold(group, open, all));
        // A choice that is folded away would be a place that the keyboard cannot see.
        let hidden = self.cursor.get_untracked().filter(|line| self.with_model(|m| m.position(*line).is_none()));
        match hidden {
            Some(Line::Entry(id)) if !open && self.with_model(|m| m.cluster_of(id)) == Some(group) => {
                self.cursor.set(Some(Line::Group(group)));
            }
            // Whoever asked for more goes on with what came.
            Some(Line::More(of)) if of == group => {
                self.cursor.set(Some(next.filter(|_| open).map_or(Line::Group(group), Line::Entry)));
            }
            _ => {}
        }
        self.changed();
    }

    /// Opens a group that is folded, folds one that is open.
    pub(in crate::panel) fn toggle(self, group: usize) {
        let open = self.with_model(|m| m.cluster(group).is_some_and(|c| c.is_open()));
        self.fold(group, !open, false);
    }

    /// Whether the list's end is where requests arrive.
    pub(in crate::panel) fn follows(self) -> bool {
        self.with_model(|m| !m.options().grouped && m.options().sort == Sort::default())
    }

    /// Chooses the next request that is new since the user looked.
    pub(in crate::panel) fn go_to_new(self) {
        if let Some(id) = self.with_model(Model::first_fresh) {
            self.select(id);
        }
    }

    /// Chooses a line to read it.
    pub(in crate::panel) fn open(self, line: Line) {
        self.cursor.set(Some(line));
        self.opened.set(true);
    }

    /// Closes the details and goes back to the list. Where they cover it, its line stays chosen.
    pub(in crate::panel) fn leave(self) {
        let covered = untrack(|| self.is_covered());
        self.opened.set(false);
        if covered {
            // What is covered takes no focus before it is seen again.
            request_animation_frame(|| focus::to("requests"));
        } else {
            self.left.set_value(self.cursor.get_untracked());
            self.cursor.set(None);
            focus::to("requests");
        }
    }

    /// The line at which [`leave`](Self::leave) left the list, while it is there.
    pub(in crate::panel) fn left_at(self) -> Option<Line> {
        let line = self.left.get_value()?;
        self.with_model(|m| m.position(line)).map(|_| line)
    }

    /// The chosen line is no longer new.
    pub(in crate::panel) fn look(self, line: Line) {
        let mut marks = false;
        self.model.update_value(|model| marks = model.look(line));
        if marks {
            self.changed();
        }
    }

    /// Keeps this many exchanges and drops the oldest beyond it.
    pub(in crate::panel) fn keep(self, newest: usize) {
        self.hold();
        self.log.update_value(|log| log.keep(newest));
        self.log.with_value(|log| self.model.update_value(|model| model.update(log, &[])));
        self.leave_dropped();
        self.changed();
    }

    /// How many exchanges were dropped because the history is full, and how many before the panel
    /// could take them.
    pub(in crate::panel) fn dropped(self) -> (usize, usize) {
        self.track();
        let kept = self.log.with_value(|log| log.history().rows().len());
        (self.received.get_value().saturating_sub(kept), self.missed.get_value())
    }

    /// The user cleared the list: nothing of it comes back, not even with a panel that is loaded again.
    pub(in crate::panel) fn forget(self, forget: Option<&Forget>) {
        self.clear();
        if let Some(forget) = forget {
            forget();
        }
    }

    /// The user is at the list: what arrives from now on is new.
    pub(in crate::panel) fn at_list(self) {
        self.model.update_value(Model::begin_looking);
    }

    pub(in crate::panel) fn option(self, change: impl FnOnce(&mut Options)) {
        let mut options = self.model.with_value(|m| m.options().clone());
        change(&mut options);
        self.log.with_value(|log| self.model.update_value(|model| model.set_options(options, log)));
        self.arranged.update(|r| *r += 1);
        self.changed();
    }

    /// Whether a request is in the list, folded away or not.
    pub(in crate::panel) fn is_listed(self, id: ExchangeId) -> bool {
        self.with_model(|m| m.position(Line::Entry(id)).is_some() || m.cluster_of(id).is_some())
    }

    /// Arranges the list by cause or not. What is being read stays chosen, and is shown.
    pub(in crate::panel) fn group(self, by_cause: bool) {
        let read = untrack(|| self.subject()).map(|subject| subject.id);
        let head = matches!(self.cursor.get_untracked(), Some(Line::Group(_)));
        self.option(|o| o.grouped = by_cause);
        if let Some(id) = read.filter(|_| !(by_cause && head)) {
            self.choose(id);
        }
    }

    pub(in crate::panel) fn options<T>(self, look: impl FnOnce(&Options) -> T) -> T {
        self.arranged.track();
        self.model.with_value(|m| look(m.options()))
    }

    /// Takes back everything that hides requests.
    pub(in crate::panel) fn show_everything(self) {
        self.set_query(String::new());
        self.option(|o| {
            o.statuses.clear();
            o.muted.clear();
        });
    }

    pub(in crate::panel) fn toggle_chip(self, chip: Chip) {
        self.option(|o| {
            if !o.statuses.remove(&chip) {
                o.statuses.insert(chip);
            }
        });
    }

    /// Silences a cause or a route, or lets it speak again.
    pub(in crate::panel) fn mute(self, what: Mute, on: bool) {
        self.option(|o| {
            o.muted.retain(|other| *other != what);
            if on {
                o.muted.push(what);
            }
        });
    }

    /// Puts a new filter line in force; a faulty one leaves the last good one.
    pub(in crate::panel) fn set_query(self, text: String) {
        self.apply_query(&text);
        self.query.set(text);
    }

    /// The filter line as it is being written: what could still become right leaves the last good one, and is no fault yet.
    pub(in crate::panel) fn write_query(self, text: String) {
        if is_unfinished(&text, |key| values(self, key), |filter| self.count(filter) > 0) {
            self.query_fault.set(None);
        } else {
            self.apply_query(&text);
        }
        self.query.set(text);
    }

    /// The filter line is written: what could have become right is in force, or a fault.
    pub(in crate::panel) fn finish_query(self) {
        let text = self.query.get_untracked();
        if self.query_fault.with_untracked(Option::is_none) && self.query_in_force.with_untracked(|now| *now != text) {
            self.apply_query(&text);
        }
    }

    /// How many of the captured requests pass a filter, whether they are listed or not.
    pub(in crate::panel) fn count(self, filter: &Filter) -> usize {
        let passes = |log: &Log, id, diagnosis: &Diagnosis| {
            log.history().get(id).is_some_and(|row| filter.matches(row, diagnosis))
        };
        self.with_log(|log| log.iter().filter(|(id, diagnosis)| passes(log, *id, diagnosis)).count())
    }

    fn apply_query(self, text: &str) {
        let (filter, faults) = Filter::parse(text);
        self.query_fault.set(faults.into_iter().next().map(|fault| fault.what.into_owned()));
        if self.query_fault.with_untracked(Option::is_none) {
            self.option(|o| o.filter = filter);
            self.query_in_force.set(text.to_owned());
        }
    }

    /// Says something short that a screen reader reads, too.
    pub(in crate::panel) fn say(self, words: impl Into<String>) {
        self.notice.set(Some(words.into()));
    }
}
