//! The life of a token on a line: where its begin, its end and the present lie.

use super::number;
use crate::instant::{Instant, Span};
use crate::sorted;
use crate::token::{Claims, DateForm};

/// The times of a token that can be drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// When it was made.
    pub iat: Option<Instant>,
    /// When it begins.
    pub nbf: Option<Instant>,
    /// When it ends.
    pub exp: Option<Instant>,
}

/// A piece of time from 0 % to 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    from: Instant,
    to: Instant,
}

/// What a token's life says at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// `nbf` is still ahead.
    Before(Span),
    /// It runs, and ends after this time; none without `exp`.
    Running(Option<Span>),
    /// It ended this long ago.
    Ended(Span),
}

impl Times {
    /// The times of a claims set. A time written in milliseconds is drawn where it was meant.
    pub fn of(claims: &Claims) -> Self {
        let time = |name| {
            let date = claims.time(name)?;
            match date.form {
                DateForm::Seconds | DateForm::Text => Some(date.instant),
                DateForm::Milliseconds => Some(Instant::from_millis(date.instant.millis() / 1000)),
                DateForm::Absurd => None,
            }
        };
        Times { iat: time("iat"), nbf: time("nbf"), exp: time("exp") }
    }

    /// Whether there is anything to draw.
    pub fn any(self) -> bool {
        self.exp.is_some() || self.nbf.is_some()
    }

    /// When it begins, as far as it says.
    pub fn start(self) -> Option<Instant> {
        self.nbf.or(self.iat)
    }

    /// What holds at a moment.
    pub fn phase(self, at: Instant) -> Phase {
        match (self.nbf, self.exp) {
            (_, Some(exp)) if exp <= at => Phase::Ended(at - exp),
            (Some(nbf), _) if nbf > at => Phase::Before(nbf - at),
            (_, exp) => Phase::Running(exp.map(|exp| exp - at)),
        }
    }
}

impl Scale {
    /// A scale that holds the token's times and `seen`, with a margin on both sides; moments that
    /// lie far away from these do not stretch it.
    pub fn of(times: Times, seen: &[Instant]) -> Option<Scale> {
        let own: Vec<_> = [times.iat, times.nbf, times.exp].into_iter().flatten().collect();
        let (mut from, mut to) = (*own.iter().min()?, *own.iter().max()?);
        let life = (to - from).0.max(60_000);
        for &at in seen {
            if (from - at).0 <= life.saturating_mul(2) && (at - to).0 <= life.saturating_mul(2) {
                (from, to) = (from.min(at), to.max(at));
            }
        }
        let margin = Span((to - from).0.max(60_000) / 16);
        Some(Scale { from: from - margin, to: to + margin })
    }

    /// Where a moment lies, from 0 to 100; what is outside lies at the edge.
    pub fn percent(self, at: Instant) -> f64 {
        let whole = (self.to - self.from).0.max(1) as f64;
        number::within((at - self.from).0 as f64 / whole * 100.0, 0.0, 100.0)
    }
}

/// Names for places on a line from 0 to 100, such that none covers another: those of neighbours are
/// joined, and none hangs over an end.
pub fn names(places: &[(f64, &str)]) -> Vec<(f64, String)> {
    /// Closer names would touch where the panel is 320 px wide.
    const APART: f64 = 13.0;
    let mut places = places.to_vec();
    sorted::by(&mut places, |a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f64, f64, String)> = Vec::new();
    for (at, name) in places {
        match out.last_mut() {
            Some((_, to, text)) if at - *to < APART => {
                text.push_str(" · ");
                text.push_str(name);
                *to = at;
            }
            _ => out.push((at, at, name.to_owned())),
        }
    }
    let middle = |from: f64, to: f64, text: &str| {
        let half = text.chars().count() as f64 * 0.9;
        number::within((from + to) / 2.0, half.min(50.0), (100.0 - half).max(50.0))
    };
    out.into_iter().map(|(from, to, text)| (middle(from, to, &text), text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_millis(1_700_000_000_000 + seconds * 1000)
    }

    #[test]
    fn a_scale_holds_the_life_and_what_lies_near() {
        let times = Times { iat: Some(at(0)), nbf: None, exp: Some(at(3600)) };
        let scale = Scale::of(times, &[at(4000)]).unwrap();
        let places = [at(0), at(3600), at(4000)].map(|t| scale.percent(t));
        assert!(places[0] > 0.0 && places[0] < places[1] && places[1] < places[2] && places[2] < 100.0, "{places:?}");
        // A year later the life is not squeezed into a dot; the present lies at the edge.
        let scale = Scale::of(times, &[at(31_536_000)]).unwrap();
        assert!(scale.percent(at(3600)) - scale.percent(at(0)) > 50.0);
        assert_eq!(scale.percent(at(31_536_000)), 100.0);
        assert_eq!(Scale::of(Times::default(), &[at(0)]), None);
    }

    #[test]
    fn names_do_not_cover_one_another() {
        assert_eq!(names(&[]), []);
        assert_eq!(names(&[(80.0, "now"), (20.0, "answer")]), [(20.0, "answer".to_owned()), (80.0, "now".to_owned())]);
        assert_eq!(names(&[(50.0, "answer"), (52.0, "now")]), [(51.0, "answer · now".to_owned())]);
        // At the end of the line the text moves inward.
        let at_end = names(&[(99.0, "answer"), (99.5, "now")]);
        assert!(at_end.len() == 1 && at_end[0].0 < 92.0, "{at_end:?}");
        assert!(names(&[(0.0, "iat")])[0].0 > 2.0);
    }

    #[test]
    fn a_life_has_phases() {
        let times = Times { iat: None, nbf: Some(at(10)), exp: Some(at(20)) };
        assert_eq!(times.phase(at(0)), Phase::Before(Span::seconds(10)));
        assert_eq!(times.phase(at(15)), Phase::Running(Some(Span::seconds(5))));
        assert_eq!(times.phase(at(20)), Phase::Ended(Span(0)));
        assert_eq!(Times::default().phase(at(0)), Phase::Running(None));
        // Times at the ends of what a number can hold break nothing.
        let odd =
            Times { iat: Some(Instant::from_millis(i64::MIN)), nbf: None, exp: Some(Instant::from_millis(i64::MAX)) };
        assert!(Scale::of(odd, &[at(0)]).is_some_and(|s| (0.0..=100.0).contains(&s.percent(at(0)))));
    }
}
