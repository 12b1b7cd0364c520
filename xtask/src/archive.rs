//! A zip of a folder, for the extension stores: sorted names, no clock, so the same files give the same bytes.
//!
//! Only what APPNOTE 6.3 asks of a deflated file; no zip64, for the extension is far below 4 GB.

use crate::paths::files_below;
use crate::step::{Context, Failure, Result};
use flate2::Crc;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs;
use std::num::NonZeroU64;
use std::path::Path;
use zopfli::Format;

/// The earliest day a zip can hold, 1980-01-01, instead of the day of the build.
const DAY: u16 = (1 << 5) | 1;
const VERSION: u16 = 20;
const UTF8: u16 = 1 << 11;
const DEFLATE: u16 = 8;

/// How often zopfli tries again; more takes longer and hardly helps.
const TRIES: NonZeroU64 = NonZeroU64::new(5).unwrap();

/// Contents as they are packed: two browsers' zips hold the same files, and the panel takes seconds.
pub type Packed = HashMap<Vec<u8>, Vec<u8>>;

/// Packs the files below `folder` into a zip. What is in `known` is not packed again.
pub fn zip(folder: &Path, known: &mut Packed) -> Result<Vec<u8>> {
    let (mut archive, mut directory, mut count) = (Vec::new(), Vec::new(), 0_u16);
    for file in files_below(folder)? {
        let content = fs::read(folder.join(&file)).context(file.display())?;
        // Zip separates folders with "/", on Windows too.
        let name = file.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let mut crc = Crc::new();
        crc.update(&content);
        let size = content.len();
        let packed = match known.entry(content) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let packed = deflated(new.key()).context(&name)?;
                new.insert(packed)
            }
        };
        let offset = length(archive.len())?;

        let mut entry = Vec::new();
        for field in [VERSION, UTF8, DEFLATE, 0, DAY] {
            entry.extend(field.to_le_bytes());
        }
        for field in [crc.sum(), length(packed.len())?, length(size)?] {
            entry.extend(field.to_le_bytes());
        }
        entry.extend(u16::try_from(name.len()).context(&name)?.to_le_bytes());
        entry.extend(0_u16.to_le_bytes());

        archive.extend(b"PK\x03\x04");
        archive.extend(&entry);
        archive.extend(name.as_bytes());
        archive.extend(&*packed);

        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&entry);
        directory.extend([0; 10]); // no comment, first disk, no attributes
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
        count += 1;
    }
    let (start, size) = (length(archive.len())?, length(directory.len())?);
    archive.extend(directory);
    archive.extend(b"PK\x05\x06");
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(size.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    Ok(archive)
}

fn deflated(content: &[u8]) -> std::io::Result<Vec<u8>> {
    let options = zopfli::Options { iteration_count: TRIES, ..zopfli::Options::default() };
    let mut packed = Vec::new();
    zopfli::compress(options, Format::Deflate, content, &mut packed)?;
    Ok(packed)
}

fn length(bytes: usize) -> Result<u32> {
    u32::try_from(bytes).map_err(|_| {
        Failure::new("the extension is larger than a zip can be", "look for a file that does not belong into it")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::DeflateDecoder;
    use std::io::Read;

    #[test]
    fn the_same_files_give_the_same_bytes_and_can_be_unpacked() {
        let folder = std::env::temp_dir().join(format!("latchkey-zip-{}", std::process::id()));
        crate::paths::write(&folder.join("a").join("one.txt"), "one one one one").unwrap();
        crate::paths::write(&folder.join("two.txt"), "two").unwrap();
        let mut known = Packed::new();
        let archive = zip(&folder, &mut known).unwrap();
        assert_eq!(archive, zip(&folder, &mut known).unwrap());
        fs::remove_dir_all(&folder).unwrap();

        let header = &archive[..30];
        let name_end = 30 + usize::from(header[26]);
        assert_eq!(&archive[30..name_end], b"a/one.txt");
        let mut text = String::new();
        DeflateDecoder::new(&archive[name_end..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one one one one");
        assert_eq!(archive[archive.len() - 12], 2, "two files in the directory");
    }
}
