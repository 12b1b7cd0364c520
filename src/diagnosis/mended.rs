//! Whether what failed works by now.

use super::Log;
use crate::exchange::Address;
use crate::facts::Facts;
use crate::finding::{CauseId, Verdict};
use crate::history::{ExchangeId, NEARBY};
use crate::rules;

/// How many failures of a group are asked whether they work by now.
const MOST: usize = 200;

impl Log {
    /// Whether each of these failures works by now; of many the last [`MOST`] are looked at.
    ///
    /// A failure works when the newest later request that is alike was answered well. Alike are requests
    /// - of the same method and route, made by a page of the same origin;
    /// - of the same user, where the tokens of both name one. For a cause of CORS it does not matter who asks;
    /// - to the same path, where the cause may concern one thing of many: a missing right, a 404. Another order that can be read says
    ///   nothing of this one. And where a right is missing and the tokens name no user, with the same credential: another one
    ///   may be another user's.
    ///
    /// A preflight works when the request works for which it was made.
    pub fn mended(&self, ids: &[ExchangeId]) -> bool {
        !ids.is_empty() && ids.iter().rev().take(MOST).all(|id| self.works_by_now(*id) == Some(true))
    }

    /// Whether an exchange was answered as one would wish: with a success, or sent on. That a server was not reached or failed itself
    /// tells nothing of a refusal.
    pub fn answered_well(&self, id: ExchangeId) -> bool {
        let well = |facts: Facts| {
            facts.succeeded() || (300..400).contains(&facts.status()) && facts.header("location").is_some()
        };
        Facts::of(self.history(), id).is_some_and(well)
            && self.diagnosis(id).is_some_and(|d| d.verdict != Verdict::Failure)
    }

    fn works_by_now(&self, id: ExchangeId) -> Option<bool> {
        let cause = self.diagnosis(id)?.findings.first().map(|f| f.cause);
        let asked = Facts::of(self.history(), id)?;
        let failed = asked.preflighted().unwrap_or(asked);
        let later = self.history().route_between(&failed.row().route, id.0 + 1..).rev().take(NEARBY);
        let newest = later.map(|row| failed.at(row)).find(|f| !f.row().is_preflight && alike(failed, *f, cause))?;
        Some(self.answered_well(newest.id()))
    }
}

fn alike(failed: Facts, later: Facts, cause: Option<CauseId>) -> bool {
    let family = cause.and_then(rules::family).unwrap_or_default();
    let one_of_many = matches!(family, "authorization" | "not-found");
    same_page(failed, later)
        && (!one_of_many || failed.url().path() == later.url().path())
        && match failed.same_user(later) {
            _ if family == "cors" => true,
            Some(same) => same,
            None => family != "authorization" || failed.same_credential(later),
        }
}

/// Whether pages of one origin made both requests.
fn same_page(one: Facts, other: Facts) -> bool {
    // Most were made by the very same page; then nothing need be parsed.
    let same = |name: &str| one.sent(name) == other.sent(name);
    let very_same = same("origin") && same("referer") && one.exchange().page == other.exchange().page;
    very_same || page(one) == page(other)
}

