//! A client that drives the program over its standard input and output.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// Longer than an answer ever takes.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What came and was not asked for yet.
    unread: Vec<Value>,
    sent: i64,
}

impl Client {
    /// Starts the program.
    pub fn start() -> Client {
        let mut command = Command::new(env!("CARGO_BIN_EXE_unglue-lsp"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (send, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if send.send(message).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take();
        Client { child, input, messages, unread: Vec::new(), sent: 0 }
    }

    /// Starts the program and initializes it; `params` are laid over empty ones. Returns its capabilities, too.
    pub fn initialized(params: Value) -> (Client, Value) {
        let mut client = Client::start();
        let mut all = json!({ "processId": null, "rootUri": null, "capabilities": {} });
        all.as_object_mut().unwrap().extend(params.as_object().unwrap().clone());
        let answer = client.ask("initialize", all);
        client.notify("initialized", json!({}));
        (client, answer["result"]["capabilities"].clone())
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().unwrap();
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    pub fn content(&mut self, content: &[u8]) {
        let head = format!("Content-Length: {}\r\n\r\n", content.len());
        self.raw(&[head.as_bytes(), content].concat());
    }

    pub fn send(&mut self, message: &Value) {
        self.content(message.to_string().as_bytes());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and returns its answer.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.sent += 1;
        let id = self.sent;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.until(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Returns the next message that is meant, whatever else came before; that is kept.
    pub fn until(&mut self, is_meant: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&is_meant) {
            return self.unread.remove(at);
        }
        loop {
            let message = self.messages.recv_timeout(PATIENCE);
            let message = message.unwrap_or_else(|_| panic!("no such message; unread: {:#?}", self.unread));
            if is_meant(&message) {
                return message;
            }
            self.unread.push(message);
        }
    }

    pub fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Returns what is told of a version of a text.
    pub fn told(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let message = self.until(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// Whether nothing of this sort came, as far as the program has answered.
    pub fn has_none(&mut self, method: &str) -> bool {
        self.ask("no/such/method", json!({}));
        !self.unread.iter().any(|message| message["method"] == method)
    }

    /// Closes the way to the program and returns its exit status.
    pub fn end(mut self) -> i32 {
        self.input = None;
        self.child.wait().unwrap().code().unwrap()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, value)) => length = value.parse().unwrap(),
            None => break,
        }
    }
    let mut content = vec![0; length];
    output.read_exact(&mut content).ok()?;
    Some(serde_json::from_slice(&content).unwrap())
}

/// Returns the address of a file.
pub fn uri(path: &Path) -> String {
    format!("file://{}", path.display()).replace(' ', "%20")
}
