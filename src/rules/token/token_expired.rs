use crate::facts::{Facts, LEEWAY, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::instant::{Instant, Span};
use crate::token::{self, DateForm, Jws};

/// Fires when the token's `exp` lies before the server's `Date` (RFC 7519 §4.1.4), or when the
/// server says that the token expired.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let graphql = facts.signed_out_by_graphql();
    if !facts.refuses() && !graphql {
        return None;
    }
    let said = facts.stated(Reason::Expired);
    // Verifiers check the signature before the times: with an old key, both are wrong.
    let other = facts.states_other(&[Reason::Expired]) && said.is_none();
    let exp = expiry(facts.jws());
    if let Some(late) = exp.map(|exp| facts.now() - exp).filter(|late| *late > LEEWAY) {
        let finding = match (&said, facts.status()) {
            _ if other => Finding::possible(),
            (Some(_), _) | (None, 401 | 498) => Finding::certain(),
            (None, 403 | 400 | 422) => Finding::likely(),
            (None, 200) => Finding::likely().over("graphql-unauthenticated"),
            // A library throws and nobody catches: the call broke when the token ended.
            (None, 500) => broke(facts, exp?)?,
            _ => return None,
        };
        let finding =
            finding.seen().because(Evidence::claim_time("exp", exp?)).because(facts.now_evidence()).maybe(said);
        return Some(finding.value("when", format!("{} before the server answered", late.words())));
    }
    if let Some(finding) = just_now(facts, exp).filter(|_| !other && said.is_none()) {
        return Some(finding);
    }
    if let Some(said) = said {
        // A refresh that failed, a link or a code that ran out: other tokens than the one meant here.
        if facts.is_refresh() || facts.presents_secret() || !facts.may_carry_identity() {
            return None;
        }
        let finding = match exp {
            // A token in its time by the server's own clock: another token, or another clock, is meant.
            Some(exp) => Finding::likely()
                .variant("ahead")
                .because(said)
                .because(Evidence::claim_time("exp", exp))
                .because(facts.now_evidence())
                .value("left", (exp - facts.now()).abs().words())
                .value("when", "by the server's word"),
            None if facts.authorization().is_none() => {
                Finding::likely().because(said).value("when", "before the server answered")
            }
            None => Finding::certain().because(said).value("when", "before the server answered"),
        };
        return Some(if graphql { finding.over("graphql-unauthenticated") } else { finding });
    }
    elsewhere(facts).or_else(|| ran_out(facts)).filter(|_| !other)
}

/// A server's error to a token that ran out: the same call worked with it before, and none after.
fn broke(facts: Facts, exp: Instant) -> Option<Finding> {
    if facts.works_where(&|f| f.same_authorization(facts) && f.now() > exp).is_some() {
        return None;
    }
    let before = |f: &Facts| f.succeeded() && f.method() == facts.method() && f.same_authorization(facts);
    Some(match facts.same_route_before().find(before) {
        Some(works) => Finding::likely().because(works.answers()).because(facts.status_evidence()),
        None => Finding::possible().because(facts.status_evidence()),
    })
}

/// An opaque token whose answer said how long it lives (RFC 6749 §5.1), by the browser's clock alone.
fn ran_out(facts: Facts) -> Option<Finding> {
    let given = facts.given_as(&["access_token"]).filter(|_| facts.status() == 401)?;
    let lives = given.member("expires_in")?.as_i64().filter(|s| (1..=31_536_000).contains(s))?;
    let late = facts.exchange().started - (given.exchange().ended() + Span::seconds(lives));
    if late < Span::seconds(0) {
        return None;
    }
    let said = Evidence::exchange(given.id(), format!("expires_in: {lives}"));
    let finding = Finding::likely().seen().because(said).because(facts.status_evidence());
    let finding =
        finding.over("session-ended-elsewhere").over("token-inactive").over("credential-rejected-unspecified");
    Some(finding.value("when", format!("{} before the server answered", late.words())))
}

/// A token that is refused right after its end, within what clocks may differ. That it worked before its end speaks for it.
fn just_now(facts: Facts, exp: Option<Instant>) -> Option<Finding> {
    // Keycloak's adapter allows for no difference of clocks.
    let strict = facts.refused_by_keycloak();
    let exp = exp.filter(|exp| (facts.status() == 401 || strict.is_some()) && facts.now() >= *exp)?;
    let late = facts.now() - exp;
    let used = facts.last_use().filter(|used| used.now() <= exp).map(Facts::answers);
    let finding = match used.or(strict) {
        Some(why) => Finding::likely().because(why),
        None if late >= Span::seconds(1) && facts.last_use().is_none() => Finding::possible(),
        None => return None,
    };
    let finding = finding.seen().because(Evidence::claim_time("exp", exp)).because(facts.now_evidence());
    Some(finding.value("when", format!("{} before the server answered", late.words())))
}

/// A token outside `Authorization`: in a cookie or a header of its own.
fn elsewhere(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || facts.authorization().is_some() {
        return None;
    }
    let cookies = facts.identity_cookies().into_iter().filter(|(n, _)| !n.to_ascii_lowercase().contains("refresh"));
    let cookies =
        cookies.map(|(name, value)| (Source::RequestHeader("Cookie".into()), format!("cookie {name}"), value));
    let headers = facts.other_credentials().into_iter().map(|(source, value)| (source, "header".to_owned(), value));
    let owned = |(source, name, value): (Source, String, &str)| (source, name, value.to_owned());
    let tokens = headers.chain(cookies).map(owned).chain(parameters(facts));
    let tokens = tokens.filter(|(_, _, value)| value.contains("eyJ"));
    let expired = tokens.filter_map(|(source, name, value)| {
        let exp = expiry(token::read(value.trim_start_matches("Bearer ")).0.jws())?;
        let late = facts.now() - exp;
        // Within what clocks may differ, it must have worked before its end.
        let just = || late >= Span::seconds(0) && facts.last_use().is_some_and(|used| used.now() <= exp);
        (late > LEEWAY || just()).then_some((source, name, exp, late))
    });
    let (source, name, exp, late): (Source, String, Instant, Span) = expired.min_by_key(|(_, _, exp, _)| *exp)?;
    let finding = Finding::likely()
        .seen()
        .because(Evidence::moment(source, &format!("{name}: exp "), exp))
        .because(facts.now_evidence());
    Some(finding.value("when", format!("{} before the server answered", late.words())))
}

/// A token in the address or in the body, where its name tells that it is the one of the sign-in.
fn parameters(facts: Facts) -> impl Iterator<Item = (Source, String, String)> {
    const NAMES: &[&str] = &["access_token", "accessToken", "token", "jwt", "auth", "auth_token", "authToken"];
    let query =
        NAMES.iter().find_map(|name| Some((Source::Url, format!("parameter {name}"), facts.url().query_value(name)?)));
    let body = || facts.request_member(NAMES).map(|value| (Source::RequestBody, "the token".to_owned(), value));
    query.or_else(body).into_iter()
}

fn expiry(jws: Option<&Jws>) -> Option<Instant> {
    let exp = jws?.claims.as_ref()?.time("exp")?;
    matches!(exp.form, DateForm::Seconds | DateForm::Text).then_some(exp.instant)
}
