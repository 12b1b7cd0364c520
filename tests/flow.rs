//! Flows: which exchanges belong together, what went along, and where it was lost.

mod common;

use common::example;
use latchkey::flow::{Flow, Kind, Loss, Outcome, Part, Role, What};
use latchkey::har;
use latchkey::history::{ExchangeId, History};

fn recording(text: &str) -> History {
    let mut history = History::default();
    for (index, (exchange, _)) in example::exchanges(text).into_iter().enumerate() {
        history.push(index, exchange.into());
    }
    history
}

fn flow(text: &str, id: usize) -> Option<Flow> {
    Flow::of(&recording(text), ExchangeId(id))
}

fn parts(flow: &Flow) -> Vec<(usize, Part)> {
    flow.steps.iter().map(|s| (s.id.0, s.part)).collect()
}

fn roles(flow: &Flow) -> Vec<(Role, &str)> {
    flow.parties.iter().map(|p| (p.role, p.name.as_str())).collect()
}

/// `Token A`, `Code`: what went along, without the masks.
fn sent(flow: &Flow, at: usize) -> Vec<String> {
    flow.steps[at]
        .sent
        .iter()
        .map(|c| format!("{:?} {}", c.what, c.letter.as_deref().unwrap_or_default()).trim_end().to_owned())
        .collect()
}

fn given(flow: &Flow, at: usize) -> Vec<String> {
    flow.steps[at]
        .given
        .iter()
        .map(|c| format!("{:?} {}", c.what, c.letter.as_deref().unwrap_or_default()).trim_end().to_owned())
        .collect()
}

const CODE_FLOW: &str = r#"@type document
@page https://app.shop.test/
GET https://app.shop.test/login

HTTP/1.1 302 Found
Location: https://idp.test/authorize?response_type=code&client_id=shop&state=xyz-hush-state&redirect_uri=https%3A%2F%2Fapp.shop.test%2Fcallback&code_challenge=abc

---
@type document
GET https://idp.test/authorize?response_type=code&client_id=shop&state=xyz-hush-state&redirect_uri=https%3A%2F%2Fapp.shop.test%2Fcallback&code_challenge=abc

HTTP/1.1 302 Found
Location: /interaction/1

---
@type document
GET https://idp.test/interaction/1

HTTP/1.1 200 OK
Content-Type: text/html

---
@type document
POST https://idp.test/interaction/1
Content-Type: application/x-www-form-urlencoded

login=ada&password=hush-hush-hush

HTTP/1.1 302 Found
Location: https://app.shop.test/callback?code=hush-code-1234567&state=xyz-hush-state

---
@type document
GET https://app.shop.test/callback?code=hush-code-1234567&state=xyz-hush-state

HTTP/1.1 200 OK
Content-Type: text/html

---
@type fetch
POST https://idp.test/token
Origin: https://app.shop.test
Content-Type: application/x-www-form-urlencoded

grant_type=authorization_code&client_id=shop&code=hush-code-1234567&code_verifier=hush-verifier

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"hush-token-abcdefgh","refresh_token":"hush-refresh-abcdefgh","token_type":"Bearer"}

---
@type fetch
GET https://app.shop.test/unrelated.json

HTTP/1.1 200 OK

---
@type fetch
GET https://api.shop.test/me
Origin: https://app.shop.test
Authorization: Bearer hush-token-abcdefgh

HTTP/1.1 200 OK
"#;

