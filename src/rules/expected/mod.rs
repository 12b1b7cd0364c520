//! Normal traffic that looks like failure: handshakes, probes, recoveries.

rules! { "expected": }
