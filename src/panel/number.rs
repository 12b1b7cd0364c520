//! Numbers of the layout. The standard library's own writer of fractions would bring 16 KB of code.

/// The number, or the bound it is beyond. `f64::clamp` can write a fraction, when it panics.
pub fn within(number: f64, from: f64, to: f64) -> f64 {
    match number {
        _ if number < from => from,
        _ if number > to => to,
        _ => number,
    }
}

/// A number with at most two digits after the point, as style sheets and attributes take it.
pub fn write(number: f64) -> String {
    let hundredths = (number * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    match (rest, rest % 10) {
        (0, _) => format!("{sign}{whole}"),
        (_, 0) => format!("{sign}{whole}.{}", rest / 10),
        _ => format!("{sign}{whole}.{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{within, write};

    #[test]
    fn a_number_stays_within_its_bounds() {
        for (number, inside) in [(19.9, 20.0), (20.0, 20.0), (50.5, 50.5), (80.1, 80.0)] {
            assert_eq!(within(number, 20.0, 80.0), inside);
        }
    }

    #[test]
    fn numbers_are_written_to_the_hundredth() {
        for (number, text) in [
            (0.0, "0"),
            (45.0, "45"),
            (0.5, "0.5"),
            (-12.34, "-12.34"),
            (1.005, "1"),
            (99.999, "100"),
            (3.07, "3.07"),
            (-0.001, "0"),
        ] {
            assert_eq!(write(number), text);
        }
    }
}
