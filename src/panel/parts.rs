//! The pieces that tables and lists of the tabs are made of. Plain elements go through one function:
//! each `view!` of its own would add kilobytes to the WebAssembly.

use leptos::prelude::*;
use leptos::tachys::html::attribute::custom::CustomAttribute;
use leptos::tachys::html::element::{ElementChild, custom};

use super::format;
use super::secret::Secret;
use crate::finding::Finding;
use crate::redact;
use crate::text::labels::Labels;

/// An element with a class, which may be empty.
pub fn el(tag: &'static str, class: &'static str, inside: Vec<AnyView>) -> AnyView {
    element(tag, class, None, None, inside)
}

/// An element with a class and a tooltip.
pub fn titled(tag: &'static str, class: &'static str, title: Option<String>, inside: Vec<AnyView>) -> AnyView {
    element(tag, class, title, None, inside)
}

/// An element with a class and a language, where that is not the panel's.
pub fn tongue(tag: &'static str, class: &'static str, lang: Option<&'static str>, inside: Vec<AnyView>) -> AnyView {
    element(tag, class, None, lang, inside)
}

fn element(
    tag: &'static str,
    class: &'static str,
    title: Option<String>,
    lang: Option<&'static str>,
    inside: Vec<AnyView>,
) -> AnyView {
    let class = (!class.is_empty()).then_some(class);
    custom(tag).attr("class", class).attr("title", title).attr("lang", lang).child(inside).into_any()
}

/// An element that holds words alone.
pub fn words(tag: &'static str, class: &'static str, text: impl Into<String>) -> AnyView {
    el(tag, class, vec![plain(text)])
}

/// Words as they are.
pub fn plain(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    text.into_any()
}

/// A section under a heading.
pub fn section(heading: impl Into<String>, inside: Vec<AnyView>) -> AnyView {
    section_of("", heading, inside)
}

/// A section with a class, under a heading.
pub fn section_of(class: &'static str, heading: impl Into<String>, mut inside: Vec<AnyView>) -> AnyView {
    inside.insert(0, words("h3", "", heading));
    el("section", class, inside)
}

/// How sure a finding is.
pub fn certainty(labels: &Labels, finding: &Finding) -> AnyView {
    let (name, hint) = format::certainty(labels, finding.certainty);
    view! { <span class="badge" data-certainty=finding.certainty.id() title=hint>{name}</span> }.into_any()
}

/// What stands at a place that evidence can point to, see [`super::evidence::mark`].
pub fn at(place: impl Into<String>, inside: AnyView) -> AnyView {
    let place: String = place.into();
    view! { <div data-at=place>{inside}</div> }.into_any()
}

/// A line of a `dl` with the class `fields`.
pub fn field(name: impl Into<String>, value: AnyView) -> AnyView {
    el("div", "field", vec![words("dt", "", name), el("dd", "", vec![value])])
}

/// A table of names, values and meanings, made of [`member`]s.
pub fn members(rows: Vec<AnyView>) -> AnyView {
    el("table", "members", vec![el("tbody", "", rows)])
}

/// A row of [`members`]. `part` tells one that was taken out of the row before.
pub fn member(name: impl Into<String>, value: AnyView, meaning: AnyView, part: bool) -> AnyView {
    el("tr", if part { "part" } else { "" }, cells(name, value, meaning))
}

/// The cells of such a row.
pub fn cells(name: impl Into<String>, value: AnyView, meaning: AnyView) -> Vec<AnyView> {
    vec![head("row", "mono", name), el("td", "mono", vec![value]), el("td", "gloss", vec![meaning])]
}

/// A value that is shown, or masked until it is asked for.
pub fn value(text: &str, secret: bool) -> AnyView {
    if secret && !text.is_empty() {
        return view! { <Secret text=text.to_owned()/> }.into_any();
    }
    plain(redact::printable(text))
}

/// A cell that names its row or column.
pub fn head(scope: &'static str, class: &'static str, name: impl Into<String>) -> AnyView {
    let name: String = name.into();
    view! { <th scope=scope class=class>{name}</th> }.into_any()
}
