use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding};

/// Fires when the token belongs to another tenant than the one that the challenge or the answer
/// names.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "invalidauthenticationtokentenant", "access token is from the wrong issuer", "tenant mismatch",
        "tenant does not match", "tenant doesn't match", "organization does not match", "organisation does not match",
        "wrong tenant", "tenant id mismatch", "tenantid mismatch", "tid claim is invalid", "invalid tenant",
        "does not belong to this tenant", "does not belong to the tenant", "not a member of this organization",
        "wrong organization", "organization mismatch", "org_id mismatch", "organization id (org_id) claim",
        "aadsts50020", "tenant is not allowed", "tenant not allowed", "does not exist in tenant",
    ];
    if !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let claims = facts.jws().and_then(|j| j.claims.as_ref());
    let tenant = claims.and_then(|c| {
        ["tid", "org_id", "tenant_id", "tenantId", "organization_id"].into_iter().find_map(|n| Some((n, c.text(n)?)))
    });
    let evidence = tenant.map(|(n, v)| Evidence::claim(n, v));
    let yours = tenant.map_or("another one".to_owned(), |(_, v)| v.to_owned());
    let worded = || facts.tells(&OTHER).filter(|_| facts.status() == 403);
    if let Some(said) = facts.says(SAID).or_else(worded) {
        let finding = if tenant.is_some() { Finding::certain().seen() } else { Finding::likely() };
        return Some(
            finding
                .because(said)
                .maybe(evidence)
                .value("yours", yours)
                .over("issuer-mismatch")
                .over("insufficient-role")
                .over("forbidden-unspecified")
                .over("object-permission-denied"),
        );
    }
    if let Some(finding) = in_path(facts) {
        return Some(finding);
    }
    let (_, mine) = tenant?;
    let asked = facts.challenges().find_map(|c| c.param("authorization_uri").or_else(|| c.param("authorization")))?;
    let wanted = asked.split('/').find(|part| is_guid(part))?;
    if !is_guid(mine) || wanted.eq_ignore_ascii_case(mine) || facts.states_any() {
        return None;
    }
    let finding = Finding::likely().seen().maybe(evidence).maybe(facts.header_evidence("www-authenticate"));
    Some(finding.value("yours", yours).over("issuer-mismatch"))
}

/// Nothing is said: the address names another tenant, and with the token's own it works.
fn in_path(facts: Facts) -> Option<Finding> {
    const CLAIMS: &[&str] =
        &["tid", "org_id", "tenant_id", "tenantId", "organization_id", "tenant", "org", "organization", "workspace"];
    if facts.status() != 403 || facts.states_any() || !facts.refuses_without_words() {
        return None;
    }
    let claims = facts.jws()?.claims.as_ref()?;
    let (name, mine) = CLAIMS.iter().find_map(|name| Some((*name, claims.text(name)?)))?;
    let here = facts.parts();
    // One part differs, and it is the tenant.
    let own = |f: Facts| {
        let there = f.parts();
        let mut differ = there.iter().zip(&here).filter(|(a, b)| a != b);
        there.len() == here.len() && differ.next().is_some_and(|(a, _)| a == mine) && differ.next().is_none()
    };
    let works = facts.works_where(&|f| f.same_authorization(facts) && own(f))?;
    let finding = Finding::likely().seen().because(Evidence::claim(name, mine)).because(works.answers());
    let finding = finding.because(facts.path_evidence()).because(facts.status_evidence()).value("yours", mine);
    Some(finding.over("object-permission-denied").over("insufficient-role"))
}

/// Another tenant, by the parts of a sentence.
const OTHER: Saying = Saying {
    of: &["tenant", "tenants", "workspace", "organization", "organisation"],
    says: &[
        "wrong", "another", "different", "mismatch*", "issued for", "issued to", "signed in to", "logged in to",
        "signed into", "logged into",
    ],
    never: &["role", "permission", "permissions", "owner", "plan", "not found", "try", "must be", "limit"],
};

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if [8, 13, 18, 23].contains(&i) { b == b'-' } else { b.is_ascii_hexdigit() })
}
