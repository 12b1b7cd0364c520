//! Which time the timeline shows, and on how many pixels.

use crate::instant::{Instant, Span};
use crate::panel::number;

/// The shortest window: 20 ms.
const SHORTEST: i64 = 20;
/// The longest: ten years.
const LONGEST: i64 = 10 * 365 * 86_400_000;

/// A window of time, by the server's clock, on a number of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: Instant,
    span: i64,
    pub(super) width: i32,
}

impl Window {
    /// A window from one moment to another, with a margin.
    pub fn around((from, to): (Instant, Instant), width: i32) -> Self {
        let margin = ((to - from).0 / 24).max(200);
        let window = Window { from: from - Span(margin), span: 0, width: width.max(50) };
        Window { span: ((to - from).0.saturating_add(2 * margin)).clamp(SHORTEST, LONGEST), ..window }
    }

    /// The same time on another width.
    pub fn on(self, width: i32) -> Self {
        Window { width: width.max(50), ..self }
    }

    /// Where a moment stands; outside of the window as far as ten widths away.
    pub fn x(self, at: Instant) -> i32 {
        let width = f64::from(self.width);
        let x = (at - self.from).0 as f64 / self.span as f64 * width;
        number::within(x.round(), -10.0 * width, 11.0 * width) as i32
    }

    /// The moment at a place.
    pub fn time(self, x: i32) -> Instant {
        self.from + Span((f64::from(x) / f64::from(self.width) * self.span as f64) as i64)
    }

    /// A window `factor` times as long; the moment at `x` stays where it is.
    pub fn zoomed(self, factor: f64, x: i32) -> Self {
        let held = self.time(x);
        let span = ((self.span as f64 * factor) as i64).clamp(SHORTEST, LONGEST);
        let before = (f64::from(x) / f64::from(self.width) * span as f64) as i64;
        Window { from: held - Span(before), span, ..self }
    }

    /// The same length of time, so many pixels later.
    pub fn moved(self, pixels: i32) -> Self {
        Window { from: self.time(pixels), ..self }
    }

    /// The same length of time, moved so far that the moment is well inside.
    pub fn showing(self, at: Instant) -> Self {
        let (x, edge) = (self.x(at), self.width / 20);
        if x < edge || x > self.width - edge { Window { from: at - Span(self.span / 2), ..self } } else { self }
    }

    /// How many milliseconds a pixel is.
    pub fn per_pixel(self) -> f64 {
        self.span as f64 / f64::from(self.width)
    }
}

/// Round moments, at least 80 pixels apart.
pub fn ticks(window: Window) -> Vec<(i32, Instant)> {
    const STEPS: &[i64] = &[
        1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000,
        7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
    ];
    let room = (window.per_pixel() * 80.0) as i64;
    let days = 86_400_000 * (room / 86_400_000 + 1);
    let step = STEPS.iter().copied().find(|step| *step >= room).unwrap_or(days);
    let first = (window.from.millis() + step - 1).div_euclid(step) * step;
    (0..200)
        .map(|n| Instant::from_millis(first.saturating_add(step * n)))
        .map(|at| (window.x(at), at))
        .take_while(|(x, _)| *x <= window.width)
        .collect()
}
