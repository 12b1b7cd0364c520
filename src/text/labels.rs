//! Every word on the panel's controls. A further language is one more file with a `Labels` that
//! ends in `..ENGLISH`; what it lacks is then shown in English. Each translation stands beside the
//! English it was made from, so that `tests/translations.rs` finds those that fell behind.

mod chinese;
mod english;

pub use chinese::{CHINESE, FROM};
pub use english::ENGLISH;

/// The languages that the panel can speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::English, Language::Chinese];

    /// The language tag (BCP 47) for `lang` attributes and for the kept setting.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh-CN",
        }
    }

    /// Its name, in itself.
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Chinese => "简体中文",
        }
    }

    /// A span as [`Span::words`](crate::instant::Span::words) writes it, in this language. Any other
    /// text stays as it is.
    pub fn span(self, words: &str) -> String {
        match self {
            Language::English => words.to_owned(),
            Language::Chinese => chinese::units(words),
        }
    }

    /// The first of the reader's languages, best first, that the panel speaks; English if it speaks
    /// none. Traditional Chinese (`zh-TW`, `zh-Hant`) is another script and does not count.
    pub fn preferred<'t>(tags: impl IntoIterator<Item = &'t str>) -> Language {
        tags.into_iter().find_map(Language::of_tag).unwrap_or_default()
    }

    fn of_tag(tag: &str) -> Option<Language> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next() {
            Some("en") => Some(Language::English),
            Some("zh") if tag.contains("hans") || !parts.any(|p| matches!(p, "hant" | "tw" | "hk" | "mo")) => {
                Some(Language::Chinese)
            }
            _ => None,
        }
    }
}

/// The words of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

/// What a label says for sample values, so that two of them can be compared.
trait Sample {
    fn sample(self) -> String;
}

macro_rules! sample {
    ($($kind:ty: $label:ident => $text:expr;)*) => {
        $(impl Sample for $kind {
            fn sample(self) -> String {
                let $label = self;
                $text
            }
        })*
    };
}

