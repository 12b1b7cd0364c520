//! Protected-resource metadata: where the API says which login servers it trusts (RFC 9728 §5.1).

use super::{Param, Value};

pub(super) const RESOURCE_METADATA: Param = Param::new(
    "resource_metadata",
    "the address of a JSON document that names the login servers and scopes of this API",
)
.value(Value::Url);
