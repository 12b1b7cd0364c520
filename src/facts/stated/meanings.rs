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

/// The first that fits counts.
pub(super) const MEANINGS: &[(Reason, Saying)] = &[
    (
        Reason::Revoked,
        Saying {
            of: &["token", "jwt", "jti"],
            says: &[
                "revoked", "recalled", "invalidated", "denylist*", "blocklist*", "blacklist*", "deny list",
                "block list", "logged out", "signed out", "cancelled", "canceled", "no longer valid",
                "no longer active",
            ],
            never: &["expired", "or", "refresh", "if", "not revoked", "reset", "csrf"],
        },
    ),
    (
        Reason::Expired,
        Saying {
            of: &["token", "jwt", "exp"],
            says: &["expired", "lifetime exceeded", "past its", "outdated", "in the past"],
            never: &["or", "refresh", "if", "link", "reset", "invalid", "nbf", "iat", "not expired"],
        },
    ),
    (
        Reason::NotYetValid,
        Saying {
            of: &["nbf", "token", "jwt", "iat"],
            says: &[
                "not been reached", "early", "before use", "in the future", "not valid yet", "not active yet",
                "not yet", "not been activated", "not before",
            ],
            never: &["too far", "exp", "refresh", "audience", "issuer"],
        },
    ),
    (
        Reason::KeysUnavailable,
        Saying {
            of: &["jwks", "key set", "signing keys", "get keys", "fetch keys", "public keys", "oidc keys"],
            says: &[
                "failed", "fail", "error", "unable", "cannot", "could not", "couldnt", "timeout", "timed out",
                "unreachable", "malformed", "too many requests", "expected 200", "http error", "fetching",
            ],
            never: &["not found", "kid", "find", "match", "matching"],
        },
    ),
    (
        Reason::KeyUnknown,
        Saying {
            of: &[
                "kid", "key id", "key identifier", "signing key", "verification key", "jwk", "matching key",
                "public key", "keyset", "key set", "jwks", "jwk set",
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
            of: &["alg", "algorithm", "algorithms", "signing method", "hs256", "rs256", "es256"],
            says: &[
                "invalid", "unsupported", "not supported", "not allowed", "mismatch", "disallowed", "not permitted",
                "unexpected", "doesnt match", "does not match", "not in", "only", "incorrect key",
            ],
            never: &["signature", "signatures", "encryption", "hash"],
        },
    ),
    (
        Reason::Issuer,
        Saying { of: &["iss", "issuer", "issuers", "issued by"], says: NOT_RIGHT, never: &["certificate", "audience"] },
    ),
    (
        Reason::Audience,
        Saying { of: &["aud", "audience", "audiences"], says: NOT_RIGHT, never: &["issuer", "missing"] },
    ),
    (Reason::Issuer, Saying { of: &["iss", "issuer"], says: CODE, never: NOT_A_CODE }),
    (Reason::Audience, Saying { of: &["aud", "audience"], says: CODE, never: NOT_A_CODE }),
    (Reason::Signature, Saying { of: &["sig", "signature"], says: CODE, never: NOT_A_CODE }),
    (
        Reason::Audience,
        Saying {
            of: &["token", "jwt"],
            says: &[
                "not for this", "not meant for", "not intended for", "not issued for", "issued for another",
                "meant for another", "intended for another", "issued for a different", "meant for a different",
                "intended for a different",
            ],
            never: &["user", "tenant", "account", "refresh", "csrf", "endpoint", "method", "environment"],
        },
    ),
    (
        Reason::Signature,
        Saying {
            of: &["signature", "signatures", "hmac", "cryptographic", "ed25519", "ecdsa", "rsa"],
            says: &[
                "invalid", "wrong", "bad", "incorrect", "mismatch", "not valid", "not match", "doesnt match", "failed",
                "failure", "verification", "could not be verified", "could not verify", "error",
            ],
            never: &["expired", "missing", "required", "url", "webhook", "link", "algorithm", "alg"],
        },
    ),
    (
        Reason::TimeClaim,
        Saying {
            of: &["exp", "expiration"],
            says: &["missing", "required", "must have", "without", "must be an integer", "must be a number"],
            never: &["expired", "past", "scope", "audience", "issuer"],
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
            of: &["user", "account"],
            says: &[
                "deactivated", "banned", "deleted", "closed", "blocked", "disabled", "suspended", "inactive",
                "no such", "no longer", "not active", "removed", "no active", "unknown",
            ],
            never: &["password", "key", "by the user", "your plan", "service account", "email"],
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
