use std::collections::HashSet;

use super::*;
use crate::exchange::{Address, Exchange, Request, Response};
use crate::filter::Filter;
use crate::instant::Instant;
use crate::route::Route;

fn exchange(at: i64, status: u16, path: &str) -> Exchange {
    Exchange {
        started: Instant::from_millis(1_790_000_000_000 + at * 1000),
        request: Request {
            method: "GET".into(),
            url: Address::new(format!("https://api.example.com{path}")),
            ..Request::default()
        },
        response: Response { status, ..Response::default() },
        resource_type: Some("fetch".into()),
        ..Exchange::default()
    }
}

fn filled(options: Options, statuses: impl IntoIterator<Item = u16>) -> (Model, Log) {
    let (mut model, mut log) = (Model::default(), Log::default());
    model.set_options(options, &log);
    for (index, status) in statuses.into_iter().enumerate() {
        let ids = log.add([(index, exchange(index as i64, status, &format!("/things/{index}")))]);
        model.update(&log, &ids);
    }
    (model, log)
}

fn all(model: &Model) -> Vec<Line> {
    model.lines(0..model.len())
}

#[test]
fn a_list_that_grew_equals_one_made_at_once() {
    for grouped in [true, false] {
        let options = || Options { grouped, passing: true, ..Options::default() };
        let statuses: Vec<u16> = (0..200).map(|n| [200, 401, 403, 404, 500][n % 5]).collect();
        let (mut grown, log) = filled(options(), statuses);
        let lines = all(&grown);
        let counts = grown.counts();
        grown.set_options(options(), &log);
        assert_eq!(all(&grown), lines, "grouped: {grouped}");
        assert_eq!(grown.counts(), counts);
        assert_eq!(counts.all, 200);
    }
}

#[test]
fn every_line_knows_its_place() {
    let (mut model, _) =
        filled(Options { grouped: true, passing: true, ..Options::default() }, [401, 403, 200, 404].repeat(9));
    model.fold(0, true, true);
    for (at, line) in all(&model).into_iter().enumerate() {
        assert_eq!(model.position(line), Some(at), "{line:?}");
        assert_eq!(model.line(at), Some(line));
    }
    assert_eq!(model.line(model.len()), None);
    // A window gives the same lines as the whole.
    let whole = all(&model);
    assert_eq!(model.lines(3..11), &whole[3..11]);
    assert_eq!(model.lines(whole.len() - 2..whole.len() + 50), &whole[whole.len() - 2..]);
}

#[test]
fn lines_of_two_heights_stand_below_each_other() {
    for (grouped, entry, group) in [(true, 24.0, 40.0), (true, 24.0, 24.0), (false, 40.0, 24.0)] {
        let (mut model, _) =
            filled(Options { grouped, passing: true, ..Options::default() }, [401, 403, 404].repeat(9));
        model.fold(1, false, false);
        let heights = Heights { entry, group };
        let mut y = 0.0;
        for (at, line) in all(&model).into_iter().enumerate() {
            assert_eq!(model.top(at, heights), y, "{line:?}");
            let high = if matches!(line, Line::Group(_)) { group } else { entry };
            for inside in [0.0, 1.0, high / 2.0, high - 0.5] {
                assert_eq!(model.at(y + inside, heights), at, "{line:?} {inside}");
            }
            y += high;
        }
        assert_eq!(model.top(model.len(), heights), y);
        assert!(model.at(y + 500.0, heights) >= model.len());
        assert_eq!(model.at(-500.0, heights), 0);
        assert!(model.at(f64::INFINITY, heights) >= model.len());
    }
}

#[test]
fn a_large_group_lists_its_first_requests_until_asked_for_more() {
    let (mut model, _) = filled(Options { grouped: true, ..Options::default() }, [403; 20]);
    let group = all(&model).iter().find_map(|l| if let Line::Group(g) = l { Some(*g) } else { None }).unwrap();
    assert_eq!(model.len(), 1 + FIRST + 1);
    assert_eq!(model.cluster(group).unwrap().hidden(), 20 - FIRST);
    model.fold(group, true, true);
    assert_eq!(model.len(), 21);
    model.fold(group, false, false);
    assert_eq!(model.len(), 1);
}

#[test]
fn the_filter_and_the_chips_narrow_and_the_counts_stay() {
    let (mut model, log) = filled(Options { grouped: false, ..Options::default() }, [401, 403, 404, 403]);
    let counts = model.counts().failures;
    assert_eq!(counts[1], 2);
    let narrowed = Options { statuses: HashSet::from([Chip::Forbidden]), ..model.options().clone() };
    model.set_options(narrowed, &log);
    assert_eq!(model.len(), 2);
    assert_eq!(model.counts().failures, counts);
    let filter = Filter::parse("things/3").0;
    model.set_options(Options { filter, ..model.options().clone() }, &log);
    assert_eq!(all(&model), [Line::Entry(ExchangeId(3))]);
}

fn sorted(model: &Model, log: &Log, column: Option<Column>, down: bool) -> Model {
    let mut again = Model::default();
    again.set_options(Options { sort: Sort { column, down }, ..model.options().clone() }, log);
    again
}

