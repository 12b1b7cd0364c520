//! The visible parts of Kerberos messages (RFC 4120 §5).

use super::der::{Der, Element, push};
use crate::fault::Fault;
use crate::instant::Instant;

/// One Kerberos message. What a message type does not have is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kerberos {
    /// 10 AS-REQ, 11 AS-REP, 12 TGS-REQ, 13 TGS-REP, 14 AP-REQ, 15 AP-REP, 30 KRB-ERROR.
    pub kind: u8,
    /// `pvno`, 5.
    pub version: Option<i64>,
    /// `ap-options` or `kdc-options`, first bit on top.
    pub options: Option<u32>,
    /// `crealm`.
    pub client_realm: Option<String>,
    /// `cname`.
    pub client: Option<Principal>,
    /// `realm` of the service.
    pub realm: Option<String>,
    /// `sname` of the service.
    pub service: Option<Principal>,
    /// The ticket that proves the client to the service.
    pub ticket: Option<Ticket>,
    /// The authenticator or the encrypted part.
    pub encrypted: Option<Encrypted>,
    /// Data before the request proper.
    pub padata: Vec<Padata>,
    /// `etype`: the kinds of encryption that the client takes, best first.
    pub encryption_types: Vec<i64>,
    /// `till`.
    pub till: Option<Instant>,
    /// `nonce`.
    pub nonce: Option<i64>,
    /// `ctime`.
    pub client_time: Option<Instant>,
    /// `stime`: the clock of the server that reports the error.
    pub server_time: Option<Instant>,
    /// `susec`: microseconds of the server's time.
    pub server_micros: Option<i64>,
    /// `error-code`.
    pub error: Option<i64>,
    /// `e-text`.
    pub text: Option<String>,
    /// The length of `e-data` in bytes.
    pub error_data: Option<usize>,
}

/// A name in parts: `HTTP/server.example.com`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Principal {
    /// `name-type`: 1 a user, 2 a service, 3 a service on a host.
    pub kind: i64,
    /// The parts.
    pub parts: Vec<String>,
}

/// A ticket; who it is for can be seen, what it says cannot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticket {
    /// `tkt-vno`, 5.
    pub version: Option<i64>,
    /// The realm of the service.
    pub realm: Option<String>,
    /// The service: its SPN.
    pub service: Option<Principal>,
    /// What only the service can read.
    pub encrypted: Option<Encrypted>,
}

/// Encrypted data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encrypted {
    /// `etype`.
    pub kind: i64,
    /// `kvno`: which version of the key; servers with an older keytab cannot read it.
    pub key_version: Option<i64>,
    /// In bytes.
    pub length: usize,
}

/// One item of `padata`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Padata {
    /// `padata-type`: 1 a ticket request, 2 an encrypted time, 19 kinds of encryption.
    pub kind: i64,
    /// The length of its value in bytes.
    pub length: usize,
    /// The AP-REQ in a ticket request (type 1).
    pub request: Option<Box<Kerberos>>,
    /// The encrypted time (type 2).
    pub encrypted: Option<Encrypted>,
    /// What the server encrypts with (type 19).
    pub encryption: Vec<EncryptionInfo>,
}

/// One entry of ETYPE-INFO2 (RFC 4120 §5.2.7.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncryptionInfo {
    /// `etype`.
    pub kind: i64,
    /// The length of the salt in bytes.
    pub salt: Option<usize>,
    /// The length of the parameters in bytes.
    pub parameters: Option<usize>,
}

impl Kerberos {
    /// The name of the message.
    pub fn name(&self) -> &'static str {
        match self.kind {
            10 => "AS-REQ",
            11 => "AS-REP",
            12 => "TGS-REQ",
            13 => "TGS-REP",
            14 => "AP-REQ",
            15 => "AP-REP",
            30 => "KRB-ERROR",
            _ => "unknown",
        }
    }

    /// The error by its name in RFC 4120 §7.5.9, those that HTTP meets.
    pub fn error_name(&self) -> Option<&'static str> {
        Some(match self.error? {
            6 => "KDC_ERR_C_PRINCIPAL_UNKNOWN",
            7 => "KDC_ERR_S_PRINCIPAL_UNKNOWN",
            14 => "KDC_ERR_ETYPE_NOSUPP",
            18 => "KDC_ERR_CLIENT_REVOKED",
            23 => "KDC_ERR_KEY_EXPIRED",
            24 => "KDC_ERR_PREAUTH_FAILED",
            25 => "KDC_ERR_PREAUTH_REQUIRED",
            31 => "KRB_AP_ERR_BAD_INTEGRITY",
            32 => "KRB_AP_ERR_TKT_EXPIRED",
            33 => "KRB_AP_ERR_TKT_NYV",
            34 => "KRB_AP_ERR_REPEAT",
            35 => "KRB_AP_ERR_NOT_US",
            36 => "KRB_AP_ERR_BADMATCH",
            37 => "KRB_AP_ERR_SKEW",
            41 => "KRB_AP_ERR_MODIFIED",
            44 => "KRB_AP_ERR_BADKEYVER",
            45 => "KRB_AP_ERR_NOKEY",
            60 => "KRB_ERR_GENERIC",
            68 => "KDC_ERR_WRONG_REALM",
            _ => return None,
        })
    }
}

