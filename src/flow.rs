//! Flows: exchanges that belong together because one led to the next. A sign-in, a renewal, a
//! handshake, redirects, a preflight with its request; who was asked, and what went along.

mod carried;
mod loss;
mod members;
mod parties;
mod renewal;
mod sign_in;

pub use carried::{Carried, What};
pub use loss::Loss;
pub use parties::{Party, Role};

use crate::facts::Facts;
use crate::history::{ExchangeId, History};
use crate::instant::Instant;
use crate::redact;

/// How many steps a flow shows; those in its middle are left out beyond it.
pub const LIMIT: usize = 16;

/// Exchanges that belong together, in the order they started.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// What they do together.
    pub kind: Kind,
    /// Who takes part. The first is the browser, which sends every request.
    pub parties: Vec<Party>,
    /// Each request with its answer, oldest first.
    pub steps: Vec<Step>,
    /// How many steps were left out of the middle.
    pub left_out: usize,
}

/// What the exchanges of a flow do together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A sign-in by OAuth or OpenID Connect (RFC 6749 §4.1, §4.2).
    SignIn,
    /// A token or session is renewed, and the call repeated (RFC 6749 §6).
    Renewal,
    /// A refused call names a token server, as container registries do.
    TokenFetch,
    /// An auth-scheme that takes several legs, or that asks first; its name as written.
    Handshake(String),
    /// Redirects (RFC 9110 §15.4).
    Redirects,
    /// A CORS preflight and its request (Fetch §4.8).
    Preflight,
}

/// What came of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was lost on the way to the step at this place.
    Lost(usize),
    /// Nothing is seen to be lost, but the last step, at this place, was not answered well.
    Ended(usize),
    /// A token was given out, and the refused call was not repeated with it.
    NotRepeated,
    /// The last step was answered well, and nothing was lost.
    Intact,
}

/// One request with its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which exchange it is.
    pub id: ExchangeId,
    /// When it started, by this computer's clock.
    pub at: Instant,
    /// What it does in the flow.
    pub part: Part,
    /// Who was asked: an index into [`Flow::parties`].
    pub to: usize,
    /// The method.
    pub method: String,
    /// The path without query, made visible.
    pub path: String,
    /// What went along that tells who asks. Masked.
    pub sent: Vec<Carried>,
    /// The status; 0 when the page got no response.
    pub status: u16,
    /// The auth-schemes that the answer asks for.
    pub asked: Vec<String>,
    /// What the answer gives out. Masked.
    pub given: Vec<Carried>,
    /// Where the answer sends the browser: an index into [`Flow::parties`], if it takes part.
    pub ahead: Option<usize>,
    /// What went wrong on the way to this step.
    pub loss: Option<Loss>,
    /// Whether the server goes on with another one, out of the browser's sight: it trades the code.
    pub unseen: bool,
}

/// What an exchange does in its flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The app sends the browser to the sign-in server.
    Start,
    /// The sign-in server is asked (RFC 6749 §4.1.1).
    Authorize,
    /// The user signs in there.
    SignIn,
    /// The browser comes back to the app with a code (RFC 6749 §4.1.2).
    Callback,
    /// The code is traded for tokens (RFC 6749 §4.1.3).
    Trade,
    /// A call with what was given out.
    Use,
    /// A call that was refused.
    Refused,
    /// The token or session is renewed.
    Refresh,
    /// The call is repeated.
    Retry,
    /// The first leg of a handshake.
    Ask,
    /// A leg in between.
    Leg,
    /// The last leg.
    Proof,
    /// A token is fetched from the server that the challenge named.
    Fetch,
    /// The browser asks whether the page may send the request.
    Preflight,
    /// The request for which it asked.
    Request,
    /// It was sent on.
    Redirected,
    /// Where the redirects led.
    Landed,
}

impl Flow {
    /// The flow that an exchange belongs to; `None` when it stands alone.
    pub fn of(history: &History, id: ExchangeId) -> Option<Flow> {
        let facts = Facts::of(history, id)?;
        let (kind, members) = members::of(facts)?;
        let (members, left_out) = members::cut(members, id);
        let parties = parties::of(&members);
        let carried = carried::of(&members);
        let losses = loss::of(&members);
        let steps = members
            .iter()
            .zip(carried)
            .zip(losses)
            .map(|((&(facts, part), (sent, given)), loss)| Step {
                id: facts.id(),
                at: facts.exchange().started,
                part,
                to: parties::index(&parties, facts),
                method: redact::printable(facts.method()),
                path: redact::printable(facts.url().path()),
                sent,
                status: facts.status(),
                asked: asked(facts),
                given,
                ahead: facts.redirect_target().and_then(|target| parties::index_of(&parties, &target)),
                loss,
                unseen: part == Part::Callback
                    && kind == Kind::SignIn
                    && matches!(facts.status(), 200..=399)
                    && facts.url().query_value("code").is_some()
                    && members.iter().all(|(_, part)| *part != Part::Trade),
            })
            .collect();
        Some(Flow { kind, parties: parties.into_iter().map(|(party, _)| party).collect(), steps, left_out })
    }

    /// The step at which something was lost, by its place.
    pub fn lost_at(&self) -> Option<usize> {
        self.steps.iter().position(|step| step.loss.is_some())
    }

    /// What came of it.
    pub fn outcome(&self) -> Outcome {
        let last = self.steps.len().saturating_sub(1);
        let part = self.steps.last().map(|step| (step.part, step.status));
        match (self.lost_at(), part) {
            (Some(at), _) => Outcome::Lost(at),
            (None, Some((_, status))) if !matches!(status, 200..=399) => Outcome::Ended(last),
            (None, Some((Part::Refresh | Part::Fetch, _))) if self.steps.iter().any(|s| s.part == Part::Refused) => {
                Outcome::NotRepeated
            }
            (None, _) => Outcome::Intact,
        }
    }
}

/// The auth-schemes that an answer asks for, each once.
fn asked(facts: Facts) -> Vec<String> {
    let reading = facts.row().reading();
    let lines = if facts.status() == 407 { &reading.proxy_challenges } else { &reading.challenges };
    let mut found: Vec<String> = Vec::new();
    for challenge in lines.iter().flat_map(|line| &line.challenges) {
        if !found.iter().any(|name| challenge.is(name)) && !challenge.scheme.is_empty() {
            found.push(redact::printable(&challenge.scheme));
        }
    }
    found
}
