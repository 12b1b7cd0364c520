//! SAML 1.1 and 2.0 messages: XML, base64 of it (POST binding), or base64 of it deflated (redirect
//! binding, SAML bindings §3.4.4.1).

use super::reading::Reading;
use super::{Read, base64url, inflate};
use crate::fault::Fault;
use crate::instant::Instant;

/// Reads an assertion, a request or a response.
pub fn read(text: &str) -> Option<Read> {
    if text.starts_with('<') {
        return of_xml(text, "", text.len());
    }
    if text.len() < 60 || text.contains(['.', '{']) {
        return None;
    }
    // The POST binding may break lines; base64 here is the standard one.
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bytes = base64url::either(&packed)?;
    if bytes.starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf<") {
        return of_xml(&String::from_utf8_lossy(&bytes), ", base64", text.len());
    }
    let inflated = inflate::inflate(&bytes).filter(|bytes| bytes.starts_with(b"<"))?;
    of_xml(&String::from_utf8_lossy(&inflated), ", deflated and base64", text.len())
}

/// What of the XML a developer asks for: element, attribute (or none for its text), name in words.
const WANTED: &[(&str, &str, &str)] = &[
    ("Response", "Destination", "destination"),
    ("Response", "InResponseTo", "answers request"),
    ("Response", "IssueInstant", "issued"),
    ("AuthnRequest", "Destination", "destination"),
    ("AuthnRequest", "AssertionConsumerServiceURL", "asks to answer at"),
    ("AuthnRequest", "ForceAuthn", "asks for a new log-in"),
    ("LogoutRequest", "Destination", "destination"),
    ("Assertion", "IssueInstant", "asserted"),
    ("Assertion", "Issuer", "issuer"), // SAML 1.1
    ("Issuer", "", "issuer"),
    ("StatusCode", "Value", "status"),
    ("StatusMessage", "", "status message"),
    ("NameID", "", "subject"),
    ("NameIdentifier", "", "subject"), // SAML 1.1
    ("SubjectConfirmationData", "Recipient", "recipient"),
    ("SubjectConfirmationData", "NotOnOrAfter", "may be presented before"),
    ("Conditions", "NotBefore", "not before"),
    ("Conditions", "NotOnOrAfter", "not on or after"),
    ("Audience", "", "audience"),
    ("AuthnStatement", "AuthnInstant", "logged in"),
    ("AuthnStatement", "SessionNotOnOrAfter", "session ends"),
    ("AuthnContextClassRef", "", "how the user logged in"),
    ("SignatureMethod", "Algorithm", "signature algorithm"),
    ("EncryptedAssertion", "", "encrypted assertion"),
];

/// Elements after these are left out.
const MAX_ELEMENTS: usize = 5_000;

/// `end_of_text` is where the text ends that the XML was in.
fn of_xml(xml: &str, how: &str, end_of_text: usize) -> Option<Read> {
    if !xml.contains("urn:oasis:names:tc:SAML:") {
        return None;
    }
    let version = if xml.contains("urn:oasis:names:tc:SAML:2.0") { "2.0" } else { "1.1" };
    let mut reading = Reading::new("saml", "");
    let (mut root, mut attribute, mut faults) = (None, String::new(), Vec::new());
    let mut at = 0;
    for _ in 0..MAX_ELEMENTS {
        let Some(open) = xml.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) else { break };
        let Some(end) = xml.get(open..).and_then(|rest| rest.find('>')).map(|found| open + found) else {
            faults.push(Fault::new(end_of_text, "the XML ends too early"));
            break;
        };
        at = end + 1;
        let tag = xml.get(open + 1..end).unwrap_or_default().trim_end_matches('/');
        if tag.starts_with(['/', '?', '!']) {
            continue;
        }
        let name = local(tag.split([' ', '\t', '\r', '\n']).next().unwrap_or_default());
        root.get_or_insert(name);
        let rest = xml.get(at..).unwrap_or_default();
        let content = rest.split('<').next().unwrap_or_default().trim();
        for (element, wanted, words) in WANTED.iter().filter(|(element, ..)| *element == name) {
            let value = match *wanted {
                "" if *element == "EncryptedAssertion" => Some("its content cannot be read".to_owned()),
                "" => Some(unescape(content)),
                wanted => attribute_of(tag, wanted),
            };
            let value = value.filter(|value| !value.is_empty()).map(|value| {
                // All times in SAML are UTC; milliseconds are left as they are.
                Instant::parse_rfc3339(&value).map_or(value, Instant::iso)
            });
            if let Some(value) = value {
                let known = reading.fields.iter().any(|field| field.name == *words && field.value == value);
                reading = if known { reading } else { reading.with(*words, value) };
            }
        }
        match name {
            "Attribute" => {
                attribute = attribute_of(tag, "Name").or(attribute_of(tag, "AttributeName")).unwrap_or_default();
            }
            "AttributeValue" if !attribute.is_empty() => {
                reading = reading.with(format!("attribute {attribute}"), unescape(content));
            }
            _ => {}
        }
    }
    let root = root.unwrap_or_default();
    reading.name = format!("SAML {version} {root}{how}").into();
    if root == "EncryptedAssertion" {
        reading.unread = Some("the assertion is encrypted; only the service it is meant for can read it");
    }
    reading.found(faults)
}

