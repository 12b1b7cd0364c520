//! The list, and what is remembered of it.

use super::*;

/// Settings and views that outlive the panel: the store is a list of names and texts.
fn with_store(kept: &[(&str, &str)], prepare: impl FnOnce(Panel)) -> String {
    let kept: Vec<_> = kept.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let owner = Owner::new();
    owner.with(|| {
        let panel = Panel::new();
        provide_context(panel);
        provide_context(Ports {
            load: std::sync::Arc::new(move |key| kept.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone())),
            ..Ports::none()
        });
        prepare(panel);
        view! { <App/> }.to_html()
    })
}

#[test]
fn what_was_kept_is_in_force_again() {
    let kept = [
        ("density", "compact"),
        ("filter", "status-code:401"),
        ("group", "no"),
        ("sort", "-path"),
        ("columns", "host:-150 status:99"),
        ("split", "30"),
        ("muted", "cause placeholder-in-url\nroute GET https://api.shop.example /me\nnonsense"),
    ];
    let html = with_store(&kept, |p| {
        p.import("x", &sample()).unwrap();
    });
    assert!(html.contains("data-density=\"compact\""), "{html}");
    assert!(html.contains("--w-status:99px") && html.contains("--share:30%"), "{html}");
    assert!(
        tags(&html, "class=\"list\"")[0].contains("data-hidden=\"host\""),
        "the cause is a column where nothing is grouped"
    );
    assert!(
        tags(&html, "columnheader").iter().any(|t| t.contains("cell path") && t.contains("aria-sort=\"descending\""))
    );
    let rows = tags(&html, "data-status=");
    assert_eq!(rows.len(), 1, "/me is muted, the 404 is filtered: {rows:?}");
    assert!(text(&html).contains("2 muted"), "{}", text(&html));
    // Nonsense changes nothing.
    let nonsense = [("theme", "pink"), ("history", "-1"), ("sort", "price"), ("split", "9999"), ("group", "maybe")];
    let strip = |html: String| html.replace("--share:80%", "--share:45%");
    assert_eq!(strip(with_store(&nonsense, |_| ())), strip(with_store(&[], |_| ())));
}

