//! Latchkey: why a request was refused, and what to change.