#[test]
fn a_code_flow_is_told_from_every_step_of_it() {
    let whole = [
        (0, Part::Start),
        (1, Part::Authorize),
        (2, Part::SignIn),
        (3, Part::SignIn),
        (4, Part::Callback),
        (5, Part::Trade),
        (7, Part::Use),
    ];
    for id in [0, 1, 2, 3, 4, 5, 7] {
        let flow = flow(CODE_FLOW, id).unwrap_or_else(|| panic!("{id} belongs to a flow"));
        assert_eq!((flow.kind.clone(), parts(&flow)), (Kind::SignIn, whole.to_vec()), "from {id}");
    }
    assert_eq!(flow(CODE_FLOW, 6), None, "an unrelated call has no flow");
    let flow = flow(CODE_FLOW, 7).unwrap();
    let expected = [
        (Role::Browser, "app.shop.test"),
        (Role::Site, "app.shop.test"),
        (Role::Server, "api.shop.test"),
        (Role::SignIn, "idp.test"),
    ];
    assert_eq!(roles(&flow), expected);
    assert_eq!(given(&flow, 3), ["Code 1"], "the redirect hands the code over");
    assert_eq!(sent(&flow, 4), ["Code 1"]);
    assert_eq!(sent(&flow, 5), ["Code 1"]);
    assert_eq!(given(&flow, 5), ["Token A", "RefreshToken"]);
    assert_eq!(sent(&flow, 6), ["Token A"]);
    assert_eq!(flow.lost_at(), None);
    assert!(!format!("{flow:?}").contains("hush-"), "{flow:?}");
}

#[test]
fn an_app_that_fetches_tokens_through_its_own_server_stays_the_app() {
    let text = CODE_FLOW.replace("POST https://idp.test/token", "POST https://app.shop.test/token");
    let flow = flow(&text, 5).unwrap();
    assert!(roles(&flow).contains(&(Role::Site, "app.shop.test")), "{:?}", roles(&flow));
    assert!(roles(&flow).contains(&(Role::SignIn, "idp.test")), "{:?}", roles(&flow));
}

#[test]
fn a_code_that_the_server_trades_is_said_to_be_out_of_sight() {
    let text = CODE_FLOW.split("\n---\n").take(4).collect::<Vec<_>>().join("\n---\n");
    let text = format!(
        "{text}\n---\n@type document\nGET https://app.shop.test/callback?code=hush-code-1234567&state=xyz-hush-state\n\n\
         HTTP/1.1 302 Found\nLocation: /home\nSet-Cookie: sid=hush-session; HttpOnly\n\n\
         ---\n@type document\nGET https://app.shop.test/home\nCookie: sid=hush-session\n\nHTTP/1.1 200 OK\n"
    );
    let flow = flow(&text, 5).unwrap();
    let last: Vec<_> = parts(&flow).split_off(4);
    assert_eq!(last, [(4, Part::Callback), (5, Part::Landed)]);
    assert!(flow.steps[4].unseen);
    assert_eq!(given(&flow, 4), ["Cookie"]);
}

