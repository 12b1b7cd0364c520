//! What the panel needs from the place it runs in.

use std::fmt;
use std::sync::Arc;

use crate::exchange::Request;
            fetch_words: None,
            languages: Vec::new(),
