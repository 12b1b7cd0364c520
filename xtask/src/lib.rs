//! Everything around the project that is not the project: tools, builds, browsers, test servers.
//!
//! `main.rs` is the command line over these modules; the browser tests use them too.

pub mod step;

pub mod debian;
pub mod paths;
mod stamp;
pub mod toolchain;

mod archive;
pub mod bundle;
mod module;
mod order;
pub mod size;

mod http;
pub mod sample_server;
pub mod static_server;

pub mod axe;
pub mod bench;
pub mod browser;
pub mod cdp;
pub mod devtools;
pub mod firefox;
mod surface;
pub mod views;

pub mod commands;
