//! Looking things up in JavaScript that may not be there.

use wasm_bindgen::{JsCast, JsValue};

/// `a.b.c` from the global object; `None` when any part is missing.
pub fn global(path: &str) -> Option<JsValue> {
    path.split('.').try_fold(js_sys::global().into(), |at, name| get(&at, name))
}

/// A property that is there.
pub fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    if object.is_undefined() || object.is_null() {
        return None;
    }
    member(object, &name.into())
}

/// A property that is there, of what is an object.
pub fn member(object: &JsValue, name: &JsValue) -> Option<JsValue> {
    js_sys::Reflect::get(object, name).ok().filter(|v| !v.is_undefined() && !v.is_null())
}

/// Calls `object.name(argument)` where there is such a function.
pub fn call(object: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    get(object, name)?.dyn_into::<js_sys::Function>().ok()?.call1(object, argument).ok()
}

/// Calls `object.name(arguments…)`; an exception, or that there is no such function, is the error.
pub fn apply(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let function = js_sys::Reflect::get(object, &name.into())?.dyn_into::<js_sys::Function>()?;
    let list: js_sys::Array = arguments.iter().copied().collect();
    function.apply(object, &list)
}
