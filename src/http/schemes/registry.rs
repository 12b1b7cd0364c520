//! Container registries: where to fetch a token, and for what (Docker's token specification).

use super::{Param, View};

pub(super) const SERVICE: Param =
    Param::new("service", "the registry that the token must be for; sent to the address in realm");

const KINDS: &[&str] = &["repository", "registry", "plugin"];

/// A registry's challenge has a URL as realm, and scopes of the form `type:name:actions`.
pub(super) fn look(view: &mut View<'_>) {
    let is_url = view.get("realm").is_some_and(|realm| realm.starts_with("https://") || realm.starts_with("http://"));
    let scope = view.get("scope").unwrap_or("").to_owned();
    if !is_url || (view.get("service").is_none() && !scope.starts_with("repository:")) {
        return;
    }
    view.note("This is a registry's token challenge: ask the address in realm for a token, with service and scope as query parameters, then repeat the request with it.");
    view.note_param("realm", "Here it is the address that hands out tokens.");
    for one in scope.split(' ').filter(|one| !one.is_empty()) {
        match parse(one) {
            Some((kind, name, actions)) => {
                let mut what = format!("\"{one}\" asks for {} on the {kind} {name}.", words(actions));
                if !KINDS.contains(&kind.split('(').next().unwrap_or(kind)) {
                    what.push_str(" The type is not one of repository, registry, plugin.");
                }
                view.note_param("scope", what);
            }
            None => view.note_param("scope", format!("\"{one}\" is not of the form type:name:actions.")),
        }
    }
}

/// `repository:samalba/my-app:pull,push`; the name may hold a host with a port.
fn parse(scope: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = scope.split_once(':')?;
    let (name, actions) = rest.rsplit_once(':')?;
    (!kind.is_empty() && !name.is_empty()).then_some((kind, name, actions))
}

fn words(actions: &str) -> String {
    if actions.is_empty() { "no action".to_owned() } else { actions.split(',').collect::<Vec<_>>().join(" and ") }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn takes_scopes_apart() {
        assert_eq!(parse("repository:samalba/my-app:pull,push"), Some(("repository", "samalba/my-app", "pull,push")));
        assert_eq!(parse("repository:localhost:5000/app:pull"), Some(("repository", "localhost:5000/app", "pull")));
        assert_eq!(parse("repository:app"), None);
        assert_eq!(parse("openid"), None);
    }
}
