//! JWS in compact form, and so JWT (RFC 7515, RFC 7519).

use serde_json::{Map, Value};

use super::Claims;

/// A JWS: header, payload, signature.
#[derive(Clone, Debug, PartialEq)]
pub struct Jws {
    /// The JOSE header (RFC 7515 §4); empty when it could not be read.
    pub header: Map<String, Value>,
    /// The claims set, when the payload is a JSON object (RFC 7519 §3).
    pub claims: Option<Claims>,
    /// Length of the decoded signature in bytes; 0 for an unsecured JWS.
    pub signature_bytes: usize,
}

impl Jws {
    /// `alg` of the header.
    pub fn alg(&self) -> Option<&str> {
        self.header.get("alg").and_then(Value::as_str)
    }
}
