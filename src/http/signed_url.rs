//! URLs that carry their own permission: who signed them, from when until when they work, and what
//! each parameter means.
//!
//! Known: AWS Signature Version 4 and 2, CloudFront (URLs and cookies), Google Cloud Storage V4 and
//! V2, Azure shared access signatures, nginx `secure_link`, Alibaba Cloud OSS V1 and V4. The
//! signature is not checked: the key is the server's. Whoever has the URL has the permission, so
//! signatures and session tokens are secret.

mod cloudfront;
mod kind;
mod query;
mod tables;
mod time;

use std::ops::Range;

pub use cloudfront::read_cookies;
pub use kind::Kind;

use crate::fault::Fault;
use crate::instant::{Instant, Span};

/// A signed URL, read as far as it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedUrl {
    /// Who signed it, and how.
    pub kind: Kind,
    /// The parameters of the signature in the order of the URL; others are left out.
    pub params: Vec<Param>,
    /// From when it works; `None` when it does not say.
    pub starts: Option<Instant>,
    /// Until when it works; `None` when it does not say or cannot be read.
    pub expires: Option<Instant>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// As written.
    pub name: String,
    /// Percent-decoded; `+` is kept.
    pub value: String,
    /// The bytes of the name in the URL.
    pub name_at: Range<usize>,
    /// The bytes of the value in the URL, encoded.
    pub value_at: Range<usize>,
    /// What it means, in one line.
    pub words: &'static str,
    /// What its value means, where that can be told.
    pub detail: Option<String>,
    /// Whether the value must be masked.
    pub secret: bool,
}

/// Whether a signed URL works at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// Its time has not come. AWS forgives a quarter of an hour (`RequestTimeTooSkewed`).
    NotYet {
        /// How long until then.
        wait: Span,
    },
    /// Within its time. The signature may still be wrong.
    InTime,
    /// Its time is over.
    Expired {
        /// For how long.
        since: Span,
    },
    /// It does not say when it ends.
    Unknown,
}

impl SignedUrl {
    /// A parameter by name, without regard to case.
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|p| p.name.eq_ignore_ascii_case(name))
    }

    /// Whether it works at `now`, which should be the server's clock.
    pub fn at(&self, now: Instant) -> Validity {
        match (self.starts, self.expires) {
            (Some(starts), _) if now < starts => Validity::NotYet { wait: starts - now },
            (_, Some(expires)) if now >= expires => Validity::Expired { since: now - expires },
            (_, Some(_)) => Validity::InTime,
            (_, None) => Validity::Unknown,
        }
    }
}

/// Reads a URL or its query. `None` when it carries no signature of a known kind. Offsets are bytes
/// of `url`.
///
/// ```
/// use latchkey::http::signed_url::{Kind, read};
/// let (signed, _) = read("https://s.test/a?AWSAccessKeyId=AK&Signature=x%3D&Expires=1900000000");
/// let signed = signed.unwrap();
/// assert_eq!(signed.kind, Kind::AwsV2);
/// assert_eq!(signed.expires.unwrap().iso(), "2030-03-17T17:46:40Z");
/// assert!(signed.param("Signature").unwrap().secret);
/// ```
pub fn read(url: &str) -> (Option<SignedUrl>, Vec<Fault>) {
    let (pairs, mut faults) = query::split(url);
    let Some(kind) = Kind::of(&pairs) else { return (None, Vec::new()) };
    let mut signed = SignedUrl { kind, params: tables::explain(kind, &pairs), starts: None, expires: None };
    let missing = kind.required().iter().filter(|name| signed.param(name).is_none());
    faults.extend(missing.map(|name| Fault::new(url.len(), format!("{name} is missing"))));
    query::doubts(&signed, &mut faults);
    time::read(&mut signed, &mut faults);
    faults.truncate(64);
    (Some(signed), faults)
}

#[cfg(test)]
mod tests;
