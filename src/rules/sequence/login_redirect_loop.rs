use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::login::{is_login_address, names_sign_in};
use crate::finding::{Evidence, Finding, Source};
use crate::instant::Span;

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
    // A page of any name that is told where the browser came from, or is named as those of sign-in, and sends it back.
    let back = |f: &Facts| {
        let Some(target) = f.redirect_target().map(Address::new) else { return false };
        let told = target.query().iter().any(|(_, v)| v == f.url().path() || v == f.url().as_str())
            || names_sign_in(&target) != names_sign_in(f.url());
        let path = |a: Option<String>| a.map(|a| Address::new(a).path().to_owned());
        told && chain
            .iter()
            .any(|g| g.url().path() == target.path() && path(g.redirect_target()).as_deref() == Some(f.url().path()))
    };
    let login = |f: &Facts| {
        back(f) || is_login_address(f.url()) || f.redirect_target().is_some_and(|t| is_login_address(&Address::new(t)))
    };
    let same = chain.iter().filter(|f| f.url().path() == facts.url().path() && facts.same_origin(**f)).count();
    let over = chain.iter().find(|f| login(f))?;
    if !many && (same < 2 || !login(&facts)) {
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
