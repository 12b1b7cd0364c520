//! NTLM messages, as they travel in `WWW-Authenticate: NTLM …` and `Authorization: NTLM …`
//! (MS-NLMP §2.2.1).
//!
//! The browser sends type 1 (negotiate), the server answers 401 with type 2 (challenge), the browser
//! sends type 3 (authenticate) on the same connection. The proofs in type 3 can be attacked offline
//! to find the password, so their bytes are not kept: only their kind and length.

mod flags;
mod target;

use std::ops::Range;

pub use flags::Flags;
pub use target::{AvPair, AvValue, TARGET_NAME};

use crate::fault::Fault;
use crate::instant::Instant;

/// What every message starts with.
pub const SIGNATURE: &[u8; 8] = b"NTLMSSP\0";

/// One NTLM message.
#[derive(Clone, Debug, PartialEq)]
pub struct Ntlm {
    /// What both sides can do, or agreed on.
    pub flags: Flags,
    /// The operating system of the sender, for debugging only.
    pub version: Option<Version>,
    /// What the message says.
    pub message: Message,
}

/// The three messages.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// Type 1: the browser opens.
    Negotiate {
        /// The domain of the computer; browsers leave it out.
        domain: Option<String>,
        /// The name of the computer; browsers leave it out.
        workstation: Option<String>,
        /// Where both stand.
        fields: [Field; 2],
    },
    /// Type 2: the server's challenge.
    Challenge {
        /// The server's domain or name.
        target_name: Option<String>,
        /// The nonce that the proof covers.
        challenge: [u8; 8],
        /// What the server tells of itself.
        target_info: Vec<AvPair>,
        /// Where the name and the info stand.
        fields: [Field; 2],
    },
    /// Type 3: the browser proves that it knows the password.
    Authenticate(Box<Authenticate>),
}

/// Type 3. Every proof is secret; only lengths are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Authenticate {
    /// The user's domain.
    pub domain: Option<String>,
    /// The user's name; absent for an anonymous session.
    pub user: Option<String>,
    /// The name of the computer.
    pub workstation: Option<String>,
    /// The LM response, in bytes; 0 when absent.
    pub lm_response: usize,
    /// The NT response.
    pub nt_response: NtResponse,
    /// The encrypted session key, in bytes; 0 when absent.
    pub session_key: usize,
    /// Whether a message integrity code covers the three messages.
    pub mic: bool,
    /// Where things stand: LM response, NT response, domain, user, workstation, session key.
    pub fields: [Field; 6],
}

/// The NT response.
#[derive(Clone, Debug, PartialEq)]
pub enum NtResponse {
    /// None: an anonymous session, or the old LM response alone.
    None,
    /// NTLMv1: 24 bytes. Servers with current settings refuse it.
    V1 {
        /// In bytes.
        length: usize,
    },
    /// NTLMv2.
    V2 {
        /// In bytes.
        length: usize,
        /// The response's version, 1.
        version: u8,
        /// The highest version that the client understands, 1.
        highest: u8,
        /// The time that the proof covers; servers refuse one that is far off.
        time: Option<Instant>,
        /// The server's info as the client saw it, with what it added.
        target_info: Vec<AvPair>,
    },
}

/// `Len`, `MaxLen` and `BufferOffset` of a payload field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// In bytes.
    pub length: u16,
    /// In bytes; should equal the length.
    pub allocated: u16,
    /// From the start of the message.
    pub offset: u32,
}

/// The operating system of the sender (MS-NLMP §2.2.2.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// 10 for Windows 10 and later.
    pub major: u8,
    /// 0 for Windows 10.
    pub minor: u8,
    /// 19041, 20348 …
    pub build: u16,
    /// 15 in every NTLM that is in use.
    pub revision: u8,
    /// Zero, unless something else stands where the version should.
    pub reserved: [u8; 3],
}

impl Ntlm {
    /// 1, 2 or 3.
    pub fn number(&self) -> u8 {
        match self.message {
            Message::Negotiate { .. } => 1,
            Message::Challenge { .. } => 2,
            Message::Authenticate(_) => 3,
        }
    }

    /// What the message is, in words.
    pub fn words(&self) -> &'static str {
        match self.message {
            Message::Negotiate { .. } => "type 1: the browser opens the handshake",
            Message::Challenge { .. } => "type 2: the server's challenge",
            Message::Authenticate(_) => "type 3: the browser's proof",
        }
    }
}

