use percent_encoding::percent_decode_str;

use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a page of a filter answers, or a plain server page answers a request that holds a
/// pattern of attacks.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 406, 501, 418]) {
        return None;
    }
    let said = facts.says(&[
        "mod_security",
        "modsecurity",
        "not acceptable!",
        "web application firewall",
        "request was blocked by the firewall",
        "the requested url was rejected. please consult with your administrator",
        "incapsula incident id",
        "sucuri website firewall",
        "wordfence",
        "access denied by security policy",
        "request blocked by waf",
        "imunify360",
    ]);
    let said = said.or_else(|| facts.tells(&FILTER));
    let suspicious = suspicious(facts);
    if let Some(said) = said {
        return Some(
            Finding::likely()
                .because(said)
                .over("object-permission-denied")
                .maybe(suspicious)
                .value("pattern", "a suspicious pattern"),
        );
    }
    let pattern = suspicious?;
    if !facts.plain_server_page() {
        return None;
    }
    let quote = format!("the text “{}”", pattern.quote);
    let finding = Finding::likely().seen().because(pattern).because(facts.status_evidence()).value("pattern", quote);
    Some(finding.over("forbidden-unspecified").over("server-config-denies-path"))
}

/// What filters say of a request, in their own and in other words.
const FILTER: Saying = Saying {
    of: &[
        "request", "attack", "injection", "xss", "malicious", "firewall", "waf", "coraza", "activity", "operation",
        "security",
    ],
    says: &[
        "attack detected", "injection detected", "malicious", "security rule", "security rules", "security policy",
        "by firewall", "our firewall", "the firewall", "by waf", "coraza", "unsafe operation", "suspicious activity",
        "illegal input", "security violation", "xss attempt", "request blocked", "attack blocked", "injection attempt",
    ],
    never: &["csrf", "xsrf", "forgery", "cors", "origin", "token", "content security policy", "user agent", "bot"],
};

/// A pattern that filters look for, in the URL or the body.
fn suspicious(facts: Facts) -> Option<Evidence> {
    const PATTERNS: &[&str] = &[
        "<script", "javascript:", "onerror=", "union select", "union all select", "' or '", "' or 1=1", "\" or 1=1",
        "or 1=1--", "'; drop", "; drop table", "sleep(", "benchmark(", "../..", "..\\..", "/etc/passwd", "cmd.exe",
        "${jndi:", "<?php", "; cat /", "xp_cmdshell", "information_schema", "<!entity", "' and 1=1", "1=1--",
    ];
    let url = percent_decoded(facts.url().as_str());
    let found = |text: &str| {
        let lower = text.to_ascii_lowercase();
        PATTERNS.iter().find(|p| lower.contains(**p)).copied()
    };
    if let Some(pattern) = found(&url) {
        return Some(Evidence::new(Source::Url, pattern));
    }
    let body = percent_decoded(&facts.request().body.as_ref()?.text);
    found(&body).map(|pattern| Evidence::new(Source::RequestBody, pattern))
}

fn percent_decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
