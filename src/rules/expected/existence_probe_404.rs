use serde_json::Value;

use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::instant::Span;

/// Members whose truth value is the whole answer to "is there one?".
const ANSWERS: &[&str] = &[
    "available", "isAvailable", "is_available", "exists", "taken", "isTaken", "registered", "isRegistered", "in_use",
    "inUse", "unique", "isUnique",
];

/// "No cart yet": there is nothing to mend.
const NOT_YET: Saying = Saying {
    of: &["yet"],
    says: &["no", "nothing", "havent", "hasnt", "empty"],
    never: &["released", "implemented", "supported", "deployed"],
};

/// Fires for a 404 that is the answer "no" to a question: the body says so, or the client then
/// creates what was missing.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 404 || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    if let Some((name, value)) = answer(facts) {
        let finding = Finding::likely().seen().verdict(Verdict::Expected).variant("answer");
        return Some(
            finding.quote(Source::ResponseBody, format!("\"{name}\": {value}")).because(facts.status_evidence()),
        );
    }
    if let Some(word) = asks_existence(facts) {
        let finding = Finding::likely().shape().verdict(Verdict::Expected).variant("question");
        return Some(finding.quote(Source::Url, word).because(facts.status_evidence()));
    }
    if let Some(empty) = nothing_found(facts) {
        let finding = Finding::likely().seen().verdict(Verdict::Expected).variant("answer");
        return Some(finding.quote(Source::ResponseBody, empty).because(facts.status_evidence()));
    }
    if let Some(said) = facts.tells(&NOT_YET).filter(|said| facts.json().is_some() && said.from == Source::ResponseBody)
    {
        let finding = Finding::likely().verdict(Verdict::Expected).variant("answer");
        return Some(finding.because(said).because(facts.status_evidence()));
    }
    if let Some(picture) = picture_of_one(facts) {
        let finding = Finding::likely().shape().verdict(Verdict::Expected).variant("picture");
        return Some(finding.quote(Source::Url, picture).because(facts.status_evidence()));
    }
    if let Some(word) = optional(facts) {
        let finding = Finding::likely().shape().verdict(Verdict::Expected).variant("optional");
        return Some(finding.quote(Source::Url, word).because(facts.status_evidence()));
    }
    if let Some(found) = next_language(facts) {
        let finding = Finding::likely().seen().verdict(Verdict::Expected).variant("language");
        return Some(finding.because(found.answers()).because(facts.status_evidence()));
    }
    let Some(made) = creation(facts) else { return head(facts) };
    let finding = Finding::likely().seen().verdict(Verdict::Expected).variant("created");
    Some(
        finding.because(Evidence::exchange(
            made.id(),
            format!("{} {} → {}", made.method(), made.url().path(), made.status()),
        )),
    )
}

/// HEAD asks for no content: whether something is there is all that it can tell.
fn head(facts: Facts) -> Option<Finding> {
    // Where GET finds nothing either, the address is wrong.
    let same = |f: &Facts| f.row().route.template == facts.row().route.template;
    let wrong = || facts.nearby().filter(same).any(|f| f.method() == "GET" && f.status() == 404);
    if facts.method() != "HEAD" || !facts.is_api_call() || (!facts.working_here().any(|f| same(&f)) && wrong()) {
        return None;
    }
    let finding = Finding::likely().shape().verdict(Verdict::Expected).variant("head");
    Some(finding.quote(Source::Method, "HEAD").because(facts.status_evidence()))
}

/// The truth value, where the body is an answer and reports no error beside it.
fn answer<'x>(facts: Facts<'x>) -> Option<(&'x str, bool)> {
    let Value::Object(body) = facts.json()? else { return None };
    if ["error", "errors", "message", "detail", "title", "code"].iter().any(|m| body.contains_key(*m)) {
        return None;
    }
    body.iter()
        .find_map(|(name, value)| Some((name.as_str(), value.as_bool()?)).filter(|(name, _)| ANSWERS.contains(name)))
}

/// An answer that holds an empty list or a count of zero and reports no error: a search without hits.
fn nothing_found(facts: Facts) -> Option<String> {
    let empty =
        |value: &Value| value.as_array().is_some_and(Vec::is_empty) || value.as_u64() == Some(0) || value.is_null();
    match facts.json()? {
        Value::Array(list) => list.is_empty().then(|| "[]".to_owned()),
        Value::Object(body) => {
            let list = body.values().any(|value| value.as_array().is_some_and(Vec::is_empty));
            (list && body.values().all(empty)).then(|| facts.body().trim().to_owned())
        }
        _ => None,
    }
}

