//! What is said of a finding is chosen once: the words of its case, the side that must act first, and how a
//! step is done on the servers at hand.

use latchkey::diagnosis::Card;
use latchkey::exchange::{Address, Body, Exchange, Response};
use latchkey::finding::Finding;
use latchkey::har::HarFile;
use latchkey::report::{self, Recording};
use latchkey::{rules, servers};

/// An application behind nginx that says that no token came.
fn stripped(server: &str) -> Exchange {
    let mut exchange = Exchange::default();
    exchange.request.method = "GET".into();
    exchange.request.url = Address::new("https://shop.example.com/api/orders");
    exchange.request.headers =
        [("Accept", "application/json"), ("Authorization", "Bearer abc.def")].into_iter().collect();
    exchange.response = Response {
        status: 401,
        headers: [("Server", server), ("WWW-Authenticate", "Bearer"), ("X-Powered-By", "Express")]
            .into_iter()
            .collect(),
        body: Some(Body::new(r#"{"message":"No authorization token was found"}"#.into())),
        ..Response::default()
    };
    exchange
}

fn recording(server: &str) -> Recording {
    let file = HarFile { exchanges: vec![(0, stripped(server))], ..HarFile::default() };
    Recording::of("a.har", file)
}

#[test]
fn servers_of_the_exchange_come_first() {
    let seen = servers::seen(&stripped("Caddy"));
    assert_eq!(seen.iter().map(|s| s.id).collect::<Vec<_>>(), ["express", "caddy", "fetch"]);
    let known = servers::remedies("forward-authorization", &seen);
    let ids: Vec<_> = known.iter().filter(|k| k.seen).map(|k| k.server.id).collect();
    assert_eq!(ids, ["express", "caddy"]);
    assert!(known.len() > 8, "only {} servers know it", known.len());
    assert!(known.iter().skip(2).all(|k| !k.seen));
}

/// uvicorn runs more than FastAPI: nobody is named, but FastAPI's way is the first that is shown.
#[test]
fn what_several_servers_show_names_none_of_them() {
    let mut exchange = stripped("uvicorn");
    exchange.response.headers = [("Server", "uvicorn")].into_iter().collect();
    assert_eq!(servers::answerer(&exchange).server, None);
    let known = servers::remedies("cors-allow-origin", &servers::seen(&exchange));
    assert!(known[0].seen && known[0].server.id == "fastapi", "{:?}", known[0]);
    assert!(!known[1].seen);
}

#[test]
fn reports_show_the_remedy_of_the_server_at_hand() {
    let recording = recording("nginx/1.28.0");
    let text = report::text::recording(&recording, None);
    let markdown = report::markdown::recording(&recording, None);
    for report in [&text, &markdown] {
        assert!(report.contains("nginx 1.28 passes"), "{report}");
        assert!(report.contains("proxy_set_header Authorization $http_authorization;"), "{report}");
        assert!(report.contains("HAProxy"), "the other servers are named: {report}");
        assert!(
            !report.contains("http-request del-header Authorization"),
            "the other servers are only named: {report}"
        );
    }
    assert!(markdown.contains("     ```nginx\n"), "{markdown}");
}

/// Every case of every cause has whole steps, and those of one side stand together.
#[test]
fn each_step_says_what_why_and_what_to_expect() {
    for rule in rules::all() {
        let keys = rule.text.variants.iter().map(|v| Some(v.key));
        for variant in keys.chain([None]) {
            let mut finding = Finding::likely().of(rule.text.id);
            finding.variant = variant;
            let card = Card::of(&finding, &Exchange::default(), None).unwrap();
            let name = format!("{} {variant:?}", rule.text.id);
            for fix in &card.fix {
                let step = fix.step;
                assert!(!step.action.is_empty() && !step.why.is_empty() && !step.expect.is_empty(), "{name}");
            }
            let sides: Vec<_> = card.sides().map(|(side, _)| side).collect();
            assert!(sides.len() <= 2 && !card.fix.is_empty(), "{name}: {sides:?}");
            if let Some(variant) = card.variant.filter(|v| !v.fix.is_empty()) {
                let first = card.fix.first().unwrap();
                assert!(first.of_variant != variant.instead && first.step.action == variant.fix, "{name}");
                assert_eq!(first.step.side, variant.side.unwrap_or(rule.text.fix[0].side), "{name}");
            }
        }
    }
}

/// The better words for a case stand in the place of the step, with all that belongs to it.
#[test]
fn a_case_in_better_words_is_said_once() {
    let finding = Finding::likely().of("csrf-token-missing").variant("spring");
    let card = Card::of(&finding, &Exchange::default(), None).unwrap();
    assert_eq!(card.fix.len(), card.words.fix.len());
    let (first, general) = (&card.fix[0].step, &card.words.fix[0]);
    assert!(first.action == card.variant.unwrap().fix && first.action != general.action);
    assert_eq!((first.why, first.expect, first.remedy), (general.why, general.expect, general.remedy));
    // Other cases add a step before those of the cause.
    let finding = Finding::likely().of("credentials-missing").variant("token");
    let card = Card::of(&finding, &Exchange::default(), None).unwrap();
    assert_eq!(card.fix.len(), card.words.fix.len() + 1);
}

/// A call that was never sent has no answer, but the server of its preflight is known.
#[test]
fn the_server_of_the_preflight_is_the_one_to_change() {
    let finding = Finding::certain().of("preflight-header-not-allowed").variant("other");
    let mut call = stripped("nginx");
    call.response = Response::default();
    let mut preflight = stripped("nginx");
    preflight.request.method = "OPTIONS".into();
    let first = |preflight| {
        let card = Card::of(&finding, &call, preflight).unwrap();
        (card.server.map(|s| s.id), card.fix[0].how[0].server.id, card.fix[0].how[0].seen)
    };
    assert_eq!(first(Some(&preflight)), (Some("express"), "express", true));
    let (server, _, seen) = first(None);
    assert!(server.is_none() && !seen);
}

/// A step of the page begins with how the page made the request, though the server is known, too.
#[test]
fn a_step_of_the_page_begins_with_code_of_the_page() {
    let finding = Finding::certain().of("csrf-token-missing").variant("express");
    let card = Card::of(&finding, &stripped("nginx"), None).unwrap();
    let ids: Vec<_> = card.fix[0].seen_and_others().0.iter().map(|known| known.server.id).collect();
    assert_eq!(ids, ["fetch", "express"]);
}

/// The three formats hold the same words.
#[test]
fn every_format_says_the_same() {
    let mut exchange = stripped("nginx/1.28.0");
    exchange.request.headers = [("Authorization", "Bearer undefined")].into_iter().collect();
    exchange.resource_type = Some("xhr".into());
    let file = HarFile { exchanges: vec![(0, exchange)], ..HarFile::default() };
    let recording = Recording::of("a.har", file);
    let json = serde_json::to_value(report::json::recording(&recording)).unwrap();
    let group = &json["groups"][0];
    assert_eq!((&group["cause"], &group["variant"]), (&"bearer-literal-undefined".into(), &"undefined".into()));
    let fix = group["fix"].as_array().unwrap();
    assert_eq!(fix[0]["where"], "client");
    let known = fix.iter().find(|f| f["remedy"] == "send-token").unwrap();
    assert_eq!(known["how"][0]["server"], "xhr", "the way that the request was made comes first");
    assert!(known["others"].as_array().unwrap().iter().any(|id| id == "ky"));
    assert!(group["log"]["text"].as_str().unwrap().contains("docker logs"));
    // Lines of the text are broken where a sentence is too long for one.
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = report::text::recording(&recording, None);
    let markdown = flat(&report::markdown::recording(&recording, None).replace(['\\', '`'], ""));
    let plain = flat(&text.replace('`', ""));
    let said = [&group["say"], &group["title"]].map(|v| v.as_str().unwrap());
    let steps = fix.iter().flat_map(|f| [f["do"].as_str().unwrap(), f["expect"].as_str().unwrap()]);
    let not = group["not"].as_array().unwrap().iter().map(|v| v.as_str().unwrap());
    let urls = group["references"].as_array().unwrap().iter().map(|r| r["url"].as_str().unwrap());
    let quotes = group["evidence"].as_array().unwrap().iter().map(|e| e["quote"].as_str().unwrap());
    for words in said.into_iter().flat_map(|s| s.split("\n\n")).chain(steps).chain(not).chain(urls).chain(quotes) {
        let words = flat(words);
        assert!(plain.contains(&words), "the text lacks {words:?}:\n{text}");
        assert!(markdown.contains(&words), "the Markdown lacks {words:?}:\n{markdown}");
    }
    for report in [&plain, &markdown] {
        assert!(report.contains("request.setRequestHeader('Authorization'"), "{report}");
        assert!(report.contains("latchkey learn send-token shows how in"), "{report}");
    }
}
