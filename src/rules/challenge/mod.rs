//! What the challenge or the way to the server did to the sign-in.

rules! { "challenge":
    step_up_required
    fresh_token_required
    claims_challenge
    gateway_basic_shadows_bearer
    iis_substatus_auth
    integrated_auth_not_sent
    kerberos_fell_back_to_ntlm
    ntlm_identity_mismatch
    challenge_missing
    proxy_auth_required
    proxy_credentials_rejected
    digest_nonce_stale
}
