use super::*;
use crate::diagnosis::diagnose;
use crate::exchange::{Address, Exchange, Request, Response};
use crate::history::History;

fn passes(line: &str) -> bool {
    let exchange = Exchange {
        request: Request {
            method: "POST".into(),
            url: Address::new("https://api.example.com/users/undefined?access_token=hush"),
            headers: [("authorization", "Bearer abc")].into_iter().collect(),
            body: None,
        },
        response: Response {
            status: 404,
            mime_type: "application/json; charset=utf-8".into(),
            size: Some(2_000),
            headers: [("server", "nginx")].into_iter().collect(),
            ..Response::default()
        },
        resource_type: Some("fetch".into()),
        ..Exchange::default()
    };
    let mut history = History::default();
    let id = history.push(0, exchange.into());
    let diagnosis = diagnose(&history, id).unwrap();
    let (filter, faults) = Filter::parse(line);
    assert!(faults.is_empty(), "{line}: {faults:?}");
    filter.matches(history.get(id).unwrap(), &diagnosis)
}

#[test]
fn passes_what_every_term_allows() {
    for line in [
        "", "users", "USERS post", "placeholder address", "\"users/undefined\"", "404", "/users\\/\\w+/",
        "/no such|users/", "-/orders/", "/users/undefined", "status:404 status-code:4xx status:400-499",
        "method:GET method:POST", "method:get,post", "domain:*.example.com domain:api.*", "-domain:cdn.*",
        "scheme:https", "mime-type:application/*", "mime-type:application/json", "cause:placeholder-*",
        "verdict:failure", "certainty:certain certainty:likely", "resource-type:fetch type:fetch", "larger-than:1k",
        "-larger-than:1M", "has-response-header:Server", "has-request-header:authorization", "auth-scheme:bearer",
        "has-token:other -has-token:jwt", "answered-by:*", "url:users", "https://api.example.com",
        "-is:preflight -is:from-cache",
    ] {
        assert!(passes(line), "{line}");
    }
}

#[test]
fn holds_back_what_one_term_forbids() {
    for line in [
        "orders", "users orders", "-users", "/^orders/", "status:401", "status:401,403", "-status:404", "method:GET",
        "domain:example.com", "scheme:http", "larger-than:2000", "has-response-header:www-authenticate",
        "has-token:no", "is:preflight", "certainty:certain certainty:likely status:200", "cause:token-expired",
        "verdict:noise", "certainty:possible", "-certainty:certain -certainty:likely", "auth-scheme:basic",
        "mime-type:json", "resource-type:document", "url:orders", "answered-by:browser", "has-request-header:cookie",
        "/^https:\\/\\/cdn/",
    ] {
        assert!(!passes(line), "{line}");
    }
}

#[test]
fn a_key_that_is_still_being_written_asks_for_nothing() {
    for line in ["cause:", "-cause:", "status:"] {
        let (filter, faults) = Filter::parse(line);
        assert!(filter.is_empty() && faults.is_empty(), "{line}: {faults:?}");
    }
    assert!(!Filter::parse("Error:").0.is_empty(), "no key: a text to look for");
}

#[test]
fn a_fault_names_its_place_and_leaves_the_rest_in_force() {
    for (line, at, what) in [
        ("users status:banana", 6, "status-code: takes 401, 4xx or 400-499, not banana"),
        ("status:499-400", 0, "status-code: takes 401, 4xx or 400-499, not 499-400"),
        ("cause:bogus", 0, "no cause is called bogus"),
        ("-cause:tokn-expired", 1, "no cause is called tokn-expired; nearest: token-expired"),
        ("cause:bogus-*", 0, "no cause is called bogus-*"),
        ("cause:token-expired,bogus", 0, "no cause is called bogus"),
        ("answered-by:ngnix", 0, "no server is called ngnix; nearest: nginx"),
        ("-verdict:bad", 1, "verdict: takes failure, recovered, expected, noise or ok, not bad"),
        ("certainty:sure", 0, "certainty: takes certain, likely or possible, not sure"),
        ("has-token:maybe", 0, "has-token: takes yes, no, jwt or other, not maybe"),
        ("is:blue", 0, "is: takes preflight, from-cache or service-worker, not blue"),
        ("larger-than:abc", 0, "larger-than: takes a size of the body: 500, 10k, 1M, not abc"),
        ("status: users", 0, "write a value after status-code: (401"),
        ("a /(/", 2, "this expression cannot be used"),
    ] {
        let (_, faults) = Filter::parse(line);
        assert_eq!(faults.len(), 1, "{line}: {faults:?}");
        assert_eq!(faults[0].at, at, "{line}");
        assert!(faults[0].what.starts_with(what), "{line}: {}", faults[0].what);
    }
    let (filter, _) = Filter::parse("status:banana nowhere");
    assert_eq!(filter.terms.len(), 1);
}

