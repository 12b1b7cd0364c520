//! Cookies that were not sent, or not accepted.

rules! { "cookie": }
