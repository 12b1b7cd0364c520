//! Work on a long list, shared out among the processor's cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::sorted;

/// How many items a thread takes at a time: few enough that all end together.
const SHARE: usize = 64;
/// More threads than these get into each other's way at the memory.
const THREADS: usize = 8;

/// What `work` makes of each item, in their order, without those of which it makes nothing. `None` for a short list and for
/// a single core, where threads would cost more than they bring.
pub(super) fn out<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Option<R> + Sync) -> Option<Vec<R>> {
    let threads = thread::available_parallelism().map_or(1, |n| n.get().min(THREADS)).min(items.len() / (2 * SHARE));
    if threads < 2 {
        return None;
    }
    let shares: Vec<_> = items.chunks(SHARE).enumerate().collect();
    let next = AtomicUsize::new(0);
    let take = || shares.get(next.fetch_add(1, Ordering::Relaxed));
    let run = || {
        let mut done = Vec::new();
        while let Some((at, share)) = take() {
            done.push((*at, share.iter().filter_map(&work).collect::<Vec<_>>()));
        }
        done
    };
    let mut done: Vec<_> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    sorted::by_key(&mut done, |(at, _)| *at);
    Some(done.into_iter().flat_map(|(_, results)| results).collect())
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_shared_out_comes_back_in_order() {
        let numbers: Vec<usize> = (0..10_000).collect();
        let odd = |n: &usize| (n % 2 == 1).then_some(n * 2);
        let expected: Vec<_> = numbers.iter().filter_map(odd).collect();
        if let Some(all) = super::out(&numbers, odd) {
            assert_eq!(all, expected);
        }
        assert!(super::out(&numbers[..100], odd).is_none());
    }
}
