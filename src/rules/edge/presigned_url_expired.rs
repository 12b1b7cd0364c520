use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::http::signed_url::{Kind, SignedUrl, Validity};
use crate::instant::Span;

/// How far the server's clock may be from its `Date` when it compared the times.
const SLACK: Span = Span::seconds(5);

/// Fires when a storage says that the signed URL has expired, and when its own end lies before the
/// time of the answer.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    let signed = facts.signed_url().filter(is_of_storage);
    if facts.code(&["SignatureDoesNotMatch", "RequestTimeTooSkewed", "InvalidAccessKeyId"]).is_some() {
        return None;
    }
    let expired = signed.as_ref().and_then(|s| match s.at(facts.now()) {
        Validity::Expired { since } if since > SLACK => Some((since, s.expires)),
        _ => None,
    });
    let ago = expired.map_or_else(|| "some time".to_owned(), |(since, _)| since.words());
    let finding = |f: Finding| f.value("ago", &ago).over("token-expired").over("policy-denies-action");
    let end = expired.and_then(|(_, end)| end).map(|end| Evidence::moment(Source::Url, "works until ", end));
    if facts.code(&["AccessDenied", "AccessForbidden"]).is_some()
        && let Some(said) = facts.says_in_body(&["request has expired", "policy expired"])
    {
        let form = said.quote.to_ascii_lowercase().contains("policy");
        let key = if form { "form" } else { "url" };
        return Some(finding(Finding::certain().seen().because(said).maybe(end).variant(key)));
    }
    let signed = signed?;
    let session = signed.param("X-Amz-Security-Token").is_some();
    if session && let Some(said) = facts.code(&["ExpiredToken"]) {
        return Some(finding(Finding::certain().because(said).maybe(end).variant("session")));
    }
    if let (Some(said), Some(_)) = (facts.code(&["ExpiredToken"]), &expired) {
        return Some(finding(Finding::certain().seen().because(said).maybe(end).variant("url")));
    }
    // The end is over by the server's own clock, and the storage refused without another reason.
    expired?;
    let sure = facts.date().is_some() && (facts.body().is_empty() || facts.code(&["AccessDenied"]).is_some());
    let base = if sure { Finding::certain() } else { Finding::likely() };
    let base = base.seen().maybe(end).because(facts.now_evidence()).because(facts.status_evidence());
    Some(finding(base.variant("url")).over("s3-missing-key-as-403").over("forbidden-unspecified"))
}

fn is_of_storage(signed: &SignedUrl) -> bool {
    matches!(
        signed.kind,
        Kind::AwsV4 | Kind::AwsV2 | Kind::GoogleV4 | Kind::GoogleV2 | Kind::AlibabaV1 | Kind::AlibabaV4
    )
}
