//! Two tokens compared, claim by claim.

use serde_json::{Map, Value};

use super::{Claims, Token, claims};
use crate::instant::Instant;

/// One member that stands in either token.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where it stands.
    pub part: Part,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub change: Change,
}

/// The part of a token that a member belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The header.
    Header,
    /// The claims set.
    Claims,
    /// What stands in a token of another format than JOSE: a caveat, an issuer, an attribute.
    Field,
}

/// What became of a member from the first token to the second.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Both have it, with the same value.
    Same(Value),
    /// Only the second has it.
    Added(Value),
    /// Only the first has it.
    Removed(Value),
    /// Both have it, with different values.
    Changed {
        /// The value in the first.
        from: Value,
        /// The value in the second.
        to: Value,
        /// The difference in words: `1 h later`, `read is gone, write is new`.
        words: Option<String>,
    },
}

/// Why nothing can be said of two tokens claim by claim, as a sentence. `None` where something can.
pub fn obstacle(first: &Token, second: &Token) -> Option<&'static str> {
    let shows = |token: &Token| token.claims().is_some() || !header(token).is_empty() || !fields(token).is_empty();
    match (first, second) {
        _ if shows(first) && shows(second) => None,
        (Token::Opaque { .. }, Token::Opaque { .. }) => {
            Some("Both are opaque: only the server that made them knows what they stand for.")
        }
        (Token::Opaque { .. }, _) | (_, Token::Opaque { .. }) => {
            Some("One of them is opaque: only the server that made it knows what it stands for.")
        }
        _ => Some("Nothing of them can be read."),
    }
}

/// Compares two tokens: the header first, then the claims, then the fields of other formats, each in
/// the order of the first token and then what only the second has. Secret fields are left out: a
/// signature always differs.
pub fn compare(first: &Token, second: &Token) -> Vec<Difference> {
    let mut all = Vec::new();
    members(Part::Header, &header(first), &header(second), &mut all);
    let empty = Claims::default();
    let (one, two) = (first.claims().unwrap_or(&empty), second.claims().unwrap_or(&empty));
    members(Part::Claims, &one.0, &two.0, &mut all);
    members(Part::Field, &fields(first), &fields(second), &mut all);
    for difference in all.iter_mut().filter(|d| d.part != Part::Header) {
        if let Change::Changed { from, to, words } = &mut difference.change {
            *words = in_words(&difference.name, one, two, from, to);
        }
    }
    all
}

