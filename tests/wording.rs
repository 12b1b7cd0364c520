//! The prose is the product: tests that hold how it is written.

mod common;

use std::fs;

use latchkey::servers::SERVERS;
use latchkey::text::{Block, Remedy, Step, Variant, Word, Words};
use latchkey::{learn, rules};

/// Words that belittle, blame or say nothing.
const NEVER: &[&str] = &[
    "simply", "obviously", "of course", "just ", "please", "easy", "flush dns", "flush the dns", "flushdns",
    "clear the cache", "clear your cache", "clear the browser cache", "clear your browser", "clear cookies and cache",
    "clear the site data", "dscacheutil", "rfc 7231", "rfc7231", "rfc 7235", "rfc 2616", "outbound port",
    "mod_rewrite must", "err.status || 400", "err.statuscode || 400", "phishing", "search engine", "de-index",
    "revenue", "packet sniff", "wireshark", "prevent session expiration", "client-side issue",
    "do not expose the cause", "restart your computer", "reinstall", "disable your firewall", "disable your antivirus",
    "you forgot", "your mistake", "your fault", "stupid", "require all granted",
];

/// Claims that go round and are wrong: a sentence with all of the first words is one, unless it also
/// has one of the second. The last is such a sentence.
const WRONG: &[(&[&str], &[&str], &str)] = &[
    // 401 is about who you are; rights are 403.
    (
        &["401", "recogni", "identity"],
        &["not", "no "],
        "401: the system recognizes the identity and considers it invalid.",
    ),
    (
        &["401 ", "permission"],
        &["403", " not ", "wrong", "instead of", "fault", "hide"],
        "401 specifically addresses permission issues.",
    ),
    (
        &["401 ", "role"],
        &["403", " not ", "wrong", "instead of", "fault", "hide"],
        "A 401 restricts access to certain roles.",
    ),
    (&["401", "subscription"], &["403", "402", "not "], "Without a subscription the service answers 401."),
    (&["401", "unsupported method"], &["not "], "An unsupported method is a cause of 401."),
    (&["401", "non-existent"], &["not "], "401 occurs for a non-existent resource."),
    (&["401", "invalid data"], &["not "], "401 occurs when a request contains invalid data."),
    (&["401", "routing rule"], &["not ", "no "], "Routing rules are a cause of 401."),
    (&["401", "syntax error"], &["not ", "no "], "A syntax error leads to 401."),
    (&["401", "crash"], &["not ", "no ", "fault"], "An upstream that crashed leads to 401."),
    (&["401", "migration"], &["not ", "no ", "fault"], "A failed migration of the database leads to 401."),
    (&["401", "full memory"], &["not ", "no ", "fault"], "A full memory leads to 401."),
    (&["401", "mobile network"], &["not ", "no "], "A slow mobile network leads to 401."),
    (&["401", " dns"], &["not ", "no "], "A fault of DNS is a cause of 401."),
    (&["401", "mtu"], &["not ", "no "], "A small MTU leads to 401."),
    (&["401", "antivirus"], &["not ", "no "], "An antivirus program can lead the browser to surface a 401."),
    (&["401", "always", "dialog"], &["not "], "A 401 always opens a dialog."),
    (&["401", "network error"], &["cors", "readable"], "The page shows a network error for a 401."),
    (&["wrong password", "always", "401"], &["not "], "A wrong password always gives a 401."),
    // CORS is enforced by the browser.
    (&["cors", "server rejects"], &["not "], "Without CORS headers the server rejects the request."),
    (&["cors", "protects the server"], &["not "], "CORS protects the server."),
    // 403 says nothing of who you are, and 404 may hide something.
    (&["403", "knows who you are"], &["not ", "whether"], "403: the server knows who you are."),
    (&["403", "identity is known"], &["not ", "whether"], "With 403 the identity is known."),
    (&["403", "is authenticated"], &["not ", "whether", "if "], "403: the client is authenticated."),
    (&["403", "even with valid credentials"], &["not "], "403: even with valid credentials access is denied."),
    (&["404", "permission", "nothing to do"], &[], "404 has nothing to do with permissions."),
    (&["404", "not related to permission"], &[], "404 is not related to permissions."),
    (&["4xx", "client's fault"], &["not "], "A 4xx is the client's fault."),
    (&["4xx", "check your request"], &[], "If it is a 4xx, check your request."),
    (&["two-factor", "401"], &["not "], "Two-factor sign-in reduces the number of 401."),
    (&["weak password", "401"], &["not "], "A weak password causes 401."),
    // Apache and nginx.
    (&["<directory", ".htaccess"], &["not "], "Put <Directory> into .htaccess."),
    (&["errordocument 401", "http"], &["not ", "never"], "Set ErrorDocument 401 https://www.example.com/401.html."),
    (&["proxy_intercept_errors on", "401"], &["not "], "Set proxy_intercept_errors on; error_page 401 /401.html;"),
];

