//! The built extension in Chromium's DevTools. One module a subject; a new test is one line in `TESTS`.

mod panel;

use latchkey_browser_tests::Test;
use std::process::ExitCode;

const TESTS: &[Test] = &[
    ("the_panel_renders", panel::renders),
    ("the_panel_runs_under_its_content_security_policy", panel::breaks_no_policy),
    ("the_panel_survives_navigation", panel::survives_navigation),
];

fn main() -> ExitCode {
    latchkey_browser_tests::run(TESTS)
}
