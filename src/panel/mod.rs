//! The panel: what a person sees. It shows what [`crate::diagnosis`] made and decides nothing.
//! Everything outside it (clipboard, files, storage, the clock) is a [`Ports`] given by its host.

mod actions;
mod app;
mod challenge_view;
mod check_again;
mod chips;
mod compare;
mod compare_view;
mod controls;
mod cookies_view;
mod cors_view;
mod decoded_view;
mod detail;
mod dialog;
mod exchange_view;
mod explain;
mod filter_box;
mod focus;
pub mod format;
mod icons;
mod learn_view;
mod lifetime;
mod lifetime_view;
mod list;
pub mod model;
mod parts;
mod paste;
mod ports;
mod prose;
mod raw;
mod secret;
mod settings;
mod signature_view;
mod splitter;
mod spoken;
pub mod state;
mod token_card;
mod token_compare;
mod token_view;
mod toolbar;
pub mod window;

pub use app::App;
pub use ports::{FetchWords, Lookup, Ports, ReadDrop, ReadText, Take, TakeNamed, Verify};
pub use state::{Panel, Theme};
