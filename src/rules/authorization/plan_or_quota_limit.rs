use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Finding;

/// Fires for 402, and when the server speaks of a plan, a licence, billing or a quota.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 402, 403, 426, 429]) || facts.row().is_preflight {
        return None;
    }
    // Elsewhere a word about money or plans may be about what the form is for.
    if facts.status_in(&[400, 401, 426]) {
        let said = facts.tells(&PLAN).or_else(|| facts.tells(&LICENCE)).or_else(|| facts.tells(&QUOTA))?;
        let known = facts.status() == 426 || facts.carries_identity() && !facts.presents_secret();
        let known = known && !facts.states_any() && (facts.request().is_safe() || facts.key_sent().is_some());
        let finding = Finding::likely().because(said).because(facts.status_evidence()).variant("plan");
        return known.then(|| finding.over("insufficient-role").over("api-key-invalid"));
    }
    let plan = facts.says(&[
        "plan_upgrade_required", "upgrade your plan", "upgrade plan", "upgrade_required", "upgrade to ", "your plan",
        "current plan", "free plan", "free tier", "paid plan", "premium", "subscription required",
        "subscription_required", "requires a subscription", "no active subscription", "subscription has expired",
        "subscription expired", "subscription is inactive", "trial has expired", "trial expired", "trial period",
        "license required", "licence required", "not licensed", "license does not", "license expired",
        "payment required", "payment_required", "billing_not_active", "billing has not been enabled",
        "feature is not available on", "plan_required", "plan required", "feature not included",
        "not included in your", "trial is over", "trial has ended", "trial ended", "for pro customers",
        "for pro users", "pro feature", "paid feature", "paying customers", "enterprise feature", "insufficient funds",
        "insufficient balance", "payment method required", "add a payment method",
        "account has been suspended for non-payment", "billing account",
    ]);
    let quota = || {
        facts
            .says(&[
                "quota exceeded", "quota_exceeded", "quotaexceeded", "insufficient_quota",
                "exceeded your current quota", "exceeded your quota", "monthly limit", "daily limit", "usage limit",
                "limit exceeded for your plan", "out of credits", "insufficient credits", "not enough credits",
                "credit balance", "storage limit", "seat limit", "maximum number of seats", "out of call volume quota",
                "limitexceededexception", "limit exceeded\"", "quota violation", "quota reached", "credits exhausted",
                "quota limit",
            ])
            .filter(|_| facts.says(&["rate limit", "rate_limit", "ratelimit"]).is_none())
            .or_else(|| facts.tells(&QUOTA))
    };
    if let Some(said) = plan.or_else(|| facts.tells(&PLAN)).or_else(|| facts.tells(&LICENCE)) {
        return Some(
            Finding::likely().because(said).because(facts.status_evidence()).over("insufficient-role").variant("plan"),
        );
    }
    if let Some(said) = quota() {
        return Some(
            Finding::likely().because(said).because(facts.status_evidence()).over("insufficient-role").variant("quota"),
        );
    }
    // A payment that was tried is no matter of a plan.
    if facts.tells(&CARD).is_some() {
        return None;
    }
    (facts.status() == 402).then(|| Finding::likely().shape().because(facts.status_evidence()))
}

/// The same by the parts of a sentence.
const PLAN: Saying = Saying {
    of: &[
        "plan", "plans", "subscription", "subscriptions", "subscribers", "tier", "edition", "package", "paying",
        "workspace plan", "add on", "addon",
    ],
    says: &[
        "require", "requires", "required", "need", "needs", "upgrade", "upgrading", "not included", "not include",
        "only for", "only available", "not available", "not part of", "ended", "exceeded", "reached", "inactive",
        "not cover", "not covered", "only in", "only on", "part of", "lapsed", "expired", "past due", "unpaid",
        "limited to", "not allow", "not support", "for subscribers", "separate subscription", "higher", "permits",
        "not active", "cancelled", "canceled", "paused", "only", "available from", "limit", "not in", "disabled",
        "not on", "locked", "available in",
    ],
    never: &["token", "role", "scope", "key", "not found", "rate", "id", "npm", "delivery", "tracking"],
};

/// A licence that does not reach so far, by the parts of a sentence.
const LICENCE: Saying = Saying {
    of: &[
        "license", "licence", "licensed", "licensing", "licenses", "licences", "seat", "trial", "billing", "invoice",
        "invoices",
    ],
    says: &[
        "non compliant", "not compliant", "required", "requires", "need", "needs", "expired", "not include",
        "not included", "not cover", "not covered", "not allow", "not permit", "no valid", "invalid", "missing",
        "without", "not have", "over", "ended", "unpaid", "overdue", "past due", "not licensed", "no license",
        "no licence", "assigned", "not activated", "inactive", "disabled", "limit",
    ],
    never: &[
        "driver", "driving", "plate", "token", "key", "address", "field", "number", "agreement", "accept", "role",
        "permission",
    ],
};

/// A payment that failed, by the parts of a sentence.
const CARD: Saying = Saying {
    of: &["card", "payment", "bank", "issuer", "charge"],
    says: &[
        "declined", "refused", "failed", "rejected", "expired", "lost", "stolen", "authentication", "not go through",
    ],
    never: &[],
};

/// An amount that is used up, by the parts of a sentence.
const QUOTA: Saying = Saying {
    of: &[
        "quota", "allowance", "credits", "credit", "monthly", "daily", "month", "seats", "balance", "free requests",
        "free calls",
    ],
    says: &[
        "reached", "exceeded", "exceeds", "exceed", "used up", "exhausted", "spent", "none left", "no more", "ran out",
        "run out", "not enough", "insufficient", "depleted", "too low", "used all", "limit", "over", "consumed",
        "taken", "gone", "top up", "no credits",
    ],
    never: &["token", "rate", "attempts", "disk", "bucket"],
};
