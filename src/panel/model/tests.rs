use super::*;
use crate::exchange::{Address, Exchange, Request, Response};
use crate::instant::Instant;

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
