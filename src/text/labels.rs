//! Every word on the panel's controls. A further language is one more file with a `Labels` that
//! ends in `..ENGLISH`; what it lacks is then shown in English. Each translation stands beside the
//! English it was made from, so that `tests/translations.rs` finds those that fell behind.

mod chinese;
mod english;
mod language;
mod sample;
mod stored;

pub use chinese::{CHINESE, FROM};
pub use english::ENGLISH;
pub use language::Language;
use sample::Sample;
pub use stored::{load, to_json};

/// The words of a language.
pub fn labels(language: Language) -> &'static Labels {
    match language {
        // Without the feature they come from beside the WebAssembly.
        _ if !cfg!(feature = "words") => stored::loaded(language),
        Language::English => &ENGLISH,
        Language::Chinese => &CHINESE,
    }
}

macro_rules! labels {
    (
        words { $($word:ident,)* }
        sentences { $($(#[$doc:meta])* $name:ident: $kind:ty,)* }
    ) => {
        /// The words on the controls. Functions take the values that their sentence needs.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs)] // the English text of each field is its best description
        pub struct Labels { $(pub $word: &'static str,)* $($(#[$doc])* pub $name: $kind,)* }

        /// What takes no values, in the order of the list.
        type Plain = [&'static str; PLAIN];
        const PLAIN: usize = [$(stringify!($word)),*].len();

        impl Labels {
            /// Every label's name with what it says for sample values.
            pub fn samples(&self) -> Vec<(&'static str, String)> {
                vec![
                    $((stringify!($word), self.$word.to_owned()),)*
                    $((stringify!($name), Sample::sample(self.$name)),)*
                ]
            }

            fn plain(&self) -> Plain {
                [$(self.$word),*]
            }

            /// The sentences alone.
            const fn without_plain(self) -> Labels {
                Labels { $($word: "",)* ..self }
            }

            /// The same sentences with other plain words. Places first, then one loop: a third of the code of a literal.
            fn with(mut self, words: &[&'static str]) -> Labels {
                for (place, word) in [$(&mut self.$word),*].into_iter().zip(words) {
                    *place = word;
                }
                self
            }
        }
    };
}

labels! {
    words {
        panel, toolbar, overview, record_on, record_off, clear, preserve_log, preserve_log_hint, filter, filter_hint,
        filter_clear, filter_kept, suggestions, paste, import, settings, shortcuts, statuses, other, group_by_cause,
        hide_noise, hide_noise_hint, passing, passing_hint, skew_hint, skew_none, list, column_status, column_method,
        column_path, column_host, column_time, column_cause, columns, sort_hint, sort_by, sort_arrival, sort_down, sort_resize_hint,
        new_hint, nothing_wrong, error_only, mute, mute_menu, muted_title, muted_hint, muted_none, unmute, unmute_all, splitter,
        detail, close_detail, back, back_to_evidence, tabs, tab_explain, tab_challenge, tab_token, tab_cookies, tab_cors, tab_exchange,
        tab_compare, tab_learn, verdict_failure, verdict_recovered, verdict_expected, verdict_noise, verdict_hint,
        verdict_ok, certain, certain_hint, likely, likely_hint, possible, possible_hint, answered_by, answered_hint,
        layer_browser, layer_proxy, layer_cdn, layer_gateway, layer_web_server, layer_framework, layer_application,
        evidence, why, fix, fix_client, fix_server, step_why, step_expect, copy_code, copied, not, tell, references,
        copy_as, copy_markdown, copy_curl, copy_fetch, reveal_in_network, check_again, empty_title, empty_paused,
        example, example_hint, paste_start, empty_1, empty_2, empty_3, all_well_title, all_well_show, filtered_title,
        filter_reset, pick_hint, healthy, no_answer_across, unexplained, source_status, source_method, source_url,
        source_request_body, source_response_body, source_browser_error, source_clock, source_exchange, hide, reveal,
        general, sent_at, took, remote, resource_type, initiator, called_by, parameters, header_hint, request_headers,
        response_headers, no_headers_request, no_headers_response, body_cut, token_header, token_claims, own_header,
        own_claim, signature, encrypted_note, opaque_note, lifetime, lifetime_here, no_end, then_running, answered, now,
        faults, sent_credentials, token68, no_scheme, not_registered, signature_no_crypto, signature_key,
        signature_key_hint, signature_payload, signature_check, signature_promise, signature_checking,
        signature_not_checked, signature_means, signature_limits, signature_differs_why, role_prefix, role_unknown,
        token_unprotected, token_other_header, token_payload, token_detached, token_nested, token_encrypted,
        token_parts, token_values, jwe_key, jwe_iv, jwe_ciphertext, jwe_tag, time_text, time_milliseconds, time_absurd,
        compare_tokens, compare_with, compare_pasted, compare_paste, compare_same_token, compare_signature_only,
        compare_other, compare_this, close, theme, theme_follow, theme_light, theme_dark, density, density_regular,
        density_compact, language, language_follow, clock, clock_local, clock_utc, clock_server, history, history_hint,
        noise, noise_hint, noise_expected, noise_recovered, noise_own, split, settings_file, settings_file_hint,
        settings_export, settings_import, settings_imported, settings_no_file, import_next, import_well, import_none, keys_walk, keys_new, keys_columns,
        keys_ends, keys_page, dropped_read, keys_fold, keys_open, keys_filter, keys_escape, keys_help, keys_everywhere, keys_requests,
        keys_failures, keys_choose, keys_zoom, keys_tabs, keys_close, paste_hint, paste_placeholder, paste_unknown,
        paste_no_answer, paste_answer_only, paste_explain, paste_nobody, paste_har, paste_har_open, pasted_name, pasted_holds, paste_nothing, cookie_value, nonce_meaning, clear_unknown,
        signed_in_time, signed_not_checked, this_request, learn_statuses, learn_words, learn_more_words,
        learn_questions, learn_not, learn_from, learn_first, learn_users, learn_prevent, learn_also, cookies_sent,
        cookies_none, cookies_held, cookies_set, cookie_expected, cookies_limit, cors_allowed, cors_blocked,
        cors_unknown, cors_blocks, cors_may_block, cors_note, cors_no_headers, cors_preflight, cors_request, cors_asked,
        cors_answer, cors_no_answer, cors_missing, cors_simple, cors_preflight_unseen, compare_absent, compare_go,
        compare_before, export, export_what, export_all, export_group, export_one, export_as, export_har, export_report,
        export_title, export_save, report_masked, secrets, secrets_masked, copy_masked, secrets_shown, secrets_unlock,
        copy_more, copy_more_hint, copy_title, copy_curl_shell, copy_curl_cmd, copy_httpie, copy_shell_note,
        copy_cmd_note, copy_fetch_note, reveal_hint, open_response, open_response_hint, open_response_any, file_missing,
        open_response_own, check_own_headers, check_with_cookies, check_secrets_missing, check_impossible, check_go,
        mended, mended_hint, check_says, check_unsafe, check_waiting, check_fixed, check_still, check_unclear, check_error, check_records, timeline,
        timeline_requests_name, timeline_keys, timeline_zoom_in, timeline_zoom_out, timeline_requests_button,
        timeline_requests_hint, timeline_all_button, timeline_all_hint, timeline_list, timeline_legend, timeline_comma,
        timeline_stop, timeline_refresh, timeline_refresh_refused, timeline_sign_in, timeline_sign_out, timeline_timeless, tab_flow,
        flow_sign_in, flow_renewal, flow_fetch, flow_redirects, flow_preflight, flow_intact, flow_not_repeated,
        flow_here, flow_with, flow_gives, flow_no_answer, flow_unseen, party_browser, party_proxy, party_site,
        party_server, party_sign_in, part_start, part_authorize, part_sign_in, part_callback, part_trade, part_use,
        part_refused, part_refresh, part_retry, part_ask, part_leg, part_proof, part_fetch, part_preflight,
        part_request, part_redirected, part_landed, carried_access_token, carried_proof, carried_code,
        carried_refresh_token, carried_password, carried_nonce, loss_other_origin, loss_old_token, loss_on_the_way,
        loss_preflight_asked, loss_not_sent, loss_kept, loss_code_again, loss_refresh_again, compare_path,
    }
    sentences {
        skew_ahead: fn(&str) -> String,
        skew_behind: fn(&str) -> String,
        shown_of: fn(usize, usize) -> String,
        live_summary: fn(usize) -> String,
        column_width: fn(&str) -> String,
        new: fn(usize) -> String,
        dropped: fn(usize) -> String,
        missed: fn(usize) -> String,
        dropped_count: fn(usize) -> String,
        show_more: fn(usize) -> String,
        times: fn(usize) -> String,
        mute_route: fn(&str) -> String,
        muted: fn(usize) -> String,
        muted_route: fn(&str) -> String,
        unmute_named: fn(&str) -> String,
        evidence_go: fn(&str) -> String,
        fix_server_named: fn(&str) -> String,
        on_server: fn(&str) -> String,
        on_others: fn(&str, usize) -> String,
        log_of: fn(&str) -> String,
        opens: fn(&str) -> String,
        other_causes: fn(usize) -> String,
        all_well: fn(usize) -> String,
        filtered: fn(usize) -> String,
        filtered_word: fn(&str) -> String,
        filtered_values: fn(&str) -> String,
        filtered_no_key: fn(&str, &str) -> String,
        filtered_open: fn(&str) -> String,
        filtered_well: fn(usize) -> String,
        no_answer: fn(&str) -> String,
        other_error: fn(u16) -> String,
        started_by: fn(&str) -> String,
        source_request_header: fn(&str) -> String,
        source_response_header: fn(&str) -> String,
        source_claim: fn(&str) -> String,
        source_token_header: fn(&str) -> String,
        signature_note: fn(usize) -> String,
        signature_unsupported: fn(&str) -> String,
        signature_fits: fn(&str, &str) -> String,
        signature_differs: fn(&str, &str) -> String,
        signature_kid: fn(&str) -> String,
        tokens: fn(usize) -> String,
        role_certain: fn(&str) -> String,
        role_likely: fn(&str) -> String,
        role_maker: fn(&str) -> String,
        compare_last: fn(&str) -> String,
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
        history_size: fn(usize) -> String,
        paste_body: fn(&str) -> String,
        signed_until: fn(&str) -> String,
        importing: fn(usize, &str) -> String,
        imported: fn(usize, &str) -> String,
        import_failed: fn(&str, &str) -> String,
        /// The line and the column.
        import_place: fn(usize, usize) -> String,
        import_partly: fn(&str, &str) -> String,
        cors_hidden: fn(&str) -> String,
        cors_max_age: fn(u64) -> String,
        compare_same: fn(&str) -> String,
        cookie_refused: fn(&str) -> String,
        compare_changed: fn(usize, &str) -> String,
        compare_after: fn(&str) -> String,
        export_count: fn(usize) -> String,
        exported: fn(&str) -> String,
        /// How many answers there are from one URL.
        open_response_several: fn(usize) -> String,
        /// The names of headers.
        check_left_out: fn(&str) -> String,
        check_other: fn(&str) -> String,
        check_failed: fn(&str) -> String,
        check_send: fn(&str) -> String,
        timeline_requests: fn(usize, usize) -> String,
        timeline_tokens: fn(usize) -> String,
        timeline_refreshes: fn(usize) -> String,
        timeline_sign_ins: fn(usize) -> String,
        /// The token's letter, the time, and how long before its last use.
        timeline_ended: fn(&str, &str, &str) -> String,
        timeline_ends: fn(&str, &str) -> String,
        timeline_ended_at: fn(&str, &str) -> String,
        timeline_ended_earlier: fn(&str) -> String,
        timeline_crowded: fn(usize, &str) -> String,
        timeline_many: fn(usize) -> String,
        timeline_run: fn(usize) -> String,
        timeline_token: fn(&str) -> String,
        timeline_uses: fn(usize) -> String,
        timeline_sent_after: fn(&str) -> String,
        timeline_sent_before: fn(&str) -> String,
        flow_handshake: fn(&str) -> String,
        flow_count: fn(usize) -> String,
        flow_lost: fn(usize) -> String,
        flow_ended: fn(usize) -> String,
        flow_left_out: fn(usize) -> String,
        flow_since: fn(&str) -> String,
        flow_to: fn(&str) -> String,
        flow_unsent: fn(&str) -> String,
        flow_from: fn(&str) -> String,
        flow_asks: fn(&str) -> String,
        flow_ahead: fn(&str) -> String,
        carried_token: fn(&str) -> String,
        carried_credentials: fn(&str) -> String,
        carried_message: fn(usize) -> String,
        carried_proxy: fn(&str) -> String,
        carried_key: fn(&str) -> String,
        loss_method: fn(&str) -> String,
        loss_preflight_refused: fn(&str) -> String,
        loss_cookie: fn(&str) -> String,
        compare_cookie: fn(&str) -> String,
        compare_parameter: fn(&str) -> String,
        compare_new: fn(&str) -> String,
        compare_gone: fn(&str) -> String,
        compare_now: fn(&str, &str, &str) -> String,
        compare_changed_value: fn(&str) -> String,
        compare_more: fn(usize) -> String,
        compare_answer: fn(usize) -> String,
        words_missing: fn(&str) -> String,
    }
}
