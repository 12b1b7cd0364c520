//! Work on a long list, shared out among the processor's cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::sorted;

/// How many items a thread takes at a time: few enough that all end together.
const SHARE: usize = 64;
/// More threads than these get into each other's way at the memory.
const THREADS: usize = 8;

/// What `work` makes of each item, in their order, without those of which it makes nothing. `None` for a short list and for
/// a single core, where threads would cost more than they bring.
pub fn out<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Option<R> + Sync) -> Option<Vec<R>> {
    if items.len() < 4 * SHARE || cores() < 2 {
        return None;
    }
    let shares: Vec<_> = items.chunks(SHARE).enumerate().collect();
    let next = AtomicUsize::new(0);
    let take = || shares.get(next.fetch_add(1, Ordering::Relaxed));
    let run = || {
        let mut done = Vec::new();
        while let Some((at, share)) = take() {
            done.push((*at, share.iter().filter_map(&work).collect()));
        }
        done
    };
    let done = thread::scope(|scope| {
        let others: Vec<_> = (1..cores()).map(|_| scope.spawn(run)).collect();
        gather(run(), others)
    });
    Some(done)
}

/// As [`out`] for items that come one by one; `None` on a single core. While `each` hands them on, other threads work on
/// those before. An error of `each` ends it.
pub fn as_they_come<T: Send, R: Send, E>(
    each: impl FnOnce(&mut dyn FnMut(T)) -> Result<(), E>,
    work: impl Fn(T) -> R + Sync,
) -> Option<Result<Vec<R>, E>> {
    if cores() < 2 {
        return None;
    }
    let (send, receive) = channel::<(usize, Vec<T>)>();
    let receive = Mutex::new(receive);
    let run = || {
        let mut done = Vec::new();
        while let Some((at, share)) = take(&receive) {
            done.push((at, share.into_iter().map(&work).collect()));
        }
        done
    };
    let all = thread::scope(|scope| {
        let others: Vec<_> = (1..cores()).map(|_| scope.spawn(run)).collect();
        let (mut share, mut at) = (Vec::with_capacity(SHARE), 0);
        let ended = each(&mut |item| {
            share.push(item);
            if share.len() == SHARE {
                let _ = send.send((at, std::mem::replace(&mut share, Vec::with_capacity(SHARE))));
                at += 1;
            }
        });
        let _ = send.send((at, share));
        drop(send); // the end, for those who wait for more
        let done = gather(run(), others);
        ended.map(|()| done)
    });
    Some(all)
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, |n| n.get().min(THREADS))
}

fn take<T>(receive: &Mutex<Receiver<T>>) -> Option<T> {
    receive.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

type Done<R> = Vec<(usize, Vec<R>)>;

/// What all threads made, in the order of the shares.
fn gather<R>(mut done: Done<R>, others: Vec<thread::ScopedJoinHandle<Done<R>>>) -> Vec<R> {
    for other in others {
        done.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
    }
    sorted::by_key(&mut done, |(at, _)| *at);
    done.into_iter().flat_map(|(_, results)| results).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shared_out_comes_back_in_order() {
        let numbers: Vec<usize> = (0..10_000).collect();
        let odd = |n: &usize| (n % 2 == 1).then_some(n * 2);
        let expected: Vec<_> = numbers.iter().filter_map(odd).collect();
        if let Some(all) = out(&numbers, odd) {
            assert_eq!(all, expected);
        }
        assert!(out(&numbers[..100], odd).is_none());
    }

    #[test]
    fn what_comes_one_by_one_comes_back_in_order() {
        for length in [0, 1, SHARE, 10 * SHARE + 3] {
            let each = |hand_on: &mut dyn FnMut(usize)| {
                (0..length).for_each(hand_on);
                Ok::<(), String>(())
            };
            if let Some(all) = as_they_come(each, |n| n * 2) {
                assert_eq!(all, Ok((0..length).map(|n| n * 2).collect()));
            }
        }
        let broken = |hand_on: &mut dyn FnMut(usize)| {
            hand_on(1);
            Err("broken")
        };
        assert!(as_they_come(broken, |n| n).is_none_or(|all| all == Err("broken")));
    }
}