#[test]
fn settings_go_into_a_file_and_come_back() {
    let mut file = String::new();
    with_store(&[("theme", "dark"), ("clock", "utc"), ("filter", "my-secret-project"), ("history", "1000")], |_| ());
    let owner = Owner::new();
    owner.with(|| {
        let panel = Panel::new();
        panel.import_settings(r#"{"schema":"latchkey-settings/1","settings":{"theme":"dark","noise":"-expected \nurl:/healthz","filter":"mine"}}"#).unwrap();
        file = panel.export_settings();
        assert!(file.contains("\"theme\": \"dark\"") && file.contains("url:/healthz"), "{file}");
        assert!(!file.contains("mine"), "what a person looked for stays here: {file}");
        for bad in ["", "{}", "[1]", r#"{"schema":"other","settings":{}}"#] {
            assert!(panel.import_settings(bad).is_err(), "{bad}");
        }
        let again = Panel::new();
        again.import_settings(&file).unwrap();
        assert_eq!(again.export_settings(), file);
    });
}

#[test]
fn a_list_without_groups_names_the_causes() {
    let html = with_store(&[("group", "no"), ("sort", "status")], |p| {
        p.import("x", &sample()).unwrap();
    });
    assert!(tags(&html, "class=\"row group").is_empty());
    assert!(tags(&html, "class=\"cell cause\"").iter().any(|t| t.contains("The token has expired")), "{html}");
    let heads = tags(&html, "role=\"columnheader\"");
    assert_eq!(heads.len(), 6);
    assert_eq!(heads.iter().filter(|h| h.contains("aria-sort=\"ascending\"")).count(), 1, "{heads:?}");
}

#[test]
fn a_group_s_title_is_whole_in_its_tooltip() {
    let html = html(|p| {
        p.import("x", &sample()).unwrap();
    });
    let groups = tags(&html, "class=\"row group");
    assert!(groups.iter().any(|g| g.contains("title=\"A placeholder")), "{groups:?}");
}

#[test]
fn the_example_shows_what_the_panel_can_do() {
    let example = include_str!("../../static/example.har");
    let owner = Owner::new();
    let html = owner.with(|| {
        let panel = Panel::new();
        provide_context(panel);
        provide_context(Ports::none());
        assert_eq!(panel.import("example.har", example), Ok(10));
        view! { <App/> }.to_html()
    });
    for cause in [
        "token-expired", "insufficient-scope", "placeholder-in-url", "bearer-literal-undefined", "csrf-token-missing",
        "preflight-unauthenticated",
    ] {
        assert!(html.contains(&format!("data-cause=\"{cause}\"")), "{cause}: {}", text(&html));
    }
}

#[test]
fn a_port_that_is_missing_has_no_control() {
    let empty = html(|_| ());
    assert!(!empty.contains("Show an example"), "there is no example to read");
    let with = with_example();
    assert!(text(&with).contains("Show an example") && text(&with).contains("Paste something"));
}

fn with_example() -> String {
    let owner = Owner::new();
    owner.with(|| {
        provide_context(Panel::new());
        provide_context(Ports { example: Some(std::sync::Arc::new(|_| ())), ..Ports::none() });
        view! { <App/> }.to_html()
    })
}

/// What stands where the list is empty because of this filter.
fn says(filter: &str) -> String {
    let html = with_store(&[("filter", filter)], |p| {
        p.import("x", &sample()).unwrap();
    });
    let words = text(&html).replace("<!>", "");
    assert!(words.contains("Nothing fits the filter"), "{filter}: {words}");
    words
}

#[test]
fn a_list_that_a_filter_emptied_says_why() {
    let words = says("nosuch:1");
    assert!(words.contains("No key is called nosuch; it was looked for as text. Keys: status-code, cause,"), "{words}");
    let words = says("status-code:401 method:PATCH");
    assert!(words.contains("No request here fits method:PATCH. What there is: GET."), "{words}");
    let words = says("api nowhere");
    assert!(words.contains("No request here fits nowhere.") && !words.contains("What there is"), "{words}");
    // /health passed: the filter fits it, but only what was refused is listed.
    let words = says("status-code:200");
    assert!(words.contains("1 request fits the filter, but it was not refused. List them all"), "{words}");
    // Each word fits something, and no request fits both.
    let words = says("status-code:401 undefined");
    assert!(!words.contains("request fits") && !words.contains("No request here"), "{words}");
    assert!(!says("localhost:3000").contains("No key"));
}

#[test]
fn an_unknown_cause_is_a_fault_and_leaves_the_list_as_it_was() {
    let html = with_store(&[("filter", "cause:tokn-expired")], |p| {
        p.import("x", &sample()).unwrap();
    });
    let words = text(&html).replace("<!>", "");
    assert!(words.contains("no cause is called tokn-expired; nearest: token-expired"), "{words}");
    assert_eq!(tags(&html, "data-status=").len(), 3, "no filter is in force");
    let chinese = spoken(&["zh-CN"], None, |p| {
        p.import_settings(r#"{"schema":"latchkey-settings/1","settings":{"filter":"cause:tokn-expired"}}"#).unwrap()
    });
    assert!(text(&chinese).contains("没有叫做 tokn-expired 的原因；相近的有：token-expired"), "{}", text(&chinese));
}

/// The style sheet writes a sentence with a capital; a key is written as the filter takes it.
#[test]
fn a_fault_that_begins_with_a_key_keeps_it_as_it_is_written() {
    for (filter, sentence) in [("status:banana", false), ("is:odd", false), ("cause:tokn-expired", true)] {
        let html = with_store(&[("filter", filter)], |_| ());
        let fault = tags(&html, "id=\"filter-fault\"");
        assert_eq!(fault[0].contains("sentence"), sentence, "{}", fault[0]);
    }
}

#[test]
fn the_order_can_be_chosen_where_a_column_has_no_head() {
    let html = with_store(&[("sort", "-cause")], |p| {
        p.import("x", &sample()).unwrap();
    });
    let order = html.split_once("class=\"choice order\"").expect("the order in the menu of columns").1;
    assert!(order.starts_with("><label>Sort by"), "{}", &order[..80]);
    let choices = tags(order.split_once("</select>").unwrap().0, "option value=").len();
    assert_eq!(choices, 7, "six columns, and the order of arrival");
}

#[test]
fn the_timeline_counts_what_the_list_counts() {
    let html = with_store(&[("muted", "cause placeholder-in-url")], |p| {
        p.import("x", &har(&[expired(1, "/me"), entry(2, "GET", "/users/undefined", 404, "", "")])).unwrap();
    });
    let words = text(&html);
    assert!(words.contains("2 requests (1 failed)"), "{words}");
    assert!(words.contains("Failure 1") && words.contains("Muted 1"), "{words}");
    assert_eq!(tags(&html, "data-kind=\"muted\"").len(), 2, "its dot, and its place in the legend");
}

/// DevTools find an answer by its URL alone.
#[test]
fn the_panel_says_when_devtools_may_open_another_answer() {
    let ask =
        r#"{"name":"Origin","value":"https://app.example"},{"name":"Access-Control-Request-Method","value":"GET"}"#;
    let shown = |id| {
        let owner = Owner::new();
        owner.with(|| {
            let panel = Panel::new();
            provide_context(panel);
            provide_context(Ports { open_file: Some(|_, _| ()), ..Ports::none() });
            let all = [
                expired(2, "/me"),
                expired(3, "/orders"),
                entry(9, "GET", "/me", 200, "", ""),
                entry(12, "OPTIONS", "/orders", 204, ask, ""),
            ];
            panel.import("x", &har(&all)).unwrap();
            panel.select(ExchangeId(id));
            text(&view! { <App/> }.to_html())
        })
    };
    let first = shown(0);
    assert!(first.contains("This recording has 2 answers from this URL."), "{first}");
    assert!(first.contains("Open one in DevTools") && first.contains("Show the body of this one here"), "{first}");
    let only = shown(1);
    assert!(only.contains("Open response") && !only.contains("answers from this URL"), "{only}");
}

/// The panel while a file is read little by little: after so many rounds, in which each work gets one task.
fn while_reading(file: &str, rounds: usize) -> String {
    use latchkey::panel::Step;
    use std::sync::{Arc, Mutex};
    let owner = Owner::new();
    owner.with(|| {
        let panel = Panel::new();
        provide_context(panel);
        let work = Arc::new(Mutex::new(Vec::<StoredValue<Option<Step>, LocalStorage>>::new()));
        let kept = work.clone();
        let ports = Ports {
            work_through: Some(Arc::new(move |_, step| kept.lock().unwrap().push(StoredValue::new_local(Some(step))))),
            ..Ports::none()
        };
        provide_context(ports);
        let _ = view! { <App/> }.to_html();
        panel.import("trace.har", file).unwrap();
        for _ in 0..rounds {
            let all = work.lock().unwrap().clone();
            for one in all {
                let Some(mut step) = one.try_update_value(Option::take).flatten() else { continue };
                if step(&|| false) {
                    one.set_value(Some(step));
                }
            }
        }
        text(&view! { <App/> }.to_html())
    })
}

#[test]
fn an_import_says_what_happens_and_what_comes_next() {
    let words = while_reading(&sample(), 1);
    assert!(words.contains("Reading 4 requests from trace.har. The list fills"), "{words}");
    assert!(!words.contains("Read 4 requests"), "it is not done: {words}");
    let words = while_reading(&sample(), 9);
    assert!(words.contains("Read 4 requests from trace.har. Choose one to see why it failed."), "{words}");
    assert!(!words.contains("Reading"), "{words}");
    let well = while_reading(&har(&[entry(1, "GET", "/health", 200, "", "")]), 9);
    assert!(well.contains("Read 1 request from trace.har. None of them was refused."), "{well}");
}

/// The history drops its oldest, but not the one that is being read.
#[test]
fn a_request_that_is_read_is_not_dropped() {
    Owner::new().with(|| {
        let panel = Panel::new();
        provide_context(panel);
        let shown = || text(&view! { <App/> }.to_html());
        let kept = || panel.with_history(|history| history.rows().len());
        let all: Vec<_> = (0..1_500).map(|n| expired(n % 60, &format!("/n/{n}"))).collect();
        panel.import("x", &har(&all[..600])).unwrap();
        panel.select(ExchangeId(0));
        panel.import_settings(r#"{"schema":"latchkey-settings/1","settings":{"history":"1000"}}"#).unwrap();
        panel.import("y", &har(&all[600..1_400])).unwrap();
        assert_eq!(kept(), 1_400);
        assert!(shown().contains("/n/0 "), "it is still being read");
        panel.select(ExchangeId(1_399));
        panel.import("z", &har(&all[1_400..])).unwrap();
        assert!(kept() <= 1_000, "{}", kept());
    });
}
