//! Every word on the panel's controls. A further language is one more file with a `Labels` that
//! ends in `..ENGLISH`; what it lacks is then shown in English.

mod english;

pub use english::ENGLISH;

/// The languages that the controls can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
}

/// The words of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        Language::English => &ENGLISH,
    }
}

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)*) => {
        /// The words on the controls. Functions take the values that their sentence needs.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs)] // the English text of each field is its best description
        pub struct Labels { $($(#[$doc])* pub $name: $kind,)* }
    };
}

labels! {
    panel: &'static str,
    toolbar: &'static str,
    record_on: &'static str,
    record_off: &'static str,
    clear: &'static str,
    preserve_log: &'static str,
    preserve_log_hint: &'static str,
    filter: &'static str,
    filter_hint: &'static str,
    filter_clear: &'static str,
    filter_kept: &'static str,
    suggestions: &'static str,
    paste: &'static str,
    import: &'static str,
    export: &'static str,
    settings: &'static str,
    shortcuts: &'static str,
    statuses: &'static str,
    other: &'static str,
    group_by_cause: &'static str,
    hide_noise: &'static str,
    hide_noise_hint: &'static str,
    passing: &'static str,
    passing_hint: &'static str,
    skew_hint: &'static str,
    skew_ahead: fn(&str) -> String,
    skew_behind: fn(&str) -> String,
    skew_none: &'static str,
    shown_of: fn(usize, usize) -> String,
    live_summary: fn(usize) -> String,
    list: &'static str,
    column_status: &'static str,
    column_method: &'static str,
    column_path: &'static str,
    column_host: &'static str,
    column_time: &'static str,
    show_more: fn(usize) -> String,
    times: fn(usize) -> String,
    nothing_wrong: &'static str,
    mute: &'static str,
    muted: fn(usize) -> String,
    unmute_all: &'static str,
    splitter: &'static str,
    detail: &'static str,
    close_detail: &'static str,
    tabs: &'static str,
    tab_explain: &'static str,
    tab_challenge: &'static str,
    tab_token: &'static str,
    tab_cookies: &'static str,
    tab_cors: &'static str,
    tab_exchange: &'static str,
    tab_compare: &'static str,
    tab_learn: &'static str,
    verdict_failure: &'static str,
    verdict_recovered: &'static str,
    verdict_expected: &'static str,
    verdict_noise: &'static str,
    verdict_hint: &'static str,
    verdict_ok: &'static str,
    certain: &'static str,
    certain_hint: &'static str,
    likely: &'static str,
    likely_hint: &'static str,
    possible: &'static str,
    possible_hint: &'static str,
    answered_by: &'static str,
    answered_hint: &'static str,
    layer_browser: &'static str,
    layer_proxy: &'static str,
    layer_cdn: &'static str,
    layer_gateway: &'static str,
    layer_web_server: &'static str,
    layer_framework: &'static str,
    layer_application: &'static str,
    evidence: &'static str,
    evidence_go: fn(&str) -> String,
    why: &'static str,
    fix: &'static str,
    fix_client: &'static str,
    fix_server: &'static str,
    fix_server_named: fn(&str) -> String,
    step_why: &'static str,
    step_expect: &'static str,
    on_server: fn(&str) -> String,
    copy_code: &'static str,
    copied: &'static str,
    not: &'static str,
    tell: &'static str,
    references: &'static str,
    opens: fn(&str) -> String,
    other_causes: fn(usize) -> String,
    copy_as: &'static str,
    copy_markdown: &'static str,
    copy_curl: &'static str,
    copy_fetch: &'static str,
    reveal_in_network: &'static str,
    check_again: &'static str,
    empty_title: &'static str,
    empty_1: &'static str,
    empty_2: &'static str,
    empty_3: &'static str,
    all_well_title: &'static str,
    all_well: fn(usize) -> String,
    filtered_title: &'static str,
    filtered: fn(usize) -> String,
    filter_reset: &'static str,
    pick: &'static str,
    pick_hint: &'static str,
    healthy: &'static str,
    unexplained: &'static str,
    source_status: &'static str,
    source_method: &'static str,
    source_url: &'static str,
    source_request_header: fn(&str) -> String,
    source_request_body: &'static str,
    source_response_header: fn(&str) -> String,
    source_response_body: &'static str,
    source_claim: fn(&str) -> String,
    source_token_header: fn(&str) -> String,
    source_browser_error: &'static str,
    source_clock: &'static str,
    source_exchange: &'static str,
}
