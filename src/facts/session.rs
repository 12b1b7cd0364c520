//! The life of one sign-in over the recording: refreshes, and when it last worked.

use std::borrow::Cow;

use super::Facts;
use crate::instant::Span;
use crate::token::{self, Claims};

/// How far apart the tries of one refresh cycle may be.
const CYCLE: Span = Span::minutes(2);
/// How many neighbours are searched.
const REACH: usize = 1000;

impl<'x> Facts<'x> {
    /// Whether another exchange proves identity in the same way: equal `Authorization` and equal
    /// session cookie, and at least one of them there.
    pub fn same_sign_in(self, other: Facts) -> bool {
        if !self.same_authorization(other) {
            return false;
        }
        let cookie = self.session_cookie();
        if self.authorization().is_none() && cookie.is_none() {
            // Names tell nothing: all cookies together may be the session.
            let own = self.identity_cookies();
            return !own.is_empty() && own == other.identity_cookies();
        }
        cookie == other.session_cookie()
    }

    /// Whether the token's own end lies before the answer.
    pub fn token_ended(self) -> bool {
        self.jws().and_then(|jws| jws.claims.as_ref()?.time("exp")).is_some_and(|exp| exp.instant <= self.now())
    }

    /// The same, or neither request proves identity at all.
    pub fn same_credential(self, other: Facts) -> bool {
        let nameless = |f: Facts| f.authorization().is_none() && f.identity_cookies().is_empty();
        self.same_sign_in(other) || nameless(self) && nameless(other)
    }

    /// Whether the tokens of both requests name the user: then, whether it is the same one ([`Claims::same_user`]).
    pub fn same_user(self, other: Facts) -> Option<bool> {
        self.user_claims()?.same_user(other.user_claims()?.as_ref())
    }

    /// The claims of the token that tells who asks: in `Authorization`, else in the cookie of the session.
    fn user_claims(self) -> Option<Cow<'x, Claims>> {
        let sent = self.jws().and_then(|jws| jws.claims.as_ref()).map(Cow::Borrowed);
        sent.or_else(|| {
            let (_, value) = self.session_cookie().filter(|_| self.authorization().is_none())?;
            token::read(value).0.jws()?.claims.clone().map(Cow::Owned)
        })
    }

    /// A success of the same route and method with another JWT than this one, which differs in the
    /// claim and in no way that is checked before it.
    pub fn took_other_claim(self, name: &str) -> Option<Facts<'x>> {
        self.jws()?;
        let mut of_route = self.same_route_before().chain(self.same_route_after());
        of_route.find(|f| f.method() == self.method() && f.succeeded() && self.differs_in_claim(*f, name))
    }

    /// As [`Facts::took_other_claim`], of any route of this server: for what all of its routes check alike.
    pub fn took_other_claim_here(self, name: &str) -> Option<Facts<'x>> {
        self.took_other_claim(name).or_else(|| self.works_where(&|f| self.differs_in_claim(f, name)))
    }

    fn differs_in_claim(self, other: Facts, name: &str) -> bool {
        let (Some(mine), Some(other)) = (self.jws(), other.jws()) else { return false };
        let (Some(claims), Some(theirs)) = (&mine.claims, &other.claims) else { return false };
        let same = |name: &str| theirs.get(name) == claims.get(name);
        let head = |name: &str| other.header.get(name) == mine.header.get(name);
        theirs.get(name).is_some()
            && !same(name)
            && head("alg")
            && head("kid")
            && ["iss", "aud"].iter().all(|claim| *claim == name || same(claim))
    }

    /// The last earlier call of data at this host that succeeded with the same sign-in.
    pub fn last_use(self) -> Option<Facts<'x>> {
        let find = || {
            let host = self.url().host();
            self.earlier()
                .take(REACH)
                .filter(|f| f.succeeded() && f.url().host() == host && f.is_api_call())
                .find(|f| self.same_sign_in(*f) && !f.is_login() && !f.is_refresh())
        };
        match self.memo {
            Some(memo) => self.other(*memo.last_use.get_or_init(|| find().map(Facts::id))),
            None => find(),
        }
    }

    /// Refreshes that succeeded and ended between two exchanges of this recording, oldest first.
    pub fn refreshes_until(self, later: Facts<'x>) -> Vec<Facts<'x>> {
        let (from, to) = (self.exchange().ended(), later.exchange().started);
        self.later()
            .take(REACH)
            .take_while(|f| f.id() < later.id())
            .filter(|f| matches!(f.status(), 200..=299) && f.exchange().ended() >= from && f.exchange().started <= to)
            .filter(|f| f.is_refresh())
            .collect()
    }

    /// The tries of the same request around this one that were refused in the same way, this one
    /// included, oldest first.
    pub fn refused_tries(self) -> Vec<Facts<'x>> {
        let at = self.exchange().started;
        let same =
            |f: &Facts| f.status() == self.status() && f.same_url(self) && (f.exchange().started - at).abs() < CYCLE;
        let find = || {
            let mut tries: Vec<_> = self.same_route_before().filter(same).collect();
            tries.reverse();
            tries.push(self);
            tries.extend(self.same_route_after().filter(same));
            tries
        };
        match self.memo {
            Some(memo) => {
                let ids = || find().into_iter().map(Facts::id).collect();
                self.others(memo.refused_tries.get_or_init(ids)).collect()
            }
            None => find(),
        }
    }

    /// The access token that the answer gives out, where its body is known. Secret.
    pub fn issued_token(self) -> Option<&'x str> {
        const PATHS: &[&str] = &[
            "access_token", "accessToken", "token", "access", "jwt", "id_token", "idToken", "data.access_token",
            "data.accessToken", "data.token", "session.access_token", "tokens.access", "tokens.accessToken",
            "tokens.access.token", "result.token",
        ];
        PATHS.iter().find_map(|p| self.member_text(p)).filter(|t| t.len() >= 8)
    }

    /// Other refreshes near this one, by time at most `near` apart.
    pub fn refreshes_beside(self, near: Span) -> impl Iterator<Item = Facts<'x>> {
        let at = self.exchange().started;
        let close = move |f: &Facts| (f.exchange().started - at).abs() <= near;
        let before = self.earlier().take(REACH).take_while(close);
        let after = self.later().take(REACH).take_while(close);
        before.chain(after).filter(|f| f.is_refresh() && !f.row().is_preflight)
    }
}
