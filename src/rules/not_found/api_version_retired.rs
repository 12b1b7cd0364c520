use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires for a versioned path that is gone: by `Sunset` or `Deprecation` (RFC 8594, RFC 9745), by
/// 410, or by the server's words.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 404, 410]) || facts.row().is_preflight {
        return None;
    }
    let said = facts.says_in_body(&[
        "api version is no longer", "version of the api is no longer", "version of this api is no longer",
        "api version has been retired", "this version has been retired", "version has been sunset", "has been sunset",
        "version is deprecated and no longer", "unsupported api version", "unsupportedapiversion",
        "is no longer supported. please use v", "api version not supported", "no longer available. use v",
    ]);
    // "API version 1 was retired on …": any words of an end, where they speak of an API or a version.
    let ended = || {
        let said = facts.says_in_body(&[
            "was retired", "has been retired", "is retired", "was removed on", "was shut down", "has been shut down",
            "was sunset", "reached its end of life", "switched off", "turned off", "discontinued", "decommissioned",
            "end of life", "has been removed",
        ])?;
        let quote = said.quote.to_ascii_lowercase();
        (quote.contains("api") || quote.contains("version")).then_some(said)
    };
    let said = said.or_else(ended);
    let version = facts.parts().into_iter().find(|p| {
        p.strip_prefix(['v', 'V'])
            .is_some_and(|v| !v.is_empty() && v.len() <= 4 && v.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    });
    let Some(version) = version else {
        return said.map(|said| Finding::likely().because(said).value("version", "this version"));
    };
    let finding = |f: Finding| f.because(facts.path_evidence()).value("version", version.as_str());
    if let Some(said) = said {
        return Some(finding(Finding::likely().because(said)));
    }
    if facts.status() == 400 {
        return None;
    }
    let notice =
        |f: Facts| -> Option<Evidence> { f.header_evidence("sunset").or_else(|| f.header_evidence("deprecation")) };
    let earlier = || facts.working_here().filter(|f| f.parts().contains(&version)).find_map(notice);
    if let Some(notice) = notice(facts).or_else(earlier) {
        return Some(finding(Finding::likely().because(notice).over("path-prefix-wrong").over("path-typo")));
    }
    (facts.status() == 410).then(|| finding(Finding::likely().shape().because(facts.status_evidence())))
}