#[test]
fn a_code_used_twice_is_seen() {
    let trade = |status: &str| {
        format!(
            "@type fetch\nPOST https://idp.test/token\nOrigin: https://app.shop.test\n\n\
             grant_type=authorization_code&code=hush-code-1234567\n\nHTTP/1.1 {status}\nContent-Type: application/json\n\n"
        )
    };
    let text = format!("{}{{}}\n---\n{}{}", trade("200 OK"), trade("400 Bad Request"), r#"{"error":"invalid_grant"}"#);
    for id in [0, 1] {
        let flow = flow(&text, id).unwrap();
        assert_eq!(parts(&flow), [(0, Part::Trade), (1, Part::Trade)]);
        assert_eq!(flow.steps[1].loss, Some(Loss::CodeAgain));
    }
}

const RENEWAL: &str = r#"@type fetch
GET https://app.test/api/feed
Referer: https://app.test/
Authorization: Bearer old-hush-token-123456

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer error="invalid_token"

---
@type fetch
POST https://app.test/auth/refresh
Referer: https://app.test/
Content-Type: application/json

{"refresh_token":"hush-refresh-12345678"}

HTTP/1.1 200 OK
Content-Type: application/json

{"access_token":"new-hush-token-123456"}

---
@type fetch
GET https://app.test/api/feed
Referer: https://app.test/
Authorization: Bearer new-hush-token-123456

HTTP/1.1 200 OK

---
@type fetch
GET https://app.test/api/later
Referer: https://app.test/
Authorization: Bearer new-hush-token-123456

HTTP/1.1 200 OK
"#;

#[test]
fn a_renewal_is_told_from_each_of_its_steps() {
    for id in 0..3 {
        let flow = flow(RENEWAL, id).unwrap();
        assert_eq!(flow.kind, Kind::Renewal);
        assert_eq!(parts(&flow), [(0, Part::Refused), (1, Part::Refresh), (2, Part::Retry)], "from {id}");
        assert_eq!(
            (sent(&flow, 0), given(&flow, 1), sent(&flow, 2)),
            (vec!["Token A".to_owned()], vec!["Token B".to_owned()], vec!["Token B".to_owned()])
        );
        assert_eq!(flow.lost_at(), None);
        assert_eq!(flow.steps[0].asked, ["Bearer"]);
    }
    assert_eq!(flow(RENEWAL, 3), None, "a later call is no part of it");
}

/// Requests arrive in the order in which they finished; the flow goes by when they started.
#[test]
fn a_flow_goes_by_time_and_not_by_arrival() {
    let steps: Vec<_> = RENEWAL.split("\n---\n").take(3).collect();
    for order in [[1, 0, 2], [0, 2, 1], [2, 1, 0]] {
        let text: Vec<_> = order.iter().map(|at| format!("@at +{at}s\n{}", steps[*at])).collect();
        for id in 0..3 {
            let flow = flow(&text.join("\n---\n"), id).unwrap_or_else(|| panic!("{order:?} {id}"));
            let parts: Vec<_> = flow.steps.iter().map(|s| s.part).collect();
            assert_eq!(parts, [Part::Refused, Part::Refresh, Part::Retry], "{order:?} from {id}");
        }
    }
}

#[test]
fn a_retry_with_the_old_token_is_where_the_new_one_was_lost() {
    let text = RENEWAL.replace(
        "Bearer new-hush-token-123456\n\nHTTP/1.1 200 OK\n\n---",
        "Bearer old-hush-token-123456\n\nHTTP/1.1 401 Unauthorized\n\n---",
    );
    let flow = flow(&text, 2).unwrap();
    assert_eq!(parts(&flow), [(0, Part::Refused), (1, Part::Refresh), (2, Part::Retry)]);
    assert_eq!(flow.steps[2].loss, Some(Loss::OldToken));
    assert_eq!(flow.lost_at(), Some(2));
}

#[test]
fn a_refused_call_without_renewal_has_no_flow() {
    let text = RENEWAL.split("\n---\n").next().unwrap();
    assert_eq!(flow(text, 0), None);
    // A refresh of another page, and a report that is loaded again, do not belong to it.
    let other =
        RENEWAL.split("\n---\n").nth(1).unwrap().replace("Referer: https://app.test/", "Referer: https://other.test/");
    assert_eq!(flow(&format!("{text}\n---\n{other}"), 0), None);
}

#[test]
fn the_browser_leaves_the_token_behind_at_another_origin() {
    let text = r#"@type fetch
@page https://app.test/
GET https://app.test/go
Authorization: Bearer hush-token-12345678

HTTP/1.1 307 Temporary Redirect
Location: https://partner.test/landing

---
@type fetch
GET https://partner.test/landing
Origin: https://app.test

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Bearer
"#;
    for id in [0, 1] {
        let flow = flow(text, id).unwrap();
        assert_eq!((flow.kind.clone(), flow.lost_at()), (Kind::Redirects, Some(1)));
        assert_eq!(flow.steps[1].loss, Some(Loss::OtherOrigin));
        assert_eq!(flow.steps[0].ahead, Some(2), "the redirect points to the partner");
    }
    // On the same origin it stays.
    let kept = text.replace("partner.test/landing\n\n---", "app.test/landing\n\n---").replace(
        "GET https://partner.test/landing\nOrigin: https://app.test",
        "GET https://app.test/landing\nAuthorization: Bearer hush-token-12345678",
    );
    assert_eq!(flow(&kept, 1).unwrap().lost_at(), None);
}

#[test]
fn a_post_that_became_a_get_lost_its_body() {
    let text = r#"@type fetch
POST https://app.test/api/orders/
Content-Type: application/json

{"a":1}

HTTP/1.1 301 Moved Permanently
Location: /api/orders

---
@type fetch
GET https://app.test/api/orders

HTTP/1.1 405 Method Not Allowed
"#;
    let flow = flow(text, 1).unwrap();
    assert_eq!(flow.steps[1].loss, Some(Loss::Method("POST".into())));
}

#[test]
fn a_handshake_shows_its_legs() {
    let text = r#"@type fetch
GET https://intranet.test/reports

HTTP/1.1 401 Unauthorized
WWW-Authenticate: Negotiate
WWW-Authenticate: NTLM

---
@type fetch
GET https://intranet.test/reports
Authorization: NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGNFAAAADw==

HTTP/1.1 401 Unauthorized
WWW-Authenticate: NTLM TlRMTVNTUAACAAAADAAMADgAAAAFgomi0d8NqFzZ0vIAAAAAAAAAAAAAAAAAAAAACgBjRQAAAA8=

---
@type fetch
GET https://intranet.test/reports
Authorization: NTLM TlRMTVNTUAADAAAAGAAYAHQAAAAYABgAjAAAAAAAAABYAAAABAAEAFgAAAAYABgAXAAAAAAAAACkAAAABYKIogoAY0UAAAAPAAAAAAAAAAAAAAAAAAAAAA==

HTTP/1.1 200 OK
"#;
    for id in 0..3 {
        let flow = flow(text, id).unwrap();
        assert_eq!(flow.kind, Kind::Handshake("NTLM".into()));
        assert_eq!(parts(&flow), [(0, Part::Ask), (1, Part::Leg), (2, Part::Proof)]);
        let messages: Vec<_> = flow.steps.iter().flat_map(|s| s.sent.iter().chain(&s.given)).map(|c| c.what).collect();
        assert_eq!(messages, [What::Message(1), What::Message(2), What::Message(3)]);
        assert_eq!(flow.steps[0].asked, ["Negotiate", "NTLM"]);
    }
    // Polling without credentials is no handshake.
    let poll = "@type fetch\nGET https://x.test/a\n\nHTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\n";
    assert_eq!(flow(&format!("{poll}\n---\n{poll}"), 1), None);
}

#[test]
fn a_proxy_is_a_party() {
    let text = r#"@type fetch
@page http://shop.test/
GET http://api.test/feed

HTTP/1.1 407 Proxy Authentication Required
Proxy-Authenticate: Basic realm="proxy"

---
@type fetch
@page http://shop.test/
GET http://api.test/feed
Proxy-Authorization: Basic {b64 ada:hush-hush}

HTTP/1.1 200 OK
"#;
    let flow = flow(text, 1).unwrap();
    assert_eq!(flow.kind, Kind::Handshake("Basic".into()));
    assert_eq!(roles(&flow)[1].0, Role::Proxy);
    assert_eq!((flow.steps[0].to, flow.steps[1].to), (1, 2));
    assert_eq!(sent(&flow, 1), ["Proxy"]);
}

#[test]
fn a_refused_preflight_means_that_nothing_was_sent() {
    let text = r#"@type preflight
OPTIONS https://api.test/me
Origin: https://app.test
Access-Control-Request-Method: GET
Access-Control-Request-Headers: authorization

HTTP/1.1 401 Unauthorized

---
@type fetch
@error net::ERR_FAILED
GET https://api.test/me
Origin: https://app.test
Authorization: Bearer hush-token-12345678

HTTP/1.1 0
"#;
    for id in [0, 1] {
        let flow = flow(text, id).unwrap();
        assert_eq!(flow.kind, Kind::Preflight);
        assert_eq!(parts(&flow), [(0, Part::Preflight), (1, Part::Request)]);
        let losses: Vec<_> = flow.steps.iter().map(|s| s.loss.clone()).collect();
        assert_eq!(losses, [Some(Loss::PreflightAsked), Some(Loss::NotSent)]);
    }
}

#[test]
fn a_preflight_that_does_not_permit_means_that_nothing_was_sent() {
    let call = |allowed: &str| {
        format!(
            r#"@type preflight
OPTIONS https://api.test/me
Origin: https://app.test
Access-Control-Request-Method: GET
Access-Control-Request-Headers: x-client

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.test
Access-Control-Allow-Headers: {allowed}

---
@type fetch
@error net::ERR_FAILED
GET https://api.test/me
Origin: https://app.test
X-Client: web

HTTP/1.1 0
"#
        )
    };
    let loss = |allowed: &str| flow(&call(allowed), 1).unwrap().steps[1].loss.clone();
    assert_eq!(loss("authorization"), Some(Loss::NotSent));
    assert_eq!(loss("x-client"), None, "it was permitted: the network failed");
}

#[test]
fn a_long_chain_has_a_limit() {
    let hop =
        |at: usize| format!("@type document\nGET https://x.test/{at}\n\nHTTP/1.1 302 Found\nLocation: /{}\n", at + 1);
    let text = (0..40).map(hop).collect::<Vec<_>>().join("\n---\n");
    let flow = flow(&text, 20).unwrap();
    assert_eq!(flow.steps.len(), latchkey::flow::LIMIT);
    assert!(flow.steps.iter().any(|s| s.id.0 == 20));
}

/// What real browsers and servers recorded.
#[test]
fn recordings_show_their_flows() {
    let mut checked = 0;
    for (name, kind, loss) in [
        ("ctl-refresh-works", Kind::Renewal, None),
        ("refresh-old-token-retry", Kind::Renewal, Some(Loss::OldToken)),
        ("redirect-cross-origin-drops-auth", Kind::Redirects, Some(Loss::OtherOrigin)),
        ("oidc-code-expired", Kind::SignIn, Some(Loss::CodeAgain)),
        ("oidc-refresh-reuse", Kind::Renewal, Some(Loss::RefreshAgain)),
        ("ctl-registry", Kind::TokenFetch, None),
        ("apache-openidc-redirect", Kind::SignIn, Some(Loss::Kept)),
        ("sess-login-redirect", Kind::Redirects, None),
    ] {
        let Some(path) = common::shared(&format!("traces/dev/{name}/trace.har")) else { continue };
        checked += 1;
        let file = har::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut history = History::default();
        for (index, exchange) in file.exchanges {
            history.push(index, exchange.into());
        }
        let flows: Vec<_> = history.rows().iter().filter_map(|row| Flow::of(&history, row.id)).collect();
        assert!(!flows.is_empty(), "{name} has no flow");
        assert!(
            flows.iter().all(|flow| flow.kind == kind),
            "{name}: {:?}",
            flows.iter().map(|f| &f.kind).collect::<Vec<_>>()
        );
        // Every step of a flow leads to the same flow.
        assert!(flows.iter().all(|flow| *flow == flows[0]), "{name}: {flows:#?}");
        assert_eq!(flows.len(), flows[0].steps.len(), "{name}");
        let lost = flows[0].lost_at().and_then(|at| flows[0].steps[at].loss.clone());
        assert_eq!(lost, loss, "{name}");
    }
    println!("{checked} recordings");
}

/// Healthy recordings lose nothing, and no secret of any recording is in its flows.
#[test]
fn healthy_recordings_lose_nothing() {
    let Some(folder) = common::shared("traces/dev") else { return };
    let mut flows = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = har::read(&std::fs::read_to_string(path.join("trace.har")).unwrap()).unwrap();
        let healthy = std::fs::read_to_string(path.join("label.json")).unwrap().contains("\"benign\"");
        let mut history = History::default();
        for (index, exchange) in file.exchanges {
            history.push(index, exchange.into());
        }
        for row in history.rows() {
            let Some(flow) = Flow::of(&history, row.id) else { continue };
            flows += 1;
            assert!(flow.steps.len() > 1 && flow.steps.iter().any(|s| s.id == row.id), "{}", path.display());
            assert!(flow.steps.iter().all(|s| s.to < flow.parties.len() && s.to > 0), "{}: {flow:#?}", path.display());
            assert!(!healthy || flow.lost_at().is_none(), "{}: {flow:#?}", path.display());
            let authorization = row.exchange.request.headers.get("authorization").and_then(|v| v.split(' ').nth(1));
            if let Some(secret) = authorization.filter(|s| s.len() > 20) {
                assert!(!format!("{flow:?}").contains(secret), "{}", path.display());
            }
        }
    }
    println!("{flows} exchanges belong to flows");
    assert!(flows > 40, "only {flows}");
}

