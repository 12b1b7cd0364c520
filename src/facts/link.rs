//! Links that carry an end time and a seal of the site's own making.

use super::Facts;
use crate::http::signed_url::Kind;
use crate::instant::Instant;

/// Names under which sites put the seal of a link. Lower case.
const SEALS: &[&str] = &[
    "signature", "sig", "sign", "hmac", "md5", "hash", "seal", "digest", "mac", "s", "st", "token", "hdnts", "hdnea",
    "__token__", "verify",
];
/// Names under which they put its end. Lower case.
const ENDS: &[&str] = &[
    "expires", "expire", "expiry", "exp", "e", "expires_at", "expiresat", "valid_until", "validuntil", "until",
    "ttl_at", "se",
];

/// A link with a seal, as far as it can be read without knowing the site.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Until when it works; `None` when it does not say.
    pub expires: Option<Instant>,
    /// Whether its form is one that is known: nginx `secure_link` or CloudFront.
    pub known: bool,
}

impl Facts<'_> {
    /// The request's URL as a signed link of the site's own making. Links of storage services are
    /// none: [`Facts::signed_url`] reads them.
    pub fn link(self) -> Option<Link> {
        if let Some(signed) = self.signed_url() {
            let ours = matches!(signed.kind, Kind::NginxSecureLink | Kind::CloudFrontCanned | Kind::CloudFrontCustom);
            return ours.then_some(Link { expires: signed.expires, known: true });
        }
        let url = self.url().url()?;
        let mut expires = None;
        let mut sealed = false;
        for (name, value) in url.query_pairs() {
            let name = name.to_ascii_lowercase();
            if ENDS.contains(&name.as_str()) {
                expires = expires.or_else(|| time(&value));
            } else if SEALS.contains(&name.as_str()) {
                sealed |= is_seal(&value);
                // Akamai writes it inside: `exp=…~acl=/*~hmac=…`.
                expires = expires.or_else(|| value.split('~').find_map(|part| time(part.strip_prefix("exp=")?)));
            }
        }
        sealed.then_some(Link { expires, known: false })
    }
}

/// A seal looks random: at least 16 characters of hex or base64, in parts as `itsdangerous` and Django write
/// them, and no JWT.
fn is_seal(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_+/=%~ .:*!".contains(&b);
    let jwt = text.starts_with("eyJ") && text.contains(".eyJ");
    (16..=600).contains(&text.len()) && text.bytes().all(plain) && text.bytes().any(|b| b.is_ascii_digit()) && !jwt
}

/// Seconds or milliseconds since 1970, or RFC 3339.
fn time(text: &str) -> Option<Instant> {
    match (text.len(), text.parse::<i64>()) {
        (10, Ok(seconds)) => Some(Instant::from_millis(seconds.saturating_mul(1000))),
        (13, Ok(millis)) => Some(Instant::from_millis(millis)),
        _ => Instant::parse_rfc3339(text),
    }
}
