//! What is wrong with the credential that was sent, or that none was.

rules! { "credential": }
