//! The panel's language, as DevTools shows it.

use latchkey_browser_tests::Bench;
use serde_json::json;
use xtask::devtools::Browser;
use xtask::step::Result;

/// Chosen in the settings, live, with the focus kept; kept for the next start; and taken back.
pub fn the_language_changes_live(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    panel.wait_for(
        browser,
        "English",
        "document.querySelector('.heading h2').innerText.includes('The token has expired')",
    )?;
    // The panel fetches nothing but the words of the chosen language.
    let watch = "window.fetched = []; window.fetch = ((fetch) => (...all) => (fetched.push(all[0]), fetch(...all)))(window.fetch)";
    panel.evaluate(browser, &format!("{watch}; true"))?;
    let loaded = "window.fetched.join()";
    panel.click(browser, "[aria-label=Settings]")?;
    panel.click(browser, "#language-zh-CN")?;
    let chinese = "document.querySelector('.latchkey').lang === 'zh-CN' && document.querySelector('.heading h2').innerText.includes('令牌已过期')";
    panel.wait_for(browser, "Chinese", chinese)?;
    assert_eq!(panel.evaluate(browser, loaded)?, "words.zh-CN.json");
    panel.wait_for(browser, "the focus where it was", "document.activeElement.id === 'language-zh-CN'")?;
    panel.press(browser, "Escape")?;
    let text = panel.text(browser, "#tabpanel")?;
    assert!(text.contains("如何修复") && text.contains("在服务器应答前"), "{text}");
    let english = "[...document.querySelectorAll('.latchkey [lang=en]')].map((part) => part.innerText).join()";
    let english = panel.evaluate(browser, english)?;
    assert!(english.as_str().is_some_and(|text| !text.contains("令牌") && text.contains("RFC 7519")), "{english}");
    assert_eq!(panel.evaluate(browser, "localStorage.getItem('latchkey.language')")?, "zh-CN");
    panel.click(browser, "[aria-label='设置']")?;
    panel.click(browser, "#language-follow")?;
    panel.wait_for(browser, "English again", "document.querySelector('.latchkey').lang === 'en'")?;
    panel.close(browser)
}

/// The words are blocked: the panel stays in English and says so. With the next start they come.
pub fn a_language_that_does_not_come_is_told(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    bench.run(&panel, &["expired"])?;
    bench.expect(&panel, "/api/orders", 401, "token-expired")?;
    let browser = &mut bench.browser;
    let block = |browser: &mut Browser, urls: &[&str]| {
        let session = panel.panel()?;
        browser.cdp.session(session, "Network.enable", json!({}))?;
        browser.cdp.session(session, "Network.setBlockedURLs", json!({ "urls": urls }))
    };
    block(browser, &["*words.zh-CN.json*"])?;
    panel.click(browser, "[aria-label=Settings]")?;
    panel.click(browser, "#language-zh-CN")?;
    let told = panel.text(browser, "[role=alert] .trouble")?;
    assert!(told.contains("could not be loaded, so English is shown"), "{told}");
    assert_eq!(panel.evaluate(browser, "document.querySelector('.latchkey').lang")?, "en");
    panel.press(browser, "Escape")?;
    panel.click(browser, ".row.entry[data-cause=token-expired]")?;
    let heading = panel.text(browser, ".heading h2")?;
    assert!(heading.contains("The token has expired"), "{heading}");
    // What was chosen is kept, so that the next start tries again.
    block(browser, &[])?;
    bench.restart(&panel, "0")?;
    let browser = &mut bench.browser;
    panel.wait_for(browser, "Chinese", "document.querySelector('.latchkey').lang === 'zh-CN'")?;
    assert_eq!(panel.evaluate(browser, "document.querySelector('.trouble')")?, json!(null));
    panel.evaluate(browser, "localStorage.clear()")?;
    panel.close(browser)
}
