//! DEFLATE (RFC 1951) and zlib (RFC 1950), reading only: SAML in a redirect and compressed sessions.
//!
//! A few hundred bytes are inflated at a time, so this favours smallness over speed: a decoder of a
//! hundred lines instead of a dependency that would add to the download.

/// What is inflated beyond this is left out: a session or an assertion is far shorter.
const MAX_OUTPUT: usize = 1 << 20;

/// Inflates a zlib stream. The checksum is not looked at.
pub(super) fn zlib(data: &[u8]) -> Option<Vec<u8>> {
    let (head, body) = data.split_at_checked(2)?;
    let [method, flags] = head else { return None };
    let right = method & 15 == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0 && flags & 32 == 0;
    right.then(|| inflate(body)).flatten()
}

/// Inflates a raw DEFLATE stream. `None` when it is none, is cut, or grows beyond a megabyte.
pub fn inflate(data: &[u8]) -> Option<Vec<u8>> {
    let mut bits = Bits { data, at: 0 };
    let mut out = Vec::new();
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => stored(&mut bits, &mut out)?,
            1 => {
                let lengths: Vec<u8> = (0..288)
                    .map(|symbol| match symbol {
                        0..144 => 8,
                        144..256 => 9,
                        256..280 => 7,
                        _ => 8,
                    })
                    .collect();
                compressed(&mut bits, &mut out, &Code::new(&lengths), &Code::new(&[5; 30]))?;
            }
            2 => {
                let (literals, distances) = dynamic(&mut bits)?;
                compressed(&mut bits, &mut out, &literals, &distances)?;
            }
            _ => return None,
        }
        if last {
            return Some(out);
        }
    }
}

struct Bits<'d> {
    data: &'d [u8],
    /// In bits.
    at: usize,
}

impl Bits<'_> {
    /// The next `count` bits, the first the lowest.
    fn take(&mut self, count: usize) -> Option<usize> {
        let mut value = 0;
        for shift in 0..count {
            let byte = self.data.get(self.at / 8)?;
            value |= usize::from(byte >> (self.at % 8) & 1) << shift;
            self.at += 1;
        }
        Some(value)
    }
}

/// A canonical Huffman code (RFC 1951 §3.2.2): how many codes there are of each length, and the
/// symbols in their order.
struct Code {
    counts: [usize; 16],
    symbols: Vec<usize>,
}

impl Code {
    fn new(lengths: &[u8]) -> Self {
        let mut counts = [0; 16];
        let mut symbols = Vec::new();
        for length in 1..16u8 {
            let before = symbols.len();
            symbols.extend(lengths.iter().enumerate().filter(|(_, l)| **l == length).map(|(symbol, _)| symbol));
            if let Some(count) = counts.get_mut(usize::from(length)) {
                *count = symbols.len() - before;
            }
        }
        Code { counts, symbols }
    }

