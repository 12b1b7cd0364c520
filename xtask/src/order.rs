//! The order of compiled functions. gzip looks back 32 KB and no further, so functions that resemble each other pack better
//! side by side: 7 % of the whole. wasm-opt moves them; which stands where is told by names it sorts by.

use crate::module::{CUSTOM, functions, number};
use std::collections::{HashMap, VecDeque};

/// The bytes that two functions must share to count as a likeness.
const SHINGLE: usize = 6;
/// A little less than gzip looks back.
const WINDOW: usize = 30_000;
/// What stands in more functions than this says nothing of likeness.
const COMMON: usize = 1500;
/// Keeps the shortest functions from being always next.
const SHORT: f32 = 60.0;

/// `module` with a name for each function, whose alphabet is the order in which they pack best. `None` where it cannot be read.
pub fn named_by_likeness(module: &[u8]) -> Option<Vec<u8>> {
    let (imported, bodies) = functions(module)?;
    let mut names: Vec<_> = by_likeness(&bodies).into_iter().enumerate().map(|(place, at)| (at, place)).collect();
    names.sort_unstable();

    let mut map = Vec::new();
    number(&mut map, names.len());
    for (at, place) in names {
        let name = format!("{place:08}");
        number(&mut map, imported + at);
        number(&mut map, name.len());
        map.extend(name.as_bytes());
    }
    let mut section = b"\x04name\x01".to_vec(); // its subsection 1 names functions
    number(&mut section, map.len());
    section.extend(map);

    let mut named = module.to_vec();
    named.push(CUSTOM);
    number(&mut named, section.len());
    named.extend(section);
    Some(named)
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
    let per_byte = |at: usize, likeness: &[f32]| likeness[at] / (bodies[at].len() as f32 + SHORT);
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
    }

    #[test]
    fn each_function_gets_a_name_and_imports_are_counted() {
        let module: &[u8] = b"\0asm\x01\0\0\0\
            \x01\x04\x01\x60\0\0\
            \x02\x07\x01\x01m\x01f\x00\x00\
            \x03\x03\x02\0\0\
            \x0a\x07\x02\x02\0\x0b\x02\0\x0b";
        let named = named_by_likeness(module).unwrap();
        let names = named.strip_prefix(module).unwrap();
        assert_eq!(names, b"\x00\x1c\x04name\x01\x15\x02\x01\x0800000000\x02\x0800000001");
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert_eq!(named_by_likeness(b"\0asm"), None);
        assert_eq!(named_by_likeness(b"\0asm\x01\0\0\0\x0a\x7f"), None);
    }
}
