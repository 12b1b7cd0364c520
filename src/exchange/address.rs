//! A URL as recorded, with its parts where it can be read.

use url::{Position, Url};

use crate::http::idn;

/// The address of a request. The recorded text is kept even where it is no valid URL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Address {
    text: String,
    url: Option<Url>,
}

impl Address {
    /// Reads `text` by the URL standard; parts of what is not a URL are empty.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let url = idn::parse(&text);
        Address { text, url }
    }

    /// As recorded.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The parsed URL.
    pub fn url(&self) -> Option<&Url> {
        self.url.as_ref()
    }

    /// `https`, `http`, `wss` … in lower case.
    pub fn scheme(&self) -> &str {
        self.url.as_ref().map_or("", Url::scheme)
    }

    /// The host in lower case without port, `[::1]` in brackets.
    pub fn host(&self) -> &str {
        self.url.as_ref().and_then(Url::host_str).unwrap_or("")
    }

    /// The host, and behind a colon the port where it is not the scheme's own: `localhost:8080`.
    pub fn host_and_port(&self) -> &str {
        self.url.as_ref().map_or("", |url| &url[Position::BeforeHost..Position::AfterPort])
    }

    /// `https://api.example.com:8443`: scheme, host and port (RFC 6454). WebSocket schemes are
    /// written as their HTTP ones, as the `Origin` of the same server would be.
    pub fn origin(&self) -> String {
        let Some(url) = &self.url else { return String::new() };
        let scheme = match url.scheme() {
            "wss" => "https",
            "ws" => "http",
            other => other,
        };
        let Some(host) = url.host_str() else { return "null".into() };
        // Every request is asked for it, and to write is quicker than to format.
        let mut origin = [scheme, "://", host].concat();
        if let Some(port) = url.port() {
            origin.push(':');
            origin.push_str(&port.to_string());
        }
        origin
    }

    /// The path as sent, with its percent-encoding.
    pub fn path(&self) -> &str {
        self.url.as_ref().map_or("", Url::path)
    }

    /// The path's parts between the slashes, with their percent-encoding, empty ones included.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.path().split('/').skip(1)
    }

    /// The query's names and values, decoded.
    pub fn query(&self) -> Vec<(String, String)> {
        self.url.as_ref().map(|u| u.query_pairs().into_owned().collect()).unwrap_or_default()
    }

    /// The decoded value of the first query parameter of that name (case matters).
    pub fn query_value(&self, name: &str) -> Option<String> {
        let url = self.url.as_ref()?;
        // Without an escape a name stands there as it is.
        let query = url.query().filter(|query| query.contains('%') || query.contains(name))?;
        url::form_urlencoded::parse(query.as_bytes()).find(|(n, _)| n == name).map(|(_, v)| v.into_owned())
    }

    /// Whether the query has one of these parameters, without regard to the case of their names.
    pub fn has_param(&self, names: &[&str]) -> bool {
        let pairs = self.url.as_ref().map(Url::query_pairs);
        pairs.into_iter().flatten().any(|(name, _)| names.iter().any(|n| name.eq_ignore_ascii_case(n)))
    }

    /// The file ending of the last path part in lower case, `js`; none for `/users/1.5/x`.
    pub fn extension(&self) -> Option<String> {
        let last = self.path().rsplit('/').next()?;
        let (stem, ending) = last.rsplit_once('.')?;
        let plain = !ending.is_empty() && ending.len() <= 11 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        (plain && !stem.is_empty()).then(|| ending.to_ascii_lowercase())
    }

    /// Whether the URL carries a user name or password (RFC 3986 §3.2.1); both are secret.
    pub fn has_userinfo(&self) -> bool {
        self.url.as_ref().is_some_and(|u| !u.username().is_empty() || u.password().is_some())
    }

    /// Resolves `reference` against this address.
    pub fn join(&self, reference: &str) -> Option<Address> {
        idn::join(self.url.as_ref()?, reference).map(|url| Address { text: url.to_string(), url: Some(url) })
    }
}
