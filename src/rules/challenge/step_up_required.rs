use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Finding;

/// Fires when the server wants a stronger or fresher sign-in (RFC 9470 §3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "mfa_required", "mfa required", "multi-factor authentication required", "multifactor authentication required",
        "two-factor authentication required", "2fa required", "two_factor_required", "reauthentication required",
        "re-authentication required", "reauth_required", "reauthentication_needed", "credential_too_old_login_again",
        "requires-recent-login", "recent login required", "session_aal2_required", "insufficient_aal", "step-up",
        "step_up_required", "stepup", "sudo mode", "password confirmation required", "must re-authenticate",
        "elevated authentication", "confirm your password", "re-authenticate to", "authentication level is required",
        "more recent authentication", "acr value", "re-enter your password", "confirm with your password",
        "reenter your password", "sudo_mode", "two factor authentication is required", "\"reauthenticate\"",
        "mfa_reauthenticate", "must provide a one-time pass",
    ];
    if !facts.status_in(&[401, 403, 423]) || facts.presents_secret() {
        return None;
    }
    let challenge = facts.challenges().find(|c| c.param("error") == Some("insufficient_user_authentication"));
    let Some(challenge) = challenge else {
        let named = facts.says(&["insufficient_user_authentication"]);
        let finding = if named.is_some() { Finding::certain() } else { Finding::likely() };
        // An app's page may hold such words in its scripts.
        let said = named.or_else(|| facts.says(SAID).or_else(|| facts.tells(&SECOND)).filter(|_| !facts.is_html()))?;
        return Some(
            finding
                .because(said)
                .because(facts.status_evidence())
                .value("wants", "a stronger or fresher sign-in")
                .over("credentials-missing")
                .over("auth-scheme-mismatch"),
        );
    };
    let level = challenge.param("acr_values").map(|acr| format!("the level {acr}"));
    let age = challenge.param("max_age").map(|age| format!("a sign-in at most {age} seconds old"));
    let wants: Vec<_> = [level, age].into_iter().flatten().collect();
    let wants = if wants.is_empty() { "a stronger or fresher sign-in".to_owned() } else { wants.join(" and ") };
    Some(
        Finding::certain()
            .maybe(facts.header_evidence("www-authenticate"))
            .because(facts.status_evidence())
            .value("wants", wants),
    )
}

/// A second proof that is asked for, by the parts of a sentence. A proof that was given and is wrong is
/// another thing.
const SECOND: Saying = Saying {
    of: &[
        "mfa", "2fa", "otp", "totp", "second factor", "two factor", "multi factor", "multifactor", "twofactor",
        "two step", "step up", "one time", "authenticator", "verification code", "security key", "reauthenticat*",
        "reauthentication",
    ],
    says: &[
        "required", "requires", "require", "needed", "need", "needs", "missing", "must", "first", "finish", "complete",
        "enter", "enroll*", "pending", "not verified", "not completed", "not provided", "set up",
    ],
    never: &["invalid", "wrong", "incorrect", "expired", "mismatch", "failed", "not required", "reset", "url", "link"],
};
