//! The paste box: headers, a token, a cookie, a signed URL, a `curl` command or a HAR, decoded on the spot.

use leptos::prelude::*;

use super::decoded_view::decoded_view;
use super::focus;
use super::handlers::{on_change, on_click};
use super::parts::{el, plain, words};
use super::raw::fault_lines;
use super::secret::Masked;
use super::state::{Panel, panel};
use crate::decode::transcript::{self, Transcript};
use crate::decode::{self, Decoded, Item};
use crate::redact::{self, find};
use crate::token::Token;

/// What a pasted text is.
#[derive(Clone, Debug, PartialEq)]
pub enum Pasted {
    /// Nothing yet.
    Empty,
    /// A HAR file.
    Har,
    /// Headers, a token or a URL.
    Decoded(Vec<Decoded>),
    /// A command that makes a request, perhaps with its answer.
    Transcript(Box<Transcript>),
    /// None of these.
    Unknown,
}

/// Finds out what a text is, by its own look or by the name of the header before it.
pub fn recognise(text: &str) -> Pasted {
    let text = text.trim();
    if text.is_empty() {
        return Pasted::Empty;
    }
    if text.starts_with('{') && text.contains("\"entries\"") {
        return Pasted::Har;
    }
    if let Some(told) = transcript::read(text) {
        return Pasted::Transcript(Box::new(told));
    }
    let all = decode::pasted_lines(text);
    // Words that nothing is known of are no token; a lone opaque string may well be one.
    let nothing = |one: &Decoded| {
        one.header.is_none() && matches!(one.items.as_slice(), [(_, Item::Token(Token::Opaque { vendor: None, .. }))])
    };
    if all.iter().all(nothing) && text.contains(char::is_whitespace) { Pasted::Unknown } else { Pasted::Decoded(all) }
}

/// A field to paste into, and what it holds.
#[component]
pub fn PasteBox() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let (text, failed) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let result = move || match text.with(|text| recognise(text)) {
        Pasted::Empty => words("p", "plain", labels.paste_hint),
        Pasted::Unknown => words("p", "plain", labels.paste_unknown),
        Pasted::Har => view! {
            <p class="plain">{labels.paste_har}</p>
            <button
                type="button"
                class="primary"
                on:click=on_click(move |_| match panel.import(labels.pasted_name, &text.get_untracked()) {
                    Ok(_) => {
                        panel.dialog.set(None);
                        focus::go_on();
                    }
                    // The text stays, to be mended.
                    Err(what) => failed.set(Some(what)),
                })
            >
                {labels.paste_har_open}
            </button>
        }
        .into_any(),
        Pasted::Decoded(all) => [Some(words("h3", "sr", labels.pasted_holds)), alone(panel, &text.get())]
            .into_iter()
            .flatten()
            .chain(all.iter().map(decoded_view))
            .collect::<Vec<_>>()
            .into_any(),
        Pasted::Transcript(told) => self::transcript(&told),
    };
    view! {
        <label class="sr" for="paste">{labels.paste}</label>
        <textarea
            id="paste"
            rows="5"
            spellcheck="false"
            autocomplete="off"
            placeholder=labels.paste_placeholder
            prop:value=text
            on:input=on_change(move |event| {
                failed.set(None);
                text.set(event_target_value(&event));
            })
        ></textarea>
        <div class="pasted tabpanel" aria-live="polite">{result}</div>
        <div role="alert">{move || failed.get().map(|what| words("p", "fault", what))}</div>
    }
}

/// What is missing beside an answer that stands alone.
fn alone(panel: Panel, text: &str) -> Option<AnyView> {
    text.trim_start().starts_with("HTTP/").then(|| words("p", "note", panel.labels().paste_answer_only))
}