/// The open fields of a token of another format; those of one name as a list.
fn fields(token: &Token) -> Map<String, Value> {
    let Token::Other(reading) = token else { return Map::new() };
    let mut out = Map::new();
    for field in reading.fields.iter().filter(|field| !field.secret) {
        let value = Value::from(field.value.as_str());
        match out.get_mut(field.name.as_ref()) {
            None => drop(out.insert(field.name.to_string(), value)),
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    out
}

fn header(token: &Token) -> Map<String, Value> {
    match token {
        Token::Jws(jws) => jws.header.clone(),
        Token::Jwe(jwe) => jwe.header.clone(),
        _ => Map::new(),
    }
}

fn members(part: Part, first: &Map<String, Value>, second: &Map<String, Value>, out: &mut Vec<Difference>) {
    for (name, from) in first {
        let change = match second.get(name) {
            None => Change::Removed(from.clone()),
            Some(to) if to == from => Change::Same(to.clone()),
            Some(to) => Change::Changed { from: from.clone(), to: to.clone(), words: None },
        };
        out.push(Difference { part, name: name.clone(), change });
    }
    for (name, to) in second.iter().filter(|(name, _)| !first.contains_key(*name)) {
        out.push(Difference { part, name: name.clone(), change: Change::Added(to.clone()) });
    }
}

fn in_words(name: &str, first: &Claims, second: &Claims, from: &Value, to: &Value) -> Option<String> {
    let written = |value: &Value| value.as_str().and_then(Instant::parse_rfc3339);
    let moments = match (first.time(name), second.time(name)) {
        (Some(one), Some(two)) if claims::TIMES.contains(&name) => Some((one.instant, two.instant)),
        // PASETO and SAML write times out.
        _ => written(from).zip(written(to)),
    };
    if let Some((one, two)) = moments {
        let span = two - one;
        let direction = if span.0 < 0 { "earlier" } else { "later" };
        return Some(format!("{} {direction}", span.words()));
    }
    let (before, after) = (list(name, from)?, list(name, to)?);
    let gone: Vec<&str> = before.iter().copied().filter(|item| !after.contains(item)).collect();
    let new: Vec<&str> = after.iter().copied().filter(|item| !before.contains(item)).collect();
    let say = |items: &[&str], what| (!items.is_empty()).then(|| format!("{} {what}", items.join(", ")));
    let words: Vec<String> = say(&gone, if gone.len() == 1 { "is gone" } else { "are gone" })
        .into_iter()
        .chain(say(&new, if new.len() == 1 { "is new" } else { "are new" }))
        .collect();
    Some(if words.is_empty() { "the same in another order or form".to_owned() } else { words.join("; ") })
}

/// The items of a list claim: an array of strings, or scopes in one string.
fn list<'v>(name: &str, value: &'v Value) -> Option<Vec<&'v str>> {
    match value {
        Value::Array(items) => items.iter().map(Value::as_str).collect(),
        Value::String(text) if name == "caveat" || name.starts_with("attribute ") => Some(vec![text]),
        Value::String(text) if matches!(name, "scope" | "scp" | "scopes") => Some(text.split_whitespace().collect()),
        Value::String(text) if name == "aud" => Some(vec![text]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn token(claims: Value) -> Token {
        let Value::Object(map) = claims else { panic!() };
        let header = Map::from_iter([("alg".to_owned(), json!("HS256"))]);
        Token::Jws(crate::token::Jws { header, claims: Some(Claims(map)), ..Default::default() })
    }

    #[test]
    fn tells_times_and_lists_in_words() {
        let one = token(json!({"sub": "a", "exp": 1_700_000_000, "scope": "read list", "aud": "x", "jti": 1}));
        let two = token(json!({"sub": "a", "exp": 1_700_003_600, "scope": "list write", "aud": ["x"], "nonce": "n"}));
        let all = compare(&one, &two);
        let words = |name: &str| match all.iter().find(|d| d.name == name).map(|d| &d.change) {
            Some(Change::Changed { words, .. }) => words.clone().unwrap(),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(words("exp"), "60 min later");
        assert_eq!(words("scope"), "read is gone; write is new");
        assert_eq!(words("aud"), "the same in another order or form");
        let change = |name: &str| all.iter().find(|d| d.name == name).unwrap().change.clone();
        assert_eq!(change("alg"), Change::Same(json!("HS256")));
        assert_eq!(change("jti"), Change::Removed(json!(1)));
        assert_eq!(change("nonce"), Change::Added(json!("n")));
    }

    #[test]
    fn other_formats_are_compared_field_by_field() {
        let reading = |caveats: &[&str], until: &str| {
            let mut reading = crate::token::Reading::new("macaroon", "Macaroon").with("not on or after", until);
            for caveat in caveats {
                reading = reading.with("caveat", *caveat);
            }
            Token::Other(reading.with_secret("signature", until))
        };
        let one = reading(&["a", "b"], "2026-01-01T00:00:00Z");
        let two = reading(&["b"], "2026-01-01T01:00:00Z");
        let all = compare(&one, &two);
        let words = |name: &str| match all.iter().find(|d| d.name == name).map(|d| &d.change) {
            Some(Change::Changed { words, .. }) => words.clone().unwrap(),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!((words("caveat").as_str(), words("not on or after").as_str()), ("a is gone", "60 min later"));
        assert!(all.iter().all(|d| d.name != "signature"), "a secret is never compared");
        let opaque = Token::Opaque { length: 9, vendor: None };
        assert_eq!(obstacle(&one, &two), None);
        assert!(obstacle(&one, &opaque).unwrap().starts_with("One of them is opaque"));
        assert!(obstacle(&opaque, &opaque).unwrap().starts_with("Both are opaque"));
    }
}
