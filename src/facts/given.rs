//! Tokens that an answer of the recording gave out, known again by their value, and fields that an
//! answer names as missing.

use serde_json::Value;

use super::Facts;
use crate::finding::{Evidence, Source};

/// How many earlier exchanges are searched.
const REACH: usize = 300;

impl<'x> Facts<'x> {
    /// The earlier answer that gave out the token of `Authorization` as one of these members.
    pub fn given_as(self, members: &[&str]) -> Option<Facts<'x>> {
        let token = self.token_text().filter(|t| t.len() >= 8)?;
        let mut earlier = self.earlier().take(REACH).filter(|f| f.succeeded());
        earlier.find(|f| members.iter().any(|m| f.member_text(m) == Some(token)))
    }

    /// The earlier call that ended the token of `Authorization` (RFC 7009 §2.1).
    pub fn ended_by(self) -> Option<Facts<'x>> {
        let token = self.token_text().filter(|t| t.len() >= 8)?;
        let named = |f: &Facts| f.row().path_words().last().is_some_and(|w| w.starts_with("revo"));
        let mut earlier = self.earlier().take(REACH).filter(|f| f.succeeded() && f.method() == "POST" && named(f));
        earlier.find(|f| f.request_member(&["token"]).as_deref() == Some(token))
    }

    /// A field that a check of the request names as missing: where it belongs (`header`, `cookie`,
    /// `query`, `body`), its name, and the words. FastAPI with Pydantic:
    /// `{"detail":[{"type":"missing","loc":["header","x-token"],"msg":"Field required"}]}`.
    pub fn missing_field(self, place: &str) -> Option<(&'x str, Evidence)> {
        let items = self.member("detail").and_then(Value::as_array)?;
        items.iter().find_map(|item| {
            let loc = item.get("loc").and_then(Value::as_array)?.as_slice();
            let [Value::String(kind), Value::String(name)] = loc else { return None };
            let missing = item.get("type").and_then(Value::as_str).is_some_and(|t| t.contains("missing"));
            let fits = missing && kind == place;
            fits.then(|| (name.as_str(), Evidence::new(Source::ResponseBody, item.to_string())))
        })
    }
}
