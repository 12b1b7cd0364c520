//! The browser's `RegExp` for expressions in the filter line.

use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};

use super::reflect::{get, global};
use crate::filter::{Expression, read_expressions_with};

/// Reads the filter's expressions with `RegExp`.
pub fn install() {
    read_expressions_with(|expression| read(expression).map_err(|error| words(&error)));
}

fn read(expression: &str) -> Result<Expression, JsValue> {
    // Not `RegExp::new`: what it throws cannot be caught.
    let constructor = global("RegExp").unwrap_or_default().dyn_into::<js_sys::Function>()?;
    let arguments = js_sys::Array::of2(&expression.into(), &"i".into());
    let read: js_sys::RegExp = js_sys::Reflect::construct(&constructor, &arguments)?.dyn_into()?;
    let read = SendWrapper::new(read);
    Ok(Expression::new(move |text| read.test(text)))
}

/// What is wrong, without the expression: Chromium quotes it with flags that nobody wrote.
fn words(error: &JsValue) -> String {
    let message = get(error, "message").and_then(|message| message.as_string()).unwrap_or_default();
    message.rsplit_once("/i: ").map_or(message.as_str(), |(_, what)| what).to_owned()
}
