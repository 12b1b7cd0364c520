use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a request had `Authorization`, was redirected to another origin, and the request that
/// followed had none and was refused (Fetch standard, "HTTP-redirect fetch", step 13).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (first, last) = if facts.redirect_target().is_some() {
        (facts, facts.landed())
    } else {
        // Only answers that refuse: this runs on every exchange.
        if !matches!(facts.status(), 400..=499) {
            return None;
        }
        (facts.redirects_before().find(|f| f.authorization().is_some())?, facts)
    };
    if first.id() == last.id() || first.authorization().is_none() || last.authorization().is_some() {
        return None;
    }
    let refused = last.status() == 401 || (last.status_in(&[400, 403]) && last.stated(Reason::Missing).is_some());
    // Some servers answer so to nobody in particular. A signed address needs no token.
    let wordless = || last.status() == 403 && last.refuses_without_words() && !last.has_signed_url();
    if !(refused || wordless()) || first.same_origin(last) {
        return None;
    }
    let header = Evidence::secret(Source::RequestHeader("Authorization".into()), first.authorization()?);
    let finding = if refused { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().because(header);
    let finding = finding.because(Evidence::new(Source::ResponseHeader("Location".into()), last.url().origin()));
    let finding = finding.because(if facts.id() == last.id() { first.answers() } else { last.answers() });
    let finding = finding.value("from", first.url().origin()).value("to", last.url().origin());
    let finding =
        finding.over("credentials-missing").over("unauthenticated-answered-403").over("redirect-http-to-https");
    Some(finding.over("trailing-slash-redirect"))
}
