//! The pane beside the list: one request, in tabs.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::actions::Actions;
use super::challenge_view::ChallengeView;
use super::compare_view::CompareView;
use super::controls::close;
use super::cookies_view::{Cookies, CookiesView};
use super::cors_view::{Cors, CorsView, is_kept_from_page};
use super::evidence;
use super::exchange_view::ExchangeView;
use super::explain::Explain;
use super::flow_view::{FlowView, has_flow};
use super::focus;
use super::format;
use super::handlers::{on_click, on_key};
use super::icons::{Icon, Shape};
use super::learn_view::LearnView;
use super::list::VerdictMark;
use super::parts::{self, certainty};
use super::spoken::heading;
use super::state::{Panel, Subject, Tab, panel};
use super::token_view::TokenView;
use crate::facts::Facts;
use crate::finding::Verdict;
use crate::learn;
use crate::redact;
use crate::text::labels::Labels;

/// The chosen request; nothing while none is.
#[component]
pub fn DetailPane() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let subject = Memo::new(move |_| panel.subject());
    let chosen = Memo::new(move |_| subject.with(|s| s.as_ref().map(|s| s.id)));
    // What is shown anew is read from its beginning; a mark comes into view after that.
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads is not computed.
        let _ = (chosen.get(), panel.tab.get());
        focus::to_top(&["tabpanel", "detail"]);
    });
    Effect::new(move |_| {
        let line = panel.cursor.get();
        if panel.trip.get().is_some() && line.is_some() && !panel.is_away() {
            panel.end_trip();
        }
    });
    view! {
        <section id="detail" class="detail" tabindex="-1" aria-label=labels.detail on:keydown=on_key(|event| focus::scroll("tabpanel", &event))>
            {move || match subject.get() {
                Some(subject) => view! { <Detail subject=subject/> }.into_any(),
                None => ().into_any(),
            }}
        </section>
    }
}

