//! A model of the browser's cookie store: which cookies it should have sent, and why each other
//! one stayed behind (RFC 6265bis §5.7 and §5.8.3).
//!
//! The model knows only what the exchanges showed. What they do not tell (whether third-party
//! cookies are blocked, whether the page was framed) gives [`Outcome::Unknown`], never a guess.
//! It departs from the standard in two places: an expired or refused cookie stays, so that it can
//! be named, and the store has no limit on how many cookies a host may have.

mod context;
mod outcome;

pub use context::{Context, CredentialsMode};
pub use outcome::{Doubt, Outcome, Reason};
use url::Url;

use super::rejected::RejectedBecause;
use super::site::{self, Relation};
use super::{SameSite, SetCookie};
use crate::instant::{Instant, Span};
use crate::sorted;

/// How long Chromium lets a cookie without `SameSite` go along with a cross-site POST.
const LAX_ALLOWS_UNSAFE: Span = Span::seconds(120);
/// How many refused cookies are remembered.
const MAX_REFUSED: usize = 1000;

/// The cookies that the exchanges set, kept or refused.
#[derive(Clone, Debug, Default)]
pub struct Jar {
    kept: Vec<Cookie>,
    refused: Vec<(Cookie, RejectedBecause)>,
    next: u64,
}

/// A cookie as the browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookie {
    /// Empty for a cookie without a name.
    pub name: String,
    /// Secret.
    pub value: String,
    /// The host that set it, or its `Domain`; lower case.
    pub domain: String,
    /// Whether only that very host gets it (no `Domain` was given).
    pub host_only: bool,
    /// `Path`, or the directory of the URL that set it.
    pub path: String,
    /// Only over a secure connection.
    pub secure: bool,
    /// Out of reach of scripts.
    pub http_only: bool,
    /// `None` where the browser's default applies.
    pub same_site: Option<SameSite>,
    /// Kept apart for each top-level site.
    pub partitioned: bool,
    /// When it was first set; a later line of the same name, domain and path keeps this.
    pub created: Instant,
    /// When it was last set.
    pub updated: Instant,
    /// `None` for a session cookie.
    pub expires: Option<Instant>,
    order: u64,
}

impl Jar {
    /// Keeps a cookie that arrived at `at` in the response to `url`, as a browser does. A cookie
    /// that is already expired replaces its namesake, which is how servers delete. How the request
    /// relates to its page is unknown here; [`Jar::store_in`] takes that too.
    pub fn store(&mut self, set: &SetCookie, url: &Url, at: Instant) -> Result<(), RejectedBecause> {
        self.store_in(set, url, &Context { at, ..Context::default() })
    }

    /// Keeps a cookie that arrived in the response to a request with this context. A refused
    /// cookie is remembered, so that [`Jar::would_send`] can say why it was not sent.
    pub fn store_in(&mut self, set: &SetCookie, url: &Url, context: &Context) -> Result<(), RejectedBecause> {
        let verdict = self.verdict(set, url, context);
        self.next += 1;
        let mut cookie = build(set, url, context.at, self.next);
        if matches!(verdict, Err(RejectedBecause::ForeignDomain { .. } | RejectedBecause::DomainNotAscii)) {
            // A domain that the browser refused must not hide the cookie from its own host.
            (cookie.domain, cookie.host_only) = (url.host_str().unwrap_or_default().to_owned(), true);
        }
        self.refused.retain(|(old, _)| !old.replaced_by(&cookie));
        match verdict {
            Err(why) => {
                if self.refused.len() == MAX_REFUSED {
                    self.refused.remove(0);
                }
                self.refused.push((cookie, why.clone()));
                Err(why)
            }
            Ok(()) => {
                match self.kept.iter_mut().find(|old| old.replaced_by(&cookie)) {
                    // An expired cookie is gone for the browser: its successor starts anew.
                    Some(old) if !old.expired(context.at) => {
                        *old = Cookie { created: old.created, order: old.order, ..cookie };
                    }
                    Some(old) => *old = cookie,
                    None => self.kept.push(cookie),
                }
                Ok(())
            }
        }
    }

