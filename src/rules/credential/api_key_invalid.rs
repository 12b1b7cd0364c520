use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the answer says that the API key is unknown, expired or switched off, or refuses a
/// request whose only credential is a key.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const INVALID: &[&str] = &[
        "invalid api key", "invalid_api_key", "invalid api-key", "invalid apikey", "invalid api_key",
        "api key is invalid", "api key invalid", "apikey is invalid", "api key not valid", "api_key_invalid",
        "api key is not valid", "incorrect api key", "wrong api key", "unknown api key", "api key not found",
        "api key does not exist", "api key is unknown", "bad api key", "invalid subscription key", "invalid x-api-key",
        "api key format is incorrect", "api key validation failed", "api key could not be", "unrecognized api key",
        "invalid authentication credentials", "invalid api token", "api token is invalid", "invalid key",
        "api key does not match", "not a valid api key", "api key rejected", "apikeyinvalid",
        "the api key you provided", "invalid or missing api key", "missing or invalid api key",
        "missing or wrong api key", "invalid or missing x-api-key", "missing or invalid x-api-key",
        "missing or wrong x-api-key", "api key missing or invalid", "api key is missing or invalid",
        "api key invalid or missing", "api key is invalid or missing", "\"key not authori", "api has been disallowed",
        "consumer key is invalid", "consumer secret is invalid",
    ];
    const EXPIRED: &[&str] = &[
        "api key expired", "api key has expired", "api_key_expired", "expired api key", "api key is expired",
        "key has expired",
    ];
    const OFF: &[&str] = &[
        "api key disabled", "api key is disabled", "api key has been disabled", "api key revoked",
        "api key has been revoked", "api key is inactive", "api key inactive", "api key suspended",
        "api key has been deactivated", "api key is revoked", "inactive api key", "api_key_disabled",
        "subscription is disabled", "inactive subscription", "api key was deleted", "api key was reported as leaked",
    ];
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    // The header may have a name of the API's own; then the answer names it.
    let named = facts.named_key();
    let key = facts.key_sent().or_else(|| named.as_ref().map(|(source, value, _)| (source.clone(), *value)));
    // The answer speaks of a key, and one header alone may hold it: `X-Auth`.
    let spoken = || facts.tells(&Saying { of: &["api key", "apikey"], ..KEY }).is_some();
    let guessed = || match facts.other_credentials().as_slice() {
        [(source, value)] if !value.is_empty() && facts.authorization().is_none() && spoken() => {
            Some((source.clone(), *value))
        }
        _ => None,
    };
    let sure = key.is_some();
    let key = key.or_else(guessed);
    let said = facts
        .says(EXPIRED)
        .map(|e| (e, "expired"))
        .or_else(|| facts.says(OFF).map(|e| (e, "switched-off")))
        .or_else(|| facts.says(INVALID).map(|e| (e, "unknown")));
    // In a wrong request "key" alone may be one to sort by.
    let named_so = Saying { of: &["api key", "apikey", "api token", "access key", "subscription key"], ..KEY };
    let phrase = said.is_some();
    let said = said.or_else(|| facts.tells(&KEY).filter(|_| key.is_some()).map(|e| (e, "unknown")));
    let plain = phrase || facts.status() != 400 || facts.tells(&named_so).is_some();
    let loose = said.is_none() || !plain;
    let said = said.or_else(|| named.map(|(_, _, quote)| (quote, "unknown")).filter(|(e, _)| refuses(&e.quote)));
    let alone = facts.authorization().is_none() && facts.identity_cookies().is_empty();
    let finding = match (&key, &said) {
        (Some((source, value)), Some(_)) => {
            let finding = if loose || !sure { Finding::likely() } else { Finding::certain().seen() };
            finding.because(Evidence::secret(source.clone(), *value))
        }
        (None, Some((said, _))) => {
            // Without a visible key it is another credential, or none.
            let both = said.quote.to_ascii_lowercase().contains("missing");
            if both || !facts.carries_identity() || said.quote.to_ascii_lowercase().contains("invalid key") {
                return None;
            }
            Finding::likely()
        }
        (Some((source, value)), None)
            if alone && facts.status() == 401 && !facts.states_any() && !facts.wants_other_key() =>
        {
            Finding::likely().shape().because(Evidence::secret(source.clone(), *value))
        }
        _ => return None,
    };
    let place = match &key {
        Some((Source::RequestHeader(name), _)) => format!("in the header {name}"),
        Some(_) => "in the address".to_owned(),
        None => "in the header Authorization".to_owned(),
    };
    let variant = said.as_ref().map_or("unknown", |(_, v)| *v);
    let finding = if sure { finding } else { finding.over("credentials-missing") };
    Some(finding.maybe(said.map(|(e, _)| e)).because(facts.status_evidence()).value("place", place).variant(variant))
}

/// Whether a sentence that names a header says that its value does not fit, not that it is absent.
fn refuses(quote: &str) -> bool {
    const WRONG: &[&str] =
        &["invalid", "wrong", "incorrect", "not valid", "mismatch", "match", "bad", "unknown", "rejected", "recogni"];
    const ABSENT: &[&str] = &["missing", "required", "expired", "provide"];
    let quote = quote.to_ascii_lowercase();
    WRONG.iter().any(|w| quote.contains(w)) && !ABSENT.iter().any(|w| quote.contains(w))
}

/// A key that does not fit, by the parts of a sentence.
const KEY: Saying = Saying {
    of: &["api key", "apikey", "api token", "access key", "subscription key", "key"],
    says: &[
        "could not validate", "couldnt validate", "invalid", "wrong", "incorrect", "unknown", "not valid",
        "not recogni*", "not found", "no such", "rejected", "not accepted", "failed", "not match", "doesnt match",
        "does not exist", "is for", "only for", "not for", "test", "sandbox", "staging",
    ],
    never: &[
        "missing", "required", "kid", "signing", "public", "verification", "idempotency", "referer", "referrer", "ip",
        "sort", "translation", "primary", "foreign", "duplicate", "cache", "partition", "property", "must be",
    ],
};
