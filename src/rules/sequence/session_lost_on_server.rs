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
    let finding = if new.is_some() || taken.is_some() || carried.is_some() {
        Finding::likely().seen()
    } else {
        Finding::possible().seen()
    };
    Some(
        finding
            .because(Evidence::exchange(used.id(), format!("{} with the same cookie", used.status())))
            .maybe(taken.map(|c| Evidence::response_header("Set-Cookie", format!("{}=; Max-Age=0", c.name))))
            .maybe(new.map(|c| Evidence::response_header("Set-Cookie", format!("{}=…", c.name))))
            .because(Evidence::secret(Source::RequestHeader("Cookie".into()), format!("{name}={value}")))
            .because(facts.status_evidence())
            .value("cookie", name)
            .over("session-cookie-rejected")
            .over("forbidden-unspecified"),
    )
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
