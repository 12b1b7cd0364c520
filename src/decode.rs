//! One header field, token or signed URL, decoded on its own: what `latchkey decode` and the paste box show.

mod curl;
mod json;
mod lines;
mod text;
pub mod transcript;

pub use lines::pasted_lines;

use crate::exchange::Request;
use crate::fault::Fault;
use crate::http::challenge::{self, AuthParam, Challenge};
use crate::http::clear_site_data::{self, Clear};
use crate::http::cookie::{self, Pair, SetCookie};
use crate::http::credentials::{self, Credentials};
use crate::http::dpop_nonce::{self, Nonce};
use crate::http::signed_url::{self, SignedUrl};
use crate::http::{auth_info, authentication_control, cors, schemes, signature_input, tokens};
use crate::token::find::{self, Hit, Spot};
use crate::token::signature::Verdict;
use crate::token::{self, Token};

/// A field, a token or a signed URL, read as far as it can be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decoded {
    /// The name of the field as it was given; `None` for a token or a URL.
    pub header: Option<String>,
    /// The texts that were read: the values of the field, the token, or the URL.
    pub values: Vec<String>,
    /// What was read, each with the index of its value.
    pub items: Vec<(usize, Item)>,
    /// What could not be read, with the index of the value that the offset is in.
    pub faults: Vec<(usize, Fault)>,
    /// What came of checking signatures with a key, by the index of the item; see `check`.
    pub verdicts: Vec<(usize, Verdict)>,
}

/// Something that was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// Of `WWW-Authenticate`, `Proxy-Authenticate`.
    Challenge(Challenge),
    /// Of `Authorization`, `Proxy-Authorization`.
    Credentials(Credentials),
    /// Of `Authentication-Info`, `Proxy-Authentication-Info`.
    Info(AuthParam),
    /// Of `Authentication-Control`.
    Control(Challenge),
    /// Of `Set-Cookie`.
    SetCookie(SetCookie),
    /// Of `Cookie`.
    Cookie(Pair),
    /// Of `DPoP-Nonce`.
    Nonce(Nonce),
    /// Of `Clear-Site-Data`.
    Clear(Clear),
    /// A token by itself, or the proof in `DPoP`.
    Token(Token),
    /// A URL that carries its own permission.
    SignedUrl(SignedUrl),
    /// A token within the value: the one that follows Bearer, one in a cookie, in a URL … Its place
    /// counts bytes of the value, its faults bytes of its own text.
    Found(Hit),
    /// A value of a CORS header, or a part of `Signature-Input`.
    Line(cors::field::Line),
    /// Of a field whose grammar is not known here.
    Plain(String),
    /// A `curl` command with faults. It is never shown: secrets may stand anywhere in it.
    Command,
}

/// Decodes the values of a header field, each line of the message one value.
///
/// ```
/// use latchkey::decode;
///
/// let decoded = decode::header("WWW-Authenticate", &["Bearer realm=\"x\"".to_owned(), "NTLM".to_owned()]);
/// assert_eq!(decoded.items.len(), 2);
/// ```
pub fn header(name: &str, values: &[String]) -> Decoded {
    let mut decoded = Decoded { header: Some(name.to_owned()), values: values.to_vec(), ..Decoded::default() };
    for (index, value) in values.iter().enumerate() {
        let (items, faults) = read(name, value);
        decoded.items.extend(items.into_iter().chain(found(name, value)).map(|item| (index, item)));
        decoded.faults.extend(sorted(faults).into_iter().map(|fault| (index, fault)));
    }
    decoded
}

/// Decodes a token. White space around it is left out.
pub fn token(text: &str) -> Decoded {
    let text = text.trim();
    let (token, faults) = token::read(text);
    Decoded {
        header: None,
        values: vec![text.to_owned()],
        items: vec![(0, Item::Token(token))],
        faults: faults.into_iter().map(|fault| (0, fault)).collect(),
        ..Decoded::default()
    }
}

