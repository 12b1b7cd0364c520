//! A zip of a folder, for the extension stores: sorted names, no clock, so the same files give the same bytes.

use crate::paths::files_below;
use crate::step::{Context, Result};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Above 9, how often zopfli tries again beyond that; more takes longer and hardly helps.
const LEVEL: i64 = 14;

/// Packs the files below `folder` into a zip.
pub fn zip(folder: &Path) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest day a zip can hold, instead of the day of the build.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::DEFAULT);
    for file in files_below(folder)? {
        // Zip separates folders with "/", on Windows too.
        let name = file.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let content = fs::read(folder.join(&file)).context(file.display())?;
        archive.start_file(&name, options).context(&name)?;
        archive.write_all(&content).context(&name)?;
    }
    Ok(archive.finish().context("zip")?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use zip::ZipArchive;

    #[test]
    fn the_same_files_give_the_same_bytes_and_can_be_unpacked() {
        let folder = std::env::temp_dir().join(format!("latchkey-zip-{}", std::process::id()));
        crate::paths::write(&folder.join("two.txt"), "two").unwrap();
        crate::paths::write(&folder.join("a").join("one.txt"), "one one one one").unwrap();
        let packed = zip(&folder).unwrap();
        assert_eq!(packed, zip(&folder).unwrap());
        fs::remove_dir_all(&folder).unwrap();

        let mut archive = ZipArchive::new(Cursor::new(packed)).unwrap();
        let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["a/one.txt", "two.txt"]);
        let mut text = String::new();
        let mut file = archive.by_name("a/one.txt").unwrap();
        assert_eq!(file.last_modified().map(|day| day.year()), Some(1980));
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, "one one one one");
    }
}
