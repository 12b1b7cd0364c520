use super::*;
use crate::http::cookie::CredentialsMode::{Include, Omit};

const PAGE: &str = "https://app.test";
const ALLOW: &str = "Access-Control-Allow-Origin";

fn get(credentials: Option<CredentialsMode>) -> Request<'static> {
    Request { method: "GET", origin: PAGE, headers: &[], credentials }
}

fn whats(judgement: &Judgement) -> Vec<&What> {
    judgement.problems.iter().map(|p| &p.what).filter(|w| w.effect() != Effect::Note).collect()
}

#[track_caller]
fn answer(credentials: Option<CredentialsMode>, fields: &Fields, allowed: Option<bool>, expect: &[What]) {
    let judgement = judge(&get(credentials), Some(fields), None);
    assert_eq!(judgement.allowed, allowed, "{fields:?}");
    assert_eq!(whats(&judgement), expect.iter().collect::<Vec<_>>(), "{fields:?}");
}

#[test]
fn checks_the_origin() {
    answer(None, &[], Some(false), &[What::NoAllowOrigin]);
    for (value, what) in [
        ("https://app.test/", What::TrailingSlash),
        ("https://App.test", What::OriginCase),
        ("http://app.test", What::OtherScheme),
        ("https://app.test:8443", What::OtherPort),
        ("app.test", What::NoScheme),
        ("*.test", What::PartialWildcard),
        ("https://*.test", What::PartialWildcard),
        ("https://app.test, https://b.test", What::SeveralOrigins),
        ("https://b.test", What::OtherOrigin),
        ("", What::OtherOrigin),
        ("null", What::OtherOrigin),
    ] {
        answer(Some(Omit), &[(ALLOW, value)], Some(false), &[what]);
    }
    answer(Some(Omit), &[(ALLOW, PAGE), ("access-control-allow-origin", "*")], Some(false), &[What::SeveralLines]);
    answer(Some(Omit), &[(ALLOW, " https://app.test ")], Some(true), &[]);
}

#[test]
fn checks_credentials() {
    const CREDENTIALS: &str = "Access-Control-Allow-Credentials";
    answer(Some(Omit), &[(ALLOW, "*")], Some(true), &[]);
    answer(Some(Include), &[(ALLOW, "*")], Some(false), &[What::WildcardWithCredentials]);
    answer(None, &[(ALLOW, "*")], None, &[What::WildcardIfCredentials]);
    answer(Some(Include), &[(ALLOW, PAGE)], Some(false), &[What::NoAllowCredentials]);
    answer(Some(Include), &[(ALLOW, PAGE), (CREDENTIALS, "True")], Some(false), &[What::CredentialsNotTrue]);
    answer(None, &[(ALLOW, PAGE)], None, &[]);
    answer(None, &[(ALLOW, PAGE), (CREDENTIALS, "true")], Some(true), &[]);
}

const ASKED: [(&str, &str); 2] =
    [("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization,x-a")];

#[track_caller]
fn preflight(
    credentials: Option<CredentialsMode>,
    status: u16,
    fields: &Fields,
    passed: Option<bool>,
    expect: &[What],
) {
    let preflight = Preflight { request: &ASKED, status, response: fields };
    let judgement = judge(&Request { method: "PUT", ..get(credentials) }, None, Some(&preflight));
    assert_eq!(judgement.preflight, passed, "{fields:?}");
    assert_eq!(whats(&judgement), expect.iter().collect::<Vec<_>>(), "{fields:?}");
    assert_eq!(judgement.allowed, passed.filter(|p| !p), "{fields:?}");
    assert_eq!(judgement.needs_preflight, Some(true));
}

