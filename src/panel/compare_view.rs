//! The comparison with the last success, in words first and as a table second.

use leptos::prelude::*;

use super::compare::differences;
use super::format;
use super::state::{Subject, panel};
use crate::facts::Facts;
use crate::redact;

/// What changed since the route last worked.
#[component]
pub fn CompareView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let (good, ago, found) = panel.with_log(|log| {
        let bad = Facts::of(log.history(), subject.id)?;
        let good = bad.last_success()?;
        let ago = bad.exchange().started - good.exchange().started;
        Some((good.id(), ago, differences(labels, good, bad)))
    })?;
    let words = match found.len() {
        0 => labels.compare_same.to_owned(),
        n => (labels.compare_changed)(n, &ago.words()),
    };
    let rows = found
        .into_iter()
        .map(|d| {
            let cell = |value: Option<String>| match value {
                Some(value) => redact::printable(&value).into_any(),
                None => view! { <span class="plain">{labels.compare_absent}</span> }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{redact::printable(&d.place)}</th>
                    <td class="mono">{cell(d.before)}</td>
                    <td class="mono">{cell(d.after)}</td>
                </tr>
            }
        })
        .collect_view();
    let status = format::status(subject.exchange.response.status);
    Some(view! {
        <section>
            <p>{words}" "
                <button type="button" class="link" on:click=move |_| panel.select(good)>{labels.compare_go}</button>
            </p>
            {(!rows.is_empty()).then(|| view! {
                <table class="members compare">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col">{labels.compare_before}</th>
                            <th scope="col">{(labels.compare_after)(&status)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            })}
        </section>
    })
}
