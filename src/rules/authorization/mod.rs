//! The server knows who asks, and says no.

rules! { "authorization": }
