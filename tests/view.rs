//! The panel's components as HTML, without a browser: `cargo test --features render --test view`.
#![cfg(feature = "render")]

#[path = "view/list.rs"]
mod list;
#[path = "view/time.rs"]
mod time;

use latchkey::history::ExchangeId;
use latchkey::instant::Instant;
use latchkey::panel::{App, Panel, Ports, Theme};
use leptos::prelude::*;

/// `{"alg":"RS256","typ":"at+jwt"}`, `exp` 2026-11-20T11:51:02Z.
const JWT: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzk1MTcxODYyLCJleHAiOjE3OTUxNzU0NjJ9.c2lnbmF0dXJlLW9mLXNvbWUtYnl0ZXM";

fn entry(second: u32, method: &str, path: &str, status: u16, request: &str, response: &str) -> String {
    format!(
        r#"{{"startedDateTime":"2026-11-20T12:03:{second:02}.000Z","time":80,"_resourceType":"fetch",
        "request":{{"method":"{method}","url":"https://api.shop.example{path}","headers":[{request}]}},
        "response":{{"status":{status},"statusText":"","headers":[{{"name":"Date","value":"Fri, 20 Nov 2026 12:03:{second:02} GMT"}}{response}],
        "content":{{"size":2,"mimeType":"application/json","text":"{{}}"}}}}}}"#
    )
}

fn har(entries: &[String]) -> String {
    format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"test","version":"1"}},"entries":[{}]}}}}"#,
        entries.join(",")
    )
}

fn expired(second: u32, path: &str) -> String {
    entry(
        second,
        "GET",
        path,
        401,
        &format!(r#"{{"name":"Authorization","value":"Bearer {JWT}"}},{{"name":"Cookie","value":"sid=hush-hush"}}"#),
        r#",{"name":"WWW-Authenticate","value":"Bearer realm=\"shop\", error=\"invalid_token\""}"#,
    )
}

fn sample() -> String {
    har(&[
        entry(1, "GET", "/health", 200, "", ""),
        expired(2, "/me"),
        expired(3, "/orders"),
        entry(4, "GET", "/users/undefined", 404, "", ""),
    ])
}

/// The whole panel as HTML, after `prepare`.
fn html(prepare: impl FnOnce(Panel)) -> String {
    with_ports(Ports::none(), prepare)
}

fn with_ports(ports: Ports, prepare: impl FnOnce(Panel)) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let panel = Panel::new();
        panel.set_now(Instant::parse_rfc3339("2026-11-20T12:04:00Z").unwrap());
        provide_context(panel);
        provide_context(ports);
        prepare(panel);
        view! { <App/> }.to_html()
    })
}

/// The whole panel for a reader whose browser speaks `languages`; `kept` is the stored setting.
fn spoken(languages: &[&str], kept: Option<&'static str>, prepare: impl FnOnce(Panel)) -> String {
    let owner = Owner::new();
    owner.with(|| {
        let panel = Panel::new();
        provide_context(panel);
        provide_context(Ports {
            languages: languages.iter().map(|l| (*l).to_owned()).collect(),
            load: std::sync::Arc::new(move |key| kept.filter(|_| key == "language").map(str::to_owned)),
            ..Ports::none()
        });
        prepare(panel);
        view! { <App/> }.to_html()
    })
}

#[test]
fn the_panel_speaks_the_browser_s_language_or_the_chosen_one() {
    let root = |languages: &[&str], kept| tags(&spoken(languages, kept, |_| ()), "class=\"latchkey")[0].to_owned();
    assert!(root(&["zh-CN", "en"], None).contains("lang=\"zh-CN\""));
    assert!(root(&["en-US", "zh-CN"], None).contains("lang=\"en\""));
    assert!(root(&["en-US"], Some("zh-CN")).contains("lang=\"zh-CN\""));
    assert!(root(&["zh-CN"], Some("en")).contains("lang=\"en\""));
    assert!(root(&["zh-CN"], Some("follow")).contains("lang=\"zh-CN\""));
}

