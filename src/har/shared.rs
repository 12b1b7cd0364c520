//! The entries of a file, read by several threads: while one finds where each entry ends, the others read those before.

use super::entry::entry;
use super::file::Entries;
use super::reader::{Reader, Step};
use crate::shared;

/// As `Entries` reads them. `None` where there is but one core: then they are to be read one by one.
pub(super) fn entries(reader: &mut Reader) -> Option<Step<Option<Entries>>> {
    let mut is_list = false;
    let each = |hand_on: &mut dyn FnMut(_)| {
        is_list = reader.items(&mut |reader| reader.value().map(&mut *hand_on))?;
        Ok(())
    };
    let read = shared::as_they_come(each, |text| entry(&mut Reader::new(text)))?;
    Some(read.and_then(|read| gather(is_list, read)))
}

fn gather(is_list: bool, read: Vec<Step<Option<super::entry::Read>>>) -> Step<Option<Entries>> {
    let mut entries = Entries::default();
    for (index, entry) in read.into_iter().enumerate() {
        entries.push(index, entry?);
    }
    Ok(is_list.then_some(entries))
}
