use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Finding;

/// The same by the parts of a sentence.
const ADDRESS: Saying = Saying {
    of: &[
        "ip", "ips", "client address", "geo", "your country", "your region", "your network", "your location",
        "internal network", "company network", "corporate network", "office network", "vpn",
    ],
    says: &[
        "not allowed", "blocked", "banned", "restricted", "rejected", "denied", "forbidden", "not permitted",
        "not whitelisted", "not in", "only", "not available", "unauthorized", "not authorized", "allowlist",
        "whitelist", "not on", "only from", "only reachable",
    ],
    never: &["key", "token", "rate", "too many"],
};

/// Fires when the server speaks of addresses or countries; as one possibility when a web server's
/// own 403 page answers.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 451]) {
        return None;
    }
    let said = facts.says(&[
        "your ip", "ip address is not allowed", "ip not allowed", "ip is not allowed", "ip address has been blocked",
        "ip address is blocked", "not available in your country", "not available in your region",
        "country is not allowed", "banned your access based on", "in your country", "in your region",
        "from your country", "from your region", "your country is", "from your location", "ip_not_allowed",
        "ip whitelist", "ip allowlist", "not in the allowlist", "from this ip", "client ip", "ip restriction",
        "error code: 1006", "error code: 1009", "outside the allowed network", "ip forbidden", "unauthorized ip",
        "ip address whitelist", "ip address allowlist", "ip address is not permitted", "ip not permitted",
    ]);
    let said = said.or_else(|| facts.tells(&ADDRESS));
    if let Some(said) = said {
        return Some(Finding::likely().because(said).because(facts.status_evidence()).over("insufficient-role"));
    }
    // Unavailable for legal reasons (RFC 7725): laws differ by country.
    if facts.status() == 451 {
        return Some(Finding::possible().shape().because(facts.status_evidence()).maybe(facts.header_evidence("link")));
    }
    let bare = facts.status() == 403 && (facts.plain_server_page() || caddy_or_proxy_without_words(facts));
    bare.then(|| Finding::possible().shape().because(facts.status_evidence()).maybe(facts.answerer().because))
}

/// Some web servers refuse with an empty answer.
fn caddy_or_proxy_without_words(facts: Facts) -> bool {
    facts.body().trim().is_empty() && facts.answerer().server.is_some_and(|s| s.id == "caddy")
}
