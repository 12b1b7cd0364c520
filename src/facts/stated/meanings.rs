//! The reasons by the parts of a sentence, for wordings that no phrase holds.

use super::Reason;
use crate::facts::sentence::{NOT_RIGHT, Saying};

/// What stands beside a claim's name in a short code: `AUTH_AUD`, `E_JWT_ISS`.
const CODE: &[&str] = &[
    "auth aud", "auth iss", "auth sig", "jwt aud", "jwt iss", "jwt sig", "token aud", "token iss", "token sig",
    "e aud", "e iss", "e sig", "err aud", "err iss", "err sig", "aud error", "iss error", "sig error", "auth audience",
    "auth issuer", "auth signature", "e audience", "e issuer", "e signature",
];
/// Words of a sentence, which says more than a code.
const NOT_A_CODE: &[&str] = &["missing", "required", "is", "was", "the", "a", "for", "of", "expired", "webhook", "url"];

/// Reasons that are more exact than those below, which their words fit too. The first that fits counts.
pub(super) const EXACT: &[(Reason, Saying)] = &[
    (
        Reason::Milliseconds,
        Saying {
            of: &["milliseconds", "millisecond", "millis", "in ms", "13 digits", "13 digit", "thirteen digits"],
            says: &["exp", "iat", "nbf", "seconds", "numericdate", "numeric date", "unix", "epoch", "claim", "claims"],
            never: &["timeout", "latency", "took", "retry", "within", "leeway", "skew"],
        },
    ),
    (
        Reason::KeyRetired,
        Saying {
            of: &["secret", "secrets", "key", "keys"],
            says: &[
                "rotated", "rotation", "retired", "predates", "rolled over", "old key", "old secret", "old signing",
                "previous key", "previous secret", "previous signing", "former key", "changed our", "keys changed",
                "key changed", "secret changed", "have changed", "has changed", "was changed", "were changed",
                "was replaced", "were replaced", "has been replaced", "have been replaced", "no longer use",
                "no longer trust*",
            ],
            never: &["refresh", "password", "api", "client", "access key", "your key", "account", "if"],
        },
    ),
    (
        Reason::CertificateBound,
        Saying {
            of: &[
                "certificate bound", "cert bound", "bound to a certificate", "bound to a client certificate",
                "bound to another certificate", "bound to a different certificate", "bound to the certificate", "x5t",
                "certificate thumbprint", "cert thumbprint", "mtls", "m tls", "mutual tls", "client certificate",
                "client cert",
            ],
            says: &["token", "tokens", "cnf"],
            never: &["dpop", "proof", "jkt", "signature", "expired", "endpoint"],
        },
    ),
    (
        Reason::CertificateBound,
        Saying { of: &["x5t", "x5t s256"], says: NOT_RIGHT, never: &["dpop", "proof", "jkt", "header", "kid"] },
    ),
    (
        Reason::CertificateBound,
        Saying {
            of: &["certificate"],
            says: &[
                "token was issued to", "token was issued for", "token is bound", "token was bound", "token belongs",
            ],
            never: &["dpop", "proof", "signing"],
        },
    ),
    (
        Reason::Graph,
        Saying {
            of: &[
                "microsoft graph", "ms graph", "graph microsoft", "00000003 0000 0000 c000 000000000000",
                "graph token", "graph tokens", "graph access token", "graph api",
            ],
            says: &["token", "tokens", "aud", "audience", "issued for", "meant for"],
            never: &["call", "calling", "failed", "unable", "could not", "request to", "expired", "consent", "fetch"],
        },
    ),
    (
        Reason::EntraVersion,
        Saying {
            of: &["v1 0", "v2 0", "ver 1 0", "ver 2 0", "version 1 0", "version 2 0", "ver 1", "ver 2"],
            says: &["ver", "version", "0 token", "0 tokens", "0 access", "0 format"],
            never: &["api version", "tls", "http", "app version", "upgrade", "login microsoftonline"],
        },
    ),
    (Reason::EntraVersion, Saying { of: &["sts windows net"], says: &["v2 0"], never: &[] }),
    (
        Reason::EntraVersion,
        Saying { of: &["v1"], says: &["v2 token", "v2 tokens", "v2 access"], never: &["api", "expired", "upgrade"] },
    ),
    (
        Reason::EntraVersion,
        Saying { of: &["v2"], says: &["v1 token", "v1 tokens", "v1 access"], never: &["api", "expired", "upgrade"] },
    ),
    (
        Reason::Opaque,
        Saying {
            of: &[
                "opaque", "reference token", "reference tokens", "only accept jwt", "only accepts jwt",
                "only accept jwts", "accept only jwt", "only jwt", "only jwts", "jwt only", "jwts only",
            ],
            says: &["token", "tokens", "jwt", "jwts"],
            never: &["expected opaque", "expected an opaque", "expects an opaque", "only opaque", "must be opaque"],
        },
    ),
    (
        Reason::AnonKey,
        Saying {
            of: &[
                "anon", "anonymous key", "anon key", "publishable key", "publishable", "public project key",
                "project key", "public key of the project",
            ],
            says: &["key", "role", "user", "session", "instead"],
            never: &["policy", "violates", "row level", "permission denied", "missing", "invalid", "expired", "kid"],
        },
    ),
    (
        Reason::RefreshToken,
        Saying {
            of: &[
                "refresh token", "refresh tokens", "is refresh", "was refresh", "got refresh", "not refresh",
                "type refresh", "typ refresh", "use refresh", "renewal token",
            ],
            says: &[
                "this is a refresh", "do not send", "dont send", "not valid here", "not valid for", "cannot be used",
                "cant be used", "can not be used", "not allowed", "not accepted", "not permitted", "not an access",
                "instead", "cannot", "must not", "may not", "only be used", "only for", "are for", "is for", "not for",
                "used as", "used for", "wrong", "rejected", "sent", "supplied", "presented", "received", "got",
                "was given", "access token", "must be access", "expected access", "not usable", "unexpected",
                "be exchanged", "wrong token", "only good for", "only valid",
            ],
            never: &[
                "missing", "required", "expired", "revoked", "reuse*", "already", "no", "not found", "provide",
                "unknown", "use your refresh", "use the refresh", "with your refresh", "with the refresh",
                "with a refresh", "or",
            ],
        },
    ),
    (
        Reason::IdToken,
        Saying {
            of: &[
                "id token", "id tokens", "identity token", "identity tokens", "is id", "was id", "got id", "not id",
                "use id", "idtoken", "received id", "found id",
            ],
            says: &[
                "this is an id", "do not send", "dont send", "not valid here", "not valid for", "cannot be used",
                "cant be used", "can not be used", "not allowed", "not accepted", "not permitted", "not an access",
                "instead", "cannot", "must not", "may not", "are for", "is for", "not for", "used", "wrong",
                "rejected", "sent", "supplied", "presented", "received", "got", "access token", "access tokens",
                "be access", "expected access", "unexpected", "but is", "not meant", "token use",
            ],
            never: &[
                "missing", "required", "expired", "revoked", "signature", "audience", "issuer", "verify", "no",
                "firebase", "decoding", "provide", "not found", "or",
            ],
        },
    ),
    (
        Reason::Environment,
        Saying {
            of: &[
                "sandbox", "staging", "production", "prod", "live", "test", "dev", "development", "preprod", "qa",
                "uat", "environment", "environments", "test mode", "live mode",
            ],
            says: &[
                "do not work", "does not work", "dont work", "doesnt work", "wont work", "not valid in",
                "not valid for", "not valid on", "not valid here", "not accepted", "environment mismatch",
                "wrong environment", "another environment", "different environment", "other environment",
                "cannot be used", "cant be used", "not for", "used against", "used in", "used on", "issued by",
                "issued for", "issued in", "minted by", "minted in", "minted for", "belongs to", "comes from",
                "came from", "is from", "was made for", "meant for",
            ],
            never: &["user", "key", "keys", "client", "account", "permission", "role", "expired", "audience", "issuer"],
        },
    ),
    (
        Reason::Environment,
        Saying {
            of: &[
                "staging token", "staging tokens", "sandbox token", "sandbox tokens", "test token", "test tokens",
                "live token", "live tokens", "production token", "production tokens", "dev token", "dev tokens",
                "environment",
            ],
            says: &[
                "is a", "against", "in", "here", "live", "production", "cannot", "not match", "doesnt match",
                "mismatch", "wrong",
            ],
            never: &[
                "user", "key", "keys", "client", "permission", "role", "expired", "audience", "issuer", "variable",
            ],
        },
    ),
    (
        Reason::TooLong,
        Saying {
            of: &["exp", "lifetime", "ttl", "lives", "live", "expiry", "expiration", "valid for", "validity"],
            says: &[
                "too far", "too long", "at most", "maximum", "max", "exceeds", "longer than", "more than",
                "too distant", "the limit", "must be within", "ahead", "upper limit", "too high", "too large",
            ],
            never: &["password", "expired", "session", "refresh", "cache", "code", "milliseconds"],
        },
    ),
];