/// A name without its namespace prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute of a tag, `Name="value"` or with single quotes.
fn attribute_of(tag: &str, name: &str) -> Option<String> {
    let mut from = 0;
    while let Some(found) = tag.get(from..)?.find(name).map(|found| from + found) {
        from = found + name.len();
        let before = tag.get(..found)?.chars().next_back()?;
        let after = tag.get(from..)?.trim_start();
        if !before.is_whitespace() || !after.starts_with('=') {
            continue;
        }
        let value = after.get(1..)?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        return value.get(1..)?.split(quote).next().map(unescape);
    }
    None
}

/// The five named characters of XML.
fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    for (entity, plain) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")] {
        if text.contains(entity) {
            text = text.replace(entity, plain);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    const XML: &str = r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="https://sp.example/acs" IssueInstant="2026-01-01T00:00:00.123Z">
        <saml:Issuer>https://idp.example</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
        <saml:Assertion><saml:Subject><saml:NameID>ann&amp;bob</saml:NameID></saml:Subject>
        <saml:Conditions NotBefore="2026-01-01T00:00:00Z" NotOnOrAfter='2026-01-01T00:05:00Z'><saml:AudienceRestriction><saml:Audience>sp</saml:Audience></saml:AudienceRestriction></saml:Conditions>
        <saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>a@b.c</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>
        </saml:Assertion></samlp:Response>"#;

    fn check(text: &str) -> Reading {
        match read(text) {
            Some((Token::Other(reading), faults)) if faults.is_empty() => reading,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_a_response() {
        for (text, how) in [(XML.to_owned(), ""), (BASE64_STANDARD.encode(XML), ", base64")] {
            let reading = check(&text);
            assert_eq!(reading.name, format!("SAML 2.0 Response{how}"));
            for (name, value) in [
                ("issuer", "https://idp.example"),
                ("issued", "2026-01-01T00:00:00.123Z"),
                ("subject", "ann&bob"),
                ("not on or after", "2026-01-01T00:05:00Z"),
                ("audience", "sp"),
                ("destination", "https://sp.example/acs"),
                ("attribute mail", "a@b.c"),
            ] {
                assert_eq!(reading.get(name), Some(value), "{name}");
            }
        }
    }

    #[test]
    fn reads_a_redirect() {
        let reading = check(
            "fZDNisJAEIRfJfR9zejBQ5MEwnoR9KKuh70sQ2gwkPlxqkd8fMcsgntZqEt9RRVNN7BuitxnvfiDXLNAq7ubPHgOWsrJc7AYwd46AevAx36/49XCcExBwxAmeqv837CAJB2Dp2q7aelnSdVZEgpoqeSFAlm2Hmq9FmRW6w+zLDoZw7O+qepfI5/BIztJR0m3cZCvw66li2oE1zXiQu7WxUlqO4C65nkcz/OpQ2zqd//r/r6hewA=",
        );
        assert_eq!((&*reading.name, reading.get("issuer")), ("SAML 2.0 AuthnRequest, deflated and base64", Some("sp")));
    }

    #[test]
    fn other_xml_is_none() {
        assert_eq!(read("<html></html>"), None);
        assert_eq!(
            read(&BASE64_STANDARD.encode("<html>urn:oasis</html> and a lot of other text that is no message")),
            None
        );
        let (_, faults) = read(XML.get(..195).unwrap()).unwrap();
        assert_eq!(faults.len(), 1);
    }
}
