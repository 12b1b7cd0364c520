use super::*;
use crate::http::cookie::parse;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn at(seconds: f64) -> Instant {
    Instant::from_seconds(1_800_000_000.0 + seconds)
}

fn same_site() -> Context {
    Context { at: at(0.0), method: "GET".into(), relation: Relation::SameOrigin, ..Context::default() }
}

fn cross_site() -> Context {
    Context {
        relation: Relation::CrossSite,
        top_level_navigation: Some(false),
        lax_by_default: Some(true),
        third_party_cookies: Some(true),
        ..same_site()
    }
}

/// Sets one line from `https://app.example.com/dir/page` and asks what becomes of it.
fn outcome(line: &str, to: &str, context: &Context) -> Outcome {
    let mut jar = Jar::default();
    let _ = jar.store(&parse(line).0, &url("https://app.example.com/dir/page"), at(-3600.0));
    let mut all = jar.would_send(&url(to), context);
    assert_eq!(all.len(), 1);
    all.remove(0).1
}

#[test]
fn scope_decides_first() {
    let check = |line: &str, to: &str, expect: &str| {
        assert_eq!(outcome(line, to, &same_site()).words(), expect, "{line} → {to}");
    };
    check("a=b", "https://app.example.com/dir/other", "sent");
    check("a=b", "https://app.example.com/dirs", "it is for the path /dir and what lies below it");
    check(
        "a=b; Path=/",
        "https://api.example.com/",
        "it belongs to app.example.com alone, because it was set without Domain",
    );
    check("a=b; Path=/; Domain=example.com", "https://api.example.com/", "sent");
    check(
        "a=b; Path=/; Domain=example.com", "https://example.org/", "it belongs to example.com and the hosts below it",
    );
    check("a=b; Path=/; Secure", "http://app.example.com/", "it is Secure, and this connection is plain HTTP");
    check("a=b; Path=/; Max-Age=60", "https://app.example.com/", "it expired at 2027-01-15T07:01:00Z");
    check("a=b; Path=/; Max-Age=0", "https://app.example.com/", "a response deleted it with a date in the past");
}

#[test]
fn a_refused_cookie_says_why() {
    let words = |line: &str| outcome(line, "https://app.example.com/dir/", &same_site()).words();
    assert_eq!(words("a=b; SameSite=None"), "the browser refused it when it was set: SameSite=None needs Secure");
    assert!(words("__Host-a=b; Secure").ends_with("the name starts with __Host-: it needs Path=/"));
    assert!(words(&format!("a={}", "x".repeat(4096))).ends_with("4097 bytes; browsers keep at most 4096"));
    assert!(words("a=b; Domain=example.org").ends_with("Domain=example.org does not cover the host app.example.com"));
}

#[test]
fn same_site_and_third_party() {
    let to = "https://app.example.com/dir/";
    let check =
        |line: &str, context: &Context, expect: Outcome| assert_eq!(outcome(line, to, context), expect, "{line}");
    let navigation = Context { top_level_navigation: Some(true), ..cross_site() };
    let post = Context { method: "POST".into(), ..navigation.clone() };
    check("a=b; SameSite=Strict", &same_site(), Outcome::Sent);
    check("a=b; SameSite=Strict", &cross_site(), Outcome::NotSent(Reason::SameSiteStrict));
    check("a=b; SameSite=Strict", &navigation, Outcome::NotSent(Reason::SameSiteStrict));
    check("a=b; SameSite=Lax", &cross_site(), Outcome::NotSent(Reason::SameSiteLax));
    check("a=b; SameSite=Lax", &navigation, Outcome::Sent);
    check("a=b; SameSite=Lax", &post, Outcome::NotSent(Reason::SameSiteLax));
    check("a=b", &cross_site(), Outcome::NotSent(Reason::SameSiteDefault));
    check("a=b", &post, Outcome::NotSent(Reason::SameSiteDefault));
    check("a=b", &Context { at: at(-3500.0), ..post }, Outcome::Sent);
    check("a=b", &Context { lax_by_default: None, ..cross_site() }, Outcome::Unknown(Doubt::LaxByDefault));
    check("a=b", &Context { lax_by_default: Some(false), ..cross_site() }, Outcome::Sent);
    let open = "a=b; Secure; SameSite=None";
    check(open, &cross_site(), Outcome::Sent);
    check(open, &Context { third_party_cookies: Some(false), ..cross_site() }, Outcome::NotSent(Reason::ThirdParty));
    check(open, &Context { third_party_cookies: None, ..cross_site() }, Outcome::Unknown(Doubt::ThirdParty));
    check("a=b; Secure; SameSite=None; Partitioned", &cross_site(), Outcome::Unknown(Doubt::Partition));
    check(open, &Context::default(), Outcome::Unknown(Doubt::SiteRelation));
    let mode = |m| Context { credentials: Some(m), ..cross_site() };
    check(open, &mode(CredentialsMode::Omit), Outcome::NotSent(Reason::CredentialsOmitted));
    check(open, &mode(CredentialsMode::SameOrigin), Outcome::NotSent(Reason::CredentialsSameOrigin));
    let framed = Context { framed_by_other_site: Some(true), top_level_navigation: Some(false), ..same_site() };
    check("a=b; SameSite=Lax", &framed, Outcome::NotSent(Reason::SameSiteLax));
}

