use serde_json::Value;

use crate::exchange::Address;
use crate::facts::sentence::Saying;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server names a role, right or group, and for a 403 of the application to a
/// credential that works elsewhere.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some(page) = denied_page(facts) {
        let finding = Finding::likely().seen().because(page).because(facts.status_evidence());
        return Some(finding.value("known", known(facts)));
    }
    if !facts.status_in(&[401, 403]) || facts.row().is_preflight {
        return None;
    }
    let named = || named_role(facts);
    let said = facts
        .says(&[
            "requires role", "required role", "missing role", "missing required role", "requires the role",
            "role required", "does not have the role", "does not have role", "don't have the role",
            "insufficient role", "insufficient_role", "user does not have the right roles",
            "user does not have the right permissions", "role is not allowed",
            "do not have permission to perform this action", "does not have permission to perform",
            "enough privileges", "insufficient privilege", "insufficient_privilege", "insufficient permission",
            "insufficient_permission", "insufficient rights", "insufficient access", "permission denied",
            "permission_denied", "missing permission", "missing permissions", "required permission",
            "requires permission", "lacks permission", "lack permission", "not have the necessary permission",
            "not have the required permission", "not have permission", "don't have permission to",
            "does not have access to", "you are not authorized to perform", "this action is unauthorized",
            "not authorized to access", "is not allowed to access", "is not allowed to perform",
            "you are not allowed to", "not an admin", "must be an admin", "must be admin", "admin only", "admins only",
            "admin access", "admin privileges", "administrator privileges", "administrators only", "requires admin",
            "staff only", "superuser", "access is denied</", "\"access is denied\"", "\"access denied\"",
            "access denied: user", "forbidden resource", "rest_forbidden", "rest_cannot_",
            "sorry, you are not allowed to", "not_authorized", "notauthorized", "missing capability",
            "user is not in group", "not a member of", "must be a member", "required authority", "authoritydenied",
            "does not have the authority", "unauthorized role", "user role", "error 403: you do not have",
            "permissions_missing", "roles are required", "has no role", "you need to be", "need the role",
            "not enough permissions", "needs the role", "user is not authorized", "operation not permitted",
            "not allowed to publish", "not allowed to unpublish", "not allowed to edit", "not allowed to delete",
            "not allowed to update", "not allowed to create", "not allowed to modify", "not allowed to view",
            "not permitted to", "cannot execute \"", "cannot execute \\\"", "denied by policy", "authorization policy",
            "policy denied", "cannot consume this service", "consumer_name is forbidden", "is unauthorized for user",
            "is unauthorized for api key", "is unauthorized for service account",
            // In other languages.
            "accès refusé", "accès interdit", "droits insuffisants", "droits nécessaires", "pas les droits",
            "keine berechtigung", "nicht berechtigt", "zugriff verweigert", "fehlende berechtigung",
            "unzureichende berechtigung", "acceso denegado", "no tienes permiso", "no tiene permiso",
            "permisos insuficientes", "acesso negado", "sem permissão", "não tem permissão", "accesso negato",
            "geen toegang", "brak uprawnień", "权限不足", "没有权限", "无权", "沒有權限", "權限不足",
            "権限がありません", "アクセス権がありません", "권한이 없습니다", "недостаточно прав", "нет доступа",
        ])
        .or_else(named)
        .or_else(|| pundit(facts))
        .or_else(|| {
            // A 401 speaks of rights where the same sign-in works elsewhere.
            let rights = facts.status() == 403 || !facts.states_any() && facts.same_identity_works().is_some();
            facts.tells(&RIGHTS).filter(|_| rights && !facts.presents_secret())
        })
        .or_else(|| only_some(facts))
        .or_else(|| own_role(facts))
        .or_else(|| role_member(facts));
    let own_page = facts.plain_server_page();
    if let Some(found) = group_of_apache(facts).filter(|_| own_page || said.is_none()) {
        return Some(found);
    }
    // A web server's own page uses such words for files and rules.
    if own_page {
        return None;
    }
    // Flask-HTTPAuth answers 403 with these words to a known user without the role (401 to others).
    let httpauth = || (facts.status() == 403).then(|| facts.says_in_body(&["unauthorized access"])).flatten();
    // The page of Django's PermissionDenied without a reason.
    let django = || {
        let page = facts.says_in_body(&["<h1>403 forbidden</h1><p></p>"]);
        page.filter(|_| facts.status() == 403 && facts.has_identity())
    };
    let elsewhere = || facts.same_identity_works();
    // To a token that works nowhere else, "Access denied" with 401 says no more than the status.
    let bare = |said: &Evidence| said.quote.to_ascii_lowercase().contains("access denied\"");
    let said = said.filter(|said| facts.status() != 401 || !bare(said) || elsewhere().is_some());
    if let Some(said) = said {
        // A 401 with such words speaks of rights only where a credential was sent.
        if facts.status() == 401 && (!facts.has_identity() || facts.other_scheme_asked()) {
            return None;
        }
        // Without a credential the same words may only mean that nobody is signed in.
        let known_caller = facts.carries_identity() || facts.may_hide_credentials();
        let finding = if known_caller { Finding::likely() } else { Finding::possible() };
        let finding = finding.because(said).because(facts.status_evidence()).value("known", known(facts));
        return Some(finding.maybe(elsewhere().map(Facts::answers)));
    }
    if facts.status() != 403 {
        return None;
    }
    if let Some(page) = httpauth().or_else(django) {
        let finding = Finding::likely().shape().because(page).maybe(elsewhere().map(Facts::answers));
        return Some(finding.value("known", known(facts)));
    }
    // Nothing is said: the same call works with a token that differs in its roles alone.
    const CLAIMS: &[&str] = &[
        "roles", "role", "groups", "permissions", "authorities", "realm_access", "cognito:groups", "is_admin", "admin",
    ];
    if let Some((name, works)) = CLAIMS.iter().find_map(|name| Some((*name, facts.took_other_claim(name)?))) {
        let mine = facts
            .jws()
            .and_then(|jws| jws.claims.as_ref()?.get(name))
            .map(|value| Evidence::claim(name, value.to_string()));
        let finding = Finding::likely().shape().because(works.answers()).maybe(mine).because(facts.status_evidence());
        return Some(finding.value("known", known(facts)));
    }
    // Keycloak's adapter says the same to a token that it does not take, so this one must have worked.
    if let Some(said) = facts.refused_by_keycloak() {
        let works = elsewhere().filter(|_| !facts.token_ended())?;
        let finding = Finding::likely().because(said).because(facts.status_evidence()).because(works.answers());
        return Some(finding.value("known", known(facts)));
    }
    // It knows nobody: the session is in question, not its rights.
    if facts.stated(Reason::Missing).is_some() {
        return None;
    }
    // Nothing is said: the application refuses to read, while the same credential works elsewhere.
    let known_caller = facts.authorization().is_some() || !facts.identity_cookies().is_empty();
    let elsewhere = elsewhere().filter(|f| facts.request().is_safe() && known_caller && f.is_api_call())?;
    let finding = Finding::possible().shape().because(facts.status_evidence()).because(elsewhere.answers());
    Some(finding.value("known", known(facts)))
}

