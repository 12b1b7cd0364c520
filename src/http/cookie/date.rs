//! The date algorithm of cookies (RFC 6265bis §5.1.1). It is far more lenient than the date of
//! other HTTP fields (RFC 9110 §5.6.7): order, separators and time zone do not matter.

use time::{Date, Month};

use crate::instant::Instant;

/// Reads `Expires` as a browser does. `None` when the algorithm fails; the browser then ignores
/// the attribute. A time zone in the text is ignored: the time is always read as UTC.
pub fn parse(text: &str) -> Option<Instant> {
    let (mut clock, mut day, mut month, mut year) = (None, None, None, None);
    for token in text.as_bytes().split(|b| is_delimiter(*b)).filter(|t| !t.is_empty()) {
        if clock.is_none()
            && let Some(found) = read_clock(token)
        {
            clock = Some(found);
        } else if day.is_none()
            && let Some(found) = leading_digits(token, 1, 2)
        {
            day = Some(found);
        } else if month.is_none()
            && let Some(found) = read_month(token)
        {
            month = Some(found);
        } else if year.is_none()
            && let Some(found) = leading_digits(token, 2, 4)
        {
            year = Some(found);
        }
    }
    let year = match year? {
        y @ 70..=99 => y + 1900,
        y @ 0..=69 => y + 2000,
        y => y,
    };
    let ((hour, minute, second), day, month) = (clock?, day?, month?);
    if year < 1601 {
        return None;
    }
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()?;
    let at = date.with_hms(u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, u8::try_from(second).ok()?).ok()?;
    Some(Instant::from_millis(at.assume_utc().unix_timestamp().saturating_mul(1000)))
}

/// Writes the one form that RFC 6265bis §4.1.1 asks for: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub fn print(at: Instant) -> String {
    let format = time::macros::format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    time::OffsetDateTime::from_unix_timestamp(at.millis().div_euclid(1000))
        .ok()
        .and_then(|at| at.format(format).ok())
        .unwrap_or_default()
}

fn is_delimiter(b: u8) -> bool {
    matches!(b, 0x09 | 0x20..=0x2F | 0x3B..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E)
}

/// `1*2DIGIT ":" 1*2DIGIT ":" 1*2DIGIT`, then anything that does not start with a digit.
fn read_clock(token: &[u8]) -> Option<(u32, u32, u32)> {
    let mut parts = token.splitn(3, |b| *b == b':');
    let whole = |part: &[u8]| part.iter().all(u8::is_ascii_digit).then(|| leading_digits(part, 1, 2)).flatten();
    Some((whole(parts.next()?)?, whole(parts.next()?)?, leading_digits(parts.next()?, 1, 2)?))
}

/// Between `min` and `max` digits, then the end or a byte that is no digit.
fn leading_digits(token: &[u8], min: usize, max: usize) -> Option<u32> {
    let count = token.iter().take_while(|b| b.is_ascii_digit()).count();
    if count < min || count > max {
        return None;
    }
    Some(token.iter().take(count).fold(0, |n, b| n * 10 + u32::from(b - b'0')))
}

fn read_month(token: &[u8]) -> Option<Month> {
    let name = token.get(..3)?.to_ascii_lowercase();
    let names: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let index = names.iter().position(|n| **n == *name)?;
    Month::try_from(u8::try_from(index + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, iso: &str) {
        assert_eq!(parse(text).map(Instant::iso).unwrap_or_default(), iso, "{text}");
    }

    #[test]
    fn reads_dates_as_browsers_do() {
        check("Wed, 09 Jun 2021 10:18:14 GMT", "2021-06-09T10:18:14Z");
        check("Sat, 15-Apr-17 21:01:22 GMT", "2017-04-15T21:01:22Z");
        check("Apr 15 17 21:01:22", "2017-04-15T21:01:22Z");
        check("15 Apr 1969 00:00:00 PST", "1969-04-15T00:00:00Z");
        check("1 Jan 69 00:00:00", "2069-01-01T00:00:00Z");
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "never", "30 Feb 2020 00:00:00", "1 Jan 1600 00:00:00", "1 Jan 2020 24:00:00", "1 Jan 2020"] {
            check(text, "");
        }
    }

    #[test]
    fn writes_what_it_reads() {
        let text = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(print(parse(text).unwrap()), text);
    }
}