fn is_wrong(sentence: &str, (all, unless, _): &(&[&str], &[&str], &str)) -> bool {
    all.iter().all(|word| sentence.contains(word)) && !unless.iter().any(|word| sentence.contains(word))
}

/// Titles say the failing state in sentence case, without a full stop.
#[test]
fn titles_are_short_and_plain() {
    let mut problems = Vec::new();
    for rule in rules::all() {
        let title = rule.text.title;
        let fine = title.chars().next().is_some_and(|c| {
            !c.is_lowercase()
                || title.starts_with("localhost")
                || title.starts_with("http")
                || title.starts_with("mode")
                || title.starts_with("nginx")
                || title.starts_with("g")
        });
        if !fine || title.ends_with('.') || title.len() < 12 {
            problems.push(format!("{}: {title:?}", rule.text.id));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Useless or harmful advice never comes back (guide: the W-rows), and no word belittles the reader.
#[test]
fn forbidden_advice_is_absent() {
    let mut problems = Vec::new();
    for (path, text) in markdown().into_iter().chain(elsewhere()) {
        // A server's front matter quotes what servers say; only what follows are our words.
        let words =
            text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).map_or(text.as_str(), |(_, body)| body);
        let shipped = words.split("\n## Examples").next().unwrap_or("").to_lowercase();
        for never in NEVER.iter().filter(|never| shipped.contains(**never)) {
            // "What it is not" may name the useless advice to warn of it.
            let warned = shipped
                .split("## what it is not")
                .nth(1)
                .is_some_and(|w| w.split("\n## ").next().unwrap_or("").contains(*never));
            if !warned {
                problems.push(format!("{path}: {never:?}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Claims that are wrong by the standard do not stand in our prose.
#[test]
fn wrong_claims_are_absent() {
    let mut problems = Vec::new();
    for (path, text) in markdown().into_iter().chain(elsewhere()) {
        for sentence in sentences(&text) {
            for claim in WRONG.iter().filter(|claim| is_wrong(&sentence, claim)) {
                problems.push(format!("{path}: {sentence:?} reads as {:?}", claim.2));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Each pattern catches the claim for which it was written.
#[test]
fn wrong_claims_would_be_caught() {
    for claim in WRONG {
        assert!(sentences(claim.2).iter().any(|sentence| is_wrong(sentence, claim)), "{:?}", claim.2);
    }
}

/// A 401 that our prose shows carries its challenge (RFC 9110 §15.5.2).
#[test]
fn shown_401s_have_a_challenge() {
    for (path, text) in markdown() {
        let shipped = text.split("\n## Examples").next().unwrap();
        for answer in shipped.split("HTTP/1.1 401").skip(1) {
            let fields = answer.split("\n\n").next().unwrap().to_lowercase();
            assert!(fields.contains("www-authenticate:"), "{path}: a 401 without WWW-Authenticate");
        }
    }
}

/// Every place named in src/learn/README.md exists.
#[test]
fn homes_exist() {
    let text = fs::read_to_string(common::root().join("src/learn/README.md")).unwrap();
    let homes = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").nth(1));
    let mut count = 0;
    for home in homes.flat_map(|cell| cell.split('`').skip(1).step_by(2)) {
        count += 1;
        let known = if home.starts_with("src/") || home.starts_with("static/") {
            common::root().join(home).exists()
        } else {
            rules::text(home).is_some() || learn::glossary().iter().any(|t| t.forms.contains(&home))
        };
        assert!(known, "{home:?} is neither a cause nor a term nor a file");
    }
    assert!(count > 100, "only {count} homes were read");
}

/// Flesch–Kincaid grade of each text, at most 8: every part of a cause with its cases and its title, each
/// step, what a server's file says, and all that is taught. Of a few words the formula says nothing, so
/// the short texts of a file are read together.
#[test]
fn prose_reads_at_grade_eight() {
    let mut problems = Vec::new();
    let mut count = 0;
    for (name, parts) in prose() {
        let (short, long): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(_, prose)| words(prose) < FEW);
        let together: String = short.iter().map(|(_, prose)| prose.as_str()).collect();
        let rest = match (words(&together) < FEW, long.is_empty()) {
            (true, false) => together + &long.iter().map(|(_, prose)| prose.as_str()).collect::<String>(),
            _ => together,
        };
        for (part, prose) in long.into_iter().chain([("the short texts".to_owned(), rest)]) {
            count += 1;
            problems.extend(above_eight(&format!("{name}, {part}"), &prose));
        }
    }
    assert!(count > 2000, "only {count} texts were read");
    problems.sort_by(|a, b| b.0.total_cmp(&a.0));
    let lines: Vec<_> = problems.into_iter().map(|(_, line)| line).collect();
    assert!(lines.is_empty(), "{} of {count} texts read above grade 8:\n{}", lines.len(), lines.join("\n"));
}

/// All that is shown of each file, part by part.
fn prose() -> Vec<(String, Vec<(String, String)>)> {
    let mut files: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for text in rules::all().map(|rule| rule.text) {
        let mut parts = vec![
            ("title".to_owned(), text.title.to_owned() + ". "),
            ("what happened".to_owned(), read_aloud(text.say)),
            ("why".to_owned(), read_aloud(text.why)),
        ];
        let step = |s: &Step| [s.action, s.why, s.expect].map(spoken).concat();
        parts.extend(text.fix.iter().enumerate().map(|(at, s)| (format!("step {}", at + 1), step(s))));
        parts.extend(text.not.iter().map(|words| ("what it is not".to_owned(), spoken(words))));
        parts.extend(text.tell.iter().map(|t| (format!("neighbour {}", t.cause), spoken(t.words))));
        let case = |v: &Variant| (format!("case {}", v.key), read_aloud(v.say) + &spoken(v.fix));
        parts.extend(text.variants.iter().map(case));
        files.push((text.id.to_owned(), parts));
    }
    for server in SERVERS {
        let remedy = |r: &Remedy| (r.id.to_owned(), r.title.to_owned() + ". " + &read_aloud(r.blocks));
        let logs = ("logs".to_owned(), read_aloud(server.logs));
        files.push((server.name.to_owned(), server.remedies.iter().map(remedy).chain([logs]).collect()));
    }
    for text in learn::statuses().filter_map(learn::status) {
        let lists = [("not", text.not), ("from", text.from), ("first", text.first), ("users", text.users)];
        // `also` quotes what others say.
        let lists = lists.into_iter().chain([("prevent", text.prevent)]);
        let items = lists.flat_map(|(name, list)| list.iter().map(move |words| (name.to_owned(), spoken(words))));
        files.push((text.title.to_owned(), items.chain([("means".to_owned(), read_aloud(text.means))]).collect()));
    }
    let rows = learn::difference().iter().flat_map(|row| {
        [("says", row.says), ("remember", row.remember), ("then", row.then)]
            .map(|(cell, words)| (format!("{} {cell}", row.status), spoken(words)))
    });
    files.push(("difference.md".to_owned(), rows.collect()));
    let questions = learn::faq().iter().map(|q| (q.ask.to_owned(), q.ask.to_owned() + " " + &read_aloud(q.answer)));
    files.push(("faq.md".to_owned(), questions.collect()));
    let terms = learn::glossary().iter().map(|t| (t.name().to_owned(), spoken(t.words)));
    files.push(("glossary.md".to_owned(), terms.collect()));
    files
}

fn words(prose: &str) -> usize {
    prose.split_whitespace().count()
}

/// A neighbour that is named exists.
#[test]
fn neighbours_exist() {
    let mut problems = Vec::new();
    for rule in rules::all() {
        for tell in rule.text.tell.iter().filter(|t| rules::text(t.cause).is_none()) {
            problems.push(format!("{} names the neighbour {:?}, which does not exist", rule.text.id, tell.cause));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn markdown() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = ["src/rules", "src/servers", "src/learn"].map(|f| common::root().join(f)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

/// Words that are shown and stand in no Markdown of a room: labels, what decoders and reports say, what
/// rules put into their values, the pages and the documents.
fn elsewhere() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = ["src", "static"].map(|f| common::root().join(f)).to_vec();
    let mut files: Vec<_> = ["README.md", "SECURITY.md", "CHANGELOG.md"].map(|f| common::root().join(f)).to_vec();
    while let Some(folder) = folders.pop() {
        let all: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.extend(all.iter().filter(|path| path.is_dir() && !path.ends_with("text/build")).cloned());
        files.extend(
            all.into_iter().filter(|p| p.extension().is_some_and(|e| ["rs", "html", "js"].iter().any(|x| e == *x))),
        );
    }
    for path in files {
        let name = path.display().to_string().replace('\\', "/"); // Windows writes `\`
        let text = fs::read_to_string(&path).unwrap();
        let code =
            text.split("\n#[cfg(test)]").next().unwrap().lines().filter(|line| !line.trim_start().starts_with("//"));
        // The phrases by which a rule knows what servers say are theirs.
        let quotes = name.contains("/rules/") || name.contains("/facts/");
        let ours = code.filter(|line| !quotes || line.contains(".value(") || line.contains("format!"));
        found.push((name, ours.collect::<Vec<_>>().join("\n")));
    }
    assert!(found.len() > 300, "only {} files", found.len());
    found
}

/// Sentences in small letters, without the examples that are never shipped.
fn sentences(text: &str) -> Vec<String> {
    let shipped = text.split("\n## Examples").next().unwrap_or_default().to_lowercase();
    let lines = shipped.lines().map(|line| line.trim_start_matches(['#', '-', ' ']));
    lines.flat_map(|line| line.split_inclusive(". ")).map(|s| s.trim().to_owned()).collect()
}

/// The formula says nothing of a few words: one long name among them would decide.
const FEW: usize = 12;

fn above_eight(name: &str, prose: &str) -> Option<(f64, String)> {
    let grade = grade(prose);
    (grade > 8.0).then(|| (grade, format!("{name}: grade {grade:.1}: {prose}")))
}

fn read_aloud(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) => out.push_str(&spoken(words)),
            Block::List(items) => items.iter().for_each(|i| out.push_str(&spoken(i))),
            Block::Code { .. } => {}
        }
    }
    out
}

/// The sentence as somebody would read it aloud: code and values count as one short word.
fn spoken(words: Words) -> String {
    let mut out = String::new();
    for word in words {
        match word {
            Word::Text(t) | Word::Strong(t) | Word::Link { text: t, .. } => out.push_str(t),
            Word::Code(_) | Word::Value(_) => out.push_str("it"),
        }
    }
    if !out.trim_end().ends_with(['.', '?', '!', ':']) {
        out.push('.');
    }
    out.push(' ');
    out
}

/// Flesch–Kincaid grade level: 0.39 · words per sentence + 11.8 · syllables per word − 15.59.
fn grade(text: &str) -> f64 {
    // A dot inside of `api.example.com` ends nothing.
    let ended = text.split_inclusive(char::is_whitespace).map(str::trim_end).filter(|w| w.ends_with(ENDS)).count();
    let sentences = ended.max(1);
    let words: Vec<_> = text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|w| !w.is_empty()).collect();
    let syllables: usize = words.iter().map(|w| syllables(w)).sum();
    let count = words.len().max(1) as f64;
    0.39 * count / sentences as f64 + 11.8 * syllables as f64 / count - 15.59
}

/// What ends a sentence, or a part of one that stands alone.
const ENDS: [char; 5] = ['.', '!', '?', ':', ';'];

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        if vowel(c) && !before {
            count += 1;
        }
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("es") && !word.ends_with("ses")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

#[test]
fn readability_measures_what_it_says() {
    assert!(grade("The cat sat on the mat. It was warm.") < 3.0);
    assert!(
        grade(
            "Authentication infrastructure necessitates comprehensive configuration considerations throughout organisational environments."
        ) > 15.0
    );
}
