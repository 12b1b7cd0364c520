//! The JSON of `latchkey decode`, a contract: names and shapes stay as they are.

use serde_json::{Map, Value, json};

use super::{Decoded, Item};
use crate::http::challenge::{AuthParam, Params};
use crate::http::cookie::SetCookie;
use crate::http::signed_url::SignedUrl;
use crate::token::find::Hit;
use crate::token::signature::Verdict;
use crate::token::{self, Token};

/// What one line of `--lines` is answered with.
pub(super) fn answer(line: &str) -> String {
    let asked: Map<String, Value> = match serde_json::from_str(line) {
        Ok(asked) => asked,
        Err(error) => {
            let at = byte_offset(line, error.line(), error.column());
            return json!({ "faults": [{ "at": at, "what": format!("the line is no JSON object: {error}") }] })
                .to_string();
        }
    };
    let mut out = Map::new();
    if let Some(id) = asked.get("id") {
        out.insert("id".into(), id.clone());
    }
    match (asked.get("header").and_then(Value::as_str), asked.get("token").and_then(Value::as_str)) {
        (Some(name), _) => {
            let values: Vec<String> = match asked.get("values").or_else(|| asked.get("value")) {
                Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                Some(Value::String(one)) => vec![one.clone()],
                _ => Vec::new(),
            };
            out.extend(object(&checked(super::header(name, &values), &asked)));
        }
        (None, Some(token)) => out.extend(object(&checked(super::token(token), &asked))),
        (None, None) => {
            out.insert(
                "faults".into(),
                json!([{ "at": 0, "what": "\"header\" with \"values\", or \"token\", is missing" }]),
            );
        }
    }
    Value::Object(out).to_string()
}

/// With the signature checked, where the line has a `key`: a JWK or JWK set as JSON or in a string, a
/// PEM text, a secret; and for a detached JWS the `payload`.
#[cfg(not(target_arch = "wasm32"))]
fn checked(mut decoded: Decoded, asked: &Map<String, Value>) -> Decoded {
    match asked.get("key") {
        None | Some(Value::Null) => {}
        Some(key) => {
            let text = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
            decoded.check(&text, asked.get("payload").and_then(Value::as_str).map(str::as_bytes));
        }
    }
    decoded
}

#[cfg(target_arch = "wasm32")]
fn checked(decoded: Decoded, _: &Map<String, Value>) -> Decoded {
    decoded
}

/// The members of a decoded field or token, `faults` last.
pub(super) fn object(decoded: &Decoded) -> Map<String, Value> {
    let mut out = Map::new();
    let list = |keep: fn(&Item, &str) -> Option<Value>| -> Vec<Value> {
        decoded
            .items
            .iter()
            .filter_map(|(index, item)| keep(item, decoded.values.get(*index).map_or("", String::as_str)))
            .collect()
    };
    let lower = decoded.header.as_deref().unwrap_or("").to_ascii_lowercase();
    let lone_url = |item: &Item| decoded.header.is_none() && matches!(item, Item::Plain(_));
    for (index, (_, item)) in decoded.items.iter().enumerate() {
        match item {
            Item::Token(one) => {
                out.extend(token(one));
                out.extend(decoded.verdict(index).map(|verdict| ("signature".to_owned(), signature(verdict))));
            }
            Item::SignedUrl(one) => out.extend(signed_url(one)),
            Item::Command => drop(out.insert("kind".into(), "curl".into())),
            item if lone_url(item) => drop(out.insert("kind".into(), "url".into())),
            _ => {}
        }
    }
    match lower.as_str() {
        "" | "dpop" => {}
        "www-authenticate" | "proxy-authenticate" | "authentication-control" => {
            out.insert("challenges".into(), list(challenges).into());
        }
        "authorization" | "proxy-authorization" => {
            let all = list(challenges);
            out.insert("credentials".into(), all.first().cloned().unwrap_or(Value::Null));
            // The same once more where challenges stand, so that a reader needs one path for both.
            out.insert("challenges".into(), all.into());
        }
        "authentication-info" | "proxy-authentication-info" => {
            let pairs = list(|item, text| match item {
                Item::Info(param) => Some(pair(param, text)),
                _ => None,
            });
            out.insert("challenges".into(), json!([{ "scheme": "", "token68": null, "params": pairs }]));
            out.insert("params".into(), pairs.into());
        }
        "set-cookie" => {
            let cookies = list(|item, _| match item {
                Item::SetCookie(cookie) => Some(set_cookie(cookie)),
                _ => None,
            });
            out.insert("cookies".into(), cookies.into());
        }
        "cookie" => {
            let pairs = list(|item, _| match item {
                Item::Cookie(pair) => Some(json!([pair.name, pair.value])),
                _ => None,
            });
            out.insert("cookies".into(), pairs.into());
        }
        "dpop-nonce" => {
            let nonces = list(|item, _| match item {
                Item::Nonce(nonce) => Some(nonce.value.clone().into()),
                _ => None,
            });
            out.insert("nonce".into(), nonces.into_iter().next().unwrap_or(Value::Null));
        }
        "clear-site-data" => {
            let clears = list(|item, _| match item {
                Item::Clear(clear) => Some(clear.kind.clone().into()),
                _ => None,
            });
            out.insert("clears".into(), clears.into());
        }
        _ => {
            out.insert("values".into(), decoded.values.clone().into());
            let lines = list(|item, _| match item {
                Item::Line(line) => Some(json!([line.value, line.meaning])),
                _ => None,
            });
            if !lines.is_empty() {
                let name = if lower.ends_with("signature") || lower == "signature-input" { "parts" } else { "cors" };
                out.insert(name.into(), lines.into());
            }
        }
    }
    let found: Vec<Value> = decoded
        .items
        .iter()
        .enumerate()
        .filter_map(|(index, (_, item))| match item {
            Item::Found(hit) => Some(found(hit, decoded.verdict(index))),
            _ => None,
        })
        .collect();
    if !found.is_empty() {
        out.insert("tokens".into(), found.into());
    }
    let several = decoded.values.len() > 1;
    let faults: Vec<Value> = decoded
        .faults
        .iter()
        .map(|(index, fault)| {
            let mut one = json!({ "at": fault.at, "what": fault.what });
            if several && let Some(object) = one.as_object_mut() {
                object.insert("value".into(), (*index).into());
            }
            one
        })
        .collect();
    out.insert("faults".into(), faults.into());
    out
}

