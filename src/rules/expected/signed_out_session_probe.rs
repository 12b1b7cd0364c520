use serde_json::Value;

use crate::facts::Facts;
use crate::facts::roles::is_session_name;
use crate::finding::{Certainty, Evidence, Finding, Source, Verdict};

/// Members that say in a body whether somebody is signed in.
const FLAGS: &[&str] = &[
    "loggedIn", "logged_in", "isLoggedIn", "authenticated", "isAuthenticated", "is_authenticated", "signedIn",
    "signed_in", "active", "valid",
];
/// Members that hold who is signed in.
const HOLDERS: &[&str] = &["user", "session", "currentUser", "current_user", "account", "viewer"];

/// Fires for a refusal of the question "who is signed in?" when nobody is: the body answers it, or
/// the same question is answered after a sign-in, or the address asks nothing else.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.authorization().is_some() || facts.api_key().is_some() {
        return None;
    }
    // Whatever it asks for: asked first without a sign-in, answered after one.
    let asks_early = || {
        facts.status() == 401
            && facts.method() == "GET"
            && facts.is_api_call()
            && answered_after_sign_in(facts).is_some()
    };
    if !facts.asks_who() && !asks_early() {
        return None;
    }
    if facts.cookies().iter().any(|(name, _)| is_session_name(name)) || signed_in_before(facts) {
        return None;
    }
    let (certainty, evidence) = if let Some(answer) = says_nobody(facts) {
        (Certainty::Certain, Evidence::new(Source::ResponseBody, answer))
    } else if let Some(later) = answered_after_sign_in(facts) {
        let certainty = if facts.asks_who() { Certainty::Certain } else { Certainty::Likely };
        (certainty, Evidence::exchange(later.id(), format!("{} {}", later.status(), later.url().path())))
    } else if facts.asks_session() && facts.status() == 401 {
        (Certainty::Likely, facts.status_evidence())
    } else {
        return None;
    };
    let finding = Finding::new(certainty).seen().verdict(Verdict::Expected);
    Some(finding.because(evidence).quote(Source::Url, facts.url().path()).value("path", facts.url().path()))
}

/// Whether anything earlier in the recording shows a signed-in user at this host.
fn signed_in_before(facts: Facts) -> bool {
    let host = facts.url().host();
    let mut earlier = facts.earlier().filter(|f| f.url().host() == host).take(2000);
    earlier.find_map(|f| {
        let used = || f.authorization().is_some() || f.cookies().iter().any(|(name, _)| is_session_name(name));
        if f.is_logout() && f.status() < 400 {
            Some(false)
        } else if (f.is_login() && f.status() < 400) || (used() && matches!(f.status(), 200..=299)) {
            Some(true)
        } else {
            None
        }
    }) == Some(true)
}

fn says_nobody(facts: Facts) -> Option<String> {
    let Value::Object(body) = facts.json()? else { return None };
    body.iter().find_map(|(name, value)| {
        let no = (FLAGS.contains(&name.as_str()) && *value == Value::Bool(false))
            || (HOLDERS.contains(&name.as_str()) && value.is_null());
        no.then(|| format!("\"{name}\": {value}"))
    })
}

fn answered_after_sign_in<'x>(facts: Facts<'x>) -> Option<Facts<'x>> {
    let signed_in = facts.later().take(2000).find(|f| f.is_login() && f.status() < 400)?;
    facts.same_route_after().find(|f| f.id() > signed_in.id() && f.succeeded())
}
