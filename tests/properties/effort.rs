//! Whether work grows with its input and no faster, on a busy machine as well.

/// Runs `work` with inputs of `largest` bytes and of an eighth of that, and compares the time that this
/// thread was on a processor. Linear work takes eight times as long, quadratic work sixty-four times.
#[track_caller]
pub fn grows_linearly(what: &str, largest: usize, work: impl Fn(usize)) {
    let mut seen = Vec::new();
    // Another program on the same processor empties its caches: measure again before complaining.
    for _ in 0..3 {
        let effort = |size| {
            let before = nanoseconds();
            work(size);
            nanoseconds() - before
        };
        let (eighth, whole) = (effort(largest / 8), effort(largest));
        if whole <= eighth * 24 + 100_000_000 {
            return;
        }
        seen.push((eighth, whole));
    }
    panic!("{what:?}: an eighth and the whole took {seen:?} ns");
}

/// The time that this thread was on a processor; where the system does not tell, the time that passed.
fn nanoseconds() -> u64 {
    let on_processor = std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok());
    on_processor.unwrap_or_else(|| {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed().as_nanos().try_into().unwrap_or(u64::MAX)
    })
}
