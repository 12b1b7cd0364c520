//! Halves of surrogate pairs, `"\ud83d"` without its second half: JavaScript cuts strings between the two and writes what is
//! left as JSON, which is then no text in UTF-8. Where serde_json is to read it, it must be mended.

use super::reader::unit;

/// The JSON with each half replaced by U+FFFD, as every other reader shows it; `None` where there is none. What stands where
/// does not move.
pub(super) fn mend(json: &str) -> Option<String> {
    let mut mended = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = json.get(at..).and_then(|rest| rest.find('\\')) {
        let escape = at + found;
        let (length, whole) = match unit(json, escape) {
            None => (2, true),
            Some(0xd800..0xdc00) if matches!(unit(json, escape + 6), Some(0xdc00..0xe000)) => (12, true),
            Some(code) => (6, !(0xd800..0xe000).contains(&code)),
        };
        if !whole {
            mended.push_str(json.get(kept..escape)?);
            mended.push_str("\\ufffd");
            kept = escape + length;
        }
        at = escape + length;
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
    fn halves_are_replaced_and_pairs_stay() {
        for (json, mended) in [
            (r#""\ud83d""#, r#""\ufffd""#),
            (r#""a\uDE00b""#, r#""a\ufffdb""#),
            (r#""\ud83d\ud83d\ude00\ude00""#, r#""\ufffd\ud83d\ude00\ufffd""#),
            (r#""\\\ud83d\u0041ä""#, r#""\\\ufffd\u0041ä""#),
        ] {
            assert_eq!(mend(json).as_deref(), Some(mended), "{json}");
        }
        for json in [r#""\ud83d\ude00""#, r#""\\ud83d""#, r#""\u00e4\n""#, r#""\ud8""#, "\"\\", ""] {
            assert_eq!(mend(json), None, "{json}");
        }
    }
}