    /// What becomes of every cookie when `url` is requested: sent or not, and why. Sent ones come
    /// first, in the order of the `Cookie` header; cookies of other hosts are listed too.
    pub fn would_send(&self, url: &Url, context: &Context) -> Vec<(Cookie, Outcome)> {
        let mut all: Vec<_> = self.kept.iter().map(|c| (c.clone(), c.outcome(url, context))).collect();
        for (cookie, why) in &self.refused {
            // What the line itself breaks comes before where it would have counted.
            let own = matches!(why, RejectedBecause::Prefix { .. });
            let reason = cookie.scope(url).filter(|_| !own).unwrap_or_else(|| Reason::Rejected(why.clone()));
            all.push((cookie.clone(), Outcome::NotSent(reason)));
        }
        // Longer paths first, then the older cookie (RFC 6265bis §5.8.3 step 2).
        sorted::by_key(&mut all, |(c, outcome)| (outcome.rank(), std::cmp::Reverse(c.path.len()), c.created, c.order));
        all
    }

    /// The cookies that were kept, expired ones included.
    pub fn cookies(&self) -> &[Cookie] {
        &self.kept
    }

    /// The storage model of RFC 6265bis §5.7, without building the cookie.
    fn verdict(&self, set: &SetCookie, url: &Url, context: &Context) -> Result<(), RejectedBecause> {
        if let Some(why) = set.refused() {
            return Err(why);
        }
        let Some(host) = url.host_str() else { return Err(RejectedBecause::NoHost) };
        if let Some(domain) = set.domain.as_deref() {
            if site::is_public_suffix(domain) && domain != host {
                return Err(RejectedBecause::PublicSuffix { domain: domain.to_owned() });
            }
            if !domain_matches(host, domain) {
                return Err(RejectedBecause::ForeignDomain { domain: domain.to_owned(), host: host.to_owned() });
            }
        }
        let secure = site::is_secure(url);
        if set.secure && !secure {
            return Err(RejectedBecause::SecureFromInsecure);
        }
        let new = build(set, url, context.at, 0);
        let hides = |old: &Cookie| {
            old.secure
                && !old.expired(context.at)
                && old.name == new.name
                && (domain_matches(&old.domain, &new.domain) || domain_matches(&new.domain, &old.domain))
                && path_matches(&new.path, &old.path)
        };
        if !set.secure && !secure && self.kept.iter().any(hides) {
            return Err(RejectedBecause::WouldReplaceSecure);
        }
        let foreign = context.crosses_sites() == Some(true) && context.top_level_navigation == Some(false);
        let bound = match set.same_site {
            Some(SameSite::None) => false,
            Some(_) => true,
            None => context.lax_by_default == Some(true),
        };
        if foreign && bound {
            return Err(RejectedBecause::CrossSite { same_site: set.same_site });
        }
        Ok(())
    }
}

impl Cookie {
    /// What happens to this cookie when `url` is requested.
    fn outcome(&self, url: &Url, context: &Context) -> Outcome {
        if let Some(reason) = self.scope(url) {
            return Outcome::NotSent(reason);
        }
        if self.secure && !site::is_secure(url) {
            return Outcome::NotSent(Reason::Secure);
        }
        if let Some(at) = self.expires.filter(|_| self.expired(context.at)) {
            return Outcome::NotSent(if at <= self.updated { Reason::Deleted } else { Reason::Expired { at } });
        }
        match (context.credentials, context.relation) {
            (Some(CredentialsMode::Omit), _) => return Outcome::NotSent(Reason::CredentialsOmitted),
            (Some(CredentialsMode::SameOrigin), Relation::SameSite | Relation::CrossSite) => {
                return Outcome::NotSent(Reason::CredentialsSameOrigin);
            }
            _ => {}
        }
        self.across_sites(context)
    }

    /// `SameSite` and third-party rules (RFC 6265bis §5.8.3 step 1).
    fn across_sites(&self, context: &Context) -> Outcome {
        let open = self.same_site == Some(SameSite::None);
        match context.crosses_sites() {
            Some(false) => Outcome::Sent,
            None if open && context.third_party_cookies == Some(true) => Outcome::Sent,
            None => Outcome::Unknown(Doubt::SiteRelation),
            Some(true) => match context.top_level_navigation {
                Some(true) => self.on_navigation(context),
                None if open => self.as_third_party(context),
                None if self.same_site == Some(SameSite::Strict) => Outcome::NotSent(Reason::SameSiteStrict),
                None => Outcome::Unknown(Doubt::Navigation),
                Some(false) => match self.same_site {
                    Some(SameSite::Strict) => Outcome::NotSent(Reason::SameSiteStrict),
                    Some(SameSite::Lax) => Outcome::NotSent(Reason::SameSiteLax),
                    None => self.by_default(context, || Outcome::NotSent(Reason::SameSiteDefault)),
                    Some(SameSite::None) => self.as_third_party(context),
                },
            },
        }
    }

