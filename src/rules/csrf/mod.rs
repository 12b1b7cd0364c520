//! Protection against forged requests that refused a real one.

rules! { "csrf": }
