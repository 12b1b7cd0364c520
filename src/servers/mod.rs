//! Who answered: one Markdown file per server or framework, with what shows it and how each remedy
//! is done there.

mod answerer;

pub use answerer::{Answerer, Layer, answerer};

use crate::text::{Remedy, ServerText};

macro_rules! servers {
    ($($name:ident)*) => {
        /// Every known server, nearest to the application first.
        pub static SERVERS: &[&ServerText] = &[$({
            #[allow(unused_imports)]
            use crate::text::{Block, Remedy, ServerText, Word};
            static TEXT: ServerText = include!(concat!(env!("OUT_DIR"), "/servers/", stringify!($name), ".rs"));
            &TEXT
        }),*];
    };
}

servers! {
    express
    nginx
}

/// The words of a server.
pub fn text(id: &str) -> Option<&'static ServerText> {
    SERVERS.iter().copied().find(|s| s.id == id)
}

/// How a remedy is done on each server that knows it.
pub fn remedies(remedy: &str) -> impl Iterator<Item = (&'static ServerText, &'static Remedy)> {
    SERVERS.iter().copied().filter_map(move |s| s.remedies.iter().find(|r| r.id == remedy).map(|r| (s, r)))
}
