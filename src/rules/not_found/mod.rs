//! Nothing is at the address, or so it says.

rules! { "not-found":
    resource_not_found
    placeholder_in_url
    api_prefix_doubled
    method_not_allowed
    record_not_found
    path_typo
    path_prefix_wrong
    relative_url_wrong_base
    base_path_missing
    trailing_slash_mismatch
    path_case_mismatch
    encoded_slash_rejected
    path_double_slash
    dot_path_denied
    wrong_host
    platform_not_found
    cached_404
    service_worker_404
    iis_404_substatus
    mcp_session_not_found
    resource_metadata_not_found
    discovery_document_not_found
    api_version_retired
    hidden_by_404
    object_hidden_by_permission
    apigateway_route_not_found
    s3_missing_key_as_403
    server_path_mapping_wrong
    proxy_path_rewrite_wrong
    dev_proxy_missing
    spa_rewrite_missing
    spa_fallback_html_for_api
    stale_asset_after_deploy
    asset_base_path_wrong
}
