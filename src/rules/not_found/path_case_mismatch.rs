use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when a path that works differs only in capital and small letters.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    let path = facts.url().path();
    let Some(works) = facts.working_here().find(|f| {
        let other = f.url().path();
        other != path && other.eq_ignore_ascii_case(path)
    }) else {
        return collection(facts);
    };
    // Two ids may differ only by case; names of files and routes hardly do.
    let id = |p: &str| p.bytes().any(|b| b.is_ascii_digit()) && !p.contains('.');
    let ids = facts.url().segments().zip(works.url().segments()).any(|(a, b)| a != b && id(a));
    let finding = if ids { Finding::possible() } else { Finding::certain() };
    let finding = finding.seen().because(facts.path_evidence()).because(works.answers());
    Some(finding.value("path", path).value("other", works.url().path()))
}

/// The word before an id, where it works in other letters and never in these.
fn collection(facts: Facts) -> Option<Finding> {
    // An answer in JSON may speak of the record.
    if facts.json().is_some() {
        return None;
    }
    let mut words: Vec<_> = facts.url().segments().collect();
    words.pop().filter(|id| id.bytes().all(|b| b.is_ascii_digit()))?;
    let (word, before) = words.split_last()?;
    let at = |f: Facts, other: &dyn Fn(&str) -> bool| {
        let mut theirs = f.url().segments();
        before.iter().all(|b| theirs.next() == Some(*b)) && theirs.next().is_some_and(other)
    };
    if facts.works_where(&|f| at(f, &|other| other == *word)).is_some() {
        return None;
    }
    let works = facts.works_where(&|f| at(f, &|other| other != *word && other.eq_ignore_ascii_case(word)))?;
    let finding = Finding::likely().seen().because(facts.path_evidence()).because(works.answers());
    let start = |f: Facts| f.url().segments().take(words.len()).fold(String::new(), |path, word| path + "/" + word);
    Some(finding.value("path", start(facts)).value("other", start(works)))
}
