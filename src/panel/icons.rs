//! The pictures on controls and rows, 16 × 16, drawn with the colour of the text around them.

use leptos::prelude::*;

use crate::finding::Verdict;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A disc: recording.
    Record,
    /// A circle with a stroke through it.
    Clear,
    /// A funnel.
    Filter,
    /// A triangle that points to the right; turned when open.
    Chevron,
    /// A cross.
    Close,
    /// Three columns.
    Columns,
    /// A clipboard.
    Paste,
    /// An arrow into a tray.
    Import,
    /// An arrow out of a tray.
    Export,
    /// A gear.
    Settings,
    /// A question mark in a circle.
    Help,
    /// A disc with a cross: a failure.
    Failure,
    /// A circle with a turning arrow.
    Recovered,
    /// A circle with an i.
    Expected,
    /// A dash in a circle.
    Noise,
    /// A triangle with an exclamation mark.
    Hint,
    /// A tick.
    Ok,
}

impl Shape {
    /// The picture of a verdict; each has a shape of its own besides its colour.
    pub fn of(verdict: Verdict, hint: bool) -> Self {
        match verdict {
            Verdict::Failure => Shape::Failure,
            Verdict::Recovered => Shape::Recovered,
            Verdict::Expected => Shape::Expected,
            Verdict::Noise => Shape::Noise,
            Verdict::Ok if hint => Shape::Hint,
            Verdict::Ok => Shape::Ok,
        }
    }

    /// The outline, for `fill-rule: evenodd`.
    fn path(self) -> &'static str {
        match self {
            Shape::Record => "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
            Shape::Clear => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM3.3 8a4.7 4.7 0 0 1 7.5-3.8L4.2 10.8A4.7 4.7 0 0 1 3.3 8zm4.7 4.7a4.7 4.7 0 0 1-2.8-.9l6.6-6.6A4.7 4.7 0 0 1 8 12.7z"
            }
            Shape::Filter => "M2 3h12v1.6L9.5 9.2V14l-3-1.6V9.2L2 4.6zm2 1.3 3.8 3.9v3.4l.4.2V8.2L12 4.3z",
            Shape::Chevron => "M6 4l4.5 4L6 12z",
            Shape::Close => "M4.3 3.4 8 7.1l3.7-3.7.9.9L8.9 8l3.7 3.7-.9.9L8 8.9l-3.7 3.7-.9-.9L7.1 8 3.4 4.3z",
            Shape::Columns => "M2.500 3h3v10h-3zm4 0h3v10h-3zm4 0h3v10h-3z",
            Shape::Paste => {
                "M6 2h4v1h2.5v11h-9V3H6zm1.2 1.2v1h1.6v-1zM4.8 4.3v8.4h6.4V4.3H10v1.1H6V4.3zM6 7.2h4v1.1H6zm0 2.3h4v1.1H6z"
            }
            Shape::Import => "M7.4 2h1.2v6l2-2 .9.8L8 10.3 4.5 6.8l.9-.8 2 2zM3 10.5h1.3v2.2h7.4v-2.2H13V14H3z",
            Shape::Export => "M7.4 10.3h1.2v-6l2 2 .9-.8L8 2 4.5 5.5l.9.8 2-2zM3 10.5h1.3v2.2h7.4v-2.2H13V14H3z",
            Shape::Settings => {
                "M6.9 1.8h2.2l.3 1.7 1.1.6 1.6-.6 1.1 1.9-1.3 1.1v1l1.3 1.1-1.1 1.9-1.6-.6-1.1.6-.3 1.7H6.9l-.3-1.7-1.1-.6-1.6.6-1.1-1.9L4.1 7.5v-1L2.8 5.4l1.1-1.9 1.6.6 1.1-.6zM8 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
            }
            Shape::Help => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.3a4.7 4.7 0 1 1 0 9.4 4.7 4.7 0 0 1 0-9.4zM5.9 6.6c0-1.2.9-2 2.1-2s2.1.8 2.1 1.9c0 1.2-1.5 1.6-1.5 2.6H7.4c0-1.6 1.5-1.8 1.5-2.6 0-.4-.4-.7-.9-.7s-.9.3-.9.8zm1.4 3.3h1.4v1.4H7.3z"
            }
            Shape::Failure => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.700 4.900 8 7.200l2.300-2.300.8.8L8.800 8l2.300 2.300-.8.8L8 8.800l-2.300 2.300-.8-.8L7.200 8 4.900 5.700z"
            }
            Shape::Recovered => {
                "M8 2.500a5.500 5.500 0 0 1 4.600 2.500V3H14v4.500H9.500V6.200h2.200A4.100 4.100 0 1 0 12 9.200h1.400A5.500 5.500 0 1 1 8 2.500z"
            }
            Shape::Expected => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.300a4.700 4.700 0 1 1 0 9.400 4.700 4.700 0 0 1 0-9.400zM7.300 4.700h1.400v1.400H7.300zm0 2.400h1.400v4.200H7.300z"
            }
            Shape::Noise => {
                "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.300a4.700 4.700 0 1 1 0 9.400 4.700 4.700 0 0 1 0-9.400zM5 7.400h6v1.200H5z"
            }
            Shape::Hint => "M8 2l6.500 11.500h-13zM7.300 6v4h1.400V6zm0 4.900v1.400h1.400v-1.400z",
            Shape::Ok => "M13 4.700 6.500 11.300 3 7.800l1-1 2.500 2.500L12 3.700z",
        }
    }
}

/// A picture without a name of its own: what it stands on has one.
#[component]
pub fn Icon(shape: Shape) -> impl IntoView {
    view! {
        <svg class="picture" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path fill="currentColor" fill-rule="evenodd" d=shape.path()></path>
        </svg>
    }
}
