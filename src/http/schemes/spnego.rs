//! What travels in `Negotiate`: SPNEGO (RFC 4178) around Kerberos (RFC 4120, RFC 4121) or NTLM, or
//! one of them bare, as some browsers and servers send them (RFC 4559).
//!
//! Tickets and proofs are encrypted or secret: only their kind and length are kept.

mod der;
mod kerberos;

use der::{Der, push};
pub use kerberos::{Encrypted, EncryptionInfo, Kerberos, Padata, Principal, Ticket, encryption_name};

use crate::fault::Fault;
use crate::http::schemes::ntlm::{self, Ntlm};

/// How deep tokens may nest; real ones nest three deep.
const MAX_DEPTH: usize = 8;

/// What a Negotiate token turns out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// The frame of a first token: a mechanism and its own token (RFC 2743 §3.1).
    Initial {
        /// The mechanism.
        mechanism: Mechanism,
        /// What the mechanism says.
        inner: Box<Token>,
    },
    /// SPNEGO: the client offers mechanisms.
    NegTokenInit(NegTokenInit),
    /// SPNEGO: the other side answers.
    NegTokenResp(NegTokenResp),
    /// A Kerberos message.
    Kerberos(Box<Kerberos>),
    /// An NTLM message.
    Ntlm(Ntlm),
    /// Nothing that can be looked into.
    Unknown {
        /// In bytes.
        length: usize,
    },
}

/// The offer (RFC 4178 §4.2.1; with hints it is Microsoft's NegTokenInit2, MS-SPNG §2.2.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NegTokenInit {
    /// What the sender can do, best first.
    pub mechanisms: Vec<Mechanism>,
    /// `reqFlags`, first bit on top; obsolete.
    pub request_flags: Option<u32>,
    /// The first token of the best mechanism, sent ahead.
    pub token: Option<Box<Token>>,
    /// The length of `mechListMIC` in bytes.
    pub mic: Option<usize>,
    /// Microsoft's hints.
    pub hints: Option<Hints>,
}

/// `negHints`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// Usually `not_defined_in_RFC4178@please_ignore`.
    pub name: Option<String>,
    /// Never used.
    pub address: Option<String>,
}

/// The answer (RFC 4178 §4.2.2).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NegTokenResp {
    /// 0 accept-completed, 1 accept-incomplete, 2 reject, 3 request-mic.
    pub state: Option<i64>,
    /// The mechanism that was chosen.
    pub mechanism: Option<Mechanism>,
    /// The mechanism's token.
    pub token: Option<Box<Token>>,
    /// The length of `mechListMIC` in bytes.
    pub mic: Option<usize>,
}

/// A GSS-API mechanism by its object identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism(pub String);

impl Mechanism {
    /// What it is usually called.
    pub fn name(&self) -> Option<&'static str> {
        Some(match self.0.as_str() {
            "1.3.6.1.5.5.2" => "SPNEGO",
            "1.2.840.113554.1.2.2" => "Kerberos",
            "1.2.840.48018.1.2.2" => "MS Kerberos",
            "1.2.840.113554.1.2.2.3" => "Kerberos User to User",
            "1.3.5.1.5.2" => "Kerberos (draft)",
            "1.3.6.1.5.2.5" => "IAKERB",
            "1.3.6.1.4.1.311.2.2.10" => "NTLM",
            "1.3.6.1.4.1.311.2.2.30" => "NEGOEX",
            _ => return None,
        })
    }
}

impl NegTokenResp {
    /// The state by its name.
    pub fn state_name(&self) -> Option<&'static str> {
        Some(match self.state? {
            0 => "accept-completed",
            1 => "accept-incomplete",
            2 => "reject",
            3 => "request-mic",
            _ => "unknown",
        })
    }
}

impl Token {
    /// The NTLM message inside, however deep.
    pub fn ntlm(&self) -> Option<&Ntlm> {
        match self {
            Token::Ntlm(ntlm) => Some(ntlm),
            other => other.inner()?.ntlm(),
        }
    }

