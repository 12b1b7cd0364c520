//! What an exchange tells about a request, as far as cookies care.

use url::Url;

use crate::http::cookie::site::Relation;
use crate::instant::Instant;

/// The circumstances of a request. `None` and [`Relation::Unknown`] mean that the exchange does
/// not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// When the request was sent.
    pub at: Instant,
    /// `GET`; as sent, methods have case.
    pub method: String,
    /// How the page that caused the request relates to the request's URL.
    pub relation: Relation,
    /// Whether the request loads a whole page: address bar, link, form, redirect of those.
    pub top_level_navigation: Option<bool>,
    /// Whether the page that caused the request is framed, at any depth, by a page of another site
    /// than the request's.
    pub framed_by_other_site: Option<bool>,
    /// Whether this browser sends cookies to third parties. Its user, its settings and heuristics
    /// decide that.
    pub third_party_cookies: Option<bool>,
    /// Whether this browser takes a missing `SameSite` as Lax: Chromium does, Firefox and Safari
    /// do not.
    pub lax_by_default: Option<bool>,
    /// The credentials mode of `fetch`; `None` when unknown.
    pub credentials: Option<CredentialsMode>,
}

/// The credentials mode of a request (Fetch §2.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialsMode {
    /// No cookies at all.
    Omit,
    /// Cookies to the page's own origin alone; `fetch` does this unless told otherwise.
    SameOrigin,
    /// Cookies wherever the other rules allow.
    Include,
}

impl Context {
    /// Reads what the request's headers tell: `Sec-Fetch-Site`, `-Mode`, `-Dest` (W3C Fetch
    /// Metadata §2), `Sec-Fetch-Storage-Access`, `Origin`, and the engine from `User-Agent`.
    pub fn of_request(method: &str, url: &Url, headers: &[(&str, &str)], at: Instant) -> Context {
        let get = |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim());
        let top_level_navigation = match (get("sec-fetch-mode"), get("sec-fetch-dest")) {
            (Some("navigate"), Some("document")) => Some(true),
            (Some("navigate"), None) | (None, None) => None,
            _ => Some(false),
        };
        Context {
            at,
            method: method.to_owned(),
            relation: Relation::of_request(url, headers),
            top_level_navigation,
            framed_by_other_site: None,
            third_party_cookies: match get("sec-fetch-storage-access") {
                Some("active") => Some(true),
                Some("none" | "inactive") => Some(false),
                _ => None,
            },
            lax_by_default: get("user-agent").and_then(|agent| {
                if agent.contains("Chrome/") {
                    Some(true)
                } else if agent.contains("Firefox/") {
                    // A preference turns Lax on there; the shipped default is off.
                    Some(false)
                } else {
                    None
                }
            }),
            credentials: None,
        }
    }

    /// Whether the request is cross-site for cookies (RFC 6265bis §5.2). A page of the same site
    /// inside a frame of another site counts as cross-site, and only `framed_by_other_site` tells.
    pub(super) fn crosses_sites(&self) -> Option<bool> {
        match self.relation {
            Relation::CrossSite => Some(true),
            Relation::Unknown => None,
            Relation::UserInitiated => Some(false),
            Relation::SameOrigin | Relation::SameSite => match (self.framed_by_other_site, self.top_level_navigation) {
                // Frames matter little in practice: without a sign of one, take the page as top level.
                (Some(true), Some(false) | None) => Some(true),
                _ => Some(false),
            },
        }
    }
}
