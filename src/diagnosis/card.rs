//! What is said of one finding. It is chosen here once, for the panel and for every report.

use crate::exchange::Exchange;
use crate::finding::Finding;
use crate::rules;
use crate::servers::{self, Known, makes_requests};
use crate::sorted;
use crate::text::{Block, CauseText, ServerText, Side, Step, Variant};

/// The words for one finding at one exchange.
#[derive(Clone, Debug)]
pub struct Card {
    /// The words of the cause.
    pub words: &'static CauseText,
    /// The more exact words for this case.
    pub variant: Option<&'static Variant>,
    /// What to do, in the order to try it. All steps of one side stand together, first the side where
    /// the words of the case begin.
    pub fix: Vec<Fix>,
    /// The server on which the steps are done: the one that answered, or refused the preflight of a call that was never sent.
    pub server: Option<&'static ServerText>,
    /// The server whose log tells more: the one that answered, or the next on the way.
    pub log: Option<&'static ServerText>,
}

/// One step of the fix.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What to do, why, and what to expect.
    pub step: Step,
    /// Whether its reason is what [`Card::say`] ends with: the words of this very case.
    pub of_variant: bool,
    /// How it is done: first in what the exchange shows, then elsewhere.
    pub how: Vec<Known>,
}

impl Card {
    /// The card of a finding; `None` for a cause without words, which tests rule out. `preflight` is that of a call which
    /// got no answer.
    pub fn of(finding: &Finding, exchange: &Exchange, preflight: Option<&Exchange>) -> Option<Self> {
        Some(Card::in_words(rules::text(finding.cause)?, finding, exchange, preflight))
    }

    /// The card of a finding in given words, such as those of another language.
    pub fn in_words(
        words: &'static CauseText,
        finding: &Finding,
        exchange: &Exchange,
        preflight: Option<&Exchange>,
    ) -> Self {
        let variant = finding.variant.and_then(|key| words.variant(key));
        let own = variant.and_then(|v| own_step(words, v));
        let replaced = own.and_then(|(_, replaced)| replaced);
        let mut steps: Vec<(Step, bool)> = own.map(|(step, replaced)| (step, replaced.is_none())).into_iter().collect();
        steps.extend(words.fix.iter().filter(|step| Some(**step) != replaced).map(|step| (*step, false)));
        let side = steps.first().map(|(step, _)| step.side);
        sorted::by_key(&mut steps, |(step, _)| Some(step.side) != side);
        let mut seen = servers::seen(exchange);
        if let Some(preflight) = preflight {
            let asked = servers::seen(preflight);
            seen.splice(0..0, asked.into_iter().filter(|server| !makes_requests(server)));
        }
        let server = seen.first().copied().filter(|server| !makes_requests(server));
        let fix = steps
            .into_iter()
            .map(|(step, of_variant)| {
                // In the page, what made the request comes before what answered it.
                let mut here = seen.clone();
                sorted::by_key(&mut here, |server| (step.side == Side::Client) != makes_requests(server));
                let how = step.remedy.map(|remedy| servers::remedies(remedy, &here)).unwrap_or_default();
                Fix { step, of_variant, how }
            })
            .collect();
        let log = seen.iter().copied().find(|server| !server.logs.is_empty());
        Card { words, variant, fix, server, log }
    }

    /// What happened: the cause's words, then those of this case.
    pub fn say(&self) -> impl Iterator<Item = &'static Block> {
        self.words.say.iter().chain(self.variant.map_or(&[][..], |v| v.say))
    }

    /// The steps by side, as they stand.
    pub fn sides(&self) -> impl Iterator<Item = (Side, &[Fix])> {
        self.fix.chunk_by(|a, b| a.step.side == b.step.side).filter_map(|steps| Some((steps.first()?.step.side, steps)))
    }
}

impl Fix {
    /// How it is done in what the exchange shows, and elsewhere.
    pub fn seen_and_others(&self) -> (&[Known], &[Known]) {
        self.how.split_at(self.how.iter().take_while(|known| known.seen).count())
    }
}

/// What to do in this case, as a step, and the step whose place it takes. Without
/// such a place its reason is what the variant says, and it ends where the first step of the same side ends.
fn own_step(words: &'static CauseText, variant: &'static Variant) -> Option<(Step, Option<Step>)> {
    let first = words.fix.first()?;
    let side = variant.side.unwrap_or(first.side);
    let same = words.fix.iter().find(|step| step.side == side);
    let replaced = same.filter(|_| variant.instead);
    let why = variant.say.iter().find_map(|block| match block {
        Block::Paragraph(words) => Some(*words),
        _ => None,
    });
    let like = same.unwrap_or(first);
    let step = match replaced {
        Some(step) => Step { action: variant.fix, ..*step },
        None => Step {
            side,
            action: variant.fix,
            why: why.unwrap_or(like.why),
            expect: like.expect,
            code: &[],
            remedy: None,
        },
    };
    (!variant.fix.is_empty()).then_some((step, replaced.copied()))
}
