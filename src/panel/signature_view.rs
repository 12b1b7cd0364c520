//! Checking a signature with a key that the user pastes. The key stays in the field: it is neither
//! kept nor sent, and it is gone with the view.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::handlers::{on_change, on_click, on_key};
use super::icons::{Icon, Shape};
use super::parts::{el, words};
use super::state::{Panel, panel};
use super::{Ports, Verify};
use crate::redact;
use crate::text::labels::{Labels, Language};
use crate::text::phrases::phrase;
use crate::token::Jws;
use crate::token::jws::Payload;
use crate::token::signature::{Verdict, VerifyPlan, conclude, plan};

/// What came of a check: its kind, what it says, and what must be known besides.
type Outcome = (&'static str, String, Vec<String>);

/// The signature of a token, and a field for the key that checks it.
pub fn signature(jws: &Jws) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let outcome = RwSignal::new(None::<Outcome>);
    let bytes = jws.signature_bytes;
    // Once it was checked, nothing says that it was not.
    let open = move || outcome.with(|o| !matches!(o, Some(("good" | "bad", ..))));
    let note = move || open().then(|| words("p", "plain", (labels.signature_note)(bytes)));
    let mut parts = vec![words("h3", "", labels.signature), note.into_any()];
    match use_context::<Ports>().and_then(|ports| ports.verify) {
        _ if jws.signature_bytes == 0 => {}
        None => parts.push(words("p", "plain", labels.signature_no_crypto)),
        Some(verify) => parts.push(key_entry(panel, jws, verify, outcome)),
    }
    el("section", "signature", parts)
}

fn key_entry(panel: Panel, jws: &Jws, verify: Verify, outcome: RwSignal<Option<Outcome>>) -> AnyView {
    let labels = panel.labels();
    let key = RwSignal::new(String::new());
    let payload = RwSignal::new(String::new());
    let detached = jws.payload == Payload::Detached;
    let jws = Arc::new(jws.clone());
    let check = Arc::new(move || {
        let body = detached.then(|| payload.get_untracked().into_bytes()).filter(|b| !b.is_empty());
        let plans = match plan(&jws, &key.get_untracked(), body.as_deref()) {
            Ok(plans) => plans,
            Err(why) => return outcome.set(Some(not_checked(labels, told(panel.language_now(), &why)))),
        };
        let algorithm = plans.first().map_or(String::new(), |plan| plan.algorithm.name.clone());
        outcome.set(Some(("", labels.signature_checking.to_owned(), Vec::new())));
        let jws = Arc::clone(&jws);
        let done = move |tried: Option<Vec<(VerifyPlan, Option<bool>)>>| {
            let said = match tried {
                Some(tried) => judged(labels, panel.language_now(), &jws, body.as_deref(), &tried),
                None => not_checked(labels, (labels.signature_unsupported)(&algorithm)),
            };
            // The view may be gone by then.
            let _ = outcome.try_set(Some(said));
        };
        verify(plans, Box::new(done));
    });
    let enter = Arc::clone(&check);
    // What was said of another key does not hold for this one.
    let key_field = masked_field(labels.signature_key, labels.signature_key_hint, key, move |done| match done {
        true => enter(),
        false => outcome.set(None),
    });
    let payload_field = detached.then(|| {
        view! {
            <label class="key-field">
                <span>{labels.signature_payload}</span>
                <textarea
                    rows="3"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=payload
                    on:input=on_change(move |event| {
                        payload.set(event_target_value(&event));
                        outcome.set(None);
                    })
                ></textarea>
            </label>
        }
    });
    view! {
        <div class="key-entry">
            {payload_field}
            {key_field}
            <button type="button" on:click=on_click(move |_| check())>{labels.signature_check}</button>
        </div>
        <p class="plain">{labels.signature_promise}</p>
        <div class="key-result" role="status">{move || outcome.get().map(result)}</div>
    }
    .into_any()
}

/// A field whose text nobody reads over a shoulder. `heard` is called when the text changes, and with
/// true when Enter is pressed.
pub fn masked_field(
    label: &'static str,
    hint: &'static str,
    text: RwSignal<String>,
    heard: impl Fn(bool) + Send + Sync + 'static,
) -> AnyView {
    let heard: Arc<dyn Fn(bool) + Send + Sync> = Arc::new(heard);
    let typed = Arc::clone(&heard);
    view! {
        <label class="key-field">
            <span>{label}</span>
            <input
                type="password"
                autocomplete="off"
                spellcheck="false"
                placeholder=hint
                prop:value=text
                on:input=on_change(move |event| {
                    text.set(event_target_value(&event));
                    typed(false);
                })
                on:keydown=on_key(move |event: KeyboardEvent| {
                    if event.key() == "Enter" {
                        heard(true);
                    }
                })
            />
        </label>
    }
    .into_any()
}

