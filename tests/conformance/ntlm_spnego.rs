//! NTLM, SPNEGO and Kerberos messages of other projects' tests, against what pyspnego reads.
//!
//! Proofs and encrypted parts are compared by length, because Latchkey does not keep their bytes;
//! names of numbers (`… (18)`) are compared as numbers, times to the millisecond.

use base64::Engine;
use latchkey::http::schemes::ntlm::{self, AvPair, AvValue, Field, Message, NtResponse, Ntlm};
use latchkey::http::schemes::spnego::{self, Encrypted, Kerberos, Mechanism, Principal, Ticket, Token};
use latchkey::instant::Instant;
use serde_json::{Value, json};

use crate::report::{Report, corpus};

#[test]
fn ntlm_spnego() {
    let Some(corpus) = corpus("ntlm_spnego") else { return };
    let mut report = Report::new("ntlm_spnego");
    for case in corpus["cases"].as_array().unwrap() {
        let data = base64::engine::general_purpose::STANDARD.decode(case["base64"].as_str().unwrap()).unwrap();
        let (token, faults) = spnego::read(&data);
        assert!(faults.iter().all(|f| f.at <= data.len()), "{}: {faults:?}", case["id"]);
        let read = render(&token.unwrap());
        let mut expected = case["expected"].clone();
        let refused = expected.is_null() || expected["Data"].is_string();
        plain(&mut expected);
        // Where pyspnego gives up (`oracle_error`, or a text in place of fields), a fault is due.
        let difference = if refused {
            faults.is_empty().then(|| "pyspnego refuses this, and there is no fault".to_owned())
        } else {
            first_difference("", &expected, &read)
        };
        report.case(case["id"].as_str().unwrap(), difference);
    }
    report.finish();
}

/// The first path where something that is expected is not read so.
fn first_difference(path: &str, expected: &Value, read: &Value) -> Option<String> {
    match (expected, read) {
        (Value::Object(fields), _) => {
            fields.iter().find_map(|(name, value)| first_difference(&format!("{path}.{name}"), value, &read[name]))
        }
        (Value::Array(items), Value::Array(ours)) if items.len() == ours.len() => {
            items.iter().zip(ours).find_map(|(a, b)| first_difference(&format!("{path}[]"), a, b))
        }
        _ => (expected != read).then(|| format!("{path}: expected {expected}, read {read}")),
    }
}

