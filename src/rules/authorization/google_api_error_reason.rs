use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Reasons of `google.rpc.ErrorInfo` and of the older `errors[].reason`, with the words for them.
const REASONS: &[(&str, &str)] = &[
    ("SERVICE_DISABLED", "disabled"),
    ("accessNotConfigured", "disabled"),
    ("API_KEY_INVALID", "key-invalid"),
    ("keyInvalid", "key-invalid"),
    ("keyExpired", "key-invalid"),
    ("API_KEY_HTTP_REFERRER_BLOCKED", "referrer"),
    ("ipRefererBlocked", "referrer"),
    ("API_KEY_SERVICE_BLOCKED", "service"),
    ("API_KEY_IP_ADDRESS_BLOCKED", "address"),
    ("BILLING_DISABLED", "billing"),
    ("RATE_LIMIT_EXCEEDED", "rate"),
    ("RESOURCE_QUOTA_EXCEEDED", "quota"),
    ("dailyLimitExceeded", "quota"),
    ("quotaExceeded", "quota"),
    ("rateLimitExceeded", "rate"),
    ("userRateLimitExceeded", "rate"),
    ("SECURITY_POLICY_VIOLATED", "perimeter"),
    ("ACCESS_TOKEN_EXPIRED", "expired"),
    ("ACCESS_TOKEN_SCOPE_INSUFFICIENT", "scope"),
    ("insufficientPermissions", "scope"),
    ("ACCESS_TOKEN_TYPE_UNSUPPORTED", "token-type"),
    ("CREDENTIALS_MISSING", "missing"),
    ("CONSUMER_SUSPENDED", "suspended"),
    ("CONSUMER_INVALID", "project"),
    ("USER_PROJECT_DENIED", "project"),
    ("ORG_RESTRICTION_VIOLATION", "perimeter"),
    ("domainPolicy", "perimeter"),
    ("IAM_PERMISSION_DENIED", "iam"),
];

/// Fires when a Google API names its reason (AIP-193).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 429]) {
        return None;
    }
    let error = facts.member("error").or_else(|| facts.member("0.error"))?;
    let newer = error.get("details").and_then(Value::as_array).into_iter().flatten().find_map(|d| {
        let google = d.get("domain").and_then(Value::as_str).is_some_and(|d| d.ends_with("googleapis.com"));
        d.get("reason").and_then(Value::as_str).filter(|_| google)
    });
    let older = || {
        let list = error.get("errors").and_then(Value::as_array)?;
        list.iter().find_map(|e| e.get("reason").and_then(Value::as_str).filter(|_| e.get("domain").is_some()))
    };
    let reason = newer.or_else(older)?;
    let key = REASONS.iter().find(|(name, _)| *name == reason).map(|(_, key)| *key);
    let finding = Finding::certain()
        .because(Evidence::new(Source::ResponseBody, format!("reason: {reason}")))
        .value("reason", reason);
    let message = error
        .get("message")
        .and_then(Value::as_str)
        .map(|m| Evidence::new(Source::ResponseBody, m.chars().take(160).collect::<String>()));
    let finding = finding.maybe(message).over("insufficient-role");
    Some(match key {
        Some(key) => finding.variant(key),
        None => finding,
    })
}
