//! What is wrong with a DPoP proof (RFC 9449), by the proof itself and by the server's words.

use super::Facts;
use crate::exchange::Address;
use crate::finding::{Evidence, Source};
use crate::instant::Span;
use crate::token::Jws;

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
        let refused = self.dpop_error().is_some()
            || (self.challenge("DPoP").is_some_and(|c| c.param("error").is_some()) && self.says(&["proof"]).is_some());
        if !refused {
            return None;
        }
        let said = [
            (DpopFault::Address, &["htu", "htm", "http uri", "http method", "url mismatch", "method mismatch"][..]),
            (DpopFault::Token, &["ath ", "ath)", "\"ath\"", "'ath'", "\\\"ath\\\"", "`ath`", "access token hash"][..]),
            (DpopFault::Stale, &["iat", "expired", "too old", "not recent", "in the future", "issued at", "stale"][..]),
            (
                DpopFault::Key,
                &[
                    "binding",
                    "jkt",
                    "thumbprint",
                    "cnf",
                    "key does not match",
                    "key mismatch",
                    "public key",
                    "bound to",
                ][..],
            ),
        ];
        let proof = self.dpop_proof();
        let visible = proof.as_ref().and_then(|proof| self.visible(proof));
        for (fault, phrases) in said {
            if let Some(evidence) = self.says(phrases) {
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
        let iat = claims.time("iat")?.instant;
        ((self.now() - iat).abs() > FRESH).then(|| (DpopFault::Stale, Evidence::new(source("iat"), iat.iso())))
    }
}
