//! Every token of an exchange, with its place.

use std::fmt;
use std::ops::Range;

use super::{Exchange, Headers};
use crate::fault::Fault;
use crate::http::tokens;
use crate::sorted;
use crate::token::Token;
use crate::token::find::{self, Kind, Spot};

/// A token of an exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundToken {
    /// Where it stands.
    pub place: Place,
    /// The token as a server reads it, without the percent-encoding of its place. Secret.
    pub text: String,
    /// What it is.
    pub token: Token,
    /// What is wrong with it; offsets are bytes of `text`.
    pub faults: Vec<Fault>,
}

/// Where a token stands in an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The part of the message.
    pub part: Part,
    /// In what kind of thing within that part.
    pub kind: Kind,
    /// The name of the parameter, cookie or field there; the path of a JSON member; else empty.
    pub name: String,
    /// The bytes of it in that part, as they stand there.
    pub at: Range<usize>,
}

/// A part of a request or response.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The request's URL.
    Url,
    /// A request header: its name as recorded, and which of the lines of that name, from 0.
    RequestHeader(String, usize),
    /// The request's body.
    RequestBody,
    /// A response header: its name as recorded, and which of the lines of that name, from 0.
    ResponseHeader(String, usize),
    /// The response's body.
    ResponseBody,
}

/// More tokens than these in one exchange say nothing new.
pub const MOST: usize = 64;

/// Finds and reads the tokens of an exchange: those of the request first, `Authorization` before
/// all; the same token in the same part once. At most [`MOST`].
///
/// ```
/// use latchkey::exchange::{Address, Exchange, tokens};
///
/// let mut exchange = Exchange::default();
/// exchange.request.url = Address::new("https://api.test/?access_token=secret-and-opaque");
/// assert_eq!(tokens::of(&exchange)[0].place.to_string(), "query parameter access_token");
/// ```
pub fn of(exchange: &Exchange) -> Vec<FoundToken> {
    let mut spots = Vec::new();
    let (request, response) = (&exchange.request, &exchange.response);
    headers(&request.headers, Part::RequestHeader, &mut spots);
    // The other headers keep their order.
    sorted::by_key(
        &mut spots,
        |(part, _)| !matches!(part, Part::RequestHeader(name, _) if name.eq_ignore_ascii_case("authorization")),
    );
    let mut add = |part: Part, found: Vec<Spot>| spots.extend(found.into_iter().map(|spot| (part.clone(), spot)));
    add(Part::Url, find::in_url(request.url.as_str()));
    if let Some(body) = &request.body {
        add(Part::RequestBody, find::in_body(&body.text));
    }
    headers(&response.headers, Part::ResponseHeader, &mut spots);
    if let Some(body) = &response.body {
        spots.extend(find::in_body(&body.text).into_iter().map(|spot| (Part::ResponseBody, spot)));
    }
    let mut found: Vec<FoundToken> = Vec::new();
    for (part, spot) in spots {
        if found.len() == MOST {
            break;
        }
        if found.iter().any(|other| other.place.part == part && other.text == spot.text) {
            continue;
        }
        let hit = spot.read();
        if hit.is_known() {
            let Spot { kind, name, at, text } = hit.spot;
            let place = Place { part, kind, name, at };
            found.push(FoundToken { place, text, token: hit.token, faults: hit.faults });
        }
    }
    found
}

fn headers(headers: &Headers, part: fn(String, usize) -> Part, out: &mut Vec<(Part, Spot)>) {
    for (index, header) in headers.iter().enumerate() {
        let spots = tokens::in_header(&header.name, &header.value);
        if spots.is_empty() {
            continue;
        }
        let before = headers.iter().take(index).filter(|h| h.name.eq_ignore_ascii_case(&header.name)).count();
        out.extend(spots.into_iter().map(|spot| (part(header.name.clone(), before), spot)));
    }
}