    fn symbol(&self, bits: &mut Bits) -> Option<usize> {
        let (mut code, mut first, mut index) = (0usize, 0, 0);
        for count in self.counts.iter().skip(1) {
            code |= bits.take(1)?;
            if code < first + count {
                return self.symbols.get(index + code.checked_sub(first)?).copied();
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        None
    }
}

fn stored(bits: &mut Bits, out: &mut Vec<u8>) -> Option<()> {
    bits.at = bits.at.div_ceil(8) * 8;
    let length = bits.take(16)?;
    bits.take(16)?;
    let start = bits.at / 8;
    out.extend(bits.data.get(start..start + length)?);
    bits.at += length * 8;
    (out.len() <= MAX_OUTPUT).then_some(())
}

/// The two codes of a block that brings its own (RFC 1951 §3.2.7).
fn dynamic(bits: &mut Bits) -> Option<(Code, Code)> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let (literals, distances, lengths) = (bits.take(5)? + 257, bits.take(5)? + 1, bits.take(4)? + 4);
    let mut code = [0u8; 19];
    for symbol in ORDER.iter().take(lengths) {
        *code.get_mut(*symbol)? = bits.take(3)? as u8;
    }
    let code = Code::new(&code);
    let mut all: Vec<u8> = Vec::new();
    while all.len() < literals + distances {
        let (value, times) = match code.symbol(bits)? {
            16 => (*all.last()?, bits.take(2)? + 3),
            17 => (0, bits.take(3)? + 3),
            18 => (0, bits.take(7)? + 11),
            length => (length as u8, 1),
        };
        all.extend(std::iter::repeat_n(value, times));
    }
    let (first, second) = all.split_at_checked(literals)?;
    Some((Code::new(first), Code::new(second)))
}

fn compressed(bits: &mut Bits, out: &mut Vec<u8>, literals: &Code, distances: &Code) -> Option<()> {
    const LENGTHS: [usize; 29] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ];
    const DISTANCES: [usize; 30] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145, 8193, 12289, 16385, 24577,
    ];
    loop {
        match literals.symbol(bits)? {
            byte @ 0..256 => out.push(byte as u8),
            256 => return Some(()),
            symbol => {
                let index = symbol - 257;
                let extra = if (8..28).contains(&index) { index / 4 - 1 } else { 0 };
                let length = LENGTHS.get(index)? + bits.take(extra)?;
                let index = distances.symbol(bits)?;
                let distance = DISTANCES.get(index)? + bits.take((index / 2).saturating_sub(1))?;
                let start = out.len().checked_sub(distance)?;
                for at in start..start + length {
                    out.push(*out.get(at)?);
                }
            }
        }
        if out.len() > MAX_OUTPUT {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    /// Made with Python's zlib: level 0, a short text, a long varied text.
    const STORED: &str = "eAEBBQD6/2hlbGxvBiwCFQ==";
    const FIXED: &str = "eNrLSM3JyVfIQJAAOi4GfQ==";
    const DYNAMIC: &str = "eNoVk4sNxDAIQ1dhhPILsP9ifZbulLYQsI35zK3szJ9FWz6rs1e2bv595sFZRZSMI4WcaM49yyjyuU1eFeeWdZz1PHvkPc7hffi+xI+8U/6Ye5jPWdRaOqUurN5Y0+pF2nzFtbGdsGtKgOIFnUHY6qZUunAO78v3I35l8ZHia5VpTegBfI7GnkZvXzUcKqw1HAfa22ne/KB1RwgaR6gozAmsiLAEbufaI2XpRe2gUO6jDzCSHvR2/gHheghAkwVHpUVCMASBfu5g4BNEOF8iTyI6cgzAUXY+uFDcKZyo2IcUAZkFYSMy6kCZOoEKtQgGwnv0Qe8awsztBoiQqZNKMEBA+DSPK75fUpyi9D4n9VMpeDckP0sm9mh0H7gYUX+LkLiAq0X6fOjC5FIV0g5pAnw9QEXk4GpTeVHVj++U2GLqzKKhtgAPDNHcXfEKcpD6aBMQeOTfe9QHDZIgZ6HAjFQBDc8L7xgJyEzR8gM7Nx3PNCY+KiacR1yRvl3zBLHLX6ASQskUIotk8uWg7oIS1XDwipTcfDgkCckiRIDfeJ8ik1wi+mgG6yZ0T+5jphgmS+5TEXBoddD8Ia6jxOMZYk0lOU6o0B8XMdmSoalRADgwVmhGzIc2hzKVisMZF15p5ExARmFvuNY4DqH6tMDoVyjANo20pd0IWWg2IHWtDdSEjB/Oc2QfTV2j1I6z96eNQ0RH5Me10HLwnJS9luDco/No/fi+gCntP90ZVzC+1eLCHSmenAqIHbmz7Adl3dVZ";

    fn check(text: &str, expect: &str) {
        let bytes = BASE64_STANDARD.decode(text).unwrap();
        assert_eq!(String::from_utf8(zlib(&bytes).unwrap()).unwrap(), expect);
    }

    #[test]
    fn inflates_each_kind_of_block() {
        check(STORED, "hello");
        check(FIXED, "hello hello hello");
        check(DYNAMIC, &(0..300).map(|i| format!("{} ", i * i % 977)).collect::<String>());
    }

    #[test]
    fn broken_streams_are_none() {
        let bytes = BASE64_STANDARD.decode(DYNAMIC).unwrap();
        for end in 0..bytes.len() - 5 {
            assert_eq!(zlib(&bytes[..end]), None, "{end}");
        }
        for byte in 0..=255 {
            inflate(&[byte; 400]);
        }
    }
}
