//! A reader for the DER of SPNEGO and Kerberos: definite lengths, tags below 31.

use crate::fault::Fault;

/// A stretch of DER and where it stands in the whole token.
#[derive(Clone, Copy)]
pub(super) struct Der<'a> {
    pub data: &'a [u8],
    pub base: usize,
}

/// One element.
#[derive(Clone, Copy)]
pub(super) struct Element<'a> {
    pub tag: u8,
    pub content: Der<'a>,
}

impl<'a> Der<'a> {
    pub fn new(data: &'a [u8], base: usize) -> Self {
        Der { data, base }
    }

    pub fn peek(&self) -> Option<u8> {
        self.data.first().copied()
    }

    /// The next element. One that is cut short is returned as far as it goes, with a fault.
    pub fn next(&mut self, faults: &mut Vec<Fault>) -> Option<Element<'a>> {
        let (&tag, rest) = self.data.split_first()?;
        let Some((&first, rest)) = rest.split_first() else {
            return self.stop(faults, "ends after a tag");
        };
        let (length, rest) = match first {
            0..=0x7F => (usize::from(first), rest),
            0x81..=0x84 => {
                let count = usize::from(first & 0x7F);
                let Some((bytes, rest)) = rest.split_at_checked(count) else {
                    return self.stop(faults, "ends within a length");
                };
                (bytes.iter().fold(0, |n, b| n << 8 | usize::from(*b)), rest)
            }
            _ => return self.stop(faults, "a length that DER does not allow"),
        };
        let header = self.data.len() - rest.len();
        let (content, rest) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        if content.len() < length {
            push(faults, self.base, format!("announces {length} bytes, {} follow", content.len()));
        }
        let element = Element { tag, content: Der::new(content, self.base + header) };
        *self = Der::new(rest, self.base + header + content.len());
        Some(element)
    }

    fn stop(&mut self, faults: &mut Vec<Fault>, what: &'static str) -> Option<Element<'a>> {
        push(faults, self.base, what);
        *self = Der::new(&[], self.base + self.data.len());
        None
    }

    /// The content of the one element here, if it has this tag.
    pub fn inside(mut self, tag: u8, faults: &mut Vec<Fault>) -> Option<Der<'a>> {
        let element = self.next(faults)?;
        if element.tag == tag {
            return Some(element.content);
        }
        push(faults, self.base, format!("tag {:02x} where {tag:02x} is due", element.tag));
        None
    }

    /// All elements here, at most 1,000.
    pub fn elements(mut self, faults: &mut Vec<Fault>) -> Vec<Element<'a>> {
        let mut all = Vec::new();
        while all.len() < 1000 {
            match self.next(faults) {
                Some(element) => all.push(element),
                None => break,
            }
        }
        all
    }

    /// An INTEGER or ENUMERATED of at most eight bytes.
    pub fn integer(self) -> Option<i64> {
        let (&first, _) = self.data.split_first()?;
        if self.data.len() > 8 {
            return None;
        }
        let sign = if first & 0x80 == 0 { 0 } else { -1 };
        Some(self.data.iter().fold(sign, |n, b| n << 8 | i64::from(*b)))
    }

    /// The first 32 bits of a BIT STRING, the first bit on top.
    pub fn bits(self) -> Option<u32> {
        let (_, bytes) = self.data.split_first()?;
        let byte = |n: usize| bytes.get(n).copied().unwrap_or_default();
        Some(u32::from_be_bytes([byte(0), byte(1), byte(2), byte(3)]))
    }

    /// A string of any kind; bytes that are no UTF-8 are read as Latin-1.
    pub fn text(self) -> String {
        match std::str::from_utf8(self.data) {
            Ok(text) => text.to_owned(),
            Err(_) => self.data.iter().map(|b| char::from(*b)).collect(),
        }
    }

    /// An OBJECT IDENTIFIER in dots; `None` when it is empty, cut or has huge numbers.
    pub fn oid(self) -> Option<String> {
        let (mut arcs, mut value) = (Vec::new(), 0u64);
        if self.data.len() > 64 || self.data.last()? & 0x80 != 0 {
            return None;
        }
        for byte in self.data {
            value = value.checked_mul(128)? | u64::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                if arcs.is_empty() {
                    let top = (value / 40).min(2);
                    arcs.push(top);
                    value -= top * 40;
                }
                arcs.push(value);
                value = 0;
            }
        }
        Some(arcs.iter().map(u64::to_string).collect::<Vec<_>>().join("."))
    }
}

pub(super) fn push(faults: &mut Vec<Fault>, at: usize, what: impl Into<std::borrow::Cow<'static, str>>) {
    const MAX_FAULTS: usize = 64;
    if faults.len() < MAX_FAULTS {
        faults.push(Fault::new(at, what));
    }
}