    /// The Kerberos message inside, however deep.
    pub fn kerberos(&self) -> Option<&Kerberos> {
        match self {
            Token::Kerberos(kerberos) => Some(kerberos),
            other => other.inner()?.kerberos(),
        }
    }

    fn inner(&self) -> Option<&Token> {
        match self {
            Token::Initial { inner, .. } => Some(inner),
            Token::NegTokenInit(init) => init.token.as_deref(),
            Token::NegTokenResp(answer) => answer.token.as_deref(),
            Token::Kerberos(_) | Token::Ntlm(_) | Token::Unknown { .. } => None,
        }
    }
}

/// Reads a Negotiate token, base64 already decoded. `None` for no bytes at all.
pub fn read(data: &[u8]) -> (Option<Token>, Vec<Fault>) {
    let mut faults = Vec::new();
    if data.is_empty() {
        return (None, faults);
    }
    let token = read_token(Der::new(data, 0), MAX_DEPTH, &mut faults);
    for fault in &mut faults {
        fault.at = fault.at.min(data.len());
    }
    (Some(token), faults)
}

fn read_token(der: Der, depth: usize, faults: &mut Vec<Fault>) -> Token {
    let unknown = Token::Unknown { length: der.data.len() };
    if depth == 0 {
        push(faults, der.base, "tokens nested too deep");
        return unknown;
    }
    if der.data.starts_with(ntlm::SIGNATURE) {
        let (message, found) = ntlm::read(der.data);
        faults.extend(found.into_iter().map(|f| Fault { at: f.at + der.base, ..f }));
        return message.map_or(unknown, Token::Ntlm);
    }
    let mut rest = der;
    match der.peek() {
        Some(0x60) => match rest.next(faults) {
            Some(element) => initial(element.content, depth, faults),
            None => unknown,
        },
        Some(0xA0) => match rest.next(faults).and_then(|e| e.content.inside(0x30, faults)) {
            Some(content) => Token::NegTokenInit(neg_token_init(content, depth, faults)),
            None => unknown,
        },
        Some(0xA1) => match rest.next(faults).and_then(|e| e.content.inside(0x30, faults)) {
            Some(content) => Token::NegTokenResp(neg_token_resp(content, depth, faults)),
            None => unknown,
        },
        Some(0x30 | 0x6A..=0x6F | 0x7E) => {
            kerberos::read(der, faults).map_or(unknown, |k| Token::Kerberos(Box::new(k)))
        }
        _ => {
            push(faults, der.base, "neither SPNEGO, Kerberos nor NTLM");
            unknown
        }
    }
}

fn initial(mut der: Der, depth: usize, faults: &mut Vec<Fault>) -> Token {
    let length = der.data.len();
    let at = der.base;
    let Some(mechanism) = der.next(faults).filter(|e| e.tag == 0x06).and_then(|e| e.content.oid()) else {
        push(faults, at, "no mechanism where one is due");
        return Token::Unknown { length };
    };
    // Kerberos puts two bytes of token id before its message (RFC 4121 §4.1).
    if let [_, 0, rest @ ..] = der.data
        && matches!(rest.first(), Some(0x6A..=0x6F | 0x7E))
    {
        der = Der::new(rest, der.base + 2);
    }
    let inner = Box::new(read_token(der, depth - 1, faults));
    Token::Initial { mechanism: Mechanism(mechanism), inner }
}

