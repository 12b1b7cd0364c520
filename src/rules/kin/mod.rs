//! Kin of 401, 403 and 404: other statuses, bodies and protocols.

use crate::facts::Facts;

rules! { "kin":
    graphql_unauthenticated
    graphql_forbidden
    grpc_web_auth_error
    redirected_to_login
    login_redirect_blocked_by_cors
    auth_error_in_200_body
    oauth_code_rejected
    redirect_uri_mismatch
    pkce_verification_failed
    oauth_client_rejected
    oauth_request_invalid
    silent_login_failed
    authorization_denied_by_user
    nonstandard_auth_status
    websocket_auth_rejected
    webdav_blocks_verb
    registry_access_denied
    auth_masks_real_error
    rls_empty_result
    mixed_content_blocked
    csp_blocked
}

/// Whether this is a call to an authorize endpoint (RFC 6749 §4.1.1).
fn asks_to_authorize(facts: Facts) -> bool {
    let url = facts.url();
    url.query_value("client_id").is_some() && url.query_value("response_type").is_some()
}
