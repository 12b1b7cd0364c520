//! The grammar of HTTP fields that carry authentication. Every parser returns what it read plus
//! faults, and never fails.

pub mod challenge;
pub mod cookie;
pub mod credentials;
pub mod schemes;
