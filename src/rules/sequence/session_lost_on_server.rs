use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::http::cookie;

/// Fires when a session cookie that worked a moment before is refused and the server starts a new
/// session in its place or takes the cookie away: it does not know the old one.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let carried = with_the_new_one(facts);
    let used = super::broke_off(facts).or(carried)?;
    let (name, value) = facts.session_cookie()?;
    let taken = facts
        .response()
        .headers
        .all("set-cookie")
        .map(|line| cookie::parse(line).0)
        .find(|c| c.name == name && (c.value.is_empty() || c.max_age.is_some_and(|age| age <= 0)));
    let new = facts
        .response()
        .headers
        .all("set-cookie")
        .map(|line| cookie::parse(line).0)
        .find(|c| c.name == name && !c.value.is_empty() && c.value != value && c.max_age.is_none_or(|age| age > 0));
    let restart = restart(facts, used);
    let finding = if restart.is_some() {
        Finding::likely().seen().over("session-ended")
    } else if new.is_some() || taken.is_some() || carried.is_some() {
        Finding::likely().seen()
    } else {
        Finding::possible().seen()
    };
    Some(
        finding
            .because(Evidence::exchange(used.id(), format!("{} with the same cookie", used.status())))
            .maybe(restart)
            .maybe(taken.map(|c| Evidence::response_header("Set-Cookie", format!("{}=; Max-Age=0", c.name))))
            .maybe(new.map(|c| Evidence::response_header("Set-Cookie", format!("{}=…", c.name))))
            .because(Evidence::secret(Source::RequestHeader("Cookie".into()), format!("{name}={value}")))
            .because(facts.status_evidence())
            .value("cookie", name)
            .over("session-cookie-rejected")
            .over("forbidden-unspecified"),
    )
}

/// The server started anew since the session worked: it counts how long it runs, and says less than before.
fn restart(facts: Facts, used: Facts) -> Option<Evidence> {
    let runs = |f: Facts| {
        let told = ["uptime", "uptimeSeconds", "uptime_seconds"].iter().find_map(|name| f.member(name)?.as_f64());
        told.filter(|_| facts.same_origin(f) && f.succeeded())
    };
    let mut counts = facts.earlier().take(300).filter_map(|f| Some((f, runs(f)?)));
    // The last success may be that very answer: everybody gets it.
    let (after, last) = counts.next().filter(|(f, _)| f.id() >= used.id())?;
    let (_, first) = counts.find(|(f, _)| f.url().path() == after.url().path())?;
    let member = after.json()?.as_object()?.keys().find(|name| name.to_ascii_lowercase().starts_with("uptime"))?;
    (last < first).then(|| Evidence::exchange(after.id(), format!("{member}: {last}, {first} before")))
}

/// The same where the session of this call is the empty one that an earlier refusal gave out in place
/// of the lost one.
fn with_the_new_one(facts: Facts<'_>) -> Option<Facts<'_>> {
    let (name, value) = facts.session_cookie().filter(|_| facts.status() == 401 && !facts.states_any())?;
    let gave = |f: Facts| f.set_cookies().any(|(cookie, _)| cookie.name == name && cookie.value == value);
    let refusal = facts.earlier_where(100, &|f| facts.same_origin(f) && gave(f))?;
    let refusal = Some(refusal).filter(|f| f.status() == 401)?;
    refusal.session_cookie().filter(|(old, lost)| *old == name && *lost != value)?;
    super::broke_off(refusal)
}
