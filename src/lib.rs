//! Latchkey: why a request was refused, and what to change.
//!
//! An exchange comes in at the door; each room adds one kind of knowledge and hands plain data to
//! the next. Read the modules in this order; each may use only those above it (held by
//! `tests/house.rs`, `arrows_point_up`).
//!
//! ```text
//! har ─► exchange ─► http + token ─► facts ─► rules ─► diagnosis ─► report / panel
//! ```
#![recursion_limit = "256"] // a view's type names all that stands in it

pub mod fault;
pub mod instant;
mod number;
mod search;
#[cfg(not(target_arch = "wasm32"))]
mod shared;
mod sorted;

pub mod text;

pub mod http;
pub mod token;

pub mod exchange;
pub mod har;

pub mod route;

pub mod finding;
pub mod servers;

pub mod history;

pub mod facts;
pub mod rules;

pub mod diagnosis;
pub mod flow;
pub mod learn;
pub mod redact;

pub mod decode;
pub mod report;

pub mod filter;

#[cfg(any(target_arch = "wasm32", feature = "render"))]
pub mod panel;

#[cfg(all(target_arch = "wasm32", feature = "panel"))]
pub mod browser;
