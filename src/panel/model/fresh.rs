//! What is new since the user looked: failures that arrived after the user first pointed at the list,
//! went to it by keyboard or chose a line, until they are chosen themselves.

use super::{Line, Model};
use crate::history::ExchangeId;

impl Model {
    /// Whether a request is new since the user looked.
    pub fn is_fresh(&self, id: ExchangeId) -> bool {
        self.fresh.contains(&id)
    }

    /// The user looks at the list: what arrives from now on is new. There is nothing to look at in an empty one.
    pub fn begin_looking(&mut self) {
        self.looked |= !self.flat.is_empty();
    }

    /// The user looks at a line: it is no longer new, and what arrives from now on is. Says whether
    /// any mark went.
    pub fn look(&mut self, line: Line) -> bool {
        self.begin_looking();
        match line {
            Line::Entry(id) => self.fresh.remove(&id) && self.cluster_of(id).is_some_and(|at| self.age(at, 1)),
            Line::More(_) => false,
            Line::Group(index) => {
                let Some(cluster) = self.clusters.get(index).filter(|c| c.fresh > 0) else { return false };
                let fresh = cluster.fresh;
                cluster.ids.iter().for_each(|id| {
                    self.fresh.remove(id);
                });
                self.age(index, fresh)
            }
        }
    }

    /// The first request from the top that is new since the user looked.
    pub fn first_fresh(&self) -> Option<ExchangeId> {
        let new = |ids: &[ExchangeId]| ids.iter().copied().find(|id| self.fresh.contains(id));
        if !self.options.grouped {
            return new(&self.flat);
        }
        self.sections().filter(|(_, c)| c.fresh > 0).find_map(|(_, cluster)| new(&cluster.ids))
    }

    pub(super) fn age(&mut self, index: usize, by: usize) -> bool {
        let cluster = self.clusters.get_mut(index);
        cluster.map(|c| c.fresh = c.fresh.saturating_sub(by)).is_some()
    }
}