fn challenges(item: &Item, text: &str) -> Option<Value> {
    let (scheme, params) = match item {
        Item::Challenge(one) | Item::Control(one) => (&one.scheme, &one.params),
        Item::Credentials(one) => (&one.scheme, &one.params),
        _ => return None,
    };
    Some(scheme_with(scheme, params, text))
}

fn scheme_with(scheme: &str, params: &Params, text: &str) -> Value {
    let named = || params.list().iter().filter(|param| !param.name.is_empty() || param.quoted);
    let pairs: Vec<Value> = named().map(|param| pair(param, text)).collect();
    let mut out = json!({ "scheme": scheme, "token68": params.token68(), "params": pairs });
    let decoded: Map<String, Value> = named()
        .filter(|param| is_extended(param))
        .map(|param| (param.name.clone(), param.value.clone().into()))
        .collect();
    if let (false, Some(object)) = (decoded.is_empty(), out.as_object_mut()) {
        object.insert("decoded".into(), decoded.into());
    }
    out
}

/// Name and value; null for a name alone. The value of a `name*` is as sent, since that is its value
/// by the grammar; what it decodes to stands in `decoded`.
fn pair(param: &AuthParam, text: &str) -> Value {
    if param.is_bare() {
        return json!([param.name, null]);
    }
    if is_extended(param) {
        let raw = text.get(param.value_at.clone()).unwrap_or(&param.value);
        return json!([param.name, raw.trim_matches('"')]);
    }
    json!([param.name, param.value])
}

fn is_extended(param: &AuthParam) -> bool {
    param.name.len() > 1 && param.name.ends_with('*')
}

fn set_cookie(cookie: &SetCookie) -> Value {
    json!({
        "name": cookie.name,
        "value": cookie.value,
        "domain": cookie.domain,
        "path": cookie.path,
        "expires": cookie.expires.map(|at| at.iso()),
        "max_age": cookie.max_age,
        "secure": cookie.secure,
        "http_only": cookie.http_only,
        "same_site": cookie.same_site.map(|site| site.word()),
        "partitioned": cookie.partitioned,
        "attributes": cookie.attributes.iter().map(|a| json!([a.name, a.value])).collect::<Vec<_>>(),
    })
}

/// A token within the value: its place, then what it is.
fn found(hit: &Hit, verdict: Option<&Verdict>) -> Value {
    let mut out = Map::new();
    out.insert("at".into(), json!([hit.spot.at.start, hit.spot.at.end]));
    if !hit.spot.name.is_empty() {
        out.insert("name".into(), hit.spot.name.clone().into());
    }
    if let Value::Object(read) = token::json::to_json(&hit.token, &hit.faults) {
        out.extend(read);
    }
    out.extend(verdict.map(|verdict| ("signature".to_owned(), signature(verdict))));
    Value::Object(out)
}

fn signature(verdict: &Verdict) -> Value {
    let fits = match verdict {
        Verdict::Fits { .. } => Some(true),
        Verdict::DoesNotFit { .. } => Some(false),
        Verdict::NotChecked(_) => None,
    };
    json!({ "fits": fits, "say": verdict.words() })
}

/// Values of secret parameters are left out.
fn signed_url(signed: &SignedUrl) -> Map<String, Value> {
    let params: Vec<Value> =
        signed.params.iter().map(|p| json!([p.name, (!p.secret).then_some(p.value.as_str())])).collect();
    let out = json!({
        "kind": "signed-url",
        "name": signed.kind.name(),
        "starts": signed.starts.map(|at| at.iso()),
        "expires": signed.expires.map(|at| at.iso()),
        "params": params,
    });
    out.as_object().cloned().unwrap_or_default()
}

fn token(token: &Token) -> Map<String, Value> {
    let mut out = token::json::to_json(token, &[]).as_object().cloned().unwrap_or_default();
    out.remove("faults"); // those of the whole input come last
    out
}

/// serde_json counts lines and columns from 1.
fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (before + column.saturating_sub(1)).min(text.len())
}
