//! How much of a long work one task does, so that the page stays at hand.

/// How long one task works, in milliseconds. What it changed is drawn in the same task, and no task may hold the page for 50 ms.
const TASK: f64 = 10.0;
/// A first task cannot know how long one takes.
const FIRST: usize = 16;
const MOST: usize = 1024;

/// What a task begins with that knows of an earlier work: that may have been lighter.
const KNOWN: usize = 64;

/// How many to do in the next task, from how long the last ones took.
#[derive(Debug)]
pub struct Pace(usize);

impl Pace {
    /// The pace of a work that begins.
    pub fn new() -> Self {
        Pace(FIRST)
    }

    /// How many to do now.
    pub fn size(&self) -> usize {
        self.0
    }

    /// Another work of the same kind begins.
    pub fn begin(&mut self) {
        self.0 = self.0.min(KNOWN);
    }

    /// `done` of them took so many milliseconds. Grows step by step and shrinks at once.
    pub fn took(&mut self, done: usize, millis: f64) {
        // `as usize` saturates: NaN becomes 0, and a clock that stood still gives the most.
        let fits = (done as f64 * TASK / millis) as usize;
        self.0 = fits.clamp(1, (self.0 * 2).min(MOST));
    }
}

impl Default for Pace {
    fn default() -> Self {
        Pace::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learned_is_kept_for_the_next_work_as_far_as_it_is_safe() {
        let mut pace = Pace::new();
        pace.begin();
        assert_eq!(pace.size(), FIRST);
        for _ in 0..3 {
            pace.took(pace.size(), 0.1);
        }
        pace.begin();
        assert_eq!(pace.size(), KNOWN, "quick ones");
        pace.took(KNOWN, 320.0);
        pace.begin();
        assert_eq!(pace.size(), 2, "slow ones");
    }

    #[test]
    fn a_task_takes_on_what_fits_into_it() {
        let mut pace = Pace::new();
        pace.took(FIRST, 40.0);
        assert_eq!(pace.size(), 4, "slow ones: fewer at once");
        pace.took(4, 1.0);
        assert_eq!(pace.size(), 8, "quick ones: more, but not all at once");
        for _ in 0..20 {
            pace.took(pace.size(), 0.0);
        }
        assert_eq!(pace.size(), MOST, "a coarse clock tells nothing of quick ones");
        pace.took(MOST, 1e9);
        assert_eq!(pace.size(), 1, "never none");
        pace.took(1, f64::NAN);
        assert_eq!(pace.size(), 1);
    }
}