/// A flow of a refused call, a renewal and what came then: `{call}` … `{again}` stand for what the test is about.
fn around_a_renewal(call: &str, answer: &str, again: &str, came: &str) -> String {
    RENEWAL
        .replacen("Authorization: Bearer old-hush-token-123456", call, 1)
        .replacen("HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error=\"invalid_token\"\n", answer, 1)
        .replacen(
            "Authorization: Bearer new-hush-token-123456\n\nHTTP/1.1 200 OK",
            &format!("{again}\n\nHTTP/1.1 {came}"),
            1,
        )
}

#[test]
fn a_renewal_that_came_by_chance_is_no_part_of_it() {
    let (old, new) = ("Authorization: Bearer old-hush-token-123456", "Authorization: Bearer new-hush-token-123456");
    let csrf = "HTTP/1.1 403 Forbidden\nContent-Type: text/plain\n\nCSRF token missing\n";
    let role = "HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{\"error\":\"insufficient role\"}\n";
    let basic = "HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"\n";
    for (what, text) in [
        ("a CSRF check, answered", around_a_renewal(old, csrf, &format!("{new}\nX-CSRF-Token: 1"), "200 OK")),
        (
            "a CSRF check, refused again",
            around_a_renewal(old, csrf, old, "403 Forbidden\nContent-Type: text/plain\n\nCSRF token missing"),
        ),
        ("a missing right, with the old token", around_a_renewal(old, role, old, "403 Forbidden")),
        (
            "a missing right, not repeated",
            around_a_renewal(old, role, old, "403 Forbidden")
                .split("\n---\n")
                .take(2)
                .collect::<Vec<_>>()
                .join("\n---\n"),
        ),
        (
            "a password",
            around_a_renewal(
                "Accept: */*", basic, "Accept: */*", "401 Unauthorized\nWWW-Authenticate: Basic realm=\"x\"",
            ),
        ),
        ("it worked with the old token", around_a_renewal(old, "HTTP/1.1 401 Unauthorized\n", old, "200 OK")),
    ] {
        let renewals =
            |id| flow(&text, id).filter(|flow| flow.kind == Kind::Renewal && flow.steps.iter().any(|s| s.id.0 == 0));
        for id in [0, 1, 2] {
            assert_eq!(renewals(id).map(|f| parts(&f)), None, "{what}, from {id}: {text}");
        }
    }
    // A right that came with the new token is a renewal that helped.
    let text = around_a_renewal(old, role, new, "200 OK");
    for id in 0..3 {
        let flow = flow(&text, id).unwrap();
        assert_eq!((parts(&flow).len(), flow.outcome()), (3, Outcome::Intact), "from {id}");
    }
}

