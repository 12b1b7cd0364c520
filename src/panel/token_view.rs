//! The Token tab: every token that the exchange carried, one of them taken apart.

use leptos::prelude::*;

use super::state::{Subject, panel};
use super::token_card::{Carried, Place, token_card};
use crate::facts::Facts;

/// The tokens of an exchange.
#[component]
pub fn TokenView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let read = panel.with_log(|log| {
        let facts = Facts::of(log.history(), subject.id)?;
        let (token, faults) = facts.row().reading().token.as_ref()?;
        let text = facts.token_text().unwrap_or_default().to_owned();
        Some((Carried { text, token: token.clone(), faults: faults.clone() }, facts.now()))
    });
    read.map(|(carried, answered)| {
        let place = Place { exchange: Some(subject.id), answered: Some(answered), marked: true };
        token_card(&carried, place)
    })
}
