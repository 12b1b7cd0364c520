//! One request and its response, in HAR's words.
