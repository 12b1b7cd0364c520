//! Moments by the clock that the user chose: all that the panel shows goes through here.

use leptos::prelude::*;

use super::Ports;
use super::format;
use super::parts::plain;
use super::settings::ClockFace;
use super::state::{Panel, panel};
use crate::finding::Evidence;
use crate::instant::{Instant, Span};
use crate::redact;

/// How times are written.
#[derive(Clone, Copy)]
pub struct Face {
    /// By which clock.
    pub clock: ClockFace,
    /// Minutes from UTC of the local one at a moment.
    pub offset: fn(Instant) -> i32,
}

impl Face {
    /// `12:03:10`, from a moment of this computer's clock.
    pub fn clock(self, at: Instant, skew: Span) -> String {
        let (at, offset) = self.shift(at, skew);
        format::clock(at, offset)
    }

    /// `11-20 12:03`.
    pub fn date(self, at: Instant, skew: Span) -> String {
        let (at, offset) = self.shift(at, skew);
        let text = format::date_clock(at, offset);
        text.get(5..16).map_or_else(|| text.clone(), str::to_owned)
    }

    /// `2026-11-20 12:03:10`, which says so where it is UTC.
    fn whole(self, at: Instant, skew: Span) -> String {
        let (at, offset) = self.shift(at, skew);
        format::date_clock(at, offset) + if self.clock == ClockFace::Local { "" } else { " UTC" }
    }

    fn shift(self, at: Instant, skew: Span) -> (Instant, i32) {
        match self.clock {
            ClockFace::Local => (at, (self.offset)(at)),
            ClockFace::Utc => (at, 0),
            ClockFace::Server => (at + skew, 0),
        }
    }
}

impl Panel {
    /// A moment of this computer's clock: `12:03:10`. `offset` is the local one's at a moment, in minutes from UTC.
    pub(super) fn clock(self, at: Instant, offset: fn(Instant) -> i32) -> String {
        Face { clock: self.settings.clock.get(), offset }.clock(at, self.skew().unwrap_or_default())
    }

    /// A moment of this computer's clock, with its date.
    pub(super) fn sent(self, at: Instant) -> String {
        self.face().whole(at, self.skew().unwrap_or_default())
    }

    /// A moment that the server named, with its date.
    pub(super) fn moment(self, at: Instant) -> String {
        self.face().whole(at, Span::default())
    }

    fn face(self) -> Face {
        let offset = use_context::<Ports>().map_or(none as fn(Instant) -> i32, |ports| ports.utc_offset);
        Face { clock: self.settings.clock.get(), offset }
    }
}

fn none(_: Instant) -> i32 {
    0
}

/// Words of this program, with each moment in them by the chosen clock.
pub fn told_times(text: String) -> AnyView {
    let panel = panel();
    let found: Vec<_> = text.match_indices('T').filter_map(|(at, _)| moment_around(&text, at)).collect();
    if found.is_empty() {
        return plain(text);
    }
    let told = move || {
        let (mut out, mut done) = (String::new(), 0);
        for (start, end, at) in &found {
            out += text.get(done..*start).unwrap_or_default();
            out += &panel.moment(*at);
            done = *end;
        }
        out + text.get(done..).unwrap_or_default()
    };
    told.into_any()
}

/// A value that may be a moment as a whole; any other is shown as it is.
pub fn told_time(text: &str) -> AnyView {
    match moment_around(text, "2026-11-20".len()) {
        Some((0, end, _)) if end == text.len() => told_times(text.to_owned()),
        _ => plain(redact::printable(text)),
    }
}

/// The quote of a piece of evidence. A moment that it tells is shown, what else it quotes is kept as it is.
pub fn quote(evidence: &Evidence) -> AnyView {
    let panel = panel();
    let Some(at) = evidence.moment else { return plain(redact::quote(evidence)) };
    let lead = redact::printable(evidence.quote.strip_suffix(&at.iso()).unwrap_or_default());
    (move || lead.clone() + &panel.moment(at)).into_any()
}

/// The moment that [`Instant::iso`] wrote around the `T` at a place.
fn moment_around(text: &str, t: usize) -> Option<(usize, usize, Instant)> {
    let start = t.checked_sub("2026-11-20".len())?;
    let end = t + text.get(t..)?.find('Z')? + 1;
    let told = text.get(start..end)?;
    let at = Instant::parse_rfc3339(told)?;
    (at.iso() == told).then_some((start, end, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_moments_are_told_by_another_clock() {
        let found = |text: &str| -> Vec<_> {
            text.match_indices('T').filter_map(|(at, _)| moment_around(text, at)).map(|(s, e, _)| (s, e)).collect()
        };
        assert_eq!(found("That is 2026-11-20T11:51:02Z."), [(8, 28)]);
        assert_eq!(found("2026-11-20T11:51:02.25Z"), [(0, 23)]);
        assert_eq!(found("from 2026-11-20T11:51:02Z to 2026-11-20T11:52:02Z"), [(5, 25), (29, 49)]);
        for other in ["20261120T115102Z", "2026-11-20T11:51:02+01:00", "Token Zone", "é026-11-20T11:51:02Z", "T", "TZ"]
        {
            assert_eq!(found(other), [], "{other}");
        }
    }
}
