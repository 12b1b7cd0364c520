use crate::facts::Facts;
use crate::facts::paths::is_prefix;
use crate::finding::Finding;
use crate::route::is_value;

/// Fires when a working path on the same origin ends like this one, but starts with another base or
/// version.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    if let Some(registry) = outside_of_registry(facts) {
        return Some(registry);
    }
    // An application that names the whole path knows none that starts so.
    let named = facts.router_said().is_some_and(|s| s.path.is_some_and(|p| p == facts.url().path()));
    let unknown = named || (facts.router_said().is_some() && facts.sibling_works().is_none());
    let routes = facts.working_routes();
    let mine = &facts.row().route.template;
    let other_base = || {
        routes.iter().find_map(|f| {
            let (mine, theirs) = heads(mine, &f.row().route.template, named, unknown)?;
            Some((*f, mine, theirs))
        })
    };
    let unversioned =
        || if named { without_version(mine, &routes).or_else(|| without_base(facts, &routes)) } else { None };
    let (works, mine, theirs) = other_base().or_else(unversioned)?;
    let said = facts.router_said().map(|s| s.evidence);
    // A record of the right route may be missing below both bases: then nothing names a route.
    let finding = if said.is_some() || facts.plain_server_page() || facts.body().trim().is_empty() {
        Finding::likely()
    } else {
        Finding::possible()
    };
    let finding = finding.seen().because(facts.path_evidence()).because(works.answers()).maybe(said).over("path-typo");
    Some(finding.value("mine", shown(&mine)).value("theirs", shown(&theirs)))
}

/// The API of a registry stands below `/v2/` alone (OCI Distribution 1.1, "Endpoints"). Every answer of one has this header.
fn outside_of_registry(facts: Facts) -> Option<Finding> {
    let registry = facts.header_evidence("docker-distribution-api-version")?;
    let first = facts.url().segments().find(|s| !s.is_empty())?;
    let finding = Finding::likely().seen().because(facts.path_evidence()).because(registry).over("path-typo");
    (first != "v2").then(|| finding.value("mine", "/").value("theirs", "/v2"))
}

/// The two starts of path templates before the common end, where they differ only by bases such as `/api` or `/v2`.
/// Where the router knows no such path, one word in place of the base counts too.
fn heads<'t>(mine: &'t str, theirs: &'t str, named: bool, unknown: bool) -> Option<(Vec<&'t str>, Vec<&'t str>)> {
    let (mut mine, mut theirs) = (parts(mine), parts(theirs));
    let same = mine.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a == b).count();
    let tail = mine.split_off(mine.len() - same);
    theirs.truncate(theirs.len() - same);
    let base = |head: &[&str]| head.len() <= 2 && head.iter().all(|p| is_prefix(p));
    let word = named && mine.len() == 1 && theirs.len() == 1 && mine.iter().all(|p| *p != "{id}");
    if tail.iter().any(|p| is_word(p)) && mine != theirs && (base(&mine) || word) && base(&theirs) {
        return Some((mine, theirs));
    }
    below(unknown, tail, mine, theirs)
}

/// `/api/users`, where all that works below `/api` begins with a version, `/api/v1/orders`.
fn without_version<'x>(mine: &'x str, routes: &[Facts<'x>]) -> Option<(Facts<'x>, Vec<&'x str>, Vec<&'x str>)> {
    let (mine, base) = (parts(mine), 1);
    let is_version = |p: &&str| is_prefix(p) && p.starts_with('v');
    if mine.len() < 2 || !mine.iter().take(base).all(|p| is_prefix(p)) || !is_word(mine.get(base)?) {
        return None;
    }
    let mut below = routes.iter().map(|f| (*f, parts(&f.row().route.template)));
    let mut found = None;
    let all = below.all(|(f, theirs)| {
        let same_base = theirs.first() == mine.first();
        if same_base && found.is_none() {
            found = Some((f, theirs.clone()));
        }
        !same_base || theirs.get(base).is_some_and(is_version)
    });
    let (works, theirs) = found.filter(|_| all)?;
    let head = |of: Vec<&'x str>, length| of.into_iter().take(length).collect();
    Some((works, head(mine, base), head(theirs, base + 1)))
}

/// `/trips`, where each call for data that works begins with the same `/api`; `/v2/trips`, where each begins with `/api/v2`.
fn without_base<'x>(facts: Facts<'x>, routes: &[Facts<'x>]) -> Option<(Facts<'x>, Vec<&'x str>, Vec<&'x str>)> {
    // What stands beside an API rather than below its base.
    const BESIDE: &[&str] =
        &["health", "healthz", "metrics", "login", "logout", "auth", "oauth", "graphql", "socket.io", "ws"];
    let mine = parts(&facts.row().route.template).first().copied()?;
    if !facts.asks_for_data() || facts.url().extension().is_some() || mine.starts_with('.') || BESIDE.contains(&mine) {
        return None;
    }
    let mut calls =
        routes.iter().filter(|f| f.asks_for_data() && !f.is_html()).map(|f| (*f, parts(&f.row().route.template)));
    let (works, theirs) = calls.next()?;
    let base = theirs.iter().take_while(|p| is_prefix(p)).count();
    let base: Vec<&str> = theirs.into_iter().take(base).collect();
    let all = !base.is_empty() && calls.all(|(_, other)| other.starts_with(&base));
    let left_out = if is_word(mine) { base.len() } else { base.iter().position(|p| *p == mine)? };
    (all && left_out > 0).then(|| (works, Vec::new(), base.into_iter().take(left_out).collect()))
}

/// `/users/1` where `/api/users` works: the same words without their base, and another end.
fn below<'t>(
    unknown: bool,
    tail: Vec<&'t str>,
    mut mine: Vec<&'t str>,
    mut theirs: Vec<&'t str>,
) -> Option<(Vec<&'t str>, Vec<&'t str>)> {
    mine.extend(&tail);
    theirs.extend(tail);
    let bases = theirs.iter().take_while(|p| is_prefix(p)).count();
    let left_out = (1..=bases.min(2)).find(|left_out| {
        let same = mine.iter().zip(theirs.iter().skip(*left_out)).take_while(|(a, b)| a == b);
        same.last().is_some_and(|(p, _)| is_word(p)) && mine.iter().take(bases - left_out).all(|p| is_prefix(p))
    })?;
    unknown.then(|| (Vec::new(), theirs.into_iter().take(left_out).collect()))
}

fn is_word(part: &str) -> bool {
    part != "{id}" && part.len() > 2 && !is_prefix(part) && !is_value(part)
}

fn parts(template: &str) -> Vec<&str> {
    template.split('/').filter(|p| !p.is_empty()).collect()
}

fn shown(head: &[&str]) -> String {
    if head.is_empty() { "/".into() } else { format!("/{}", head.join("/")) }
}
