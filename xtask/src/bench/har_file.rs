//! A HAR file of the size that people export after a working day: the same bytes every time.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// A recording of at least `bytes` bytes: pages with their scripts and calls, one call in twelve refused.
pub fn large(bytes: usize) -> String {
    recording(bytes, |number| match number % 12 {
        0 => Answer { path: "", mime: "text/html", size: 24_000, status: 200 },
        1..=3 => Answer { path: "assets/app.js", mime: "text/javascript", size: 30_000, status: 200 },
        4 => Answer { path: "assets/app.css", mime: "text/css", size: 12_000, status: 200 },
        11 => Answer { path: "api/orders", mime: "application/json", size: 120, status: 401 },
        _ => Answer { path: "api/items", mime: "application/json", size: 6_000, status: 200 },
    })
}

/// A recording of at least `bytes` bytes of calls with short answers, one in five refused: the work is in the number of
/// entries and not in their size.
pub fn small(bytes: usize) -> String {
    let choose = |list: &[&'static str], number: u64| {
        list.get((number % list.len() as u64) as usize).copied().unwrap_or_default()
    };
    recording(bytes, |number| Answer {
        path: choose(&["api/orders", "api/users", "api/reports", "api/items"], number),
        mime: "application/json",
        size: 400,
        status: if number % 5 == 4 {
            [401, 403, 404].get((number / 5 % 3) as usize).copied().unwrap_or(401)
        } else {
            200
        },
    })
}

/// `count` short entries, each refused: for the length of a list, not for the size of a file.
pub fn long(count: u64) -> String {
    let entries: Vec<String> = (0..count)
        .map(|number| {
            let path = ["orders", "users", "reports", "items"].get((number % 4) as usize).copied().unwrap_or_default();
            let status = [401, 403, 404, 200].get((number % 7 % 4) as usize).copied().unwrap_or(200);
            json!({
                "startedDateTime": time(number * 20),
                "time": 12,
                "_resourceType": "fetch",
                "request": { "method": "GET", "url": format!("https://api.shop.test/{path}/{number}"), "headers": [] },
                "response": { "status": status, "headers": [], "content": { "size": 0, "mimeType": "application/json" } },
            })
            .to_string()
        })
        .collect();
    format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"bench","version":"1"}},"entries":[{}]}}}}"#,
        entries.join(",")
    )
}

/// What one entry of a recording asks for and gets.
struct Answer {
    path: &'static str,
    mime: &'static str,
    /// Of a good answer, in bytes.
    size: u64,
    status: u16,
}

fn recording(bytes: usize, answer: impl Fn(u64) -> Answer) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut out = String::with_capacity(bytes + (1 << 16));
    out.push_str(
        r#"{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":["#,
    );
    let mut number = 0_u64;
    while out.len() < bytes {
        if number > 0 {
            out.push(',');
        }
        out.push_str(&entry(number, answer(number), &mut random).to_string());
        number += 1;
    }
    out.push_str("]}}");
    out
}

