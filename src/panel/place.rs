//! The place that made a request: a link where the browser's own tools can show it.

use leptos::prelude::*;

use super::handlers::on_click;
use super::parts::plain;
use super::state::panel;
use super::{Ports, format};
use crate::exchange::Place;

/// A sentence with the place in it; `say` makes it of the place.
pub fn place(of: &Place, say: fn(&str) -> String) -> AnyView {
    let shown = format::place(of);
    let said = say(&shown);
    let around = said.split_once(shown.as_str());
    let (Some(open), Some((before, after))) = (use_context::<Ports>().and_then(|p| p.open_file), around) else {
        return plain(said);
    };
    let panel = panel();
    let labels = panel.labels();
    let of = of.clone();
    let open = on_click(move |_| {
        let missing = move || panel.say(labels.file_missing);
        open(&of, Box::new(missing));
    });
    let link = view! { <button type="button" class="link" on:click=open>{shown.clone()}</button> };
    vec![plain(before), link.into_any(), plain(after)].into_any()
}