/// Apache asks for the password again where `Require group` or `Require user` leaves a known user out.
fn group_of_apache(facts: Facts) -> Option<Finding> {
    let basic = |f: Facts| f.authorization_parts().is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("Basic"));
    if facts.status() != 401 || !basic(facts) || facts.challenge("Basic").is_none() {
        return None;
    }
    let works = facts.same_identity_works()?;
    // What anybody may have does not show that the password is right.
    let open = facts.works_where(&|f| f.same_url(works) && f.authorization().is_none()).is_some();
    let apache = facts.header("server").is_some_and(|server| server.starts_with("Apache"));
    let finding =
        if apache && !open { Finding::likely().over("basic-credentials-rejected") } else { Finding::possible() };
    let finding = finding.shape().because(facts.status_evidence()).because(works.answers());
    Some(finding.value("known", known(facts)))
}

/// A redirect of one who is signed in to a page that says no: ASP.NET Core sends to
/// `/Account/AccessDenied?ReturnUrl=…`.
fn denied_page(facts: Facts) -> Option<Evidence> {
    const PAGES: &[&str] =
        &["accessdenied", "forbidden", "403", "denied", "permissiondenied", "noaccess", "nopermission"];
    if !facts.status_in(&[302, 303, 307]) || facts.identity_cookies().is_empty() || facts.is_logout() {
        return None;
    }
    let target = Address::new(facts.redirect_target()?);
    let page = target.path().rsplit('/').next()?.to_ascii_lowercase().replace(['-', '_'], "");
    let denied = PAGES.contains(&page.split('.').next()?);
    denied.then(|| Evidence::response_header("Location", target.path()))
}

fn known(facts: Facts) -> &'static str {
    if facts.same_identity_works().is_some() {
        "The same sign-in works for other calls, so it is good."
    } else {
        "The server speaks of your rights, so the sign-in itself is most likely good."
    }
}

