//! A challenge or a set of credentials in words, as plain data for every view.

use std::borrow::Cow;
use std::ops::Range;

use super::scheme::{Iana, Param, Scheme, View};
use crate::http::challenge::{Challenge, Params};
use crate::http::credentials::Credentials;

/// An auth-scheme with what it asks for or brings, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The auth-scheme as it was written; empty where there is none.
    pub title: String,
    /// Whether IANA's registry has it.
    pub iana: Iana,
    /// What it is, in plain words.
    pub summary: &'static str,
    /// Where it is defined; empty for an unknown one.
    pub reference: &'static str,
    /// Each parameter in the order of the line, then the parts that values were taken apart into.
    pub params: Vec<ParamExplained>,
    /// What is worth knowing about the whole: what is missing, what is odd.
    pub notes: Vec<Cow<'static, str>>,
}

/// One parameter, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamExplained {
    /// As it was written; empty for a token68 and for a value without a name.
    pub name: String,
    /// Unquoted and decoded. Mask it when [`secret`](Self::secret) is set.
    pub value: String,
    /// What it means, in plain words without a full stop.
    pub meaning: Cow<'static, str>,
    /// What is worth knowing about this value, each a sentence.
    pub notes: Vec<Cow<'static, str>>,
    /// The bytes of the value in the field value, or of what it is a part of.
    pub at: Range<usize>,
    /// Whether the value proves or unlocks something.
    pub secret: bool,
    /// The parameter that this was taken from, where it is not in the line itself; empty for the
    /// token68.
    pub part_of: Option<String>,
}

/// Explains a challenge.
///
/// ```
/// use latchkey::http::{challenge, schemes};
///
/// let (challenges, _) = challenge::parse("Bearer error=\"insufficient_scope\", scope=\"admin\"");
/// let explained = schemes::explain(&challenges[0]);
/// assert_eq!(explained.reference, "RFC 6750");
/// assert!(explained.params[1].meaning.contains("permissions"));
/// ```
pub fn explain(challenge: &Challenge) -> Explained {
    build(&challenge.scheme, &challenge.params, true)
}

/// Explains credentials. The values that prove something are marked as secret.
pub fn explain_credentials(credentials: &Credentials) -> Explained {
    build(&credentials.scheme, &credentials.params, false)
}

fn build(name: &str, params: &Params, is_challenge: bool) -> Explained {
    let scheme = super::find(name);
    let (iana, summary, reference) = match scheme {
        Some(scheme) => (scheme.iana, scheme.summary, scheme.reference),
        None if name.is_empty() => {
            (Iana::NotRegistered, "The auth-scheme, the word that says how to log in, is missing.", "RFC 9110 §11.3")
        }
        None => (Iana::NotRegistered, "An auth-scheme that Latchkey does not know; it is shown as it came.", ""),
    };
    let mut out = Explained { title: name.to_owned(), iana, summary, reference, params: Vec::new(), notes: Vec::new() };
    let table = match scheme {
        Some(scheme) if is_challenge => scheme.challenge,
        Some(scheme) => scheme.credentials,
        None => &[],
    };
    let elsewhere = match scheme {
        Some(scheme) if is_challenge => scheme.credentials,
        Some(scheme) => scheme.challenge,
        None => &[],
    };
    list(params, table, elsewhere, is_challenge, &mut out);
    if let Some(scheme) = scheme {
        missing(scheme, table, params, is_challenge, &mut out);
        (scheme.look)(&mut View { is_challenge, params, out: &mut out });
    }
    out
}

/// `elsewhere`: the parameters of credentials for a challenge, and the other way round.
fn list(params: &Params, table: &[Param], elsewhere: &[Param], is_challenge: bool, out: &mut Explained) {
    if let Params::Token68 { value, at } = params {
        out.params.push(token68(value, at.clone(), table, is_challenge));
    }
    for param in params.list() {
        if param.name.is_empty() {
            out.params.push(token68(&param.value, param.value_at.clone(), table, is_challenge));
            continue;
        }
        let plain = param.name.strip_suffix('*').unwrap_or(&param.name);
        let known = table
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(&param.name) || known.name.eq_ignore_ascii_case(plain));
        let misplaced = elsewhere.iter().any(|other| !plain.is_empty() && other.name.eq_ignore_ascii_case(plain));
        let other = misplaced.then_some(match is_challenge {
            true => "a parameter of credentials, which has no place in a challenge",
            false => "a parameter of challenges, which has no place in credentials",
        });
        let mut notes: Vec<Cow<'static, str>> = Vec::new();
        if param.is_bare() {
            notes.push("It has no value.".into());
        } else if let Some(complaint) = known.and_then(|known| known.value.complaint(&param.value)) {
            notes.push(complaint.into());
        }
        out.params.push(ParamExplained {
            name: param.name.clone(),
            value: param.value.clone(),
            meaning: meaning(known, &param.name, other),
            notes,
            at: param.value_at.clone(),
            // What is not known of credentials may be the proof itself.
            secret: known.map_or(!is_challenge, |known| known.secret),
            part_of: None,
        });
    }
}

fn meaning(known: Option<&Param>, name: &str, elsewhere: Option<&'static str>) -> Cow<'static, str> {
    match known {
        Some(known) => known.meaning.into(),
        None if elsewhere.is_some() => elsewhere.unwrap_or_default().into(),
        None if name.eq_ignore_ascii_case("realm") => REALM.into(),
        None => "a parameter that this auth-scheme does not define".into(),
    }
}

/// What `realm` means in every scheme (RFC 9110 §11.5).
pub(super) const REALM: &str = "a name for the protected area; one login is good for all of it";

fn token68(value: &str, at: Range<usize>, table: &[Param], is_challenge: bool) -> ParamExplained {
    let known = table.iter().find(|known| known.name.is_empty());
    let meaning = match known {
        Some(known) => known.meaning,
        None if is_challenge => "a value without a name, which this auth-scheme does not define in a challenge",
        None => "the proof of identity, in a form that this auth-scheme does not define",
    };
    let notes = known.and_then(|known| known.value.complaint(value)).map(Cow::Owned).into_iter().collect();
    ParamExplained {
        name: String::new(),
        value: value.to_owned(),
        meaning: meaning.into(),
        notes,
        at,
        secret: !is_challenge || known.is_some_and(|known| known.secret),
        part_of: None,
    }
}

fn missing(scheme: &Scheme, table: &[Param], params: &Params, is_challenge: bool, out: &mut Explained) {
    // Parameters and a token68 are alternatives: where one is there, the other is not missed.
    let has_token68 = params.token68().is_some();
    for param in table.iter().filter(|param| param.required) {
        if param.name.is_empty() {
            if !has_token68 && params.list().is_empty() {
                out.notes.push(format!("Nothing follows \"{}\"; {} is required.", out.title, param.meaning).into());
            }
        } else if !has_token68 && params.get(param.name).is_none() && params.get(&format!("{}*", param.name)).is_none()
        {
            let what = if is_challenge { "a challenge" } else { "credentials" };
            out.notes.push(
                format!("\"{}\" is missing; {} requires it in {what} of this kind.", param.name, scheme.reference)
                    .into(),
            );
        }
    }
    if !has_token68 || table.iter().any(|param| param.name.is_empty()) {
        return;
    }
    if is_challenge {
        out.notes.push(format!("{} asks with parameters, not with a token68.", out.title).into());
    }
}
