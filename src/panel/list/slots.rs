//! Which element shows which line. To make a row costs several times what it costs to fill one anew.

use std::mem::{Discriminant, discriminant};
use std::ops::Range;

use crate::panel::model::Line;

/// The name of a slot: its number, and the kind of line that its element can show. Where another kind comes, another element does:
/// an element that stays is never put together anew, so that the others find their places beside it.
pub type Slot = (usize, Discriminant<Line>);

/// The lines on screen, in slots that are filled anew. A short way through the list moves the slots along, so that only the lines
/// that come into sight are written; a leap, and a change of the lines, fills the slots that are there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    /// The number of the first slot. Numbers wrap around; each stays with one element.
    first: usize,
    /// The place of its line in the list.
    start: usize,
    lines: Vec<Line>,
}

impl Slots {
    /// Slots for the lines that begin at `start`, after those of `before`.
    pub fn new(before: Option<&Slots>, start: usize, lines: Vec<Line>) -> Self {
        let first = match before {
            Some(before) if overlap(&before.places(), &(start..start + lines.len())) => {
                before.first.wrapping_add(start).wrapping_sub(before.start)
            }
            Some(before) => before.first,
            None => 0,
        };
        Slots { first, start, lines }
    }

    /// The slots, from the top.
    pub fn all(&self) -> Vec<Slot> {
        let numbered = self.lines.iter().enumerate();
        numbered.map(|(nth, line)| (self.first.wrapping_add(nth), discriminant(line))).collect()
    }

    /// The line in a slot, and its place in the list. None for a slot that is about to go.
    pub fn line(&self, (number, kind): Slot) -> Option<(usize, Line)> {
        let nth = number.wrapping_sub(self.first);
        let line = *self.lines.get(nth)?;
        (discriminant(&line) == kind).then_some((self.start + nth, line))
    }

    /// Whether a line is on screen.
    pub fn shows(&self, line: Line) -> bool {
        self.lines.contains(&line)
    }

    fn places(&self) -> Range<usize> {
        self.start..self.start + self.lines.len()
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start.max(b.start) < a.end.min(b.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(places: Range<usize>) -> Vec<Line> {
        places.map(Line::Group).collect()
    }

    #[test]
    fn a_short_way_keeps_each_line_in_its_slot() {
        let before = Slots::new(None, 10, lines(10..30));
        let after = Slots::new(Some(&before), 7, lines(7..27));
        let slot_of =
            |slots: &Slots, at| slots.all().into_iter().find(|slot| slots.line(*slot) == Some((at, Line::Group(at))));
        assert!((10..27).all(|at| slot_of(&before, at) == slot_of(&after, at) && slot_of(&after, at).is_some()));
        assert_eq!(after.all().len(), 20);
    }

    #[test]
    fn a_leap_fills_the_slots_that_are_there() {
        let before = Slots::new(None, 10, lines(10..30));
        let after = Slots::new(Some(&before), 500, lines(500..520));
        assert_eq!(before.all(), after.all());
        assert_eq!(after.line(after.all()[0]), Some((500, Line::Group(500))));
    }

    #[test]
    fn lines_that_change_stay_in_their_places() {
        let before = Slots::new(None, 0, lines(0..20));
        let after = Slots::new(Some(&before), 0, lines(100..121));
        assert_eq!(before.all(), after.all()[..20]);
        assert_eq!(after.line(after.all()[20]), Some((20, Line::Group(120))));
        assert!(after.shows(Line::Group(120)) && !after.shows(Line::Group(3)));
    }

    #[test]
    fn a_line_of_another_kind_gets_another_slot() {
        let before = Slots::new(None, 0, lines(0..3));
        let after = Slots::new(Some(&before), 0, vec![Line::Group(0), Line::More(0), Line::Group(1)]);
        assert_eq!((before.all()[0], before.all()[2]), (after.all()[0], after.all()[2]));
        assert_ne!(before.all()[1], after.all()[1]);
        assert_eq!(after.line(before.all()[1]), None);
    }
}
