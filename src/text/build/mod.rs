//! Markdown → Rust expressions of the types in `text/doc.rs`. Compiled into `build.rs` only.
//!
//! The schema of a cause (headings are fixed; only `Examples` may be any Markdown):
//!
//! ```text
//! # Title                      what happened, at most 70 characters
//! Paragraphs with {values}.
//! ## Why                       optional
//! ## How to fix                a numbered list; each item has lines
//!    1. What to do.            …first line(s)
//!       Why: …  Expect: …      both required
//!       Where: server          optional; the page otherwise
//!       Remedy: id             optional; names a heading in src/servers/*.md
//! ## What it is not            optional list
//! ## What tells it apart       optional list: `neighbour-id`: what you would see
//! ## Variants                  optional; `### key`, paragraphs, last one `Fix: …`
//! ## References                list of links, at least one
//! ## Examples                  never shipped; run by tests/rules.rs
//! ```

mod cause;
mod inline;
mod learn;
mod server;
mod tree;

pub use cause::cause;
pub use learn::learn;
pub use server::server;