fn entry(number: u64, Answer { path, mime, size, status }: Answer, random: &mut Random) -> Value {
    let refused = status >= 400;
    let id = random.below(5_000);
    let token = token(number, random);
    let mut headers = vec![
        json!({ "name": "Accept", "value": "application/json, text/plain, */*" }),
        json!({ "name": "Accept-Encoding", "value": "gzip, deflate, br, zstd" }),
        json!({ "name": "Accept-Language", "value": "en-US,en;q=0.9" }),
        json!({ "name": "Cookie", "value": format!("sid={:032x}; theme=dark; consent=1", random.next()) }),
        json!({ "name": "Referer", "value": "https://app.shop.test/orders" }),
        json!({ "name": "User-Agent", "value": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36" }),
    ];
    if path.starts_with("api/") {
        headers.push(json!({ "name": "Authorization", "value": format!("Bearer {token}") }));
        headers.push(json!({ "name": "Origin", "value": "https://app.shop.test" }));
    }
    let mut answer = vec![
        json!({ "name": "Cache-Control", "value": "no-store" }),
        json!({ "name": "Content-Type", "value": format!("{mime}; charset=utf-8") }),
        json!({ "name": "Date", "value": "Fri, 20 Nov 2026 12:00:00 GMT" }),
        json!({ "name": "Server", "value": "nginx" }),
        json!({ "name": "Access-Control-Allow-Origin", "value": "https://app.shop.test" }),
        json!({ "name": "Strict-Transport-Security", "value": "max-age=31536000" }),
    ];
    if status == 401 {
        let challenge = r#"Bearer realm="orders", error="invalid_token", error_description="The access token expired""#;
        answer.push(json!({ "name": "WWW-Authenticate", "value": challenge }));
    }
    let body = if refused { r#"{"message":"jwt expired"}"#.to_owned() } else { words(size, random) };
    json!({
        "startedDateTime": time(number * 240),
        "time": 20 + random.below(200),
        "serverIPAddress": "192.0.2.10",
        "_resourceType": if path.starts_with("api/") { "fetch" } else { "script" },
        "_initiator": { "type": "script", "stack": { "callFrames": [{ "functionName": "load", "url": "https://app.shop.test/assets/app.js", "lineNumber": 1, "columnNumber": 4711 }] } },
        "request": {
            "method": "GET", "url": format!("https://api.shop.test/{path}/{id}?page={}", number % 7), "httpVersion": "h2",
            "cookies": [], "headers": headers, "queryString": [], "headersSize": -1, "bodySize": 0,
        },
        "response": {
            "status": status, "statusText": "", "httpVersion": "h2", "cookies": [], "headers": answer,
            "content": { "size": body.len(), "mimeType": mime, "text": body }, "redirectURL": "", "headersSize": -1, "bodySize": -1,
        },
        "cache": {}, "timings": { "send": 0, "wait": 12, "receive": 3 },
    })
}

/// Text with the quotes and line ends that source and JSON have, so that reading it is real work.
fn words(size: u64, random: &mut Random) -> String {
    let mut out = String::new();
    while (out.len() as u64) < size {
        let piece = match random.below(6) {
            0 => format!("{{\"id\":{},\"name\":\"item\"}},\n", random.below(10_000)),
            1 => format!("const value{} = \"text\";\n", random.below(1_000)),
            2 => "if (!ready) return null;\n".to_owned(),
            3 => format!("<p class=\"line\">{:016x}</p>\n", random.next()),
            _ => format!("function f{}(a, b) {{ return a + b; }} ", random.below(1_000)),
        };
        out.push_str(&piece);
    }
    out
}

fn token(number: u64, random: &mut Random) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let exp = 1_795_175_000 + number / 100;
    let claims = json!({ "iss": "https://login.shop.test/", "sub": "u-1042", "aud": "https://api.shop.test", "iat": exp - 3600, "exp": exp, "scope": "orders:read" });
    let signature: Vec<u8> = (0..32).flat_map(|_| random.next().to_be_bytes()).collect();
    format!(
        "{}.{}.{}",
        part(&json!({ "alg": "RS256", "typ": "JWT", "kid": "1" })),
        part(&claims),
        BASE64_URL_SAFE_NO_PAD.encode(signature)
    )
}

/// A time on the day of the recording, in milliseconds after its start.
fn time(millis: u64) -> String {
    let (hours, minutes) = (8 + millis / 3_600_000 % 12, millis / 60_000 % 60);
    format!("2026-11-20T{hours:02}:{minutes:02}:{:02}.{:03}Z", millis / 1000 % 60, millis % 1000)
}

/// Numbers that look random and are the same every time (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_json_of_the_size_and_the_same_every_time() {
        let text = large(200_000);
        assert!(text.len() >= 200_000 && text == large(200_000));
        let file: Value = serde_json::from_str(&text).unwrap();
        let entries = file["log"]["entries"].as_array().unwrap();
        assert!(entries.iter().any(|entry| entry["response"]["status"] == 401) && entries.len() > 12);
        let file: Value = serde_json::from_str(&small(200_000)).unwrap();
        let entries = file["log"]["entries"].as_array().unwrap();
        let refused = entries.iter().filter(|entry| entry["response"]["status"].as_u64() >= Some(400)).count();
        assert_eq!(refused, entries.len() / 5);
        assert_eq!(serde_json::from_str::<Value>(&long(50)).unwrap()["log"]["entries"].as_array().unwrap().len(), 50);
    }
}
