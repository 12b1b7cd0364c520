//! Cookie name prefixes that make promises (RFC 6265bis §4.1.3, §5.4).

use super::SetCookie;

/// A prefix of a cookie's name. Browsers compare it without case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// `__Secure-`: set with `Secure`.
    Secure,
    /// `__Host-`: `Secure`, `Path=/`, no `Domain`.
    Host,
    /// `__Http-`: `Secure` and `HttpOnly`; newer browsers only.
    Http,
    /// `__Host-Http-`: the promises of both; older browsers check those of `__Host-` alone.
    HostHttp,
}

impl Prefix {
    /// The prefix of a cookie name, if it has one.
    pub fn of(name: &str) -> Option<Prefix> {
        // The longest first: `__Host-Http-` starts with `__Host-`.
        [Prefix::HostHttp, Prefix::Host, Prefix::Http, Prefix::Secure]
            .into_iter()
            .find(|p| name.get(..p.text().len()).is_some_and(|start| start.eq_ignore_ascii_case(p.text())))
    }

    /// The prefix as it is written.
    pub fn text(self) -> &'static str {
        match self {
            Prefix::Secure => "__Secure-",
            Prefix::Host => "__Host-",
            Prefix::Http => "__Http-",
            Prefix::HostHttp => "__Host-Http-",
        }
    }

    /// The promise that a line breaks, in words: what the line lacks or must not have.
    pub(super) fn broken_by(self, cookie: &SetCookie) -> Option<&'static str> {
        let host = matches!(self, Prefix::Host | Prefix::HostHttp);
        let http = matches!(self, Prefix::Http | Prefix::HostHttp);
        if !cookie.secure {
            Some("it needs Secure")
        } else if host && cookie.domain.is_some() {
            Some("it may not have Domain")
        } else if host && cookie.path.as_deref() != Some("/") {
            Some("it needs Path=/")
        } else if http && !cookie.http_only {
            Some("it needs HttpOnly")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn holds_names_to_their_promises() {
        for (line, expect) in [
            ("__Secure-a=b; Secure", None),
            ("__secure-a=b", Some("it needs Secure")),
            ("__Host-a=b; Secure; Path=/", None),
            ("__Host-a=b; Secure; Path=/x", Some("it needs Path=/")),
            ("__Host-a=b; Secure; Path=/; Domain=x.test", Some("it may not have Domain")),
            ("__Http-a=b; Secure", Some("it needs HttpOnly")),
            ("__Host-Http-a=b; Secure; Path=/; HttpOnly", None),
            ("__Host-Http-a=b; Secure; Path=/", Some("it needs HttpOnly")),
        ] {
            let (cookie, _) = parse(line);
            assert_eq!(cookie.prefix().unwrap().broken_by(&cookie), expect, "{line}");
        }
        assert_eq!(Prefix::of("__Hos"), None);
        assert_eq!(Prefix::of("____é"), None);
    }
}