#[test]
fn a_sorted_list_that_grew_equals_one_sorted_at_once() {
    let statuses: Vec<u16> = (0..24).map(|n| [404, 401, 403][n * 7 % 3]).collect();
    for grouped in [true, false] {
        for column in std::iter::once(None).chain(Column::ALL.map(Some)) {
            for down in [false, true] {
                let sort = Sort { column, down };
                let (grown, log) = filled(Options { grouped, sort, ..Options::default() }, statuses.clone());
                let once = sorted(&grown, &log, column, down);
                let ids = |m: &Model| -> Vec<_> {
                    if grouped { m.clusters.iter().flat_map(|c| c.ids.clone()).collect() } else { m.flat.clone() }
                };
                assert_eq!(ids(&grown), ids(&once), "{sort:?} grouped: {grouped}");
                assert_eq!(ids(&once).len(), 24);
                for (at, line) in all(&once).into_iter().enumerate() {
                    assert_eq!(once.position(line), Some(at), "{sort:?} {line:?}");
                }
            }
        }
    }
}

#[test]
fn columns_sort_by_what_they_show() {
    let (model, log) = filled(Options { grouped: false, ..Options::default() }, [404, 401, 403, 401]);
    let order = |column, down| sorted(&model, &log, Some(column), down).flat.iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(order(Column::Time, false), [0, 1, 2, 3]);
    assert_eq!(order(Column::Time, true), [3, 2, 1, 0]);
    assert_eq!(order(Column::Status, false), [1, 3, 2, 0], "equal ones in the order of arrival");
    assert_eq!(order(Column::Status, true), [0, 2, 1, 3]);
    assert_eq!(order(Column::Path, true), [3, 2, 1, 0]);
    // An older recording that is read later stands before what was recorded live.
    let (mut model, mut log) = filled(Options { grouped: false, ..Options::default() }, [404, 401]);
    let ids = log.add([(2, exchange(-60, 403, "/old")), (3, exchange(-30, 403, "/older"))]);
    model.update(&log, &ids);
    let order = |column, down| sorted(&model, &log, column, down).flat.iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!(order(None, false), [0, 1, 2, 3], "as they came");
    assert_eq!(order(None, true), [3, 2, 1, 0]);
    assert_eq!(order(Some(Column::Time), false), [2, 3, 0, 1]);
    assert_eq!(order(Some(Column::Time), true), [1, 0, 3, 2]);
}

#[test]
fn sorted_groups_stand_as_their_first_requests_would() {
    let (mut model, mut log) = filled(Options { grouped: true, ..Options::default() }, [401, 403, 404, 403]);
    let newest_first = Sort { column: Some(Column::Time), down: true };
    model.set_options(Options { sort: newest_first, ..model.options().clone() }, &log);
    let first = |m: &Model| if let Some(Line::Entry(id)) = m.line(1) { id.0 } else { usize::MAX };
    assert_eq!(first(&model), 3);
    // Live, too: a new request of an old group takes the group along.
    let ids = log.add([(4, exchange(4, 401, "/things/4"))]);
    model.update(&log, &ids);
    assert_eq!(first(&model), 4);
    // Nothing moves in the order of arrival.
    model.set_options(Options { sort: Sort::default(), ..model.options().clone() }, &log);
    let before = model.order.clone();
    let ids = log.add([(5, exchange(5, 404, "/things/5"))]);
    model.update(&log, &ids);
    assert_eq!(model.order, before);
}

#[test]
fn what_is_muted_is_neither_listed_nor_counted() {
    let (mut model, log) = filled(Options { grouped: false, ..Options::default() }, [401, 403, 404, 403]);
    let cause = log.diagnosis(ExchangeId(1)).unwrap().findings[0].cause;
    let route = Route::clone(&log.history().get(ExchangeId(2)).unwrap().route);
    let muted = vec![Mute::Cause(cause), Mute::Route(Route { template: "/elsewhere".into(), ..route.clone() })];
    model.set_options(Options { muted, ..model.options().clone() }, &log);
    assert_eq!(model.counts().failures, [1, 0, 1, 0]);
    assert_eq!(all(&model), [Line::Entry(ExchangeId(0)), Line::Entry(ExchangeId(2))]);
    // `/things/{id}` is one route, whatever the number.
    model.set_options(Options { muted: vec![Mute::Route(route)], ..model.options().clone() }, &log);
    assert_eq!((model.len(), model.counts().failed(), model.counts().all), (0, 0, 4));
    model.set_options(Options { muted: Vec::new(), ..model.options().clone() }, &log);
    assert_eq!((model.len(), model.counts().failed()), (4, 4));
}