impl Principal {
    /// `HTTP/server.example.com`.
    pub fn print(&self) -> String {
        self.parts.join("/")
    }
}

impl Encrypted {
    /// The kind of encryption by its name.
    pub fn name(self) -> Option<&'static str> {
        encryption_name(self.kind)
    }
}

/// A kind of encryption by its name in IANA's registry of Kerberos encryption types.
pub fn encryption_name(kind: i64) -> Option<&'static str> {
    Some(match kind {
        1 => "des-cbc-crc",
        3 => "des-cbc-md5",
        16 => "des3-cbc-sha1-kd",
        17 => "aes128-cts-hmac-sha1-96",
        18 => "aes256-cts-hmac-sha1-96",
        19 => "aes128-cts-hmac-sha256-128",
        20 => "aes256-cts-hmac-sha384-192",
        23 => "rc4-hmac",
        24 => "rc4-hmac-exp",
        _ => return None,
    })
}

/// Reads a message from its APPLICATION tag on. `None` when there is no SEQUENCE inside.
pub(super) fn read(der: Der, faults: &mut Vec<Fault>) -> Option<Kerberos> {
    read_at(der, true, faults)
}

fn read_at(mut der: Der, nest: bool, faults: &mut Vec<Fault>) -> Option<Kerberos> {
    let outer = der.next(faults)?;
    let fields = match outer.tag {
        0x30 => outer.content.elements(faults),
        _ => outer.content.inside(0x30, faults)?.elements(faults),
    };
    let kind = match outer.tag {
        // Without its APPLICATION tag a message still says its type.
        0x30 => bare_kind(&fields).unwrap_or_default(),
        tag => tag & 0x1F,
    };
    let mut message = Kerberos { kind, ..Kerberos::default() };
    for element in fields {
        match message.kind {
            10 | 12 => request(&mut message, element, nest, faults),
            11 | 13 => reply(&mut message, element, faults),
            14 => ap_request(&mut message, element, faults),
            15 => match element.tag {
                0xA0 => message.version = integer(element.content, faults),
                0xA2 => message.encrypted = encrypted(element.content, faults),
                _ => {}
            },
            30 => error(&mut message, element, faults),
            _ => {
                push(faults, outer.content.base, "a Kerberos message that is not read");
                return None;
            }
        }
    }
    Some(message)
}

/// `msg-type`, the field after `pvno`.
fn bare_kind(fields: &[Element]) -> Option<u8> {
    let [first, second, ..] = fields else { return None };
    let follows = matches!((first.tag, second.tag), (0xA0, 0xA1) | (0xA1, 0xA2));
    let kind = second.content.inside(0x02, &mut Vec::new()).filter(|_| follows)?.integer()?;
    u8::try_from(kind).ok()
}

/// RFC 4120 §5.5.1.
fn ap_request(message: &mut Kerberos, Element { tag, content }: Element, faults: &mut Vec<Fault>) {
    match tag {
        0xA0 => message.version = integer(content, faults),
        0xA2 => message.options = content.inside(0x03, faults).and_then(Der::bits),
        0xA3 => message.ticket = ticket(content, faults),
        0xA4 => message.encrypted = encrypted(content, faults),
        _ => {}
    }
}

