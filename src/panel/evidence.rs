//! From evidence to the place where it stands: the right tab, and a mark there.

use leptos::prelude::*;

use super::cors_view::Cors;
use super::focus;
use super::state::{Panel, Subject, Tab};
use crate::finding::{Evidence, Source};

impl Panel {
    /// Shows where evidence of a request stands, and marks it.
    pub(super) fn go_to(self, subject: &Subject, evidence: Evidence) {
        if let Source::Exchange(id) = evidence.from {
            self.mark.set(None);
            return self.select(id);
        }
        self.tab.set(self.home(subject, &evidence.from));
        self.mark.set(Some(evidence));
    }

    /// The tab that takes a place apart. What is not there, such as a header that should have been
    /// sent, has its place among the headers.
    fn home(self, subject: &Subject, source: &Source) -> Tab {
        let exchange = &subject.exchange;
        let (name, there) = match source {
            Source::Claim(_) | Source::TokenHeader(_) => return Tab::Token,
            Source::RequestHeader(name) => (name.to_ascii_lowercase(), exchange.request.headers.has(name)),
            Source::ResponseHeader(name) => (name.to_ascii_lowercase(), exchange.response.headers.has(name)),
            _ => return Tab::Exchange,
        };
        let sent = matches!(source, Source::RequestHeader(_));
        match name.as_str() {
            _ if !there => Tab::Exchange,
            "authorization" if sent => Tab::Challenge,
            "www-authenticate" | "proxy-authenticate" if !sent => Tab::Challenge,
            "cookie" if sent => Tab::Cookies,
            "set-cookie" if !sent => Tab::Cookies,
            name if name == "origin" || name == "vary" || name.starts_with("access-control-") => {
                if self.with_log(|log| Cors::concerns(log, subject.id)) { Tab::Cors } else { Tab::Exchange }
            }
            _ => Tab::Exchange,
        }
    }
}

/// The value of `data-at` for a place: `response header set-cookie`.
pub fn place(source: &Source) -> String {
    source.to_string().to_ascii_lowercase()
}

/// Marks the elements that hold the evidence, and brings the first into view.
///
/// Elements say with `data-at` which place they show, and their lines begin with the name of the
/// parameter, cookie or header that they are; `data-at="request headers"` is the place of all of them.
pub fn mark(evidence: &Evidence) {
    let all = match evidence.from {
        Source::RequestHeader(_) => "request headers",
        Source::ResponseHeader(_) => "response headers",
        _ => "",
    };
    let header = match &evidence.from {
        Source::RequestHeader(name) | Source::ResponseHeader(name) => name.as_str(),
        _ => "",
    };
    focus::mark(
        &|at, name| match name {
            Some(name) if at == all => name.eq_ignore_ascii_case(header),
            Some(name) => at == place(&evidence.from) && speaks_of(&evidence.quote, name),
            None => at == place(&evidence.from),
        },
        all,
    );
}

/// Whether a quote names a parameter or cookie: `error="invalid_token"`, `sid=…`, `sid`.
fn speaks_of(quote: &str, name: &str) -> bool {
    let (quote, name) = (quote.to_ascii_lowercase(), name.to_ascii_lowercase());
    let begins =
        |at: usize| !quote.get(..at).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    !name.is_empty()
        && (quote == name
            || quote
                .match_indices(&name)
                .any(|(at, _)| begins(at) && quote.get(at + name.len()..).is_some_and(|rest| rest.starts_with('='))))
}

#[cfg(test)]
mod tests {
    use super::speaks_of;

    #[test]
    fn a_quote_names_its_parameters() {
        assert!(speaks_of("error=\"invalid_token\", scope=\"a\"", "scope"));
        assert!(speaks_of("Sid=1; Path=/", "sid"));
        assert!(speaks_of("csrftoken", "csrftoken"));
        assert!(!speaks_of("error_description=\"the error\"", "error"));
        assert!(!speaks_of("my_error=1", "error"));
        assert!(!speaks_of("Bearer", ""));
    }
}
