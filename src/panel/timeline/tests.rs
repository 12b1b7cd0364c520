use super::draw;
use super::model::{MarkKind, Timeline};
use super::scene::{Block, Scene};
use super::window::Window;
use crate::diagnosis::Log;
use crate::exchange::{Address, Body, Exchange, Header, Request, Response};
use crate::filter::Filter;
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::instant::{Instant, Span};
use crate::panel::model::{Model, Mute, Noise, Options};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// 2026-11-20T12:00:00Z
const START: Instant = Instant::from_millis(1_795_176_000_000);

fn at(millis: i64) -> Instant {
    START + Span(millis)
}

/// A request at so many milliseconds, with a token that ends at so many seconds.
fn call(millis: i64, path: &str, status: u16, exp: Option<i64>) -> Exchange {
    let token = exp.map(|exp| {
        let claims = format!(r#"{{"iat":{},"exp":{}}}"#, at(0).millis() / 1000 - 60, at(exp * 1000).millis() / 1000);
        format!(
            "Bearer {}.{}.c2ln",
            URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","typ":"at+jwt"}"#),
            URL_SAFE_NO_PAD.encode(claims)
        )
    });
    let header = |value| Header { name: "Authorization".into(), value };
    Exchange {
        started: at(millis),
        took: Some(Span(0)),
        request: Request {
            method: if path.contains("auth") { "POST" } else { "GET" }.into(),
            url: Address::new(format!("https://api.test{path}")),
            headers: token.into_iter().map(header).collect(),
            body: path.contains("auth").then(|| Body::new(r#"{"refresh_token":"abcdefgh"}"#.into())),
        },
        response: Response { status, ..Response::default() },
        ..Exchange::default()
    }
}

fn log(exchanges: impl IntoIterator<Item = Exchange>) -> Log {
    let mut log = Log::default();
    log.add(exchanges.into_iter().enumerate());
    log
}

fn timeline(log: &Log) -> Timeline {
    let mut timeline = Timeline::default();
    timeline.follow(log, &Model::default());
    timeline
}

#[test]
fn tokens_requests_and_renewals_are_found() {
    let log = log([
        call(0, "/a", 200, Some(60)),
        call(70_000, "/a", 401, Some(60)),
        call(70_100, "/auth/refresh", 200, None),
        call(70_200, "/a", 200, Some(600)),
        call(80_000, "/auth/refresh", 401, None),
    ]);
    let timeline = timeline(&log);
    assert_eq!(timeline.points().len(), 5);
    let verdicts: Vec<_> = timeline.points().iter().map(|p| p.verdict).collect();
    assert_eq!(verdicts[..4], [Verdict::Ok, Verdict::Recovered, Verdict::Ok, Verdict::Ok]);
    assert_eq!(timeline.bars().iter().map(|b| b.uses).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(timeline.bars().iter().map(|b| b.letter.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(
        timeline.marks().iter().map(|m| m.kind).collect::<Vec<_>>(),
        [MarkKind::Refresh, MarkKind::RefreshRefused]
    );
    assert_eq!(timeline.bars()[0].times.exp, Some(at(60_000)));
}

/// An opaque token, or one that cannot be read, has its letter as any other; the letters on the timeline have no gaps.
#[test]
fn a_token_without_times_is_shown_by_its_use() {
    let with = |millis, value: &str| {
        let mut exchange = call(millis, "/b", 200, None);
        exchange.request.headers = [("Authorization", value)].into_iter().collect();
        exchange
    };
    let log = log([
        call(0, "/a", 200, Some(600)),
        with(10_000, "Bearer opaque-and-short"),
        with(20_000, "Token token=\"abc\""),
        with(30_000, "Basic YTpi0=="),
        call(40_000, "/a", 200, Some(900)),
        with(50_000, "Bearer opaque-and-short"),
    ]);
    let timeline = timeline(&log);
    let bars: Vec<_> = timeline.bars().iter().map(|b| (b.letter.as_str(), b.is_timeless(), b.uses)).collect();
    assert_eq!(bars, [("A", false, 1), ("B", true, 2), ("C", true, 1), ("D", false, 1)]);
    let scene = Scene::of(&timeline, Window::around(timeline.requests().unwrap(), 1000));
    let window = Window::around(timeline.requests().unwrap(), 1000);
    let block = scene.blocks.iter().find(|b| b.bar == 1).unwrap();
    assert_eq!((block.x, block.after), ((window.x(at(10_000)), window.x(at(50_000))), None));
    // Nobody knows whether it ended: it is not among those that did.
    let later = Scene::of(&timeline, Window::around((at(100_000), at(200_000)), 1000));
    assert!(later.blocks.iter().all(|b| b.bar != 1 && b.bar != 2), "{:?}", later.blocks);
}

/// Muting promises that what is muted is neither listed nor counted; and what the user calls noise is noise everywhere.
#[test]
fn what_is_muted_is_not_counted() {
    let log = log([
        call(0, "/health", 404, None),
        call(1000, "/orders", 404, None),
        call(2000, "/health", 404, None),
        call(3000, "/ping", 404, None),
    ]);
    let route = log.history().rows()[0].route.as_ref().clone();
    let noise = Noise { own: vec![Filter::parse("/ping").0], ..Noise::default() };
    let mut list = Model::default();
    list.set_options(Options { muted: vec![Mute::Route(route)], noise, ..Options::default() }, &log);
    let mut timeline = Timeline::default();
    timeline.follow(&log, &list);
    let counts = [Verdict::Failure, Verdict::Noise].map(|verdict| timeline.count(verdict, false));
    assert_eq!((counts, timeline.muted()), ([1, 1], 2));
    assert_eq!(list.counts().failed(), 1, "as many as the list has");
    let scene = Scene::of(&timeline, Window::around(timeline.requests().unwrap(), 800));
    let kinds: Vec<_> = draw::dots(&scene).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [draw::MUTED, "failure", "noise"]);
    // Where they touch, the one that counts is shown.
    let close = Scene::of(&timeline, Window::around(timeline.requests().unwrap(), 50).zoomed(200.0, 25));
    let whole: usize = close.dots.iter().map(|d| d.count).sum();
    assert!(whole == 4 && close.dots.iter().any(|d| d.id == ExchangeId(1)), "{:?}", close.dots);
    // A mute that is taken back counts again.
    list.set_options(Options::default(), &log);
    timeline.follow(&log, &list);
    assert_eq!((timeline.count(Verdict::Failure, false), timeline.muted()), (4, 0));
}

#[test]
fn what_failed_without_a_refusal_is_counted_apart() {
    let timeline = timeline(&log([call(0, "/a", 200, None), call(1000, "/b", 500, None), call(2000, "/c", 200, None)]));
    assert_eq!((timeline.count(Verdict::Ok, true), timeline.count(Verdict::Ok, false)), (1, 2));
}

#[test]
fn following_reads_what_is_new_and_a_cleared_log_starts_again() {
    let mut growing = log([call(0, "/a", 200, Some(60))]);
    let mut followed = timeline(&growing);
    growing.add([(1, call(9000, "/b", 401, Some(60))), (2, call(5000, "/c", 200, None))]);
    assert!(
        !followed.follow(&growing, &Model::default()) && !followed.follow(&growing, &Model::default()),
        "the same log"
    );
    assert_eq!(followed.points().iter().map(|p| p.id.0).collect::<Vec<_>>(), [0, 2, 1], "by time");
    assert_eq!((followed.bars().len(), followed.bars()[0].uses), (1, 2));
    assert!(followed.follow(&log([call(0, "/z", 200, None)]), &Model::default()), "another log");
    assert_eq!((followed.points().len(), followed.bars().len()), (1, 0));
    followed.follow(&Log::default(), &Model::default());
    assert_eq!(followed.requests(), None);
}

#[test]
fn the_server_s_clock_moves_the_requests_not_the_tokens() {
    let mut exchange = call(0, "/a", 200, Some(60));
    let date = Header { name: "Date".into(), value: "Fri, 20 Nov 2026 12:05:00 GMT".into() };
    exchange.response.headers = [date].into_iter().collect();
    let timeline = timeline(&log([exchange]));
    assert_eq!(timeline.skew(), Span(300_500));
    let window = Window::around(timeline.everything().unwrap(), 1000);
    let scene = Scene::of(&timeline, window);
    let (dot, block) = (scene.dots[0], scene.blocks[0]);
    assert!(dot.x > block.x.1, "sent after the end by the server's clock: {dot:?} {block:?}");
    assert!(block.after.is_some_and(|(from, to)| from == block.x.1 && to == dot.x), "{block:?}");
}

#[test]
fn dots_that_touch_are_one_and_the_gravest_shows() {
    let log = log((0..5000).map(|n| call(n * 20, "/a", if n % 500 == 0 { 404 } else { 200 }, None)));
    let timeline = timeline(&log);
    let window = Window::around(timeline.requests().unwrap(), 1200);
    let scene = Scene::of(&timeline, window);
    assert_eq!(scene.dots.iter().map(|d| d.count).sum::<usize>(), 5000, "none is lost");
    assert!(scene.dots.len() <= 2 * 1200 / 9 + 2, "{} dots", scene.dots.len());
    assert!(scene.dots.iter().any(|d| d.verdict == Verdict::Failure && d.count == 1));
    for lane in [0, 2] {
        let y = scene.dots.iter().map(|d| d.y).min().unwrap() + lane * super::scene::LANE;
        let xs: Vec<_> = scene.dots.iter().filter(|d| d.y == y).map(|d| d.x).collect();
        assert!(xs.windows(2).all(|w| w[1] > w[0]), "{xs:?}");
    }
    // Close up, each stands alone, and only what is in the window is drawn.
    let close = window.zoomed(0.001, 600);
    let scene = Scene::of(&timeline, close);
    assert!(
        !scene.dots.is_empty() && scene.dots.len() < 10 && scene.dots.iter().all(|d| d.count == 1),
        "{:?}",
        scene.dots
    );
    let chosen = scene.dots[0];
    assert_eq!(scene.dot_at(chosen.x + 2, chosen.y - 2), Some(&chosen));
    assert_eq!(scene.dot_at(chosen.x, -50), None);
}

#[test]
fn moving_keeps_the_same_dots_together() {
    let log = log((0..500).map(|n| call(n * 37, "/a", 200, None)));
    let timeline = timeline(&log);
    let window = Window::around(timeline.requests().unwrap(), 800);
    let groups = |window| Scene::of(&timeline, window).dots.iter().map(|d| (d.id, d.count)).collect::<Vec<_>>();
    let (still, moved) = (groups(window), groups(window.moved(7)));
    let same = moved.iter().filter(|m| still.contains(m)).count();
    assert!(same + 2 >= moved.len(), "{same} of {}", moved.len());
}

#[test]
fn a_window_zooms_around_a_place_and_moves() {
    let window = Window::around((at(0), at(100_000)), 1000);
    let held = window.time(300);
    let zoomed = window.zoomed(0.5, 300);
    assert!((zoomed.x(held) - 300).abs() <= 1);
    assert!((window.moved(100).x(window.time(400)) - 300).abs() <= 1);
    assert_eq!(window.showing(at(50_000)), window);
    let far = window.showing(at(10_000_000));
    assert!((far.x(at(10_000_000)) - 500).abs() <= 1);
    // Neither end of what numbers can hold breaks it.
    let mut odd = Window::around((Instant::from_millis(i64::MIN), Instant::from_millis(i64::MAX)), -5);
    for _ in 0..200 {
        odd = odd.zoomed(0.5, 10).moved(10_000);
    }
    let _ = Scene::of(&timeline(&log([call(0, "/a", 200, Some(60))])), odd);
}

#[test]
fn ticks_are_round_and_have_room() {
    for span in [100, 5_000, 100_000, 3_600_000, 86_400_000 * 40] {
        let scene = Scene::of(&Timeline::default(), Window::around((at(0), at(span)), 1000));
        assert!(scene.ticks.windows(2).all(|w| w[1].0 - w[0].0 >= 79), "{span}: {:?}", scene.ticks);
        assert!(!scene.ticks.is_empty(), "{span}");
        assert!(scene.ticks.iter().all(|(_, t)| t.millis() % 1000 == 0), "{span}");
    }
}

#[test]
fn a_token_that_ended_long_ago_is_told_at_the_edge() {
    let timeline = timeline(&log([call(0, "/a", 401, Some(-720)), call(100, "/b", 401, Some(-720))]));
    let scene = Scene::of(&timeline, Window::around(timeline.requests().unwrap(), 1000));
    assert_eq!(scene.blocks[0].outside, -1);
    assert_eq!(scene.block_at(100, 3).map(|b| b.bar), Some(0));
    assert_eq!(scene.block_at(500, 3).map(|b| b.bar), None);
}

#[test]
fn names_at_the_edge_lie_on_nothing() {
    let ended = (0..6).map(|n| call(n, "/a", 401, Some(-720 - n)));
    let running = (0..3).map(|n| call(5000 + n, "/b", 200, Some(3600 + n)));
    let timeline = timeline(&log(ended.chain(running)));
    let scene = Scene::of(&timeline, Window::around(timeline.requests().unwrap(), 1000));
    let (edge, inside): (Vec<Block>, Vec<Block>) = scene.blocks.iter().copied().partition(|b| b.outside == -1);
    assert_eq!((edge.len(), inside.len()), (6, 3));
    assert!(edge.iter().all(|b| b.y == edge[0].y), "one text names all: {edge:?}");
    assert!(inside.iter().all(|b| b.y != edge[0].y), "a bar lies on the names: {inside:?}");
}

#[test]
fn no_bar_covers_another() {
    // Nine tokens at once, and then one that was sent after its end.
    let many = (0..9).map(|n| call(1000 * n, "/a", 200, Some(3600 + n)));
    let late = [call(500, "/b", 200, Some(4)), call(9000, "/b", 401, Some(4))];
    let timeline = timeline(&log(many.chain(late)));
    for window in [timeline.requests().unwrap(), (at(-1_000_000), at(9_000_000))] {
        let scene = Scene::of(&timeline, Window::around(window, 1000));
        let ends = |block: &Block| block.after.map_or(block.x.1, |after| after.1).max(block.x.0 + 60).min(1000);
        for (nth, one) in scene.blocks.iter().enumerate() {
            for other in &scene.blocks[nth + 1..] {
                let apart = one.y != other.y || ends(one) <= other.x.0 || ends(other) <= one.x.0;
                assert!(apart, "{one:?} {other:?}");
            }
        }
        assert_eq!((scene.lanes, scene.blocks.len() + scene.crowded.len()), (4, 10));
        assert!(!scene.crowded.is_empty());
        let letters: Vec<_> = scene.blocks.iter().map(|b| timeline.bars()[b.bar].letter.as_str()).collect();
        assert!(letters.contains(&"J") && letters.contains(&"I"), "what ended, and what came last: {letters:?}");
    }
}

#[test]
fn each_verdict_has_a_shape_of_its_own() {
    let all = [
        None,
        Some((Verdict::Failure, false)),
        Some((Verdict::Recovered, false)),
        Some((Verdict::Expected, false)),
        Some((Verdict::Noise, false)),
        Some((Verdict::Ok, true)),
        Some((Verdict::Ok, false)),
    ];
    let mut shapes: Vec<_> = all
        .iter()
        .map(|verdict| {
            let mut path = String::new();
            draw::dot(&mut path, 0, 0, *verdict, 1);
            path
        })
        .collect();
    shapes.sort();
    shapes.dedup();
    assert_eq!(shapes.len(), all.len());
}

/// What it costs in a browser is measured in `tests/web.rs`.
#[test]
fn a_scene_of_five_thousand_requests_is_quick() {
    let log =
        log((0..5000).map(|n| call(n * 200 + n % 7, "/a", if n % 50 == 0 { 401 } else { 200 }, Some(600 + n / 50))));
    let timeline = timeline(&log);
    let mut window = Window::around(timeline.requests().unwrap(), 1600);
    let began = std::time::Instant::now();
    let mut most = 0;
    for step in 0..100 {
        window = if step % 2 == 0 { window.zoomed(0.8, step * 16) } else { window.zoomed(1.24, step * 16) };
        let scene = Scene::of(&timeline, window);
        most = most.max(scene.dots.len());
        let paths = draw::dots(&scene);
        assert!(paths.iter().map(|(_, path)| path.len()).sum::<usize>() < 60_000);
    }
    let each = began.elapsed() / 100;
    assert!(most < 3 * 1600 / 9 + 3, "{most}");
    // Sixteen milliseconds are a frame; unoptimised code gets more.
    assert!(each.as_millis() < 100, "{each:?}");
    assert_eq!(timeline.points().first().map(|p| p.id), Some(ExchangeId(0)));
}
