use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::http::signed_url::Kind;

/// Fires when a signed URL and an `Authorization` header go to a storage together and it refuses.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    let value = facts.authorization().filter(|v| !v.trim().is_empty())?;
    let signed = facts.signed_url()?;
    let header = Evidence::secret(Source::RequestHeader("Authorization".into()), value);
    let finding = |f: Finding| {
        let f = f
            .seen()
            .value("kind", signed.kind.name())
            .over("presigned-signature-mismatch")
            .over("azure-storage-denied");
        f.over("auth-scheme-mismatch").over("proxy-strips-authorization").over("token-wrong-kind")
    };
    let said = facts.says_in_body(&[
        "only one auth mechanism allowed", "unsupported authorization type", "multiple authentication",
    ]);
    if let Some(said) = said {
        return Some(finding(Finding::certain().because(said).because(header)));
    }
    let code = match signed.kind {
        Kind::AzureService | Kind::AzureAccount | Kind::AzureUserDelegation => {
            let code = facts.header_evidence("x-ms-error-code");
            code.filter(|e| e.quote == "InvalidAuthenticationInfo")
                .or_else(|| facts.code(&["InvalidAuthenticationInfo"]))
        }
        Kind::NginxSecureLink | Kind::CloudFrontCanned | Kind::CloudFrontCustom => None,
        _ => facts.code(&["InvalidArgument", "InvalidSecurity", "AuthenticationRequired"]),
    };
    Some(finding(Finding::likely().because(code?).because(header)))
}