#[test]
fn a_cause_is_explained_in_chinese_and_what_is_not_translated_says_that_it_is_english() {
    let html = spoken(&["zh-CN"], None, |p| {
        p.import("x", &sample()).unwrap();
        p.select(ExchangeId(1));
    });
    let words = text(&html);
    for part in ["令牌已过期", "在服务器应答前 12 分钟就已到期", "如何修复", "证据", "按原因分组"]
    {
        assert!(words.contains(part), "{part} is missing: {words}");
    }
    assert!(!words.contains("The token has expired") && !words.contains("How to fix it"), "{words}");
    let english = tags(&html, "lang=\"en\"");
    assert!(english.iter().any(|t| t.contains("The token is cut off")), "{english:?}");
    assert!(!english.iter().any(|t| t.contains("令牌")), "{english:?}");
}

/// The tags that hold `part`, to be looked at one by one.
fn tags<'h>(html: &'h str, part: &str) -> Vec<&'h str> {
    html.split('<').filter(|tag| tag.contains(part)).collect()
}

/// What a person reads.
fn text(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<') {
        if let Some((_, text)) = piece.split_once('>') {
            out.push_str(text);
            out.push(' ');
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_empty_panel_teaches_in_three_lines() {
    let html = html(|_| ());
    assert!(html.contains("Waiting for requests"), "{html}");
    assert_eq!(tags(&html, "li>").iter().filter(|t| t.starts_with("li>")).count(), 3);
    assert!(text(&html).contains("401 ×0 403 ×0 404 ×0 Other ×0"));
}

#[test]
fn a_panel_that_does_not_record_says_so_and_keeps_its_list() {
    let html = html(|p| {
        assert_eq!(p.import("x", &sample()), Ok(4));
        p.record(false);
        p.navigated("https://shop.example/next", Instant::parse_rfc3339("2026-11-20T12:03:59Z").unwrap());
    });
    assert!(text(&html).contains("Recording is off"), "{}", text(&html));
    assert_eq!(tags(&html, "data-status=").len(), 3);
    assert!(!text(&self::html(|_| ())).contains("Recording is off"));
}

#[test]
fn failures_are_grouped_by_cause_and_what_passed_is_not_listed() {
    let html = html(|p| assert_eq!(p.import("x", &sample()), Ok(4)));
    let rows = tags(&html, "data-status=");
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[0].contains("data-cause=\"token-expired\""), "{}", rows[0]);
    assert!(!html.contains("data-status=\"200\""));
    let groups = tags(&html, "class=\"row group");
    assert!(groups.iter().all(|g| g.contains("role=\"row\"") && g.contains("aria-expanded=\"true\"")), "{groups:?}");
    // The level tells screen readers that a row belongs to its group, and indents it.
    assert!(groups.iter().all(|g| g.contains(" aria-level=\"1\"")), "{groups:?}");
    assert!(rows.iter().all(|row| row.contains(" aria-level=\"2\"")), "{rows:?}");
    assert!(!html.contains("attr:"), "a name of the macro in the page");
    assert!(text(&html).contains("401 ×2 403 ×0 404 ×1"), "{}", text(&html));
    assert!(text(&html).contains("3 of 4 requests"));
}

#[test]
fn a_chosen_request_is_explained() {
    let html = html(|p| {
        p.import("x", &sample()).unwrap();
        p.select(ExchangeId(1));
    });
    let words = text(&html);
    assert!(words.contains("12 min before the server answered"), "{words}");
    for part in ["Certain", "Answered by", "Evidence", "How to fix it", "In the page", "What it is not", "References"] {
        assert!(words.contains(part), "{part} is missing: {words}");
    }
    let chosen = tags(&html, "aria-selected=\"true\"");
    assert!(chosen.iter().any(|t| t.contains("id=\"row-1\"")), "{chosen:?}");
    assert!(html.contains("aria-activedescendant=\"row-1\""));
}

#[test]
fn ways_to_do_a_step_elsewhere_are_one_line() {
    let html = html(|p| {
        p.import("x", &sample()).unwrap();
        p.select(ExchangeId(1));
    });
    let (before, after) = html.split_once("class=\"remedy elsewhere\"").expect("a line for the others");
    assert_eq!(tags(before, "class=\"remedy\"").len(), 1, "what made the request is seen");
    let after = after.replace("<!>", "");
    assert!(after.starts_with("><summary>How in axios and 3 others</summary>"), "{}", &after[..200]);
}

#[test]
fn tabs_appear_only_when_they_have_something_to_say() {
    let tabs = |id| {
        let html = html(|p| {
            p.import("x", &sample()).unwrap();
            p.select(ExchangeId(id));
        });
        tags(&html, "role=\"tab\"").iter().filter_map(|t| t.rsplit('>').next()).map(str::to_owned).collect::<Vec<_>>()
    };
    let with_token = tabs(1);
    assert!(
        ["Explain", "Challenge", "Token", "Exchange"].iter().all(|t| with_token.contains(&(*t).to_owned())),
        "{with_token:?}"
    );
    let without = tabs(3);
    assert!(!without.contains(&"Token".to_owned()) && !without.contains(&"Challenge".to_owned()), "{without:?}");
}

#[test]
fn no_secret_is_in_any_view() {
    for tab in latchkey::panel::state::Tab::ALL {
        let html = html(|p| {
            p.import("x", &sample()).unwrap();
            p.select(ExchangeId(1));
            p.show(tab);
        });
        assert!(!html.contains("hush-hush"), "{tab:?}");
        assert!(!html.contains(JWT), "{tab:?}");
    }
}

#[test]
fn text_from_the_network_is_only_ever_text() {
    let evil = har(&[entry(
        1,
        "GET",
        "/<img src=x>undefined",
        404,
        r#"{"name":"X-<b>Name</b>","value":"<script>alert(1)</script>\u202e"}"#,
        r#",{"name":"WWW-Authenticate","value":"Bearer realm=\"<i>x</i>\""}"#,
    )]);
    for tab in latchkey::panel::state::Tab::ALL {
        let html = html(|p| {
            p.import("x", &evil).unwrap();
            p.select(ExchangeId(0));
            p.show(tab);
        });
        for bad in ["<script>", "<img", "<b>", "<i>", "\u{202e}"] {
            assert!(!html.contains(bad), "{bad} in {tab:?}");
        }
    }
}

#[test]
fn a_token_never_counts_as_valid() {
    let html = html(|p| {
        p.import("x", &sample()).unwrap();
        p.select(ExchangeId(1));
        p.show(latchkey::panel::state::Tab::Token);
    });
    let words = text(&html);
    assert!(words.contains("access token (JWT)") && words.contains("when it ends"), "{words}");
    assert!(words.contains("It had ended 12 min before the server answered."), "{words}");
    assert!(!words.to_lowercase().contains("valid "), "{words}");
}

#[test]
fn learn_speaks_of_this_request() {
    let learn = |id| {
        html(|p| {
            p.import("x", &sample()).unwrap();
            p.select(ExchangeId(id));
            p.show(latchkey::panel::state::Tab::Learn);
        })
    };
    let html = learn(1);
    let words = text(&html);
    let (_, after) = words.split_once("401 Unauthorized").unwrap();
    assert!(after.contains("What it does not mean") && after.contains("RFC 9110 §15.5.2"), "{words}");
    assert_eq!(words.matches("this request").count(), 1, "{words}");
    // What an expired token is about is glossed; what it is not about is folded away.
    let (_, terms) = words.split_once("Terms used here").unwrap();
    let (here, others) = terms.split_once("All other terms").unwrap();
    assert!(here.contains("refresh token") && !here.contains("SameSite"), "{here}");
    assert!(others.contains("SameSite"), "{others}");
    assert!(text(&learn(3)).contains("404 Not Found"));
}

#[test]
fn the_theme_follows_what_is_around() {
    assert!(html(|_| ()).contains("data-theme=\"light\""));
    assert!(html(|p| p.set_theme(Theme::Dark)).contains("data-theme=\"dark\""));
}

#[test]
fn navigation_clears_and_keeps_what_belongs_to_the_new_page() {
    let after = |navigate: &str| {
        text(&html(|p| {
            p.import("x", &sample()).unwrap();
            p.navigated(navigate, Instant::parse_rfc3339("2026-11-20T12:03:09Z").unwrap());
        }))
    };
    assert!(after("https://shop.example/").contains("Waiting for requests"));
}

#[test]
fn a_page_that_is_loaded_again_begins_anew() {
    let page = |second| entry(second, "GET", "/", 200, "", "").replace("fetch", "document");
    let at = |second| Instant::parse_rfc3339(&format!("2026-11-20T12:03:{second:02}Z")).unwrap();
    let after = |arrived_first: bool| {
        text(&html(|p| {
            p.navigated("https://api.shop.example/", at(2));
            p.import("x", &har(&[page(1), expired(3, "/me")])).unwrap();
            if arrived_first {
                p.import("x", &har(&[page(10)])).unwrap();
            }
            p.navigated("https://api.shop.example/", at(11));
            if !arrived_first {
                p.import("x", &har(&[page(10)])).unwrap();
            }
        }))
    };
    for arrived_first in [true, false] {
        let words = after(arrived_first);
        assert!(words.contains("401 ×0") && words.contains("0 of 1 requests"), "{arrived_first}: {words}");
    }
    // News of a page come late at times, when the requests of the next one are there.
    let words = text(&html(|p| {
        p.navigated("about:blank", at(4));
        p.import("x", &har(&[page(1), expired(3, "/me")])).unwrap();
        p.navigated("https://api.shop.example/", at(5));
    }));
    assert!(words.contains("1 of 2 requests"), "{words}");
}

#[test]
fn a_har_that_cannot_be_read_says_where() {
    let owner = Owner::new();
    owner.with(|| {
        let error = Panel::new().import("trace.har", "{\"log\":").unwrap_err();
        assert!(error.starts_with("Could not read trace.har: line 1, column "), "{error}");
        assert!(error.contains("is still here"), "{error}");
    });
}

#[test]
fn every_control_has_a_name() {
    let html = html(|p| {
        p.import("x", &sample()).unwrap();
        p.select(ExchangeId(1));
    });
    for tag in html.split("<button").skip(1) {
        let (attributes, rest) = tag.split_once('>').unwrap();
        let inside = rest.split("</button>").next().unwrap_or_default();
        assert!(attributes.contains("aria-label=") || !text(&format!("<>{inside}")).is_empty(), "<button{attributes}");
    }
    for tag in html.split("<input").skip(1) {
        let (attributes, rest) = tag.split_once('>').unwrap();
        let labelled = rest.split("</label>").next().is_some_and(|t| !t.contains("<input") && !t.trim().is_empty());
        assert!(attributes.contains("aria-label=") || labelled, "<input{attributes}");
    }
}

/// The Token tab of one request with this `Authorization` value.
fn token_tab(authorization: &str) -> String {
    let header = format!(r#"{{"name":"Authorization","value":"{authorization}"}}"#);
    html(|p| {
        p.import("x", &har(&[expired(1, "/me"), entry(2, "GET", "/me", 401, &header, "")])).unwrap();
        p.select(ExchangeId(1));
        p.show(latchkey::panel::state::Tab::Token);
    })
}

#[test]
fn a_token_says_why_it_is_taken_for_what_it_is() {
    let html = token_tab(&format!("Bearer {JWT}"));
    let words = text(&html);
    assert!(words.contains("It says so itself: typ in the header is at+jwt."), "{words}");
    assert!(words.contains("23 bytes. Latchkey did not check it"), "{words}");
    // A page without WebCrypto says why there is no field for a key.
    assert!(words.contains("This page cannot check it") && !words.contains("Key to check it with"), "{words}");
}

#[test]
fn faults_of_a_token_stand_in_their_place() {
    let html = token_tab(&format!("Bearer {}?.c2lnbmF0dXJl", JWT.rsplit_once('.').unwrap().0));
    let marks = tags(&html, "class=\"fault-at\"");
    assert_eq!(marks.len(), 1, "{marks:?}");
    assert!(marks[0].ends_with(">?"), "{marks:?}");
    assert!(html.contains("eyJzdWIiOiIxIiwiaWF0IjoxNzk1MTcxODYyLCJleHAiOjE3OTUxNzU0NjJ9"), "the text around it");
    assert!(!html.contains("c2lnbmF0dXJl"), "the signature stays masked");
}

#[test]
fn tokens_of_other_formats_are_a_table() {
    let words = text(&token_tab(
        "Bearer v2.local.lClhzVOuseCWYep44qbA8rmXry66lUupyENijX37_I_z34EiOlfyuwqIIhOjF-e9m2J-Qs17Gs-BpjpLlh3zf-J37n7YGHqMBV6G5xD2aeIKpck6rhfwHpGF38L7ryYuzuUeqmPg8XozSfU4PuPp9o8.UGFyYWdvbiBJbml0aWF0aXZlIEVudGVycHJpc2Vz",
    ));
    assert!(words.contains("PASETO v2.local") && words.contains("What it holds"), "{words}");
    assert!(words.contains("footer Paragon Initiative Enterprises"), "{words}");
}

#[test]
fn two_tokens_are_compared() {
    // {"alg":"RS256","typ":"at+jwt"}, {"sub":"1","iat":1795171862,"exp":1795179062}: an hour longer.
    let other =
        "eyJhbGciOiJSUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIxIiwiaWF0IjoxNzk1MTcxODYyLCJleHAiOjE3OTUxNzkwNjJ9.c2ln";
    let words = text(&token_tab(&format!("Bearer {other}")));
    assert!(words.contains("Compare with another token"), "{words}");
    assert!(words.contains("exp 1795175462") && words.contains("60 min later"), "{words}");
    assert!(words.contains("4 other members are the same."), "{words}");
}

#[test]
fn every_token_of_an_exchange_is_offered() {
    let other = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIiwibm9uY2UiOiJuIn0.c2ln";
    let request = format!(
        r#"{{"name":"Cookie","value":"theme=dark; sid={other}"}},{{"name":"Authorization","value":"Bearer {JWT}"}}"#
    );
    let html = html(|p| {
        p.import("x", &har(&[entry(1, "GET", "/cb?id_token=eyJhbGciOiJSUzI1NiJ9.e30.c2ln", 401, &request, "")]))
            .unwrap();
        p.select(ExchangeId(0));
        p.show(latchkey::panel::state::Tab::Token);
    });
    let words = text(&html);
    assert!(words.contains("3 tokens went over the wire"), "{words}");
    for place in [
        "Request header Authorization Token A: access token", "Request header Cookie, sid ID token",
        "URL, id_token token (JWT)",
    ] {
        assert!(words.contains(place), "{place}: {words}");
    }
    let pressed = tags(&html, "aria-pressed=\"true\"");
    assert_eq!(
        pressed.iter().filter(|tag| tag.starts_with("button") && !tag.contains("class")).count(),
        1,
        "{pressed:?}"
    );
    // Without Authorization the tab is there, too.
    let html = self::html(|p| {
        let cookie = format!(r#"{{"name":"Cookie","value":"sid={other}"}}"#);
        p.import("x", &har(&[entry(1, "GET", "/me", 401, &cookie, "")])).unwrap();
        p.select(ExchangeId(0));
        p.show(latchkey::panel::state::Tab::Token);
    });
    assert!(text(&html).contains("Likely so, because it has nonce."), "{}", text(&html));
}

#[test]
fn cookies_that_were_not_sent_have_a_reason() {
    let set = |line: &str| format!(r#",{{"name":"Set-Cookie","value":"{line}"}}"#);
    let lines = [
        "sid=hush-hush; Path=/account; HttpOnly", "theme=dark; Path=/",
        "__Host-x=hush-hush; Path=/; Domain=shop.example; Secure", "old=hush-hush; Max-Age=1; Path=/",
    ];
    let html = html(|p| {
        let login = entry(1, "POST", "/login", 200, "", &lines.map(set).concat());
        let header = r#"{"name":"Accept","value":"*/*"},{"name":"Sec-Fetch-Site","value":"same-origin"}"#;
        let again = entry(9, "GET", "/me", 401, header, &set(r"a=\u0001; Path=/"));
        p.import("x", &har(&[login, again])).unwrap();
        p.select(ExchangeId(1));
        p.show(latchkey::panel::state::Tab::Cookies);
    });
    let words = text(&html);
    let (_, words) = words.split_once("Known from earlier answers, and not sent").unwrap();
    for part in [
        "sid it is for the path /account and what lies below it api.shop.example/account",
        "theme its rules let it go along",
        "__Host-x the browser refused it when it was set",
        "old it expired at 2026-11-20 12:03:02",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert!(words.contains("The browser refuses it: the line holds a control character."), "{words}");
    assert!(words.contains("Latchkey knows only the cookies of this recording."), "{words}");
    assert!(!html.contains("hush-hush"));
}

#[test]
fn cors_stands_side_by_side_with_its_faults_marked() {
    let origin = r#"{"name":"Origin","value":"https://app.example"}"#;
    let preflight = entry(
        1,
        "OPTIONS",
        "/me",
        204,
        &format!(r#"{origin},{{"name":"Access-Control-Request-Method","value":"PUT"}}"#),
        r#",{"name":"Access-Control-Allow-Origin","value":"https://app.example"},{"name":"Access-Control-Allow-Methods","value":"GET, POST"}"#,
    )
    .replace("\"fetch\"", "\"preflight\"");
    let blocked = entry(1, "PUT", "/me", 0, origin, "");
    let simple = entry(
        3,
        "GET",
        "/me",
        403,
        origin,
        r#",{"name":"Access-Control-Allow-Origin","value":"https://app.example/"}"#,
    );
    let tab = |id| {
        html(|p| {
            p.import("x", &har(&[preflight.clone(), blocked.clone(), simple.clone()])).unwrap();
            p.select(ExchangeId(id));
            p.show(latchkey::panel::state::Tab::Cors);
        })
    };
    let words = text(&tab(1));
    assert!(
        words.contains("The browser keeps the answer from the page https://app.example → https://api.shop.example"),
        "{words}"
    );
    assert!(words.contains("the list does not name PUT") && words.contains("The server answers 204"), "{words}");
    let html = tab(2);
    let marks = tags(&html, "class=\"fault-at\"");
    assert!(marks.len() == 1 && marks[0].contains("no slash at its end"), "{marks:?}");
}

/// An error that is no refusal is not called well, in any place.
#[test]
fn an_error_that_is_no_refusal_is_no_success() {
    let broken = |status: u16, error: &str| {
        let failed = entry(2, "GET", "/broken", status, "", "").replacen(
            "\"statusText\":\"\"",
            &format!("\"statusText\":\"\"{error}"),
            1,
        );
        html(|p| {
            p.import("x", &har(&[failed])).unwrap();
            p.select(ExchangeId(0));
        })
    };
    for (status, error, said) in [
        (500, "", "The server answered with the error 500. Nothing in it speaks of sign-in"),
        (0, "", "No answer came, and nothing shows that somebody refused the request. The network"),
        (0, ",\"_error\":\"net::ERR_SSL_PROTOCOL_ERROR\"", "The browser says: net::ERR_SSL_PROTOCOL_ERROR."),
    ] {
        let html = broken(status, error);
        let words = text(&html);
        assert!(words.contains(said) && words.contains("An error, but no refusal"), "{status}: {words}");
        assert!(!words.contains("answered well") && !words.contains("Nothing wrong"), "{status}: {words}");
        assert!(tags(&html, "class=\"mark\"").iter().all(|mark| mark.contains("data-kind=\"hint\"")), "{status}");
    }
    assert!(text(&broken(200, "")).contains("This request was answered well."));
}

/// Of a call to another origin the browser may tell nothing but that it failed.
#[test]
fn a_failed_call_to_another_origin_may_be_one_of_cors() {
    let words = |before: &[String], origin: &str, error: &str| {
        let failed = entry(2, "GET", "/list", 0, &format!(r#"{{"name":"Origin","value":"{origin}"}}"#), "");
        let failed = failed.replacen("\"statusText\":\"\"", &format!("\"statusText\":\"\",\"_error\":\"{error}\""), 1);
        text(&html(|p| {
            p.import("x", &har(&[before, &[failed]].concat())).unwrap();
            p.select(ExchangeId(before.len()));
        }))
    };
    let finding = "The server sends no CORS headers at all";
    let of_cors = words(&[], "https://shop.example", "net::ERR_FAILED");
    assert!(of_cors.contains(finding) && of_cors.contains("Possible"), "{of_cors}");
    assert!(!words(&[], "https://shop.example", "net::ERR_CONNECTION_REFUSED").contains(finding));
    assert!(!words(&[], "https://api.shop.example", "net::ERR_FAILED").contains(finding), "the same origin");
    // Where the server let pages read it before, no cause fits better than another.
    let origin = r#"{"name":"Origin","value":"https://shop.example"}"#;
    let shared = entry(1, "GET", "/open", 200, origin, r#",{"name":"Access-Control-Allow-Origin","value":"*"}"#);
    let hint = "often means that CORS, the rules for such calls, kept the answer back";
    let after = words(&[shared], "https://shop.example", "net::ERR_FAILED");
    assert!(after.contains(hint) && !after.contains(finding), "{after}");
}

/// What is to be changed in the page is looked for where the call is made.
#[test]
fn the_fix_in_the_page_says_where_the_call_is_made() {
    let called = expired(2, "/me").replacen(
        "\"time\":80",
        "\"time\":80,\"_initiator\":{\"type\":\"script\",\"stack\":{\"callFrames\":[{\"url\":\"https://shop.example/app.js?token=hush-hush\",\"lineNumber\":41}]}}",
        1,
    );
    let in_devtools = Ports { open_file: Some(|_, _| ()), ..Ports::none() };
    let [html, linked] = [Ports::none(), in_devtools].map(|ports| {
        with_ports(ports, |p| {
            p.import("x", &har(std::slice::from_ref(&called))).unwrap();
            p.select(ExchangeId(0));
        })
    });
    // A link where there are tools that can show the place.
    let links = |html: &str| html.matches(">https://shop.example/app.js?token=").count();
    let places = text(&linked).matches("The call is made in").count();
    assert!(links(&html) == 0 && links(&linked) == places && places > 0, "{places} {}", links(&linked));
    assert!(text(&linked).contains("The call is made in https://shop.example/app.js?token="), "{}", text(&linked));
    assert!(!linked.contains("hush-hush"), "{linked}");
    let words = text(&html);
    assert!(words.contains("In the page The call is made in https://shop.example/app.js?token="), "{words}");
    assert!(!html.contains("hush-hush"), "{words}");
    let count = |part: &str| words.matches(part).count();
    assert_eq!(count("The call is made in"), count("In the page"), "not for the server: {words}");
}

/// Beside a status of 200, a failure says that the page never sees the answer.
#[test]
fn an_answer_that_the_page_may_not_read_says_so() {
    let heading = |allowed: &str| {
        let origin = r#"{"name":"Origin","value":"https://shop.example"},{"name":"Sec-Fetch-Mode","value":"cors"}"#;
        let html = html(|p| {
            p.import("x", &har(&[entry(2, "GET", "/list", 200, origin, allowed)])).unwrap();
            p.select(ExchangeId(0));
        });
        text(html.split_once("class=\"heading\"").unwrap().1.split_once("</header>").unwrap().0)
    };
    let words = heading("");
    assert!(words.contains("The browser keeps the answer from the page 200"), "{words}");
    let words = heading(r#",{"name":"Access-Control-Allow-Origin","value":"https://shop.example"}"#);
    assert!(!words.contains("keeps the answer"), "{words}");
}
