//! Step-up authentication: the login behind the token is too weak or too old (RFC 9470).

use super::{Param, Value, View};

pub(super) const ACR_VALUES: Param = Param::new(
    "acr_values",
    "the strengths of login that are enough here, best first; ask the login page for one of them",
);
pub(super) const MAX_AGE: Param =
    Param::new("max_age", "the seconds that may have passed since the user last logged in").value(Value::Number);

pub(super) fn look(view: &mut View<'_>) {
    let asked = view.get("acr_values").is_some() || view.get("max_age").is_some();
    if view.get("error") == Some("insufficient_user_authentication") && !asked {
        view.note(
            "It asks for a new login without saying which: acr_values and max_age are both missing (RFC 9470 §3).",
        );
    }
}
