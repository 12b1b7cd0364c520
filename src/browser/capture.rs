//! Gathers events that arrive one by one and hands them on in batches, so that a burst of thousands
//! never holds the page for long.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use super::tasks;
use crate::exchange::Exchange;
use crate::instant::Instant;

/// How long arrivals are gathered, in milliseconds: about one frame.
const GATHER: i32 = 16;

/// Something that happened in the inspected page.
pub enum Event {
    /// A request finished. It is read when its turn comes, for thousands may be handed over at once.
    Exchange(Box<dyn FnOnce() -> Option<Exchange>>),
    /// The page was loaded from this address at this moment.
    Navigated(String, Instant),
    /// So many exchanges were dropped before they could be handed on.
    Missed(usize),
    /// What came before was recorded; from here on nothing is.
    Paused,
}

/// What takes the events.
pub trait Sink {
    /// Takes exchanges in the order they finished.
    fn add(&self, exchanges: Vec<Exchange>);
    /// The page was loaded from this address at this moment.
    fn navigated(&self, url: String, at: Instant);
    /// So many exchanges were dropped before they could be handed on.
    fn missed(&self, count: usize);
    /// Nothing is recorded from here on.
    fn paused(&self);
}

impl Sink for crate::panel::Panel {
    fn add(&self, exchanges: Vec<Exchange>) {
        (*self).add(exchanges);
    }

    fn navigated(&self, url: String, at: Instant) {
        (*self).navigated(&url, at);
    }

    fn missed(&self, count: usize) {
        self.miss(count);
    }

    fn paused(&self) {
        self.record(false);
    }
}

/// A queue in front of a sink.
#[derive(Clone)]
pub struct Queue(Rc<Inner>);

struct Inner {
    waiting: RefCell<VecDeque<Event>>,
    scheduled: RefCell<bool>,
    sink: Box<dyn Sink>,
}

impl Queue {
    /// A queue that hands on to `sink`.
    pub fn new(sink: impl Sink + 'static) -> Self {
        Queue(Rc::new(Inner { waiting: RefCell::default(), scheduled: RefCell::default(), sink: Box::new(sink) }))
    }

    /// Puts an event at the end.
    pub fn push(&self, event: Event) {
        self.0.waiting.borrow_mut().push_back(event);
        if !self.0.scheduled.replace(true) {
            let queue = self.clone();
            tasks::work_through(GATHER, Box::new(move |time_left| queue.hand_on(time_left)));
        }
    }

    /// Hands on events, one at least, for as long as there is time, and says whether more are waiting.
    fn hand_on(&self, time_left: &dyn Fn() -> bool) -> bool {
        let mut batch = Vec::new();
        let give = |batch: &mut Vec<Exchange>| {
            if !batch.is_empty() {
                self.0.sink.add(std::mem::take(batch));
            }
        };
        loop {
            // The borrow ends before the sink is called, which may push.
            let Some(event) = self.0.waiting.borrow_mut().pop_front() else { break };
            match event {
                Event::Exchange(read) => batch.extend(read()),
                Event::Missed(count) => self.0.sink.missed(count),
                Event::Navigated(url, at) => {
                    give(&mut batch);
                    self.0.sink.navigated(url, at);
                }
                Event::Paused => {
                    give(&mut batch);
                    self.0.sink.paused();
                }
            }
            if !time_left() {
                break;
            }
        }
        give(&mut batch);
        let more = !self.0.waiting.borrow().is_empty();
        self.0.scheduled.replace(more);
        more
    }
}
