//! Failures with the same cause at the same origin are one card, and a redirect is on the card of what it led to.

use super::Diagnosis;
use crate::facts::Facts;
use crate::finding::{CauseId, Certainty, Verdict};
use crate::history::{ExchangeId, History, Row};
use crate::sorted;

/// One card: a cause at one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The cause.
    pub cause: CauseId,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// The best certainty among its exchanges.
    pub certainty: Certainty,
    /// Its exchanges, oldest first.
    pub entries: Vec<ExchangeId>,
}

/// Groups the failures by their first cause and origin; the largest group first, equal ones in the
/// order they began.
pub fn groups<'d>(history: &History, all: impl Iterator<Item = (ExchangeId, &'d Diagnosis)>) -> Vec<Group> {
    let failures = all.filter(|(_, d)| d.verdict == Verdict::Failure);
    let failures: Vec<_> = failures.filter_map(|(id, d)| Some((id, d.findings.first()?))).collect();
    let cause_of = |id: ExchangeId| {
        let at = failures.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        failures.get(at).map(|(_, first)| first.cause)
    };
    let mut groups: Vec<Group> = Vec::new();
    for &(id, first) in &failures {
        let Some(row) = history.get(id) else { continue };
        let origin = origin(history, row, Some(first.cause), &cause_of);
        match groups.iter_mut().find(|g| g.cause == first.cause && g.origin == origin) {
            Some(group) => {
                group.certainty = group.certainty.max(first.certainty);
                group.entries.push(id);
            }
            None => groups.push(Group {
                cause: first.cause,
                origin: origin.to_owned(),
                certainty: first.certainty,
                entries: vec![id],
            }),
        }
    }
    sorted::by_key(&mut groups, |g| std::cmp::Reverse(g.entries.len()));
    groups
}

/// The origin under which an exchange with this cause is shown. A redirect that led to a failure of the same cause is a part of
/// that failure: it stands with it, although it was answered elsewhere.
pub fn origin<'h>(
    history: &'h History,
    row: &'h Row,
    cause: Option<CauseId>,
    cause_of: &dyn Fn(ExchangeId) -> Option<CauseId>,
) -> &'h str {
    let led = || Facts::of(history, row.id).map(|facts| facts.landed().row()).filter(|end| cause_of(end.id) == cause);
    let is_redirect = cause.is_some() && matches!(row.exchange.response.status, 300..=399);
    &is_redirect.then(led).flatten().unwrap_or(row).route.origin
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::Log;
    use crate::exchange::{Address, Exchange};

    fn exchange(url: &str, status: u16, request: &[(&str, &str)], response: &[(&str, &str)]) -> Exchange {
        let mut exchange = Exchange::default();
        exchange.request.method = "GET".into();
        exchange.request.url = Address::new(url);
        exchange.request.headers = request.iter().copied().collect();
        exchange.response.status = status;
        exchange.response.headers = response.iter().copied().collect();
        exchange
    }

    /// A call that is sent on to another origin, where it arrives without its token; and one that was sent there without a token.
    fn log(direct: &str) -> Log {
        let token = [("Authorization", "Bearer abcdefgh-0123456789")];
        let ask = [("WWW-Authenticate", "Bearer")];
        let mut log = Log::default();
        log.add([
            (0, exchange("https://api.test/hop", 307, &token, &[("Location", "https://files.test/landing")])),
            (1, exchange("https://files.test/landing", 401, &[], &ask)),
            (2, exchange(direct, 401, &[], &ask)),
        ]);
        log
    }

    #[test]
    fn a_redirect_and_what_it_led_to_are_one_group() {
        let groups = log("https://files.test/other").groups();
        let shown: Vec<_> = groups.iter().map(|g| (g.cause, g.origin.as_str(), g.entries.len())).collect();
        let lost = ("redirect-drops-authorization", "https://files.test", 2);
        assert_eq!(shown, [lost, ("credentials-missing", "https://files.test", 1)]);
    }

    #[test]
    fn a_failure_at_the_first_origin_stays_apart() {
        let groups = log("https://api.test/other").groups();
        let shown: Vec<_> = groups.iter().map(|g| (g.cause, g.origin.as_str(), g.entries.len())).collect();
        let lost = ("redirect-drops-authorization", "https://files.test", 2);
        assert_eq!(shown, [lost, ("credentials-missing", "https://api.test", 1)]);
    }

    #[test]
    fn a_redirect_to_a_failure_of_another_cause_keeps_its_group() {
        let log = log("https://files.test/other");
        let (redirect, elsewhere) = (&log.history().rows()[0], |_| Some("token-expired"));
        assert_eq!(origin(log.history(), redirect, Some("trailing-slash-redirect"), &elsewhere), "https://api.test");
        assert_eq!(origin(log.history(), redirect, Some("token-expired"), &elsewhere), "https://files.test");
    }
}
