//! Lists in order. The standard library's sort is compiled anew for every type it sorts, about 4 KB of WebAssembly each
//! time; this one is compiled once, and moves what it sorts by their places.

use std::cmp::Ordering;

/// Sorts by a key and keeps the order of equals, as `slice::sort_by_key` does.
pub fn by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts and keeps the order of equals, as `slice::sort_by` does.
pub fn by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    // Most lists are in order when they come.
    if list.is_sorted_by(|a, b| compare(a, b).is_le()) {
        return;
    }
    let at = |place: usize| list.get(place);
    let order = order(list.len(), &|a, b| at(a).zip(at(b)).map_or(Ordering::Equal, |(a, b)| compare(a, b)));
    let mut taken: Vec<Option<T>> = std::mem::take(list).into_iter().map(Some).collect();
    list.extend(order.into_iter().filter_map(|at| taken.get_mut(at)?.take()));
}

/// The places `0..length` in the order that `compare` gives them, equals as they stood.
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..length).collect();
    places.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
    places
}

#[cfg(test)]
mod tests {
    #[test]
    fn equals_keep_their_order() {
        let mut words = vec!["pear", "fig", "apple", "kiwi", "date", "plum", "yam"];
        let mut expected = words.clone();
        super::by_key(&mut words, |w| w.len());
        expected.sort_by_key(|w| w.len());
        assert_eq!(words, expected);
        let mut none: Vec<String> = Vec::new();
        super::by_key(&mut none, String::len);
        assert!(none.is_empty());
    }
}
