//! What is said of one finding. It is chosen here once, for the panel and for every report.

use crate::exchange::Exchange;
use crate::finding::Finding;
use crate::rules;
use crate::servers::{self, Known};
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
    /// The server whose log tells more: the one that answered, or the next on the way.
    pub log: Option<&'static ServerText>,
}

/// One step of the fix.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What to do, why, and what to expect.
    pub step: Step,
    /// Whether it is made for this very case. Its reason is then what [`Card::say`] ends with.
    pub of_variant: bool,
    /// How it is done: first in what the exchange shows, then elsewhere.
    pub how: Vec<Known>,
}

impl Card {
    /// The card of a finding; `None` for a cause without words, which tests rule out.
    pub fn of(finding: &Finding, exchange: &Exchange) -> Option<Self> {
        Some(Card::in_words(rules::text(finding.cause)?, finding, exchange))
    }

    /// The card of a finding in given words, such as those of another language.
    pub fn in_words(words: &'static CauseText, finding: &Finding, exchange: &Exchange) -> Self {
        let variant = finding.variant.and_then(|key| words.variant(key));
        let mut steps: Vec<(Step, bool)> =
            variant.and_then(|v| own_step(words, v)).map(|s| (s, true)).into_iter().collect();
        steps.extend(words.fix.iter().map(|step| (*step, false)));
        let side = steps.first().map(|(step, _)| step.side);
        sorted::by_key(&mut steps, |(step, _)| Some(step.side) != side);
        let seen = servers::seen(exchange);
        let fix = steps
            .into_iter()
            .map(|(step, of_variant)| {
                let how = step.remedy.map(|remedy| servers::remedies(remedy, &seen)).unwrap_or_default();
                Fix { step, of_variant, how }
            })
            .collect();
        let log = seen.iter().copied().find(|server| !server.logs.is_empty());
        Card { words, variant, fix, log }
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

/// What to do in this case, as a step: the reason is what the variant says, and it ends where the
/// first step of the same side ends.
fn own_step(words: &'static CauseText, variant: &'static Variant) -> Option<Step> {
    let first = words.fix.first()?;
    let side = variant.side.unwrap_or(first.side);
    let like = words.fix.iter().find(|step| step.side == side).unwrap_or(first);
    let why = variant.say.iter().find_map(|block| match block {
        Block::Paragraph(words) => Some(*words),
        _ => None,
    });
    (!variant.fix.is_empty()).then_some(Step {
        side,
        action: variant.fix,
        why: why.unwrap_or(like.why),
        expect: like.expect,
        code: &[],
        remedy: None,
    })
}