/// One request with its tabs.
#[component]
fn Detail(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let tabs = tabs(panel, &subject);
    let shown = {
        let tabs = tabs.clone();
        Memo::new(move |_| Some(panel.tab.get()).filter(|t| tabs.contains(t)).unwrap_or_default())
    };
    let key = {
        let tabs = tabs.clone();
        move |event: KeyboardEvent| {
            let at = tabs.iter().position(|t| *t == shown.get_untracked()).unwrap_or(0);
            let to = match event.key().as_str() {
                "ArrowRight" => (at + 1) % tabs.len(),
                "ArrowLeft" => (at + tabs.len() - 1) % tabs.len(),
                "Home" => 0,
                "End" => tabs.len() - 1,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(tab) = tabs.get(to) {
                panel.tab.set(*tab);
                focus::to(&tab_id(*tab));
            }
        }
    };
    let buttons = tabs
        .iter()
        .map(|&tab| {
            view! {
                <button
                    type="button"
                    role="tab"
                    id=tab_id(tab)
                    aria-selected=move || (shown.get() == tab).to_string()
                    aria-controls="tabpanel"
                    tabindex=move || if shown.get() == tab { "0" } else { "-1" }
                    on:click=on_click(move |_| {
                        panel.mark.set(None);
                        panel.trip.set(None);
                        panel.tab.set(tab);
                    })
                >
                    {tab_name(labels, tab)}
                </button>
            }
        })
        .collect_view();
    let body = {
        let subject = subject.clone();
        move || match shown.get() {
            Tab::Explain => view! { <Explain subject=subject.clone()/> }.into_any(),
            Tab::Flow => view! { <FlowView subject=subject.clone()/> }.into_any(),
            Tab::Challenge => view! { <ChallengeView subject=subject.clone()/> }.into_any(),
            Tab::Token => view! { <TokenView subject=subject.clone()/> }.into_any(),
            Tab::Exchange => view! { <ExchangeView subject=subject.clone()/> }.into_any(),
            Tab::Cookies => view! { <CookiesView subject=subject.clone()/> }.into_any(),
            Tab::Cors => view! { <CorsView subject=subject.clone()/> }.into_any(),
            Tab::Compare => view! { <CompareView subject=subject.clone()/> }.into_any(),
            Tab::Learn => view! { <LearnView subject=subject.clone()/> }.into_any(),
        }
    };
    // What evidence pointed at comes into view.
    Effect::new(move |_| {
        shown.track();
        if let Some(mark) = panel.marked() {
            request_animation_frame(move || evidence::mark(&mark));
        }
    });
    let back = move || {
        let (away, covered) = (panel.is_away(), panel.is_covered());
        (away || covered).then(|| {
            view! {
                <div class="back">
                    <button
                        type="button"
                        class="quiet"
                        on:click=on_click(move |_| if away { panel.come_back() } else { panel.leave() })
                    >
                        <Icon shape=Shape::Chevron/>
                        {if away { labels.back_to_evidence } else { labels.back }}
                    </button>
                </div>
            }
        })
    };
    view! {
        {back}
        <Heading subject=subject.clone()/>
        <div class="tabs" role="tablist" aria-label=labels.tabs on:keydown=key>{buttons}</div>
        <div
            id="tabpanel"
            class="tabpanel"
            role="tabpanel"
            tabindex="0"
            aria-labelledby=move || tab_id(shown.get())
        >
            {body}
        </div>
    }
}

/// What it is, how sure that is, and who answered.
#[component]
fn Heading(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let (exchange, diagnosis) = (&subject.exchange, &subject.diagnosis);
    let first = diagnosis.findings.first();
    let verdict = panel.verdict(&subject);
    let hint = format::is_hint(verdict, exchange, first.is_some());
    let (words, lang) = heading(panel, verdict, hint, first.map(|f| f.cause));
    let response = &exchange.response;
    view! {
        <header class="heading">
            <h2>
                <VerdictMark verdict=verdict hint=hint/>
                <span class="words" lang=lang>{words}</span>
                {first.map(|finding| certainty(labels, finding))}
            </h2>
            {close(labels.close_detail, move || panel.leave())}
            // A status of 200 on its own would look like success.
            {panel.with_log(|log| is_kept_from_page(log, &subject)).then(|| parts::words("p", "badge bad", labels.cors_blocked))}
            <div class="facts">
                <p class="request">
                    <span class="code" data-kind=format::icon(verdict, hint)>
                        {format!("{} {}", format::status(response.status), redact::printable(&response.status_text)).trim_end().to_owned()}
                    </span>
                    <span class="method">{redact::printable(&exchange.request.method)}</span>
                    <span class="url">{redact::url(&exchange.request.url)}</span>
                </p>
                <p class="answered" title=labels.answered_hint>
                    {labels.answered_by}" "{format::answerer(labels, &diagnosis.answered_by)}
                </p>
            </div>
            <Actions subject=subject.clone()/>
        </header>
    }
}

/// The tabs that have something to say of this request.
fn tabs(panel: Panel, subject: &Subject) -> Vec<Tab> {
    let (challenge, token) = panel
        .with_row(subject.id, |row| {
            let reading = row.reading();
            let asked = !reading.challenges.is_empty() || !reading.proxy_challenges.is_empty();
            (asked || reading.credentials.is_some(), !row.tokens().is_empty())
        })
        .unwrap_or_default();
    let (cookies, cors, compare) = panel.with_log(|log| {
        let facts = Facts::of(log.history(), subject.id);
        (
            Cookies::any(log, subject.id),
            Cors::concerns(log, subject.id),
            subject.diagnosis.verdict != Verdict::Ok && facts.is_some_and(|f| f.last_success().is_some()),
        )
    });
    let learn = learn::status(subject.exchange.response.status).is_some();
    [
        (Tab::Explain, true),
        (Tab::Flow, has_flow(panel, subject)),
        (Tab::Challenge, challenge),
        (Tab::Token, token),
        (Tab::Cookies, cookies),
        (Tab::Cors, cors),
        (Tab::Exchange, true),
        (Tab::Compare, compare),
        (Tab::Learn, learn),
    ]
    .into_iter()
    .filter_map(|(tab, says)| says.then_some(tab))
    .collect()
}

fn tab_id(tab: Tab) -> String {
    format!("tab-{tab:?}").to_ascii_lowercase()
}

fn tab_name(labels: &Labels, tab: Tab) -> &'static str {
    match tab {
        Tab::Explain => labels.tab_explain,
        Tab::Flow => labels.tab_flow,
        Tab::Challenge => labels.tab_challenge,
        Tab::Token => labels.tab_token,
        Tab::Cookies => labels.tab_cookies,
        Tab::Cors => labels.tab_cors,
        Tab::Exchange => labels.tab_exchange,
        Tab::Compare => labels.tab_compare,
        Tab::Learn => labels.tab_learn,
    }
}
