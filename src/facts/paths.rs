//! The path of a request, beside the paths that work and the one that the application names.

use std::borrow::Cow;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::Facts;
use crate::exchange::Address;
use crate::finding::{Evidence, Source};
use crate::route;

/// How many exchanges on either side are compared with a failing one.
const WINDOW: usize = 200;

/// What a router answers when no route fits: (before the method, between method and path, after the
/// path). `*` in the first place stands for a method.
const NAMING: &[(&str, &str)] = &[
    ("Cannot ", " "),               // Express, NestJS, connect
    ("Route ", ":"),                // Fastify
    ("No handler found for ", " "), // Spring MVC
    ("No endpoint ", " "),          // Spring MVC 6
    ("no route found for ", " "),   // Phoenix
    ("No route matches [", "] "),   // Rails
    ("No route found for ", " "),   // Drupal, Symfony
    ("The requested method and path do not exist: ", " "),
];

/// What a router answers without naming the method: the path follows.
const NAMING_PATH: &[&str] = &[
    "No static resource ",                     // Spring Boot 3.2
    "Page not found at ",                      // Django with DEBUG
    "The route ",                              // Laravel
    "Could not find resource for full path: ", // RESTEasy
    "Couldn't find resource for full path: ", "The requested resource [", // Tomcat
    "Problem accessing ",       // Jetty
    "The current path, ",       // Django with DEBUG
    "did not match any routes: ",
];

/// Answers of routers that name nothing.
const ROUTER: &[&str] = &[
    "no route matched with those values", // Kong
    "using the urlconf defined in",       // Django with DEBUG
    "rest_no_route",                      // WordPress
    "no route was found matching the url and request method", "pgrst125", // PostgREST: invalid path
    "invalid path specified in request url", "the server could not find the requested resource", // Kubernetes
    "no http resource was found that matches the request uri", // ASP.NET Web API
    "no type was found that matches the controller", "the page you were looking for doesn't exist", "no such endpoint",
    "unknown endpoint", "endpoint not found", "route not found", "no matching route", "invalid endpoint",
    "unknown route", "invalid url (", "unknown_url", "path not found", "unsupported get request",
];

/// What the application's router said.
#[derive(Clone, Debug)]
pub struct RouterSaid {
    /// The method that it saw, where it names one.
    pub method: Option<String>,
    /// The path that it saw, where it names one.
    pub path: Option<String>,
    /// The words.
    pub evidence: Evidence,
}

impl<'x> Facts<'x> {
    /// This exchange as evidence for another: `GET /orders answers 200`.
    pub fn answers(self) -> Evidence {
        Evidence::exchange(self.id(), format!("{} {} answers {}", self.method(), self.url().path(), self.status()))
    }

    /// The URL's path as evidence.
    pub fn path_evidence(self) -> Evidence {
        Evidence::new(Source::Url, self.url().path())
    }