/// Reads one message, base64 already decoded. `None` when the signature is missing or the type is
/// none of the three; a short message is read as far as it goes.
pub fn read(data: &[u8]) -> (Option<Ntlm>, Vec<Fault>) {
    let mut input = Input { data, faults: Vec::new() };
    let ntlm = read_message(&mut input);
    (ntlm, input.faults)
}

fn read_message(input: &mut Input) -> Option<Ntlm> {
    if !input.data.starts_with(SIGNATURE) {
        input.fault(0, "does not start with NTLMSSP");
        return None;
    }
    match input.u32(8) {
        Some(1) => Some(negotiate(input)),
        Some(2) => Some(challenge(input)),
        Some(3) => Some(authenticate(input)),
        Some(other) => {
            input.fault(8, format!("message type {other}; NTLM has 1, 2 and 3"));
            None
        }
        None => {
            input.fault(input.data.len(), "ends before the message type");
            None
        }
    }
}

fn negotiate(input: &mut Input) -> Ntlm {
    let flags = input.flags(12);
    // Some clients end after the flags.
    let fields = [16, 24].map(|at| input.field(at).unwrap_or_default());
    let start = input.payload_start(&fields);
    // Type 1 is always in the OEM character set (MS-NLMP §2.2.1.1).
    let [domain, workstation] = fields.map(|field| input.text(field, false));
    let version = input.version(32, start, flags);
    Ntlm { flags, version, message: Message::Negotiate { domain, workstation, fields } }
}

fn challenge(input: &mut Input) -> Ntlm {
    let name = input.needed(12);
    let flags = input.flags(20);
    let challenge = input.bytes(24..32).and_then(|b| b.try_into().ok()).unwrap_or_default();
    if input.data.len() < 32 {
        input.fault(input.data.len(), "ends before the server's challenge is complete");
    }
    let info = input.field(40).unwrap_or_default();
    if (32..48).contains(&input.data.len()) {
        input.fault(input.data.len(), "ends before the target info, as very old servers do");
    }
    let start = input.payload_start(&[name, info]);
    let target_name = input.text(name, flags.has(Flags::UNICODE));
    let range = input.range(info);
    let target_info = if range.is_empty() { Vec::new() } else { target::read(input, range) };
    let version = input.version(48, start, flags);
    let fields = [name, info];
    Ntlm { flags, version, message: Message::Challenge { target_name, challenge, target_info, fields } }
}

fn authenticate(input: &mut Input) -> Ntlm {
    let fields = [12, 20, 28, 36, 44, 52].map(|at| input.needed(at));
    let [lm, nt, domain, user, workstation, key] = fields;
    let flags = input.flags(60);
    let start = input.payload_start(&fields);
    let unicode = flags.has(Flags::UNICODE);
    let [domain, user, workstation] = [domain, user, workstation].map(|field| input.text(field, unicode));
    let lm_response = input.range(lm).len();
    let nt_response = nt_response(input, nt);
    let session_key = input.range(key).len();
    // Some senders leave the version out and put the MIC in its place: 16 bytes before the payload.
    let lone_mic = (80..88).contains(&start);
    let version = if lone_mic { None } else { input.version(64, start, flags) };
    let mic = (lone_mic || start >= 88) && input.data.len() >= start.min(88);
    let message = Authenticate { domain, user, workstation, lm_response, nt_response, session_key, mic, fields };
    Ntlm { flags, version, message: Message::Authenticate(Box::new(message)) }
}

/// MS-NLMP §2.2.2.6 and §2.2.2.8.
fn nt_response(input: &mut Input, field: Field) -> NtResponse {
    let range = input.range(field);
    let length = range.len();
    match length {
        0 => NtResponse::None,
        1..=24 => NtResponse::V1 { length },
        _ => {
            let at = range.start + 16;
            let byte = |n: usize| input.data.get(at + n).copied().unwrap_or_default();
            let (version, highest) = (byte(0), byte(1));
            let time = input.file_time(at + 8);
            let pairs = (at + 28).min(range.end)..range.end;
            let target_info = target::read(input, pairs);
            NtResponse::V2 { length, version, highest, time, target_info }
        }
    }
}

/// The message with the faults found so far.
struct Input<'a> {
    data: &'a [u8],
    faults: Vec<Fault>,
}

