//! What was counted of each request, and where it is listed.

use std::collections::VecDeque;

use super::options::Chip;
use crate::finding::Verdict;
use crate::history::ExchangeId;

/// What is counted of a request; the chip only where it is a failure that is not muted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub verdict: Verdict,
    pub muted: bool,
    pub failed: Option<Chip>,
    /// The group in which it is listed; none where it is hidden.
    pub group: Option<usize>,
}

/// One kind for each request. Ids are given without gaps and the oldest go first, so each is found by its place: the
/// timeline asks for all of them many times a second.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The id of the first place.
    first: usize,
    places: VecDeque<Option<Kind>>,
    filled: usize,
}

impl Counted {
    /// How many requests there are.
    pub fn len(&self) -> usize {
        self.filled
    }

    pub fn get(&self, id: ExchangeId) -> Option<&Kind> {
        self.places.get(id.0.checked_sub(self.first)?)?.as_ref()
    }

    pub fn insert(&mut self, id: ExchangeId, kind: Kind) {
        if self.places.is_empty() {
            self.first = id.0;
        }
        while id.0 < self.first {
            self.places.push_front(None);
            self.first -= 1;
        }
        let at = id.0 - self.first;
        while self.places.len() <= at {
            self.places.push_back(None);
        }
        if let Some(place) = self.places.get_mut(at) {
            self.filled += usize::from(place.replace(kind).is_none());
        }
    }

    pub fn remove(&mut self, id: ExchangeId) -> Option<Kind> {
        let kind = self.places.get_mut(id.0.checked_sub(self.first)?)?.take()?;
        self.filled -= 1;
        Some(kind)
    }

    /// Takes out the oldest request, if it is older than `id`.
    pub fn remove_before(&mut self, id: ExchangeId) -> Option<(ExchangeId, Kind)> {
        while self.first < id.0 {
            let place = self.places.pop_front()?;
            self.first += 1;
            if let Some(kind) = place {
                self.filled -= 1;
                return Some((ExchangeId(self.first - 1), kind));
            }
        }
        None
    }

    pub fn clear(&mut self) {
        self.places.clear();
        self.filled = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(group: usize) -> Kind {
        Kind { verdict: Verdict::Ok, muted: false, failed: None, group: Some(group) }
    }

    #[test]
    fn each_is_found_by_its_id_whatever_the_order_in_which_they_came() {
        let mut counted = Counted::default();
        for id in [7, 9, 4, 8] {
            counted.insert(ExchangeId(id), kind(id));
        }
        counted.insert(ExchangeId(8), kind(80));
        let groups =
            |counted: &Counted| (0..12).filter_map(|id| counted.get(ExchangeId(id))?.group).collect::<Vec<_>>();
        assert_eq!((counted.len(), groups(&counted)), (4, vec![4, 7, 80, 9]));
        assert_eq!(counted.remove(ExchangeId(7)).and_then(|k| k.group), Some(7));
        assert!(counted.remove(ExchangeId(7)).is_none() && counted.remove(ExchangeId(12)).is_none());
        assert_eq!((counted.len(), groups(&counted)), (3, vec![4, 80, 9]));
    }

    #[test]
    fn the_oldest_go_first() {
        let mut counted = Counted::default();
        (3..10).for_each(|id| counted.insert(ExchangeId(id), kind(id)));
        counted.remove(ExchangeId(4));
        let mut gone = Vec::new();
        while let Some((id, kind)) = counted.remove_before(ExchangeId(6)) {
            gone.push((id.0, kind.group));
        }
        assert_eq!(gone, [(3, Some(3)), (5, Some(5))]);
        assert_eq!((counted.len(), counted.get(ExchangeId(6)).is_some()), (4, true));
        counted.clear();
        assert!(counted.remove_before(ExchangeId(9)).is_none() && counted.len() == 0);
        counted.insert(ExchangeId(0), kind(0));
        assert!(counted.get(ExchangeId(0)).is_some());
    }
}
