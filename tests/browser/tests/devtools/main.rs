//! The built extension in Chromium's DevTools. One module a subject; a new test is one line in `TESTS`.

mod access;
mod capture;
mod causes;
mod demo;
mod language;
mod list;
mod panel;
mod repeat;
mod share;
mod time;
mod tokens;
mod view;

use latchkey_browser_tests::Test;
use std::process::ExitCode;

const TESTS: &[Test] = &[
    ("the_panel_renders", panel::renders),
    ("the_panel_runs_under_its_content_security_policy", panel::breaks_no_policy),
    ("the_panel_survives_navigation", panel::survives_navigation),
    ("rows_say_why", causes::rows_say_why),
    ("an_expired_token_is_named", causes::an_expired_token_is_named),
    ("good_answers_are_not_flagged", causes::good_answers_are_not_flagged),
    ("the_browser_s_own_refusals_are_named", causes::the_browser_s_own_refusals_are_named),
    ("requests_before_the_panel_was_shown_are_there", capture::requests_before_the_panel_was_shown_are_there),
    ("what_was_dropped_is_told", capture::what_was_dropped_is_told),
    ("a_refusal_whose_body_nobody_reads_is_listed_once", capture::a_refusal_whose_body_nobody_reads_is_listed_once),
    ("navigation_clears", capture::navigation_clears),
    ("a_page_that_is_loaded_again_begins_anew", capture::a_page_that_is_loaded_again_begins_anew),
    ("preserve_log_keeps", capture::preserve_log_keeps),
    ("what_was_cleared_stays_away", capture::what_was_cleared_stays_away),
    ("a_restarted_panel_gets_everything_back", capture::a_restarted_panel_gets_everything_back),
    ("what_is_not_recorded_stays_so", capture::what_is_not_recorded_stays_so),
    ("a_service_worker_s_joined_challenges_are_read", capture::a_service_worker_s_joined_challenges_are_read),
    ("a_burst_of_ten_thousand_loses_none", capture::a_burst_of_ten_thousand_loses_none),
    ("the_panel_follows_the_theme", view::follows_the_theme),
    ("the_language_changes_live", language::the_language_changes_live),
    ("a_language_that_does_not_come_is_told", language::a_language_that_does_not_come_is_told),
    ("the_list_works_by_keyboard", view::works_by_keyboard),
    ("cause_and_fix_are_found_by_keyboard_alone", view::cause_and_fix_are_found_by_keyboard_alone),
    ("arrows_lead_to_the_list", view::arrows_lead_to_the_list),
    ("the_filter_narrows_the_list", view::the_filter_narrows_the_list),
    ("a_filter_that_is_being_written_is_no_fault", view::a_filter_that_is_being_written_is_no_fault),
    ("the_list_sorts_by_its_heads", list::sorts_by_its_heads),
    ("columns_are_resized_and_hidden_and_stay_so", list::columns_are_resized_and_hidden_and_stay_so),
    ("what_is_new_is_marked_and_reached", list::what_is_new_is_marked_and_reached),
    ("nothing_jumps_under_the_pointer", list::nothing_jumps_under_the_pointer),
    ("a_short_list_holds_under_the_pointer", list::a_short_list_holds_under_the_pointer),
    ("more_goes_on_where_it_was_asked_for", list::more_goes_on_where_it_was_asked_for),
    ("a_mute_is_seen_and_taken_back", list::a_mute_is_seen_and_taken_back),
    ("the_view_is_remembered", list::the_view_is_remembered),
    ("the_toolbar_icon_tells_the_number", list::the_toolbar_icon_tells_the_number),
    ("the_example_is_explained", list::the_example_is_explained),
    ("dialogs_keep_the_focus_and_give_it_back", access::dialogs_keep_the_focus_and_give_it_back),
    ("the_focus_goes_on_where_a_button_went", access::the_focus_goes_on_where_a_button_went),
    ("news_cover_no_words_of_the_timeline", access::news_cover_no_words_of_the_timeline),
    ("the_number_of_failures_is_told_once", access::the_number_of_failures_is_told_once),
    ("the_panel_fits_320_pixels", access::fits_320_pixels),
    ("details_cover_the_list_of_a_small_panel", access::details_cover_the_list_of_a_small_panel),
    ("secrets_stay_masked", view::secrets_stay_masked),
    ("a_signature_is_checked_with_a_pasted_key", tokens::a_signature_is_checked_with_a_pasted_key),
    ("a_lifetime_is_seen_in_forced_colours", access::a_lifetime_is_seen_in_forced_colours),
    ("a_low_panel_can_be_read", access::a_low_panel_can_be_read),
    ("axe_finds_no_fault", access::axe_finds_no_fault),
    ("axe_finds_no_fault_in_chinese", access::axe_finds_no_fault_in_chinese),
    ("a_request_is_chosen_on_the_timeline_by_keyboard", time::a_request_is_chosen_by_keyboard),
    ("names_on_the_timeline_cover_nothing", time::names_on_it_cover_nothing),
    ("the_timeline_zooms_folds_and_has_a_list", time::it_zooms_folds_and_has_a_list),
    ("a_flow_shows_where_the_token_was_lost", time::a_flow_shows_where_the_token_was_lost),
    ("the_tabs_take_the_messages_apart", view::the_tabs_take_the_messages_apart),
    ("every_button_of_the_demo_gives_its_cause", demo::every_button_gives_its_cause),
    ("copies_hold_no_secret", share::copies_hold_no_secret),
    ("a_recording_goes_out_and_comes_in_again", share::a_recording_goes_out_and_comes_in_again),
    ("other_panels_show_the_request", share::other_panels_show_the_request),
    ("another_answer_is_announced_before_it_is_opened", share::another_answer_is_announced_before_it_is_opened),
    ("evidence_leads_to_its_place", share::evidence_leads_to_its_place),
    ("evidence_leads_into_another_request", share::evidence_leads_into_another_request),
    ("evidence_of_a_redirect_leads_to_it", share::evidence_of_a_redirect_leads_to_it),
    ("what_is_pasted_into_the_panel_is_decoded", share::what_is_pasted_into_the_panel_is_decoded),
    ("a_narrow_list_names_its_causes_in_full", list::a_narrow_list_names_its_causes_in_full),
    ("a_narrow_list_sorts_by_cause", list::a_narrow_list_sorts_by_cause),
    ("a_header_says_what_it_is_for", share::a_header_says_what_it_is_for),
    ("a_chosen_file_is_read", share::a_chosen_file_is_read),
    ("settings_of_a_file_are_seen_at_once", share::settings_of_a_file_are_seen_at_once),
    ("the_panel_sends_nothing", share::the_panel_sends_nothing),
    ("a_request_is_repeated_after_it_was_shown", repeat::a_request_is_repeated_after_it_was_shown),
    ("a_method_that_changes_data_is_asked_for_twice", repeat::a_method_that_changes_data_is_asked_for_twice),
    ("a_panic_keeps_what_was_captured", repeat::a_panic_keeps_what_was_captured),
    ("the_demo_follows_the_theme", demo::follows_the_theme),
];

fn main() -> ExitCode {
    latchkey_browser_tests::run(TESTS)
}
