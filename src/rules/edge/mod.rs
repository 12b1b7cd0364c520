//! Whoever stands before the application: CDN, firewall, gateway, storage.

rules! { "edge":
    presigned_url_expired
    presigned_url_plus_authorization
    presigned_signature_mismatch
    request_time_skewed
    signed_url_not_yet_valid
    signed_link_expired
    signed_link_invalid
    server_hides_authorization
    cdn_drops_authorization
    proxy_strips_authorization
    underscore_header_dropped
    redirect_drops_authorization
    redirect_loses_path_prefix
    trailing_slash_redirect
    redirect_http_to_https
    redirect_changed_method
    redirect_target_wrong
    rate_limited
    dev_server_host_blocked
    dev_server_fs_restricted
    proxy_blocks_destination
    waf_block
    https_required
    directory_listing_forbidden
    server_config_denies_path
    ip_or_country_blocked
    server_file_permission
    symlink_not_followed
}
