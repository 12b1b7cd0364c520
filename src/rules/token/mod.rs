//! What is wrong with the token itself.

pub(super) use user_inactive_or_deleted::LOCKED;

rules! { "token":
    token_expired
    token_not_yet_valid
    token_time_in_milliseconds
    audience_mismatch
    client_clock_fast
    epoch_seconds_misread
    token_time_claim_invalid
    token_lifetime_too_long
    audience_missing
    entra_token_version_mismatch
    graph_token_sent
    id_token_sent
    opaque_token_sent
    refresh_token_sent
    access_token_for_refresh
    signing_key_unknown
    jwks_unavailable
    token_signature_invalid
    signing_secret_changed
    token_algorithm_not_allowed
    issuer_mismatch
    token_from_other_environment
    tenant_mismatch
    token_revoked
    token_inactive
    user_inactive_or_deleted
    anon_key_sent
    certificate_bound_token
    request_headers_too_large
    token_profile_mismatch
    dpop_bound_token_as_bearer
    dpop_proof_missing
    dpop_proof_invalid
    dpop_htu_htm_mismatch
    dpop_ath_mismatch
    dpop_proof_stale
    dpop_key_mismatch
    dpop_nonce_required
    dpop_nonce_unreadable
}
