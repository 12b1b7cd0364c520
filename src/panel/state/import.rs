//! Takes the exchanges of a file into the list.

use leptos::prelude::*;

use super::{Panel, TOGETHER, Tab};
use crate::decode::transcript::Transcript;
use crate::diagnosis::Log;
use crate::history::ExchangeId;
use crate::panel::spoken::phrase;
use crate::{har, redact, sorted};

impl Panel {
    /// Takes over the exchanges of a HAR file and gives their number. What was skipped or repaired is shown. Inside a page they
    /// arrive little by little, so that the page stays at hand; it is said when that begins and when it is done.
    ///
    /// # Errors
    /// When the text is no HAR file; the text names the place.
    pub fn import(self, name: &str, text: &str) -> Result<usize, String> {
        let (labels, name) = (self.labels(), redact::printable(name));
        let file = har::read(text).map_err(|error| {
            let what = phrase(self, &error.what).0;
            let what = match error.line {
                0 => what,
                line => (labels.import_place)(line, error.column) + &what,
            };
            (labels.import_failed)(&name, &what)
        })?;
        let notes: Vec<_> = file.notes.iter().map(|note| phrase(self, note).0).collect();
        self.trouble.set((!notes.is_empty()).then(|| (labels.import_partly)(&name, &notes.join("; "))));
        let mut exchanges = file.exchanges;
        sorted::by_key(&mut exchanges, |(index, exchange)| (exchange.started, *index));
        let count = exchanges.len();
        let mut rest = exchanges.into_iter().map(|(_, exchange)| exchange);
        let cleared = self.cleared.get_value();
        match self.work_through.get_value() {
            Some(work_through) => {
                self.filling.set(Some((labels.importing)(count, &name)));
                work_through(
                    0,
                    Box::new(move |time_left| {
                        let wanted = self.cleared.get_value() == cleared;
                        while wanted && rest.len() > 0 {
                            self.take(rest.by_ref().take(TOGETHER).collect());
                            if !time_left() {
                                return true;
                            }
                        }
                        if wanted && self.log.with_value(Log::is_behind) {
                            return true; // all was read, and the list is not full yet
                        }
                        self.filled(wanted.then_some((count, &name)));
                        false
                    }),
                );
            }
            None => {
                self.take(rest.collect());
                self.filled(Some((count, &name)));
            }
        }
        Ok(count)
    }

    /// Takes the exchange of a pasted command, if its answer is there, and opens it.
    pub(in crate::panel) fn explain(self, told: &Transcript) {
        let Some(exchange) = told.exchange(self.now.get_untracked()) else { return };
        let id = ExchangeId(self.received.get_value());
        self.dialog.set(None);
        self.take(vec![exchange]);
        self.show(Tab::Explain);
        self.select(id);
    }

    /// An import is over: as many exchanges as it had are there, unless the list was cleared meanwhile.
    fn filled(self, read: Option<(usize, &str)>) {
        self.filling.set(None);
        let Some((count, name)) = read else { return };
        let labels = self.labels();
        if count == 0 {
            return self.say(labels.import_none);
        }
        let failed = self.model.with_value(|model| model.counts().failed()) > 0;
        let next = if failed { labels.import_next } else { labels.import_well };
        self.say((labels.imported)(count, name) + labels.timeline_stop + next);
    }
}
