//! What a server tells of itself: AV pairs (MS-NLMP §2.2.2.1).

use std::ops::Range;

use super::Input;
use crate::instant::Instant;

/// One attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct AvPair {
    /// `AvId`.
    pub id: u16,
    /// Its value.
    pub value: AvValue,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AvValue {
    /// The end of the list.
    End,
    /// A name.
    Text(String),
    /// Bits; 2 says that the message has a MIC.
    Flags(u32),
    /// The server's clock.
    Time(Instant),
    /// Bytes that stay unseen, by their number; `zero` when all are zero (no channel binding).
    Bytes {
        /// How many.
        length: usize,
        /// Whether all are zero.
        zero: bool,
    },
}

/// `MsvAvTargetName`: the service that the client asked for.
pub const TARGET_NAME: u16 = 9;

impl AvPair {
    /// The name of the attribute in MS-NLMP.
    pub fn name(&self) -> &'static str {
        match self.id {
            0 => "MsvAvEOL",
            1 => "MsvAvNbComputerName",
            2 => "MsvAvNbDomainName",
            3 => "MsvAvDnsComputerName",
            4 => "MsvAvDnsDomainName",
            5 => "MsvAvDnsTreeName",
            6 => "MsvAvFlags",
            7 => "MsvAvTimestamp",
            8 => "MsvAvSingleHost",
            9 => "MsvAvTargetName",
            10 => "MsvAvChannelBindings",
            _ => "unknown",
        }
    }

    /// What the attribute means.
    pub fn words(&self) -> &'static str {
        match self.id {
            0 => "end of the list",
            1 => "the server's NetBIOS name",
            2 => "the domain's NetBIOS name",
            3 => "the server's DNS name",
            4 => "the domain's DNS name",
            5 => "the forest's DNS name",
            6 => "flags",
            7 => "the server's clock",
            8 => "the client's computer",
            9 => "the service that the client asked for (SPN)",
            10 => "a hash of the TLS channel",
            _ => "not known",
        }
    }
}

/// Reads pairs up to the end mark.
pub(super) fn read(input: &mut Input, range: Range<usize>) -> Vec<AvPair> {
    let mut pairs = Vec::new();
    let mut at = range.start;
    loop {
        let header = (input.u16(at), input.u16(at + 2));
        let (true, (Some(id), Some(length))) = (at + 4 <= range.end, header) else {
            input.fault(at, "the target info has no end mark");
            return pairs;
        };
        let value = at + 4..at + 4 + usize::from(length);
        if value.end > range.end {
            input.fault(at, "an attribute of the target info runs past its end");
            return pairs;
        }
        at = value.end;
        pairs.push(AvPair { id, value: read_value(input, id, value) });
        if id == 0 {
            return pairs;
        }
    }
}

fn read_value(input: &mut Input, id: u16, at: Range<usize>) -> AvValue {
    match id {
        0 => AvValue::End,
        1..=5 | 9 => AvValue::Text(input.utf16(at)),
        6 if at.len() == 4 => AvValue::Flags(input.u32(at.start).unwrap_or_default()),
        7 if at.len() == 8 => match input.file_time(at.start) {
            Some(time) => AvValue::Time(time),
            None => AvValue::Bytes { length: at.len(), zero: false },
        },
        _ => {
            let bytes = input.bytes(at).unwrap_or_default();
            AvValue::Bytes { length: bytes.len(), zero: bytes.iter().all(|b| *b == 0) }
        }
    }
}
