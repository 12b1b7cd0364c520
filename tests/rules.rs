//! Runs every example of `src/rules/*/*.md`: what a rule says about itself is its test.

mod common;

use common::example::{self, Expect};
use latchkey::diagnosis::{Diagnosis, diagnose};
use latchkey::finding::{Finding, Verdict};
use latchkey::rules;
use latchkey::text::{Block, CauseText, Word, Words, plain_blocks};

/// A `finding` is the first cause; an `also` is among them; in a `quiet` example the rule is silent.
#[test]
fn examples_prove_their_rules() {
    let mut problems = Vec::new();
    let mut count = 0;
    for file in example::files("src/rules") {
        for example in &file.examples {
            count += 1;
            for problem in judge(&file.id, example) {
                problems.push(format!("{}:{}: {problem}", file.path, example.line));
            }
        }
        let quiet = file.examples.iter().filter(|e| e.expect == Expect::Quiet).count();
        if quiet == 0 || quiet == file.examples.len() {
            problems.push(format!("{}: needs at least one `http finding` and one `http quiet` example", file.path));
        }
    }
    println!("{count} examples");
    assert!(count > 0, "no examples found");
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

fn judge(id: &str, example: &example::Example) -> Vec<String> {
    let (history, judged) = example.history();
    let diagnosis = diagnose(&history, judged).expect("the example has an exchange to judge");
    let found = diagnosis.findings.iter().position(|f| f.cause == id);
    let mut problems = Vec::new();
    match (example.expect, found) {
        (Expect::Finding, Some(0)) | (Expect::Also, Some(_)) | (Expect::Quiet, None) => {}
        (Expect::Finding, _) => problems.push(format!("expected {id} as first cause, got {}", shown(&diagnosis))),
        (Expect::Also, None) => problems.push(format!("expected {id} among the causes, got {}", shown(&diagnosis))),
        (Expect::Answers | Expect::Other, _) => problems.push("belongs into a server's file".into()),
        (Expect::Quiet, Some(_)) => problems.push(format!("expected no {id}, got {}", shown(&diagnosis))),
    }
    let Some(finding) = found.and_then(|at| diagnosis.findings.get(at)) else { return problems };
    if example.certainty.is_some_and(|c| c != finding.certainty) {
        problems.push(format!("expected {:?}, got {:?}", example.certainty, finding.certainty));
    }
    if example.variant.is_some() && example.variant.as_deref() != finding.variant {
        problems.push(format!("expected variant {:?}, got {:?}", example.variant, finding.variant));
    }
    if finding.evidence.is_empty() && diagnosis.verdict == Verdict::Failure {
        problems.push("a failure without evidence".into());
    }
    let words = rules::text(id).expect("a rule has words");
    problems.extend(placeholders(words, finding));
    problems.extend(slips(words, finding));
    problems
}

/// What goes wrong where a value meets the sentence around it.
fn slips(words: &'static CauseText, finding: &Finding) -> Vec<String> {
    let chosen = finding.variant.and_then(|key| words.variant(key));
    let said = chosen.map(|variant| variant.say).filter(|say| !say.is_empty()).unwrap_or(words.say);
    let text = plain_blocks(said, &finding.values);
    const SLIPS: &[&str] =
        &["..", " , ", " . ", "  ", "\"\"", " the the ", " 1 seconds", " 1 minutes", " 1 requests", " 1 times"];
    let text = text.replace("...", "…");
    SLIPS.iter().filter(|slip| text.contains(**slip)).map(|slip| format!("{slip:?} stands in {text:?}")).collect()
}

/// Every placeholder has a value, every value a placeholder, and every chosen variant its words.
fn placeholders(words: &'static CauseText, finding: &Finding) -> Vec<String> {
    let mut problems = Vec::new();
    let chosen = finding.variant.and_then(|key| words.variant(key));
    if let (Some(key), None) = (finding.variant, chosen) {
        problems.push(format!("the rule chose variant {key:?}, which its Markdown lacks"));
    }
    let mut shown = in_blocks(words.say);
    shown.extend(in_blocks(words.why));
    shown.extend(words.fix.iter().flat_map(|s| [s.action, s.why, s.expect]).flat_map(names));
    shown.extend(words.not.iter().copied().flat_map(names));
    shown.extend(words.tell.iter().flat_map(|t| names(t.words)));
    let variant = |v: &latchkey::text::Variant| in_blocks(v.say).into_iter().chain(names(v.fix)).collect::<Vec<_>>();
    let anywhere: Vec<_> = shown.iter().copied().chain(words.variants.iter().flat_map(variant)).collect();
    shown.extend(chosen.into_iter().flat_map(variant));
    for name in shown.iter().filter(|name| !finding.values.iter().any(|(n, _)| n == *name)) {
        problems.push(format!("the words use {{{name}}}, but the rule gives no such value"));
    }
    for (name, _) in finding.values.iter().filter(|(name, _)| !anywhere.contains(name)) {
        problems.push(format!("the rule gives the value {name:?}, but no words use it"));
    }
    problems
}

fn in_blocks(blocks: &'static [Block]) -> Vec<&'static str> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Paragraph(words) => names(words).collect::<Vec<_>>(),
            Block::List(items) => items.iter().copied().flat_map(names).collect(),
            Block::Code { .. } => Vec::new(),
        })
        .collect()
}

fn names(words: Words) -> impl Iterator<Item = &'static str> {
    words.iter().filter_map(|word| match word {
        Word::Value(name) => Some(*name),
        _ => None,
    })
}

fn shown(diagnosis: &Diagnosis) -> String {
    let causes: Vec<_> =
        diagnosis.findings.iter().map(|f| format!("{} ({:?}, {:?})", f.cause, f.certainty, f.closeness)).collect();
    format!("{:?} {causes:?}", diagnosis.verdict)
}
