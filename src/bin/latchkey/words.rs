//! `latchkey words [LANGUAGE]`: the words that the panel loads, as JSON.

use std::process::ExitCode;

use latchkey::text::labels::{self, Language};
use latchkey::text::phrases;
use latchkey::{learn, rules, servers};

/// Everything in English, or what is translated into the language of that tag.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let words = match args.next().map_err(|e| e.to_string())? {
        None => serde_json::json!({
            "causes": rules::to_json(),
            "servers": servers::to_json(),
            "learn": learn::to_json(),
            "labels": labels::to_json(Language::English),
        }),
        Some(lexopt::Arg::Value(tag)) => {
            let language = Language::ALL.into_iter().find(|l| *tag == *l.tag());
            let language = language.ok_or_else(|| format!("{tag:?} is no language of the panel"))?;
            serde_json::json!({
                "causes": rules::translations_to_json(language),
                "phrases": phrases::to_json(),
                "labels": labels::to_json(language),
            })
        }
        Some(other) => return Err(other.unexpected().to_string()),
    };
    print!("{words}");
    Ok(ExitCode::SUCCESS)
}