#[test]
fn the_user_says_what_is_noise() {
    let (mut model, log) = filled(Options { grouped: true, ..Options::default() }, [401, 403, 404]);
    let noise = Noise { own: vec![Filter::parse("status-code:403 url:things").0], ..Noise::default() };
    model.set_options(Options { noise, ..model.options().clone() }, &log);
    assert_eq!(model.verdict(ExchangeId(1)), Some(Verdict::Noise));
    assert_eq!(model.counts().failures, [1, 0, 1, 0]);
    assert_eq!(model.counts().shown, 3, "noise is listed until it is to be hidden");
    model.set_options(Options { hide_noise: true, ..model.options().clone() }, &log);
    assert_eq!(model.counts().shown, 2);
    model.set_options(Options { filter: Filter::parse("verdict:failure").0, ..model.options().clone() }, &log);
    assert_eq!(model.counts().shown, 3, "who asks for a verdict sees it");
}

#[test]
fn what_arrives_after_a_look_is_new_until_it_is_looked_at() {
    for grouped in [true, false] {
        let (mut model, mut log) = filled(Options { grouped, ..Options::default() }, []);
        model.begin_looking();
        for at in 0..2 {
            let ids = log.add([(at, exchange(at as i64, 403, &format!("/things/{at}")))]);
            model.update(&log, &ids);
        }
        assert_eq!(model.counts().fresh, 0, "who looked at an empty list has seen nothing");
        let add = |model: &mut Model, log: &mut Log, at: usize, status| {
            let ids = log.add([(at, exchange(at as i64, status, &format!("/things/{at}")))]);
            model.update(log, &ids);
        };
        assert!(!model.look(Line::Entry(ExchangeId(0))));
        for (at, status) in [(2, 403), (3, 200), (4, 401)] {
            add(&mut model, &mut log, at, status);
        }
        assert_eq!(model.counts().fresh, 2, "what passes is no news");
        assert!(model.is_fresh(ExchangeId(2)) && !model.is_fresh(ExchangeId(0)));
        // Other options change nothing.
        model.set_options(model.options().clone(), &log);
        assert_eq!(model.counts().fresh, 2);
        let next = model.first_fresh().unwrap();
        assert!(model.look(Line::Entry(next)));
        assert!(!model.look(Line::Entry(next)));
        assert_eq!(model.counts().fresh, 1);
        let group = model.cluster_of(model.first_fresh().unwrap()).unwrap();
        assert!(model.look(Line::Group(group)));
        assert_eq!((model.counts().fresh, model.first_fresh()), (0, None));
    }
}

/// A call that a redirect leads to another origin, where it arrives without its token.
fn led_away() -> [(usize, Exchange); 2] {
    let mut away = exchange(1, 307, "/away");
    away.request.headers = [("Authorization", "Bearer abcdefgh-0123456789")].into_iter().collect();
    away.response.headers = [("Location", "https://files.example.net/landing")].into_iter().collect();
    let mut landing = exchange(2, 401, "/landing");
    landing.request.url = Address::new("https://files.example.net/landing");
    landing.response.headers = [("WWW-Authenticate", "Bearer")].into_iter().collect();
    [(1, away), (2, landing)]
}

#[test]
fn a_redirect_joins_the_failure_that_is_known_later() {
    let mut model = Model::default();
    let mut log = Log::default();
    model.set_options(Options { grouped: true, ..Options::default() }, &log);
    log.push(led_away());
    // Both arrived together, and there was time for one at a time.
    for _ in 0..4 {
        let ids = log.catch_up(&|| false);
        model.update(&log, &ids);
    }
    let groups = [0, 1].map(|id| model.cluster_of(ExchangeId(id)));
    assert!(groups[0].is_some() && groups[0] == groups[1], "{groups:?}");
}

#[test]
fn what_fails_only_in_hindsight_is_new_too() {
    let (mut model, mut log) = filled(Options { grouped: true, ..Options::default() }, [403]);
    model.look(Line::Entry(ExchangeId(0)));
    for (at, one) in led_away() {
        let ids = log.add([(at, one)]);
        model.update(&log, &ids);
        if at == 1 {
            assert_eq!(model.counts().fresh, 0, "a redirect is no failure yet");
        }
    }
    let marked = [1, 2].map(|id| (log.diagnosis(ExchangeId(id)).unwrap().verdict, model.is_fresh(ExchangeId(id))));
    assert_eq!(marked, [(Verdict::Failure, true); 2]);
    assert_eq!(model.cluster_of(ExchangeId(1)), model.cluster_of(ExchangeId(2)), "one failure, one group");
    // What is looked at again and fails as before is no news.
    assert!(model.look(Line::Entry(ExchangeId(1))));
    model.update(&log, &[ExchangeId(1)]);
    assert!(!model.is_fresh(ExchangeId(1)));
}

#[test]
fn a_list_forgets_what_the_history_drops() {
    let (mut model, mut log) = filled(Options { grouped: true, ..Options::default() }, [403; 30]);
    model.look(Line::Entry(ExchangeId(0)));
    let ids = log.add([(30, exchange(30, 403, "/things/30"))]);
    model.update(&log, &ids);
    log.keep(10);
    model.update(&log, &[]);
    assert_eq!(model.counts(), Counts { failures: [0, 10, 0, 0], all: 10, shown: 10, fresh: 1 });
}
