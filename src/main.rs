//! The browser entry: chooses the source of exchanges and mounts the panel.
fn main() {}
