//! What the status means beside its neighbours, and the words of the field.

use leptos::prelude::*;

use super::prose::Link;
use super::state::{Subject, panel};
use crate::text::statuses::{GLOSSARY, STATUSES};

/// The statuses of refusal, this exchange's one marked.
#[component]
pub fn LearnView(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let status = subject.exchange.response.status;
    let mut order: Vec<_> = STATUSES.iter().collect();
    order.sort_by_key(|s| s.status != status);
    let cards = order
        .into_iter()
        .map(|s| {
            view! {
                <div class="status-card" class:here=s.status == status>
                    <h4>
                        <span class="code">{s.status}</span>
                        <span class="words">{s.name}</span>
                        {(s.status == status).then(|| view! { <span class="badge">{labels.this_request}</span> })}
                    </h4>
                    <p>{s.means}</p>
                    <p class="plain">{s.helps}" "<Link text=s.defined url=s.url/></p>
                </div>
            }
        })
        .collect_view();
    let words = GLOSSARY.iter().map(|(word, gloss)| view! { <dt>{*word}</dt><dd>{*gloss}</dd> }).collect_view();
    view! {
        <section><h3>{labels.learn_statuses}</h3>{cards}</section>
        <section class="tell"><h3>{labels.learn_words}</h3><dl>{words}</dl></section>
    }
}
