//! Reads what a file argument names.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::thread;

use flate2::read::MultiGzDecoder;
use latchkey::har::{self, HarFile};

/// The largest file that is unpacked, in bytes: a small one may hold far more than fits into memory.
const UNPACKED: u64 = 2 << 30;

/// The HAR in a file, also one packed with gzip or written as UTF-16; `-` is standard input. What is not UTF-8 becomes U+FFFD.
pub fn har(file: &str) -> Result<HarFile, String> {
    let mut bytes = Vec::new();
    if file == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
    } else {
        bytes = at_once(file).or_else(|_| std::fs::read(file)).map_err(|e| unread(file, &e))?;
    }
    let name = if file == "-" { "standard input" } else { file };
    if bytes.starts_with(b"\x1f\x8b") {
        let packed = std::mem::take(&mut bytes);
        let mut unpacked = MultiGzDecoder::new(packed.as_slice()).take(UNPACKED);
        unpacked.read_to_end(&mut bytes).map_err(|e| format!("{name}: it cannot be unpacked: {e}"))?;
    }
    if let Some(text) = utf16(&bytes) {
        return har::read(&text).map_err(|e| format!("{name}: {e}"));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    har::read(&text).map_err(|e| format!("{name}: {e}"))
}

/// Why a file was not read, in words.
fn unread(file: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("{file}: there is no such file"),
        io::ErrorKind::IsADirectory => {
            format!("{file}: this is a folder; name the HAR files in it, such as {file}/*.har")
        }
        _ if std::path::Path::new(file).is_dir() => format!("{file}: this is a folder; name the HAR files in it"),
        io::ErrorKind::PermissionDenied => format!("{file}: you may not read this file"),
        _ => format!("{file}: {error}"),
    }
}

/// The text of a file that starts with the mark of UTF-16, as the shell of Windows writes one, or with such a letter.
fn utf16(bytes: &[u8]) -> Option<String> {
    let units = |read: fn([u8; 2]) -> u16| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| read(*pair));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] | [b'{' | b'[', 0, ..] => Some(units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] | [0, b'{' | b'[', ..] => Some(units(u16::from_be_bytes)),
        _ => None,
    }
}

/// A large file, read by two threads: half of the time goes into the memory that it fills. An error for what is no large file,
/// and for one that changes meanwhile.
fn at_once(path: &str) -> io::Result<Vec<u8>> {
    const LARGE: u64 = 4 << 20;
    let length = std::fs::metadata(path).ok().filter(|about| about.is_file() && about.len() >= LARGE);
    let length = length.and_then(|about| usize::try_from(about.len()).ok()).ok_or(io::ErrorKind::Unsupported)?;
    let mut bytes = vec![0; length];
    let half = length / 2;
    let (first, second) = bytes.split_at_mut(half);
    let read = |start: usize, part: &mut [u8]| {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(start as u64))?;
        file.read_exact(part)
    };
    thread::scope(|scope| {
        let other = scope.spawn(|| read(half, second));
        read(0, first)?;
        other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    Ok(bytes)
}