    /// A success of the same route with another path: another id works.
    pub fn sibling_works(self) -> Option<Facts<'x>> {
        if !self.row().route.template.contains("{id}") {
            return None;
        }
        let path = self.url().path();
        let (id, reach) = (self.id().0, 5 * WINDOW);
        let near = self.history().route_between(&self.row().route, id.saturating_sub(reach)..=id + reach);
        near.rev().take(WINDOW).map(|r| self.at(r)).find(|f| f.succeeded() && f.url().path() != path)
    }

    /// The page that made the request: the document loaded last before it, on any origin.
    pub fn page_loaded(self) -> Option<Facts<'x>> {
        self.earlier().take(WINDOW).find(|f| f.is_navigation() && f.succeeded())
    }

    /// Whether the answer is a 404 that nothing serves: not a preflight.
    pub fn is_not_found(self) -> bool {
        self.status() == 404 && !self.row().is_preflight
    }

    /// The answer of a router that knows no such route.
    pub fn router_said(self) -> Option<RouterSaid> {
        for (before, between) in NAMING {
            let Some(evidence) = self.says_in_body(&[before]) else { continue };
            let Some(rest) = self.after(before) else { continue };
            let quotes = ['"', '\'', '\\'];
            let Some((method, rest)) = rest.trim_start_matches(quotes).split_once(between) else { continue };
            if method.is_empty() || method.len() > 10 || !method.bytes().all(|b| b.is_ascii_uppercase()) {
                continue;
            }
            let path = named(rest.trim_start_matches(['"', '\'']));
            return Some(RouterSaid { method: Some(method.to_owned()), path, evidence });
        }
        for before in NAMING_PATH {
            let Some(evidence) = self.says_in_body(&[before]) else { continue };
            let path = self.after(before).and_then(named);
            if path.is_some() {
                return Some(RouterSaid { method: None, path, evidence });
            }
        }
        if let Some(said) = self.json_path() {
            return Some(said);
        }
        let evidence = self.says_in_body(ROUTER).or_else(|| self.bare_router()).or_else(|| self.router_page())?;
        Some(RouterSaid { method: None, path: None, evidence })
    }

    /// The error object of Spring Boot and others, that names the path and no reason:
    /// `{"status":404,"error":"Not Found","path":"/api/x"}`. With an id in the path it may speak of a
    /// record.
    fn json_path(self) -> Option<RouterSaid> {
        let plain = self.member_text("error")?.eq_ignore_ascii_case("not found");
        let silent = self.member_text("message").is_none_or(|m| m.is_empty() || m == "No message available");
        if !plain || !silent || self.row().route.template.contains("{id}") {
            return None;
        }
        let path = self.member_text("path").and_then(named)?;
        let evidence = Evidence::new(Source::ResponseBody, format!("\"path\": \"{path}\""));
        Some(RouterSaid { method: None, path: Some(path), evidence })
    }

    /// Answers that a router gives word for word and an application hardly ever does.
    fn bare_router(self) -> Option<Evidence> {
        let body = self.body().trim();
        const WHOLE: &[&str] = &[
            r#"{"detail":"Not Found"}"#,                                       // Starlette, FastAPI
            r#"{"statusCode":404,"error":"Not Found","message":"Not Found"}"#, // hapi
            "404 page not found",                                              // Go, Gin, chi
            "404 Not Found",                                                   // Hono
        ];
        let found = WHOLE.iter().find(|w| body == **w)?;
        Some(Evidence::new(Source::ResponseBody, *found))
    }

    /// The page by which Flask and Django say that no route fits, or that a record is missing: only
    /// without an id in the path it speaks of the route.
    fn router_page(self) -> Option<Evidence> {
        if self.row().route.template.contains("{id}") {
            return None;
        }
        self.says_in_body(&[
            "if you entered the url manually please check your spelling", // Flask
            "<p>the requested resource was not found on this server.</p>", // Django
        ])
    }

    fn after(self, phrase: &str) -> Option<&'x str> {
        let body = self.body();
        let (_, end) = super::says::find(body.get(..body.len().min(16 * 1024)).unwrap_or(body), &[phrase])?;
        body.get(end..)
    }

    /// Whether the body is the error page that a web server or proxy makes by itself.
    pub fn plain_server_page(self) -> bool {
        let body = self.body();
        // An application says the words of such a page in JSON.
        body.len() < 4096
            && self.json().is_none()
            // Bottle, a framework, writes its errors under an old heading of Apache.
            && !body.contains("<p>Sorry, the requested URL <tt>")
            && self
                .says_in_body(&[
                    "<hr><center>nginx",
                    "<hr><center>openresty",
                    "<hr><center>cloudflare",
                    "<center>tengine",
                    "//w3c//dtd html 4.01//en\" \"http://www.w3.org/tr/html4/strict.dtd",
                    "//ietf//dtd html 2.0//en",
                    "you don't have permission to access this resource",
                    "request forbidden by administrative rules",
                    "the requested url was not found on this server.</p>",
                    "<h2>404 - file or directory not found.",
                    "<h2>403 - forbidden: access is denied.",
                    "http error 404.0",
                    "error code explanation: http",
                    "<p>varnish cache server</p>",
                    "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", // lighttpd
                ])
                .is_some()
    }

    /// The refusal of Keycloak's adapter for Express: it says no more to a token that ended than to one without the role.
    pub fn refused_by_keycloak(self) -> Option<Evidence> {
        let bare = self.status() == 403 && self.header("content-type").is_none() && self.body() == "Access denied";
        let claims = self.jws().filter(|_| bare)?.claims.as_ref()?;
        claims.get("realm_access").or_else(|| claims.get("resource_access"))?;
        Some(Evidence::new(Source::ResponseBody, self.body()))
    }

    /// Nearby exchanges with a 2xx answer, nearest first: those before, then those after.
    pub fn working(self) -> impl Iterator<Item = Facts<'x>> {
        self.nearby().filter(|f| f.succeeded() && !f.row().is_preflight)
    }

    /// Nearby exchanges, nearest first: those before, then those after.
    pub fn nearby(self) -> impl Iterator<Item = Facts<'x>> {
        self.earlier().take(WINDOW).chain(self.later().take(WINDOW))
    }

    /// As [`Facts::working`], on the same origin.
    pub fn working_here(self) -> impl Iterator<Item = Facts<'x>> {
        self.working().filter(move |f| self.same_origin(*f))
    }

    /// The nearest exchange with a 2xx answer on the same origin that fits. Compiled once, whatever is asked.
    #[inline(never)]
    pub fn works_where(self, fits: &dyn Fn(Facts<'x>) -> bool) -> Option<Facts<'x>> {
        self.working_here().find(|f| fits(*f))
    }

    /// The newest of so many earlier exchanges that fits. Compiled once, whatever is asked.
    #[inline(never)]
    pub fn earlier_where(self, reach: usize, fits: &dyn Fn(Facts<'x>) -> bool) -> Option<Facts<'x>> {
        self.earlier().take(reach).find(|f| fits(*f))
    }

    /// As [`Facts::working_here`], the first of each route.
    pub fn working_routes(self) -> Vec<Facts<'x>> {
        let find = || {
            let mut found: Vec<Facts> = Vec::new();
            for works in self.working_here() {
                if !found.iter().any(|f| Arc::ptr_eq(&f.row().route, &works.row().route)) {
                    found.push(works);
                }
            }
            found
        };
        match self.memo {
            Some(memo) => {
                self.others(memo.working_routes.get_or_init(|| find().into_iter().map(Facts::id).collect())).collect()
            }
            None => find(),
        }
    }

    /// Whether the other request carries the same credential: the same `Authorization`, else the
    /// same cookies.
    pub fn same_identity(self, other: Facts) -> bool {
        if self.authorization().is_some() {
            return self.same_authorization(other);
        }
        match self.sent("cookie") {
            Some(mine) => {
                other.sent("cookie") == Some(mine) || {
                    let theirs = other.cookies();
                    let session = |n: &str| {
                        let n = n.to_ascii_lowercase();
                        !n.contains("csrf") && !n.contains("xsrf") && !n.starts_with('_')
                    };
                    self.cookies().iter().any(|c| session(c.0) && theirs.contains(c))
                }
            }
            None => self.api_key().is_some() && other.api_key() == self.api_key(),
        }
    }

    /// A nearby exchange with a 2xx answer and the same credential, on the same origin.
    pub fn same_identity_works(self) -> Option<Facts<'x>> {
        let find = || if self.has_identity() { self.working_here().find(|f| self.same_identity(*f)) } else { None };
        match self.memo {
            Some(memo) => self.other(*memo.same_identity_works.get_or_init(|| find().map(Facts::id))),
            None => find(),
        }
    }

    /// The path's parts, decoded where that is text.
    pub fn parts(self) -> Vec<String> {
        parts(self.url())
    }

    /// Whether a script asked for data: not a page, a file, or a piece of HTML.
    pub fn asks_for_data(self) -> bool {
        if !self.is_api_call() || self.method() == "HEAD" || self.row().is_preflight {
            return false;
        }
        let html =
            ["hx-request", "turbo-frame", "x-pjax", "x-turbo-request-id", "x-inertia", "rsc", "next-router-prefetch"];
        if html.iter().any(|name| self.sent(name).is_some()) {
            return false;
        }
        let accept = self.sent("accept").unwrap_or("").to_ascii_lowercase();
        // Who names JSON first takes a page only where there is nothing better.
        let page = accept.find("text/html").is_some_and(|html| accept.find("json").is_none_or(|json| html < json));
        !page && self.sent("purpose").is_none() && self.sent("sec-purpose").is_none()
    }

    /// Whether the path looks like an API: a part such as `api`, `graphql`, `v2`, or the ending
    /// `.json`.
    pub fn api_path(self) -> bool {
        self.url().segments().any(|s| is_prefix(s) && s != "services" && s != "service")
            || self.url().extension().is_some_and(|e| e == "json")
            || self.url().host().starts_with("api.")
    }
}

/// Whether a path part is one that bases and gateways add: `api`, `v2`, `rest` …
pub fn is_prefix(part: &str) -> bool {
    let part = part.to_ascii_lowercase();
    let version = part
        .strip_prefix('v')
        .is_some_and(|v| !v.is_empty() && v.len() <= 4 && v.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    version
        || matches!(
            part.as_str(),
            "api"
                | "apis"
                | "rest"
                | "graphql"
                | "rpc"
                | "jsonapi"
                | "index.php"
                | "odata"
                | "wp-json"
                | "webapi"
                | "svc"
                | "service"
                | "services"
        )
}

/// The decoded parts of a path.
pub fn parts(url: &Address) -> Vec<String> {
    url.segments().map(percent_decode).collect()
}

/// `%7Bid%7D` → `{id}`; what is no UTF-8 is kept as it stands.
pub fn percent_decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

/// How many letters must be added, left out, changed or swapped with their neighbour to turn `a`
/// into `b`, without regard to case; more than `limit` counts as `limit + 1`. Of each the first 64 letters are looked at.
pub fn distance(a: &str, b: &str, limit: usize) -> usize {
    let short = |text: &str| text.chars().take(64).collect::<String>().to_ascii_lowercase();
    if a.is_ascii() && b.is_ascii() && a.len().max(b.len()) <= 64 && a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    strsim::osa_distance(&short(a), &short(b)).min(limit + 1)
}

/// The path at the start of `text`, as a router quotes it; without query.
fn named(text: &str) -> Option<String> {
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '\'' | ',' | ']' | ')' | '?' | '\\' | '&'));
    let path = text.get(..end.unwrap_or(text.len()))?;
    let path = match path.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"),
        None => path,
    };
    let path = path.trim_end_matches('.');
    let plain = !path.is_empty() && path.len() < 512 && (path.starts_with('/') || path.contains('/'));
    plain.then(|| if path.starts_with('/') { path.to_owned() } else { format!("/{path}") })
}

