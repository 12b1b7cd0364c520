//! Which site a host belongs to, and whether a request crosses sites (RFC 6265bis §5.2, HTML
//! "same site").
//!
//! A site is the scheme plus the registrable domain: the public suffix (`com`, `co.uk`) and one
//! label more. The full Public Suffix List weighs more than the rest of this program, so a short
//! table stands in for it: every single label is a suffix, plus the second-level names that country
//! registries hand out and the hosting suffixes that developers meet. A suffix that is missing here
//! makes two customers of one host look like one site; `Sec-Fetch-Site`, where the browser sent it,
//! is better evidence and [`Relation::of_request`] takes it first.

use url::{Host, Url};

use crate::http::idn;

/// How the page that caused a request relates to the request's URL.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// The same scheme, host and port.
    SameOrigin,
    /// The same scheme and registrable domain.
    SameSite,
    /// Another site.
    CrossSite,
    /// The user caused it: the address bar, a bookmark. Counts as same-site for cookies.
    UserInitiated,
    /// The exchange does not tell.
    #[default]
    Unknown,
}

impl Relation {
    /// Reads the relation from `Sec-Fetch-Site`, else from `Origin`, against the request's URL.
    /// `Referer` is left out: it may name another page than the initiator after a redirect.
    pub fn of_request(url: &Url, headers: &[(&str, &str)]) -> Relation {
        let get = |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim());
        match get("sec-fetch-site") {
            Some("same-origin") => return Relation::SameOrigin,
            Some("same-site") => return Relation::SameSite,
            Some("cross-site") => return Relation::CrossSite,
            Some("none") => return Relation::UserInitiated,
            _ => {}
        }
        match get("origin").and_then(idn::parse) {
            Some(origin) => Relation::between(&origin, url),
            None => Relation::Unknown,
        }
    }

    /// The relation of two URLs, by scheme and registrable domain.
    pub fn between(from: &Url, to: &Url) -> Relation {
        if from.host_str().is_none() || to.host_str().is_none() {
            return Relation::Unknown;
        }
        if from.origin() == to.origin() {
            return Relation::SameOrigin;
        }
        // `ws` counts as `http` and `wss` as `https` (HTML, "schemeful same-site" of WebSockets).
        let scheme = |url: &Url| match url.scheme() {
            "ws" => "http".to_owned(),
            "wss" => "https".to_owned(),
            other => other.to_owned(),
        };
        let (a, b) = (from.host_str().unwrap_or_default(), to.host_str().unwrap_or_default());
        let same_host = a == b || registrable(a).is_some_and(|r| registrable(b) == Some(r));
        if scheme(from) == scheme(to) && same_host { Relation::SameSite } else { Relation::CrossSite }
    }
}

/// The registrable domain of a host: `example.co.uk` for `www.example.co.uk`. `None` for an IP
/// address, a single label such as `localhost`, and a public suffix itself.
pub fn registrable(host: &str) -> Option<&str> {
    let host = host.strip_suffix('.').unwrap_or(host);
    if is_ip(host) {
        return None;
    }
    let suffix = public_suffix(host);
    let rest = host.len().checked_sub(suffix.len() + 1)?;
    let head = host.get(..rest)?;
    let start = head.rfind('.').map_or(0, |dot| dot + 1);
    if start == head.len() { None } else { host.get(start..) }
}

/// Whether the whole host is a public suffix, under which strangers register names. A cookie may
/// not be set for it (RFC 6265bis §5.7).
pub fn is_public_suffix(host: &str) -> bool {
    !host.is_empty() && !is_ip(host) && public_suffix(host) == host
}

/// Whether a host is an IP address, `[…]` around IPv6.
pub fn is_ip(host: &str) -> bool {
    // The last label of an IPv4 address is a number (URL standard, "ends in a number").
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let may_be = host.is_ascii() && (host.starts_with('[') || last.starts_with(|c: char| c.is_ascii_digit()));
    may_be && !matches!(Host::parse(host), Ok(Host::Domain(_)) | Err(_))
}

