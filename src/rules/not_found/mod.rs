//! Nothing is at the address, or so it says.

use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Source};

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

/// The base that the answer names for a path without it: "mounted at /portal", "did you mean /portal/login?".
fn told_base(facts: Facts) -> Option<(String, Evidence)> {
    const UNDER: &[&str] = &[
        "mounted", "live under", "lives under", "live at", "lives at", "served under", "served at", "served from",
        "prefix", "prefixed", "base path", "basepath", "base url", "baseurl", "context path", "basename", "with base",
        "hosted", "start with", "starts with", "begin with", "begins with", "found under", "available under",
        "hosted under", "hosted at", "is under", "are under", "exposed under", "reachable under", "deployed under",
        "deployed at",
    ];
    const BASE: Saying = Saying { of: UNDER, says: UNDER, never: &["docs", "documentation"] };
    let path = facts.url().path();
    let text = facts.message().filter(|text| text.len() < 400)?;
    let trim = |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '_');
    let mut named = text.split_whitespace().map(|word| word.trim_matches(trim)).filter(|word| {
        word.starts_with('/') && word.len() > 1 && word.trim_end_matches('/') != path.trim_end_matches('/')
    });
    let speaks = facts.tells(&BASE).is_some();
    let base = named.find_map(|word| {
        let whole = word.strip_suffix(path).filter(|base| path.len() > 1 && base.len() > 1);
        let start = Some(word.trim_end_matches('/')).filter(|base| speaks && base.len() > 1 && !path.starts_with(base));
        whole.or(start).map(str::to_owned)
    })?;
    Some((base, Evidence::new(Source::ResponseBody, text)))
}
