//! Whoever stands before the application: CDN, firewall, gateway, storage.

rules! { "edge": }
