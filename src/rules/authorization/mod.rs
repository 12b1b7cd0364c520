//! The server knows who asks, and says no.

rules! { "authorization":
    insufficient_scope
    insufficient_role
    forbidden_unspecified
    claim_requirement_unmet
    delegated_vs_app_permission
    role_claim_location_mismatch
    object_permission_denied
    required_header_missing
    api_key_restricted
    apigateway_forbidden
    policy_denies_action
    azure_storage_denied
    envoy_rbac_denied
    kubernetes_rbac_denied
    github_sso_required
    github_permission_missing
    google_api_error_reason
    row_level_security_denied
    plan_or_quota_limit
}
