//! What the statuses of refusal mean, beside each other.

/// A status and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusText {
    /// The code.
    pub status: u16,
    /// Its name.
    pub name: &'static str,
    /// What the server says with it.
    pub means: &'static str,
    /// What helps, as a rule.
    pub helps: &'static str,
    /// Where it is defined.
    pub defined: &'static str,
    /// The address of that document.
    pub url: &'static str,
}

/// In the order of their numbers.
pub static STATUSES: &[StatusText] = &[
    StatusText {
        status: 401,
        name: "Unauthorized",
        means: "\"I do not know who you are.\" The request had no proof of identity, or the server did not accept it. Despite its name it is about authentication: who you are.",
        helps: "Send a fresh credential of the kind that WWW-Authenticate asks for.",
        defined: "RFC 9110 §15.5.2",
        url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2",
    },
    StatusText {
        status: 403,
        name: "Forbidden",
        means: "\"I understood you, and the answer is no.\" It is about authorization: what you may do. The same credential will not help.",
        helps: "Get the missing right, scope or CSRF token, or use another account.",
        defined: "RFC 9110 §15.5.4",
        url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4",
    },
    StatusText {
        status: 404,
        name: "Not Found",
        means: "\"There is nothing at this address, or I do not tell you.\" Some servers answer 404 in place of 403 to hide what exists.",
        helps: "Check the address first; then check whether it works when signed in.",
        defined: "RFC 9110 §15.5.5",
        url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5",
    },
    StatusText {
        status: 407,
        name: "Proxy Authentication Required",
        means: "As 401, but from the proxy on the way. It asks with Proxy-Authenticate; the site never saw the request.",
        helps: "Sign in to the proxy, or leave it out for this host.",
        defined: "RFC 9110 §15.5.8",
        url: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8",
    },
    StatusText {
        status: 419,
        name: "Page Expired",
        means: "Laravel's answer when the CSRF token is missing or belongs to an old session. No standard defines it.",
        helps: "Load the page again, and send its CSRF token along.",
        defined: "Laravel documentation",
        url: "https://laravel.com/docs/csrf",
    },
    StatusText {
        status: 429,
        name: "Too Many Requests",
        means: "\"Not now.\" It is about how often, not about who you are. Retry-After may say when.",
        helps: "Wait as long as Retry-After says, then send fewer requests.",
        defined: "RFC 6585 §4",
        url: "https://www.rfc-editor.org/rfc/rfc6585#section-4",
    },
    StatusText {
        status: 440,
        name: "Login Time-out",
        means: "Microsoft's web server says that the session ended. No standard defines it.",
        helps: "Sign in again.",
        defined: "Microsoft Learn",
        url: "https://learn.microsoft.com/en-us/iis/",
    },
    StatusText {
        status: 498,
        name: "Invalid Token",
        means: "ArcGIS says that the token expired or is wrong. No standard defines it.",
        helps: "Get a new token.",
        defined: "ArcGIS documentation",
        url: "https://developers.arcgis.com/rest/",
    },
    StatusText {
        status: 511,
        name: "Network Authentication Required",
        means: "The network itself wants a sign-in, as in a hotel. The site never saw the request.",
        helps: "Open any http: page and sign in to the network.",
        defined: "RFC 6585 §6",
        url: "https://www.rfc-editor.org/rfc/rfc6585#section-6",
    },
];

/// Words that the panel uses, glossed.
pub static GLOSSARY: &[(&str, &str)] = &[
    ("Authentication", "finding out who asks"),
    ("Authorization", "deciding what they may do"),
    ("Challenge", "the server's question: how to prove who you are (WWW-Authenticate)"),
    ("Credentials", "the answer to it: a token, or a name with a password (Authorization)"),
    ("Claim", "one statement in a token, such as its end time"),
    ("Scope", "one permission that a token carries"),
    ("Preflight", "the question that a browser asks a server of another origin before the real request"),
    ("Skew", "how far two clocks differ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_in_order_and_linked() {
        assert!(STATUSES.windows(2).all(|w| w[0].status < w[1].status));
        assert!(STATUSES.iter().all(|s| s.url.starts_with("https://") && s.helps.ends_with('.')));
    }
}
