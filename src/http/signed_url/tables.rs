//! The parameters of each kind and their meaning.

use super::query::Pair;
use super::{Kind, Param};

/// Name, whether it is secret, meaning.
type Row = (&'static str, bool, &'static str);

/// The parameters that belong to the signature, explained.
pub(super) fn explain(kind: Kind, pairs: &[Pair]) -> Vec<Param> {
    let row = |name: &str| table(kind).iter().find(|row| row.0.eq_ignore_ascii_case(name));
    let one = |pair: &Pair| {
        let (_, secret, words) = *row(&pair.name)?;
        Some(Param {
            name: pair.name.clone(),
            value: pair.value.clone(),
            name_at: pair.name_at.clone(),
            value_at: pair.value_at.clone(),
            words,
            detail: detail(kind, &pair.name.to_ascii_lowercase(), &pair.value),
            secret,
        })
    };
    pairs.iter().filter_map(one).collect()
}

fn table(kind: Kind) -> &'static [Row] {
    match kind {
        Kind::AwsV4 => AWS_V4,
        Kind::AwsV2 => AWS_V2,
        Kind::CloudFrontCanned | Kind::CloudFrontCustom => CLOUDFRONT,
        Kind::GoogleV4 => GOOGLE_V4,
        Kind::GoogleV2 => GOOGLE_V2,
        Kind::AzureService | Kind::AzureAccount | Kind::AzureUserDelegation => AZURE,
        Kind::NginxSecureLink => NGINX,
        Kind::AlibabaV1 => ALIBABA_V1,
        Kind::AlibabaV4 => ALIBABA_V4,
    }
}

const AWS_V4: &[Row] = &[
    ("X-Amz-Algorithm", false, "how it is signed"),
    ("X-Amz-Credential", true, "access key id, date, region and service"),
    ("X-Amz-Date", false, "when it was signed; it works from then on"),
    ("X-Amz-Expires", false, "for how many seconds it works, at most 604800 (seven days)"),
    ("X-Amz-SignedHeaders", false, "the request headers that must be sent exactly as signed"),
    ("X-Amz-Security-Token", true, "session token of temporary credentials; the URL dies with them"),
    ("X-Amz-Content-Sha256", false, "hash of the body, or UNSIGNED-PAYLOAD"),
    ("X-Amz-Region-Set", false, "the regions of a version 4A signature"),
    ("X-Amz-Signature", true, "the signature"),
];

const AWS_V2: &[Row] = &[
    ("AWSAccessKeyId", true, "access key id"),
    ("Expires", false, "until when it works, in seconds since 1970"),
    ("x-amz-security-token", true, "session token of temporary credentials; the URL dies with them"),
    ("Signature", true, "the signature"),
];

const CLOUDFRONT: &[Row] = &[
    ("Policy", true, "what is allowed, until when and from which address; base64 with -, _ and ~"),
    ("Expires", false, "until when it works, in seconds since 1970"),
    ("Key-Pair-Id", false, "the public key that the distribution checks with"),
    ("Hash-Algorithm", false, "how it is hashed; SHA1 when absent"),
    ("Signature", true, "the signature"),
];

const GOOGLE_V4: &[Row] = &[
    ("X-Goog-Algorithm", false, "how it is signed"),
    ("X-Goog-Credential", true, "service account, date, location and service"),
    ("X-Goog-Date", false, "when it was signed; it works from then on"),
    ("X-Goog-Expires", false, "for how many seconds it works, at most 604800 (seven days)"),
    ("X-Goog-SignedHeaders", false, "the request headers that must be sent exactly as signed"),
    ("X-Goog-Signature", true, "the signature"),
];

const GOOGLE_V2: &[Row] = &[
    ("GoogleAccessId", true, "service account"),
    ("Expires", false, "until when it works, in seconds since 1970"),
    ("Signature", true, "the signature"),
];

const NGINX: &[Row] = &[
    ("md5", true, "hash over the path, the end and a secret word"),
    ("st", true, "hash over the path, the end and a secret word"),
    ("expires", false, "until when it works, in seconds since 1970"),
    ("e", false, "until when it works, in seconds since 1970"),
];

const ALIBABA_V1: &[Row] = &[
    ("OSSAccessKeyId", true, "access key id"),
    ("Expires", false, "until when it works, in seconds since 1970"),
    ("security-token", true, "session token of temporary credentials; the URL dies with them"),
    ("Signature", true, "the signature"),
];

