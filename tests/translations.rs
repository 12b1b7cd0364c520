//! What is missing in a further language and what fell behind the English. Both are shown in
//! English until somebody translates them: `cargo test --test translations -- --nocapture` lists them.

mod common;

use std::collections::BTreeMap;

use common::example;
use latchkey::diagnosis::diagnose;
use latchkey::rules::{self, TRANSLATIONS, Translation};
use latchkey::text::labels::{CHINESE, ENGLISH, FROM, Language};
use latchkey::text::phrases::{self, PHRASES};
use latchkey::text::{plain, plain_blocks};

/// A label whose English changed is translated again, or its line is taken out.
#[test]
fn labels_keep_up_with_the_english() {
    let english: BTreeMap<_, _> = ENGLISH.samples().into_iter().collect();
    let stale: Vec<_> = FROM
        .iter()
        .filter(|(name, from)| english.get(name).is_none_or(|now| now != from))
        .map(|(name, _)| format!("{name}: now {:?}", english[name]))
        .collect();
    assert!(stale.is_empty(), "translated from another English, in src/text/labels/chinese.rs:\n{}", stale.join("\n"));
}

/// The panel speaks Chinese: at most one label in twenty waits for its words.
#[test]
fn labels_are_translated() {
    let all = ENGLISH.samples();
    let missing: Vec<_> = all
        .iter()
        .filter(|(name, _)| !FROM.iter().any(|(f, _)| f == name))
        .map(|(name, english)| format!("{name}: {english:?}"))
        .collect();
    println!("{} of {} labels have no Chinese:\n{}", missing.len(), all.len(), missing.join("\n"));
    assert!(
        missing.len() * 20 <= all.len(),
        "{} of {} labels have no Chinese:\n{}",
        missing.len(),
        all.len(),
        missing.join("\n")
    );
}

