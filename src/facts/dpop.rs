//! What is wrong with a DPoP proof (RFC 9449), by the proof itself and by the server's words.

use serde_json::Value;

use super::Facts;
use crate::exchange::Address;
use crate::finding::{Evidence, Source};
use crate::instant::Span;
use crate::token::Jws;
use crate::token::base64url::digest;

/// Servers take proofs of about this age.
const FRESH: Span = Span::seconds(60);

/// The check that a proof fails (RFC 9449 §4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DpopFault {
    /// `htu` or `htm` is not the request's.
    Address,
    /// `ath` is not of the access token.
    Token,
    /// `iat` is too far from now.
    Stale,
    /// The key is not the one that the token is bound to.
    Key,
    /// Another check, or the server does not say which.
    Other,
}

impl Facts<'_> {
    /// `invalid_dpop_proof` or `use_dpop_nonce`, where the answer says so.
    pub fn dpop_error(self) -> Option<&'static str> {
        let said = |code: &str| self.challenge_error() == Some(code) || self.oauth_error() == Some(code);
        ["use_dpop_nonce", "invalid_dpop_proof"].into_iter().find(|code| said(code))
    }

    /// The check that the proof of this request fails, with the evidence; `true` where the defect is
    /// visible in the proof.
    pub fn dpop_fault(self) -> Option<(DpopFault, Evidence, bool)> {
        if !self.status_in(&[400, 401]) || self.sent("dpop").is_none() || self.dpop_error() == Some("use_dpop_nonce") {
            return None;
        }
        let proof = self.dpop_proof();
        let visible = proof.as_ref().and_then(|proof| self.visible(proof));
        let challenged = self.challenge("DPoP").is_some_and(|c| c.param("error").is_some());
        let bound = |(fault, _): &(DpopFault, Evidence)| matches!(fault, DpopFault::Key | DpopFault::Token);
        let told = self.dpop_error().is_some() || (challenged && self.says(&["proof", "confirmation"]).is_some());
        if !told {
            // `invalid_token` may speak of the proof as well (RFC 9449 §7.1).
            let (fault, evidence) = visible.filter(bound).filter(|_| challenged && !self.states_any())?;
            return Some((fault, evidence, true));
        }
        // Whole words: `htm` is a part of `html`.
        let said = [
            (
                DpopFault::Address,
                &["htu", "htm"][..],
                &["http uri", "http method", "url mismatch", "method mismatch"][..],
            ),
            (DpopFault::Token, &["ath"][..], &["access token hash"][..]),
            (
                DpopFault::Stale,
                &["iat"][..],
                &["expired", "too old", "too long ago", "not recent", "in the future", "issued at", "stale"][..],
            ),
            (
                DpopFault::Key,
                &["jkt", "cnf"][..],
                &[
                    "binding", "thumbprint", "key does not match", "key mismatch", "public key", "bound to",
                    "confirmation mismatch",
                ][..],
            ),
        ];
        // oidc-provider says this of every proof that it cannot verify.
        let unverified = self.says(&["invalid dpop key binding"]).is_some();
        for (fault, words, phrases) in said {
            if unverified && fault == DpopFault::Key {
                continue;
            }
            if let Some(evidence) = self.says_word(words).or_else(|| self.says(phrases)) {
                let seen = visible.as_ref().is_some_and(|(v, _)| *v == fault);
                return Some((fault, evidence, seen));
            }
        }
        if let Some((fault, evidence)) = visible {
            return Some((fault, evidence, true));
        }
        Some((
            DpopFault::Other,
            self.header_evidence("www-authenticate").unwrap_or_else(|| self.status_evidence()),
            false,
        ))
    }

    /// The call that gave out the access token of this request and tied it to the key of its own proof (RFC
    /// 9449 §5).
    pub fn dpop_bound_by(self) -> Option<Self> {
        let (_, token) = self.authorization_parts()?;
        let bound = |f: &Self| f.member_text("token_type").is_some_and(|t| t.eq_ignore_ascii_case("DPoP"));
        self.earlier_where(500, &|f| f.sent("dpop").is_some() && f.issued_token() == Some(token) && bound(&f))
    }

    /// A defect that the proof itself shows.
    fn visible(self, proof: &Jws) -> Option<(DpopFault, Evidence)> {
        let claims = proof.claims.as_ref()?;
        let source = |name: &str| Source::Claim(format!("{name} of the DPoP proof"));
        if let Some(htm) = claims.text("htm").filter(|m| *m != self.method()) {
            return Some((DpopFault::Address, Evidence::new(source("htm"), htm)));
        }
        if let Some(htu) = claims.text("htu") {
            let proof = Address::new(htu);
            if proof.origin() != self.url().origin() || proof.path() != self.url().path() {
                return Some((DpopFault::Address, Evidence::new(source("htu"), htu)));
            }
        }
        if let Some(iat) = claims.time("iat").map(|d| d.instant).filter(|iat| (self.now() - *iat).abs() > FRESH) {
            return Some((DpopFault::Stale, Evidence::moment(source("iat"), "", iat)));
        }
        let (scheme, token) = self.authorization_parts().filter(|(_, token)| !token.is_empty())?;
        if !scheme.eq_ignore_ascii_case("DPoP") {
            return None;
        }
        if let Some(ath) = claims.text("ath").filter(|ath| *ath != digest(token)) {
            return Some((DpopFault::Token, Evidence::new(source("ath"), ath)));
        }
        let own = thumbprint(proof.header.get("jwk")?)?;
        let told = self.jws().and_then(|j| j.claims.as_ref()?.get("cnf")?.get("jkt")?.as_str().map(str::to_owned));
        let jkt = told.or_else(|| thumbprint(self.dpop_bound_by()?.dpop_proof()?.header.get("jwk")?))?;
        if own == jkt {
            return None;
        }
        Some((
            DpopFault::Key,
            Evidence::new(Source::Claim("jwk of the DPoP proof".into()), format!("thumbprint {own}")),
        ))
    }
}

/// The thumbprint of a public key (RFC 7638 §3): its required members in the order of their names,
/// digested. `None` for kinds of keys that DPoP does not use.
fn thumbprint(jwk: &Value) -> Option<String> {
    let names: &[&str] = match jwk.get("kty")?.as_str()? {
        "EC" => &["crv", "kty", "x", "y"],
        "RSA" => &["e", "kty", "n"],
        "OKP" => &["crv", "kty", "x"],
        _ => return None,
    };
    let members: Option<Vec<_>> =
        names.iter().map(|n| Some(format!("\"{n}\":{}", Value::from(jwk.get(*n)?.as_str()?)))).collect();
    Some(digest(&format!("{{{}}}", members?.join(","))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 7638 §3.1.
    #[test]
    fn makes_the_thumbprint_of_the_standard() {
        let jwk = serde_json::json!({
            "kty": "RSA",
            "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
            "e": "AQAB", "alg": "RS256", "kid": "2011-04-29",
        });
        assert_eq!(thumbprint(&jwk).as_deref(), Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"));
    }
}
