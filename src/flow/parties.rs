//! Who takes part in a flow.

use super::Part;
use crate::exchange::Address;
use crate::facts::Facts;
use crate::redact;
use crate::sorted;

/// One who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// What it is.
    pub role: Role,
    /// Its host with port; with the scheme in front where two differ in nothing else. For the
    /// browser the page's; empty where that is not known.
    pub name: String,
}

/// What one who takes part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The browser with the page.
    Browser,
    /// A proxy on the way.
    Proxy,
    /// The server that the page came from.
    Site,
    /// Another server.
    Server,
    /// The one that signs users in and gives out tokens.
    SignIn,
}

/// A party with the origin by which it is known.
pub(super) type Known = (Party, String);

/// The parties of a flow: the browser, then the servers in the order in which they are asked, the
/// sign-in server last.
pub(super) fn of(members: &[(Facts, Part)]) -> Vec<Known> {
    let page = members.iter().find_map(|(f, _)| page(*f)).unwrap_or_default();
    let mut known = Vec::new();
    for &(facts, part) in members {
        let proxied = is_proxied(facts);
        let origin = if proxied { String::new() } else { facts.url().origin() };
        let role = match part {
            _ if proxied => Role::Proxy,
            Part::Authorize | Part::SignIn => Role::SignIn,
            // An app may fetch tokens through its own server.
            Part::Trade | Part::Fetch if origin != page => Role::SignIn,
            Part::Refresh if facts.is_token_call() && origin != page => Role::SignIn,
            _ if origin == page => Role::Site,
            _ => Role::Server,
        };
        let found = known.iter_mut().find(|(_, other): &&mut Known| *other == origin);
        match found {
            // Once known as the sign-in server, it stays one.
            Some((party, _)) if role == Role::SignIn => party.role = role,
            Some(_) => {}
            None => {
                let name = facts.exchange().server_address.as_deref().filter(|_| proxied);
                let name = name.map_or_else(|| host(&origin), redact::printable);
                known.push((Party { role, name }, origin));
            }
        }
    }
    sorted::by_key(&mut known, |(party, _)| match party.role {
        Role::Proxy => 0,
        Role::SignIn => 2,
        _ => 1,
    });
    let twice: Vec<usize> = (0..known.len())
        .filter(|at| {
            known
                .iter()
                .enumerate()
                .any(|(other, one)| other != *at && known.get(*at).is_some_and(|k| k.0.name == one.0.name))
        })
        .collect();
    for at in twice {
        if let Some((party, origin)) = known.get_mut(at) {
            party.name = redact::printable(origin);
        }
    }
    known.insert(0, (Party { role: Role::Browser, name: host(&page) }, "browser".into()));
    known
}

/// Whom an exchange asks.
pub(super) fn index(parties: &[Known], facts: Facts) -> usize {
    let origin = if is_proxied(facts) { String::new() } else { facts.url().origin() };
    parties.iter().position(|(_, other)| *other == origin).unwrap_or(0)
}

/// The party that an address belongs to.
pub(super) fn index_of(parties: &[Known], address: &str) -> Option<usize> {
    let origin = Address::new(address).origin();
    parties.iter().position(|(_, other)| *other == origin)
}

/// Whether a proxy answered, or was given credentials.
fn is_proxied(facts: Facts) -> bool {
    facts.status() == 407
}

/// The origin of the page that was open.
fn page(facts: Facts) -> Option<String> {
    let open = facts.exchange().page.as_deref().map(|page| Address::new(page).origin());
    open.filter(|o| !o.is_empty() && o != "null").or_else(|| {
        // A navigation names the page that it leaves.
        facts.page_origin().filter(|o| o != "null" && !facts.is_navigation())
    })
}

fn host(origin: &str) -> String {
    redact::printable(origin.split_once("://").map_or(origin, |(_, host)| host))
}
