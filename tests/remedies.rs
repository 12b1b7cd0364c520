//! How a remedy is done on the server at hand comes first, in code and in reports.

use latchkey::exchange::{Address, Body, Exchange, Response};
use latchkey::har::HarFile;
use latchkey::report::{self, Recording};
use latchkey::servers;

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
    let known = servers::remedies("forward-authorization", &stripped("Caddy"));
    let ids: Vec<_> = known.iter().filter(|k| k.seen).map(|k| k.server.id).collect();
    assert_eq!(ids, ["express", "caddy"]);
    assert!(known.len() > 8, "only {} servers know it", known.len());
    assert!(known.iter().skip(2).all(|k| !k.seen));
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
