//! What is wrong with the token itself.

rules! { "token":
    token_expired
    token_not_yet_valid
    token_time_in_milliseconds
    audience_mismatch
}