/// Decodes what someone pasted: a header line, the value of one, a token, a URL, or JSON that holds tokens.
pub fn pasted(text: &str) -> Decoded {
    let text = text.trim();
    if let Some(decoded) = url(text) {
        return decoded;
    }
    if let Some(decoded) = body(text) {
        return decoded;
    }
    // Django's signed values and Telegram's tokens have colons, too, but no space after them.
    let is_known = |token| matches!(token, Token::Other(_) | Token::Opaque { vendor: Some(_), .. });
    if !text.contains(' ') && is_known(token::read(text).0) {
        return token(text);
    }
    if let Some((name, value)) = text.split_once(':')
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        && !name.is_empty()
        && !value.starts_with("//")
    {
        return header(name, &[value.trim().to_owned()]);
    }
    let word = text.split([' ', ',']).next().unwrap_or("");
    if schemes::is_known(word) {
        // A challenge asks with parameters; credentials of these schemes rarely have a realm alone.
        let (list, _) = challenge::parse(text);
        let asks = list.len() > 1
            || list.first().is_some_and(|one| match one.token68() {
                Some(_) => false,
                None => !["response", "signature", "oauth_signature", "mac", "t", "token", "credential"]
                    .iter()
                    .any(|proof| one.param(proof).is_some()),
            });
        return header(if asks { "WWW-Authenticate" } else { "Authorization" }, &[text.to_owned()]);
    }
    token(text)
}

/// What a request carries, each piece on its own: its URL, the fields that say something here, its body.
pub fn request(request: &Request) -> Vec<Decoded> {
    let mut all: Vec<_> = url(request.url.as_str()).into_iter().collect();
    for field in request.headers.iter() {
        all.push(header(&field.name, std::slice::from_ref(&field.value)));
    }
    if let Some(body) = request.body.as_ref().and_then(|body| tokens_of(&body.text)) {
        all.push(body);
    }
    all.retain(Decoded::says);
    all
}

/// JSON that is no token itself with the tokens in it: the answer of a token endpoint.
fn body(text: &str) -> Option<Decoded> {
    if !text.starts_with(['{', '[']) || !matches!(token::read(text).0, Token::Opaque { .. }) {
        return None;
    }
    tokens_of(text)
}

/// The tokens that a body holds.
fn tokens_of(text: &str) -> Option<Decoded> {
    let items: Vec<_> = hits(find::in_body(text)).into_iter().map(|item| (0, item)).collect();
    (!items.is_empty()).then(|| Decoded { values: vec![text.to_owned()], items, ..Decoded::default() })
}

/// A URL with what it carries: a signature of a known kind, tokens.
fn url(text: &str) -> Option<Decoded> {
    let schemes = ["https://", "http://", "wss://", "ws://"];
    let is_url = schemes.iter().any(|lead| text.get(..lead.len()).is_some_and(|t| t.eq_ignore_ascii_case(lead)));
    // `/` is a digit of base64, too.
    let is_path = text.starts_with('/') && text.contains(['?', '#']);
    if !(is_url || is_path) || text.contains(char::is_whitespace) {
        return None;
    }
    let (signed, faults) = signed_url::read(text);
    let hits = if signed.is_some() { Vec::new() } else { hits(find::in_url(text)) };
    let signed = signed.map_or_else(|| Item::Plain(text.to_owned()), Item::SignedUrl);
    Some(Decoded {
        values: vec![text.to_owned()],
        items: std::iter::once(signed).chain(hits).map(|item| (0, item)).collect(),
        faults: sorted(faults).into_iter().map(|fault| (0, fault)).collect(),
        ..Decoded::default()
    })
}

/// In the order of the text.
fn sorted(mut faults: Vec<Fault>) -> Vec<Fault> {
    crate::sorted::by_key(&mut faults, |fault| fault.at);
    faults
}

/// The tokens within a field value.
fn found(name: &str, value: &str) -> Vec<Item> {
    let is = |names: &[&str]| names.iter().any(|one| name.eq_ignore_ascii_case(one));
    // DPoP is a token as a whole; what challenges hold is no token.
    if is(&["dpop", "www-authenticate", "proxy-authenticate", "authentication-info", "proxy-authentication-info"]) {
        return Vec::new();
    }
    hits(tokens::in_header(name, value))
}

fn hits(spots: Vec<Spot>) -> Vec<Item> {
    let hits = spots.into_iter().take(crate::exchange::tokens::MOST).map(Spot::read);
    hits.filter(Hit::is_known).map(Item::Found).collect()
}

