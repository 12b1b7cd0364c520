//! `Authentication-Info` and `Proxy-Authentication-Info`: parameters about an authentication that
//! succeeded, without an auth-scheme (RFC 9110 §11.6.3).

use super::challenge::AuthParam;
use super::items::{self, Mode};
use crate::fault::Fault;

/// Reads a field value as a list of auth-params. Offsets are bytes of `value`.
///
/// ```
/// use latchkey::http::auth_info;
///
/// let (params, faults) = auth_info::parse("nextnonce=\"a1\", rspauth=0f");
/// assert_eq!((params[1].value.as_str(), faults.len()), ("0f", 0));
/// ```
pub fn parse(value: &str) -> (Vec<AuthParam>, Vec<Fault>) {
    let (list, faults) = items::read(value, Mode::Params);
    let params = list.into_iter().next().map(|one| one.params.list().to_vec()).unwrap_or_default();
    (params, faults)
}

/// What a parameter means, in words, for Digest (RFC 7616 §3.5) and its kin. `None` for an unknown one.
pub fn meaning(name: &str) -> Option<&'static str> {
    const MEANINGS: &[(&str, &str)] = &[
        ("nextnonce", "the nonce to use for the next request"),
        ("qop", "what the server's hash covers: auth the request, auth-int the body of the response too"),
        ("rspauth", "a hash by which the server proves that it knows the password too"),
        ("cnonce", "the client's nonce, returned"),
        ("nc", "the number of the request that this answers"),
        ("sid", "the session of the login (SCRAM, Mutual)"),
        ("data", "the last message of the SCRAM handshake"),
        ("vks", "the server's proof of the password (Mutual)"),
    ];
    MEANINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, meaning)| *meaning)
}
