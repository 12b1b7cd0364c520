//! One file per auth-scheme: its parameters, their meaning in words, and its checks.
//!
//! To add one, write `<name>.rs` with its `SCHEMES` and put its name into the list below. The list
//! is the table of contents; a file that is not in it fails `tests/house.rs`.

mod explain;
mod scheme;
#[cfg(test)]
mod tests;

pub use explain::{Explained, ParamExplained, explain, explain_credentials};
pub use scheme::Iana;
pub(super) use scheme::Takes;
use scheme::{Param, Scheme, Value, View};

// What Bearer carries beyond RFC 6750, one file per specification.
mod entra;
mod protected_resource;
mod registry;
mod step_up;

macro_rules! schemes {
    ($($name:ident)*) => {
        $(mod $name;)*
        const ALL: &[&[Scheme]] = &[$($name::SCHEMES),*];
    };
}

schemes! {
    // in the IANA registry (RFC 9110 §16.4.1)
    basic bearer concealed digest dpop gnap hoba mutual negotiate oauth1 private_token scram vapid
    // in use without it
    api_key aws2 aws4 azure_api_management hawk jwt shared_key signature token vendors
}

/// The scheme of that name, without regard to case.
fn find(name: &str) -> Option<&'static Scheme> {
    ALL.iter().flat_map(|file| file.iter()).find(|scheme| scheme.names.iter().any(|n| n.eq_ignore_ascii_case(name)))
}

pub mod ntlm;
pub mod spnego;

/// Whether `name` is an auth-scheme that Latchkey knows, without regard to case.
pub fn is_known(name: &str) -> bool {
    find(name).is_some()
}

/// Whether challenges of `scheme` have a parameter `name`; `realm` has its place in all of them
/// (RFC 9110 §11.5).
pub(super) fn asks_with(scheme: &str, name: &str) -> bool {
    let known = |scheme: &Scheme| scheme.challenge.iter().any(|param| param.name.eq_ignore_ascii_case(name));
    name.eq_ignore_ascii_case("realm") || !name.is_empty() && find(scheme).is_some_and(known)
}

/// Every scheme that Latchkey knows by its usual name, and whether IANA's registry has it.
pub fn all() -> impl Iterator<Item = (&'static str, Iana)> {
    ALL.iter().flat_map(|file| file.iter()).flat_map(|s| s.names.iter().map(|name| (*name, s.iana)))
}

/// What the credentials of a scheme are.
pub(super) fn credentials_of(name: &str) -> Option<Takes> {
    find(name).map(|scheme| scheme.credentials_take)
}
