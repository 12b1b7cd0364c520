//! What is wrong with the token itself.

rules! { "token":
    token_expired
}
