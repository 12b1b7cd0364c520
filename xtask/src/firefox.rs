//! The built extension in Firefox's developer tools, through geckodriver (W3C WebDriver).
//!
//! WebDriver reaches pages only. The toolbox and the panel belong to the browser itself, so scripts run in its "chrome"
//! context, which geckodriver opens with `--allow-system-access`.

use crate::devtools::LIMIT;
use crate::paths;
use crate::step::{Context, Failure, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Firefox starts and opens its toolbox more slowly than Chromium.
const PATIENCE: Duration = Duration::from_secs(60);

/// A headless Firefox with the extension; closed when dropped.
pub struct Firefox {
    driver: Child,
    port: u16,
    session: String,
}

/// Which part of the browser scripts run in.
#[derive(Clone, Copy)]
enum Side {
    Page,
    Browser,
}

impl Firefox {
    /// Starts `driver` and with it `program`, and installs the extension of `folder`.
    pub fn launch(program: &Path, driver: &Path, folder: &Path) -> Result<Self> {
        let port = free_port()?;
        let child = Command::new(driver)
            .args(["--port", &port.to_string(), "--allow-system-access"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context(driver.display())?;
        let mut firefox = Self { driver: child, port, session: String::new() };
        let started = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if started.elapsed() > LIMIT {
                return Err(Failure::new(
                    format!("{} does not listen", driver.display()),
                    "start it by hand and read its words",
                ));
            }
            sleep(Duration::from_millis(50));
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "timeouts": { "script": 60_000 },
            "moz:firefoxOptions": { "binary": program, "args": ["-headless", "--width=1280", "--height=860"],
                "prefs": { "devtools.toolbox.host": "window", "devtools.toolbox.selectedTool": "options" } },
        } } });
        let answer = firefox.post("/session", &wanted)?;
        firefox.session = text(&answer, "sessionId")?;
        firefox.call("moz/addon/install", &json!({ "path": folder, "temporary": true }))?;
        Ok(firefox)
    }

    /// Loads `url` in the tab.
    pub fn navigate(&self, url: &str) -> Result<()> {
        self.side(Side::Page)?;
        self.call("url", &json!({ "url": url })).map(|_| ())
    }

    /// Runs the body of an async function in the page and returns what it returns.
    pub fn in_page(&self, body: &str) -> Result<Value> {
        self.side(Side::Page)?;
        self.script(body)
    }

    /// Opens the toolbox for the tab with the Latchkey panel in front.
    pub fn open_panel(&self) -> Result<()> {
        self.in_browser(
            "const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
            const { gDevTools } = require('devtools/client/framework/devtools');
            const tab = window.gBrowser.selectedTab;
            const toolbox = await gDevTools.showToolboxForTab(tab, { hostType: 'window' });
            // The extension registers its panel once its devtools page has run.
            let tool;
            for (let round = 0; round < 300 && !tool; round++) {
                tool = toolbox.getAdditionalTools().find(({ id }) => id.startsWith('webext-devtools-panel-'));
                if (!tool) await new Promise((done) => window.setTimeout(done, 50));
            }
            if (!tool) throw new Error('the extension registered no panel');
            await toolbox.selectTool(tool.id);
            window.latchkeyToolbox = toolbox;
            return tool.label;",
        )
        .map(|_| ())
    }

    /// Evaluates an expression in the panel's page.
    pub fn in_panel(&self, expression: &str) -> Result<Value> {
        // The panel lives in the extension's process; a frame script is the way in.
        let script = format!(
            "const toolbox = window.latchkeyToolbox;
            const find = (root) => {{
                for (const frame of root.querySelectorAll('browser, iframe')) {{
                    if (frame.messageManager && frame.currentURI?.spec.endsWith('/panel.html')) return frame;
                    const inner = frame.contentDocument && find(frame.contentDocument);
                    if (inner) return inner;
                }}
                return null;
            }};
            const frame = find(toolbox.doc);
            if (!frame) throw new Error('the panel has no frame yet');
            return await new Promise((done) => {{
                const name = `latchkey-${{Math.random()}}`;
                frame.messageManager.addMessageListener(name, function listen({{ data }}) {{
                    frame.messageManager.removeMessageListener(name, listen);
                    done(data);
                }});
                const code = `(() => {{
                    let answer;
                    try {{
                        // A sandbox, for the panel's policy forbids eval.
                        const box = Cu.Sandbox(content, {{ sandboxPrototype: content, wantXrays: false }});
                        answer = {{ value: Cu.evalInSandbox(${{JSON.stringify({expression})}}, box) ?? null }};
                    }} catch (error) {{ answer = {{ error: String(error) }}; }}
                    sendAsyncMessage('${{name}}', JSON.stringify(answer));
                }})()`;
                frame.messageManager.loadFrameScript('data:text/javascript;charset=utf-8,' + encodeURIComponent(code), false);
            }});",
            expression = json!(expression)
        );
        let answer = self.in_browser(&script)?;
        let answer: Value = serde_json::from_str(answer.as_str().unwrap_or("null")).context("the panel's answer")?;
        match answer.get("error") {
            Some(error) => Err(Failure::new(format!("in the panel: {error}"), "")),
            None => Ok(answer.get("value").cloned().unwrap_or(Value::Null)),
        }
    }

    /// Waits until an expression is truthy in the panel, and returns its value.
    pub fn wait_for(&self, what: &str, expression: &str) -> Result<Value> {
        let started = Instant::now();
        loop {
            let last = match self.in_panel(expression) {
                Ok(value) if !(value.is_null() || value == json!(false) || value == json!("")) => return Ok(value),
                Ok(value) => value.to_string(),
                Err(failure) => failure.what,
            };
            if started.elapsed() > LIMIT {
                let text = self.in_panel("document.body.innerText").unwrap_or_default();
                return Err(Failure::new(format!("waited in vain for {what}: {last}\n{text}"), ""));
            }
            sleep(Duration::from_millis(80));
        }
    }

    /// Saves a picture of the toolbox's window as PNG.
    pub fn screenshot(&self, file: &Path) -> Result<()> {
        let picture = self.in_browser(
            "const view = window.latchkeyToolbox.topWindow;
            const bitmap = await view.browsingContext.currentWindowGlobal.drawSnapshot(
                new view.DOMRect(0, 0, view.innerWidth, view.innerHeight), 1, 'white');
            const canvas = new view.OffscreenCanvas(bitmap.width, bitmap.height);
            canvas.getContext('2d').drawImage(bitmap, 0, 0);
            const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
            return view.btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));",
        )?;
        let png = BASE64_STANDARD.decode(picture.as_str().unwrap_or_default()).context("the screenshot")?;
        paths::write(file, png)
    }

    fn in_browser(&self, body: &str) -> Result<Value> {
        self.side(Side::Browser)?;
        self.script(body)
    }

    fn side(&self, side: Side) -> Result<()> {
        let context = match side {
            Side::Page => "content",
            Side::Browser => "chrome",
        };
        self.call("moz/context", &json!({ "context": context })).map(|_| ())
    }

    fn script(&self, body: &str) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
            (async () => {{ {body} }})().then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.call("execute/async", &json!({ "script": script, "args": [] }))?;
        match answer.get("error") {
            Some(error) => Err(Failure::new(format!("Firefox: {error}"), "")),
            None => Ok(answer.get("value").cloned().unwrap_or(Value::Null)),
        }
    }

    fn call(&self, command: &str, body: &Value) -> Result<Value> {
        self.post(&format!("/session/{}/{command}", self.session), body)
    }

    /// One WebDriver command; its answer's `value`.
    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.request("POST", path, &body.to_string())
    }

    fn request(&self, method: &str, path: &str, body: &str) -> Result<Value> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).context("geckodriver")?;
        stream.set_read_timeout(Some(PATIENCE)).context("geckodriver")?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(format!("{head}{body}").as_bytes()).context(path)?;
        let mut reader = BufReader::new(stream);
        let mut length = None;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).context(path)? == 0 || line.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse::<u64>().ok();
            }
        }
        let mut text = String::new();
        reader.take(length.unwrap_or(u64::MAX)).read_to_string(&mut text).context(path)?;
        let answer: Value = serde_json::from_str(&text).context(path)?;
        let value = answer.get("value").cloned().unwrap_or(Value::Null);
        match value.get("error").filter(|_| value.get("stacktrace").is_some()) {
            Some(error) => {
                Err(Failure::new(format!("Firefox: {error}: {}", value.get("message").unwrap_or(&Value::Null)), ""))
            }
            None => Ok(value),
        }
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        // Ends Firefox too; the driver by itself would leave it running.
        let _ = self.request("DELETE", &format!("/session/{}", self.session), "");
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn text(answer: &Value, key: &str) -> Result<String> {
    let found = answer.get(key).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| Failure::new(format!("geckodriver's answer lacks {key}: {answer}"), ""))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("finding a free port")?;
    Ok(listener.local_addr().context("finding a free port")?.port())
}