/// The first that fits counts.
pub(super) const MEANINGS: &[(Reason, Saying)] = &[
    (
        Reason::Revoked,
        Saying {
            of: &["token", "jwt", "jti", "tokens", "credential", "credentials", "access", "grant"],
            says: &[
                "revoked", "withdrawn", "withdrew", "token was deleted", "token has been deleted", "token was removed",
                "token is void", "no longer counts", "recalled", "terminated", "voided", "killed", "invalidated",
                "denylist*", "blocklist*", "blacklist*", "deny list", "block list", "logged out", "signed out",
                "cancelled", "canceled", "no longer valid", "no longer active",
            ],
            never: &[
                "expired", "or", "refresh", "if", "not revoked", "reset", "csrf", "account for", "account of",
                "account behind", "user for", "user of", "user behind",
            ],
        },
    ),
    (
        Reason::Expired,
        Saying {
            of: &["token", "jwt", "exp"],
            says: &[
                "expired", "lifetime exceeded", "past its", "outdated", "in the past", "lapsed", "ran out", "run out",
                "out of date", "too old", "token ended", "has ended", "lifetime over", "lifetime is over", "is over",
                "elapsed", "expires in the past", "timed out",
            ],
            never: &["or", "refresh", "if", "link", "reset", "invalid", "nbf", "iat", "not expired"],
        },
    ),
    (
        Reason::Expired,
        Saying {
            of: &["jwt exp", "token exp", "auth exp", "e exp", "err exp", "exp error"],
            says: &["exp"],
            never: NOT_A_CODE,
        },
    ),
    (
        Reason::NotYetValid,
        Saying {
            of: &["nbf", "token", "jwt", "iat"],
            says: &[
                "not been reached", "not reached", "from the future", "early", "before use", "in the future",
                "not valid yet", "not active yet", "not yet", "not been activated", "not before",
            ],
            never: &["too far", "exp", "refresh", "audience", "issuer"],
        },
    ),
    (
        Reason::KeysUnavailable,
        Saying {
            of: &[
                "jwks", "key set", "signing keys", "get keys", "fetch keys", "public keys", "oidc keys", "jwk set",
                "openid configuration", "discovery document", "verification keys", "issuer keys", "key endpoint",
                "key server", "jwks endpoint",
            ],
            says: &[
                "etimedout", "econnrefused", "enotfound", "econnreset", "refused", "unavailable", "not available",
                "not respond*", "didnt respond", "not reachable", "not reach", "didnt answer", "not answer", "down",
                "not be retrieved", "not be loaded", "not be fetched", "failed", "fail", "error", "unable", "cannot",
                "could not", "couldnt", "timeout", "timed out", "unreachable", "malformed", "too many requests",
                "expected 200", "http error", "fetching",
            ],
            never: &["not found", "kid", "find", "match", "matching"],
        },
    ),
    (
        Reason::KeyUnknown,
        Saying {
            of: &[
                "kid", "key id", "key identifier", "signing key", "verification key", "jwk", "matching key",
                "public key", "keyset", "key set", "jwks", "jwk set", "key with id", "key for this token",
                "key for this issuer",
            ],
            says: &[
                "not found", "no", "unknown", "invalid", "could not find", "could not be found", "couldnt find",
                "unable to find", "unable to lookup", "cannot find", "failed to find", "does not contain",
                "doesnt contain", "unrecogni*", "mismatch", "not in", "missing",
            ],
            never: &[
                "api", "access key", "fetch", "download", "load", "loaded", "refresh", "obtain", "timeout",
                "unreachable", "malformed",
            ],
        },
    ),
    (
        Reason::Algorithm,
        Saying {
            of: &["alg", "algorithm", "algorithms", "signing method", "hs256", "rs256", "es256", "unsigned"],
            says: &[
                "invalid", "unsupported", "not supported", "not allowed", "mismatch", "disallowed", "not permitted",
                "unexpected", "doesnt match", "does not match", "not in", "only", "incorrect key", "not on",
                "forbidden", "expected", "bad", "rejected", "not accepted", "wrong", "not one of", "refused",
            ],
            never: &["signature", "signatures", "encryption", "hash"],
        },
    ),
    (
        Reason::Issuer,
        Saying { of: &["iss", "issuer", "issuers", "issued by"], says: NOT_RIGHT, never: &["certificate", "audience"] },
    ),
    (
        Reason::Issuer,
        Saying {
            of: &["identity provider", "idp", "issuer", "do not trust http", "do not trust https"],
            says: &[
                "unknown", "not trusted", "untrusted", "not trust", "dont trust", "not know", "dont know", "not known",
                "not accepted", "not allowed", "wrong", "not recogni*", "not ours",
            ],
            never: &["certificate", "audience", "key", "keys"],
        },
    ),
    (
        Reason::Audience,
        Saying { of: &["aud", "audience", "audiences"], says: NOT_RIGHT, never: &["issuer", "missing", "without"] },
    ),
    (Reason::Issuer, Saying { of: &["iss", "issuer"], says: CODE, never: NOT_A_CODE }),
    (Reason::Audience, Saying { of: &["aud", "audience"], says: CODE, never: NOT_A_CODE }),
    (Reason::Signature, Saying { of: &["sig", "signature"], says: CODE, never: NOT_A_CODE }),
    (
        Reason::Audience,
        Saying {
            of: &["token", "jwt"],
            says: &[
                "not for this", "not for us", "not for me", "issued for", "minted for", "meant for", "intended for",
                "made for", "for another api", "for another service", "for a different api", "for a different service",
                "belongs to another", "belongs to a different", "addressed to", "not issued to", "different api",
                "another api", "different service", "another service", "other api", "other service", "wrong api",
                "wrong service", "not meant for", "not intended for", "not issued for", "issued for another",
                "meant for another", "intended for another", "issued for a different", "meant for a different",
                "intended for a different",
            ],
            never: &[
                "user", "tenant", "account", "refresh", "csrf", "endpoint", "method", "environment", "reset",
                "password", "device", "ip", "proof",
            ],
        },
    ),
    (
        Reason::Signature,
        Saying {
            of: &["signature", "signatures", "hmac", "cryptographic", "ed25519", "ecdsa", "rsa", "seal"],
            says: &[
                "invalid", "wrong", "bad", "incorrect", "mismatch", "not valid", "not match", "doesnt match", "failed",
                "failure", "verification", "could not be verified", "could not verify", "error", "not verify",
                "doesnt verify", "could not check", "couldnt verify", "broken", "cannot be verified", "tampered",
                "forged", "not ours", "not made by",
            ],
            never: &["expired", "missing", "required", "url", "webhook", "link", "algorithm", "alg", "proof", "dpop"],
        },
    ),
    (
        Reason::Signature,
        Saying {
            of: &["token", "jwt"],
            says: &["tampered", "forged", "altered", "manipulated", "not signed by"],
            never: &["csrf", "proof", "dpop"],
        },
    ),
    (
        Reason::TimeClaim,
        Saying {
            of: &["exp", "expiration", "expiry", "iat", "nbf", "token never expires", "tokens never expire"],
            says: &[
                "missing", "required", "must have", "without", "must be an integer", "must be a number",
                "must be numeric", "no exp", "no expiration", "no expiry", "not a number", "not numeric",
                "isnt a number", "lacks", "absent", "not an integer", "is a string", "must contain", "not set",
                "is null", "never expires", "never expire", "must carry", "no numericdate", "not a numericdate",
                "not a valid",
            ],
            never: &["expired", "past", "scope", "audience", "issuer", "future", "reached"],
        },
    ),
    (
        Reason::Kind,
        Saying {
            of: &["token type", "token use", "refresh token", "refresh tokens", "id token", "id tokens", "tokenuse"],
            says: &[
                "invalid", "wrong", "expected", "unexpected", "not allowed", "not accepted", "mismatch",
                "cannot be used", "not supported",
            ],
            never: &["expired", "issued", "signature", "audience", "issuer"],
        },
    ),
    (
        Reason::User,
        Saying {
            of: &["user", "account", "employee"],
            says: &[
                "no longer exists", "left the", "doesnt exist", "does not exist", "archived", "frozen", "terminated",
                "erased", "deactivated", "banned", "deleted", "closed", "blocked", "disabled", "suspended", "inactive",
                "no such", "no longer", "not active", "removed", "no active", "unknown",
            ],
            never: &["password", "key", "by the user", "your plan", "service account", "email"],
        },
    ),
    (
        Reason::Malformed,
        Saying {
            of: &["token", "jwt", "bearer", "credential"],
            says: &[
                "could not be read", "couldnt be read", "cannot be read", "cannot read", "could not read",
                "unreadable", "garbled", "undecodable", "unparseable", "unparsable", "format wrong", "wrong format",
                "bad format", "invalid format", "format invalid", "format is", "invalid characters",
                "illegal characters", "illegal character", "corrupt*", "damaged", "malformed", "not look like",
                "doesnt look like", "not decodable", "not well formed", "could not be parsed", "cannot be parsed",
                "cannot parse", "could not parse", "not be decoded", "not parse", "not decode", "garbage", "nonsense",
                "mangled",
            ],
            never: &["csrf", "refresh", "expired", "proof", "dpop", "body", "json at"],
        },
    ),
];