    /// A link, a form or a redirect from another site loads a whole page.
    fn on_navigation(&self, context: &Context) -> Outcome {
        let safe = ["GET", "HEAD", "OPTIONS", "TRACE"].contains(&context.method.as_str());
        match self.same_site {
            Some(SameSite::None) => Outcome::Sent,
            Some(SameSite::Strict) => Outcome::NotSent(Reason::SameSiteStrict),
            _ if safe => Outcome::Sent,
            Some(SameSite::Lax) => Outcome::NotSent(Reason::SameSiteLax),
            None if context.at - self.created <= LAX_ALLOWS_UNSAFE => Outcome::Sent,
            None => self.by_default(context, || Outcome::NotSent(Reason::SameSiteDefault)),
        }
    }

    /// Chromium takes a missing `SameSite` as Lax; Firefox and Safari take it as None.
    fn by_default(&self, context: &Context, as_lax: impl Fn() -> Outcome) -> Outcome {
        match context.lax_by_default {
            Some(true) => as_lax(),
            Some(false) if context.top_level_navigation == Some(true) => Outcome::Sent,
            Some(false) => self.as_third_party(context),
            None => Outcome::Unknown(Doubt::LaxByDefault),
        }
    }

    fn as_third_party(&self, context: &Context) -> Outcome {
        if self.partitioned {
            return Outcome::Unknown(Doubt::Partition);
        }
        match context.third_party_cookies {
            Some(true) => Outcome::Sent,
            Some(false) => Outcome::NotSent(Reason::ThirdParty),
            None => Outcome::Unknown(Doubt::ThirdParty),
        }
    }

    /// Host and path (RFC 6265bis §5.1.3, §5.1.4).
    fn scope(&self, url: &Url) -> Option<Reason> {
        let host = url.host_str().unwrap_or_default();
        if self.host_only && host != self.domain {
            return Some(Reason::HostOnly { host: self.domain.clone() });
        }
        if !domain_matches(host, &self.domain) {
            return Some(Reason::Domain { domain: self.domain.clone() });
        }
        (!path_matches(url.path(), &self.path)).then(|| Reason::Path { path: self.path.clone() })
    }

    fn expired(&self, at: Instant) -> bool {
        self.expires.is_some_and(|end| end <= at)
    }

    /// The identity of a cookie (RFC 6265bis §5.7 step 23; CHIPS for the partition).
    fn replaced_by(&self, new: &Cookie) -> bool {
        self.name == new.name
            && self.domain == new.domain
            && self.host_only == new.host_only
            && self.path == new.path
            && self.partitioned == new.partitioned
    }
}

fn build(set: &SetCookie, url: &Url, at: Instant, order: u64) -> Cookie {
    let host = url.host_str().unwrap_or_default();
    // A public suffix may set cookies for itself alone (RFC 6265bis §5.7 step 9).
    let domain = set.domain.as_deref().filter(|d| !site::is_public_suffix(d));
    Cookie {
        name: set.name.clone(),
        value: set.value.clone(),
        domain: domain.unwrap_or(host).to_owned(),
        host_only: domain.is_none(),
        path: set.path.clone().unwrap_or_else(|| default_path(url.path())),
        secure: set.secure,
        http_only: set.http_only,
        same_site: set.same_site,
        partitioned: set.partitioned,
        created: at,
        updated: at,
        expires: set.expires_from(at),
        order,
    }
}

/// RFC 6265bis §5.1.3.
fn domain_matches(host: &str, domain: &str) -> bool {
    host == domain
        || (host.strip_suffix(domain).is_some_and(|head| head.ends_with('.'))
            && !domain.is_empty()
            && !site::is_ip(host))
}

/// RFC 6265bis §5.1.4.
fn path_matches(path: &str, cookie: &str) -> bool {
    path.strip_prefix(cookie).is_some_and(|rest| rest.is_empty() || cookie.ends_with('/') || rest.starts_with('/'))
}

/// The directory of the URL that set the cookie (RFC 6265bis §5.1.4).
fn default_path(path: &str) -> String {
    match path.rfind('/') {
        Some(last) if last > 0 && path.starts_with('/') => path.get(..last).unwrap_or("/").to_owned(),
        _ => "/".to_owned(),
    }
}

#[cfg(test)]
mod tests;
