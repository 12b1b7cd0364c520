use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the role that the server misses is in the token, or when the token holds its roles in a
/// place of its own.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.plain_server_page() || facts.refused_by_keycloak().is_some() {
        return None;
    }
    let claims = facts.jws()?.claims.as_ref()?;
    let mut places = Vec::new();
    for (name, value) in &claims.0 {
        let lower = name.to_ascii_lowercase();
        let own = lower.ends_with("/roles")
            || lower.ends_with("/groups")
            || lower.ends_with("/permissions")
            || lower == "cognito:groups"
            || lower == "groups"
            || lower == "authorities";
        if own || lower == "roles" || lower == "role" {
            places.push((name.clone(), names(value), own));
        }
        if matches!(lower.as_str(), "realm_access") {
            places.push((format!("{name}.roles"), names(value.get("roles").unwrap_or(&Value::Null)), true));
        }
        if lower == "resource_access" {
            let inner = value.as_object().into_iter().flatten();
            places.extend(inner.map(|(client, v)| {
                (format!("{name}.{client}.roles"), names(v.get("roles").unwrap_or(&Value::Null)), true)
            }));
        }
    }
    places.retain(|(_, names, _)| !names.is_empty());
    let message = facts.message().unwrap_or_default();
    let wanted = |role: &String| {
        let bare = |s: &str| s.to_ascii_lowercase().trim_start_matches("role_").trim_start_matches("scope_").to_owned();
        let role = bare(role);
        role.len() > 2
            && message.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).any(|w| bare(w) == role)
    };
    let speaks_of_roles = facts.says(&["role", "authority", "group"]).is_some();
    let named = places.iter().find_map(|(place, names, own)| Some((place, names.iter().find(|n| wanted(n))?, *own)));
    let evidence = |place: &str, names: &[String]| Evidence::claim(place, names.join(", "));
    if let Some((place, role, true)) = named.filter(|_| speaks_of_roles) {
        // It misses the very role that is there, so it looks elsewhere.
        let finding = Finding::likely().seen().because(Evidence::claim(place, role.as_str()));
        return Some(finding.because(facts.status_evidence()).value("place", place).over("insufficient-role"));
    }
    let (place, names, _) = places.iter().find(|(_, _, own)| *own)?;
    Some(
        Finding::possible()
            .shape()
            .because(evidence(place, names))
            .because(facts.status_evidence())
            .value("place", place),
    )
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(list) => list.split([' ', ',']).filter(|s| !s.is_empty()).map(str::to_owned).collect(),
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}
