//! The words of rules and servers as elements. Values from the network go in as text nodes.

use std::sync::Arc;

use leptos::prelude::*;

use super::Ports;
use super::clock::told_time;
use super::format::host;
use super::handlers::on_click;
use super::parts::{el, words as words_of};
use super::state::panel;
use crate::text::{Block, Word, Words, text_at, value};

/// The values of a finding's placeholders.
pub type Values = Arc<Vec<(&'static str, String)>>;

/// A sentence.
pub fn sentence(words: Words, values: &Values) -> Vec<AnyView> {
    words
        .iter()
        .enumerate()
        .map(|(at, word)| match *word {
            Word::Text(_) => text_at(at, words, values).into_any(),
            Word::Code(text) => words_of("code", "", text),
            Word::Strong(text) => words_of("strong", "", text),
            Word::Value(name) => el("span", "value", vec![told_time(value(name, values))]),
            Word::Link { text, url } => view! { <Link text=text url=url/> }.into_any(),
        })
        .collect()
}

/// Paragraphs, lists and code.
pub fn blocks(blocks: &'static [Block], values: &Values) -> Vec<AnyView> {
    blocks
        .iter()
        .map(|block| match *block {
            Block::Paragraph(words) => el("p", "", sentence(words, values)),
            Block::Code { lang, text } => view! { <Snippet lang=lang text=text/> }.into_any(),
            Block::List(items) => el("ul", "", items.iter().map(|i| el("li", "", sentence(i, values))).collect()),
        })
        .collect()
}

/// A link out of the panel's own words. It is a button, because the panel itself goes nowhere.
#[component]
pub fn Link(text: &'static str, url: &'static str) -> impl IntoView {
    let ports = expect_context::<Ports>();
    let labels = panel().labels();
    view! {
        <button type="button" class="link" title=(labels.opens)(host(url)) on:click=on_click(move |_| (ports.open_link)(url))>
            {text}
        </button>
    }
}

/// A piece of code with a way to copy it.
#[component]
pub fn Snippet(lang: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="snippet" data-lang=lang>
            <pre tabindex="0"><code>{text}</code></pre>
            <CopyButton label=panel().labels().copy_code make=move || text.to_owned()/>
        </div>
    }
}

/// Copies what `make` gives and says so.
#[component]
pub fn CopyButton(label: &'static str, make: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
    let panel = panel();
    let ports = expect_context::<Ports>();
    view! {
        <button
            type="button"
            class="small"
            on:click=on_click(move |_| {
                (ports.copy)(&make());
                panel.say(panel.labels().copied);
            })
        >
            {label}
        </button>
    }
}
