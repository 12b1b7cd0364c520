//! WebAssembly modules, as far as the build looks into them (WebAssembly 5.5).

pub const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const EXPORT: u8 = 7;
const CODE: u8 = 10;

const HEAD: &[u8] = b"\0asm\x01\0\0\0";

/// `module` without the exports whose names hold `word`. `None` where it cannot be read.
pub fn without_exports(module: &[u8], word: &str) -> Option<Vec<u8>> {
    with_section(module, EXPORT, |section| kept_exports(section, word))
}

/// `module` whose imports have the names that `rename` gives them. `None` where it cannot be read.
pub fn with_import_names(module: &[u8], rename: impl Fn(&str) -> String) -> Option<Vec<u8>> {
    with_section(module, IMPORT, |section| renamed_imports(section, &rename))
}

fn with_section(module: &[u8], wanted: u8, change: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut rest = Reader(module.strip_prefix(HEAD)?);
    let mut out = HEAD.to_vec();
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let section = rest.vector()?;
        let section = if id == wanted { change(section)? } else { section.to_vec() };
        out.push(id);
        number(&mut out, section.len());
        out.extend(section);
    }
    Some(out)
}

fn renamed_imports(section: &[u8], rename: &impl Fn(&str) -> String) -> Option<Vec<u8>> {
    let mut section = Reader(section);
    let mut out = Vec::new();
    let count = section.number()?;
    number(&mut out, count);
    for _ in 0..count {
        let from = section.vector()?;
        let name = rename(std::str::from_utf8(section.vector()?).ok()?);
        for text in [from, name.as_bytes()] {
            number(&mut out, text.len());
            out.extend(text);
        }
        let before = section.0;
        section.import()?;
        out.extend(before.get(..before.len() - section.0.len())?);
    }
    Some(out)
}

fn kept_exports(section: &[u8], word: &str) -> Option<Vec<u8>> {
    let mut section = Reader(section);
    let (mut count, mut kept) = (0, Vec::new());
    for _ in 0..section.number()? {
        let name = section.vector()?;
        let kind = section.byte()?;
        let index = section.number()?;
        if !std::str::from_utf8(name).ok()?.contains(word) {
            count += 1;
            number(&mut kept, name.len());
            kept.extend(name);
            kept.push(kind);
            number(&mut kept, index);
        }
    }
    let mut out = Vec::new();
    number(&mut out, count);
    out.extend(kept);
    Some(out)
}

/// How many functions are imported, and the code of the others.
pub fn functions(module: &[u8]) -> Option<(usize, Vec<&[u8]>)> {
    let mut rest = Reader(module.strip_prefix(HEAD)?);
    let (mut imported, mut bodies) = (0, Vec::new());
    while !rest.0.is_empty() {
        let id = rest.byte()?;
        let mut section = Reader(rest.vector()?);
        match id {
            IMPORT => {
                for _ in 0..section.number()? {
                    section.vector()?;
                    section.vector()?;
                    imported += usize::from(section.import()?);
                }
            }
            CODE => bodies = (0..section.number()?).map(|_| section.vector()).collect::<Option<_>>()?,
            _ => {}
        }
    }
    Some((imported, bodies))
}

/// Writes a LEB128 number.
pub fn number(to: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// A LEB128 number of up to 32 bits.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    /// Bytes behind their number.
    fn vector(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (vector, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(vector)
    }

    /// What is imported; whether it is a function. wasm-bindgen's modules import functions and at most a memory or a table.
    fn import(&mut self) -> Option<bool> {
        let kind = self.byte()?;
        match kind {
            0 => drop(self.number()?), // its type
            1 => drop((self.byte()?, self.limits()?)),
            2 => self.limits()?,
            3 => drop((self.byte()?, self.byte()?)),
            _ => return None,
        }
        Some(kind == 0)
    }

    fn limits(&mut self) -> Option<()> {
        let has_end = self.byte()? & 1 == 1;
        self.number()?;
        if has_end {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_are_left_out_by_name() {
        let module: &[u8] = b"\0asm\x01\0\0\0\x07\x0d\x02\x04main\0\0\x02xy\0\x01";
        let expected: &[u8] = b"\0asm\x01\0\0\0\x07\x08\x01\x04main\0\0";
        assert_eq!(without_exports(module, "x").unwrap(), expected);
        assert_eq!(without_exports(module, "z").unwrap(), module);
        assert_eq!(without_exports(b"\0asm", "x"), None);
    }

    #[test]
    fn imports_are_renamed_and_keep_what_they_are() {
        let module = |name: &[u8]| {
            let import = [&b"\x01\x01m"[..], &[name.len() as u8], name, b"\x01\x70\x00\x05"].concat();
            [HEAD, &[IMPORT, import.len() as u8], &import].concat()
        };
        assert_eq!(with_import_names(&module(b"long"), |name| name[..1].to_owned()).unwrap(), module(b"l"));
        assert_eq!(with_import_names(b"\0asm", str::to_owned), None);
    }
}
