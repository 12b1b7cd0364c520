use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::login::{is_login_address, names_sign_in};
use crate::finding::{Evidence, Finding, Source};
use crate::instant::Span;

/// So many redirects may lie between a page that sends away and the same page again.
const STEPS: usize = 5;

/// Fires when app and sign-in page send the browser to and fro: the same address redirects three
/// times within half a minute, and the way leads over a sign-in page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let many = facts
        .exchange()
        .error
        .as_deref()
        .is_some_and(|e| e.contains("TOO_MANY_REDIRECTS") || e.contains("REDIRECT_LOOP"));
    if !(matches!(facts.status(), 302 | 303 | 307) || many) {
        return None;
    }
    // A sign-in page that is only written in two ways: nobody is sent away for want of a session.
    if many && facts.circles_by_spelling() {
        return None;
    }
    let at = facts.exchange().started;
    let near = |f: &Facts| (f.exchange().started - at).abs() < Span::seconds(30);
    let chain: Vec<_> = facts
        .earlier()
        .take(100)
        .take_while(near)
        .chain(facts.later().take(100).take_while(near))
        .filter(|f| matches!(f.status(), 302 | 303 | 307))
        .collect();
    let next = |path: &str| {
        let from = chain.iter().find(|g| g.url().path() == path)?;
        Some(Address::new(from.redirect_target()?).path().to_owned())
    };
    // Where a page sends the browser until it is back there: at once, or over the callback of a sign-in service.
    let circle = |f: &Facts| {
        let first = Address::new(f.redirect_target()?).path().to_owned();
        let way: Vec<_> = std::iter::successors(Some(first), |path| next(path)).take(STEPS).collect();
        let back = way.iter().position(|path| path == f.url().path())?;
        Some(way.into_iter().take(back).collect::<Vec<_>>())
    };
    // A page of any name that is told where the browser came from, or is named as those of sign-in, and sends it back.
    let back = |f: &Facts| {
        let target = Address::new(f.redirect_target()?);
        let told = target.query().iter().any(|(_, v)| v == f.url().path() || v == f.url().as_str())
            || names_sign_in(&target) != names_sign_in(f.url());
        circle(f).filter(|way| told && !way.is_empty())
    };
    let login = |f: &Facts| {
        let address =
            is_login_address(f.url()) || f.redirect_target().is_some_and(|t| is_login_address(&Address::new(t)));
        address || back(f).is_some()
    };
    let same = chain.iter().filter(|f| f.url().path() == facts.url().path() && facts.same_origin(**f)).count();
    let over = chain.iter().find(|f| login(f))?;
    let within = || login(&facts) || back(over).is_some_and(|way| way.iter().any(|path| path == facts.url().path()));
    if !many && (same < 2 || !within()) {
        return None;
    }
    let finding = if many {
        Finding::certain().quote(Source::BrowserError, facts.exchange().error.as_deref().unwrap_or(""))
    } else {
        Finding::likely()
    };
    let target = facts.redirect_target().unwrap_or_else(|| over.url().as_str().to_owned());
    let short = Address::new(target);
    Some(
        finding
            .seen()
            .because(facts.status_evidence())
            .because(Evidence::exchange(over.id(), format!("{} {}", over.status(), over.url().path())))
            .value("login", format!("{}{}", short.host(), short.path()))
            .over("redirected-to-login")
            .over("redirect-target-wrong"),
    )
}
