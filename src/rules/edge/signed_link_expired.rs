use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// A link whose time is over, by the parts of a sentence.
const OVER: Saying = Saying {
    of: &["link", "links", "url", "urls", "signature", "download", "share", "signed"],
    says: &[
        "expired", "no longer valid", "not valid anymore", "not valid any more", "has ended", "lapsed", "too old",
        "timed out", "out of date", "no longer works", "no longer active", "was valid until", "only valid until",
        "past its", "expiry passed", "time is over", "not active any more", "ran out",
    ],
    never: &[
        "session", "jwt", "access token", "auth token", "reset", "invitation", "invite", "trial", "license", "domain",
        "certificate", "key",
    ],
};

/// Fires when the end time of a signed link lies before the answer that refuses it, and when the server
/// says that a link is over.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 404, 410]) || facts.row().is_preflight {
        return None;
    }
    let Some(expires) = facts.link().and_then(|link| link.expires) else { return by_words(facts) };
    let since = facts.now() - expires;
    if since.0 <= 0 {
        return None;
    }
    let said = facts.says_in_body(&["expired", "no longer valid", "has ended"]);
    // A 404 or 400 can have many reasons; the server must say that it was the time.
    if facts.status_in(&[400, 404]) && said.is_none() {
        return None;
    }
    let finding = if said.is_some() { Finding::certain() } else { Finding::likely() };
    let end = Evidence::moment(Source::Url, "works until ", expires);
    let finding =
        finding.seen().because(end).because(facts.now_evidence()).maybe(said).because(facts.status_evidence());
    Some(
        finding
            .value("ago", format!("since {}", since.words()))
            .over("server-config-denies-path")
            .over("token-expired")
            .over("s3-missing-key-as-403"),
    )
}

/// The server speaks of a link that is over, to one who sent nothing but an address.
fn by_words(facts: Facts) -> Option<Finding> {
    let known = facts.authorization().is_some() || facts.key_sent().is_some() || facts.signed_url().is_some();
    if known || !facts.request().is_safe() {
        return None;
    }
    let said = facts.tells(&OVER)?;
    let finding = Finding::likely().because(said).because(Evidence::new(Source::Url, facts.url().path()));
    let finding = finding.because(facts.status_evidence()).value("ago", "the server says so");
    Some(finding.over("record-not-found").over("signed-link-invalid"))
}
