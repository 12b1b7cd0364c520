//! HAR 1.2 and its dialects → [`Exchange`]s. Tolerant: an entry that makes sense is read, and what
//! was skipped or repaired is said.

mod entry;
mod file;
mod lenient;

pub use entry::Entry;
pub use file::{HarFile, ReadError, read};