impl Place {
    /// Whether the request carries it.
    pub fn is_in_request(&self) -> bool {
        !matches!(self.part, Part::ResponseHeader(..) | Part::ResponseBody)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let name = self.name.as_str();
        let within = match self.kind {
            _ if name.is_empty() => "",
            Kind::Param => "parameter",
            Kind::Query => "query parameter",
            Kind::Fragment => "fragment parameter",
            Kind::Field => "field",
            Kind::Member => "member",
            Kind::Protocol => "protocol",
            Kind::Cookie => "cookie",
            Kind::Value | Kind::Text => "",
        };
        match &self.part {
            Part::Url if within.is_empty() => return f.write_str("URL"),
            Part::Url => return write!(f, "{within} {name}"),
            Part::RequestHeader(header, _) => write!(f, "request header {header}")?,
            Part::RequestBody => f.write_str("request body")?,
            Part::ResponseHeader(header, _) => write!(f, "response header {header}")?,
            Part::ResponseBody => f.write_str("response body")?,
        }
        if within.is_empty() { Ok(()) } else { write!(f, ", {within} {name}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Address, Body, Header};

    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn header(name: &str, value: &str) -> Headers {
        [Header { name: name.into(), value: value.replace("JWT", JWT) }].into_iter().collect()
    }

    fn check(exchange: &Exchange, expect: &[&str]) {
        let found = of(exchange);
        let places: Vec<_> = found.iter().map(|one| one.place.to_string()).collect();
        assert_eq!(places, expect);
        for one in found {
            assert!(one.token.jws().is_some() && one.text == JWT && one.faults.is_empty(), "{one:?}");
        }
    }

    #[test]
    fn tokens_are_found_in_each_place() {
        for (name, value, place) in [
            ("Authorization", "Bearer JWT", "request header Authorization"),
            ("DPoP", "JWT", "request header DPoP"),
            ("X-Amz-Security-Token", "JWT", "request header X-Amz-Security-Token"),
            ("Cookie", "a=b; session=JWT", "request header Cookie, cookie session"),
            (
                "Sec-WebSocket-Protocol",
                "access_token, JWT",
                "request header Sec-WebSocket-Protocol, protocol access_token",
            ),
        ] {
            let mut exchange = Exchange::default();
            exchange.request.headers = header(name, value);
            check(&exchange, &[place]);
        }
        for (name, value, place) in [
            ("Location", "/cb?code=1&id_token=JWT", "response header Location, query parameter id_token"),
            ("Location", "/cb#access_token=JWT", "response header Location, fragment parameter access_token"),
            ("Set-Cookie", "jwt=JWT; Secure", "response header Set-Cookie, cookie jwt"),
            ("X-New-Token", "JWT", "response header X-New-Token"),
        ] {
            let mut exchange = Exchange::default();
            exchange.response.headers = header(name, value);
            check(&exchange, &[place]);
        }
        for (url, place) in [
            ("https://a.test/x?access_token=JWT", "query parameter access_token"),
            ("https://a.test/x#id_token=JWT&a=b", "fragment parameter id_token"),
            ("https://a.test/reset/JWT/now", "URL"),
        ] {
            let mut exchange = Exchange::default();
            exchange.request.url = Address::new(url.replace("JWT", JWT));
            check(&exchange, &[place]);
        }
        for (body, place) in [
            ("grant_type=g&assertion=JWT", "field assertion"),
            ("{\"data\":{\"access_token\":\"JWT\"}}", "member data.access_token"),
            ("--b\r\nContent-Disposition: form-data; name=\"jwt\"\r\n\r\nJWT\r\n--b--", "field jwt"),
        ] {
            let body = Body::new(body.replace("JWT", JWT));
            let mut exchange = Exchange::default();
            exchange.request.body = Some(body.clone());
            check(&exchange, &[&format!("request body, {place}")]);
            let mut exchange = Exchange::default();
            exchange.response.body = Some(body);
            check(&exchange, &[&format!("response body, {place}")]);
        }
    }

    #[test]
    fn authorization_comes_first_and_a_repeat_once() {
        let mut exchange = Exchange::default();
        let line = |name: &str, value: &str| Header { name: name.into(), value: value.replace("JWT", JWT) };
        exchange.request.headers =
            [line("Cookie", "a=JWT; b=JWT"), line("authorization", "Bearer JWT")].into_iter().collect();
        check(&exchange, &["request header authorization", "request header Cookie, cookie a"]);
    }

    #[test]
    fn at_most_so_many() {
        let mut exchange = Exchange::default();
        let body: String = (0..1000).map(|i| format!("{JWT}{i} ")).collect();
        exchange.response.body = Some(Body::new(body));
        assert_eq!(of(&exchange).len(), MOST);
    }
}
