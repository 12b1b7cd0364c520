//! Masks secrets before anything is shown, copied, exported or logged.

pub mod find;

use crate::exchange::Address;
use crate::finding::Evidence;
use crate::http::signed_url;

/// What stands in place of a secret.
pub const MASK: &str = "•••";

/// A quote as it may be shown: a secret becomes its first characters and its length.
pub fn quote(evidence: &Evidence) -> String {
    if evidence.secret { secret(&evidence.quote) } else { printable(&evidence.quote) }
}

/// A secret as it may be shown: at most four characters of a long one, and its length.
pub fn secret(text: &str) -> String {
    let count = text.chars().count();
    if count < 16 {
        return format!("{MASK} ({count} characters)");
    }
    let start: String = text.chars().take(4).collect();
    format!("{}{MASK} ({count} characters)", printable(&start))
}

/// A URL without its user, password, and the values of query parameters that are secrets.
pub fn url(address: &Address) -> String {
    let Some(url) = address.url() else { return printable(address.as_str()) };
    // A signed URL has secrets of its own, under names that are harmless elsewhere.
    let (signed, _) = signed_url::read(url.as_str());
    let is_secret =
        |name: &str| is_secret_name(name) || signed.as_ref().and_then(|s| s.param(name)).is_some_and(|p| p.secret);
    if !address.has_userinfo() && !url.query_pairs().any(|(name, _)| is_secret(&name)) {
        return printable(address.as_str());
    }
    let mut shown = url.clone();
    if address.has_userinfo() {
        // These fail only for URLs without a host, which have no userinfo either.
        let _ = shown.set_username("masked");
        let _ = shown.set_password(url.password().map(|_| "masked"));
    }
    if url.query().is_some() {
        let pairs: Vec<_> = url.query_pairs().into_owned().collect();
        shown.query_pairs_mut().clear().extend_pairs(
            pairs.iter().map(|(name, value)| (name.as_str(), if is_secret(name) { "masked" } else { value.as_str() })),
        );
    }
    printable(shown.as_str())
}

/// A URL without its user and password (RFC 3986 §3.2.1), otherwise as recorded.
pub fn userinfo(address: &Address) -> String {
    match address.url() {
        Some(url) if address.has_userinfo() => {
            let mut shown = url.clone();
            // These fail only for URLs without a host, which have no userinfo either.
            let _ = shown.set_username("masked");
            let _ = shown.set_password(url.password().map(|_| "masked"));
            shown.to_string()
        }
        _ => address.as_str().to_owned(),
    }
}

/// Whether a parameter, form field or JSON member of this name holds a secret.
pub fn is_secret_name(name: &str) -> bool {
    const SECRET: &[&str] = &[
        "access_token",
        "refresh_token",
        "id_token",
        "id_token_hint",
        "token",
        "jwt",
        "auth",
        "api_key",
        "apikey",
        "key",
        "code",
        "client_secret",
        "client_assertion",
        "password",
        "passwd",
        "pwd",
        "secret",
        "assertion",
        "samlresponse",
        "samlrequest",
        "sig",
        "signature",
        "x-amz-signature",
        "x-amz-credential",
        "x-amz-security-token",
        "x-goog-signature",
        "x-goog-credential",
        "awsaccesskeyid",
        "subscription-key",
        "code_verifier",
        "session",
        "sessionid",
        "sid",
        "state",
        "nonce",
        "otp",
        "device_code",
        "logout_token",
        "dpop",
        "authorization",
        "x-api-key",
        "csrf_token",
        "csrfmiddlewaretoken",
        "_csrf",
        "authenticity_token",
    ];
    let name = name.to_ascii_lowercase();
    SECRET.contains(&name.as_str())
        || name.ends_with("_token")
        || name.ends_with("_secret")
        || name.ends_with("password")
}

/// Text from the network as it may be shown: control and bidirectional characters become visible
/// escapes, so that nobody can reorder or hide what is on screen.
pub fn printable(text: &str) -> String {
    if !text.chars().any(is_deceptive) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_deceptive(c) { out.push_str(&format!("\\u{{{:x}}}", u32::from(c))) } else { out.push(c) }
    }
    out
}

fn is_deceptive(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_url_loses_its_secrets_and_no_more() {
        let shown = |text: &str| url(&Address::new(text));
        let signed = "https://d.test/a?Policy=cG9saWN5&Signature=abc&Key-Pair-Id=K&page=2";
        assert_eq!(shown(signed), "https://d.test/a?Policy=masked&Signature=masked&Key-Pair-Id=K&page=2");
        assert_eq!(shown("https://d.test/a?Policy=free&page=2"), "https://d.test/a?Policy=free&page=2");
    }
}