#[test]
fn a_renewal_of_another_token_is_no_part_of_it() {
    let call = |claims: &str| format!("Authorization: Bearer {{jwt {claims}}}");
    let text = |old: &str, new: &str| {
        around_a_renewal(&call(old), "HTTP/1.1 401 Unauthorized\n", &call(old), "401 Unauthorized")
            .replace("\"new-hush-token-123456\"", &format!("\"{{jwt {new}}}\""))
    };
    let joined = |old: &str, new: &str| flow(&text(old, new), 0).is_some_and(|flow| flow.steps.len() == 3);
    assert!(joined(
        "iss=https://idp.test sub=ada aud=orders",
        "iss=https://idp.test sub=ada aud=orders exp=2026-01-02T10:00:00Z"
    ));
    assert!(!joined("iss=https://idp.test sub=ada aud=orders", "iss=https://idp.test sub=bob aud=orders"));
    assert!(!joined("iss=https://idp.test sub=ada aud=orders", "iss=https://idp.test sub=ada aud=mail"));
}

#[test]
fn another_user_s_success_is_no_renewal_out_of_sight() {
    let call = |sub: &str, more: &str, answer: &str| {
        format!(
            "@type fetch\nGET https://app.test/api/feed\nAuthorization: Bearer {{jwt iss=https://idp.test sub={sub}{more}}}\n\nHTTP/1.1 {answer}\n"
        )
    };
    let two = |sub: &str, status: &str| {
        let text = format!("{}\n---\n{}", call("ada", "", status), call(sub, " jti=2", "200 OK"));
        flow(&text, 0).map(|flow| (flow.kind.clone(), flow.outcome()))
    };
    assert_eq!(two("ada", "401 Unauthorized"), Some((Kind::Renewal, Outcome::Intact)));
    assert_eq!(two("bob", "401 Unauthorized"), None);
    assert_eq!(two("ada", "403 Forbidden"), None, "who asks was known");
}

