//! The only room that knows the browser: where exchanges come from, and everything the panel asks
//! of the outside.

pub mod capture;
pub mod clock;
pub mod demo;
pub mod devtools;
pub mod expressions;
pub mod panic_screen;
pub mod ports;
pub mod verify;
pub mod words;

mod reflect;
mod tasks;