/// The origin of the page that made a request, as far as it is known.
fn page(facts: Facts) -> Option<String> {
    facts.page_origin().or_else(|| facts.exchange().page.as_deref().map(|page| Address::new(page).origin()))
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;
    use crate::exchange::{Exchange, Header, Request, Response};
    use crate::instant::{Instant, Span};

    /// A call at that minute: its method and path, what it is answered, and headers sent.
    fn call(minute: i64, line: &str, status: u16, sent: &[(&str, &str)]) -> (usize, Exchange) {
        let (method, path) = line.split_once(' ').unwrap();
        let header = |(name, value): &(&str, &str)| Header { name: (*name).into(), value: (*value).into() };
        let exchange = Exchange {
            started: Instant::from_millis(1_795_176_000_000) + Span::minutes(minute),
            took: Some(Span(50)),
            resource_type: Some(if method == "OPTIONS" { "preflight" } else { "fetch" }.into()),
            request: Request {
                method: method.into(),
                url: Address::new(format!("https://api.shop.example{path}")),
                headers: sent.iter().map(header).collect(),
                body: None,
            },
            response: Response { status, ..Response::default() },
            ..Exchange::default()
        };
        (usize::try_from(minute).unwrap(), exchange)
    }

    fn user(name: &str, more: &str) -> String {
        let part = |text: String| URL_SAFE_NO_PAD.encode(text);
        let claims = part(format!(r#"{{"iss":"https://idp.example","sub":"{name}"{more}}}"#));
        format!("Bearer {}.{claims}.c2ln", part(r#"{"alg":"RS256"}"#.into()))
    }

    /// Whether the first call works by now, after the others.
    fn mended(calls: Vec<(usize, Exchange)>) -> bool {
        let mut log = Log::default();
        let ids = log.add(calls);
        let first = log.diagnosis(ids[0]).unwrap();
        assert_eq!(first.verdict, Verdict::Failure, "{first:?}");
        log.mended(&ids[..1])
    }

    #[test]
    fn a_route_is_mended_when_its_newest_request_works() {
        let mut log = Log::default();
        let refused = log.add([call(0, "GET /orders", 403, &[]), call(1, "GET /users", 403, &[])]);
        assert!(!log.mended(&refused) && !log.mended(&[]));
        log.add([call(10, "GET /orders", 200, &[])]);
        assert!(log.mended(&refused[..1]) && !log.mended(&refused));
        log.add([call(11, "GET /users", 200, &[])]);
        assert!(log.mended(&refused));
        log.add([call(12, "GET /orders", 403, &[])]);
        assert!(!log.mended(&refused));
    }

    #[test]
    fn a_server_that_fails_or_is_away_mends_nothing() {
        for status in [0, 302, 500, 503] {
            let mut log = Log::default();
            let ids = log.add([call(0, "GET /orders", 403, &[]), call(5, "GET /orders", status, &[])]);
            assert!(!log.answered_well(ids[1]) && !log.mended(&ids[..1]), "{status}");
        }
        let (at, mut sent_on) = call(5, "GET /orders", 302, &[]);
        sent_on.response.headers = [("Location", "/orders/all")].into_iter().collect();
        assert!(mended(vec![call(0, "GET /orders", 403, &[]), (at, sent_on)]));
    }

    #[test]
    fn another_user_s_success_mends_nothing() {
        let (ann, bob) = (user("ann", ""), user("bob", ""));
        let new = user("bob", r#","roles":["admin"]"#);
        let with = |token: &str, minute, status| call(minute, "GET /reports", status, &[("Authorization", token)]);
        for status in [401, 403] {
            assert!(!mended(vec![with(&bob, 0, status), with(&ann, 5, 200)]), "{status}: ann is not bob");
            assert!(mended(vec![with(&bob, 0, status), with(&new, 5, 200)]), "{status}: bob's new token");
            // What ann does later takes nothing back, and gives nothing.
            assert!(mended(vec![with(&bob, 0, status), with(&new, 5, 200), with(&ann, 6, 403)]));
        }
    }

    #[test]
    fn where_tokens_name_no_user_a_missing_right_needs_the_same_credential() {
        let with = |token: &str, minute, status| call(minute, "GET /reports", status, &[("Authorization", token)]);
        assert!(!mended(vec![with("Bearer aaaaaaaaaaaaaaaa", 0, 403), with("Bearer bbbbbbbbbbbbbbbb", 5, 200)]));
        assert!(mended(vec![with("Bearer aaaaaaaaaaaaaaaa", 0, 403), with("Bearer aaaaaaaaaaaaaaaa", 5, 200)]));
        // A credential that was not known is mended by another one.
        assert!(mended(vec![with("Bearer aaaaaaaaaaaaaaaa", 0, 401), with("Bearer bbbbbbbbbbbbbbbb", 5, 200)]));
    }

    #[test]
    fn another_page_s_success_mends_nothing() {
        let from = |origin: &str, minute, status| call(minute, "GET /feed", status, &[("Origin", origin)]);
        assert!(!mended(vec![from("https://b.example", 0, 401), from("https://a.example", 5, 200)]));
        assert!(mended(vec![from("https://b.example", 0, 401), from("https://b.example", 5, 200)]));
    }

    #[test]
    fn another_method_or_thing_mends_nothing() {
        assert!(!mended(vec![call(0, "POST /orders", 403, &[]), call(5, "GET /orders", 200, &[])]));
        let token = [("Authorization", "Bearer aaaaaaaaaaaaaaaa")];
        for status in [403, 404] {
            assert!(!mended(vec![call(0, "GET /orders/7", status, &token), call(5, "GET /orders/8", 200, &token)]));
            assert!(mended(vec![call(0, "GET /orders/7", status, &token), call(5, "GET /orders/7", 200, &token)]));
        }
        assert!(mended(vec![call(0, "GET /orders/7", 401, &[]), call(5, "GET /orders/8", 200, &[])]));
    }

    #[test]
    fn a_preflight_is_mended_by_its_request() {
        let asks = [("Origin", "https://a.example"), ("Access-Control-Request-Method", "PUT")];
        let refused = call(0, "OPTIONS /cart", 401, &asks);
        let page = [("Origin", "https://a.example")];
        let unsent = call(0, "PUT /cart", 0, &page);
        assert!(!mended(vec![refused.clone(), unsent.clone()]));
        assert!(!mended(vec![refused.clone(), unsent.clone(), call(5, "GET /cart", 200, &page)]));
        let (_, mut good) = call(5, "PUT /cart", 200, &page);
        good.response.headers = [("Access-Control-Allow-Origin", "https://a.example")].into_iter().collect();
        assert!(mended(vec![refused, unsent, (5, good)]));
    }
}