/// A translation has Chinese in it, unless the English is a name.
#[test]
fn labels_are_in_chinese() {
    let english: BTreeMap<_, _> = ENGLISH.samples().into_iter().collect();
    let mut problems = Vec::new();
    for (name, words) in CHINESE.samples().into_iter().filter(|(name, _)| FROM.iter().any(|(f, _)| f == name)) {
        let chinese = words.chars().any(han);
        let is_name = english.get(name).is_some_and(|e| *e == words && !e.contains(' ') || name == "times");
        let is_mark = !words.chars().any(char::is_alphanumeric);
        if !chinese && !is_name && !is_mark && words.trim_end_matches(" …") != "Cookie" {
            problems.push(format!("{name}: {words:?}"));
        }
        if let Some(pair) = careless(&words) {
            problems.push(format!("{name}: {pair} in {words:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Thirty causes can be read in Chinese, and none of these is older than its English.
#[test]
fn causes_are_translated() {
    let (stale, fresh): (Vec<&Translation>, Vec<&Translation>) = TRANSLATIONS.iter().partition(|t| t.stale.is_some());
    let mut list = Vec::new();
    for translation in &stale {
        let (id, now) = (translation.text.id, translation.stale.unwrap_or_default());
        list.push(format!("stale: {id}: look at the English again, then write `english: {now}` into its front matter"));
    }
    let known = |id: &str| TRANSLATIONS.iter().any(|t| t.text.id == id);
    list.extend(rules::all().map(|r| r.text.id).filter(|id| !known(id)).map(|id| format!("missing: {id}")));
    println!("{} causes are in Chinese\n{}", fresh.len(), list.join("\n"));
    assert!(fresh.len() >= 30, "{} causes are in Chinese\n{}", fresh.len(), list.join("\n"));
}

/// A phrase whose English stands nowhere any more is translated anew, or taken out.
#[test]
fn phrases_keep_up_with_the_english() {
    let mut code = String::new();
    let mut folders = vec![common::root().join("src")];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs")
                || path.parent().is_some_and(|p| p.ends_with("learn") || p.ends_with("servers"))
            {
                code.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    // A kind of token is named with its form: `ID token (JWT)`.
    let stands = |piece: &str| code.contains(piece.trim_end_matches(" (JWT)").trim());
    let gone: Vec<_> = PHRASES.iter().map(|(english, _)| *english).filter(|e| !e.split('…').all(stands)).collect();
    assert!(PHRASES.len() > 100, "only {} phrases", PHRASES.len());
    assert!(gone.is_empty(), "no longer said, see src/text/phrases.zh.md:\n{}", gone.join("\n"));
    for (english, chinese) in PHRASES {
        assert_eq!(careless(chinese), None, "{english}: {chinese}");
        assert!(chinese.chars().any(han), "{english}: {chinese}");
    }
}

/// What the rules put into their values are phrases at times: those are Chinese, too, unless the
/// server said them.
#[test]
fn values_are_translated() {
    const ENGLISH_WORDS: &[&str] = &[
        "the", "a", "an", "of", "is", "was", "are", "it", "and", "or", "in", "this", "that", "your", "for", "min",
        "days",
    ];
    let (mut problems, mut seen) = (Vec::new(), 0);
    for file in example::files("src/rules") {
        let Some(translation) = rules::translation(&file.id, Language::Chinese) else { continue };
        for example in &file.examples {
            let (history, judged) = example.history();
            let diagnosis = diagnose(&history, judged).expect("the example has an exchange to judge");
            let Some(finding) = diagnosis.findings.into_iter().find(|f| f.cause == file.id) else { continue };
            let answer = history.get(judged).and_then(|row| row.exchange.response.body.as_ref());
            for (name, value) in &finding.values {
                let words = translation.value(value);
                seen += 1;
                // A quote of the answer stays in its own language.
                let quoted = answer.is_some_and(|body| body.text.contains(&words));
                if !quoted && words.split_whitespace().any(|w| ENGLISH_WORDS.contains(&w)) {
                    problems.push(format!("{}:{}: {{{name}}} is {words:?}", file.path, example.line));
                }
            }
        }
    }
    assert!(seen > 60, "only {seen} values were looked at");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Words that belittle, blame or send the reader the wrong way, and marks of a careless hand.
const NEVER: &[&str] = &[
    "显然", "当然", "只需", "很简单", "轻松", "请你", "请先", "请检查", "请确", "您", "清除缓存", "清理缓存",
    "重启电脑", "重装", "关闭防火墙", "关闭杀毒", "你忘", "你的错", "愚蠢", "--", "...", "，。", "。。", "（）", "“”",
];

/// The Chinese reads as one hand wrote it.
#[test]
fn chinese_is_well_written() {
    let mut problems = Vec::new();
    for translation in TRANSLATIONS.iter().filter(|t| t.stale.is_none()) {
        let text = &translation.text;
        let mut sentences = vec![text.title.to_owned(), plain_blocks(text.say, &[]), plain_blocks(text.why, &[])];
        sentences.extend(text.fix.iter().flat_map(|s| [s.action, s.why, s.expect]).map(|w| plain(w, &[])));
        sentences.extend(text.not.iter().copied().chain(text.tell.iter().map(|t| t.words)).map(|w| plain(w, &[])));
        sentences.extend(text.variants.iter().flat_map(|v| [plain_blocks(v.say, &[]), plain(v.fix, &[])]));
        if text.title.chars().count() > 28 || text.title.ends_with('。') {
            problems.push(format!("{}: the title is long or a sentence", text.id));
        }
        for sentence in sentences.iter().filter(|s| !s.is_empty()) {
            if let Some(never) = NEVER.iter().find(|n| sentence.contains(**n)) {
                problems.push(format!("{}: {never:?} in {sentence:?}", text.id));
            }
            if let Some(pair) = careless(sentence) {
                problems.push(format!("{}: {pair} in {sentence:?}", text.id));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Chinese and Latin letters without a space between, or a half-width mark after Chinese.
fn careless(text: &str) -> Option<String> {
    let pair = text.chars().zip(text.chars().skip(1)).find(|(a, b)| {
        han(*a) && (b.is_ascii_alphanumeric() || ",;:?!()\"".contains(*b)) || a.is_ascii_alphanumeric() && han(*b)
    });
    pair.map(|(a, b)| format!("{a}{b}"))
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Why a cookie was refused or held back is told in Chinese, whatever the reason.
#[test]
fn reasons_about_cookies_are_translated() {
    let none: Vec<_> = ["src/http/cookie/rejected.rs", "src/http/cookie/jar/outcome.rs", "src/http/cookie/prefix.rs"]
        .iter()
        .flat_map(|file| {
            let code = std::fs::read_to_string(common::root().join(file)).unwrap();
            let code = code.split("#[cfg(test)]").next().unwrap().replace("\\\"", "'");
            let sentences = code.split('"').skip(1).step_by(2).filter(|text| text.trim().contains(' '));
            sentences.map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|said| {
            let english: String =
                said.split('{').map(|p| p.split_once('}').map_or(p, |(_, rest)| rest)).collect::<Vec<_>>().join("9");
            phrases::look_up(PHRASES, Language::Chinese, &english).is_none()
        })
        .collect();
    assert!(none.is_empty(), "not in src/text/phrases.zh.md:\n{}", none.join("\n"));
}