/// An encoded slash or backslash in a path, as written: `%2F`, `%5C`, `%252F`.
pub fn find_encoded_slash(path: &str) -> Option<&'static str> {
    let lower = path.to_ascii_lowercase();
    [("%252f", "%252F"), ("%2f", "%2F"), ("%5c", "%5C")].into_iter().find(|(l, _)| lower.contains(l)).map(|(_, w)| w)
}

/// Whether two paths are one route: `/users/1` and `/users/2`.
pub fn same_template(a: &str, b: &str) -> bool {
    a == b || route::template(a) == route::template(b)
}

#[cfg(test)]
mod tests {
    use super::{distance, named, percent_decode};

    #[test]
    fn paths_are_read_from_the_words_of_routers() {
        for (text, path) in [
            ("/api/users</pre>", Some("/api/users")),
            ("/api/users?page=2 not found", Some("/api/users")),
            ("https://shop.example.com/api/users\"", Some("/api/users")),
            ("api/users.", Some("/api/users")),
            ("users of this company", None),
            ("", None),
        ] {
            assert_eq!(named(text).as_deref(), path, "{text}");
        }
    }

    #[test]
    fn letters_that_differ_are_counted() {
        for (a, b, expected) in [
            ("report", "reprot", 1),
            ("orders", "order", 1),
            ("oders", "orders", 1),
            ("users", "Users", 0),
            ("a", "abcdef", 3),
        ] {
            assert_eq!(distance(a, b, 2), expected, "{a} {b}");
        }
    }

    #[test]
    fn escapes_are_decoded_and_plus_stays() {
        assert_eq!(percent_decode("%7Bid%7D+1"), "{id}+1");
        assert_eq!(percent_decode("%ff"), "%ff");
    }
}
