//! The server knows who asks, and says no.

rules! { "authorization":
    insufficient_scope
    insufficient_role
    forbidden_unspecified
}
