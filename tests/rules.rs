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
    if example.verdict.is_some_and(|v| v != diagnosis.verdict) {
        problems.push(format!("expected the verdict {:?}, got {:?}", example.verdict, diagnosis.verdict));
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

/// Causes and cases that another cause rightly stands before, which one, and why.
const BEHIND: &[(&str, Option<&str>, &str, &str)] = &[
    ("challenge-missing", None, "credential-rejected-unspecified", "it explains no refusal; it is a remark beside one"),
    ("challenge-header-not-exposed", None, "token-expired", "it hides the reason of a 401 and is none itself"),
    (
        "symlink-not-followed", None, "server-config-denies-path",
        "the page is the same; rules of the server are more common",
    ),
    (
        "object-hidden-by-permission",
        None,
        "record-not-found",
        "the server says that there is nothing; that it hides it is a second thought",
    ),
    ("s3-missing-key-as-403", None, "policy-denies-action", "S3 says AccessDenied for both"),
    ("google-api-error-reason", Some("key-invalid"), "api-key-invalid", "a cause of its own, with more to say"),
    ("google-api-error-reason", Some("referrer"), "api-key-restricted", "a cause of its own, with more to say"),
    ("google-api-error-reason", Some("address"), "api-key-restricted", "a cause of its own, with more to say"),
    ("google-api-error-reason", Some("service"), "api-key-restricted", "a cause of its own, with more to say"),
    ("google-api-error-reason", Some("expired"), "token-expired", "a cause of its own, with more to say"),
    ("iis-substatus-auth", Some("403.7"), "client-certificate-missing", "a cause of its own, with more to say"),
    ("proxy-host-header-wrong", Some("scheme"), "rails-authenticity-token", "Rails names its own check"),
    ("redirect-http-to-https", Some("token"), "redirect-drops-authorization", "what was lost comes before where"),
    (
        "registry-access-denied",
        Some("name-unknown"),
        "record-not-found",
        "the registry says that there is no such image",
    ),
];

/// Every cause, and every case of a cause with words of its own, is the first cause of an example that
/// names it. Where another cause always comes first, an `also` shows that.
#[test]
fn each_cause_and_each_case_has_an_example() {
    let mut problems = Vec::new();
    let mut behind: Vec<_> = BEHIND.iter().collect();
    for file in example::files("src/rules") {
        let words = rules::text(&file.id).expect("a rule has words");
        let keys = words.variants.iter().map(|variant| Some(variant.key));
        for key in [None].into_iter().chain(keys) {
            let of_key = |e: &&example::Example| key.is_none() || e.variant.as_deref() == key;
            let of_kind = |kind| file.examples.iter().filter(move |e| e.expect == kind).filter(of_key);
            let at = behind.iter().position(|(cause, variant, ..)| *cause == file.id && *variant == key);
            let known = at.map(|at| behind.remove(at));
            let first = |e: &example::Example| {
                let (history, judged) = e.history();
                diagnose(&history, judged).and_then(|d| d.findings.first().map(|f| f.cause))
            };
            match known {
                None if of_kind(Expect::Finding).next().is_none() => {
                    problems.push(format!("{}: no `http finding` of {key:?}", file.path));
                }
                Some(_) if of_kind(Expect::Finding).next().is_some() => {
                    problems.push(format!("{}: {key:?} comes first, so `BEHIND` is wrong", file.path));
                }
                Some((.., other, _)) if !of_kind(Expect::Also).any(|e| first(e) == Some(*other)) => {
                    problems.push(format!("{}: no `http also` of {key:?} behind {other}", file.path));
                }
                _ => {}
            }
        }
    }
    assert!(behind.is_empty(), "`BEHIND` names what does not exist: {behind:?}");
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

/// What is seen in a sequence only is proved by sequences, and so is what looks alike.
#[test]
fn sequences_are_proved_by_several_exchanges() {
    // One request shows it: browsers ask for these addresses by themselves.
    const ALONE: &[&str] = &["browser-probe-404"];
    let mut problems = Vec::new();
    let files = example::files("src/rules");
    for rule in rules::all().filter(|rule| matches!(rule.family, "sequence" | "expected")) {
        let file = files.iter().find(|file| file.id == rule.text.id).expect("a rule has a file");
        for kind in [&[Expect::Finding, Expect::Also][..], &[Expect::Quiet]] {
            let several = |e: &example::Example| kind.contains(&e.expect) && e.history().0.rows().len() > 1;
            if !ALONE.contains(&rule.text.id) && !file.examples.iter().any(several) {
                problems.push(format!("{}: no {kind:?} of several exchanges", file.path));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Every cause of the catalogue has a rule, but for the one that means "no cause", and none has
/// another name.
#[test]
fn the_catalogue_is_covered() {
    let Some(path) = common::shared("catalogue/causes.json") else { return };
    let catalogue: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let listed: Vec<_> = catalogue["causes"].as_array().or(catalogue.as_array()).unwrap().iter().collect();
    let ids: Vec<_> = listed.iter().map(|cause| cause["id"].as_str().unwrap()).collect();
    // A request without a finding is the verdict `ok`.
    let without: Vec<_> = ids.iter().filter(|id| rules::text(id).is_none()).collect();
    assert_eq!(without, [&"nothing-wrong"]);
    let unlisted: Vec<_> = rules::all().map(|rule| rule.text.id).filter(|id| !ids.contains(id)).collect();
    assert_eq!(unlisted, [""; 0], "causes that the catalogue does not have");
    for rule in rules::all() {
        assert!(!rule.text.say.is_empty() && !rule.text.fix.is_empty(), "{}", rule.text.id);
    }
}