fn neg_token_init(der: Der, depth: usize, faults: &mut Vec<Fault>) -> NegTokenInit {
    let mut init = NegTokenInit::default();
    for element in der.elements(faults) {
        let content = element.content;
        match (element.tag, content.peek()) {
            (0xA0, _) => {
                let list = content.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default();
                init.mechanisms = list.iter().filter_map(|e| e.content.oid()).map(Mechanism).collect();
                if init.mechanisms.len() < list.len() {
                    push(faults, content.base, "a mechanism that is no object identifier");
                }
            }
            (0xA1, _) => init.request_flags = content.inside(0x03, faults).and_then(Der::bits),
            (0xA2, _) => init.token = octets(content, faults).map(|d| Box::new(read_token(d, depth - 1, faults))),
            (0xA3, Some(0x30)) => {
                let mut hints = Hints::default();
                for hint in content.inside(0x30, faults).map(|d| d.elements(faults)).unwrap_or_default() {
                    let text = hint.content.elements(faults).first().map(|e| e.content.text());
                    match hint.tag {
                        0xA0 => hints.name = text,
                        0xA1 => hints.address = text,
                        _ => push(faults, hint.content.base, "a hint that MS-SPNG does not know"),
                    }
                }
                init.hints = Some(hints);
            }
            (0xA3 | 0xA4, _) => init.mic = octets(content, faults).map(|d| d.data.len()),
            _ => push(faults, content.base, "a field that NegTokenInit does not know"),
        }
    }
    init
}

fn neg_token_resp(der: Der, depth: usize, faults: &mut Vec<Fault>) -> NegTokenResp {
    let mut answer = NegTokenResp::default();
    for element in der.elements(faults) {
        let content = element.content;
        match element.tag {
            0xA0 => answer.state = content.inside(0x0A, faults).and_then(Der::integer),
            0xA1 => answer.mechanism = content.inside(0x06, faults).and_then(Der::oid).map(Mechanism),
            0xA2 => answer.token = octets(content, faults).map(|d| Box::new(read_token(d, depth - 1, faults))),
            0xA3 => answer.mic = octets(content, faults).map(|d| d.data.len()),
            _ => push(faults, content.base, "a field that NegTokenResp does not know"),
        }
    }
    answer
}

fn octets<'a>(der: Der<'a>, faults: &mut Vec<Fault>) -> Option<Der<'a>> {
    der.inside(0x04, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_answer_that_asks_for_a_mic() {
        let data = [
            0xA1, 0x15, 0x30, 0x13, 0xA0, 0x03, 0x0A, 0x01, 0x03, 0xA1, 0x0C, 0x06, 0x0A, 0x2B, 0x06, 0x01, 0x04, 0x01,
            0x82, 0x37, 0x02, 0x02, 0x0A,
        ];
        let (token, faults) = read(&data);
        let Some(Token::NegTokenResp(answer)) = token else { panic!("{token:?}") };
        assert_eq!(faults, []);
        assert_eq!(answer.state_name(), Some("request-mic"));
        assert_eq!(answer.mechanism.unwrap().name(), Some("NTLM"));
    }

    #[test]
    fn finds_ntlm_that_calls_itself_negotiate() {
        let (token, _) = read(b"NTLMSSP\0\x01\0\0\0\x07\x82\x08\xa2");
        assert_eq!(token.unwrap().ntlm().unwrap().number(), 1);
    }

    #[test]
    fn what_is_cut_short_is_a_fault_with_its_byte() {
        let (token, faults) = read(&[0xA1, 0x15, 0x30, 0x13, 0xA0, 0x03, 0x0A, 0x01]);
        assert!(matches!(token, Some(Token::NegTokenResp(_))));
        assert_eq!(faults.iter().map(|f| f.at).collect::<Vec<_>>(), [0, 2, 4, 6]);
        assert_eq!(read(b"hello").1[0].at, 0);
        assert_eq!(read(b"").0, None);
    }

    #[test]
    fn deep_nesting_ends() {
        // Each layer is an offer whose token is the next layer: A0 { 30 { A2 { 04 { … } } } }.
        let mut data = vec![0xA0, 0];
        while data.len() < 100 {
            for tag in [0x04, 0xA2, 0x30, 0xA0] {
                let length = u8::try_from(data.len()).unwrap();
                data.splice(0..0, [tag, length]);
            }
        }
        let (_, faults) = read(&data);
        assert!(faults.iter().any(|f| f.what.contains("too deep")), "{faults:?}");
    }
}