/// A member of the answer that names the role asked for, or the one that the caller has.
fn role_member(facts: Facts) -> Option<Evidence> {
    const ASKED: &[&str] = &[
        "requiredRole", "required_role", "requiredRoles", "required_roles", "requiredPermission",
        "required_permission", "requiredPermissions", "required_permissions", "missingPermission",
        "missing_permission", "missingPermissions", "missing_permissions", "requiredAuthority", "required", "needed",
        "permission",
    ];
    const HAD: &[&str] = &["role", "roles"];
    let any = |names: &[&'static str]| names.iter().find_map(|name| Some((*name, facts.member(name)?)));
    // Beside another reason, the role that the caller has explains nothing.
    let (name, value) = any(ASKED).or_else(|| any(HAD).filter(|_| facts.refuses_without_words()))?;
    let names = facts.status() == 403 && (value.is_string() || value.is_array());
    names.then(|| Evidence::new(Source::ResponseBody, format!("\"{name}\": {value}")))
}

/// "Guests cannot delete decks", to a token whose `role` is `guest`: the server names the role that the caller has.
fn own_role(facts: Facts) -> Option<Evidence> {
    let claims = facts.jws().filter(|_| facts.status() == 403)?.claims.as_ref()?;
    let text = facts.message()?;
    let lower = text.to_ascii_lowercase();
    let named = |role: &str| {
        let role = role.to_ascii_lowercase();
        // Of a user, everything is said.
        role.len() > 2
            && role != "user"
            && lower.split(|c: char| !c.is_alphanumeric()).any(|word| word.strip_suffix('s').unwrap_or(word) == role)
    };
    let role = ["role", "roles"].iter().find_map(|name| claims.get(name));
    let has = role.is_some_and(|role| match role {
        Value::String(role) => named(role),
        Value::Array(roles) => roles.iter().filter_map(Value::as_str).any(named),
        _ => false,
    });
    has.then(|| Evidence::new(Source::ResponseBody, text))
}

/// Pundit's "not allowed to destroy? this Cake".
fn pundit(facts: Facts) -> Option<Evidence> {
    facts.says(&["not allowed to "]).filter(|said| said.quote.contains("? this "))
}

/// "Only doctors may sign prescriptions": the people who may, by whatever word.
fn only_some(facts: Facts) -> Option<Evidence> {
    const NOT_PEOPLE: &[&str] = &[
        "request", "connection", "method", "origin", "host", "address", "https", "ip", "file", "subscriber", "client",
        "plan", "token", "key",
    ];
    let text = facts.message().filter(|_| facts.status() == 403 && !facts.presents_secret())?;
    let lower = text.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let people: Vec<_> =
        words.next().filter(|w| *w == "only").map(|_| words.by_ref().take(4).collect()).unwrap_or_default();
    let who = people.iter().position(|w| matches!(*w, "may" | "can")).and_then(|at| people.get(..at))?;
    let named = who.last().is_some_and(|w| w.ends_with('s'))
        && !who.iter().any(|w| NOT_PEOPLE.contains(&w.trim_end_matches('s')));
    named.then(|| Evidence::new(Source::ResponseBody, text))
}

/// "You need the 'admin' role", "this call requires one of the roles a, b": a word of need, and
/// within a few words the role.
fn named_role(facts: Facts) -> Option<Evidence> {
    const NEED: &[&str] = &["need", "require", "must have", "lack", "missing", "without the"];
    let text = facts.message()?;
    let lower = text.to_ascii_lowercase();
    let words = |t: &str| {
        t.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(6).any(|w| matches!(w, "role" | "roles"))
    };
    let names = NEED
        .iter()
        .any(|need| lower.match_indices(need).any(|(at, _)| lower.get(at + need.len()..).is_some_and(words)));
    names.then(|| Evidence::new(Source::ResponseBody, text))
}

/// A right that is not there, by the parts of a sentence. A machine's reasons (address, origin, plan,
/// token) have causes of their own.
const RIGHTS: Saying = Saying {
    of: &[
        "access", "permission", "permissions", "privilege", "privileges", "right", "rights", "role", "roles", "group",
        "groups", "team", "admin", "admins", "administrator", "administrators", "staff", "manager", "managers",
        "moderator", "moderators", "member", "members", "user", "users", "you", "operator", "operators", "may not",
    ],
    says: &[
        "may not", "cannot", "cant", "not allowed", "not permitted", "not authorized", "not authorised",
        "restricted to", "reserved for", "limited to", "only for", "can only", "may only", "only available to",
        "requires", "required", "need", "needs", "needed", "lack", "lacks", "missing", "dont have", "do not have",
        "doesnt have", "does not have", "not have", "insufficient", "must be", "must have", "no access",
        "not a member", "not in", "not part of", "only", "not sufficient", "not enough",
    ],
    never: &[
        "csrf", "xsrf", "origin", "cors", "referer", "ip", "address", "country", "region", "plan", "subscription",
        "quota", "billing", "upgrade", "token", "session", "cookie", "key", "login", "log", "sign", "signed", "logged",
        "authenticated", "authenticate", "authentication", "credentials", "expired", "https", "ssl", "tls", "verify",
        "verified", "email", "password", "captcha", "robot", "bot", "rate", "blocked", "mfa", "factor", "header",
        "agent", "firewall", "security", "url", "resource on this server", "directory", "file", "certificate",
        "license", "licence", "trial", "scope", "scopes", "host", "signature", "link",
    ],
};
