//! Tokens in the panel: a key is typed in, and WebCrypto checks the signature under the extension's policy.

use latchkey_browser_tests::Bench;
use serde_json::{Value, json};
use xtask::devtools::Panel;
use xtask::step::Result;

/// A token, the same with another subject, and the key as a JWK set; made by the panel's own WebCrypto.
const MAKE: &str = "(async () => {
    const b64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
    const text = (value) => b64(new TextEncoder().encode(JSON.stringify(value)));
    const made = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const header = text({ alg: 'ES256', kid: '2026-11' });
    const signed = header + '.' + text({ sub: 'ada' });
    const signature = b64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, made.privateKey, new TextEncoder().encode(signed)));
    const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', made.publicKey);
    return { good: `${signed}.${signature}`, forged: `${header}.${text({ sub: 'eve' })}.${signature}`, key: JSON.stringify({ keys: [{ kty, crv, x, y, kid: '2026-11' }] }), mark: x };
})()";

fn fill(bench: &mut Bench, panel: &Panel, selector: &str, text: &str) -> Result<()> {
    let put = format!(
        "(() => {{ const field = document.querySelector({}); field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()",
        json!(selector),
        json!(text)
    );
    panel.evaluate(&mut bench.browser, &put).map(|_| ())
}

fn check(bench: &mut Bench, panel: &Panel, token: &Value, key: &Value) -> Result<String> {
    fill(bench, panel, "#paste", token.as_str().unwrap_or_default())?;
    panel.settle(&mut bench.browser)?;
    fill(bench, panel, ".signature input", key.as_str().unwrap_or_default())?;
    panel.click(&mut bench.browser, ".signature .key-entry button")?;
    let done = "document.querySelector('.key-result [data-result=good], .key-result [data-result=bad], .key-result [data-result=warn]') && document.querySelector('.key-result').innerText";
    let said = panel.wait_for(&mut bench.browser, "the result", done)?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

pub fn a_signature_is_checked_with_a_pasted_key(bench: &mut Bench) -> Result<()> {
    let panel = bench.sample_panel()?;
    let made = panel.evaluate(&mut bench.browser, MAKE)?;
    panel.click(&mut bench.browser, ".tools [aria-label^='Decode a pasted']")?;
    panel.wait_for(&mut bench.browser, "the paste box", "document.getElementById('paste')")?;
    let good = check(bench, &panel, &made["good"], &made["key"])?;
    assert!(good.contains("The ES256 signature fits the key named \"2026-11\"."), "{good}");
    assert!(good.contains("It does not mean that a server takes the token."), "{good}");
    // What was checked is not called unchecked, until the key is another.
    let note = "document.querySelector('.signature > h3 + p')?.innerText ?? ''";
    assert_eq!(panel.evaluate(&mut bench.browser, note)?, "");
    fill(bench, &panel, ".signature input", "other")?;
    let open = panel.wait_for(&mut bench.browser, "the note", note)?;
    assert!(open.as_str().is_some_and(|open| open.contains("did not check it")), "{open}");
    let forged = check(bench, &panel, &made["forged"], &made["key"])?;
    assert!(forged.contains("does not fit"), "{forged}");
    let field = panel.evaluate(&mut bench.browser, "document.querySelector('.signature input').type")?;
    assert_eq!(field, "password");
    // Gone with the view, and nowhere kept.
    panel.press(&mut bench.browser, "Escape")?;
    panel.wait_for(&mut bench.browser, "the closed box", "!document.getElementById('paste')")?;
    let kept = format!(
        "[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.documentElement.outerHTML].join().includes({})",
        made["mark"]
    );
    assert_eq!(panel.evaluate(&mut bench.browser, &kept)?, false);
    panel.close(&mut bench.browser)
}