fn result((kind, said, more): Outcome) -> AnyView {
    let shape = match kind {
        "good" => Some(Shape::Recovered),
        "bad" => Some(Shape::Failure),
        "warn" => Some(Shape::Hint),
        _ => None,
    };
    let picture = shape.map(|shape| view! { <Icon shape=shape/> });
    let lead = view! { <p class="lead" data-result=kind>{picture}{redact::printable(&said)}</p> }.into_any();
    let more = more.into_iter().map(|line| words("p", "", redact::printable(&line)));
    std::iter::once(lead).chain(more).collect::<Vec<_>>().into_any()
}

fn not_checked(labels: &Labels, why: String) -> Outcome {
    ("warn", labels.signature_not_checked.to_owned(), vec![why])
}

/// A sentence of the token room in the language of the panel.
fn told(language: Language, english: &str) -> String {
    phrase(language, english).unwrap_or_else(|| english.to_owned())
}

fn judged(
    labels: &Labels,
    language: Language,
    jws: &Jws,
    payload: Option<&[u8]>,
    tried: &[(VerifyPlan, Option<bool>)],
) -> Outcome {
    let algorithm = tried.first().map_or("", |(plan, _)| plan.algorithm.name.as_str());
    // A key of another name than the token asks for may fit, and must be spoken of.
    let named = jws.header.get("kid").and_then(serde_json::Value::as_str);
    let found = |kid: &str| tried.iter().any(|(plan, _)| plan.key.kid.as_deref() == Some(kid));
    let kid = named.filter(|kid| !found(kid)).map(labels.signature_kid);
    match conclude(jws, payload, tried) {
        Verdict::Fits { key, weakness } => {
            let weakness = weakness.map(|weakness| told(language, &weakness));
            let more = kid
                .into_iter()
                .chain(weakness)
                .chain([labels.signature_means.to_owned(), labels.signature_limits.to_owned()]);
            ("good", (labels.signature_fits)(algorithm, &told(language, &key)), more.collect())
        }
        Verdict::DoesNotFit { .. } => {
            let keys: Vec<_> = tried.iter().map(|(plan, _)| told(language, &plan.key.name)).collect();
            let more = kid.into_iter().chain([labels.signature_differs_why.to_owned()]);
            ("bad", (labels.signature_differs)(algorithm, &keys.join(", ")), more.collect())
        }
        Verdict::NotChecked(why) => not_checked(labels, told(language, &why)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::labels::ENGLISH;
    use crate::token::{self, verify};

    /// From RFC 7515 appendix A.1.
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const K: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    fn say(token: &str, key: &str) -> Outcome {
        let (token, _) = token::read(token);
        let jws = token.jws().unwrap();
        match plan(jws, key, None) {
            Err(why) => not_checked(&ENGLISH, why),
            Ok(plans) => {
                let tried: Vec<_> = plans.into_iter().map(|p| (verify::fits(&p), p)).map(|(f, p)| (p, f)).collect();
                judged(&ENGLISH, Language::English, jws, None, &tried)
            }
        }
    }

    #[test]
    fn says_what_was_checked_and_what_it_does_not_mean() {
        let key = format!(r#"{{"kty":"oct","kid":"2024-a","k":"{K}"}}"#);
        let (kind, words, more) = say(TOKEN, &key);
        assert_eq!((kind, words.as_str()), ("good", "The HS256 signature fits the key named \"2024-a\"."));
        assert!(more.concat().contains("does not mean that a server takes the token"), "{more:?}");
        let (kind, words, _) = say(&TOKEN.replace("dBjf", "eBjf"), &key);
        assert_eq!((kind, words.contains("does not fit") && words.contains("2024-a")), ("bad", true), "{words}");
        let (kind, _, more) = say(TOKEN, "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----");
        assert!(kind == "warn" && more.concat().contains("holds no RSA"), "{more:?}");
        let (kind, _, more) = say(TOKEN, r#"{"kty":"RSA","n":"AQAB","e":"AQAB"}"#);
        assert!(kind == "warn" && more.concat().contains("signed with HS256"), "{more:?}");
    }

    #[test]
    fn says_that_the_key_has_another_name() {
        // {"alg":"HS256","kid":"new"}
        let token = "eyJhbGciOiJIUzI1NiIsImtpZCI6Im5ldyJ9.e30.AAAA";
        let (kind, _, more) = say(token, r#"{"keys":[{"kty":"oct","kid":"old","k":"AAAA"}]}"#);
        assert!(kind == "bad" && more.concat().contains("asks for the key \"new\""), "{more:?}");
    }

    #[test]
    fn nothing_is_called_valid() {
        for words in [
            ENGLISH.signature_means,
            ENGLISH.signature_limits,
            ENGLISH.signature_differs_why,
            &(ENGLISH.signature_fits)("RS256", "the key"),
            &(ENGLISH.signature_note)(256),
        ] {
            assert!(!words.to_lowercase().contains("valid"), "{words}");
        }
    }
}
