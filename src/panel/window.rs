//! Which rows of a long list are on screen.

use std::ops::Range;

/// The rows to draw when those from `first` to `last` are seen, `len` being the number of rows; `overscan` more on each
/// side, so that a fast scroll shows no gap. What lies behind the end is cut to what exists.
pub fn visible(first: usize, last: usize, len: usize, overscan: usize) -> Range<usize> {
    let start = first.min(len.saturating_sub(1)).saturating_sub(overscan);
    let end = last.saturating_add(1).saturating_add(overscan).min(len);
    start..end.max(start)
}

/// How far to scroll so that a row from `top` to `bottom` is wholly seen; `None` when it already is. All in pixels.
pub fn reveal(top: f64, bottom: f64, scroll_top: f64, height: f64) -> Option<f64> {
    if top < scroll_top {
        Some(top)
    } else if bottom > scroll_top + height {
        Some((bottom - height).max(0.0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_covers_what_is_seen_and_no_more_than_that_with_its_overscan() {
        for first in [0, 1, 514, 99_975] {
            let rows = visible(first, first + 25, 100_000, 5);
            assert!(rows.start <= first && rows.end > (first + 25).min(99_999), "{first}: {rows:?}");
            assert!(rows.len() <= 26 + 10, "{first}: {rows:?}");
        }
    }

    #[test]
    fn nonsense_gives_rows_that_exist() {
        for (first, last, len) in [(0, 25, 0), (usize::MAX, usize::MAX, 3), (0, usize::MAX, 3), (900, 925, 3)] {
            let rows = visible(first, last, len, 4);
            assert!(rows.start <= rows.end && rows.end <= len, "{first} {last} {len}: {rows:?}");
        }
        // After a filter shortened the list, the scroll position may lie past its end.
        assert!(visible(375, 400, 3, 4).contains(&2));
    }

    #[test]
    fn reveals_a_row_with_the_smallest_move() {
        assert_eq!(reveal(0.0, 24.0, 0.0, 100.0), None);
        assert_eq!(reveal(24.0, 48.0, 48.0, 100.0), Some(24.0));
        assert_eq!(reveal(96.0, 120.0, 0.0, 100.0), Some(20.0));
    }
}
