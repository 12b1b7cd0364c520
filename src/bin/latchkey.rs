//! `latchkey explain trace.har`, `latchkey decode`: the same core on the command line.
fn main() {}
