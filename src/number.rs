//! Numbers in text. The standard library's own reader of fractions would bring 14 KB of tables.

use serde_json::Value;

/// A number as JSON writes it, with room around it: the reader of JSON is there anyway.
pub fn read(text: &str) -> Option<f64> {
    serde_json::from_str::<Value>(text).ok()?.as_f64()
}

/// A count with its thousands apart, as it is shown: `12,132`.
pub fn grouped(count: usize) -> String {
    match count / 1000 {
        0 => count.to_string(),
        thousands => format!("{},{:03}", grouped(thousands), count % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, read};

    #[test]
    fn thousands_stand_apart() {
        let shown = [0, 999, 1_000, 12_032, 1_000_000].map(grouped);
        assert_eq!(shown, ["0", "999", "1,000", "12,032", "1,000,000"]);
    }

    #[test]
    fn numbers_are_read_and_nothing_else() {
        assert_eq!(read(" 1700000000 "), Some(1_700_000_000.0));
        assert_eq!(read("-0.5"), Some(-0.5));
        assert_eq!(read("1.5e3"), Some(1500.0));
        for text in ["", "inf", "NaN", "12 s", "0x10", "\"1\""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
