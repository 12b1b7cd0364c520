//! The compiled panel, as far as the build looks into it.

use wasm_encoder::{ExportSection, Module, NameMap, NameSection, RawSection};
use wasmparser::{BinaryReaderError, Parser, Payload, TypeRef};

type Result<T> = std::result::Result<T, BinaryReaderError>;

/// `module` without the exports whose names hold `word`.
pub fn without_exports(module: &[u8], word: &str) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ExportSection(section) => {
                let mut kept = ExportSection::new();
                for export in section {
                    let export = export?;
                    if !export.name.contains(word) {
                        kept.export(export.name, export.kind.into(), export.index);
                    }
                }
                out.section(&kept);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let [start, end] = [range.start, range.end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
                    out.section(&RawSection { id, data: &module[start..end] });
                }
            }
        }
    }
    Ok(out.finish())
}

/// How many functions `module` imports, and the code of the others.
pub fn functions(module: &[u8]) -> Result<(u32, Vec<&[u8]>)> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// `module` with a name for each function of `names`, by its index.
pub fn with_names(module: &[u8], names: impl IntoIterator<Item = (u32, String)>) -> Vec<u8> {
    let mut functions = NameMap::new();
    names.into_iter().for_each(|(index, name)| functions.append(index, &name));
    let mut section = NameSection::new();
    section.functions(&functions);
    let mut out = module.to_vec();
    wasm_encoder::Section::append_to(&section, &mut out);
    out
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
        assert!(without_exports(b"\0asm", "x").is_err());
    }

    #[test]
    fn imported_functions_are_counted_and_names_added_behind() {
        let module: &[u8] = b"\0asm\x01\0\0\0\
            \x01\x04\x01\x60\0\0\
            \x02\x07\x01\x01m\x01f\x00\x00\
            \x03\x03\x02\0\0\
            \x0a\x07\x02\x02\0\x0b\x02\0\x0b";
        let (imported, bodies) = functions(module).unwrap();
        assert_eq!((imported, bodies), (1, vec![&b"\0\x0b"[..]; 2]));
        let named = with_names(module, [(1, "one".to_owned())]);
        assert_eq!(named.strip_prefix(module).unwrap(), b"\x00\x0d\x04name\x01\x06\x01\x01\x03one");
        assert!(functions(b"\0asm\x01\0\0\0\x0a\x7f").is_err());
    }
}
