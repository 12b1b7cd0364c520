use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

/// Fires when a credential that works before is refused just while the same server fails otherwise.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || facts.is_login() || facts.is_refresh() || facts.states_any() {
        return None;
    }
    let at = facts.exchange().started;
    let near = |f: &Facts| (f.exchange().started - at).abs() < Span::seconds(10);
    // The very call fails now so, now so, and the credential is good afterwards: this is the same trouble.
    let again = |f: Facts| f.succeeded() && near(&f) && facts.same_sign_in(f);
    let works_again = || facts.same_route_after().any(again);
    // A 500 alone is a bug more often than load.
    let tells = |f: &Facts| f.status_in(&[502, 503, 504, 429]) || f.status() == 500 && works_again();
    let trouble = facts
        .earlier()
        .take(200)
        .take_while(near)
        .chain(facts.later().take(200).take_while(near))
        .find(|f| tells(f) && facts.same_origin(*f))?;
    let used = facts.last_use()?;
    let same = trouble.status_in(&[503, 504]) && trouble.same_url(facts) && facts.same_sign_in(trouble);
    let same = same && works_again();
    Some(
        if same { Finding::likely() } else { Finding::possible() }
            .seen()
            .because(Evidence::exchange(trouble.id(), format!("{} {}", trouble.status(), trouble.url().path())))
            .because(Evidence::exchange(used.id(), format!("{} with the same credential", used.status())))
            .because(facts.status_evidence())
            .value("status", trouble.status()),
    )
}
