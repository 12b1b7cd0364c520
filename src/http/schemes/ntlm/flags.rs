//! Negotiate flags (MS-NLMP §2.2.2.5).

/// A set of negotiate flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u32);

impl Flags {
    /// Strings are UTF-16.
    pub const UNICODE: u32 = 1;
    /// The message has room for a version.
    pub const VERSION: u32 = 1 << 25;

    /// Whether all these bits are set.
    pub fn has(self, bits: u32) -> bool {
        self.0 & bits == bits
    }

    /// The names of the set bits, lowest first, with what each means.
    pub fn names(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        NAMES.iter().enumerate().filter(move |(bit, _)| self.0 >> bit & 1 == 1).map(|(_, name)| *name)
    }
}

/// By bit, from 0.
const NAMES: [(&str, &str); 32] = [
    ("NTLMSSP_NEGOTIATE_UNICODE", "strings are UTF-16"),
    ("NTLM_NEGOTIATE_OEM", "strings are in the OEM character set"),
    ("NTLMSSP_REQUEST_TARGET", "the client asks for the server's name"),
    RESERVED,
    ("NTLMSSP_NEGOTIATE_SIGN", "messages are signed"),
    ("NTLMSSP_NEGOTIATE_SEAL", "messages are encrypted"),
    ("NTLMSSP_NEGOTIATE_DATAGRAM", "connectionless authentication"),
    ("NTLMSSP_NEGOTIATE_LM_KEY", "LAN Manager session key"),
    RESERVED,
    ("NTLMSSP_NEGOTIATE_NTLM", "NTLM session security"),
    RESERVED,
    ("NTLMSSP_ANONYMOUS", "anonymous session"),
    ("NTLMSSP_NEGOTIATE_OEM_DOMAIN_SUPPLIED", "the domain is given"),
    ("NTLMSSP_NEGOTIATE_OEM_WORKSTATION_SUPPLIED", "the computer's name is given"),
    RESERVED,
    ("NTLMSSP_NEGOTIATE_ALWAYS_SIGN", "a signature block on all messages"),
    ("NTLMSSP_TARGET_TYPE_DOMAIN", "the server's name is a domain"),
    ("NTLMSSP_TARGET_TYPE_SERVER", "the server's name is a server"),
    RESERVED,
    ("NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY", "NTLM2 session security"),
    ("NTLMSSP_NEGOTIATE_IDENTIFY", "identify level token"),
    RESERVED,
    ("NTLMSSP_REQUEST_NON_NT_SESSION_KEY", "LM session key"),
    ("NTLMSSP_NEGOTIATE_TARGET_INFO", "the challenge tells of the server"),
    RESERVED,
    ("NTLMSSP_NEGOTIATE_VERSION", "the message tells the sender's version"),
    RESERVED,
    RESERVED,
    RESERVED,
    ("NTLMSSP_NEGOTIATE_128", "128-bit session key"),
    ("NTLMSSP_NEGOTIATE_KEY_EXCH", "a session key is exchanged"),
    ("NTLMSSP_NEGOTIATE_56", "56-bit session key"),
];

const RESERVED: (&str, &str) = ("reserved", "no meaning; senders leave it off");
