use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Finding;

/// Fires for 402, and when the server speaks of a plan, a licence, billing or a quota.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[402, 403, 429]) || facts.row().is_preflight {
        return None;
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
    if let Some(said) = plan.or_else(|| facts.tells(&PLAN)) {
        return Some(
            Finding::likely().because(said).because(facts.status_evidence()).over("insufficient-role").variant("plan"),
        );
    }
    if let Some(said) = quota() {
        return Some(
            Finding::likely().because(said).because(facts.status_evidence()).over("insufficient-role").variant("quota"),
        );
    }
    (facts.status() == 402).then(|| Finding::likely().shape().because(facts.status_evidence()))
}

/// The same by the parts of a sentence.
const PLAN: Saying = Saying {
    of: &["plan", "plans", "subscription", "subscribers", "tier"],
    says: &[
        "require", "requires", "required", "need", "needs", "upgrade", "not included", "not include", "only for",
        "only available", "not available", "not part of", "ended", "exceeded", "reached", "inactive",
    ],
    never: &["token", "role", "scope", "key", "not found", "rate", "id"],
};

/// An amount that is used up, by the parts of a sentence.
const QUOTA: Saying = Saying {
    of: &["quota", "allowance", "credits", "monthly", "seats"],
    says: &[
        "reached", "exceeded", "exceeds", "exceed", "used up", "exhausted", "spent", "none left", "no more", "ran out",
        "run out", "not enough", "insufficient", "depleted",
    ],
    never: &["token", "rate", "attempts", "disk", "bucket"],
};
