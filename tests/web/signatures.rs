//! Signatures checked by WebCrypto with a key that is typed in.

use js_sys::{Function, Promise};
use latchkey::browser::ports;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::{Stage, drawn, javascript, until};

/// Opens the paste box.
const PASTE: &str = ".tools [aria-label^=\"Decode a pasted\"]";

/// Generates, for each algorithm, a token, a forged one, and the key in several forms; all by WebCrypto.
const MAKE_TOKENS: &str = "
    const b64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
    const text = (value) => b64(new TextEncoder().encode(JSON.stringify(value)));
    const rsa = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
    const kinds = {
        HS256: [{ name: 'HMAC', hash: 'SHA-256' }, 'HMAC'],
        RS256: [{ name: 'RSASSA-PKCS1-v1_5', ...rsa }, 'RSASSA-PKCS1-v1_5'],
        PS256: [{ name: 'RSA-PSS', ...rsa }, { name: 'RSA-PSS', saltLength: 32 }],
        ES256: [{ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-256' }],
        EdDSA: [{ name: 'Ed25519' }, 'Ed25519'],
    };
    return Promise.all(Object.entries(kinds).map(async ([alg, [generate, sign]]) => {
        const made = await crypto.subtle.generateKey(generate, true, ['sign', 'verify']);
        const [secret, open] = made.privateKey ? [made.privateKey, made.publicKey] : [made, made];
        const header = text({ alg, kid: 'k-' + alg });
        const signed = header + '.' + text({ sub: 'ada' });
        const signature = b64(await crypto.subtle.sign(sign, secret, new TextEncoder().encode(signed)));
        const jwk = await crypto.subtle.exportKey('jwk', open);
        delete jwk.key_ops;
        delete jwk.alg;
        const set = JSON.stringify({ keys: [{ kty: 'oct', kid: 'other', k: 'AAAA' }, { ...jwk, kid: 'k-' + alg }] });
        let other = b64(crypto.getRandomValues(new Uint8Array(32)));
        if (made.privateKey) {
            const spki = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.exportKey('spki', open))));
            other = '-----BEGIN PUBLIC KEY-----\\n' + spki.match(/.{1,64}/g).join('\\n') + '\\n-----END PUBLIC KEY-----\\n';
        }
        const forged = header + '.' + text({ sub: 'eve' }) + '.' + signature;
        return [alg, signed + '.' + signature, forged, JSON.stringify({ ...jwk, kid: 'k-' + alg }), set, made.privateKey ? other : jwk.k];
    })).then((all) => JSON.stringify(all));
";

/// Types into a field as a person does, so that the panel hears of it.
fn fill(root: &HtmlElement, selector: &str, text: &str) {
    let put = Function::new_with_args(
        "root, selector, text",
        "const field = root.querySelector(selector);
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));",
    );
    put.call3(&JsValue::NULL, root, &selector.into(), &text.into()).unwrap();
}

impl Stage {
    /// What the panel says after `key` was put in and the button was pressed.
    async fn check_signature(&self, key: &str) -> (String, String) {
        fill(&self.root, ".signature input", key);
        self.click(".signature .key-entry button").await;
        let kind = || {
            let lead = self.root.query_selector(".key-result .lead").unwrap();
            lead.and_then(|e| e.get_attribute("data-result")).unwrap_or_default()
        };
        until("the result of the check", || !kind().is_empty()).await;
        (kind(), self.text(".key-result"))
    }
}

#[wasm_bindgen_test]
async fn signatures_are_checked_with_a_pasted_key() {
    let stage = Stage::with(ports::ports());
    let made: Promise = Function::new_no_args(MAKE_TOKENS).call0(&JsValue::NULL).unwrap().unchecked_into();
    let made = JsFuture::from(made).await.unwrap().as_string().unwrap();
    let made: Vec<Vec<String>> = serde_json::from_str(&made).unwrap();
    assert_eq!(made.len(), 5);
    stage.click(PASTE).await;
    for [alg, token, forged, jwk, set, plain] in
        made.iter().map(|one| <&[String; 6]>::try_from(one.as_slice()).unwrap())
    {
        fill(&stage.root, "#paste", token);
        drawn().await;
        for key in [jwk, set] {
            let (kind, words) = stage.check_signature(key).await;
            assert_eq!(kind, "good", "{alg}: {words}");
            assert!(words.contains(&format!("The {alg} signature fits the key named \"k-{alg}\"")), "{words}");
            assert!(words.contains("does not mean that a server takes the token"), "{words}");
        }
        // PEM, or the secret as base64: without a kid.
        let (kind, words) = stage.check_signature(plain).await;
        assert_eq!(kind, "good", "{alg}: {words}");
        assert!(words.contains(&format!("asks for the key \"k-{alg}\"")), "{words}");
        for (key, why) in [("{", "no JSON"), ("{}", "no key of a known type"), ("-----BEGIN X-----", "cut")] {
            let (kind, words) = stage.check_signature(key).await;
            assert!(kind == "warn" && words.contains(why), "{alg}, {key}: {words}");
        }
        fill(&stage.root, "#paste", forged);
        drawn().await;
        assert_eq!(stage.text(".signature input"), "", "another text, another field");
        let (kind, words) = stage.check_signature(jwk).await;
        assert_eq!(kind, "bad", "{alg}: {words}");
        assert!(words.contains("does not fit") && words.contains(&format!("k-{alg}")), "{words}");
        assert!(!stage.text(".dialog").to_lowercase().contains("valid"), "{}", stage.text(".dialog"));
        let field = stage.root.query_selector(".signature input").unwrap().unwrap();
        assert_eq!(field.get_attribute("type").as_deref(), Some("password"), "the key is masked");
        let kept = javascript("return JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + location.href");
        assert!(!kept.as_string().unwrap().contains(plain.as_str()), "the key is not stored");
    }
}

#[wasm_bindgen_test]
async fn a_key_with_broken_numbers_is_named() {
    let stage = Stage::with(ports::ports());
    stage.click(PASTE).await;
    fill(&stage.root, "#paste", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA");
    drawn().await;
    let (kind, words) = stage.check_signature(r#"{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}"#).await;
    assert!(kind == "warn" && words.contains("its numbers are no key"), "{words}");
}
