//! Which rows of a long list are on screen.

use std::ops::Range;

/// The rows to draw when `height` pixels from `scroll_top` on are seen, each row being `row` pixels
/// high and `len` the number of rows; `overscan` more on each side, so that a fast scroll shows no
/// gap. Nonsense (negative or infinite numbers) is cut to what exists.
pub fn visible(scroll_top: f64, height: f64, row: f64, len: usize, overscan: usize) -> Range<usize> {
    if len == 0 || row <= 0.0 || !row.is_finite() {
        return 0..0;
    }
    // `as usize` saturates: NaN and what is below zero become 0.
    let first = (scroll_top / row).floor() as usize;
    let count = (height / row).ceil() as usize;
    let start = first.min(len.saturating_sub(1)).saturating_sub(overscan);
    let end = first.saturating_add(count).saturating_add(1).saturating_add(overscan).min(len);
    start..end.max(start)
}

/// How far to scroll so that row `at` is wholly seen; `None` when it already is.
pub fn reveal(at: usize, scroll_top: f64, height: f64, row: f64) -> Option<f64> {
    let top = at as f64 * row;
    if top < scroll_top {
        Some(top)
    } else if top + row > scroll_top + height {
        Some((top + row - height).max(0.0))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_covers_what_is_seen_and_no_more_than_that_with_its_overscan() {
        let len = 100_000;
        for scroll in [0.0, 1.0, 23.9, 24.0, 12_345.6, 2_399_400.0] {
            let rows = visible(scroll, 600.0, 24.0, len, 5);
            let (first, last) = ((scroll / 24.0) as usize, ((scroll + 600.0) / 24.0).ceil() as usize);
            assert!(rows.start <= first && rows.end >= last.min(len), "{scroll}: {rows:?}");
            assert!(rows.len() <= 25 + 2 + 10, "{scroll}: {rows:?}");
        }
    }

    #[test]
    fn nonsense_gives_rows_that_exist() {
        for (scroll, height, row, len) in [
            (0.0, 600.0, 24.0, 0),
            (-500.0, 600.0, 24.0, 3),
            (f64::NAN, f64::NAN, 24.0, 3),
            (f64::INFINITY, 600.0, 24.0, 3),
            (1e12, 600.0, 24.0, 3),
            (0.0, 600.0, 0.0, 3),
            (0.0, f64::INFINITY, 24.0, 3),
        ] {
            let rows = visible(scroll, height, row, len, 4);
            assert!(rows.start <= rows.end && rows.end <= len, "{scroll} {height} {row} {len}: {rows:?}");
        }
        // After a filter shortened the list, the scroll position may lie past its end.
        assert!(visible(9_000.0, 600.0, 24.0, 3, 4).contains(&2));
    }

    #[test]
    fn reveals_a_row_with_the_smallest_move() {
        assert_eq!(reveal(0, 0.0, 100.0, 24.0), None);
        assert_eq!(reveal(1, 48.0, 100.0, 24.0), Some(24.0));
        assert_eq!(reveal(4, 0.0, 100.0, 24.0), Some(20.0));
    }
}
