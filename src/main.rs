//! The browser entry: chooses the source of exchanges and mounts the panel.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    console_error_panic_hook::set_once();
    mount_to_body(|| view! { <main id="latchkey"><h1>"Latchkey"</h1></main> });
}

/// The panel exists in the browser only.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
