//! Text with secrets in it. Each is masked until the user reveals it, and masked again when the
//! focus leaves it.

use std::ops::Range;

use leptos::prelude::*;

use super::handlers::{on_click, on_focus};
use super::spoken::phrase;
use super::state::panel;
use crate::redact;

/// Text in which the bytes of `secrets` are masked.
#[component]
pub fn Masked(text: String, secrets: Vec<Range<usize>>) -> impl IntoView {
    let mut parts = Vec::new();
    let mut at = 0;
    for secret in secrets {
        if let Some(before) = text.get(at..secret.start).filter(|t| !t.is_empty()) {
            parts.push(redact::printable(before).into_any());
        }
        if let Some(hidden) = text.get(secret.clone()) {
            parts.push(view! { <Secret text=hidden.to_owned()/> }.into_any());
        }
        at = secret.end;
    }
    if let Some(rest) = text.get(at..).filter(|t| !t.is_empty()) {
        parts.push(redact::printable(rest).into_any());
    }
    parts
}

/// One secret. With `blank`, not even its first characters are shown: it is the rest of a longer one.
#[component]
pub fn Secret(text: String, #[prop(optional)] blank: bool) -> impl IntoView {
    let labels = panel().labels();
    let shown = RwSignal::new(false);
    let masked = if blank { redact::MASK.to_owned() } else { phrase(panel(), &redact::secret(&text)).0 };
    let open = redact::printable(&text);
    view! {
        <button
            type="button"
            class="secret"
            aria-pressed=move || shown.get().to_string()
            title=move || if shown.get() { labels.hide } else { labels.reveal }
            on:click=on_click(move |_| shown.update(|s| *s = !*s))
            on:blur=on_focus(move |_| shown.set(false))
        >
            <span class="sr">{move || if shown.get() { labels.hide } else { labels.reveal }}" "</span>
            {move || if shown.get() { open.clone() } else { masked.clone() }}
        </button>
    }
}
