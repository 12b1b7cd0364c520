//! Nothing is at the address, or so it says.

rules! { "not-found": }
