//! Checks against cross-site request forgery.

rules! { "csrf":
    csrf_token_rotated
    csrf_token_missing
    csrf_token_invalid
    csrf_cookie_missing
    csrf_origin_not_trusted
    csrf_referer_rejected
    laravel_csrf_419
    rails_authenticity_token
    sanctum_origin_not_stateful
    form_post_origin_check
    spring_csrf_filter
    angular_xsrf_absolute_url
    csrf_check_failed
}
