//! The panel: what a person sees. It shows what [`crate::diagnosis`] made and decides nothing.
//! Everything outside it (clipboard, files, storage, the clock) is a [`Ports`] given by its host.

mod app;
mod chips;
mod detail;
mod explain;
mod focus;
pub mod format;
mod icons;
mod list;
pub mod model;
mod ports;
mod prose;
mod settings;
mod splitter;
pub mod state;
mod toolbar;
pub mod window;

pub use app::App;
pub use ports::{Ports, ReadText};
pub use state::{Panel, Theme};
