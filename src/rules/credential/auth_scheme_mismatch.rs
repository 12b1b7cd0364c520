use super::basic_credentials_rejected::says_wrong_password;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::http::challenge::Params;

/// Fires when the auth-scheme sent is none of those that the server asks for (RFC 9110 §11.6.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    if rest.is_empty() || scheme.eq_ignore_ascii_case("DPoP") || facts.states_any() {
        return None;
    }
    // FastAPI names no scheme of `Authorization` by this: the key goes into a header of its own.
    if facts.challenges().next().is_some()
        && facts.challenges().all(|c| c.scheme == "APIKey" && c.params == Params::None)
    {
        return None;
    }
    if let Some((works, word)) = taken_as(facts, scheme, rest) {
        let sent = Evidence::new(Source::RequestHeader("Authorization".into()), format!("{scheme} …"));
        let finding = Finding::likely().seen().because(sent).because(works.answers()).because(facts.status_evidence());
        let finding = finding.value("sent", scheme).value("wanted", word).value("works", works.url().path());
        return Some(finding.variant("taken").over("token-inactive").over("credential-rejected-unspecified"));
    }
    let colon = scheme.ends_with([':', '=', ',']);
    let asked: Vec<_> = facts.challenges().map(|c| c.scheme.as_str()).filter(|s| !s.is_empty()).collect();
    if asked.iter().any(|a| a.eq_ignore_ascii_case(scheme))
        || asked.iter().any(|a| a.eq_ignore_ascii_case("DPoP")) && scheme.eq_ignore_ascii_case("Bearer")
    {
        return None;
    }
    // The server looked into the token: the kind is right.
    if [Reason::Malformed, Reason::InvalidToken, Reason::Inactive].into_iter().any(|r| facts.stated(r).is_some())
        && !colon
    {
        return None;
    }
    // It read the password, or it takes this kind elsewhere and asks for no other one here.
    let taken = |f: Facts| f.authorization_parts().is_some_and(|(word, _)| word.eq_ignore_ascii_case(scheme));
    if scheme.eq_ignore_ascii_case("Basic") && says_wrong_password(facts).is_some()
        || asked.is_empty() && !colon && facts.works_where(&taken).is_some()
    {
        return None;
    }
    let (word, named) = named(facts).unzip();
    if word.as_deref().is_some_and(|word| word.eq_ignore_ascii_case(scheme)) {
        return None;
    }
    let said = named.or_else(|| facts.stated(Reason::HeaderFormat)).or_else(|| facts.stated(Reason::Missing));
    let names_bearer = |e: &Evidence| e.quote.to_ascii_lowercase().contains("bearer");
    let wanted = match asked.first().map(|first| (*first).to_owned()).or(word) {
        Some(word) => word,
        // Without a challenge, a text must name the scheme, or miss a credential that was sent.
        // Django REST framework answers 403 instead of 401 where its first way to sign in has no
        // challenge: the session.
        None if facts.status() == 403
            && facts.json().is_some_and(|body| body.get("detail").is_some())
            && drf(facts) =>
        {
            return Some(session(facts, scheme));
        }
        None if colon || (!scheme.eq_ignore_ascii_case("Bearer") && said.is_some()) => "Bearer".to_owned(),
        // A JWT behind another word, and a server that gives no reason.
        None if facts.status() == 401 && facts.sends_whole_jwt() && !scheme.eq_ignore_ascii_case("Bearer") => {
            "Bearer".to_owned()
        }
        None => return None,
    };
    if scheme.eq_ignore_ascii_case("Bearer") && said.as_ref().is_some_and(names_bearer) && asked.is_empty() {
        return None;
    }
    let bare = facts.challenges().all(|c| c.param("error").is_none());
    let password_asked = ["Basic", "Digest", "Negotiate", "NTLM"].iter().any(|p| p.eq_ignore_ascii_case(&wanted));
    let finding = match said {
        Some(_) if bare && !password_asked && (colon || !asked.is_empty()) => Finding::certain(),
        Some(_) => Finding::likely(),
        // Servers that take tokens too may name Basic alone.
        None if password_asked || asked.is_empty() => Finding::likely().shape(),
        None if bare => Finding::likely(),
        None => Finding::possible(),
    };
    let finding = if (password_asked || asked.is_empty()) && said.is_none() { finding } else { finding.seen() };
    let variant = match (scheme.to_ascii_lowercase().as_str(), wanted.to_ascii_lowercase().as_str()) {
        _ if colon => "colon",
        (_, "token") => "wants-token",
        ("basic", _) => "sent-password",
        (_, "bearer") => "wants-bearer",
        _ if password_asked => "wants-password",
        _ => "other",
    };
    let finding = finding
        .because(Evidence::new(Source::RequestHeader("Authorization".into()), format!("{scheme} …")))
        .maybe(facts.header_evidence("www-authenticate"))
        .maybe(said);
    Some(finding.value("sent", scheme).value("wanted", wanted).variant(variant))
}

/// A call that worked on this server with the same credential behind another word.
fn taken_as<'x>(facts: Facts<'x>, scheme: &str, rest: &str) -> Option<(Facts<'x>, &'x str)> {
    let works = facts.works_where(&|f| {
        f.authorization_parts().is_some_and(|(word, same)| {
            same == rest && !word.eq_ignore_ascii_case(scheme) && !word.eq_ignore_ascii_case("DPoP")
        })
    })?;
    Some((works, works.authorization_parts()?.0))
}

/// The word that the body asks for: of express-openapi-validator and of Fastify's plugin for passwords.
fn named(facts: Facts) -> Option<(String, Evidence)> {
    if let Some(said) = facts.says_in_body(&["fst_basic_auth_missing_or_bad_authorization_header"]) {
        return Some(("Basic".to_owned(), said));
    }
    let said = facts.says_in_body(&["authorization header with scheme '"])?;
    let text = facts.message()?;
    let word = text.split('\'').nth(1)?.to_owned();
    Some((word, said))
}

fn drf(facts: Facts) -> bool {
    facts.says_in_body(&["authentication credentials were not provided."]).is_some()
}

fn session(facts: Facts, scheme: &str) -> Finding {
    let sent = Evidence::new(Source::RequestHeader("Authorization".into()), format!("{scheme} …"));
    let finding =
        Finding::likely().shape().because(sent).maybe(facts.stated(Reason::Missing)).because(facts.status_evidence());
    let finding = finding.value("sent", scheme).value("wanted", "a session cookie").variant("wants-session");
    finding.over("proxy-strips-authorization").over("server-hides-authorization").over("unauthenticated-answered-403")
}
