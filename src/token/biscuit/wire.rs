//! The wire format of Protocol Buffers, as far as a biscuit uses it.

/// A message: its fields in the order of the bytes.
pub(super) struct Message<'b> {
    fields: Vec<Field<'b>>,
    /// Whether it could be read to its end.
    pub whole: bool,
}

struct Field<'b> {
    number: u64,
    value: u64,
    bytes: &'b [u8],
}

impl<'b> Message<'b> {
    /// Reads as far as the bytes are a message.
    pub fn read(bytes: &'b [u8]) -> Self {
        let (mut rest, mut fields, mut whole) = (bytes, Vec::new(), true);
        while !rest.is_empty() {
            match field(rest) {
                Some((field, after)) => {
                    fields.push(field);
                    rest = after;
                }
                None => {
                    whole = false;
                    break;
                }
            }
        }
        Message { fields, whole }
    }

    /// The number in the last field of this number; the last one counts.
    pub fn number(&self, number: u64) -> Option<u64> {
        self.fields.iter().rev().find(|field| field.number == number).map(|field| field.value)
    }

    /// The bytes of the first field of this number.
    pub fn bytes(&self, number: u64) -> Option<&'b [u8]> {
        self.all(number).next()
    }

    /// The bytes of each field of this number.
    pub fn all(&self, number: u64) -> impl Iterator<Item = &'b [u8]> {
        self.fields.iter().filter(move |field| field.number == number).map(|field| field.bytes)
    }

    /// The number of its first field, which of a `oneof` is the only one.
    pub fn first(&self) -> Option<u64> {
        self.fields.first().map(|field| field.number)
    }
}

/// One field, and what follows it. Fixed numbers, which a biscuit has none of, are stepped over.
fn field(bytes: &[u8]) -> Option<(Field<'_>, &[u8])> {
    let (key, rest) = varint(bytes)?;
    let number = key >> 3;
    match key & 7 {
        0 => varint(rest).map(|(value, rest)| (Field { number, value, bytes: &[] }, rest)),
        1 => rest.get(8..).map(|rest| (Field { number, value: 0, bytes: &[] }, rest)),
        2 => {
            let (length, rest) = varint(rest)?;
            let (bytes, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            Some((Field { number, value: 0, bytes }, rest))
        }
        5 => rest.get(4..).map(|rest| (Field { number, value: 0, bytes: &[] }, rest)),
        _ => None,
    }
}

/// An unsigned number of seven bits to the byte, at most ten bytes.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f).checked_shl(7 * index as u32)?;
        if *byte < 0x80 {
            return Some((value, bytes.get(index + 1..)?));
        }
    }
    None
}