/// Brings pyspnego's words into the form of [`render`].
fn plain(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            // pyspnego's guess at the key, and the bytes that it read from.
            fields.remove("SessionKey");
            fields.remove("RawData");
            // An unknown message: its length is all there is.
            if fields.get("MessageType").and_then(Value::as_str).is_some_and(|t| t.starts_with("Unknown")) {
                *value = json!("unknown");
                return;
            }
            // Channel bindings: a hash of the TLS channel.
            let binding = fields.get("AvId").and_then(Value::as_str).is_some_and(|id| id.ends_with(" (10)"));
            if let Some(hash) =
                fields.get_mut("Value").filter(|v| binding && v.as_str().is_some_and(|h| h.contains(|c| c != '0')))
            {
                *hash = json!(hash.as_str().map(|h| h.len() / 2));
            }
            const BYTES: [&str; 9] = [
                "cipher", "NTProofStr", "LMProofStr", "ChallengeFromClient", "MIC", "EncryptedRandomSessionKey",
                "salt", "e-data", "mechListMIC",
            ];
            for (name, field) in fields.iter_mut() {
                match field.as_str() {
                    Some(hex) if BYTES.contains(&name.as_str()) => *field = json!(hex.len() / 2),
                    _ => plain(field),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        Value::String(text) => {
            let number = text.rsplit_once(" (").and_then(|(_, n)| n.strip_suffix(')'));
            if let Some(number) = number.and_then(|n| n.parse::<i64>().ok()) {
                *value = json!(number);
            } else if let Some(oid) = number.filter(|n| n.contains('.')) {
                *value = json!(oid);
            } else if let Some(at) = Instant::parse_rfc3339(text) {
                *value = json!(at.millis());
            }
        }
        _ => {}
    }
}

fn render(token: &Token) -> Value {
    match token {
        Token::Initial { mechanism, inner } => json!({
            "MessageType": "SPNEGO InitialContextToken",
            "Data": { "thisMech": oid(Some(mechanism)), "innerContextToken": render(inner) },
        }),
        Token::NegTokenInit(init) => json!({
            "MessageType": if init.hints.is_some() { "SPNEGO NegTokenInit2" } else { "SPNEGO NegTokenInit" },
            "Data": {
                "mechTypes": init.mechanisms.iter().map(|m| oid(Some(m))).collect::<Vec<_>>(),
                // pyspnego calls "no flag" delegFlag (0).
                "reqFlags": init.request_flags.map(|raw| json!({ "raw": raw, "flags": [0] })),
                "mechToken": init.token.as_deref().map(render),
                "mechListMIC": init.mic,
                "negHints": init.hints.as_ref().map(|h| json!({ "hintName": h.name, "hintAddress": h.address })),
            },
        }),
        Token::NegTokenResp(answer) => json!({
            "MessageType": "SPNEGO NegTokenResp",
            "Data": {
                "negState": answer.state,
                "supportedMech": oid(answer.mechanism.as_ref()),
                "responseToken": answer.token.as_deref().map(render),
                "mechListMIC": answer.mic,
            },
        }),
        Token::Kerberos(message) => {
            json!({ "MessageType": message.kind, "Data": kerberos(message) })
        }
        Token::Ntlm(message) => json!({ "MessageType": message.number(), "Data": render_ntlm(message) }),
        Token::Unknown { .. } => json!("unknown"),
    }
}

fn oid(mechanism: Option<&Mechanism>) -> Option<&str> {
    mechanism.map(|m| m.0.as_str())
}

fn kerberos(k: &Kerberos) -> Value {
    let head = json!({ "pvno": k.version, "msg-type": k.kind });
    let rest = match k.kind {
        10 | 12 => json!({
            "padata": padata(k),
            "req-body": {
                "kdc-options": options(k.options),
                "cname": principal(k.client.as_ref()),
                "realm": k.realm,
                "sname": principal(k.service.as_ref()),
                "till": k.till.map(Instant::millis),
                "nonce": k.nonce,
                "etype": k.encryption_types,
            },
        }),
        11 | 13 => json!({
            "padata": padata(k),
            "crealm": k.client_realm,
            "cname": principal(k.client.as_ref()),
            "ticket": ticket(k.ticket.as_ref()),
            "enc-part": encrypted(k.encrypted),
        }),
        14 => json!({
            // pyspnego takes the bytes of ap-options in reverse.
            "ap-options": k.options.map(|bits| json!({ "raw": bits.swap_bytes(), "flags": flags(bits.swap_bytes()) })),
            "ticket": ticket(k.ticket.as_ref()),
            "authenticator": encrypted(k.encrypted),
        }),
        15 => json!({ "enc-part": encrypted(k.encrypted) }),
        _ => json!({
            "ctime": k.client_time.map(Instant::millis),
            "stime": k.server_time.map(Instant::millis),
            "susec": k.server_micros,
            "error-code": k.error,
            "crealm": k.client_realm,
            "cname": principal(k.client.as_ref()),
            "realm": k.realm,
            "sname": principal(k.service.as_ref()),
            "e-text": k.text,
            "e-data": k.error_data,
        }),
    };
    join(head, rest)
}

fn join(mut head: Value, rest: Value) -> Value {
    let Value::Object(rest) = rest else { panic!() };
    head.as_object_mut().unwrap().extend(rest);
    head
}

fn padata(k: &Kerberos) -> Value {
    if k.padata.is_empty() {
        return Value::Null;
    }
    let one = |p: &spnego::Padata| {
        let info = |e: &spnego::EncryptionInfo| json!({ "etype": e.kind, "salt": e.salt, "s2kparams": e.parameters });
        let value = match (p.request.as_deref(), p.encrypted, p.length) {
            (Some(request), _, _) => kerberos(request),
            (_, Some(data), _) => encrypted(Some(data)),
            (_, _, 0) => json!(""),
            _ => p.encryption.iter().map(info).collect(),
        };
        json!({ "padata-type": p.kind, "padata-value": value })
    };
    k.padata.iter().map(one).collect()
}

fn options(bits: Option<u32>) -> Value {
    json!(bits.map(|raw| json!({ "raw": raw, "flags": flags(raw) })))
}

fn flags(bits: u32) -> Vec<u32> {
    (0..32).rev().map(|n| bits & 1 << n).filter(|bit| *bit != 0).collect()
}

fn principal(name: Option<&Principal>) -> Value {
    json!(name.map(|n| json!({ "name-type": n.kind, "name-string": n.parts })))
}

fn ticket(ticket: Option<&Ticket>) -> Value {
    json!(ticket.map(|t| json!({
        "tkt-vno": t.version,
        "realm": t.realm,
        "sname": principal(t.service.as_ref()),
        "enc-part": encrypted(t.encrypted),
    })))
}

fn encrypted(data: Option<Encrypted>) -> Value {
    json!(data.map(|d| json!({ "etype": d.kind, "kvno": d.key_version, "cipher": d.length })))
}

fn render_ntlm(message: &Ntlm) -> Value {
    let head = json!({
        "NegotiateFlags": { "raw": message.flags.0, "flags": flags(message.flags.0) },
        "Version": message.version.map(|v| json!({
            "Major": v.major, "Minor": v.minor, "Build": v.build, "NTLMRevision": v.revision,
            "Reserved": v.reserved.iter().map(|b| format!("{b:02X}")).collect::<String>(),
        })),
    });
    let rest = match &message.message {
        Message::Negotiate { domain, workstation, fields: [d, w] } => json!({
            "DomainNameFields": field(d),
            "WorkstationFields": field(w),
            "Payload": { "DomainName": domain, "Workstation": workstation },
        }),
        Message::Challenge { target_name, challenge, target_info, fields: [name, info] } => json!({
            "TargetNameFields": field(name),
            "TargetInfoFields": field(info),
            "ServerChallenge": challenge.iter().map(|b| format!("{b:02X}")).collect::<String>(),
            "Reserved": "0000000000000000",
            "Payload": { "TargetName": target_name, "TargetInfo": pairs(target_info) },
        }),
        Message::Authenticate(a) => {
            let [lm, nt, domain, user, workstation, key] = &a.fields;
            json!({
                "LmChallengeResponseFields": field(lm),
                "NtChallengeResponseFields": field(nt),
                "DomainNameFields": field(domain),
                "UserNameFields": field(user),
                "WorkstationFields": field(workstation),
                "EncryptedRandomSessionKeyFields": field(key),
                "MIC": a.mic.then_some(16),
                "Payload": {
                    "LmChallengeResponse": lm_response(a),
                    "NtChallengeResponse": nt_response(a),
                    "DomainName": a.domain,
                    "UserName": a.user,
                    "Workstation": a.workstation,
                    "EncryptedRandomSessionKey": (a.session_key > 0).then_some(a.session_key),
                },
            })
        }
    };
    join(head, rest)
}

fn field(field: &Field) -> Value {
    json!({ "Len": field.length, "MaxLen": field.allocated, "BufferOffset": field.offset })
}

fn lm_response(a: &ntlm::Authenticate) -> Value {
    match (&a.nt_response, a.lm_response) {
        (_, 0) => Value::Null,
        (NtResponse::V2 { .. }, n) => {
            json!({ "ResponseType": "LMv2", "LMProofStr": 16, "ChallengeFromClient": n - 16 })
        }
        (_, n) => json!({ "ResponseType": "LMv1", "LMProofStr": n }),
    }
}

fn nt_response(a: &ntlm::Authenticate) -> Value {
    match &a.nt_response {
        NtResponse::None => Value::Null,
        NtResponse::V1 { length } => json!({ "ResponseType": "NTLMv1", "NTProofStr": length }),
        NtResponse::V2 { version, highest, time, target_info, .. } => json!({
            "ResponseType": "NTLMv2",
            "NTProofStr": 16,
            "ClientChallenge": {
                "RespType": version,
                "HiRespType": highest,
                "Reserved1": 0,
                "Reserved2": 0,
                "Reserved3": 0,
                "Reserved4": 0,
                "TimeStamp": time.map(Instant::millis),
                "ChallengeFromClient": 8,
                "AvPairs": pairs(target_info),
            },
        }),
    }
}

fn pairs(pairs: &[AvPair]) -> Value {
    if pairs.is_empty() {
        return Value::Null;
    }
    let one = |pair: &AvPair| {
        let value = match &pair.value {
            AvValue::End => Value::Null,
            AvValue::Text(text) => json!(text),
            AvValue::Flags(bits) => json!({ "raw": bits, "flags": flags(*bits) }),
            AvValue::Time(at) => json!(at.millis()),
            AvValue::Bytes { length, zero: true } => json!("00".repeat(*length)),
            AvValue::Bytes { length, zero: false } => json!(length),
        };
        json!({ "AvId": pair.id, "Value": value })
    };
    pairs.iter().map(one).collect()
}
