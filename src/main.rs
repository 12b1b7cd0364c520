//! The browser entry: chooses the source of exchanges and mounts the panel.

#[cfg(target_arch = "wasm32")]
fn main() {
    use latchkey::browser::capture::Queue;
    use latchkey::browser::demo::SampleApp;
    use latchkey::browser::{clock, devtools, expressions, panic_screen, ports, words};
    use latchkey::panel::{App, Panel, Theme};
    use leptos::prelude::*;

    panic_screen::install();
    words::load();
    expressions::install();
    mount_to_body(|| {
        let panel = Panel::new();
        provide_context(panel);
        provide_context(ports::ports());
        clock::every_second(move |now| panel.set_now(now));
        panel.set_now(clock::now());
        let theme = move |dark| panel.set_theme(if dark { Theme::Dark } else { Theme::Light });
        let queue = Queue::new(panel);
        if devtools::is_here() {
            devtools::follow_theme(theme);
            devtools::connect(queue);
            return view! { <App/> }.into_any();
        }
        latchkey::browser::demo::follow_theme(theme);
        view! {
            <div class="demo">
                <SampleApp queue=queue/>
                <App/>
            </div>
        }
        .into_any()
    });
}

/// The panel exists in the browser only.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
