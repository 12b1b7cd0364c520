use crate::facts::{Facts, find};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the application names the missing item, and for an id on a route where others work.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 404, 406, 410]) || facts.row().is_preflight {
        return None;
    }
    let sibling = facts.sibling_works();
    let works = sibling.map(Facts::answers);
    let codes = facts.code(&[
        "NoSuchKey", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN", "NAME_UNKNOWN", "TAG_INVALID", "BlobNotFound",
        "RecordNotFound", "EntityNotFound", "ResourceNotFound", "NoSuchUpload", "NoSuchVersion", "ERR_NOT_FOUND",
        "record_not_found", "object_not_found", "entity_not_found", "document_not_found", "user_not_found_error",
        "resource_missing", "rest_post_invalid_id", "rest_user_invalid_id", "rest_term_invalid", "PGRST116",
        "index_not_found_exception", "restify_ResourceNotFound", "E0000007", "NoSuchEntity",
        "ResourceNotFoundException",
    ]);
    let worded = || {
        facts.says_in_body(&[
            "no query results for model", "matches the given query", "couldn't find ", "could not find the record",
            "with the specified id", "does not exist in the database", "no record found", "record not found",
            "no row was found", "no rows returned", "nothing found for", "nothing found with",
            "the specified key does not exist", "the specified blob does not exist", "manifest unknown",
            "entity not found", "document not found", "object not found", "no document to update", "no such object",
            "no such package", "no such user", "no such item", "no such record", "no such version",
            "package not found", "unable to find ", "could not find ", "could not locate ", "no user found",
            "not found with id", "not found for id", "with id ", "\"reason\":\"missing\"", "\"reason\":\"deleted\"",
            "\"reason\": \"missing\"", "no such document", "not_found\",\"reason\":\"missing",
        ])
    };
    if facts.status() != 404 && facts.status() != 410 {
        // 400 and 406 are used by few: PostgREST for a single row, WordPress for ids.
        // Supabase's storage writes the status of what is missing into the body.
        let inner = || facts.member_text("statusCode").filter(|code| *code == "404");
        let inner = || inner().map(|code| Evidence::new(Source::ResponseBody, format!("\"statusCode\": \"{code}\"")));
        let code = facts.code(&["PGRST116", "rest_post_invalid_id"]).or_else(inner)?;
        return Some(Finding::likely().because(code).maybe(works).value("path", facts.url().path()));
    }
    let noun = named_item(facts).or_else(|| absent_item(facts)).or_else(|| absent_abroad(facts));
    let noun = noun.or_else(|| names_the_id(facts));
    let router = facts.router_said();
    let stated = codes.or_else(worded).or(noun).filter(|_| router.as_ref().is_none_or(|r| r.path.is_none()));
    let finding = match stated {
        // Where a name is the id, a record of another name is no proof of a slip.
        Some(stated) if router.is_none() => Finding::likely().because(stated).maybe(works).over("path-typo"),
        Some(stated) => Finding::likely().because(stated).maybe(works),
        None if works.is_some() && router.as_ref().is_none_or(|r| r.path.is_none()) && !facts.plain_server_page() => {
            Finding::likely().shape().because(facts.path_evidence()).maybe(works)
        }
        None => return None,
    };
    Some(finding.because(facts.status_evidence()).value("path", facts.url().path()))
}

/// Words by which an answer speaks of an address, a server or a sign-in, not of a record.
const NO_ITEM: &[&str] = &[
    "page", "route", "path", "url", "uri", "endpoint", "resource", "file", "404", "requested", "handler", "method",
    "api", "service", "host", "site", "domain", "application", "app", "deployment", "error", "session", "function",
    "bucket", "requested resource", "address", "link", "key", "tenant", "such", "server", "upstream", "backend",
    "controller", "website", "webpage",
];

/// "There is no reservation with this number", "No such file available": a kind of thing behind words
/// that it is absent.
fn absent_item(facts: Facts) -> Option<Evidence> {
    const ABSENT: &[&str] = &[
        "no such ", "there is no ", "there's no ", "there are no ", "no matching ", "no known ", "unknown ",
        "cannot find ", "can't find ", "couldn't find ", "could not find ", "unable to find ", "unable to locate ",
        "could not locate ", "do not have a ", "don't have a ", "do not know ", "don't know ", "doesn't know ",
    ];
    const FILLING: &[&str] =
        &["the", "this", "that", "a", "an", "any", "such", "requested", "given", "specified", "your"];
    let text = facts.message().filter(|_| facts.json().is_some())?;
    let lower = text.to_ascii_lowercase();
    let (start, at) = find(&lower, ABSENT)?;
    let item = lower
        .get(at..)?
        .split(|c: char| !c.is_alphanumeric())
        .find(|w| !w.is_empty() && !FILLING.contains(w))
        .filter(|w| w.len() > 1 && w.bytes().all(|b| b.is_ascii_alphabetic()))?;
    // "No such file": a store says so, and no router does.
    let stored = item == "file" && lower.get(start..).is_some_and(|rest| rest.starts_with("no such "));
    (stored || !NO_ITEM.contains(&item) || is_kept_here(facts, item)).then(|| Evidence::new(Source::ResponseBody, text))
}

