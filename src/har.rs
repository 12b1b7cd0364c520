//! HAR 1.2 and its dialects → [`Exchange`]s, and back. Tolerant: an entry that makes sense is read, and what
//! was skipped or repaired is said.

mod elsewhere;
mod entry;
mod file;
mod reader;
#[cfg(not(target_arch = "wasm32"))]
mod shared;
mod write;

pub use entry::exchange;
pub use file::{HarFile, ReadError, read};
pub use write::write;
