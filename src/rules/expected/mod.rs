//! Normal traffic that looks like failure: handshakes, probes, recoveries.

rules! { "expected":
    handshake_in_progress
    digest_nonce_exchange
    dpop_nonce_exchange
    registry_token_discovery
    silent_refresh_recovered
    signed_out_session_probe
    logout_then_401
    existence_probe_404
    browser_probe_404
    request_cancelled
}
