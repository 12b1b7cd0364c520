use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Finding;

/// The same by the parts of a sentence.
const LIMITED: Saying = Saying {
    of: &["api key", "apikey", "key"],
    says: &[
        "not allowed", "restricted", "does not have scope", "does not have access", "does not have permission",
        "doesnt have access", "lacks", "not permitted", "not authori*", "may not be used", "cannot be used",
    ],
    never: &["invalid", "expired", "unknown", "missing"],
};

/// Fires when the server knows the key but limits it to other sites, addresses or services.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let denied_in_ok = facts.status() == 200
        && facts.body_names(&["\"REQUEST_DENIED\""])
        && facts.member_text("status") == Some("REQUEST_DENIED");
    if !facts.status_in(&[400, 401, 403]) && !denied_in_ok {
        return None;
    }
    const KINDS: &[(&str, &[&str])] = &[
        (
            "site",
            &[
                "api_key_http_referrer_blocked", "requests from referer", "referer restrictions", "referernotallowed",
                "ip_referer_blocked", "iprefererblocked", "this website is not allowed to use",
                "not authorized to use this service from this url", "origin is not allowed for this api key",
                "origin not allowed for this key", "domain is not allowed for this key",
                "domain not allowed for this api key", "api key not allowed for this domain",
                "invalid referer for api key",
            ],
        ),
        (
            "address",
            &[
                "api_key_ip_address_blocked", "not authorized to use this service or api from this ip",
                "the provided api key has an ip address restriction", "ip address not allowed for this api key",
                "api key is not allowed from this ip", "not allowed from this ip address",
            ],
        ),
        (
            "service",
            &[
                "api_key_service_blocked", "requests to this api", "api key not authorized for this service",
                "not authorized to use this service or api", "key is not allowed to access this",
                "api_key_android_app_blocked", "api_key_ios_app_blocked", "key does not have access to",
            ],
        ),
    ];
    let phrased = KINDS.iter().find_map(|(key, phrases)| {
        let said = facts.says(phrases)?;
        let blocked =
            *key != "service" || said.quote.to_ascii_lowercase().contains("block") || said.quote.contains("not ");
        let sent = facts.sent_evidence("referer").or_else(|| facts.sent_evidence("origin"));
        blocked.then(|| Finding::certain().because(said).maybe(sent).variant(key))
    });
    phrased.or_else(|| {
        let said = facts.tells(&LIMITED).filter(|_| facts.status() == 403 && facts.key_sent().is_some())?;
        Some(
            Finding::likely()
                .because(said)
                .because(facts.status_evidence())
                .over("ip-or-country-blocked")
                .over("insufficient-scope")
                .over("insufficient-role")
                .variant("service"),
        )
    })
}