const ALIBABA_V4: &[Row] = &[
    ("x-oss-signature-version", false, "how it is signed"),
    ("x-oss-credential", true, "access key id, date, region and service"),
    ("x-oss-date", false, "when it was signed; it works from then on"),
    ("x-oss-expires", false, "for how many seconds it works, at most 604800 (seven days)"),
    ("x-oss-additional-headers", false, "the further request headers that must be sent exactly as signed"),
    ("x-oss-security-token", true, "session token of temporary credentials; the URL dies with them"),
    ("x-oss-signature", true, "the signature"),
];

/// Microsoft's "Create a service SAS", "… an account SAS", "… a user delegation SAS".
const AZURE: &[Row] = &[
    ("sv", false, "the version of the storage service's rules"),
    ("st", false, "from when it works"),
    ("se", false, "until when it works"),
    ("sr", false, "the kind of resource"),
    ("sp", false, "what is allowed"),
    ("sip", false, "the addresses it works from"),
    ("spr", false, "the protocols it works over"),
    ("si", false, "a stored access policy, which holds what the URL leaves out"),
    ("ss", false, "the services it works for"),
    ("srt", false, "the kinds of resources it works for"),
    ("ses", false, "the encryption scope"),
    ("sdd", false, "how many levels below the root the directory lies"),
    ("skoid", false, "who signed it: the object id in Microsoft Entra"),
    ("sktid", false, "the tenant of who signed it"),
    ("skt", false, "from when the signing key works"),
    ("ske", false, "until when the signing key works; the URL ends with it"),
    ("sks", false, "the service of the signing key"),
    ("skv", false, "the version of the signing key"),
    ("saoid", false, "the user it was made for, already checked"),
    ("suoid", false, "the user it was made for; the storage service checks the rights"),
    ("scid", false, "a correlation id for the logs"),
    ("tn", false, "the table"),
    ("spk", false, "first partition key"),
    ("srk", false, "first row key"),
    ("epk", false, "last partition key"),
    ("erk", false, "last row key"),
    ("rscc", false, "Cache-Control of the answer"),
    ("rscd", false, "Content-Disposition of the answer"),
    ("rsce", false, "Content-Encoding of the answer"),
    ("rscl", false, "Content-Language of the answer"),
    ("rsct", false, "Content-Type of the answer"),
    ("sig", true, "the signature"),
];

/// What a value means.
fn detail(kind: Kind, name: &str, value: &str) -> Option<String> {
    const PERMISSIONS: &[(char, &str)] = &[
        ('r', "read"),
        ('a', "add"),
        ('c', "create"),
        ('w', "write"),
        ('d', "delete"),
        ('x', "delete version"),
        ('y', "permanent delete"),
        ('l', "list"),
        ('t', "tags"),
        ('f', "find"),
        ('m', "move"),
        ('e', "execute"),
        ('o', "ownership"),
        ('p', "permissions"),
        ('i', "immutability"),
        ('u', "update"),
    ];
    const SERVICES: &[(char, &str)] = &[('b', "blob"), ('q', "queue"), ('t', "table"), ('f', "file")];
    const TYPES: &[(char, &str)] = &[('s', "service"), ('c', "container"), ('o', "object")];
    match (kind, name) {
        (Kind::AwsV4, "x-amz-credential")
        | (Kind::GoogleV4, "x-goog-credential")
        | (Kind::AlibabaV4, "x-oss-credential") => {
            let mut parts = value.rsplit('/');
            let (_, service, region, date) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
            Some(format!("{service} in {region}, key of {date}"))
        }
        (Kind::AzureService | Kind::AzureUserDelegation, "sr") => Some(
            match value {
                "b" => "blob",
                "bv" => "blob version",
                "bs" => "blob snapshot",
                "c" => "container",
                "d" => "directory",
                "f" => "file",
                "s" => "share",
                _ => return None,
            }
            .into(),
        ),
        (Kind::AzureService | Kind::AzureUserDelegation | Kind::AzureAccount, "sp") => letters(value, PERMISSIONS),
        (Kind::AzureAccount, "ss") => letters(value, SERVICES),
        (Kind::AzureAccount, "srt") => letters(value, TYPES),
        _ => None,
    }
}

/// One word for each letter; `None` when one is not known.
fn letters(value: &str, words: &[(char, &str)]) -> Option<String> {
    if value.len() > 40 {
        return None;
    }
    let word = |c: char| words.iter().find(|(letter, _)| *letter == c).map(|(_, word)| *word);
    Some(value.chars().map(word).collect::<Option<Vec<_>>>()?.join(", "))
}