#[test]
fn refuses_as_browsers_do() {
    let store = |line: &str, from: &str| Jar::default().store(&parse(line).0, &url(from), at(0.0));
    assert_eq!(
        store("a=b; Domain=co.uk", "https://shop.co.uk/"),
        Err(RejectedBecause::PublicSuffix { domain: "co.uk".into() })
    );
    assert_eq!(
        store("a=b; Domain=api.example.com", "https://example.com/"),
        Err(RejectedBecause::ForeignDomain { domain: "api.example.com".into(), host: "example.com".into() })
    );
    assert_eq!(store("a=b; Secure", "http://example.com/"), Err(RejectedBecause::SecureFromInsecure));
    assert_eq!(store("a=b; Secure", "http://localhost:3000/"), Ok(()));
    assert_eq!(store("a=b; Domain=localhost", "http://localhost:3000/"), Ok(()));
    assert_eq!(store("a=b; Domain=10.0.0.1", "http://10.0.0.1/"), Ok(()));
    assert_eq!(store("a=b", "data:text/plain,x"), Err(RejectedBecause::NoHost));
    let strict = parse("a=b; SameSite=Strict").0;
    assert_eq!(
        Jar::default().store_in(&strict, &url("https://x.test/"), &cross_site()),
        Err(RejectedBecause::CrossSite { same_site: Some(SameSite::Strict) })
    );
}

#[test]
fn plain_http_leaves_secure_cookies_alone() {
    let mut jar = Jar::default();
    jar.store(&parse("id=1; Secure; Path=/login").0, &url("https://x.test/"), at(0.0)).unwrap();
    let plain = url("http://x.test/");
    let store = |jar: &mut Jar, line: &str| jar.store(&parse(line).0, &plain, at(1.0));
    assert_eq!(store(&mut jar, "id=2; Path=/login/en"), Err(RejectedBecause::WouldReplaceSecure));
    assert_eq!(store(&mut jar, "id=2; Path=/"), Ok(()));
}

#[test]
fn a_namesake_replaces_and_keeps_its_place() {
    let mut jar = Jar::default();
    let page = url("https://x.test/");
    for (line, seconds) in [("a=1", 0.0), ("b=1", 1.0), ("a=2", 2.0), ("c=1; Max-Age=1", 3.0), ("c=2", 9.0)] {
        jar.store(&parse(line).0, &page, at(seconds)).unwrap();
    }
    let context = Context { at: at(10.0), ..same_site() };
    let sent: Vec<_> = jar.would_send(&page, &context).into_iter().map(|(c, _)| c.name + "=" + &c.value).collect();
    assert_eq!(sent, ["a=2", "b=1", "c=2"]);
}

#[test]
fn reads_the_context_from_headers() {
    let headers = [
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Mode", "cors"),
        ("Sec-Fetch-Dest", "empty"),
        ("Sec-Fetch-Storage-Access", "none"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36"),
    ];
    let read = Context::of_request("GET", &url("https://x.test/"), &headers, at(0.0));
    assert_eq!(read, Context { at: at(0.0), third_party_cookies: Some(false), ..cross_site() });
}