/// Decodes one line of `latchkey decode --lines`: a JSON object with `header` and `values`, or with
/// `token`; `id` is returned as it came. The answer is one JSON object without line breaks.
pub fn line(json: &str) -> String {
    json::answer(json)
}

impl Decoded {
    /// Checks the signatures of the tokens in it with a key: a JWK, a JWK set, a PEM text or a shared
    /// secret. `payload` is what a detached JWS signs (RFC 7515 appendix F).
    #[cfg(not(target_arch = "wasm32"))]
    pub fn check(&mut self, key: &str, payload: Option<&[u8]>) {
        let checked = self.items.iter().enumerate().filter_map(|(index, (value, item))| {
            let (token, text) = match item {
                Item::Token(token) => (token, self.values.get(*value)?.as_str()),
                Item::Found(hit) => (&hit.token, hit.spot.text.as_str()),
                _ => return None,
            };
            Some((index, token::verify::check_token(token, text, key, payload)))
        });
        self.verdicts = checked.collect();
    }

    /// Whether more was read of it than that it is there.
    fn says(&self) -> bool {
        !self.faults.is_empty() || self.items.iter().any(|(_, item)| !matches!(item, Item::Plain(_)))
    }

    /// Whether it holds what says who asks: credentials, a cookie, a token, a signature.
    pub fn identifies(&self) -> bool {
        use Item::{Cookie, Credentials, Found, SignedUrl, Token};
        let items = self.items.iter();
        items
            .map(|(_, item)| item)
            .any(|item| matches!(item, Credentials(_) | Cookie(_) | Token(_) | Found(_) | SignedUrl(_)))
    }

    /// The verdict on an item.
    fn verdict(&self, index: usize) -> Option<&Verdict> {
        self.verdicts.iter().find(|(item, _)| *item == index).map(|(_, verdict)| verdict)
    }

    /// As JSON, in the form of `latchkey decode --format json`.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::Value::Object(json::object(self))
    }

    /// For people. Secrets are masked.
    pub fn to_text(&self) -> String {
        text::text(self)
    }
}

fn read(name: &str, value: &str) -> (Vec<Item>, Vec<Fault>) {
    fn all<T>((list, faults): (Vec<T>, Vec<Fault>), item: fn(T) -> Item) -> (Vec<Item>, Vec<Fault>) {
        (list.into_iter().map(item).collect(), faults)
    }
    fn one<T>((found, faults): (Option<T>, Vec<Fault>), item: fn(T) -> Item) -> (Vec<Item>, Vec<Fault>) {
        (found.into_iter().map(item).collect(), faults)
    }
    match name.to_ascii_lowercase().as_str() {
        "www-authenticate" | "proxy-authenticate" => all(challenge::parse(value), Item::Challenge),
        "authorization" | "proxy-authorization" => one(credentials::parse(value), Item::Credentials),
        "authentication-info" | "proxy-authentication-info" => all(auth_info::parse(value), Item::Info),
        "authentication-control" => all(authentication_control::parse(value), Item::Control),
        "set-cookie" => {
            let (cookie, faults) = cookie::parse(value);
            (vec![Item::SetCookie(cookie)], faults)
        }
        "cookie" => all(cookie::parse_pairs(value), Item::Cookie),
        "dpop-nonce" => one(dpop_nonce::parse(value), Item::Nonce),
        "clear-site-data" => all(clear_site_data::parse(value), Item::Clear),
        "signature-input" | "accept-signature" => all(signature_input::parse(value), Item::Line),
        "dpop" => {
            let (token, faults) = token::read(value.trim());
            let lead = value.len() - value.trim_start().len();
            (vec![Item::Token(token)], faults.into_iter().map(|f| Fault { at: f.at + lead, ..f }).collect())
        }
        _ => match cors::field::read(name, value) {
            Some(read) => all(read, Item::Line),
            None => match signed_url::read(value.trim()) {
                (Some(signed), faults) if name.eq_ignore_ascii_case("location") => {
                    (vec![Item::SignedUrl(signed)], faults)
                }
                _ => (vec![Item::Plain(value.to_owned())], Vec::new()),
            },
        },
    }
}
