//! Which requests go to the same place: `/users/123` and `/users/456` are one route.

use crate::exchange::Request;

/// A method, an origin and a path template: `GET https://api.example.com /users/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// The method; a preflight has the method of the request it asks for.
    pub method: String,
    /// Scheme, host and port.
    pub origin: String,
    /// The path with its variable parts as `{id}`; without query.
    pub template: String,
}

impl Route {
    /// The route of a request.
    pub fn of(request: &Request) -> Self {
        Route { method: request.method.clone(), origin: request.url.origin(), template: template(request.url.path()) }
    }
}

/// Replaces path parts that look like values by `{id}`: numbers, also behind the letters of a kind, UUIDs, long hex or mixed ids.
/// Versions (`v2`, `2024-01-01`) stay.
pub fn template(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (index, part) in path.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        out.push_str(if is_value(part) { "{id}" } else { part });
    }
    out
}

/// Whether a path part stands for one record rather than for a kind of thing.
pub fn is_value(part: &str) -> bool {
    let bytes = part.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    if bytes.is_empty() || !bytes.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')) {
        return false;
    }
    if digits == bytes.len() {
        return true;
    }
    let hex = bytes.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-');
    if is_date(bytes) {
        return false;
    }
    is_numbered(part)
        || (hex && bytes.len() >= 8 && digits >= 2)
        || (bytes.len() >= 16 && digits >= 3 && !bytes.contains(&b'-'))
        || (bytes.len() >= 20 && digits >= 4)
}

/// Whether a part is a number behind the letters of its kind: `R-77`, `INV-2024-001`, `cus_4711`. Small
/// letters before one figure are a name more often: `utf-8`, `step-2`.
fn is_numbered(part: &str) -> bool {
    let mut pieces = part.split(['-', '_']);
    let letters = pieces.next().unwrap_or_default();
    let numbers: Vec<&str> = pieces.collect();
    let figures = |n: &&str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    let kind = |upper: bool| {
        letters.bytes().all(|b| if upper { b.is_ascii_uppercase() } else { b.is_ascii_lowercase() })
            && (1..=if upper { 6 } else { 4 }).contains(&letters.len())
    };
    let long = numbers.iter().any(|n| n.len() > 2);
    !numbers.is_empty() && numbers.iter().all(figures) && (kind(true) || kind(false) && long && letters != "sha")
}

fn is_date(bytes: &[u8]) -> bool {
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| if i == 4 || i == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

/// The parts of a path template in lower case without `-`, `_` and file ending, values and empty ones left
/// out.
pub fn words(template: &str) -> Vec<String> {
    template
        .split('/')
        .skip(1)
        .filter(|s| !s.is_empty() && *s != "{id}" && !is_value(s))
        .map(|s| {
            let stem =
                s.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && end.len() <= 5).map_or(s, |(stem, _)| stem);
            stem.to_ascii_lowercase().replace(['-', '_'], "")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::template;

    #[test]
    fn values_become_id_and_versions_stay() {
        for (path, expected) in [
            ("/users/123/orders", "/users/{id}/orders"),
            ("/v2/users/0b8f2a54-5f3a-4c8e-9a51-0c7a8e6d1f2b", "/v2/users/{id}"),
            ("/api/2024-01-01/things", "/api/2024-01-01/things"),
            ("/o/507f1f77bcf86cd799439011/", "/o/{id}/"),
            ("/deadbeef/facade", "/deadbeef/facade"),
            ("/files/report-2024.pdf", "/files/report-2024.pdf"),
            ("/api/v1/authentication-methods", "/api/v1/authentication-methods"),
            ("/reservations/R-77", "/reservations/{id}"),
            ("/invoices/INV-2024-001/pdf", "/invoices/{id}/pdf"),
            ("/orders/ord_1234", "/orders/{id}"),
            ("/charsets/utf-8", "/charsets/utf-8"),
            ("/hashes/sha-256", "/hashes/sha-256"),
            ("/tour/step-2", "/tour/step-2"),
            ("/blog/covid-19", "/blog/covid-19"),
            ("/", "/"),
        ] {
            assert_eq!(template(path), expected);
        }
    }
}