/// Nobody is signed in, said to one who sent nothing.
pub(super) const NOBODY: Saying = Saying {
    of: &[
        "signed in", "logged in", "sign in", "signin", "log in", "login", "authenticated", "authentication", "session",
        "authenticate",
    ],
    says: &["not", "must", "required", "requires", "please", "need", "needs", "first", "no", "missing", "before"],
    never: &[
        "password", "failed", "expired", "invalid", "wrong", "attempts", "attempt", "locked", "disabled", "captcha",
        "csrf", "xsrf", "origin", "role", "permission", "admin", "email", "allowed", "blocked", "ip", "certificate",
        "factor", "mfa", "valid", "supported", "found",
    ],
};

/// The same, by what did not come.
pub(super) const NOTHING_CAME: Saying = Saying {
    of: &[
        "access token", "bearer token", "bearer", "authorization header", "auth header", "auth token", "token", "jwt",
        "anonymous", "unauthenticated", "credentials", "auth", "sign in", "signin", "login", "log in", "authenticate",
        "signed in", "logged in",
    ],
    says: &[
        "absent", "empty", "needed", "have to", "for signed", "for logged", "only for", "provide", "where is",
        "missing", "required", "requires", "no token", "no auth", "lacks", "not sent", "not send", "without", "must",
        "not allowed", "not permitted", "not accepted", "need", "needs", "none was", "found no", "no bearer", "no jwt",
        "no credentials", "cannot", "may not", "no access token",
    ],
    never: &[
        "csrf", "xsrf", "captcha", "invalid", "wrong", "expired", "reset", "invite", "invitation", "upload", "device",
        "push", "role", "permission", "origin", "ip", "blocked", "verification", "forgery", "api", "registration",
        "payment", "voucher", "share", "scope", "access to", "setup", "webhook", "client",
    ],
};
