//! Nothing is at the address, or so it says.

rules! { "not-found":
    resource_not_found
    placeholder_in_url
    api_prefix_doubled
    method_not_allowed
    record_not_found
}