// Counts are shown for none, one and two: that is where languages differ.
sample! {
    &'static str: label => label.to_owned();
    fn(&str) -> String: label => label("…");
    fn(&str, &str) -> String: label => label("…", "…");
    fn(usize) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(u64) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(i64) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(u16) -> String: label => [0, 1, 2].map(label).join(" | ");
    fn(usize, usize) -> String: label => label(2, 3);
    fn(&str, &str, &str) -> String: label => label("…", "…", "…");
    fn(usize, usize, usize) -> String: label => label(2, 3, 4);
    fn(usize, &str) -> String: label => [0, 1, 2].map(|n| label(n, "…")).join(" | ");
    fn(&str, usize) -> String: label => [0, 1, 2].map(|n| label("…", n)).join(" | ");
    fn(bool) -> String: label => [false, true].map(label).join(" | ");
}

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident: $kind:ty,)*) => {
        /// The words on the controls. Functions take the values that their sentence needs.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs)] // the English text of each field is its best description
        pub struct Labels { $($(#[$doc])* pub $name: $kind,)* }

        impl Labels {
            /// Every label's name with what it says for sample values.
            pub fn samples(&self) -> Vec<(&'static str, String)> {
                vec![$((stringify!($name), Sample::sample(self.$name))),*]
            }
        }
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
    log_of: fn(&str) -> String,
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
    hide: &'static str,
    reveal: &'static str,
    general: &'static str,
    sent_at: &'static str,
    took: &'static str,
    remote: &'static str,
    resource_type: &'static str,
    initiator: &'static str,
    request_headers: &'static str,
    response_headers: &'static str,
    no_headers_request: &'static str,
    no_headers_response: &'static str,
    body_cut: &'static str,
    token_header: &'static str,
    token_claims: &'static str,
    own_header: &'static str,
    own_claim: &'static str,
    signature: &'static str,
    encrypted_note: &'static str,
    opaque_note: &'static str,
    lifetime: &'static str,
    no_end: &'static str,
    then_running: &'static str,
    answered: &'static str,
    now: &'static str,
    faults: &'static str,
    sent_credentials: &'static str,
    token68: &'static str,
    no_scheme: &'static str,
    not_registered: &'static str,
    signature_note: fn(usize) -> String,
    signature_no_crypto: &'static str,
    signature_key: &'static str,
    signature_key_hint: &'static str,
    signature_payload: &'static str,
    signature_check: &'static str,
    signature_promise: &'static str,
    signature_checking: &'static str,
    signature_unsupported: fn(&str) -> String,
    signature_not_checked: &'static str,
    signature_fits: fn(&str, &str) -> String,
    signature_means: &'static str,
    signature_limits: &'static str,
    signature_differs: fn(&str, &str) -> String,
    signature_differs_why: &'static str,
    signature_kid: fn(&str) -> String,
    tokens: fn(usize) -> String,
    role_certain: fn(&str) -> String,
    role_likely: fn(&str) -> String,
    role_prefix: &'static str,
    role_unknown: &'static str,
    role_maker: fn(&str) -> String,
    token_unprotected: &'static str,
    token_other_header: &'static str,
    token_payload: &'static str,
    token_detached: &'static str,
    token_nested: &'static str,
    token_encrypted: &'static str,
    token_parts: &'static str,
    token_values: &'static str,
    jwe_key: &'static str,
    jwe_iv: &'static str,
    jwe_ciphertext: &'static str,
    jwe_tag: &'static str,
    time_text: &'static str,
    time_milliseconds: &'static str,
    time_absurd: &'static str,
    compare_tokens: &'static str,
    compare_with: &'static str,
    compare_last: fn(&str) -> String,
    compare_pasted: &'static str,
    compare_paste: &'static str,
    compare_same_token: &'static str,
    compare_nothing: &'static str,
    compare_signature_only: &'static str,
    compare_other: &'static str,
    compare_this: &'static str,
    compare_rest: fn(usize) -> String,
    bytes: fn(usize) -> String,
    left_out: fn(usize) -> String,
    characters: fn(usize) -> String,
    begins_in: fn(&str) -> String,
    ends_in: fn(&str) -> String,
    ended_ago: fn(&str) -> String,
    then_before: fn(&str) -> String,
    then_ended: fn(&str) -> String,
    byte: fn(usize) -> String,
    asks: fn(usize) -> String,
    close: &'static str,
    theme: &'static str,
    theme_follow: &'static str,
    theme_light: &'static str,
    theme_dark: &'static str,
    density: &'static str,
    density_regular: &'static str,
    density_compact: &'static str,
    language: &'static str,
    language_follow: &'static str,
    clock: &'static str,
    clock_local: &'static str,
    clock_utc: &'static str,
    clock_server: &'static str,
    keys_walk: &'static str,
    keys_ends: &'static str,
    keys_fold: &'static str,
    keys_open: &'static str,
    keys_filter: &'static str,
    keys_escape: &'static str,
    keys_help: &'static str,
    paste_hint: &'static str,
    paste_placeholder: &'static str,
    paste_unknown: &'static str,
    paste_har: &'static str,
    paste_har_open: &'static str,
    pasted_name: &'static str,
    paste_nothing: &'static str,
    cookie_value: &'static str,
    nonce_meaning: &'static str,
    clear_unknown: &'static str,
    signed_in_time: &'static str,
    signed_until: fn(&str) -> String,
    signed_not_checked: &'static str,
    imported: fn(usize, &str) -> String,
    this_request: &'static str,
    learn_statuses: &'static str,
    learn_words: &'static str,
    learn_more_words: &'static str,
    learn_questions: &'static str,
    learn_not: &'static str,
    learn_from: &'static str,
    learn_first: &'static str,
    learn_users: &'static str,
    learn_prevent: &'static str,
    learn_also: &'static str,
    cookies_sent: &'static str,
    cookies_none: &'static str,
    cookies_held: &'static str,
    cookies_set: &'static str,
    cookie_expected: &'static str,
    cookies_limit: &'static str,
    cors_allowed: &'static str,
    cors_blocked: &'static str,
    cors_unknown: &'static str,
    cors_blocks: &'static str,
    cors_may_block: &'static str,
    cors_note: &'static str,
    cors_no_headers: &'static str,
    cors_preflight: &'static str,
    cors_request: &'static str,
    cors_asked: &'static str,
    cors_answer: &'static str,
    cors_no_answer: &'static str,
    cors_missing: &'static str,
    cors_hidden: fn(&str) -> String,
    cors_max_age: fn(u64) -> String,
    cors_simple: &'static str,
    cors_preflight_unseen: &'static str,
    compare_same: &'static str,
    compare_absent: &'static str,
    compare_go: &'static str,
    compare_before: &'static str,
    cookie_refused: fn(&str) -> String,
    compare_changed: fn(usize, &str) -> String,
    compare_after: fn(&str) -> String,
    check_says: &'static str,
    check_headers: &'static str,
    check_unsafe: &'static str,
    check_send: &'static str,
    check_waiting: &'static str,
    check_fixed: &'static str,
    check_still: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_their_language() {
        for (english, chinese) in
            [("12 min", "12 分钟"), ("3.2 s", "3.2 秒"), ("2 h 5 min", "2 小时 5 分钟"), ("3 days", "3 天")]
        {
            assert_eq!(Language::English.span(english), english);
            assert_eq!(Language::Chinese.span(english), chinese);
        }
        for other in ["4:59", "", "12", "Bearer s", "5 apples", "2 h 5"] {
            assert_eq!(Language::Chinese.span(other), other);
        }
    }

    #[test]
    fn the_reader_s_first_known_language_is_chosen() {
        for (tags, language) in [
            ("", Language::English),
            ("zh-CN", Language::Chinese),
            ("zh", Language::Chinese),
            ("zh-Hans-HK,en", Language::Chinese),
            ("ZH_SG", Language::Chinese),
            ("de,zh-CN,en", Language::Chinese),
            ("en-GB,zh-CN", Language::English),
            ("zh-TW,en", Language::English),
            ("zh-Hant,zh-CN", Language::Chinese),
            ("zha", Language::English),
            ("fr", Language::English),
        ] {
            assert_eq!(Language::preferred(tags.split(',')), language, "{tags}");
        }
    }
}
