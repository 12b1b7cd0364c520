//! What becomes of a cookie, and why, in words.

use crate::http::cookie::RejectedBecause;
use crate::instant::Instant;

/// What becomes of one cookie when a URL is requested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The browser sends it.
    Sent,
    /// The browser holds it back.
    NotSent(Reason),
    /// The exchange does not tell enough.
    Unknown(Doubt),
}

/// Why a cookie stayed behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The browser never kept it.
    Rejected(RejectedBecause),
    /// It was set without `Domain`, by another host.
    HostOnly {
        /// The host that set it.
        host: String,
    },
    /// Its `Domain` does not cover the host.
    Domain {
        /// The cookie's domain.
        domain: String,
    },
    /// Its path does not cover the URL.
    Path {
        /// The cookie's path.
        path: String,
    },
    /// It is `Secure` and the connection is not.
    Secure,
    /// Its time is over.
    Expired {
        /// When it ended.
        at: Instant,
    },
    /// A server deleted it with a date in the past.
    Deleted,
    /// The request was made with `credentials: "omit"`.
    CredentialsOmitted,
    /// The request goes to another origin, and its credentials mode is `same-origin`.
    CredentialsSameOrigin,
    /// `SameSite=Strict`, and the request comes from another site.
    SameSiteStrict,
    /// `SameSite=Lax`, and the request comes from another site without a safe navigation.
    SameSiteLax,
    /// No `SameSite`, which counts as Lax.
    SameSiteDefault,
    /// This browser sends no cookies to third parties.
    ThirdParty,
}

/// What the exchange does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Which page caused the request.
    SiteRelation,
    /// Whether the request loads a whole page.
    Navigation,
    /// Whether this browser sends cookies to third parties.
    ThirdParty,
    /// Whether this browser takes a missing `SameSite` as Lax.
    LaxByDefault,
    /// Under which top-level site the partitioned cookie was set.
    Partition,
}

impl Outcome {
    /// Whether the browser sends it; `None` when the exchange does not tell.
    pub fn sent(&self) -> Option<bool> {
        match self {
            Outcome::Sent => Some(true),
            Outcome::NotSent(_) => Some(false),
            Outcome::Unknown(_) => None,
        }
    }

    /// The outcome as one sentence without a full stop.
    pub fn words(&self) -> String {
        match self {
            Outcome::Sent => "sent".into(),
            Outcome::NotSent(reason) => reason.words(),
            Outcome::Unknown(doubt) => doubt.words().into(),
        }
    }

    pub(super) fn rank(&self) -> u8 {
        match self {
            Outcome::Sent => 0,
            Outcome::Unknown(_) => 1,
            Outcome::NotSent(_) => 2,
        }
    }
}

impl Reason {
    /// The reason as one sentence without a full stop.
    pub fn words(&self) -> String {
        match self {
            Reason::Rejected(why) => format!("the browser refused it when it was set: {}", why.words()),
            Reason::HostOnly { host } => format!("it belongs to {host} alone, because it was set without Domain"),
            Reason::Domain { domain } => format!("it belongs to {domain} and the hosts below it"),
            Reason::Path { path } => format!("it is for the path {path} and what lies below it"),
            Reason::Secure => "it is Secure, and this connection is plain HTTP".into(),
            Reason::Expired { at } => format!("it expired at {}", at.iso()),
            Reason::Deleted => "a response deleted it with a date in the past".into(),
            Reason::CredentialsOmitted => "the request was made with credentials: \"omit\"".into(),
            Reason::CredentialsSameOrigin => {
                "the request goes to another origin without credentials: \"include\"".into()
            }
            Reason::SameSiteStrict => "it is SameSite=Strict, and the request comes from another site".into(),
            Reason::SameSiteLax => {
                "it is SameSite=Lax, and the request comes from another site and does not follow a link".into()
            }
            Reason::SameSiteDefault => {
                "it has no SameSite, which counts as Lax, and the request comes from another site".into()
            }
            Reason::ThirdParty => "this browser blocks third-party cookies".into(),
        }
    }
}

impl Doubt {
    /// The doubt as one sentence without a full stop.
    pub fn words(self) -> &'static str {
        match self {
            Doubt::SiteRelation => "it depends on which site caused the request, and the request does not tell",
            Doubt::Navigation => "it depends on whether the request loads a whole page, and the request does not tell",
            Doubt::ThirdParty => "it depends on whether this browser blocks third-party cookies",
            Doubt::LaxByDefault => "it has no SameSite; Chromium holds it back here, Firefox and Safari may send it",
            Doubt::Partition => "it is partitioned: the browser sends it only under the top-level site that set it",
        }
    }
}
