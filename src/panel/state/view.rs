//! What the components ask of the panel, and tell it.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Panel, Subject, Theme};
use crate::diagnosis::Log;
use crate::filter::Filter;
use crate::finding::Verdict;
use crate::history::{ExchangeId, Row};
use crate::instant::{Instant, Span};
use crate::panel::Ports;
use crate::panel::model::{Chip, Column, Counts, Heights, Line, Model, Mute, Options, Sort};
use crate::text::labels::{Labels, Language, labels};

/// Up to this width in pixels a list without groups has no room for a column of causes.
const HALF: i32 = 640;
/// Up to this width in pixels the title of a group has no room for its host; the style sheet says the same.
const NARROW: i32 = 460;
/// The height of a second line, in pixels.
const SECOND_LINE: f64 = 16.0;

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

    /// The list is so many pixels wide now.
    pub(in crate::panel) fn has_room(self, width: i32) {
        let (grouped, cause) =
            untrack(|| (self.options(|o| o.grouped), self.columns.get_untracked().shows(Column::Cause)));
        let tall = width > 0 && if grouped { width <= NARROW } else { width <= HALF && cause };
        if tall != self.tall.get_untracked() {
            self.tall.set(tall);
        }
    }

    /// How high the lines of the list are.
    pub(in crate::panel) fn heights(self) -> Heights {
        let row = self.settings.row.get();
        let more = if self.tall.get() { row + SECOND_LINE } else { row };
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
        self.model.update_value(|model| model.fold(group, open, all));
        // A choice that is folded away would be a place that the keyboard cannot see.
        let hidden = self.cursor.get_untracked().filter(|line| self.with_model(|m| m.position(*line).is_none()));
        if let (false, Some(Line::Entry(id))) = (open, hidden)
            && self.with_model(|m| m.cluster_of(id)) == Some(group)
        {
            self.cursor.set(Some(Line::Group(group)));
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

    /// Closes the details and goes back to the list.
    pub(in crate::panel) fn leave(self) {
        self.left.set_value(self.cursor.get_untracked());
        self.cursor.set(None);
        super::super::focus::to("requests");
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
        self.log.update_value(|log| log.keep(newest));
        self.log.with_value(|log| self.model.update_value(|model| model.update(log, &[])));
        self.changed();
    }

    /// How many exchanges were dropped because the history is full, and how many before the panel
    /// could take them.
    pub(in crate::panel) fn dropped(self) -> (usize, usize) {
        self.track();
        let kept = self.log.with_value(|log| log.history().rows().len());
        (self.received.get_value().saturating_sub(kept), self.missed.get_value())
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
        let (filter, faults) = Filter::parse(&text);
        self.query_fault.set(faults.into_iter().next().map(|fault| fault.what.into_owned()));
        if self.query_fault.with_untracked(Option::is_none) {
            self.option(|o| o.filter = filter);
            self.query_in_force.set(text.clone());
        }
        self.query.set(text);
    }

    /// Says something short that a screen reader reads, too.
    pub(in crate::panel) fn say(self, words: impl Into<String>) {
        self.notice.set(Some(words.into()));
    }
}
