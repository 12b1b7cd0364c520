//! One file a command.

pub mod demo;
pub mod test;
pub mod try_out;
