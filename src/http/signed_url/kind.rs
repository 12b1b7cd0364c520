//! Who signed a URL.

use super::query::Pair;

/// The way a URL was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// AWS Signature Version 4 in the query; `AWS4-ECDSA…` (4A) too.
    AwsV4,
    /// AWS Signature Version 2 of Amazon S3; many regions refuse it.
    AwsV2,
    /// CloudFront with `Expires` alone.
    CloudFrontCanned,
    /// CloudFront with a policy of its own.
    CloudFrontCustom,
    /// Google Cloud Storage, V4.
    GoogleV4,
    /// Google Cloud Storage, V2.
    GoogleV2,
    /// Azure Storage: one container, blob, file, queue or table.
    AzureService,
    /// Azure Storage: a whole account.
    AzureAccount,
    /// Azure Storage: signed with a key of Microsoft Entra.
    AzureUserDelegation,
    /// nginx `ngx_http_secure_link_module`, with the usual parameter names.
    NginxSecureLink,
    /// Alibaba Cloud OSS, V1.
    AlibabaV1,
    /// Alibaba Cloud OSS, V4.
    AlibabaV4,
}

impl Kind {
    /// Recognises a signature by its parameters.
    pub(super) fn of(pairs: &[Pair]) -> Option<Kind> {
        let has = |name: &str| pairs.iter().any(|p| p.name.eq_ignore_ascii_case(name));
        let value = |name: &str| pairs.iter().find(|p| p.name.eq_ignore_ascii_case(name)).map(|p| p.value.as_str());
        if has("X-Amz-Signature") || (has("X-Amz-Algorithm") && has("X-Amz-Credential")) {
            return Some(Kind::AwsV4);
        }
        if has("X-Goog-Signature") || (has("X-Goog-Algorithm") && has("X-Goog-Credential")) {
            return Some(Kind::GoogleV4);
        }
        if has("x-oss-signature") {
            return Some(Kind::AlibabaV4);
        }
        if has("Signature") {
            for (name, kind) in [
                ("AWSAccessKeyId", Kind::AwsV2),
                ("GoogleAccessId", Kind::GoogleV2),
                ("OSSAccessKeyId", Kind::AlibabaV1),
                ("Key-Pair-Id", if has("Policy") { Kind::CloudFrontCustom } else { Kind::CloudFrontCanned }),
            ] {
                if has(name) {
                    return Some(kind);
                }
            }
        }
        if has("sig") && has("sv") && (has("se") || has("si")) {
            return Some(if has("skoid") {
                Kind::AzureUserDelegation
            } else if has("ss") && has("srt") {
                Kind::AzureAccount
            } else {
                Kind::AzureService
            });
        }
        // The names are the site's choice; these are the two of nginx's documentation.
        let nginx = |hash: &str, end: &str| value(hash).is_some_and(is_md5) && value(end).is_some_and(is_unix_time);
        (nginx("md5", "expires") || nginx("st", "e")).then_some(Kind::NginxSecureLink)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::AwsV4 => "AWS Signature Version 4",
            Kind::AwsV2 => "AWS Signature Version 2",
            Kind::CloudFrontCanned => "CloudFront, canned policy",
            Kind::CloudFrontCustom => "CloudFront, custom policy",
            Kind::GoogleV4 => "Google Cloud Storage V4",
            Kind::GoogleV2 => "Google Cloud Storage V2",
            Kind::AzureService => "Azure service SAS",
            Kind::AzureAccount => "Azure account SAS",
            Kind::AzureUserDelegation => "Azure user delegation SAS",
            Kind::NginxSecureLink => "nginx secure_link",
            Kind::AlibabaV1 => "Alibaba Cloud OSS V1",
            Kind::AlibabaV4 => "Alibaba Cloud OSS V4",
        }
    }

    /// The parameters without which the server refuses.
    pub(super) fn required(self) -> &'static [&'static str] {
        match self {
            Kind::AwsV4 => &[
                "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders",
                "X-Amz-Signature",
            ],
            Kind::GoogleV4 => &[
                "X-Goog-Algorithm", "X-Goog-Credential", "X-Goog-Date", "X-Goog-Expires", "X-Goog-SignedHeaders",
                "X-Goog-Signature",
            ],
            Kind::AlibabaV4 => &["x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-expires"],
            Kind::AwsV2 | Kind::GoogleV2 | Kind::AlibabaV1 | Kind::CloudFrontCanned => &["Expires"],
            Kind::AzureService => &["sr"],
            Kind::AzureUserDelegation => &["sr", "sp", "sktid", "skt", "ske", "sks", "skv"],
            Kind::AzureAccount => &["sp"],
            Kind::CloudFrontCustom | Kind::NginxSecureLink => &[],
        }
    }
}

/// MD5 in base64url without padding, as nginx wants it.
fn is_md5(text: &str) -> bool {
    text.trim_end_matches('=').len() == 22
        && text.trim_end_matches('=').bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

fn is_unix_time(text: &str) -> bool {
    (9..=11).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}