impl Input<'_> {
    fn fault(&mut self, at: usize, what: impl Into<std::borrow::Cow<'static, str>>) {
        const MAX_FAULTS: usize = 64;
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault::new(at.min(self.data.len()), what));
        }
    }

    fn bytes(&self, at: Range<usize>) -> Option<&[u8]> {
        self.data.get(at)
    }

    fn u16(&self, at: usize) -> Option<u16> {
        Some(u16::from_le_bytes(self.bytes(at..at.checked_add(2)?)?.try_into().ok()?))
    }

    fn u32(&self, at: usize) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(at..at.checked_add(4)?)?.try_into().ok()?))
    }

    /// 100 ns since 1601, as Windows counts. `None` for zero, which stands for "not given", only
    /// when the message ends before it.
    fn file_time(&self, at: usize) -> Option<Instant> {
        let ticks = u64::from_le_bytes(self.bytes(at..at.checked_add(8)?)?.try_into().ok()?);
        let millis = i64::try_from(ticks / 10_000).ok()?;
        Some(Instant::from_millis(millis - 11_644_473_600_000))
    }

    fn flags(&mut self, at: usize) -> Flags {
        if let Some(bits) = self.u32(at) {
            return Flags(bits);
        }
        self.fault(self.data.len(), "ends before the flags");
        Flags(0)
    }

    fn field(&self, at: usize) -> Option<Field> {
        Some(Field { length: self.u16(at)?, allocated: self.u16(at + 2)?, offset: self.u32(at + 4)? })
    }

    fn needed(&mut self, at: usize) -> Field {
        self.field(at).unwrap_or_else(|| {
            self.fault(self.data.len(), format!("ends before the field at byte {at}"));
            Field::default()
        })
    }

    /// Where the first payload stands: the header ends before it, and how long the header is tells
    /// whether it has a version and a MIC.
    fn payload_start(&self, fields: &[Field]) -> usize {
        let offsets = fields.iter().filter(|f| f.length > 0).filter_map(|f| usize::try_from(f.offset).ok());
        offsets.min().unwrap_or(self.data.len())
    }

    /// The bytes of a payload, cut at the end of the message.
    fn range(&mut self, field: Field) -> Range<usize> {
        if field.length == 0 {
            return 0..0;
        }
        let start = usize::try_from(field.offset).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::from(field.length));
        let size = self.data.len();
        if end > size {
            self.fault(start, format!("a field of {} bytes at byte {start} runs past the end", field.length));
        }
        start.min(size)..end.min(size)
    }

    fn text(&mut self, field: Field, unicode: bool) -> Option<String> {
        let range = self.range(field);
        if range.is_empty() {
            return None;
        }
        Some(if unicode { self.utf16(range) } else { self.oem(range) })
    }

    fn utf16(&mut self, range: Range<usize>) -> String {
        let bytes = self.data.get(range.clone()).unwrap_or_default();
        if bytes.len() % 2 == 1 {
            self.fault(range.end.saturating_sub(1), "half a UTF-16 character");
        }
        let units = bytes.chunks_exact(2).map(|pair| pair.iter().rev().fold(0, |n, b| n << 8 | u16::from(*b)));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// The sender's code page, which the message does not name: UTF-8 when it fits, else Latin-1.
    fn oem(&mut self, range: Range<usize>) -> String {
        let start = range.start;
        let bytes = self.data.get(range).unwrap_or_default();
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
        };
        if bytes.contains(&0) {
            self.fault(start, "looks like UTF-16 where the OEM character set is due");
        }
        text
    }

    fn version(&mut self, at: usize, payload: usize, flags: Flags) -> Option<Version> {
        let Some(&[major, minor, b0, b1, r0, r1, r2, revision]) = self.bytes(at..at + 8).filter(|_| payload >= at + 8)
        else {
            if flags.has(Flags::VERSION) {
                self.fault(at, "the flags announce a version, and there is no room for one");
            }
            return None;
        };
        let reserved = [r0, r1, r2];
        if reserved != [0; 3] {
            self.fault(at + 4, "reserved bytes of the version are not zero: something else may stand here");
        }
        Some(Version { major, minor, build: u16::from_le_bytes([b0, b1]), revision, reserved })
    }
}

#[cfg(test)]
mod tests;
