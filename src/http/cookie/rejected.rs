//! Why a browser refuses to keep a cookie (RFC 6265bis §5.6 and §5.7).

use super::{MAX_PAIR, Prefix, SameSite, SetCookie};

/// Why a browser refuses a `Set-Cookie` line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RejectedBecause {
    /// Neither a name nor a value.
    Empty,
    /// A control character somewhere in the line.
    ControlCharacter,
    /// Name and value together are longer than 4096 bytes.
    TooLarge {
        /// How long they are.
        bytes: usize,
    },
    /// `SameSite=None` without `Secure`.
    NoneWithoutSecure,
    /// `Partitioned` without `Secure`.
    PartitionedWithoutSecure,
    /// The name's prefix promises what the line does not keep.
    Prefix {
        /// The promise.
        prefix: Prefix,
        /// What is missing or too much, `it needs Secure`.
        lacks: &'static str,
    },
    /// A cookie without a name whose value imitates a prefix.
    PrefixInValue,
    /// `Domain` holds characters that are not ASCII.
    DomainNotAscii,
    /// `Domain` is a public suffix, under which strangers register names.
    PublicSuffix {
        /// The suffix, `co.uk`.
        domain: String,
    },
    /// `Domain` is neither the host nor one of its parents.
    ForeignDomain {
        /// What the line says.
        domain: String,
        /// The host that sent it.
        host: String,
    },
    /// `Secure` from a page that was not loaded over a secure connection.
    SecureFromInsecure,
    /// A plain-HTTP response may not replace a cookie that is `Secure`.
    WouldReplaceSecure,
    /// `SameSite=Strict` or `Lax` (or none given) in a response to a request from another site.
    CrossSite {
        /// What the line says; `None` where the browser's default applies.
        same_site: Option<SameSite>,
    },
    /// The URL has no host: `data:`, `file:`.
    NoHost,
}

impl RejectedBecause {
    /// What can be told from the line alone, in the order of the standard.
    pub(super) fn of_line(cookie: &SetCookie) -> Option<Self> {
        let bytes = cookie.name.len() + cookie.value.len();
        if cookie.control_at.is_some() {
            Some(Self::ControlCharacter)
        } else if bytes == 0 {
            Some(Self::Empty)
        } else if bytes > MAX_PAIR {
            Some(Self::TooLarge { bytes })
        } else if cookie.domain.as_ref().is_some_and(|d| !d.is_ascii()) {
            Some(Self::DomainNotAscii)
        } else if cookie.same_site == Some(SameSite::None) && !cookie.secure {
            Some(Self::NoneWithoutSecure)
        } else if cookie.partitioned && !cookie.secure {
            Some(Self::PartitionedWithoutSecure)
        } else if let Some((prefix, lacks)) = cookie.prefix().and_then(|p| Some((p, p.broken_by(cookie)?))) {
            Some(Self::Prefix { prefix, lacks })
        } else if cookie.name.is_empty() && Prefix::of(&cookie.value).is_some() {
            Some(Self::PrefixInValue)
        } else {
            None
        }
    }

    /// The reason as one sentence without a full stop.
    pub fn words(&self) -> String {
        match self {
            Self::Empty => "the cookie has neither a name nor a value".into(),
            Self::ControlCharacter => "the line holds a control character".into(),
            Self::TooLarge { bytes } => {
                format!("name and value have {bytes} bytes; browsers keep at most {MAX_PAIR}")
            }
            Self::NoneWithoutSecure => "SameSite=None needs Secure".into(),
            Self::PartitionedWithoutSecure => "Partitioned needs Secure".into(),
            Self::Prefix { prefix, lacks } => format!("the name starts with {}: {lacks}", prefix.text()),
            Self::PrefixInValue => "the cookie has no name and its value imitates a protected name".into(),
            Self::DomainNotAscii => "Domain holds characters that are not ASCII; write the host in Punycode".into(),
            Self::PublicSuffix { domain } => {
                format!("Domain={domain} is a public suffix: strangers share it, so no cookie may cover it")
            }
            Self::ForeignDomain { domain, host } => format!("Domain={domain} does not cover the host {host}"),
            Self::SecureFromInsecure => "Secure can only be set over HTTPS".into(),
            Self::WouldReplaceSecure => {
                "a Secure cookie of that name exists, and a response over plain HTTP may not replace it".into()
            }
            Self::CrossSite { same_site: Some(s) } => {
                format!("the request came from another site, and the cookie is SameSite={}", s.word())
            }
            Self::CrossSite { same_site: None } => {
                "the request came from another site, and a cookie without SameSite counts as Lax".into()
            }
            Self::NoHost => "the URL has no host".into(),
        }
    }
}
