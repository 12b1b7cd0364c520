//! One file per auth-scheme: its parameters, their meaning in words, and its checks.

pub mod ntlm;
pub mod spnego;

/// Whether `name` is an auth-scheme that Latchkey knows, without regard to case.
pub fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 26] = [
        "Basic",
        "Bearer",
        "Digest",
        "Negotiate",
        "NTLM",
        "DPoP",
        "HOBA",
        "Mutual",
        "SCRAM-SHA-1",
        "SCRAM-SHA-256",
        "vapid",
        "GNAP",
        "PrivateToken",
        "Concealed",
        "OAuth",
        "AWS4-HMAC-SHA256",
        "Signature",
        "Hawk",
        "AzureApiManagementKey",
        "Token",
        "JWT",
        "ApiKey",
        "SharedKey",
        "SharedKeyLite",
        "PoP",
        "WSSE",
    ];
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether the credentials of a scheme are one token68 and never parameters.
pub fn takes_token68_only(name: &str) -> bool {
    ["Basic", "Bearer", "DPoP", "Negotiate", "NTLM", "JWT", "GNAP"].iter().any(|known| known.eq_ignore_ascii_case(name))
}