/// A request, with its answer where that was pasted, too: what they carry.
fn transcript(told: &Transcript) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let request = &told.request;
    let url = request.url.as_str().to_owned();
    let url = view! { <Masked secrets=find::in_url(&url) text=url/> }.into_any();
    let line = el("p", "raw mono", vec![plain(redact::printable(&request.method) + " "), url]);
    let mut parts = vec![words("h3", "sr", labels.pasted_holds), line];
    if !told.faults.is_empty() {
        parts.push(fault_lines(&told.faults));
    }
    match &told.answer {
        Some(answer) => {
            let line = format!("{} {}", answer.status, redact::printable(&answer.status_text));
            parts.push(words("p", "raw mono", line));
            let told = told.clone();
            let explain = on_click(move |_| {
                panel.explain(&told);
                focus::go_on();
            });
            parts.push(
                view! { <button type="button" class="primary" on:click=explain>{labels.paste_explain}</button> }
                    .into_any(),
            );
        }
        None => parts.push(words("p", "note", labels.paste_no_answer)),
    }
    let all = told.decoded();
    if told.faults.is_empty() && !all.iter().any(Decoded::identifies) {
        parts.push(words("p", "plain", labels.paste_nobody));
    }
    if let Some(body) = &request.body {
        parts.push(words("p", "plain", (labels.paste_body)(&(labels.bytes)(body.text.len()))));
    }
    parts.extend(all.iter().map(decoded_view));
    parts.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_text_is_recognised_by_its_look() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
        for (text, kind) in [
            (String::new(), "Empty"),
            ("WWW-Authenticate: Bearer realm=\"x\"".into(), "Challenge("),
            ("Bearer realm=\"x\", Basic realm=\"y\"".into(), "Challenge("),
            ("Negotiate".into(), "Challenge("),
            ("authorization: Bearer abc".into(), "Credentials("),
            (format!("Bearer {jwt}"), "Credentials("),
            ("Basic dXNlcjpwYXNz".into(), "Credentials("),
            (jwt.into(), "Token(Jws"),
            ("ghp_abcdefghijklmnopqrstuvwxyz0123456789".into(), "Token(Opaque { length: 40, vendor: Some"),
            ("opaque-but-lonely".into(), "Token(Opaque"),
            ("Set-Cookie: a=b; Secure".into(), "SetCookie("),
            ("Cookie: a=b; c=d".into(), "Cookie("),
            ("https://s.test/a?AWSAccessKeyId=AK&Signature=x%3D&Expires=1900000000".into(), "SignedUrl("),
            ("{\"log\":{\"entries\":[]}}".into(), "Har"),
            ("what is this".into(), "Unknown"),
            ("curl 'https://a.test/' -H 'Accept: */*'".into(), "Transcript("),
            ("curl --help".into(), "Transcript("),
        ] {
            let shown = match recognise(&text) {
                Pasted::Decoded(all) => format!("{:?}", all[0].items.first().map(|(_, item)| item.clone())),
                other => format!("Some({other:?}"),
            };
            assert!(shown.starts_with(&format!("Some({kind}")), "{text}: {shown}");
        }
        let head =
            recognise("HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\nSet-Cookie: a=b\n\nwords");
        assert!(matches!(head, Pasted::Decoded(all) if all.len() == 2));
    }

    #[test]
    #[cfg(feature = "render")]
    fn a_command_says_what_it_carries_and_that_there_is_no_answer() {
        let shown = |text: &str| {
            let Pasted::Transcript(told) = recognise(text) else { panic!("{text}") };
            Owner::new().with(|| {
                provide_context(super::super::Panel::new());
                super::transcript(&told).to_html()
            })
        };
        let html = shown(
            "curl 'https://api.test/me?api_key=hush-hush-hush' -X POST -H 'Accept: text/html' -H 'Authorization: Bearer undefined' \
            -b 'sid=hush-hush-cookie' --data-raw 'grant_type=refresh_token&refresh_token=hush-hush-token-of-some-length&password=hush-word'",
        );
        for part in [
            "POST ", "a request without its answer", "Bearer", "Authorization", "Cookie", "sid", "refresh_token",
            "body of 88 bytes",
        ] {
            assert!(html.contains(part), "{part} is missing: {html}");
        }
        assert!(!html.contains("Accept") && !html.contains("carries no token"), "{html}");
        assert!(!html.contains("hush-hush-") && !html.contains("hush-word"), "{html}");
        let bare = shown("curl https://api.test/me");
        assert!(
            bare.contains("It carries no token, cookie or other credentials.") && !bare.contains("body of"),
            "{bare}"
        );
        let open = shown("curl 'https://api.test/me -H x");
        assert!(open.contains("byte 5") && open.contains("the quote that opens here is not closed"), "{open}");
        let both = shown(
            "curl -i https://api.test/me\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"shop\"\n\nno",
        );
        for part in ["401 Unauthorized", "Explain this answer", "shop"] {
            assert!(both.contains(part), "{part} is missing: {both}");
        }
        assert!(!both.contains("without its answer"), "{both}");
    }
}