/// The path of a picture that belongs to one person: an app shows initials where there is none. Libraries ask Gravatar for a
/// 404 on purpose.
fn picture_of_one<'x>(facts: Facts<'x>) -> Option<&'x str> {
    const WORDS: &[&str] = &[
        "avatar", "avatars", "gravatar", "userpic", "portrait", "portraits", "profile-picture", "profilepic",
        "headshot", "photo", "photos", "thumb", "thumbnail", "thumbnails",
    ];
    let image = match facts.exchange().resource_type.as_deref() {
        Some(kind) => kind == "image",
        None => facts.sent("sec-fetch-dest") == Some("image"),
    };
    let named = facts
        .url()
        .segments()
        .any(|part| WORDS.contains(&part.split('.').next().unwrap_or(part).to_ascii_lowercase().as_str()));
    let asked = facts.url().query_value("d").as_deref() == Some("404");
    let of_one = facts.row().route.template.contains("{id}") || facts.url().segments().any(is_numbered);
    (image && (asked || named && of_one)).then(|| facts.url().path())
}

/// `77.png`, `u-551.webp`: a file that is named after the number of a thing.
fn is_numbered(part: &str) -> bool {
    part.split_once('.').is_some_and(|(name, _)| name.bytes().any(|b| b.is_ascii_digit()))
}

/// The word of the address that asks whether something is there, where an application answered.
fn asks_existence<'x>(facts: Facts<'x>) -> Option<&'x str> {
    // A router that does not know the address reports an error instead.
    let error = ["error", "errors", "detail", "title", "status", "statusCode", "path", "timestamp"];
    let answered = match facts.json() {
        Some(Value::Object(body)) => !error.iter().any(|m| body.contains_key(*m)),
        // JSON without content: the recording left the body out.
        None => facts.body().is_empty() && facts.response().mime_type.contains("json"),
        Some(_) => false,
    };
    let word = |part: &&str| {
        let plain = part.to_ascii_lowercase().replace(['-', '_'], "");
        ["exists", "istaken", "isavailable", "isunique"].contains(&plain.as_str())
            || (plain.ends_with("available") && plain.len() > "available".len())
    };
    facts.url().segments().filter(|_| answered).find(word)
}

/// The word of an address below which a switch of the app is asked for, where an application answered: no such switch is
/// the same as off.
fn optional<'x>(facts: Facts<'x>) -> Option<&'x str> {
    const SWITCHES: &[&str] = &["flags", "featureflags", "features", "toggles", "featuretoggles", "experiments"];
    let switch = |part: &&str| SWITCHES.contains(&part.to_ascii_lowercase().replace(['-', '_'], "").as_str());
    let segments: Vec<&str> = facts.url().segments().filter(|s| !s.is_empty()).collect();
    let (_, before) = segments.split_last()?;
    let answered = facts.json().is_some() && facts.router_said().is_none() && facts.method() == "GET";
    let goes_on = || facts.later().take(50).any(|f| f.succeeded() && f.is_api_call());
    before.iter().copied().find(switch).filter(|_| answered && goes_on())
}

/// The same address with the language alone, found right after it was asked for with a region: `de-CH`, then `de`.
fn next_language<'x>(facts: Facts<'x>) -> Option<Facts<'x>> {
    let mine = facts.parts();
    let ended = facts.exchange().ended();
    let soon = |f: &Facts| f.exchange().started - ended < Span::seconds(10);
    facts.later().take(50).take_while(soon).find(|f| {
        let theirs = f.parts();
        let mut other = mine.iter().zip(&theirs).filter(|(a, b)| a != b);
        let pair = (other.next(), other.next());
        let (Some((a, b)), None) = pair else { return false };
        f.succeeded() && mine.len() == theirs.len() && f.url().origin() == facts.url().origin() && is_wider(a, b)
    })
}

/// Whether `wide` is the language of `narrow` without its region, before the same ending.
fn is_wider(narrow: &str, wide: &str) -> bool {
    let (narrow, ending) = narrow.split_once('.').unwrap_or((narrow, ""));
    let (wide, other) = wide.split_once('.').unwrap_or((wide, ""));
    let Some((language, region)) = narrow.split_once(['-', '_']) else { return false };
    let letters = |s: &str| s.bytes().all(|b| b.is_ascii_alphabetic());
    ending == other
        && language.eq_ignore_ascii_case(wide)
        && matches!(language.len(), 2 | 3)
        && matches!(region.len(), 2..=4)
        && letters(language)
        && letters(region)
}

/// The later request that creates what was asked for: at the same path, or with that `Location`.
fn creation<'x>(facts: Facts<'x>) -> Option<Facts<'x>> {
    let ended = facts.exchange().ended();
    let path = facts.url().path();
    facts
        .later()
        .take_while(|f| f.exchange().started - ended < Span::minutes(1))
        .take(200)
        .filter(|f| matches!(f.method(), "PUT" | "POST") && matches!(f.status(), 200..=299) && facts.same_origin(*f))
        .find(|f| {
            let located = || f.header("location").and_then(|to| f.url().join(to)).is_some_and(|to| to.path() == path);
            f.url().path() == path || located()
        })
}