/// Whether a URL counts as secure for cookies: `https`, `wss`, and plain HTTP to this machine, which
/// Chromium and Firefox trust with `Secure` cookies (W3C Secure Contexts §3.1). Safari does not.
pub fn is_secure(url: &Url) -> bool {
    if matches!(url.scheme(), "https" | "wss") {
        return true;
    }
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// The longest public suffix of a host that the table knows, at least its last label.
fn public_suffix(host: &str) -> &str {
    let tail = |labels: usize| {
        let mut rest = host.len();
        for _ in 0..labels {
            rest = host.get(..rest)?.rfind('.')?;
        }
        host.get(rest + 1..)
    };
    let whole_or = |labels: usize| tail(labels).unwrap_or(host);
    let (one, two, three) = (whole_or(1), whole_or(2), whole_or(3));
    if HOSTING.contains(&three) {
        return three;
    }
    if HOSTING.contains(&two) || (two != one && is_country_second_level(two, one)) {
        return two;
    }
    one
}

/// Whether `two` (`co.uk`) is a second level that the registry of `country` (`uk`) hands out.
fn is_country_second_level(two: &str, country: &str) -> bool {
    let Some(second) = two.strip_suffix(country).and_then(|s| s.strip_suffix('.')) else { return false };
    COUNTRIES
        .iter()
        .find(|(name, _)| *name == country)
        .is_some_and(|(_, levels)| levels.split(' ').any(|level| level == second))
}

/// Country registries with the second levels they hand out; most used ones of the Public Suffix List.
const COUNTRIES: [(&str, &str); 45] = [
    ("ae", "co net org sch ac gov mil"),
    ("ar", "com edu gob gov int mil net org tur"),
    ("at", "ac co gv or"),
    ("au", "com net org edu gov asn id"),
    ("bd", "com net org edu gov ac mil"),
    ("br", "com net org gov edu mil art blog eco ind inf jus leg mp srv tv adv app dev"),
    ("cn", "ac com edu gov net org mil"),
    ("co", "com edu gov mil net nom org"),
    ("cr", "ac co ed fi go or sa"),
    ("cy", "ac com gov net org ltd"),
    ("ec", "com edu fin gob gov info med mil net org pro"),
    ("eg", "com edu gov mil net org"),
    ("es", "com nom org gob edu"),
    ("fr", "asso com gouv nom prd tm"),
    ("gr", "com edu net org gov"),
    ("hk", "com edu gov idv net org"),
    ("hu", "co info org priv"),
    ("id", "ac co desa go mil my net or sch web"),
    ("il", "ac co gov idf k12 muni net org"),
    ("in", "ac co edu firm gen gov ind mil net nic org res"),
    ("jp", "ac ad co ed go gr lg ne or"),
    ("ke", "ac co go info me mobi ne or sc"),
    ("kr", "ac co es go hs kg mil ms ne or pe re sc"),
    ("lk", "ac com edu gov net org sch"),
    ("mx", "com edu gob net org"),
    ("my", "com edu gov mil name net org"),
    ("ng", "com edu gov mil mobi name net org sch"),
    ("nz", "ac co geek gen govt health iwi maori mil net org parliament school"),
    ("pe", "com edu gob mil net nom org"),
    ("ph", "com edu gov mil net ngo org"),
    ("pk", "com edu fam gob gov net org web"),
    ("pl", "com edu gov info net org waw"),
    ("pt", "com edu gov int net nome org publ"),
    ("ro", "com info nom nt org rec store tm www"),
    ("rs", "ac co edu gov in org"),
    ("sa", "com edu gov med net org pub sch"),
    ("sg", "com edu gov net org per"),
    ("th", "ac co go in mi net or"),
    ("tr", "av bbs bel biz com dr edu gen gov info k12 kep mil name net org pol tel tsk tv web"),
    ("tw", "club com ebiz edu game gov idv mil net org"),
    ("ua", "com edu gov in net org"),
    ("uk", "ac co gov ltd me net nhs org plc police sch"),
    ("uy", "com edu gub mil net org"),
    ("vn", "ac biz com edu gov health info int name net org pro"),
    ("za", "ac agric alt co edu gov law mil net nis nom org school tm web"),
];

/// Hosting suffixes under which each customer is a site of its own.
const HOSTING: [&str; 43] = [
    "a.run.app", "appspot.com", "azurestaticapps.net", "azurewebsites.net", "bitbucket.io", "cloudapp.net",
    "cloudfront.net", "cloudfunctions.net", "deno.dev", "firebaseapp.com", "fly.dev", "github.io", "githubpreview.dev",
    "gitlab.io", "glitch.me", "herokuapp.com", "hf.space", "loca.lt", "myshopify.com", "netlify.app", "ngrok-free.app",
    "ngrok-free.dev", "ngrok.app", "ngrok.dev", "ngrok.io", "now.sh", "onrender.com", "pages.dev", "r2.dev",
    "readthedocs.io", "repl.co", "replit.app", "replit.dev", "run.app", "s3.amazonaws.com", "supabase.co", "surge.sh",
    "trycloudflare.com", "up.railway.app", "vercel.app", "vercel.dev", "web.app", "workers.dev",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_registrable_domain() {
        for (host, expect) in [
            ("www.example.com", Some("example.com")),
            ("example.com", Some("example.com")),
            ("a.b.example.co.uk", Some("example.co.uk")),
            ("co.uk", None),
            ("com", None),
            ("localhost", None),
            ("app.test", Some("app.test")),
            ("api.app.test", Some("app.test")),
            ("mine.github.io", Some("mine.github.io")),
            ("github.io", None),
            ("127.0.0.1", None),
            ("[::1]", None),
            ("", None),
            (".", None),
            ("..", None),
            (".com", None),
            ("example.com.", Some("example.com")),
        ] {
            assert_eq!(registrable(host), expect, "{host}");
        }
        assert!(is_public_suffix("org") && is_public_suffix("com.au") && !is_public_suffix("example.org"));
        assert!(!is_public_suffix("10.0.0.1"));
    }

    #[test]
    fn relates_two_urls() {
        let url = |text: &str| Url::parse(text).unwrap();
        for (from, to, expect) in [
            ("https://a.test/", "https://a.test/x", Relation::SameOrigin),
            ("https://app.example.com/", "https://api.example.com/", Relation::SameSite),
            ("http://app.example.com/", "https://api.example.com/", Relation::CrossSite),
            ("https://app.example.com/", "wss://api.example.com/", Relation::SameSite),
            ("https://one.github.io/", "https://two.github.io/", Relation::CrossSite),
            ("http://localhost:3000/", "http://localhost:8080/", Relation::SameSite),
            ("http://localhost:3000/", "http://127.0.0.1:8080/", Relation::CrossSite),
            ("http://10.0.0.1/", "http://10.0.0.1:8080/", Relation::SameSite),
        ] {
            assert_eq!(Relation::between(&url(from), &url(to)), expect, "{from} {to}");
        }
    }

    #[test]
    fn sec_fetch_site_comes_first() {
        let url = Url::parse("https://api.example.com/").unwrap();
        let read = |headers: &[(&str, &str)]| Relation::of_request(&url, headers);
        assert_eq!(read(&[("Origin", "https://x.test"), ("sec-fetch-site", "same-site")]), Relation::SameSite);
        assert_eq!(read(&[("Origin", "https://x.test")]), Relation::CrossSite);
        assert_eq!(read(&[("Origin", "null")]), Relation::Unknown);
        assert_eq!(read(&[]), Relation::Unknown);
    }
}
