//! The order of compiled functions. gzip looks back 32 KB and no further, so functions that resemble each other pack better
//! side by side: 7 % of the whole. wasm-opt moves them; which stands where is told by names it sorts by.

use std::collections::{HashMap, VecDeque};

/// The bytes that two functions must share to count as a likeness.
const SHINGLE: usize = 6;
/// A little less than gzip looks back.
const WINDOW: usize = 32_500;
/// What stands in more functions than this says nothing of likeness.
const COMMON: usize = 600;
/// Keeps the shortest functions from being always next.
const SHORT: f32 = 20.0;
/// A long function need not share as much in proportion to come next: where likeness went by the byte alone, long ones were left
/// to the end, and the whole was 3 KB larger.
const LONG: f32 = 0.7;

/// A name for each function of `bodies`, by its place there. Their alphabet is the order in which the functions pack best.
pub fn names_by_likeness(bodies: &[&[u8]]) -> Vec<String> {
    let mut names = vec![String::new(); bodies.len()];
    for (place, at) in by_likeness(bodies).into_iter().enumerate() {
        names[at] = format!("{place:08}");
    }
    names
}

/// The functions in an order where each shares much with those shortly before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let (shared, holders) = shingles(bodies);
    // What stands in few functions binds them most.
    let weights: Vec<f32> = holders.iter().map(|h| 1.0 / (h.len().max(1) as f32).sqrt()).collect();
    let mut likeness = vec![0.0_f32; bodies.len()]; // of each function to the window
    let mut times = vec![0_u32; holders.len()]; // each shingle stands in the window
    let (mut window, mut size) = (VecDeque::new(), 0);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::new();
    let per_byte = |at: usize, likeness: &[f32]| likeness[at] / (bodies[at].len() as f32 + SHORT).powf(LONG);
    while let Some(next) = (0..left.len()).max_by(|&a, &b| {
        let by_likeness = per_byte(left[a], &likeness).total_cmp(&per_byte(left[b], &likeness));
        by_likeness.then_with(|| left[b].cmp(&left[a]))
    }) {
        let next = left.swap_remove(next);
        order.push(next);
        window.push_back(next);
        size += bodies[next].len();
        for &shingle in &shared[next] {
            times[shingle] += 1;
            if times[shingle] == 1 {
                holders[shingle].iter().for_each(|&at| likeness[at] += weights[shingle]);
            }
        }
        while size > WINDOW && window.len() > 1 {
            let Some(oldest) = window.pop_front() else { break };
            size -= bodies[oldest].len();
            for &shingle in &shared[oldest] {
                times[shingle] -= 1;
                if times[shingle] == 0 {
                    holders[shingle].iter().for_each(|&at| likeness[at] -= weights[shingle]);
                }
            }
        }
    }
    order
}

/// The shingles that each function shares with another, and the functions that hold each.
fn shingles(bodies: &[&[u8]]) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut ids: HashMap<&[u8], usize> = HashMap::new();
    let mut holders: Vec<Vec<usize>> = Vec::new();
    for (at, body) in bodies.iter().enumerate() {
        for shingle in body.windows(SHINGLE) {
            let new = ids.len();
            let id = *ids.entry(shingle).or_insert(new);
            if id == new {
                holders.push(Vec::new());
            }
            if holders[id].last() != Some(&at) {
                holders[id].push(at);
            }
        }
    }
    holders.retain(|h| (2..=COMMON).contains(&h.len()));
    let mut shared = vec![Vec::new(); bodies.len()];
    for (id, functions) in holders.iter().enumerate() {
        functions.iter().for_each(|&at| shared[at].push(id));
    }
    (shared, holders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn like_functions_come_together() {
        let bodies: [&[u8]; 4] =
            [b"the first body, abcdefgh", b"0123456789 0123456789", b"abcdefgh of the first", b"9 0123456789"];
        let order = by_likeness(&bodies);
        let place = |at| order.iter().position(|&o| o == at).unwrap();
        assert_eq!(place(0).abs_diff(place(2)), 1, "{order:?}");
        assert_eq!(place(1).abs_diff(place(3)), 1, "{order:?}");
        let names = names_by_likeness(&bodies);
        assert!(order.windows(2).all(|two| names[two[0]] < names[two[1]]), "{names:?}");
    }
}
