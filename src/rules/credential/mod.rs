//! What is wrong with the credential that was sent, or that none was.

pub(super) use login_credentials_rejected::PASSWORD;

rules! { "credential":
    credentials_missing
    bearer_literal_undefined
    auth_scheme_missing
    token_quoted
    auth_scheme_doubled
    bearer_token_empty
    auth_scheme_mismatch
    auth_scheme_case_rejected
    token_contains_whitespace
    token_truncated
    token_malformed
    authorization_header_duplicated
    authorization_header_misnamed
    api_key_missing
    api_key_invalid
    no_cors_drops_authorization
    element_cannot_send_authorization
    subresource_without_credentials
    fetch_credentials_omitted
    stale_token_captured
    basic_credentials_malformed
    basic_credentials_rejected
    digest_credentials_rejected
    login_credentials_rejected
    basic_credentials_cached_wrong
    url_credentials_blocked
    credential_rejected_unspecified
    sigv4_header_expected
    access_key_unknown
    unauthenticated_answered_403
}
