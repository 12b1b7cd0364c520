//! What the request carried to say who asks.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use super::{Facts, Reason};
use crate::finding::{Evidence, Source};
use crate::http::challenge::{Challenge, Params};
use crate::http::schemes::ntlm;
use crate::http::tokens::sent_in;
use crate::search;
use crate::token::{self, Jws};

/// Cookies that say nothing about who asks: protection against forgery, analytics, consent, load
/// balancing, bot checks, taste. Lower case; a `*` stands for any end.
const NO_IDENTITY: &[&str] = &[
    "csrf*", "_csrf*", "xsrf*", "x-csrf*", "__host-csrf*", "__host-next-auth.csrf*", "next-auth.csrf*",
    "next-auth.callback*", "_ga*", "_gid", "_gat*", "_gcl*", "__utm*", "_fbp", "_fbc", "_hj*", "ajs_*", "mp_*",
    "amplitude*", "amp_*", "intercom-*", "__cf*", "_cfuvid", "cf_*", "awsalb*", "arraffinity*",
    "applicationgatewayaffinity*", "srv", "serverid", "bigipserver*", "ak_bmsc", "bm_*", "incap_ses*", "visid_incap*",
    "datadome", "optanon*", "cookieconsent*", "cookie_consent*", "consent*", "euconsent*", "locale", "lang",
    "language", "i18n*", "theme*", "timezone", "tz", "dark_mode", "color*", "sidebar*", "__stripe*", "_pk_*", "_clck",
    "_clsk", "ph_*", "sentry*", "_dd_s", "rl_*", "hubspotutk", "__hs*", "nlbi_*", "_octo", "logged_in", "preferred_*",
    "redirect*", "return_to",
];

impl<'x> Facts<'x> {
    /// The auth-scheme of `Authorization` as written, and what follows it: `("Bearer", "eyJ…")`.
    /// Without a space the one word is the scheme, whatever it is.
    pub fn authorization_parts(self) -> Option<(&'x str, &'x str)> {
        let value = self.authorization()?.trim();
        let (scheme, rest) = value.split_once([' ', '\t']).unwrap_or((value, ""));
        (!scheme.is_empty()).then(|| (scheme, rest.trim()))
    }

    /// Whether the server asks for other auth-schemes than the one that was sent.
    pub fn other_scheme_asked(self) -> bool {
        let Some((scheme, _)) = self.authorization_parts() else { return false };
        self.challenges().next().is_some() && !self.challenges().any(|c| c.scheme.eq_ignore_ascii_case(scheme))
    }

    /// Whether the answer asks for what no cookie brings: a token or a password in `Authorization`.
    pub fn wants_authorization(self) -> bool {
        self.challenges().any(|c| ["Bearer", "Basic", "Digest"].iter().any(|scheme| c.is(scheme)))
    }