#[test]
fn judges_the_preflight() {
    const METHODS: &str = "Access-Control-Allow-Methods";
    const HEADERS: &str = "Access-Control-Allow-Headers";
    let origin = (ALLOW, PAGE);
    let no_put = What::MethodNotAllowed { method: "PUT".into() };
    let no = |name: &str| What::HeaderNotAllowed { name: name.into() };
    preflight(Some(Omit), 204, &[origin, (METHODS, "GET, PUT"), (HEADERS, "X-A, Authorization")], Some(true), &[]);
    preflight(
        Some(Omit),
        204,
        &[origin, (METHODS, "PUT"), (HEADERS, "*")],
        Some(false),
        &[What::WildcardWithoutAuthorization],
    );
    preflight(Some(Omit), 204, &[origin, (METHODS, "*"), (HEADERS, "*, authorization")], Some(true), &[]);
    preflight(Some(Omit), 204, &[origin], Some(false), &[no_put.clone(), no("authorization"), no("x-a")]);
    preflight(
        Some(Omit),
        200,
        &[origin, (METHODS, "put"), (HEADERS, "authorization, x-a")],
        Some(false),
        &[What::MethodCase { asked: "PUT".into(), allowed: "put".into() }],
    );
    preflight(
        Some(Omit),
        401,
        &[origin, (METHODS, "PUT"), (HEADERS, "authorization, x-a")],
        Some(false),
        &[What::Status { status: 401 }],
    );
    preflight(
        Some(Omit),
        200,
        &[origin, (METHODS, "GET PUT"), (HEADERS, "authorization, x-a")],
        Some(false),
        &[What::BadList],
    );
    preflight(Some(Omit), 0, &[], Some(false), &[What::NoAnswer]);
    let credentials = ("Access-Control-Allow-Credentials", "true");
    preflight(
        Some(Include),
        200,
        &[origin, credentials, (METHODS, "*"), (HEADERS, "authorization, x-a")],
        Some(false),
        &[no_put],
    );
    preflight(
        None,
        200,
        &[origin, credentials, (METHODS, "*"), (HEADERS, "authorization, x-a")],
        None,
        &[What::WildcardIfCredentials],
    );
}

#[test]
fn a_passed_preflight_and_answer_allow() {
    let fields = [
        (ALLOW, PAGE),
        ("Access-Control-Allow-Methods", "PUT"),
        ("Access-Control-Allow-Headers", "authorization,x-a"),
        ("Access-Control-Max-Age", "600"),
        ("Vary", "Origin"),
    ];
    let before = Preflight { request: &ASKED, status: 204, response: &fields };
    let judgement = judge(&Request { method: "PUT", ..get(Some(Omit)) }, Some(&fields), Some(&before));
    assert_eq!((judgement.allowed, judgement.max_age), (Some(true), Some(600)));
    assert_eq!(judgement.problems, []);
}

#[test]
fn tells_which_requests_need_a_preflight() {
    let needs = |method, headers: &Fields| judge(&Request { method, headers, ..get(None) }, None, None).needs_preflight;
    assert_eq!(needs("GET", &[("Accept", "*/*"), ("User-Agent", "x"), ("sec-ch-ua", "\"x\"")]), Some(false));
    assert_eq!(needs("DELETE", &[]), Some(true));
    assert_eq!(needs("POST", &[("Content-Type", "application/json")]), Some(true));
    assert_eq!(needs("POST", &[("Content-Type", "text/plain;charset=UTF-8")]), Some(false));
    assert_eq!(needs("GET", &[("X-Api-Key", "1")]), Some(true));
    assert_eq!(needs("GET", &[("Authorization", "Basic x")]), None);
    assert!(is_safelisted("Range", "bytes=0-") && !is_safelisted("Range", "bytes=-5"));
    assert!(!is_safelisted("Accept", &"x".repeat(129)) && !is_safelisted("Accept", "a\"b"));
}

#[test]
fn tells_what_the_page_cannot_read() {
    let fields = [(ALLOW, "*"), ("Content-Type", "a/b"), ("WWW-Authenticate", "Bearer"), ("Set-Cookie", "a=b")];
    let hidden = |credentials, extra| {
        let fields = [&fields[..], &[("Access-Control-Expose-Headers", extra)]].concat();
        judge(&get(credentials), Some(&fields), None).hidden
    };
    assert!(hidden(Some(Omit), "X-B").contains(&"www-authenticate".to_owned()));
    assert!(!hidden(Some(Omit), "WWW-Authenticate").contains(&"www-authenticate".to_owned()));
    assert_eq!(hidden(Some(Omit), "*"), ["set-cookie"]);
    assert!(hidden(Some(Include), "*").contains(&"www-authenticate".to_owned()));
}

#[test]
fn points_at_the_value() {
    let fields = [("Content-Type", "a/b"), (ALLOW, " https://b.test")];
    let problem = &judge(&get(Some(Omit)), Some(&fields), None).problems[0];
    assert_eq!((problem.line, problem.at.clone(), problem.part), (Some(1), Some(1..15), Part::Response));
    let asks = [("Access-Control-Request-Private-Network", "true")];
    let before = Preflight { request: &asks, status: 204, response: &[(ALLOW, "*")] };
    let judgement = judge(&get(Some(Omit)), None, Some(&before));
    assert_eq!((judgement.preflight, whats(&judgement)), (Some(true), vec![&What::NoPrivateNetwork]));
    assert!(judgement.problems.iter().all(|p| !p.what.words().is_empty()));
}
