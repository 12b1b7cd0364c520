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
