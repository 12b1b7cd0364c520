//! The timeline, flows, and the comparison with the last success.

use super::{JWT, entry, expired, har, html, spoken, tags, text, with_ports};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use latchkey::history::ExchangeId;
use latchkey::instant::Instant;
use latchkey::panel::Ports;

/// A token that ends, a refresh, and the call again.
fn renewal() -> String {
    let refresh = entry(3, "POST", "/auth/refresh", 200, r#"{"name":"Origin","value":"https://api.shop.example"}"#, "");
    let again = entry(4, "GET", "/me", 200, r#"{"name":"Authorization","value":"Bearer another-hush-token-1"}"#, "");
    har(&[entry(1, "GET", "/health", 200, "", ""), expired(2, "/me"), refresh, again])
}

#[test]
fn the_timeline_is_hidden_while_nothing_is_there() {
    assert!(!html(|_| ()).contains("class=\"timeline\""));
}

#[test]
fn the_timeline_is_one_stop_that_says_its_value_in_words() {
    let html = html(|p| assert_eq!(p.import("x", &renewal()), Ok(4)));
    let drawing = tags(&html, "role=\"slider\"");
    assert_eq!(drawing.len(), 1, "{drawing:?}");
    for part in ["tabindex=\"0\"", "aria-label=", "aria-valuemin=\"1\"", "aria-valuemax=\"4\"", "aria-valuenow=\"1\""] {
        assert!(drawing[0].contains(part), "{part}: {}", drawing[0]);
    }
    assert!(drawing[0].contains("4 requests"), "{}", drawing[0]);
    let words = text(&html);
    for part in ["4 requests", "2 tokens", "1 refresh", "Token A ended at 11:51:02, 12 min before it was last sent."] {
        assert!(words.contains(part), "{part} is missing: {words}");
    }
    // Each kind of request has a shape, and the legend names it.
    assert!(tags(&html, "class=\"dots\"").len() >= 2, "{html}");
    assert!(words.contains("Recovered 1") && words.contains("OK 3") && words.contains("Refresh 1"), "{words}");
}

#[test]
fn five_thousand_requests_need_few_elements() {
    let many: Vec<_> = (0..5000).map(|n| entry(n % 60, "GET", "/health", 200, "", "")).collect();
    let html = html(|p| assert_eq!(p.import("x", &har(&many)), Ok(5000)));
    let (_, strip) = html.split_once("class=\"timeline\"").unwrap();
    let elements = strip.matches('<').count();
    assert!(elements < 400, "{elements} tags");
}

#[test]
fn a_flow_reads_in_order_and_links_its_steps() {
    let show = |id| {
        html(|p| {
            p.import("x", &renewal()).unwrap();
            p.select(ExchangeId(id));
            p.show(latchkey::panel::state::Tab::Flow);
        })
    };
    let html = show(1);
    let words = text(&html);
    let parts = [
        "Renewal of a token", "3 steps", "A call is refused", "GET /me", "with Bearer token A", "401",
        "asks for Bearer", "The token or session is renewed", "POST /auth/refresh", "200", "The call is repeated",
        "GET /me", "Bearer token B", "200",
    ];
    let mut rest = words.as_str();
    for part in parts {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("{part} is missing or out of order: {words}")).1;
    }
    assert!(!html.contains("another-hush-token-1") && !html.contains(JWT));
    let (_, flow) = html.split_once("class=\"flow\"").unwrap();
    assert_eq!(flow.matches("aria-current=\"step\"").count(), 1);
    assert!(flow.matches("<button").count() >= 2, "the other steps are links");
    // A request that stands alone has no such tab.
    assert!(!show(0).contains("id=\"tab-flow\""));
}

#[test]
fn a_flow_hides_its_tokens_in_the_chosen_language() {
    let html = spoken(&["zh-CN"], None, |p| {
        p.import("x", &renewal()).unwrap();
        p.select(ExchangeId(1));
        p.show(latchkey::panel::state::Tab::Flow);
    });
    let (_, flow) = html.split_once("class=\"flow\"").unwrap();
    assert!(text(flow).contains("个字符") && !text(flow).contains("characters"), "{}", text(flow));
}

#[test]
fn a_call_that_was_never_sent_has_no_answer() {
    let origin = r#"{"name":"Origin","value":"https://app.shop.example"}"#;
    let ask = format!(r#"{origin},{{"name":"Access-Control-Request-Method","value":"PUT"}}"#);
    let call = har(&[entry(1, "OPTIONS", "/me", 401, &ask, ""), entry(2, "PUT", "/me", 0, origin, "")]);
    let html = html(|p| {
        p.import("x", &call).unwrap();
        p.select(ExchangeId(1));
        p.show(latchkey::panel::state::Tab::Flow);
    });
    let (_, flow) = html.split_once("class=\"flow\"").unwrap();
    assert!(text(flow).contains("This request was never sent"), "{}", text(flow));
    // The preflight got there, the call did not: so also for who does not see the arrows.
    let ways: Vec<_> = flow.split("class=\"way\">").skip(1).filter_map(|way| way.split('<').next()).collect();
    assert!(ways.iter().any(|way| way.trim() == "Server api.shop.example gets:"), "{ways:?}");
    assert_eq!(ways.last().map(|way| way.trim()), Some("Server api.shop.example would have got:"), "{ways:?}");
    assert!(!text(flow).contains("no answer"), "{}", text(flow));
    assert_eq!(tags(flow, "unsent").len(), 1, "its arrow stops");
}

#[test]
fn a_comparison_speaks_before_it_tabulates() {
    let token = format!(r#"{{"name":"Authorization","value":"Bearer {JWT}"}}"#);
    let good = entry(
        1,
        "GET",
        "/me?page=1&old=x",
        200,
        &format!(r#"{token},{{"name":"Cookie","value":"sid=hush-hush"}}"#),
        "",
    );
    let bad = entry(2, "GET", "/me?page=2", 403, &token, "");
    let html = html(|p| {
        p.import("x", &har(&[good, bad])).unwrap();
        p.select(ExchangeId(1));
        p.show(latchkey::panel::state::Tab::Compare);
    });
    let words = text(&html);
    let mut rest = words.as_str();
    for part in [
        "Cookie sid was sent then, and is missing now.", "URL parameter page was 1, and is 2 now.",
        "URL parameter old was sent then", "When it worked", "Cookie sid",
    ] {
        rest = rest.split_once(part).unwrap_or_else(|| panic!("{part} is missing or out of order: {words}")).1;
    }
    assert!(!html.contains("hush-hush"), "{words}");
}

/// A forged-request check refused the call; a renewal that came a little later is not its business.
#[test]
fn a_flow_says_nothing_lost_only_where_that_is_so() {
    let token = r#"{"name":"Authorization","value":"Bearer a-hush-token-of-ada"},{"name":"Origin","value":"https://api.shop.example"}"#;
    let origin = r#"{"name":"Origin","value":"https://api.shop.example"}"#;
    let refused = entry(1, "POST", "/transfer", 403, token, r#",{"name":"X-Reason","value":"CSRF token missing"}"#)
        .replace("\"text\":\"{}\"", "\"text\":\"CSRF token missing\"");
    let refresh = entry(3, "POST", "/auth/refresh", 200, origin, "");
    let html = html(|p| {
        p.import("x", &har(&[refused, refresh])).unwrap();
        p.select(ExchangeId(0));
        p.show(latchkey::panel::state::Tab::Flow);
    });
    assert!(!html.contains("id=\"tab-flow\""), "{}", text(&html));
    let unrepeated = har(&[expired(2, "/me"), entry(3, "POST", "/auth/refresh", 200, origin, "")]);
    let html = self::html(|p| {
        p.import("x", &unrepeated).unwrap();
        p.select(ExchangeId(0));
        p.show(latchkey::panel::state::Tab::Flow);
    });
    let words = text(&html);
    assert!(words.contains("Renewal") && words.contains("The refused request was not repeated after that."), "{words}");
    assert!(!words.contains("Nothing was lost"), "{words}");
}

#[test]
fn a_token_has_one_letter_everywhere() {
    // The first token is no JWT; the second is one.
    let opaque = r#"{"name":"Authorization","value":"Bearer an-opaque-hush-token"}"#;
    let again = entry(4, "GET", "/me", 200, r#"{"name":"Authorization","value":"Bearer another-hush-token-1"}"#, "");
    let origin = r#"{"name":"Origin","value":"https://api.shop.example"}"#;
    let all = [
        entry(1, "GET", "/health", 200, opaque, ""),
        expired(2, "/me"),
        entry(3, "POST", "/auth/refresh", 200, origin, ""),
        again,
    ];
    let shown = |id, tab| {
        html(|p| {
            p.import("x", &har(&all)).unwrap();
            p.select(ExchangeId(id));
            p.show(tab);
        })
    };
    let html = shown(1, latchkey::panel::state::Tab::Flow);
    let (_, flow) = html.split_once("class=\"flow\"").unwrap();
    assert!(text(flow).contains("Bearer token B") && text(flow).contains("Bearer token C"), "{}", text(flow));
    assert!(text(&html).contains("Token B ended at 11:51:02"), "{}", text(&html));
    for (id, token) in [(0, "Token A: opaque"), (1, "Token B: access token"), (3, "Token C: opaque")] {
        let words = text(&shown(id, latchkey::panel::state::Tab::Token)).replace("<!>", "");
        assert!(words.contains(token), "{token} is missing: {words}");
    }
    // Every letter has its bar; a token without times has one that says less.
    let (_, strip) = html.split_once("class=\"timeline\"").unwrap();
    let mut names: Vec<_> = tags(strip, "term-name").into_iter().map(|t| t.split_once('>').unwrap().1).collect();
    names.sort_by_key(|name| name.trim_start_matches("◂ "));
    assert_eq!(names, ["A", "◂ B ended at 11:51:02", "C"]);
    assert_eq!(tags(strip, "timeless").len(), 2, "{strip}");
}

/// A request with a token that ended so many seconds after noon.
fn ended(second: u32, path: &str, exp: i64) -> String {
    let claims = format!(r#"{{"sub":"1","iat":1795171862,"exp":{}}}"#, 1_795_176_000 + exp);
    let claims = URL_SAFE_NO_PAD.encode(claims);
    let token = format!("eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.{claims}.c2lnbmF0dXJlLW9mLXNvbWUtYnl0ZXM");
    entry(second, "GET", path, 401, &format!(r#"{{"name":"Authorization","value":"Bearer {token}"}}"#), "")
}

#[test]
fn tokens_that_ended_before_share_one_text() {
    let calls: Vec<_> = (0..6).map(|n| ended(n, "/me", -100 - i64::from(n))).collect();
    let html = html(|p| drop(p.import("x", &har(&calls))));
    let (_, strip) = html.split_once("class=\"timeline\"").unwrap();
    assert!(text(strip).contains("◂ A, B, C, D … ended earlier"), "{}", text(strip));
    let mut places: Vec<_> = tags(strip, "term-name").into_iter().map(|t| t.split_once('>').unwrap().0).collect();
    let count = places.len();
    places.dedup();
    assert_eq!(places.len(), count, "names lie on one another: {places:?}");
    // A lone one says when.
    let html = super::html(|p| drop(p.import("x", &har(&calls[..1]))));
    assert!(text(&html).contains("◂ A ended at 11:58:20"), "{}", text(&html));
}

/// Summer time ends between the making of the token and its use.
#[test]
fn local_times_are_those_of_their_day() {
    let berlin = |at: Instant| if at < Instant::parse_rfc3339("2026-10-25T01:00:00Z").unwrap() { 120 } else { 60 };
    let claims = URL_SAFE_NO_PAD.encode(r#"{"sub":"1","iat":1783936800,"exp":1795176000}"#); // 2026-07-13T10:00:00Z
    let token = format!("eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.{claims}.c2lnbmF0dXJlLW9mLXNvbWUtYnl0ZXM");
    let call = entry(2, "GET", "/me", 401, &format!(r#"{{"name":"Authorization","value":"Bearer {token}"}}"#), "");
    let html = with_ports(Ports { utc_offset: berlin, ..Ports::none() }, |p| {
        p.import("x", &har(&[call])).unwrap();
        p.select(ExchangeId(0));
        p.show(latchkey::panel::state::Tab::Token);
    });
    for part in ["2026-07-13 12:00:00", "13:03:02"] {
        assert!(html.contains(part), "{part}: {}", text(&html));
    }
    assert!(!html.contains("2026-07-13 11:00:00"), "{}", text(&html));
}

/// The panel on the expired request with its clock at `setting`, this computer at UTC+1 and 30 s behind the server.
fn by_clock(setting: &'static str, tab: latchkey::panel::state::Tab) -> String {
    let late = expired(2, "/me").replace("12:03:02.000Z", "12:02:32.000Z");
    let ports = Ports {
        load: std::sync::Arc::new(move |key| (key == "clock").then(|| setting.to_owned())),
        utc_offset: |_| 60,
        ..Ports::none()
    };
    text(&with_ports(ports, |p| {
        p.import("x", &har(&[late])).unwrap();
        p.select(ExchangeId(0));
        p.show(tab);
    }))
}

#[test]
fn evidence_tells_moments_by_the_chosen_clock() {
    for (setting, end, answered) in [
        ("local", "exp 2026-11-20 12:51:02 ", "Date 2026-11-20 13:03:02 "),
        ("utc", "exp 2026-11-20 11:51:02 UTC", "Date 2026-11-20 12:03:02 UTC"),
        ("server", "exp 2026-11-20 11:51:02 UTC", "Date 2026-11-20 12:03:02 UTC"),
    ] {
        let words = by_clock(setting, latchkey::panel::state::Tab::Explain);
        assert!(words.contains(end) && words.contains(answered), "{setting}: {words}");
        assert!(!words.contains("2026-11-20T"), "{setting}: {words}");
    }
    // What the server wrote stays as it wrote it.
    let said = r#"{"name":"Authorization","value":"Bearer another-hush-token-1"}"#;
    let challenge = r#",{"name":"WWW-Authenticate","value":"Bearer error=\"invalid_token\", error_description=\"The access token expired at 2026-11-20T11:51:02Z\""}"#;
    let words = text(&html(|p| {
        p.import("x", &har(&[entry(1, "GET", "/me", 401, said, challenge)])).unwrap();
        p.select(ExchangeId(0));
    }));
    let (_, evidence) = words.split_once("Evidence").unwrap();
    assert!(evidence.contains("expired at 2026-11-20T11:51:02Z"), "{evidence}");
}

#[test]
fn a_request_was_sent_by_the_chosen_clock() {
    for (setting, sent) in
        [("local", "2026-11-20 13:02:32 "), ("utc", "2026-11-20 12:02:32 UTC"), ("server", "2026-11-20 12:03:02 UTC")]
    {
        let words = by_clock(setting, latchkey::panel::state::Tab::Exchange);
        assert!(words.contains(&format!("Sent {sent}")), "{setting}: {words}");
        // A header is quoted.
        assert!(words.contains("Fri, 20 Nov 2026 12:03:02 GMT"), "{setting}: {words}");
    }
}

#[test]
fn words_of_the_panel_tell_moments_by_the_chosen_clock() {
    // When the session ended is a value of the cause's words; a cookie's end a part of its reason.
    let cookie = |value: &str| format!(r#"{{"name":"Cookie","value":"{value}"}}"#);
    let sid = cookie("sid=hush-hush");
    let set = r#",{"name":"Set-Cookie","value":"old=1; Max-Age=1"}"#;
    let calls = [
        entry(1, "GET", "/me", 200, &sid, set),
        entry(2, "GET", "/orders", 200, &sid, ""),
        entry(30, "GET", "/me", 401, &sid, ""),
        entry(31, "GET", "/orders", 401, &sid, ""),
    ];
    let show = |setting: &'static str, tab| {
        let ports = Ports {
            load: std::sync::Arc::new(move |key| (key == "clock").then(|| setting.to_owned())),
            utc_offset: |_| 60,
            ..Ports::none()
        };
        text(&with_ports(ports, |p| {
            p.import("x", &har(&calls)).unwrap();
            p.select(ExchangeId(2));
            p.show(tab);
        }))
    };
    use latchkey::panel::state::Tab;
    for (setting, ended, expired) in [
        ("local", "Until 2026-11-20 13:03:02 everything", "it expired at 2026-11-20 13:03:02"),
        ("utc", "Until 2026-11-20 12:03:02 UTC everything", "it expired at 2026-11-20 12:03:02 UTC"),
    ] {
        let words = show(setting, Tab::Explain);
        assert!(words.contains(ended), "{words}");
        let words = show(setting, Tab::Cookies);
        assert!(words.contains(expired), "{words}");
    }
}

#[test]
fn tokens_without_room_for_a_bar_are_counted() {
    let token = |n: u64| {
        let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"iat":{},"exp":{}}}"#, 1_795_176_000 - n, 1_795_180_000 + n));
        let token = format!("{}.{claims}.c2ln", URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256"}"#));
        entry(n as u32, "GET", "/me", 200, &format!(r#"{{"name":"Authorization","value":"Bearer {token}"}}"#), "")
    };
    let shown =
        |count| text(&html(|p| assert!(p.import("x", &har(&(1..=count).map(token).collect::<Vec<_>>())).is_ok())));
    assert!(shown(7).contains("3 more tokens (A, B, C): zoom in, or see the list"), "{}", shown(7));
    assert!(!shown(4).contains("more token"), "{}", shown(4));
}
