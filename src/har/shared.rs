//! The entries of a file, read by several threads: while one finds where each entry ends, the others read those before.

use serde::Deserialize;
use serde::de::{Error, SeqAccess};
use serde_json::value::RawValue;

use super::entry::Entry;
use super::file::{self, Read, read_entry};
use super::lenient::{Lenient, Slot};
use super::surrogates;
use crate::shared;

/// As [`file::Entries`]. Fails where one entry cannot be read, or there is but one core: then they are to be read one by one.
pub(super) struct Entries(pub(super) file::Entries);

impl<'de> Lenient<'de> for Entries {
    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let each = |hand_on: &mut dyn FnMut(&'de RawValue)| {
            while let Some(entry) = list.next_element::<&RawValue>()? {
                hand_on(entry);
            }
            Ok(())
        };
        let read =
            shared::as_they_come(each, |raw| entry(raw.get())).unwrap_or_else(|| Err(A::Error::custom("one core")))?;
        let mut entries = file::Entries::default();
        for (index, entry) in read.into_iter().enumerate() {
            entries.push(index, entry.map_err(A::Error::custom)?);
        }
        Ok(Some(Entries(entries)))
    }
}

fn entry(json: &str) -> serde_json::Result<Option<Read>> {
    read(json).or_else(|error| surrogates::mend(json).map_or(Err(error), |mended| read(&mended)))
}

fn read(json: &str) -> serde_json::Result<Option<Read>> {
    let Slot(entry) = Slot::<Entry>::deserialize(&mut serde_json::Deserializer::from_str(json))?;
    Ok(entry.and_then(read_entry))
}