    /// What `Authorization` holds as a token: what follows Bearer, Token, JWT, DPoP or the like.
    pub fn token_text(self) -> Option<&'x str> {
        sent_in(self.authorization()?)
    }

    /// Whether `Authorization` holds a whole JWT: three parts, of which two are JSON objects.
    pub fn sends_whole_jwt(self) -> bool {
        let Some((first, rest)) = self.authorization_parts() else { return false };
        let token = if rest.is_empty() { first } else { rest };
        let parts: Vec<_> = token.split('.').collect();
        matches!(parts.as_slice(), [header, payload, _] if json_part(header).is_some() && json_part(payload).is_some())
    }

    /// Whether `Authorization` holds three parts of which one only is a JSON object: a damaged JWT.
    pub fn sends_half_a_jwt(self) -> bool {
        let Some((first, rest)) = self.authorization_parts() else { return false };
        let parts: Vec<_> = if rest.is_empty() { first } else { rest }.split('.').collect();
        matches!(parts.as_slice(), [header, payload, _] if json_part(header).is_some() != json_part(payload).is_some())
    }

    /// The API key that the request carries, and where: a header or parameter that is named so.
    pub fn key_sent(self) -> Option<(Source, &'x str)> {
        const NAMES: &[&str] = &["api-key", "apikey", "api_key", "subscription-key", "x-functions-key", "consumer_key"];
        // `X-Partner-Key` is one; these tell of other things.
        const OTHERS: &[&str] = &[
            "idempotency", "cache", "surrogate", "csrf", "xsrf", "sort", "partition", "routing", "request", "session",
        ];
        let has = |name: &str, words: &[&str]| words.iter().any(|word| search::find(name, word).is_some());
        let named = |name: &str| has(name, &["key"]) && has(name, NAMES); // few names have the word at all
        let own = |name: &str| {
            let end = name.len().checked_sub("-key".len()).and_then(|at| name.get(at..));
            name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"))
                && end.is_some_and(|end| end.eq_ignore_ascii_case("-key"))
                && !has(name, OTHERS)
        };
        let sent = |of: &dyn Fn(&str) -> bool| {
            self.request().headers.iter().find(|h| of(&h.name) && !h.value.trim().is_empty())
        };
        let header = sent(&named).or_else(|| sent(&own));
        if let Some(header) = header {
            return Some((Source::RequestHeader(header.name.clone()), header.value.trim()));
        }
        let query = self.url().url()?.query()?;
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs
            .into_iter()
            .find(|(n, v)| !v.is_empty() && (named(n) || *n == "key" || *n == "appid"))
            .map(|(_, v)| (Source::Url, v))
    }

    /// The header for a key or token that the answer names: "X-Token header invalid". With the sentence.
    pub fn named_key(self) -> Option<(Source, &'x str, Evidence)> {
        const WORDS: &[&str] = &["key", "token", "secret", "auth"];
        const OTHERS: &[&str] = &["authorization", "csrf", "xsrf", "idempotency"];
        self.request().headers.iter().find_map(|h| {
            let name = h.name.to_ascii_lowercase();
            let has = |words: &[&str]| words.iter().any(|w| name.contains(w));
            // A JWT has causes of its own.
            let fits = name.contains('-') && has(WORDS) && !has(OTHERS) && !h.value.trim().starts_with("eyJ");
            let said = fits.then(|| self.says_word(&[name.as_str()]))??;
            Some((Source::RequestHeader(h.name.clone()), h.value.trim(), said))
        })
    }

    /// Whether the server found no key where it looks, by the challenge that FastAPI gives for its keys:
    /// it says so whatever other header carries one.
    pub fn wants_other_key(self) -> bool {
        let bare = |c: &Challenge| c.scheme == "APIKey" && c.params == Params::None;
        self.challenges().next().is_some() && self.challenges().all(bare) && self.stated(Reason::Missing).is_some()
    }

    /// Whether the status is one by which servers refuse a credential.
    pub fn refuses(self) -> bool {
        self.status_in(&[400, 401, 403, 419, 422, 440, 498, 500])
    }

    /// Whether the answer is about credentials: by its status, or by a word of it.
    pub fn concerns_credentials(self) -> bool {
        const WORDS: &[&str] = &[
            "token", "jwt", "authoriz", "authenticat", "credential", "bearer", "unauth", "jws", "logged in", "sign in",
        ];
        self.status_in(&[401, 440, 498])
            || self.challenges().next().is_some()
            || (self.refuses() && self.says(WORDS).is_some())
    }

    /// The cookies that may tell who asks.
    pub fn identity_cookies(self) -> Vec<(&'x str, &'x str)> {
        let mut cookies = self.cookies();
        cookies.retain(|(name, value)| !value.is_empty() && !tells_nothing(name));
        cookies
    }

    /// Whether something in the request tells who asks; cookies of analytics and the like do not.
    pub fn carries_identity(self) -> bool {
        let find = || {
            self.authorization().is_some_and(|v| !v.trim().is_empty())
                || self.carries_key()
                || !self.identity_cookies().is_empty()
        };
        self.memo.map_or_else(find, |memo| *memo.carries_identity.get_or_init(find))
    }

    /// Whether the request may have told who asks: it did, or the recording leaves out what would tell.
    pub fn may_carry_identity(self) -> bool {
        self.carries_identity() || (self.status() == 401 && self.hides_identity() && !self.presents_secret())
    }

    /// Whether the recording leaves out what tells who asks, as an export of Chromium does unless its
    /// settings allow more, or has no headers of the request at all.
    pub fn hides_identity(self) -> bool {
        let bare = self.exchange().sanitised || self.request().headers.iter().next().is_none();
        bare && !self.has_identity()
    }

    /// Whether something other than `Authorization` and cookies tells who asks: a key, a signature, a
    /// password in the URL.
    pub fn carries_key(self) -> bool {
        self.api_key().is_some()
            || self.url().has_userinfo()
            || self.sent("x-amz-date").is_some()
            || self.has_signed_url()
            // Amazon Cognito takes the token in the body (`GetUser`).
            || self.sent("x-amz-target").is_some() && self.request_member(&["AccessToken"]).is_some()
    }

    /// Whether cookies that may tell who asks are known for this host: another request to it carried
    /// some, or an answer of it set some.
    pub fn answerer_knows_cookies(self) -> bool {
        let find = || {
            self.earlier().filter(|f| self.same_origin(*f)).any(|f| {
                f.response().headers.has("set-cookie")
                    || (f.sent("cookie").is_some() && !f.identity_cookies().is_empty())
            })
        };
        self.memo.map_or_else(find, |memo| *memo.knows_cookies.get_or_init(find))
    }

    /// Whether the URL carries a signature that stands for a credential.
    pub fn has_signed_url(self) -> bool {
        const NAMES: &[&str] = &[
            "x-amz-signature", "x-goog-signature", "signature", "sig", "hmac", "policy", "token", "ticket",
            "x-amz-credential",
        ];
        self.url().has_param(NAMES)
    }

    /// Whether this request presents a secret in its body: a sign-in, or a call for a token.
    pub fn presents_secret(self) -> bool {
        const SECRETS: &[&str] =
            &["password", "passwd", "pwd", "pass", "passcode", "otp", "grant_type", "client_secret", "refresh_token"];
        self.is_login() || self.is_refresh() || self.request_member(SECRETS).is_some()
    }

    /// Whether the recording shows the headers as they went out. A service worker's page-side entry
    /// and blocked requests show hardly any.
    pub fn shows_request_headers(self) -> bool {
        !self.exchange().from_service_worker && ["accept", "user-agent", "host"].iter().any(|n| self.sent(n).is_some())
    }

    /// The proof of a DPoP request (RFC 9449 §4.2), decoded.
    pub fn dpop_proof(self) -> Option<Jws> {
        token::read(self.sent("dpop")?.trim()).0.jws().cloned()
    }

    /// A claim of the token in `Authorization` that is text.
    pub fn claim(self, name: &str) -> Option<&'x str> {
        self.jws()?.claims.as_ref()?.text(name)
    }

    /// Headers and query parameters that carry keys or tokens beside `Authorization`.
    pub fn other_credentials(self) -> Vec<(Source, &'x str)> {
        const PARTS: &[&str] = &[
            "api-key", "apikey", "api_key", "access-token", "auth-token", "x-token", "x-auth", "x-jwt",
            "subscription-key",
        ];
        self.request()
            .headers
            .iter()
            .filter(|h| PARTS.iter().any(|part| search::find(&h.name, part).is_some()))
            .map(|h| (Source::RequestHeader(h.name.clone()), h.value.trim()))
            .collect()
    }
}

/// Whether a cookie of that name is one of [`NO_IDENTITY`].
pub(super) fn tells_nothing(name: &str) -> bool {
    NO_IDENTITY.iter().any(|pattern| match pattern.strip_suffix('*') {
        Some(start) => name.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start)),
        None => name.eq_ignore_ascii_case(pattern),
    })
}

/// A part of a compact JWS that is base64url of a JSON object (RFC 7515 §3.1).
pub fn json_part(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?;
    match token::json::read(&bytes)? {
        Value::Object(map) => Some(map),
        _ => None,
    }
}

/// The NTLM message in a credential (MS-NLMP §2.2.1), bare or inside of Negotiate's frame.
pub fn ntlm_message(token68: &str) -> Option<ntlm::Message> {
    let bytes = STANDARD.decode(token68).ok()?;
    let start = bytes.windows(ntlm::SIGNATURE.len()).position(|w| w == ntlm::SIGNATURE)?;
    Some(ntlm::read(bytes.get(start..)?).0?.message)
}
