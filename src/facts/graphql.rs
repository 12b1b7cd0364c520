//! What a GraphQL answer says of sign-in and rights (GraphQL over HTTP; codes of Apollo Server,
//! Hasura, PostGraphile, Shopify and others).

use serde_json::Value;

use super::Facts;
use super::says::find;

/// What was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// Nobody is signed in, or the token is not accepted.
    Unauthenticated,
    /// Somebody is, and may not.
    Forbidden,
}

/// An error of a GraphQL answer that refuses.
#[derive(Clone, Debug)]
pub struct GraphqlError {
    /// What was refused.
    pub denial: Denial,
    /// Whether a code says it, and not only the message.
    pub by_code: bool,
    /// The code, else the message.
    pub quote: String,
    /// The message, cut to 160 characters.
    pub message: String,
}

const UNAUTHENTICATED: &[&str] = &[
    "UNAUTHENTICATED", "unauthenticated", "UNAUTHORIZED", "unauthorized", "Unauthorized", "invalid-jwt",
    "invalid-headers", "AUTH_NOT_AUTHENTICATED", "NOT_AUTHENTICATED", "JWT_EXPIRED", "TOKEN_EXPIRED", "INVALID_TOKEN",
    "authentication", "UnauthorizedException", "AUTHENTICATION_ERROR", "AuthenticationError", "UnauthorizedError",
    "AUTHENTICATION_REQUIRED", "UNAUTHENTICATED_USER", "GRAPHQL_UNAUTHENTICATED", "UNAUTHENTICATED_ERROR",
];
const FORBIDDEN: &[&str] = &[
    "FORBIDDEN", "forbidden", "Forbidden", "access-denied", "permission-error", "permission-denied", "ACCESS_DENIED",
    "PERMISSION_DENIED", "AUTH_NOT_AUTHORIZED", "NOT_AUTHORIZED", "ForbiddenError", "authorization",
    "INSUFFICIENT_PERMISSIONS", "INSUFFICIENT_SCOPES", "INSUFFICIENT_SCOPE", "NOT_ALLOWED",
    "UNAUTHORIZED_FIELD_OR_TYPE",
];

impl Facts<'_> {
    /// The first error of a GraphQL answer that refuses: `errors` beside `data`, or a call to a
    /// GraphQL address.
    pub fn graphql_denial(self) -> Option<GraphqlError> {
        let body = self.body().trim_start();
        // Nearly all answers are good: they need not be parsed.
        let may = matches!(self.status(), 200 | 400 | 401 | 403 | 500) && body.starts_with(['{', '[']);
        if !may || !body.contains("\"errors\"") {
            return None;
        }
        let json = self.json()?;
        // A batch is answered by a list.
        let answers: Vec<&Value> = json.as_array().map_or_else(|| vec![json], |list| list.iter().take(20).collect());
        answers.into_iter().find_map(|answer| {
            let errors = answer.get("errors")?.as_array()?;
            // Other APIs have `extensions` too, with an error status.
            let asked = self.status() == 200 || self.request_member(&["query"]).is_some();
            let graphql = answer.get("data").is_some()
                || errors.iter().any(|e| {
                    e.get("extensions").is_some() && asked || e.get("locations").is_some() || e.get("path").is_some()
                })
                || self.url().path().to_ascii_lowercase().contains("graphql");
            errors.iter().filter(|_| graphql).find_map(denial)
        })
    }

    /// Whether a GraphQL answer says with status 200 that nobody is signed in.
    pub fn signed_out_by_graphql(self) -> bool {
        self.status() == 200 && self.graphql_denial().is_some_and(|e| e.denial == Denial::Unauthenticated)
    }
}

fn denial(error: &Value) -> Option<GraphqlError> {
    let text = |v: Option<&Value>| v.and_then(Value::as_str).unwrap_or("").to_owned();
    let message: String = text(error.get("message")).chars().take(160).collect();
    let extensions = error.get("extensions");
    let codes = [
        extensions.and_then(|e| e.get("code")),
        extensions.and_then(|e| e.get("category")),
        extensions.and_then(|e| e.get("classification")),
        extensions.and_then(|e| e.get("errorType")),
        error.get("errorType"),
        error.get("code"),
        error.get("type"),
    ];
    for code in codes.into_iter().map(text).filter(|c| !c.is_empty()) {
        // AWS AppSync says Unauthorized where a field is not allowed.
        let appsync = code == "Unauthorized" && find(&message, &["not authorized to access"]).is_some();
        // Hasura says access-denied where its own key did not come.
        let keyless = code == "access-denied" && find(&message, &["required, but not found"]).is_some();
        let denial = match code.as_str() {
            _ if keyless => Denial::Unauthenticated,
            _ if appsync => Denial::Forbidden,
            c if UNAUTHENTICATED.contains(&c) => Denial::Unauthenticated,
            c if FORBIDDEN.contains(&c) => Denial::Forbidden,
            _ => continue,
        };
        return Some(GraphqlError { denial, by_code: true, quote: code, message });
    }
    let status = extensions.and_then(|e| {
        e.get("http").and_then(|h| h.get("status")).or_else(|| e.get("status")).or_else(|| e.get("statusCode"))
    });
    let by_status = match status.and_then(Value::as_u64) {
        Some(401) => Some(Denial::Unauthenticated),
        Some(403) => Some(Denial::Forbidden),
        _ => None,
    };
    let signed_out = find(
        &message,
        &[
            "unauthenticated", "not authenticated", "must be logged in", "must be signed in", "need to be logged in",
            "you are not logged in", "login required", "please log in", "please login", "authentication required",
            "jwt expired", "invalid token", "token expired", "could not verify jwt",
            "authentication hook unauthorized", "context creation failed: jwt", "no auth token",
            "signature has expired", "need to be signed in", "need to sign in", "access token is invalid",
            "invalid access token", "unauthorized", "not logged in", "not signed in", "session expired",
            "please sign in", "must log in", "must sign in", "log in first", "sign in first", "jwt malformed",
            "no token provided",
        ],
    );
    let refused = find(
        &message,
        &[
            "not authorized", "not authorised", "not allowed to", "access denied", "forbidden", "permission denied",
            "do not have permission", "don't have permission", "insufficient permission", "action is unauthorized",
            "insufficient scope", "requires role", "requires the role", "required role", "not permitted",
            "admins only", "admin only", "must be an admin", "missing permission", "requires permission",
            "lack permission", "failed auth policy check",
        ],
    );
    let refused = refused.is_some() || requires_role(&message);
    // Laravel says "This action is unauthorized." of rights.
    let signed_out = signed_out.filter(|_| find(&message, &["action is unauthorized"]).is_none());
    let denial = by_status.or(signed_out.map(|_| Denial::Unauthenticated)).or(refused.then_some(Denial::Forbidden))?;
    Some(GraphqlError { denial, by_code: false, quote: message.clone(), message })
}

/// "Role EDITOR required": the name of a role stands between. Without one it may be a field that was left empty.
fn requires_role(message: &str) -> bool {
    let words: Vec<_> = message.split_whitespace().collect();
    words.windows(3).any(|three| {
        let [what, name, required] = three else { return false };
        let required = required.trim_end_matches('.');
        let of_rights = ["role", "permission", "scope", "privilege"].iter().any(|w| what.eq_ignore_ascii_case(w));
        let bare = name.trim_matches(['\'', '"', '`']);
        let named = bare.len() > 2 && (bare.len() < name.len() || !bare.contains(|c: char| c.is_ascii_lowercase()));
        of_rights && named && required == "required"
    })
}
