//! What only shows over several exchanges: refresh, retry, sessions.

rules! { "sequence": }
