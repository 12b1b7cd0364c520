//! What is wrong with the credential that was sent, or that none was.

rules! { "credential":
    credentials_missing
    bearer_literal_undefined
    auth_scheme_missing
    token_quoted
    auth_scheme_doubled
}
