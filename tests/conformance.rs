//! Corpora that other implementations wrote: how many of their cases Latchkey reads as they state.
//!
//! `cargo test --test conformance -- --nocapture` prints, for each corpus, its cases, those right,
//! and the ids that differ. Every differing id has a line with the reason in
//! `tests/conformance/<corpus>.md`; a missing line fails, and so does one that is no longer needed.
//!
//! The corpora are not part of this repository. They are looked for in `$LATCHKEY_SHARED/corpora`,
//! or in `../shared/corpora` beside the project; where they are absent the tests say so and pass.

#[path = "conformance/report.rs"]
mod report;

#[path = "conformance/challenges.rs"]
mod challenges;

#[path = "conformance/set_cookie.rs"]
mod set_cookie;

#[path = "conformance/ntlm_spnego.rs"]
mod ntlm_spnego;

#[path = "conformance/jose.rs"]
mod jose;
