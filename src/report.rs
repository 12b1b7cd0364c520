//! The result of a recording for other programs and for people outside the panel.

pub mod json;
pub mod markdown;
pub mod request;
pub mod text;
mod words;

use crate::diagnosis::{Diagnosis, Group, diagnose_all, groups};
use crate::har::HarFile;
use crate::history::{ExchangeId, History};
use crate::sorted;

/// A recording with its diagnoses.
#[derive(Debug)]
pub struct Recording {
    /// The name it is known by, a file name.
    pub name: String,
    /// The program that wrote it.
    pub creator: String,
    /// What was skipped or repaired while reading.
    pub notes: Vec<String>,
    /// The exchanges.
    pub history: History,
    /// One for each exchange, in their order.
    pub diagnoses: Vec<(ExchangeId, Diagnosis)>,
}

impl Recording {
    /// Diagnoses every exchange of a HAR file.
    pub fn of(name: impl Into<String>, file: HarFile) -> Self {
        let mut exchanges = file.exchanges;
        // Sequences are read by time; recordings list entries by completion or by start.
        sorted::by_key(&mut exchanges, |(index, exchange)| (exchange.started, *index));
        let mut history = History::default();
        let ids: Vec<_> = exchanges.into_iter().map(|(index, exchange)| history.push(index, exchange.into())).collect();
        let diagnoses = diagnose_all(&history, &ids);
        Recording { name: name.into(), creator: file.creator, notes: file.notes, history, diagnoses }
    }

    /// The failures, grouped by cause and origin.
    pub fn groups(&self) -> Vec<Group> {
        groups(&self.history, self.diagnoses.iter().map(|(id, d)| (*id, d)))
    }
}
