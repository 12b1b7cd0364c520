//! The figures of one run, beside what they must be and what they should be.

/// One figure.
pub struct Figure {
    pub what: &'static str,
    pub must: f64,
    pub goal: f64,
    pub measured: f64,
    pub unit: &'static str,
    /// The absolute numbers behind it.
    pub note: String,
}

impl Figure {
    pub fn new(
        what: &'static str,
        must: f64,
        goal: f64,
        measured: f64,
        unit: &'static str,
        note: impl Into<String>,
    ) -> Self {
        Self { what, must, goal, measured, unit, note: note.into() }
    }

    /// The word of the last column.
    fn verdict(&self) -> &'static str {
        match self.measured {
            measured if measured <= self.goal => "goal",
            measured if measured <= self.must => "ok",
            _ => "MISSED",
        }
    }

    pub fn holds(&self) -> bool {
        self.verdict() != "MISSED"
    }
}

/// The table as text.
pub fn print(figures: &[Figure]) -> String {
    let mut out = format!("{:<46} {:>9} {:>9} {:>10}          \n", "what", "must", "goal", "measured");
    for figure in figures {
        let number = |value: f64| match value.abs() {
            size if size >= 100.0 => format!("{value:.0}"),
            size if size >= 10.0 => format!("{value:.1}"),
            _ => format!("{value:.2}"),
        };
        let limit = |value: f64| format!("≤ {}", number(value).trim_end_matches(".00").to_owned());
        out.push_str(&format!(
            "{:<46} {:>9} {:>9} {:>7} {:<4} {:<6} {}\n",
            figure.what,
            limit(figure.must),
            limit(figure.goal),
            number(figure.measured),
            figure.unit,
            figure.verdict(),
            figure.note
        ));
    }
    out
}

/// The value below which the given share of the values lies; NaN when there are none, which holds no budget.
pub fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few thousand values"
    )]
    let at = ((sorted.len() as f64 * share).ceil() as usize).clamp(1, sorted.len().max(1)) - 1;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_and_verdicts() {
        let values = [5.0, 1.0, 4.0, 2.0, 3.0];
        assert_eq!(percentile(&values, 0.5).to_bits(), 3.0_f64.to_bits());
        assert_eq!(percentile(&values, 0.99).to_bits(), 5.0_f64.to_bits());
        assert!(percentile(&[], 0.5).is_nan());
        let figure = |measured| Figure::new("x", 2.0, 1.0, measured, "×", "");
        assert_eq!([0.5, 1.5, 2.5, f64::NAN].map(|m| figure(m).verdict()), ["goal", "ok", "MISSED", "MISSED"]);
        assert!(!figure(f64::NAN).holds());
        assert!(print(&[figure(1.5)]).contains("ok"));
    }
}
