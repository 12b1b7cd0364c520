//! A point in time, and how it is read and written. Nothing here looks at a clock.

use std::ops::{Add, Sub};

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored, as in HAR and
/// in `NumericDate` (RFC 7519 §2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

/// A length of time in milliseconds; negative when it points back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub i64);

impl Instant {
    /// From milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Instant(millis)
    }

    /// From seconds since the epoch. Saturates at the ends of `i64`; NaN becomes the epoch.
    pub fn from_seconds(seconds: f64) -> Self {
        Instant((seconds * 1000.0) as i64)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Reads RFC 3339, as HAR's `startedDateTime` has it (`2026-11-21T02:45:24.293Z`).
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let parsed = OffsetDateTime::parse(text.trim(), &Rfc3339).ok()?;
        i64::try_from(parsed.unix_timestamp_nanos() / 1_000_000).ok().map(Instant)
    }

    /// Reads an HTTP date in any of its three forms (RFC 9110 §5.6.7).
    pub fn parse_http_date(text: &str) -> Option<Self> {
        let parsed = httpdate::parse_http_date(text.trim()).ok()?;
        let since = parsed.duration_since(std::time::UNIX_EPOCH).ok()?;
        i64::try_from(since.as_millis()).ok().map(Instant)
    }

    /// `2026-11-20T11:51:02Z`; milliseconds are shown only where they are not zero. A time outside
    /// the years −9999 to 9999 is shown as its number of seconds.
    pub fn iso(self) -> String {
        let nanos = i128::from(self.0) * 1_000_000;
        OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .ok()
            .and_then(|at| at.format(&Rfc3339).ok())
            .unwrap_or_else(|| format!("{} s after 1970", self.0 / 1000))
    }
}

impl Span {
    /// From whole seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Span(seconds.saturating_mul(1000))
    }

    /// From whole minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Span::seconds(minutes.saturating_mul(60))
    }

    /// The length without its direction.
    pub const fn abs(self) -> Self {
        Span(self.0.saturating_abs())
    }

    /// The length in words, without its direction: `450 ms`, `3.2 s`, `12 min`, `2 h 5 min`,
    /// `3 days`.
    pub fn words(self) -> String {
        let ms = self.0.unsigned_abs();
        let (s, min, h) = (ms / 1000, ms / 60_000, ms / 3_600_000);
        let days = h / 24;
        match () {
            () if ms < 1000 => format!("{ms} ms"),
            () if s < 10 && ms % 1000 >= 50 => format!("{}.{} s", (ms + 50) / 1000, (ms + 50) / 100 % 10),
            () if s < 120 => format!("{s} s"),
            () if h < 2 => format!("{min} min"),
            () if days < 2 && min % 60 == 0 => format!("{h} h"),
            () if days < 2 => format!("{h} h {} min", min % 60),
            () if days < 800 => format!("{days} days"),
            () => format!("{} years", days / 365),
        }
    }
}

impl Sub for Instant {
    type Output = Span;
    fn sub(self, earlier: Instant) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Add<Span> for Instant {
    type Output = Instant;
    fn add(self, span: Span) -> Instant {
        Instant(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Instant {
    type Output = Instant;
    fn sub(self, span: Span) -> Instant {
        Instant(self.0.saturating_sub(span.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_times() {
        let at = Instant::parse_rfc3339("2026-11-20T11:51:02.250+01:00").unwrap();
        assert_eq!(at.iso(), "2026-11-20T10:51:02.25Z");
        let date = Instant::parse_http_date("Sat, 21 Nov 2026 02:45:24 GMT").unwrap();
        assert_eq!(date.iso(), "2026-11-21T02:45:24Z");
        assert_eq!(Instant::parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT").unwrap().millis(), 784111777000);
        assert_eq!(Instant::from_millis(i64::MAX).iso(), "9223372036854775 s after 1970");
    }

    #[test]
    fn says_spans_in_words() {
        for (ms, words) in [
            (450, "450 ms"),
            (3200, "3.2 s"),
            (3000, "3 s"),
            (-61_000, "61 s"),
            (727_000, "12 min"),
            (7_500_000, "2 h 5 min"),
            (86_400_000 * 3, "3 days"),
            (i64::MAX, "292471208 years"),
        ] {
            assert_eq!(Span(ms).words(), words);
        }
    }
}