/// "Product not found", "Order 12 does not exist": the application names a kind of thing.
fn named_item(facts: Facts) -> Option<Evidence> {
    let text = facts.message()?;
    let lower = text.to_ascii_lowercase();
    // DRF: the view was reached, for its router answers in HTML.
    if text == "Not found." && facts.json().is_some() {
        return Some(Evidence::new(Source::ResponseBody, text));
    }
    let at = [
        "not found", "not_found", "notfound", "does not exist", "doesn't exist", "was not found", "could not be found",
        "no longer exists", "not exist", "not_exist", "could not be located", "has been deleted", "was deleted",
        "has been removed", "is gone",
    ]
    .iter()
    .filter_map(|p| lower.find(p))
    .min()?;
    let before = lower.get(..at)?.trim().trim_end_matches(['_', '-', '"', '\'', ':']);
    let word = before
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | '-' | '"' | '\'' | ':' | '/' | '.'))
        .filter(|w| {
            !w.is_empty()
                && !matches!(
                    *w,
                    "the"
                        | "this"
                        | "that"
                        | "was"
                        | "is"
                        | "could"
                        | "a"
                        | "an"
                        | "with"
                        | "id"
                        | "no"
                        | "requested"
                        | "error"
                        | "sorry"
                )
        })
        .find(|w| w.len() > 1 && w.bytes().any(|b| b.is_ascii_alphabetic()))?;
    let item = word.len() <= 32
        && before.len() <= 80
        && (!NO_ITEM.contains(&word) || is_kept_here(facts, word))
        && !facts.is_html()
        && !before.contains('/');
    item.then(|| Evidence::new(Source::ResponseBody, text))
}

/// "Book 9 is not in the catalogue", asked for `/books/9`: the application knows the id, and has nothing under it.
fn names_the_id(facts: Facts) -> Option<Evidence> {
    let id = facts.parts().pop().filter(|part| part.bytes().any(|b| b.is_ascii_digit()))?;
    let text = facts.message().filter(|text| facts.json().is_some() && !text.contains('/'))?;
    let mut words = text.split(|c: char| c.is_whitespace() || "\"'`:.,#()".contains(c));
    let none = find(&text.to_ascii_lowercase(), &["not ", "no ", "n't "]).is_some();
    (none && words.any(|word| word == id)).then(|| Evidence::new(Source::ResponseBody, text))
}

/// The same in other languages, where no page, path or file is spoken of.
fn absent_abroad(facts: Facts) -> Option<Evidence> {
    const ABSENT: &[&str] = &[
        "nicht gefunden", "nicht vorhanden", "existiert nicht", "introuvable", "n'existe pas", "no encontrad",
        "no existe", "não encontrad", "não existe", "non trovat", "niet gevonden", "nie znaleziono", "不存在",
        "未找到", "找不到", "見つかりません", "存在しません", "찾을 수 없", "не найден",
    ];
    const NO_ITEM: &[&str] = &[
        "seite", "page", "pagina", "página", "ruta", "rota", "route", "chemin", "pfad", "datei", "fichier", "archivo",
        "arquivo", "adresse", "ressource", "recurso", "risorsa", "stron", "url", "api", "endpoint", "接口", "页面",
        "頁面", "网页", "路径", "路由", "地址", "资源", "文件", "ページ", "リソース", "ファイル", "페이지", "страниц",
    ];
    let text = facts.message().filter(|_| facts.json().is_some())?;
    let lower = text.to_ascii_lowercase();
    let item = find(&lower, ABSENT).is_some() && find(&lower, NO_ITEM).is_none();
    item.then(|| Evidence::new(Source::ResponseBody, text))
}

/// Whether the path asks for one of a collection of this name: `file` under `/files/7`.
fn is_kept_here(facts: Facts, word: &str) -> bool {
    let parts = facts.parts();
    let collection = parts.len().checked_sub(2).and_then(|at| parts.get(at)).map(|part| part.to_ascii_lowercase());
    facts.json().is_some() && collection.is_some_and(|part| part.strip_suffix('s') == Some(word))
}
