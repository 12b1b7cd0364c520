//! What the way from the page to the application did: redirects, and headers that got lost.

use super::{Facts, Reason};
use crate::finding::{Evidence, Source};
use crate::http::signed_url::{self, SignedUrl};

/// How many redirects in a row are looked at.
const CHAIN: usize = 8;

/// Words that show that an answer speaks of the `Authorization` header or what is in it.
const OF_THE_HEADER: &[&str] = &["authorization", "token", "jwt", "bearer"];

/// A redirect and the request that the browser made because of it.
#[derive(Clone, Copy, Debug)]
pub struct Hop<'x> {
    /// The exchange that was answered with a redirect.
    pub from: Facts<'x>,
    /// The exchange that followed.
    pub to: Facts<'x>,
}

/// Signs that the server did not get the `Authorization` that the browser sent.
#[derive(Clone, Debug)]
pub struct Lost {
    /// What the server said.
    pub said: Evidence,
    /// Whether it speaks of this header, not of any kind of sign-in.
    pub exact: bool,
}

impl<'x> Facts<'x> {
    /// The URL's own permission, where it carries one of a known kind.
    pub fn signed_url(self) -> Option<SignedUrl> {
        self.url().as_str().contains('?').then(|| signed_url::read(self.url().as_str()).0).flatten()
    }

    /// The hop that this exchange is part of: as the redirect, or as what followed it.
    pub fn hop(self) -> Option<Hop<'x>> {
        if let Some(to) = self.redirected_to() {
            let same = to.redirected_from().is_some_and(|from| from.id() == self.id());
            return same.then_some(Hop { from: self, to });
        }
        self.redirected_from().map(|from| Hop { from, to: self })
    }

    /// The last exchange of the chain of redirects that starts here; itself where it is no redirect.
    pub fn landed(self) -> Facts<'x> {
        let mut at = self;
        for _ in 0..CHAIN {
            match at.redirected_to() {
                Some(next) if next.id() > at.id() => at = next,
                _ => break,
            }
        }
        at
    }

    /// The exchanges whose redirects led here, nearest first.
    pub fn redirects_before(self) -> impl Iterator<Item = Facts<'x>> {
        let mut at = Some(self);
        std::iter::from_fn(move || {
            at = at?.redirected_from();
            at
        })
        .take(CHAIN)
    }

    /// Whether redirects only change how one address is written (its slash at the end, scheme or host), to and fro.
    pub fn circles_by_spelling(self) -> bool {
        let page = |f: Facts<'x>| (f.url().path().trim_end_matches('/').to_owned(), f.url().query());
        let here = page(self);
        let mut before = self.redirects_before().peekable();
        before.peek().is_some_and(|last| last.url() != self.url()) && before.all(|f| page(f) == here)
    }

    /// Whether it ended in no answer, or in one that refuses or finds nothing.
    pub fn failed(self) -> bool {
        self.status() == 0 || self.status() >= 400
    }

    /// Signs that the server did not get the well-formed `Authorization` that the browser sent: it
    /// says that there was none, and asks for the very auth-scheme that was sent.
    pub fn lost_authorization(self) -> Option<Lost> {
        if !self.status_in(&[400, 401, 403, 422]) || self.row().is_preflight {
            return None;
        }
        let (scheme, rest) = self.authorization_parts()?;
        let empty = ["", "undefined", "null", "none", "nan", "[object object]", "bearer"];
        let known = ["bearer", "basic", "token", "jwt", "dpop", "apikey", "digest"];
        let scheme_known = known.iter().any(|k| scheme.eq_ignore_ascii_case(k));
        if !scheme_known || empty.contains(&rest.to_ascii_lowercase().as_str()) || rest.contains([' ', '"', '\'']) {
            return None;
        }
        let asked = self.challenges().any(|c| c.is(scheme));
        if (self.challenges().next().is_some() && !asked) || self.states_any() {
            return None;
        }
        let Some(said) = self.stated(Reason::Missing) else {
            return self.unseen_by_challenge(scheme).map(|said| Lost { said, exact: false });
        };
        let quote = said.quote.to_ascii_lowercase();
        // "Required to access": said to anybody who is not known. Some take a bad token for none.
        if quote.contains("required to access") || quote.contains("anonymous") {
            return None;
        }
        let exact = asked || OF_THE_HEADER.iter().any(|w| quote.contains(w));
        Some(Lost { said, exact })
    }

    /// A challenge without an error, as for a request without credentials (RFC 6750 §3.1), or no
    /// challenge at all, to a token that the same path without its start, or with another, takes: then
    /// the answerer did not see it.
    fn unseen_by_challenge(self, scheme: &str) -> Option<Evidence> {
        if self.status() != 401 || !scheme.eq_ignore_ascii_case("bearer") {
            return None;
        }
        // Words about the token show that it came.
        if self.says(&["validate", "invalid", "permission", "scope", "role", "expired"]).is_some() {
            return None;
        }
        let (mine, path) = (self.authorization(), self.url().path());
        let challenge = self.header_evidence("www-authenticate");
        let bare = self.challenge("Bearer").is_some_and(|c| c.param("error").is_none());
        let end = |f: Facts<'x>| f.url().segments().last();
        let takes = |f: &Facts<'x>| {
            let other = f.url().path();
            let longer = path.ends_with(other) || other.ends_with(path);
            let same = if challenge.is_some() { bare && end(*f) == end(self) } else { longer && other.len() > 1 };
            f.authorization() == mine && other != path && same
        };
        let works = self.working_here().find(takes)?;
        Some(challenge.unwrap_or_else(|| works.answers()))
    }

    /// A mark of a proxy or web server between the browser and the application.
    pub fn way_mark(self) -> Option<Evidence> {
        const SERVERS: &[&str] = &[
            "nginx", "openresty", "tengine", "caddy", "traefik", "envoy", "haproxy", "apache", "microsoft-iis",
            "litespeed", "cloudflare", "awselb", "kong", "varnish",
        ];
        let server = self.header("server").unwrap_or("").to_ascii_lowercase();
        if SERVERS.iter().any(|s| server.contains(s)) {
            return self.header_evidence("server").map(named("Server"));
        }
        self.header_evidence("via")
            .map(named("Via"))
            .or_else(|| self.header_evidence("x-envoy-upstream-service-time"))
            .or_else(|| self.header_evidence("x-kong-upstream-latency"))
    }

    /// Whether the answer shows Amazon CloudFront on the way, and no API gateway of Amazon's, which
    /// uses it too.
    pub fn cloudfront_mark(self) -> Option<Evidence> {
        if self.header("x-amz-apigw-id").is_some() || self.header("apigw-requestid").is_some() {
            return None;
        }
        let via = self.header_evidence("via").filter(|e| e.quote.to_ascii_lowercase().contains("cloudfront"));
        via.map(named("Via")).or_else(|| self.header_evidence("x-amz-cf-id").map(named("X-Amz-Cf-Id")))
    }
}

