use super::*;

#[track_caller]
fn check(url: &str, kind: Kind, starts: &str, expires: &str) -> SignedUrl {
    let (signed, faults) = read(url);
    let signed = signed.unwrap();
    let iso = |at: Option<Instant>| at.map(Instant::iso).unwrap_or_default();
    assert_eq!((signed.kind, iso(signed.starts), iso(signed.expires)), (kind, starts.into(), expires.into()));
    assert_eq!(faults, [], "{url}");
    for param in &signed.params {
        assert_eq!(&url[param.name_at.clone()], param.name);
    }
    signed
}

const AWS: &str = "https://b.s3.amazonaws.com/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F\
                   20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&\
                   X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bb";

#[test]
fn reads_each_kind() {
    let aws = check(AWS, Kind::AwsV4, "2013-05-24T00:00:00Z", "2013-05-25T00:00:00Z");
    assert_eq!(aws.param("x-amz-credential").unwrap().detail.as_deref(), Some("s3 in us-east-1, key of 20130524"));
    assert!(aws.param("X-Amz-Signature").unwrap().secret && !aws.param("X-Amz-Date").unwrap().secret);
    let google = AWS.replace("X-Amz-", "X-Goog-").replace("AWS4-HMAC-SHA256", "GOOG4-RSA-SHA256");
    check(&google, Kind::GoogleV4, "2013-05-24T00:00:00Z", "2013-05-25T00:00:00Z");
    check("?AWSAccessKeyId=A&Signature=s&Expires=1141889120", Kind::AwsV2, "", "2006-03-09T07:25:20Z");
    check("?GoogleAccessId=a%40b&Signature=s&Expires=1141889120", Kind::GoogleV2, "", "2006-03-09T07:25:20Z");
    check("?OSSAccessKeyId=A&Signature=s&Expires=1141889120", Kind::AlibabaV1, "", "2006-03-09T07:25:20Z");
    check("/a?Expires=1141889120&Signature=s&Key-Pair-Id=K", Kind::CloudFrontCanned, "", "2006-03-09T07:25:20Z");
    check("/p?md5=_e4Nc3iduzkWRm01TBBNYw&expires=2147483647", Kind::NginxSecureLink, "", "2038-01-19T03:14:07Z");
    check("/p?st=_e4Nc3iduzkWRm01TBBNYw&e=2147483647", Kind::NginxSecureLink, "", "2038-01-19T03:14:07Z");
    let oss = "/a?x-oss-signature-version=OSS4-HMAC-SHA256&x-oss-credential=A/20260101/cn-hangzhou/oss/aliyun_v4_request&\
               x-oss-date=20260101T000000Z&x-oss-expires=60&x-oss-signature=s";
    check(oss, Kind::AlibabaV4, "2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z");
}

#[test]
fn reads_azure() {
    let blob = check(
        "https://a.blob.core.windows.net/c/b?sp=rl&st=2026-01-01T00:00Z&se=2026-01-02&sv=2022-11-02&sr=b&sig=x%2B%3D",
        Kind::AzureService,
        "2026-01-01T00:00:00Z",
        "2026-01-02T00:00:00Z",
    );
    let detail = |signed: &SignedUrl, name: &str| signed.param(name).unwrap().detail.clone().unwrap();
    assert_eq!((detail(&blob, "sp"), detail(&blob, "sr")), ("read, list".into(), "blob".into()));
    let account = check(
        "?sv=2022-11-02&ss=bf&srt=sco&sp=rwdl&se=2026-01-02T00:00:00Z&sig=x",
        Kind::AzureAccount,
        "",
        "2026-01-02T00:00:00Z",
    );
    assert_eq!(detail(&account, "ss"), "blob, file");
    check(
        "?sv=2022-11-02&sr=c&sp=r&se=2026-01-09T00:00:00Z&skoid=o&sktid=t&skt=2026-01-01T00:00:00Z&\
         ske=2026-01-08T00:00:00Z&sks=b&skv=2022-11-02&sig=x",
        Kind::AzureUserDelegation,
        "2026-01-01T00:00:00Z",
        "2026-01-08T00:00:00Z",
    );
}

