//! `latchkey learn`: what a status, a cause or a term means, and how a remedy is done.

use std::io::Write;
use std::process::ExitCode;

use latchkey::text::{CauseText, ticked, ticked_blocks};
use latchkey::{learn, rules, servers};
use lexopt::ValueExt;

/// Runs the command with the rest of the arguments.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let mut said = Vec::new();
    while let Some(arg) = args.next().map_err(|e| e.to_string())? {
        match arg {
            lexopt::Arg::Value(word) => said.push(word.string().map_err(|e| e.to_string())?),
            other => return Err(format!("{}; see latchkey --help", other.unexpected())),
        }
    }
    let text = match said.join(" ").trim() {
        "" => learn::overview(),
        said => find(said).ok_or_else(|| {
            let known: Vec<_> = learn::statuses().map(|s| s.to_string()).collect();
            format!(
                "learn {said}: a cause or a remedy that `explain` names is meant, a term, a message, or one of {}",
                known.join(", ")
            )
        })?,
    };
    // A closed pipe (`| head`) is the reader's wish, not a fault.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// A status, a remedy, a cause, a term, else the statuses that people meet under this message.
fn find(said: &str) -> Option<String> {
    if let Some(status) = said.parse().ok().and_then(learn::status) {
        return Some(learn::to_text(status));
    }
    let small = said.to_lowercase();
    if let Some(text) = remedy(&small).or_else(|| rules::text(&small).map(cause)) {
        return Some(text);
    }
    let named = |term: &&learn::Term| term.forms.iter().any(|form| form.to_lowercase() == small);
    if let Some(term) = learn::glossary().iter().find(named) {
        return Some(format!("{}: {}\n", term.name(), ticked(term.words, &[])));
    }
    let holds = |text: &learn::StatusText| {
        let names = text.also.iter().map(|words| ticked(words, &[]));
        names.chain([text.title.to_owned()]).any(|name| name.to_lowercase().contains(&small))
    };
    let found: Vec<_> = learn::statuses().filter_map(learn::status).filter(|text| holds(text)).collect();
    (!found.is_empty()).then(|| found.into_iter().map(learn::to_text).collect::<Vec<_>>().join("\n"))
}

/// What a cause says of any request.
fn cause(text: &CauseText) -> String {
    let mut out = format!("{}\n\n{}\n", text.title, ticked_blocks(text.say, &[]));
    if !text.why.is_empty() {
        out.push_str(&format!("\n{}\n", ticked_blocks(text.why, &[])));
    }
    out.push_str("\nHow to fix\n");
    for (at, step) in text.fix.iter().enumerate() {
        out.push_str(&format!("  {}. {}\n", at + 1, ticked(step.action, &[])));
        out.push_str(&format!("     why: {}\n     expect: {}\n", ticked(step.why, &[]), ticked(step.expect, &[])));
        if let Some(id) = step.remedy {
            out.push_str(&format!("     how on each server: latchkey learn {id}\n"));
        }
    }
    for variant in text.variants {
        out.push_str(&format!("\n{}\n", ticked_blocks(variant.say, &[])));
        if !variant.fix.is_empty() {
            out.push_str(&format!("  {}\n", ticked(variant.fix, &[])));
        }
    }
    out.push_str(if text.not.is_empty() { "" } else { "\nWhat it is not\n" });
    for words in text.not {
        out.push_str(&format!("  - {}\n", ticked(words, &[])));
    }
    out.push_str(if text.tell.is_empty() { "" } else { "\nWhat tells it apart\n" });
    for tell in text.tell {
        out.push_str(&format!("  - {}: {}\n", tell.cause, ticked(tell.words, &[])));
    }
    out.push_str("\nReferences\n");
    for reference in text.references {
        out.push_str(&format!("  {}\n    {}\n", reference.title, reference.url));
    }
    out
}

/// How a remedy is done in everything that knows it.
fn remedy(id: &str) -> Option<String> {
    let mut out = String::new();
    for known in servers::remedies(id, &[]) {
        out.push_str(&format!("{}: {}\n", known.server.name, known.remedy.title));
        for line in ticked_blocks(known.remedy.blocks, &[]).lines() {
            out.push_str(format!("  {line}").trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    (!out.is_empty()).then_some(out)
}