/// KDC-REQ, RFC 4120 §5.4.1.
fn request(message: &mut Kerberos, Element { tag, content }: Element, nest: bool, faults: &mut Vec<Fault>) {
    match tag {
        0xA1 => message.version = integer(content, faults),
        0xA3 => message.padata = padata(content, nest, faults),
        0xA4 => {
            for Element { tag, content } in content.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default()
            {
                match tag {
                    0xA0 => message.options = content.inside(0x03, faults).and_then(Der::bits),
                    0xA1 => message.client = principal(content, faults),
                    0xA2 => message.realm = string(content, faults),
                    0xA3 => message.service = principal(content, faults),
                    0xA5 => message.till = time(content, faults),
                    0xA7 => message.nonce = integer(content, faults),
                    0xA8 => {
                        let list = content.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default();
                        message.encryption_types = list.iter().filter_map(|e| e.content.integer()).collect();
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// KDC-REP, RFC 4120 §5.4.2.
fn reply(message: &mut Kerberos, Element { tag, content }: Element, faults: &mut Vec<Fault>) {
    match tag {
        0xA0 => message.version = integer(content, faults),
        0xA2 => message.padata = padata(content, false, faults),
        0xA3 => message.client_realm = string(content, faults),
        0xA4 => message.client = principal(content, faults),
        0xA5 => message.ticket = ticket(content, faults),
        0xA6 => message.encrypted = encrypted(content, faults),
        _ => {}
    }
}

/// RFC 4120 §5.9.1.
fn error(message: &mut Kerberos, Element { tag, content }: Element, faults: &mut Vec<Fault>) {
    match tag {
        0xA0 => message.version = integer(content, faults),
        0xA2 => message.client_time = time(content, faults),
        0xA4 => message.server_time = time(content, faults),
        0xA5 => message.server_micros = integer(content, faults),
        0xA6 => message.error = integer(content, faults),
        0xA7 => message.client_realm = string(content, faults),
        0xA8 => message.client = principal(content, faults),
        0xA9 => message.realm = string(content, faults),
        0xAA => message.service = principal(content, faults),
        0xAB => message.text = string(content, faults),
        0xAC => message.error_data = content.inside(0x04, faults).map(|d| d.data.len()),
        _ => {}
    }
}

fn padata(der: Der, nest: bool, faults: &mut Vec<Fault>) -> Vec<Padata> {
    let mut all = Vec::new();
    for item in der.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default() {
        let (mut kind, mut value) = (0, None);
        for Element { tag, content } in item.content.elements(faults) {
            match tag {
                0xA1 => kind = integer(content, faults).unwrap_or_default(),
                0xA2 => value = content.inside(0x04, faults),
                _ => {}
            }
        }
        let mut data = Padata { kind, length: value.map_or(0, |v| v.data.len()), ..Padata::default() };
        match (kind, value) {
            (1, Some(value)) if nest && value.peek() == Some(0x6E) => {
                data.request = read_at(value, false, faults).map(Box::new);
            }
            (2, Some(value)) => data.encrypted = encrypted(value, faults),
            (19, Some(value)) => data.encryption = encryption_info(value, faults),
            _ => {}
        }
        all.push(data);
    }
    all
}

/// RFC 4120 §5.2.7.5.
fn encryption_info(der: Der, faults: &mut Vec<Fault>) -> Vec<EncryptionInfo> {
    let mut all = Vec::new();
    for entry in der.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default() {
        let mut info = EncryptionInfo { kind: 0, salt: None, parameters: None };
        for Element { tag, content } in entry.content.elements(faults) {
            match tag {
                0xA0 => info.kind = integer(content, faults).unwrap_or_default(),
                0xA1 => info.salt = content.inside(0x1B, faults).map(|d| d.data.len()),
                0xA2 => info.parameters = content.inside(0x04, faults).map(|d| d.data.len()),
                _ => {}
            }
        }
        all.push(info);
    }
    all
}

/// RFC 4120 §5.3.
fn ticket(der: Der, faults: &mut Vec<Fault>) -> Option<Ticket> {
    let mut ticket = Ticket::default();
    for Element { tag, content } in der.inside(0x61, faults)?.inside(0x30, faults)?.elements(faults) {
        match tag {
            0xA0 => ticket.version = integer(content, faults),
            0xA1 => ticket.realm = string(content, faults),
            0xA2 => ticket.service = principal(content, faults),
            0xA3 => ticket.encrypted = encrypted(content, faults),
            _ => {}
        }
    }
    Some(ticket)
}

/// RFC 4120 §5.2.9.
fn encrypted(der: Der, faults: &mut Vec<Fault>) -> Option<Encrypted> {
    let mut data = Encrypted::default();
    for Element { tag, content } in der.inside(0x30, faults)?.elements(faults) {
        match tag {
            0xA0 => data.kind = integer(content, faults).unwrap_or_default(),
            0xA1 => data.key_version = integer(content, faults),
            0xA2 => data.length = content.inside(0x04, faults).map_or(0, |d| d.data.len()),
            _ => {}
        }
    }
    Some(data)
}

/// RFC 4120 §5.2.2.
fn principal(der: Der, faults: &mut Vec<Fault>) -> Option<Principal> {
    let mut name = Principal::default();
    for Element { tag, content } in der.inside(0x30, faults)?.elements(faults) {
        match tag {
            0xA0 => name.kind = integer(content, faults).unwrap_or_default(),
            0xA1 => {
                let parts = content.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default();
                name.parts = parts.iter().map(|e| e.content.text()).collect();
            }
            _ => {}
        }
    }
    Some(name)
}

fn integer(der: Der, faults: &mut Vec<Fault>) -> Option<i64> {
    der.inside(0x02, faults).and_then(Der::integer)
}

/// KerberosString, a GeneralString.
fn string(der: Der, faults: &mut Vec<Fault>) -> Option<String> {
    der.inside(0x1B, faults).map(Der::text)
}

/// KerberosTime, `20200614070420Z`.
fn time(der: Der, faults: &mut Vec<Fault>) -> Option<Instant> {
    let content = der.inside(0x18, faults)?;
    let text = content.text();
    let part = |at: std::ops::Range<usize>| text.get(at).unwrap_or_default().to_owned();
    let iso =
        format!("{}-{}-{}T{}:{}:{}Z", part(0..4), part(4..6), part(6..8), part(8..10), part(10..12), part(12..14));
    let read = Instant::parse_rfc3339(&iso);
    if read.is_none() {
        push(faults, content.base, "not a Kerberos time");
    }
    read
}
