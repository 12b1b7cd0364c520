//! What occurs in the recording, for the filter.

use super::state::Panel;
use crate::exchange::Headers;
use crate::sorted;

/// How many rows are looked at.
const LOOKED_AT: usize = 2000;

/// What occurs in the recording for a key, each value once.
pub fn values(panel: Panel, key: &str) -> Vec<String> {
    let mut found: Vec<String> = panel.with_log(|log| {
        let rows = log.history().rows().iter().rev().take(LOOKED_AT);
        match key {
            "cause" => log
                .iter()
                .rev()
                .take(LOOKED_AT)
                .filter_map(|(_, d)| Some(d.findings.first()?.cause.to_owned()))
                .collect(),
            "status-code" => rows.map(|r| r.exchange.response.status.to_string()).collect(),
            "domain" => rows.map(|r| r.exchange.request.url.host_and_port().to_owned()).collect(),
            "method" => rows.map(|r| r.exchange.request.method.clone()).collect(),
            "scheme" => rows.map(|r| r.exchange.request.url.scheme().to_owned()).collect(),
            "mime-type" => {
                rows.filter_map(|r| Some(r.exchange.response.mime_type.split(';').next()?.trim().to_owned())).collect()
            }
            "has-response-header" => names(rows.map(|r| &r.exchange.response.headers)),
            "has-request-header" => names(rows.map(|r| &r.exchange.request.headers)),
            "resource-type" => rows.filter_map(|r| r.exchange.resource_type.clone()).collect(),
            "auth-scheme" => rows
                .flat_map(|r| r.reading().challenges.iter().flat_map(|l| &l.challenges).map(|c| c.scheme.clone()))
                .collect(),
            "answered-by" => log
                .iter()
                .rev()
                .take(LOOKED_AT)
                .map(|(_, d)| d.answered_by.server.map_or(d.answered_by.layer.id(), |s| s.id).to_owned())
                .collect(),
            _ => Vec::new(),
        }
    });
    // A value with such a character would end its term.
    found.retain(|v| !v.is_empty() && !v.contains([' ', ',', '"']));
    sorted::by(&mut found, String::cmp);
    found.dedup();
    found
}

fn names<'h>(all: impl Iterator<Item = &'h Headers>) -> Vec<String> {
    all.flat_map(Headers::iter).map(|h| h.name.to_ascii_lowercase()).collect()
}
