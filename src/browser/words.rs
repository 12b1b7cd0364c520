//! The words of causes, servers and statuses, which `static/boot.js` fetched beside the WebAssembly.

use super::reflect::global;
use crate::{learn, rules, servers};

/// Hands the words to the rooms that show them. Without them titles and evidence still stand.
pub fn load() {
    let text = global("latchkeyWords").and_then(|w| w.as_string()).unwrap_or_default();
    if let Ok(words) = serde_json::from_str::<serde_json::Value>(&text) {
        rules::load(&words["causes"]);
        servers::load(&words["servers"]);
        learn::load(&words["learn"]);
    }
}
