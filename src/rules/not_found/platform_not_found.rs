use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a hosting platform names what is missing.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[404, 410, 502, 503]) || facts.row().is_preflight {
        return None;
    }
    let header = |name: &str, values: &[&str]| {
        let value = facts.header(name)?;
        values.iter().find(|v| value.contains(**v)).map(|v| Evidence::response_header(name, *v))
    };
    let by = |key: &'static str, found: Option<Evidence>| found.map(|e| (key, e));
    let (key, found) = by(
        "deployment",
        header("x-vercel-error", &["DEPLOYMENT_NOT_FOUND", "DEPLOYMENT_DISABLED", "DEPLOYMENT_DELETED"]),
    )
    .or_else(|| by("deployment", facts.code(&["DEPLOYMENT_NOT_FOUND", "DEPLOYMENT_DELETED"])))
    .or_else(|| by("file", header("x-vercel-error", &["NOT_FOUND"])))
    .or_else(|| by("bucket", facts.code(&["NoSuchBucket", "ContainerNotFound", "NoSuchWebsiteConfiguration"])))
    .or_else(|| by("key", facts.code(&["NoSuchKey", "BlobNotFound", "NoSuchVersion"])))
    .or_else(|| {
        by(
            "deployment",
            facts.says_in_body(&[
                "there isn't a github pages site here",
                "looks like you've followed a broken link or entered a url that doesn't exist on this site",
                "the page you requested was not found on netlify",
                "not found - request id:",
                "the train has not arrived at the station",
                "application not found",
                "site not found</",
                "project not found</",
                "this deployment has been disabled",
                "firebase hosting setup complete",
                "the site you were looking for couldn't be found",
                "azure static web apps - 404",
                "404 web site not found",
                "no server is available to handle this request for site",
            ]),
        )
    })
    .or_else(|| by("deployment", facts.header_evidence("x-railway-fallback")))
    .or_else(|| by("deployment", header("x-render-routing", &["no-server"])))?;
    if facts.status_in(&[502, 503]) && key != "deployment" {
        return None;
    }
    Some(Finding::certain().because(found).because(facts.status_evidence()).variant(key).over("record-not-found"))
}