/// CloudFront's base64 of a policy.
fn policy(json: &str) -> String {
    use base64::Engine;
    let text = base64::engine::general_purpose::STANDARD.encode(json);
    text.replace('+', "-").replace('=', "_").replace('/', "~")
}

const POLICY: &str = r#"{"Statement":[{"Resource":"https://d.test/*","Condition":{"DateLessThan":{"AWS:EpochTime":1767225600},"DateGreaterThan":{"AWS:EpochTime":1767139200}}}]}"#;

#[test]
fn reads_cloudfront_policies_and_cookies() {
    let url = format!("https://d.test/a?Policy={}&Signature=s&Key-Pair-Id=K", policy(POLICY));
    check(&url, Kind::CloudFrontCustom, "2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z");
    let line = format!("a=b; CloudFront-Policy={}; CloudFront-Signature=s; CloudFront-Key-Pair-Id=K", policy(POLICY));
    let (pairs, _) = crate::http::cookie::parse_pairs(&line);
    let (signed, faults) = read_cookies(&pairs);
    let signed = signed.unwrap();
    assert_eq!((signed.expires.unwrap().iso().as_str(), faults.len()), ("2026-01-01T00:00:00Z", 0));
    assert_eq!(&line[signed.param("Signature").unwrap().value_at.clone()], "s");
    assert_eq!(read_cookies(&pairs[..1]).0, None);
}

#[test]
fn names_faults() {
    let has = |url: &str, word: &str| {
        let (signed, faults) = read(url);
        assert!(signed.is_some(), "{url}");
        assert!(faults.iter().any(|f| f.what.contains(word) && f.at <= url.len()), "{url}: {faults:?}");
    };
    has(&AWS.replace("86400", "999999"), "seven days");
    has(&AWS.replace("Expires=86400", "Expires=soon"), "not a number");
    has(&AWS.replace("%2F20130524", "%2F20130525"), "day of the credential");
    has(&AWS.replace("X-Amz-Date=20130524T000000Z&", ""), "X-Amz-Date is missing");
    has(&AWS.replace("20130524T000000Z", "2013-05-24"), "form 2026");
    has(&AWS.replace('&', "&amp;"), "&amp;");
    has("?AWSAccessKeyId=A&Signature=a%252B&Expires=1", "twice");
    has("?AWSAccessKeyId=A&Signature=a+b&Expires=1", "bare +");
    has("?AWSAccessKeyId=A&Signature=a%20b&Expires=1", "space");
    has("?AWSAccessKeyId=A&Signature=ab&Expires=1767225600000", "milliseconds");
    has("?AWSAccessKeyId=A&AWSAccessKeyId=B&Signature=ab&Expires=1", "twice");
    has("?sv=1&se=never&sr=b&sig=x", "not a time");
    has("?Policy=e30_&Signature=s&Key-Pair-Id=K", "DateLessThan");
    has("?Policy=%7B&Signature=s&Key-Pair-Id=K", "no JSON");
}

#[test]
fn leaves_other_urls_alone() {
    for url in
        ["", "https://a.test/", "https://a.test/?md5=abc&expires=1", "?st=1&e=2", "?Signature=x", "?sig=x", "#?sig"]
    {
        assert_eq!(read(url), (None, Vec::new()), "{url}");
    }
}

#[test]
fn tells_whether_it_works_now() {
    let signed = read(AWS).0.unwrap();
    let at = |text: &str| signed.at(Instant::parse_rfc3339(text).unwrap());
    assert_eq!(at("2013-05-23T23:59:00Z"), Validity::NotYet { wait: Span::minutes(1) });
    assert_eq!(at("2013-05-24T12:00:00Z"), Validity::InTime);
    assert_eq!(at("2013-05-25T00:00:00Z"), Validity::Expired { since: Span(0) });
    assert_eq!(read("?sv=1&si=p&sr=b&sig=x").0.unwrap().at(Instant::default()), Validity::Unknown);
}
