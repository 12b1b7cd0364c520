//! The built extension in Firefox's developer tools. `cargo xtask test firefox` names the programs in the environment.

use latchkey_browser_tests::attempt;
use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use xtask::firefox::Firefox;
use xtask::step::{Failure, Result};
use xtask::{paths, sample_server};

fn main() -> ExitCode {
    let first = attempt(refusals_are_explained);
    // A browser on a busy machine may lose a click. What fails twice, the second time in a fresh browser, is broken.
    let outcome = first.or_else(|reason| {
        eprintln!("{reason}\ntest refusals_are_explained … FAILED; once more");
        attempt(refusals_are_explained)
    });
    match outcome {
        Ok(()) => {
            println!("test refusals_are_explained … ok");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}\ntest refusals_are_explained … FAILED");
            ExitCode::FAILURE
        }
    }
}

fn refusals_are_explained() -> Result<()> {
    let (program, driver) = (program("LATCHKEY_FIREFOX")?, program("GECKODRIVER")?);
    let sample = sample_server::start()?;
    let firefox = Firefox::launch(&program, &driver, &paths::extension("firefox"))?;
    firefox.navigate(&sample.page())?;
    firefox.open_panel()?;
    firefox.wait_for("the panel to draw", "document.querySelector('.latchkey')?.innerText")?;
    for (name, status) in [("health", 200), ("expired", 401), ("csrf", 403)] {
        assert_eq!(firefox.in_page(&format!("return await window.sample.run('{name}');"))?, status);
    }
    let rows = "[...document.querySelectorAll('.row.entry')].map((row) => row.dataset.status + ' ' + row.dataset.cause).sort().join()";
    // The second cause is named by the body alone.
    firefox.wait_for("both refusals", &format!("{rows} === '401 token-expired,403 csrf-token-missing'"))?;
    firefox.in_panel("document.querySelector('.row.entry[data-cause=token-expired]').click()")?;
    let words = firefox.wait_for("the explanation", "document.querySelector('#tabpanel')?.innerText")?;
    assert!(words.as_str().is_some_and(|words| words.contains("How to fix it")), "{words}");
    // Firefox has no way to show a request or a response in its other panels, so there are no buttons for it.
    let buttons = firefox
        .in_panel("[...document.querySelectorAll('#detail .actions > button')].map((one) => one.innerText).join()")?;
    assert_eq!(buttons, "Check again");
    let theme = firefox.in_panel("document.querySelector('.latchkey').dataset.theme")?;
    assert_eq!(theme, "light", "Firefox's default theme here");
    let file = paths::screenshots().join("test-firefox.png");
    firefox.screenshot(&file)?;
    assert!(std::fs::metadata(&file).is_ok_and(|data| data.len() > 5_000), "{} is no picture", file.display());
    Ok(())
}

fn program(variable: &str) -> Result<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new(format!("{variable} is not set"), "run `cargo xtask test firefox`"))
}
