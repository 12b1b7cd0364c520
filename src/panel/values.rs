//! What occurs in the recording, for the filter.

use super::state::Panel;
use crate::exchange::Headers;
use crate::sorted;

/// How many rows are looked at for what takes long to read.
const LOOKED_AT: usize = 2000;
/// How many different values are offered at most.
const MOST: usize = 500;

/// What occurs in the recording for a key, each value once.
pub fn values(panel: Panel, key: &str) -> Vec<String> {
    let mut found: Vec<String> = panel.with_log(|log| {
        let all = log.history().rows().iter();
        let rows = all.clone().rev().take(LOOKED_AT);
        match key {
            "cause" => once(&mut log.iter().filter_map(|(_, d)| Some(d.findings.first()?.cause))),
            // 0 is no status: there was no response.
            "status-code" => {
                let mut seen = vec![0];
                for row in all {
                    let status = row.exchange.response.status;
                    if !seen.contains(&status) {
                        seen.push(status);
                    }
                }
                seen.iter().skip(1).map(u16::to_string).collect()
            }
            "domain" => once(&mut all.map(|r| r.exchange.request.url.host_and_port())),
            "method" => once(&mut all.map(|r| r.exchange.request.method.as_str())),
            "scheme" => once(&mut all.map(|r| r.exchange.request.url.scheme())),
            "mime-type" => {
                rows.filter_map(|r| Some(r.exchange.response.mime_type.split(';').next()?.trim().to_owned())).collect()
            }
            "has-response-header" => names(rows.map(|r| &r.exchange.response.headers)),
            "has-request-header" => names(rows.map(|r| &r.exchange.request.headers)),
            "resource-type" => once(&mut all.filter_map(|r| r.exchange.resource_type.as_deref())),
            "auth-scheme" => rows
                .flat_map(|r| r.reading().challenges.iter().flat_map(|l| &l.challenges).map(|c| c.scheme.clone()))
                .collect(),
            "answered-by" => {
                once(&mut log.iter().map(|(_, d)| d.answered_by.server.map_or(d.answered_by.layer.id(), |s| s.id)))
            }
            _ => Vec::new(),
        }
    });
    // A value with such a character would end its term.
    found.retain(|v| !v.is_empty() && !v.contains([' ', ',', '"']));
    sorted::by(&mut found, String::cmp);
    found.dedup();
    found
}

/// Each of these once: what is rare among many is looked for most.
fn once(all: &mut dyn Iterator<Item = &str>) -> Vec<String> {
    let mut seen: Vec<&str> = Vec::new();
    for one in all {
        if seen.len() < MOST && !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen.into_iter().map(str::to_owned).collect()
}

fn names<'h>(all: impl Iterator<Item = &'h Headers>) -> Vec<String> {
    all.flat_map(Headers::iter).map(|h| h.name.to_ascii_lowercase()).collect()
}
