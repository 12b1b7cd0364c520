//! The panel: what a person sees. It shows what [`crate::diagnosis`] made and decides nothing.
//! Everything outside it (clipboard, files, storage, the clock) is a [`Ports`] given by its host.

mod actions;
mod app;
mod challenge_view;
mod check_again;
mod chips;
mod clock;
pub mod columns;
mod compare;
mod compare_view;
mod controls;
mod cookies_view;
mod cors_view;
mod decoded_view;
mod detail;
mod dialog;
mod evidence;
mod exchange_view;
mod explain;
mod filter_box;
mod flow_view;
mod flow_words;
mod focus;
pub mod format;
mod frame;
mod handlers;
mod icons;
mod kept;
mod learn_view;
mod lifetime;
mod lifetime_view;
mod list;
pub mod model;
mod muted;
mod number;
mod parts;
mod paste;
mod place;
mod ports;
mod prose;
mod raw;
mod secret;
mod settings;
mod settings_form;
mod share;
mod signature_view;
mod splitter;
mod spoken;
pub mod state;
mod timeline;
mod token_card;
mod token_compare;
mod token_view;
mod toolbar;
mod values;
pub mod window;

pub use app::App;
pub use ports::{
    Failed, FetchWords, Forget, Lookup, OpenFile, Ports, ReadDrop, ReadText, Step, Take, TakeNamed, Verify,
};
pub use state::{Panel, Theme};
