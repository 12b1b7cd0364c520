//! What goes wrong with CORS, in words.

use std::ops::Range;

use super::headers::Found;

/// One thing that is wrong, or easily goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// In which answer.
    pub part: Part,
    /// The header that is wrong or missing; empty when it is the answer as a whole.
    pub header: &'static str,
    /// The field's place among the fields that were given; `None` when it is missing.
    pub line: Option<usize>,
    /// The bytes of its value.
    pub at: Option<Range<usize>>,
    /// What is wrong.
    pub what: What,
}

/// Which answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The answer to the preflight.
    Preflight,
    /// The answer to the request itself.
    Response,
}

/// What a problem does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The browser keeps the answer from the page.
    Blocks,
    /// It does so under circumstances that were not seen.
    MayBlock,
    /// It works here, and breaks elsewhere.
    Note,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// No `Access-Control-Allow-Origin`.
    NoAllowOrigin,
    /// More than one line of it.
    SeveralLines,
    /// More than one origin in it.
    SeveralOrigins,
    /// `https://app.test/`.
    TrailingSlash,
    /// Same letters, other case.
    OriginCase,
    /// `*.example.com`.
    PartialWildcard,
    /// A host without `https://`.
    NoScheme,
    /// `http` against `https`.
    OtherScheme,
    /// The same host at another port.
    OtherPort,
    /// Another origin altogether.
    OtherOrigin,
    /// `*` for a request with credentials.
    WildcardWithCredentials,
    /// `*`, and whether the request has credentials is not known.
    WildcardIfCredentials,
    /// No `Access-Control-Allow-Credentials` for a request with credentials.
    NoAllowCredentials,
    /// It is there, and not exactly `true`.
    CredentialsNotTrue,
    /// The origin `null` is allowed.
    AllowsNull,
    /// The preflight got no answer.
    NoAnswer,
    /// The preflight's status is not 2xx.
    Status {
        /// The status.
        status: u16,
    },
    /// A list with something that is no token.
    BadList,
    /// The method is not in the list.
    MethodNotAllowed {
        /// The method.
        method: String,
    },
    /// The method is there in other case.
    MethodCase {
        /// As the page wrote it.
        asked: String,
        /// As the server wrote it.
        allowed: String,
    },
    /// A request header is not in the list.
    HeaderNotAllowed {
        /// The header.
        name: String,
    },
    /// `*` in the list, and the page sends Authorization.
    WildcardWithoutAuthorization,
    /// The device did not allow access from a public network.
    NoPrivateNetwork,
    /// The answer depends on the origin, and caches are not told.
    NoVary,
}

impl Problem {
    pub(super) fn of(part: Part, header: &'static str, found: &Found, what: What) -> Self {
        Problem { part, header, line: Some(found.line), at: Some(found.at.clone()), what }
    }

    pub(super) fn missing(part: Part, header: &'static str, what: What) -> Self {
        Problem { part, header, line: None, at: None, what }
    }
}

impl What {
    /// What it does.
    pub fn effect(&self) -> Effect {
        match self {
            What::WildcardIfCredentials | What::NoPrivateNetwork => Effect::MayBlock,
            What::AllowsNull | What::NoVary => Effect::Note,
            _ => Effect::Blocks,
        }
    }

    /// The problem as one sentence without a full stop.
    pub fn words(&self) -> String {
        match self {
            What::NoAllowOrigin => "the answer names no origin that may read it".into(),
            What::SeveralLines => "the header is there more than once; often the app and the proxy both add it".into(),
            What::SeveralOrigins => "the header takes one origin; browsers do not read a list".into(),
            What::TrailingSlash => "an origin has no slash at its end".into(),
            What::OriginCase => "an origin is compared letter by letter, in lower case".into(),
            What::PartialWildcard => "only a lone * is a wildcard; *.example.com matches nothing".into(),
            What::NoScheme => "an origin starts with its scheme, https://".into(),
            What::OtherScheme => "the scheme differs: http and https are two origins".into(),
            What::OtherPort => "the port differs: each port is an origin of its own".into(),
            What::OtherOrigin => "the answer allows another origin".into(),
            What::WildcardWithCredentials => "* is not allowed for a request with credentials".into(),
            What::WildcardIfCredentials => "* works only while the request is made without credentials".into(),
            What::NoAllowCredentials => "the request has credentials, and the answer does not allow them".into(),
            What::CredentialsNotTrue => "the only value that allows credentials is true, in lower case".into(),
            What::AllowsNull => "any sandboxed page has the origin null, so this allows strangers".into(),
            What::NoAnswer => "the preflight got no answer".into(),
            What::Status { status } => {
                format!("the preflight was answered with {status}; browsers need a status from 200 to 299")
            }
            What::BadList => "the list holds something that is no name; browsers drop the whole list".into(),
            What::MethodNotAllowed { method } => format!("the list does not name {method}"),
            What::MethodCase { asked, allowed } => {
                format!("the request's method is {asked}, the list has {allowed}; methods have case")
            }
            What::HeaderNotAllowed { name } => format!("the list does not name the request header {name}"),
            What::WildcardWithoutAuthorization => "* never covers Authorization; name it in the list".into(),
            What::NoPrivateNetwork => "the answer does not allow a page from a public network".into(),
            What::NoVary => {
                "the answer is for one origin, and Vary: Origin is missing: a cache may hand it to another".into()
            }
        }
    }
}
