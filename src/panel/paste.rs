//! The paste box: a header, a token or a HAR, decoded on the spot.

use leptos::prelude::*;

use super::challenge_view::{asked, sent};
use super::dialog::import;
use super::secret::Masked;
use super::state::panel;
use super::token_view::{TokenCard, faults_list};
use crate::fault::Fault;
use crate::http::challenge::{self, Challenge};
use crate::http::cookie;
use crate::http::credentials::{self, Credentials};
use crate::http::schemes;
use crate::redact::find;
use crate::token::{self, Token};

/// What a pasted text is.
#[derive(Debug)]
pub enum Pasted {
    /// Nothing yet.
    Empty,
    /// A HAR file.
    Har,
    /// Challenges of `WWW-Authenticate` or `Proxy-Authenticate`.
    Challenges(String, Vec<Challenge>, Vec<Fault>),
    /// `Authorization`, with the token in it if there is one.
    Credentials(String, Credentials, Vec<Fault>, Option<(String, Token, Vec<Fault>)>),
    /// A `Set-Cookie` line.
    SetCookie(String, Vec<Fault>),
    /// A lone token.
    Token(String, Token, Vec<Fault>),
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
    if let Some((name, value)) = text.split_once(':') {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "www-authenticate" | "proxy-authenticate" => return challenges(value),
            "authorization" | "proxy-authorization" => return of_credentials(value).unwrap_or(Pasted::Unknown),
            "set-cookie" => return Pasted::SetCookie(value.to_owned(), cookie::parse(value).1),
            _ => {}
        }
    }
    let first = text.split([' ', ',']).next().unwrap_or_default();
    if schemes::is_known(first) {
        // `Bearer eyJ…` was sent; `Bearer realm="…"` was asked for.
        let rest = text.get(first.len()..).unwrap_or_default().trim();
        let is_token = !rest.is_empty() && !rest.contains([' ', '"']) && !rest.trim_end_matches('=').contains('=');
        return if is_token { of_credentials(text).unwrap_or(Pasted::Unknown) } else { challenges(text) };
    }
    let (read, faults) = token::read(text);
    let known = !matches!(read, Token::Opaque { vendor: None, .. });
    if known || !text.contains(char::is_whitespace) {
        return Pasted::Token(text.to_owned(), read, faults);
    }
    Pasted::Unknown
}

fn challenges(value: &str) -> Pasted {
    let (found, faults) = challenge::parse(value);
    Pasted::Challenges(value.to_owned(), found, faults)
}

fn of_credentials(value: &str) -> Option<Pasted> {
    let (read, faults) = credentials::parse(value);
    let read = read?;
    let inner = read.token68().filter(|_| !read.is("Basic") && !read.is("Negotiate") && !read.is("NTLM"));
    let inner = inner.map(|text| {
        let (token, faults) = token::read(text);
        (text.to_owned(), token, faults)
    });
    Some(Pasted::Credentials(value.to_owned(), read, faults, inner))
}

/// A field to paste into, and what it holds.
#[component]
pub fn PasteBox() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let text = RwSignal::new(String::new());
    let result = move || {
        let pasted = text.with(|t| recognise(t));
        match pasted {
            Pasted::Empty => view! { <p class="plain">{labels.paste_hint}</p> }.into_any(),
            Pasted::Unknown => view! { <p class="plain">{labels.paste_unknown}</p> }.into_any(),
            Pasted::Har => view! {
                <p class="plain">{labels.paste_har}</p>
                <button
                    type="button"
                    class="primary"
                    on:click=move |_| {
                        panel.dialog.set(None);
                        import(panel, Ok((labels.pasted_name.to_owned(), text.get_untracked())));
                    }
                >
                    {labels.paste_har_open}
                </button>
            }
            .into_any(),
            Pasted::Challenges(value, found, faults) => asked("WWW-Authenticate", &value, &found, &faults),
            Pasted::Credentials(value, read, faults, inner) => view! {
                {sent(&value, &read, &faults)}
                {inner.map(|(text, token, faults)| view! { <TokenCard token=token faults=faults text=text answered=None/> })}
            }
            .into_any(),
            Pasted::SetCookie(value, faults) => {
                let secrets = find::in_header("set-cookie", &value);
                view! {
                    <section><h3>"Set-Cookie"</h3><p class="raw mono"><Masked text=value secrets=secrets/></p></section>
                    {faults_list(&faults)}
                }
                .into_any()
            }
            Pasted::Token(text, token, faults) => {
                view! { <TokenCard token=token faults=faults text=text answered=None/> }.into_any()
            }
        }
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
            on:input=move |event| text.set(event_target_value(&event))
        ></textarea>
        <div class="pasted tabpanel" aria-live="polite">{result}</div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_text_is_recognised_by_its_look() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln";
        for (text, kind) in [
            (String::new(), "Empty"),
            ("WWW-Authenticate: Bearer realm=\"x\"".into(), "Challenges"),
            ("Bearer realm=\"x\", Basic realm=\"y\"".into(), "Challenges"),
            ("Negotiate".into(), "Challenges"),
            ("authorization: Bearer abc".into(), "Credentials"),
            (format!("Bearer {jwt}"), "Credentials"),
            ("Basic dXNlcjpwYXNz".into(), "Credentials"),
            (jwt.into(), "Token"),
            ("ghp_abcdefghijklmnopqrstuvwxyz0123456789".into(), "Token"),
            ("Set-Cookie: a=b; Secure".into(), "SetCookie"),
            ("{\"log\":{\"entries\":[]}}".into(), "Har"),
            ("what is this".into(), "Unknown"),
        ] {
            let shown = format!("{:?}", recognise(&text));
            assert!(shown.starts_with(kind), "{text}: {shown}");
        }
    }
}