#[test]
fn a_flow_tells_what_came_of_it() {
    assert_eq!(flow(RENEWAL, 0).unwrap().outcome(), Outcome::Intact);
    let two = RENEWAL.split("\n---\n").take(2).collect::<Vec<_>>().join("\n---\n");
    assert_eq!(flow(&two, 0).unwrap().outcome(), Outcome::NotRepeated);
    let refused = two.replace(
        "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"access_token\":\"new-hush-token-123456\"}",
        "HTTP/1.1 400 Bad Request",
    );
    assert_eq!(flow(&refused, 0).unwrap().outcome(), Outcome::Ended(1));
    let again = RENEWAL
        .replacen("new-hush-token-123456\n\nHTTP/1.1 200 OK", "new-hush-token-123456\n\nHTTP/1.1 403 Forbidden", 1);
    assert_eq!(flow(&again, 0).unwrap().outcome(), Outcome::Ended(2));
    let old = RENEWAL.replacen(
        "Bearer new-hush-token-123456\n\nHTTP/1.1 200 OK", "Bearer old-hush-token-123456\n\nHTTP/1.1 401 Unauthorized",
        1,
    );
    assert_eq!(flow(&old, 0).unwrap().outcome(), Outcome::Lost(2));
}

/// Tokens are named over the whole recording, not anew in each flow.
#[test]
fn a_token_keeps_its_letter() {
    let first =
        "@type fetch\nGET https://app.test/api/first\nAuthorization: Bearer some-other-hush-token\n\nHTTP/1.1 200 OK\n";
    let flow = flow(&format!("{first}\n---\n{RENEWAL}"), 1).unwrap();
    assert_eq!(
        (sent(&flow, 0), given(&flow, 1), sent(&flow, 2)),
        (vec!["Token B".into()], vec!["Token C".into()], vec!["Token C".into()])
    );
    let history = recording(first);
    assert_eq!(history.token_name("some-other-hush-token").as_deref(), Some("A"));
    assert_eq!(history.token_name("never-sent"), None);
    let many: String = (0..60)
        .map(|n| format!("GET https://x.test/\nAuthorization: Bearer hush-token-{n:03}\n\nHTTP/1.1 200 OK\n\n---\n"))
        .collect();
    let history = recording(many.trim_end_matches("\n---\n"));
    let names: Vec<_> = [0, 25, 26, 52].map(|n| history.token_name(&format!("hush-token-{n:03}")).unwrap()).into();
    assert_eq!(names, ["A", "Z", "A2", "A3"]);
}