/// Names the header of the evidence as it is usually written.
fn named(name: &'static str) -> impl Fn(Evidence) -> Evidence {
    move |mut evidence| {
        evidence.from = Source::ResponseHeader(name.to_owned());
        evidence
    }
}

/// Whether two hosts are one site as far as the names tell: equal, or one is `www.` of the other.
pub fn same_host(a: &str, b: &str) -> bool {
    let bare = |h: &str| h.strip_prefix("www.").unwrap_or(h).to_ascii_lowercase();
    bare(a) == bare(b)
}

/// Whether two hosts are parts of one place: equal, or alike but for the first label (`api.` and
/// `auth.`).
pub fn same_place(a: &str, b: &str) -> bool {
    let parent = |host: &str| host.split_once('.').map(|(_, rest)| rest.to_owned()).filter(|rest| rest.contains('.'));
    a == b || parent(a).is_some_and(|p| Some(p) == parent(b))
}

/// Whether a host can be reached from its own network only: loopback, private addresses (RFC 1918),
/// and names that no public DNS holds.
pub fn is_internal_host(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    if let Ok(v4) = host.parse::<core::net::Ipv4Addr>() {
        return v4.is_loopback() || v4.is_private() || v4.is_link_local() || v4.is_unspecified();
    }
    if let Ok(v6) = host.parse::<core::net::Ipv6Addr>() {
        return v6.is_loopback() || v6.is_unspecified() || v6.is_unique_local();
    }
    const ENDS: &[&str] =
        &[".local", ".localhost", ".internal", ".lan", ".svc", ".cluster.local", ".docker", ".intranet"];
    !host.is_empty() && (!host.contains('.') || ENDS.iter().any(|e| host.ends_with(e)))
}

#[cfg(test)]
mod tests {
    use super::is_internal_host;

    #[test]
    fn internal_hosts_are_known() {
        for host in
            ["localhost", "127.0.0.1", "10.0.3.7", "192.168.1.2", "172.20.0.5", "app", "api.svc.cluster.local", "[::1]"]
        {
            assert!(is_internal_host(host), "{host}");
        }
        for host in ["example.com", "8.8.8.8", "172.32.0.1", "internal.example.com", ""] {
            assert!(!is_internal_host(host), "{host}");
        }
    }
}
