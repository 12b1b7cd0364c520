//! The panel: what a person sees. It shows what [`crate::diagnosis`] made and decides nothing.
//! Everything outside it (clipboard, files, storage, the clock) is a [`Ports`] given by its host.

mod actions;
mod app;
mod challenge_view;
mod chips;
mod detail;
mod dialog;
mod exchange_view;
mod explain;
mod focus;
pub mod format;
mod icons;
mod lifetime;
mod list;
pub mod model;
mod paste;
mod ports;
mod prose;
mod secret;
mod settings;
mod splitter;
pub mod state;
mod token_view;
mod toolbar;
pub mod window;

pub use app::App;
pub use ports::{Lookup, Ports, ReadDrop, ReadText, Take, TakeNamed};
pub use state::{Panel, Theme};
