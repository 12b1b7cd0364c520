use crate::facts::Facts;
use crate::finding::{Finding, Verdict};

/// Fires for 405 and 501, and for a router's 404 that names the method while another method works on
/// the same path.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 404, 405, 501]) || facts.row().is_preflight {
        return None;
    }
    let path = facts.url().path();
    let other = || {
        let template = &facts.row().route.template;
        facts
            .working_routes()
            .into_iter()
            .find(|f| f.method() != facts.method() && f.method() != "OPTIONS" && f.row().route.template == *template)
    };
    match facts.status() {
        405 => {
            if let Some(posted) = stream_not_offered(facts) {
                let finding = Finding::likely()
                    .verdict(Verdict::Noise)
                    .because(facts.status_evidence())
                    .because(posted.answers());
                return Some(finding.value("method", facts.method()).value("path", path));
            }
            // 405 is also the answer of a file server to a POST, and of a route that differs by a slash.
            let allow: Vec<String> =
                facts.header("allow").unwrap_or("").split(',').map(|m| m.trim().to_ascii_uppercase()).collect();
            let lists = allow.iter().any(|m| !m.is_empty()) && !allow.iter().any(|m| m == facts.method());
            let unsafe_too = allow.iter().any(|m| matches!(m.as_str(), "POST" | "PUT" | "PATCH" | "DELETE"));
            let proof = lists && (unsafe_too || facts.request().is_safe());
            let finding = if proof { Finding::certain() } else { Finding::likely() };
            let finding = finding.because(facts.status_evidence()).maybe(facts.header_evidence("allow"));
            let finding =
                finding.maybe(other().map(Facts::answers)).value("method", facts.method()).value("path", path);
            Some(match facts.header("allow").filter(|a| lists && !a.trim().is_empty()) {
                Some(allow) => finding.variant("allow").value("allow", allow),
                None => finding,
            })
        }
        501 => {
            let said = facts.says(&[
                "unsupported method", "method not implemented", "not supported for current url", "not implemented",
            ]);
            let finding = Finding::likely().because(facts.status_evidence()).maybe(said);
            Some(finding.value("method", facts.method()).value("path", path))
        }
        404 => {
            let other = other()?;
            let said = facts.router_said();
            let names = said.as_ref().is_some_and(|s| s.method.as_deref() == Some(facts.method()));
            let same = other.url().path() == path;
            let finding = match (names, said.is_some()) {
                (true, _) if same => Finding::certain(),
                (_, true) => Finding::likely(),
                // An empty 404 says nothing about the route; a record may be missing. A page instead of
                // data comes from before the handler that answers the other method.
                _ if same
                    && !facts.request().is_safe()
                    && (facts.body().trim().is_empty() || page_for_data(facts, other)) =>
                {
                    Finding::likely().shape()
                }
                _ => return None,
            };
            let finding = finding
                .maybe(said.map(|s| s.evidence))
                .because(other.answers())
                .over("path-typo")
                .over("record-not-found");
            Some(finding.value("method", facts.method()).value("path", path))
        }
        _ => {
            // A rule of the web server may forbid methods (limit_except, AllowMethods).
            if facts.request().is_safe() || !facts.plain_server_page() {
                return None;
            }
            let other = other()?;
            let finding = Finding::likely().shape().because(facts.status_evidence()).because(other.answers());
            Some(finding.value("method", facts.method()).value("path", path))
        }
    }
}

/// A page of a 404 where another method of the same path answers data.
fn page_for_data(facts: Facts, other: Facts) -> bool {
    facts.is_html() && !other.is_html() && facts.is_api_call()
}

/// A client of the Model Context Protocol asks whether the server has a stream; 405 is the answer of
/// one that has none (MCP, Streamable HTTP, "Listening for Messages from the Server").
fn stream_not_offered(facts: Facts<'_>) -> Option<Facts<'_>> {
    let asks = facts.method() == "GET" && facts.sent("accept").is_some_and(|a| a.contains("text/event-stream"));
    let posted = |f: &Facts| {
        f.method() == "POST" && f.succeeded() && f.same_url(facts) && f.request_member(&["jsonrpc"]).is_some()
    };
    facts.earlier().take(100).chain(facts.later().take(100)).find(posted).filter(|_| asks)
}
