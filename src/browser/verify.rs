//! Signatures checked with the browser's own means (`crypto.subtle`), which pages have on secure
//! origins only.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::reflect::{apply, get, global};
use crate::panel::Verify;
use crate::token::signature::VerifyPlan;

/// The port; none where the page is not secure.
pub fn port() -> Option<Verify> {
    subtle()?;
    Some(std::sync::Arc::new(|plans, done| {
        spawn_local(async move {
            let mut tried = Vec::with_capacity(plans.len());
            for plan in plans {
                match fits(&plan).await {
                    Ok(fits) => tried.push((plan, fits)),
                    // Not the key is at fault: no other key would do better.
                    Err(Unsupported) => return done(None),
                }
            }
            done(Some(tried));
        });
    }))
}

/// The browser lacks the algorithm.
struct Unsupported;

fn subtle() -> Option<JsValue> {
    global("crypto.subtle")
}

/// Whether the signature fits; `None` when the numbers of the key are no key.
async fn fits(plan: &VerifyPlan) -> Result<Option<bool>, Unsupported> {
    let subtle = subtle().ok_or(Unsupported)?;
    let arguments = plan.web_crypto();
    let part = |name: &str| object(arguments.get(name));
    let usages = Array::of1(&"verify".into());
    let import = [&"jwk".into(), &part("jwk"), &part("import"), &JsValue::FALSE, &usages];
    let key = match ask(&subtle, "importKey", &import).await {
        Ok(key) => key,
        Err(error) if name(&error) == "NotSupportedError" => return Err(Unsupported),
        Err(_) => return Ok(None),
    };
    let (signature, data) = (Uint8Array::from(plan.signature.as_slice()), Uint8Array::from(plan.data.as_slice()));
    match ask(&subtle, "verify", &[&part("verify"), &key, &signature, &data]).await {
        Ok(fits) => Ok(fits.as_bool()),
        Err(error) if name(&error) == "NotSupportedError" => Err(Unsupported),
        Err(_) => Ok(None),
    }
}

async fn ask(subtle: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let promise = apply(subtle, method, arguments)?.dyn_into::<Promise>()?;
    JsFuture::from(promise).await
}

/// The name of an exception, such as `DataError`.
fn name(error: &JsValue) -> String {
    get(error, "name").and_then(|name| name.as_string()).unwrap_or_default()
}

/// Plain data of one level, texts and numbers, as a JavaScript object.
fn object(value: Option<&serde_json::Value>) -> JsValue {
    let object = Object::new();
    for (name, value) in value.and_then(serde_json::Value::as_object).into_iter().flatten() {
        let value = match value {
            serde_json::Value::String(text) => text.as_str().into(),
            other => other.as_f64().map_or(JsValue::NULL, Into::into),
        };
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &name.as_str().into(), &value);
    }
    object.into()
}
