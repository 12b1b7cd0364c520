//! The timeline in words.

use leptos::prelude::*;

use super::model::{MarkKind, Timeline};
use crate::facts::Facts;
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::panel::clock::Face;
use crate::panel::lifetime::Phase;
use crate::panel::spoken::{phrase, title};
use crate::panel::{Panel, format};
use crate::redact;
use crate::text::labels::Labels;

/// What the whole timeline says: how many of what, and which tokens were sent after their end.
pub fn summary(timeline: &Timeline, labels: &Labels, face: Face) -> String {
    let count = |kind| timeline.marks().iter().filter(|m| m.kind == kind).count();
    let mut parts = vec![(labels.timeline_requests)(timeline.points().len(), timeline.count(Verdict::Failure, false))];
    let some = |n: usize, words: fn(usize) -> String| (n > 0).then(|| words(n));
    parts.extend(some(timeline.bars().len(), labels.timeline_tokens));
    parts.extend(some(count(MarkKind::Refresh) + count(MarkKind::RefreshRefused), labels.timeline_refreshes));
    parts.extend(some(count(MarkKind::SignIn), labels.timeline_sign_ins));
    let mut text = parts.join(labels.timeline_comma);
    text.push_str(labels.timeline_stop);
    // The last one sent is the one that matters now.
    let last = timeline.bars().iter().filter(|bar| bar.times.exp.is_some()).max_by_key(|bar| bar.used.1);
    if let Some(bar) = last
        && let Some(exp) = bar.times.exp
    {
        let clock = face.clock(exp - timeline.skew(), timeline.skew());
        text.push_str(&match timeline.phase(bar) {
            Phase::Ended(ago) => (labels.timeline_ended)(&bar.letter, &clock, &ago.words()),
            _ => (labels.timeline_ends)(&bar.letter, &clock),
        });
    }
    text
}

/// One request, a line for each thing.
pub fn request(panel: Panel, timeline: &StoredValue<Timeline>, id: ExchangeId, face: Face) -> Vec<String> {
    let labels = panel.labels();
    let Some(subject) = panel.subject_of(id) else { return Vec::new() };
    let (exchange, diagnosis) = (&subject.exchange, &subject.diagnosis);
    let skew = timeline.with_value(Timeline::skew);
    let hint = format::is_hint(diagnosis.verdict, exchange, !diagnosis.findings.is_empty());
    let verdict = match panel.with_model(|list| list.is_muted(id)) {
        true => labels.muted_title,
        false => format::verdict(labels, panel.verdict(&subject), hint),
    };
    let why = diagnosis.findings.first().map(|f| title(panel, f.cause).0);
    let mut lines = vec![
        face.clock(exchange.started, skew),
        format!(
            "{} {} {}",
            redact::printable(&exchange.request.method),
            redact::printable(exchange.request.url.path()),
            format::status(exchange.response.status)
        ),
        why.map_or_else(|| verdict.to_owned(), |why| format!("{verdict}: {why}")),
    ];
    let token = panel.with_log(|log| log.history().token_name(Facts::of(log.history(), id)?.token_text()?));
    lines.extend(token.map(|name| (labels.timeline_token)(&name)));
    lines
}

/// One token, a line for each thing.
pub fn bar(panel: Panel, timeline: &Timeline, at: usize, face: Face) -> Vec<String> {
    let labels = panel.labels();
    let Some(bar) = timeline.bars().get(at) else { return Vec::new() };
    let skew = timeline.skew();
    let clock = |at: Instant| face.date(at - skew, skew) + face.clock(at - skew, skew).get(5..).unwrap_or("");
    let token = (labels.timeline_token)(&bar.letter);
    let mut lines = vec![if bar.name.is_empty() { token } else { format!("{token}: {}", phrase(panel, &bar.name).0) }];
    let mut time = |name: &str, at: Option<Instant>| lines.extend(at.map(|at| format!("{name} {}", clock(at))));
    time("iat", bar.times.iat);
    time("nbf", bar.times.nbf);
    time("exp", bar.times.exp);
    lines.extend(bar.is_timeless().then(|| labels.timeline_timeless.to_owned()));
    lines.push((labels.timeline_uses)(bar.uses));
    lines.extend(match timeline.phase(bar) {
        Phase::Ended(ago) => Some((labels.timeline_sent_after)(&ago.words())),
        Phase::Before(ahead) => Some((labels.timeline_sent_before)(&ahead.words())),
        Phase::Running(_) => None,
    });
    lines
}

/// The name of a mark.
pub fn mark(labels: &Labels, kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Refresh => labels.timeline_refresh,
        MarkKind::RefreshRefused => labels.timeline_refresh_refused,
        MarkKind::SignIn => labels.timeline_sign_in,
        MarkKind::SignOut => labels.timeline_sign_out,
    }
}
