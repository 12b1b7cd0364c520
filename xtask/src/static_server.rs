//! Serves a folder to this machine only.

use crate::http::{Request, Response, serve};
use crate::step::Result;
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// As strict as the extension's, so that what works in the demo works there.
const POLICY: &str = "script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; connect-src 'self'";

/// Serves `folder` on a loopback port (0 = any free one).
pub fn start(folder: PathBuf, port: u16) -> Result<SocketAddr> {
    serve(port, move |request| answer(&folder, request))
}

fn answer(folder: &Path, request: &Request) -> Response {
    if request.method != "GET" && request.method != "HEAD" {
        return Response::new(405, "text/plain", "only GET and HEAD").with("Allow", "GET, HEAD");
    }
    match file(folder, &request.path).and_then(|file| Some((mime(&file), fs::read(file).ok()?))) {
        // A rebuilt page must be seen at once.
        Some((mime, bytes)) => {
            Response::new(200, mime, bytes).with("Cache-Control", "no-store").with("Content-Security-Policy", POLICY)
        }
        None => Response::new(404, "text/plain", "not found"),
    }
}

/// The file a path means, never outside `folder`.
fn file(folder: &Path, path: &str) -> Option<PathBuf> {
    let mut file = folder.to_path_buf();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        // Our files have plain names; anything with "..", a drive or an escape is not one of them.
        if part == ".." || part.contains(['\\', ':', '%']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    file.is_file().then_some(file)
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "har" | "map" => "application/json",
        // Browsers compile while they load only under this type.
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::ask;

    #[test]
    fn it_serves_files_with_their_types_and_nothing_outside() {
        let folder = std::env::temp_dir().join(format!("latchkey-static-{}", std::process::id()));
        crate::paths::write(&folder.join("site").join("index.html"), "<p>hello").unwrap();
        crate::paths::write(&folder.join("site").join("x.wasm"), "\0asm").unwrap();
        crate::paths::write(&folder.join("secret"), "secret").unwrap();
        let address = start(folder.join("site"), 0).unwrap();

        let index = ask(address, "GET /?x=1 HTTP/1.1\r\n\r\n");
        assert!(index.starts_with("HTTP/1.1 200 OK\r\n") && index.ends_with("<p>hello"), "{index}");
        assert!(index.contains("\r\nContent-Security-Policy: script-src 'self' 'wasm-unsafe-eval';"), "{index}");
        assert!(ask(address, "GET /x.wasm HTTP/1.1\r\n\r\n").contains("Content-Type: application/wasm\r\n"));
        for outside in ["/../secret", "/%2e%2e/secret", "/..\\secret", "/none"] {
            assert!(ask(address, &format!("GET {outside} HTTP/1.1\r\n\r\n")).starts_with("HTTP/1.1 404 "), "{outside}");
        }
        assert!(ask(address, "POST / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
        fs::remove_dir_all(folder).unwrap();
    }
}
