//! One file a command.

pub mod accuracy;
pub mod conformance;
pub mod demo;
pub mod format;
pub mod screenshots;
pub mod test;
pub mod try_out;
