//! `NaN` and `Infinity`, which Python writes into JSON and no other reader takes.

/// The JSON with -1, which HAR writes for "unknown", in their place; `None` where there are none. What stands where does not
/// move.
pub(super) fn mend(json: &str) -> Option<String> {
    const WORDS: &[&str] = &["-Infinity", "Infinity", "NaN"];
    let mut mended = String::new();
    let (mut kept, mut at, mut quoted) = (0, 0, false);
    while let Some(found) = json.get(at..).and_then(|rest| rest.find(['"', '\\', 'N', 'I', '-'])) {
        let rest = json.get(at + found..)?;
        let word = WORDS.iter().find(|word| !quoted && rest.starts_with(**word));
        if let Some(word) = word {
            mended.push_str(json.get(kept..at + found)?);
            mended.push_str("-1");
            mended.extend(std::iter::repeat_n(' ', word.len() - 2));
            kept = at + found + word.len();
        }
        quoted ^= rest.starts_with('"');
        let escape = quoted && rest.starts_with('\\');
        at += found + word.map_or(1 + usize::from(escape), |word| word.len());
    }
    if kept == 0 {
        return None;
    }
    mended.push_str(json.get(kept..)?);
    Some(mended)
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn only_bare_words_are_replaced() {
        for (json, mended) in [
            (r#"{"a":NaN,"b":"NaN"}"#, r#"{"a":-1 ,"b":"NaN"}"#),
            (r#"[-Infinity,Infinity,-2]"#, r#"[-1       ,-1      ,-2]"#),
            (r#"["\"NaN",NaN]"#, r#"["\"NaN",-1 ]"#),
        ] {
            assert_eq!(mend(json).as_deref(), Some(mended), "{json}");
        }
        for json in [r#"{"NaN":"a \"Infinity\" b"}"#, r#""\\","#, "-1", ""] {
            assert_eq!(mend(json), None, "{json}");
        }
    }
}
