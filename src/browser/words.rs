//! The words of labels, causes, servers and statuses, which `static/boot.js` fetched beside the WebAssembly.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::reflect::global;
use crate::text::labels::{self, Language};
use crate::text::phrases;
use crate::{learn, rules, servers};

/// Hands the words to the rooms that show them.
pub fn load() {
    let text = global("latchkeyWords").and_then(|w| w.as_string()).unwrap_or_default();
    if let Ok(words) = serde_json::from_str::<serde_json::Value>(&text) {
        rules::load(&words["causes"]);
        servers::load(&words["servers"]);
        learn::load(&words["learn"]);
        labels::load(Language::English, &words["labels"]);
    }
}

/// Fetches the words of another language, and tells whether they came.
pub fn fetch(language: Language, done: Arc<dyn Fn(bool) + Send + Sync>) {
    spawn_local(async move {
        if !rules::speaks(language)
            && let Some(words) = read(&format!("words.{}.json", language.tag())).await
        {
            rules::load_translations(language, &words["causes"]);
            phrases::load(&words["phrases"]);
            labels::load(language, &words["labels"]);
        }
        done(rules::speaks(language));
    });
}

async fn read(file: &str) -> Option<serde_json::Value> {
    let response = JsFuture::from(web_sys::window()?.fetch_with_str(file)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    serde_json::from_str(&text).ok()
}
