use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Finding;

/// Fires when the server speaks of an owner, and when one id is refused while others of the route work.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.row().is_preflight {
        return None;
    }
    let said = facts
        .says(&[
            "not the owner", "you do not own", "you don't own", "does not own", "doesn't own", "belongs to another",
            "does not belong to", "doesn't belong to", "your own", "owned by another", "owner only", "only the owner",
            "only owners", "only its owner", "owners may", "owners can", "not your ", "not_owner", "notowner",
            "not the author", "only the author", "has not been shared", "not shared with you", "you cannot edit this",
            "you can't edit this", "access to this document", "access to this project", "access to this file",
            "access to this item", "access to this order", "this object", "locked by", "another user's",
            "different user", "did not create this", "didn't create this", "other user's", "other users'", "not owner",
            "not yours", "ownership required", "is private",
        ])
        .or_else(|| facts.tells(&MADE_BY).filter(|_| !facts.presents_secret()))
        .or_else(|| facts.tells(&BY_YOU).filter(|_| facts.row().route.template.contains('{')))
        .or_else(|| facts.tells(&OWNER).filter(|_| !facts.plain_server_page()));
    // Owners of what, where a list is asked for: a role.
    let list = facts.request().is_safe() && !facts.row().route.template.contains('{');
    let of_all = |quote: &str| list && quote.to_ascii_lowercase().contains("owners");
    let said = said.filter(|said| !of_all(&said.quote));
    let works = facts.sibling_works().filter(|f| facts.same_identity(*f));
    // A 401 speaks of an owner where it says so and the same sign-in works for another one.
    if facts.status() == 401 && (said.is_none() || works.is_none() || !facts.carries_identity()) {
        return None;
    }
    let finding = match (said, works) {
        (Some(said), works) => {
            Finding::likely().because(said).maybe(works.map(Facts::answers)).over("insufficient-role")
        }
        (None, Some(works)) if !facts.plain_server_page() => {
            Finding::likely().shape().because(facts.path_evidence()).because(works.answers()).over("insufficient-role")
        }
        _ => return None,
    };
    Some(finding.because(facts.status_evidence()).value("path", facts.url().path()))
}

/// A thing that somebody else made: "this reservation was made by another guest".
const MADE_BY: Saying = Saying {
    of: &[
        "by another", "to another", "of another", "by someone else", "to someone else", "of someone else",
        "by somebody else", "to somebody else", "of somebody else", "by a different", "to a different",
        "someone elses", "somebody elses", "another persons", "another users", "another customers", "another members",
        "by other users", "of other users", "of others", "by others", "to others",
    ],
    says: &[
        "made", "created", "placed", "booked", "written", "uploaded", "added", "posted", "reserved", "ordered",
        "owned", "managed", "held", "started", "opened", "sent", "assigned", "registered", "belong", "belongs",
        "belonging", "data", "cannot", "cant", "may not", "not allowed", "not permitted",
    ],
    never: &[
        "csrf", "origin", "token", "session", "device", "site", "domain", "client", "application", "app", "address",
        "ip", "tenant", "tenants", "organization", "organisation", "key", "issuer", "audience",
    ],
};

/// A thing that only the one who made it may change: "only batches that you registered yourself".
const BY_YOU: Saying = Saying {
    of: &["that you", "which you", "you have not", "you havent", "you did not", "you didnt"],
    says: &[
        "created", "create", "made", "make", "registered", "register", "uploaded", "upload", "submitted", "submit",
        "posted", "post", "added", "wrote", "write", "booked", "placed", "opened", "started", "own", "manage",
        "ordered", "yourself",
    ],
    never: &["token", "session", "device", "site", "domain", "client", "application", "app", "key", "account", "email"],
};

/// A thing of somebody else, by the parts of a sentence.
const OWNER: Saying = Saying {
    of: &[
        "owner", "owners", "author", "authors", "creator", "creators", "own", "belongs", "owned", "owns", "yours",
        "assignee",
    ],
    says: &[
        "only", "restricted", "not", "isnt", "dont", "doesnt", "arent", "another", "other", "someone", "somebody",
        "must be", "cannot", "reserved", "limited", "no longer",
    ],
    never: &[
        "csrf", "origin", "token", "session", "project owner", "authorized", "repository", "domain", "account owner",
        "billing",
    ],
};