#[test]
fn reads_what_people_paste_as_text() {
    for line in [
        "localhost:3000", "http://localhost:3000/a", "http://x", "12:30", "/api/v1/users", "/users/:id", "-", "a:",
        "\"open", "/(unclosed", "nosuch:1",
    ] {
        let (filter, faults) = Filter::parse(line);
        assert!(faults.is_empty(), "{line}: {faults:?}");
        assert_eq!(filter.terms.len(), 1, "{line}");
        assert!(filter.terms[0].key.is_none(), "{line}");
    }
}

#[test]
fn knows_what_looks_like_a_key_and_is_none() {
    for (line, name) in [("nosuch:1", "nosuch"), ("users -caus:token-expired", "caus"), ("a:b response:x", "response")]
    {
        assert_eq!(unknown_key(line), Some(name), "{line}");
    }
    for line in [
        "", "users", "Error:", "localhost:3000", "http://x", "12:30", "10.0.0.1:80", "api.example.com:443",
        "/users/:id", "\"nosuch:1\"", "cause:token-expired", "STATUS:401",
    ] {
        assert_eq!(unknown_key(line), None, "{line}");
    }
    assert_eq!(key_of("-host:x"), Some("domain"));
    assert_eq!(key_of("nosuch:x"), None);
}

#[test]
fn a_value_that_is_still_being_written_is_no_fault_yet() {
    let values = |key: &str| if key == "domain" { vec!["api.example.com".to_owned()] } else { Vec::new() };
    for line in [
        "cause:tok", "-cause:TOKEN-", "users cause:token-expired,no", "verdict:fail", "certainty:l", "has-token:y",
        "is:pre", "answered-by:clo", "status:4", "status-code:40", "status:4x", "status:400-", "status:400-49",
        "domain:api",
    ] {
        assert!(is_unfinished(line, values, |_| true), "{line}");
    }
    for (line, found, unfinished) in [
        ("status", false, true),
        ("users -cau", false, true),
        ("status", true, false),
        ("users", false, false),
        ("status ", false, false),
        ("users -", false, false),
    ] {
        assert_eq!(is_unfinished(line, values, |_| found), unfinished, "{line}");
    }
    for line in [
        "", "tok", "cause:", "cause:tok ", "cause:token-expired", "cause:token-*", "cause:bogus", "verdict:x",
        "verdict:ok", "status:401", "status:4xx", "status:400-499", "status:many", "status:4444", "larger-than:1",
        "domain:api.example.com", "domain:b", "nosuch:1",
    ] {
        assert!(!is_unfinished(line, values, |_| true), "{line}");
    }
}

#[test]
fn an_expression_is_unfinished_before_its_last_slash_where_nothing_has_its_text() {
    for (line, open) in [("/[0-9", "/[0-9"), ("users -/(a|", "/(a|"), (r"/users\/\w", r"/users\/\w")] {
        assert_eq!(open_expression(line), Some(open), "{line}");
        assert!(is_unfinished(line, |_| Vec::new(), |_| false), "{line}");
        assert!(!is_unfinished(line, |_| Vec::new(), |_| true), "{line}: an address has it");
    }
    for line in ["", "/", "/users", "/users/(1)", "/[0-9]/", "/[0-9]/i", "a/[0-9", "status:401 /items"] {
        assert_eq!(open_expression(line), None, "{line}");
    }
}

#[test]
fn each_term_can_be_asked_alone() {
    let words: Vec<_> = terms("users \"a b\" -status:404 cause: status:many").map(|(word, _)| word).collect();
    assert_eq!(words, ["users", "\"a b\"", "-status:404"]);
}

#[test]
fn suggests_keys_and_values() {
    let values = |key: &str| {
        if key == "cause" { vec!["token-expired".to_owned(), "no-credentials-sent".into()] } else { Vec::new() }
    };
    let lines = |text: &str| suggestions(text, values).into_iter().map(|s| s.line).collect::<Vec<_>>();
    assert_eq!(lines("users ca"), ["users cause:"]);
    assert_eq!(lines("users -cause:to"), ["users -cause:token-expired"]);
    assert_eq!(lines("host:"), Vec::<String>::new());
    assert_eq!(lines("verdict:re"), ["verdict:recovered"]);
    assert!(lines("").len() > 5);
    assert!(lines("nothing-like-it").is_empty());
}
