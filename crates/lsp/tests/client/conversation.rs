//! Conversations with the program, as editors have them.

use std::fs;
use std::path::PathBuf;

use crate::support::{Client, uri};
use serde_json::{Value, json};

const TEXT: &str = "Moscow said thereare no plans.\n";
const URI: &str = "untitled:a";

fn range(from: [u32; 2], to: [u32; 2]) -> Value {
    let position = |[line, character]: [u32; 2]| json!({ "line": line, "character": character });
    json!({ "start": position(from), "end": position(to) })
}

fn edit(client: &mut Client, version: i64, changes: Value) {
    let document = json!({ "uri": URI, "version": version });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
}

/// Returns the titles of the actions in a range, and the actions.
fn actions(client: &mut Client, uri: &str, range: Value, only: Value) -> (Vec<String>, Vec<Value>) {
    let mut context = json!({ "diagnostics": [] });
    if !only.is_null() {
        context["only"] = only;
    }
    let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
    let all = client.ask("textDocument/codeAction", params)["result"].as_array().unwrap().clone();
    (all.iter().map(|action| action["title"].as_str().unwrap().to_owned()).collect(), all)
}

/// Returns what is underlined.
fn ranges(told: &[Value]) -> Vec<Value> {
    told.iter().map(|diagnostic| diagnostic["range"].clone()).collect()
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap();
    (folder, path)
}

fn in_folder(folder: &std::path::Path) -> Value {
    json!({ "workspaceFolders": [{ "uri": uri(folder), "name": "x" }] })
}

#[test]
fn what_is_found_is_told_as_the_text_changes() {
    let (mut client, capabilities) = Client::initialized(json!({}));
    assert_eq!(capabilities["positionEncoding"], "utf-16");
    assert_eq!(capabilities["textDocumentSync"]["change"], 2);
    assert_eq!(capabilities["diagnosticProvider"], Value::Null);
    client.open(URI, "plaintext", TEXT);
    let told = client.told(URI, 0);
    assert_eq!(ranges(&told), [range([0, 12], [0, 20])]);
    assert_eq!((&told[0]["source"], &told[0]["code"]), (&json!("unglue"), &json!("merged-words")));
    assert_eq!(told[0]["severity"], 2);
    assert!(told[0]["message"].as_str().unwrap().contains("there are"), "{}", told[0]);
    edit(&mut client, 1, json!([{ "range": range([0, 17], [0, 17]), "text": " " }]));
    assert!(client.told(URI, 1).is_empty());
    // Each change is of the text that the one before it left.
    let changes = json!([
        { "range": range([1, 0], [1, 0]), "text": "Then\r\n" },
        { "range": range([1, 4], [1, 4]), "text": " twoleaders met." },
        { "range": range([0, 0], [0, 0]), "text": "\n" },
    ]);
    edit(&mut client, 2, changes);
    assert_eq!(ranges(&client.told(URI, 2)), [range([2, 5], [2, 15])]);
    edit(&mut client, 3, json!([{ "text": TEXT }]));
    assert_eq!(ranges(&client.told(URI, 3)), [range([0, 12], [0, 20])]);
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let gone = client.until(|message| message["method"] == "textDocument/publishDiagnostics");
    assert_eq!(gone["params"]["diagnostics"], json!([]));
}

#[test]
fn characters_count_as_agreed() {
    let text = "é🦀 thereare\r\n\r\n👩‍👩‍👧 thereare\r\n";
    for (offered, agreed, first, second) in [
        (json!(null), "utf-16", [4, 12], [9, 17]),
        (json!(["utf-8", "utf-16"]), "utf-8", [7, 15], [19, 27]),
        (json!(["utf-32"]), "utf-32", [3, 11], [6, 14]),
        (json!(["utf-7", "utf-16"]), "utf-16", [4, 12], [9, 17]),
    ] {
        let general = if offered.is_null() { json!({}) } else { json!({ "positionEncodings": offered }) };
        let (mut client, capabilities) =
            Client::initialized(json!({ "capabilities": { "general": general } }));
        assert_eq!(capabilities["positionEncoding"], agreed);
        client.open(URI, "plaintext", text);
        let there = |line: u32, [from, to]: [u32; 2]| range([line, from], [line, to]);
        assert_eq!(ranges(&client.told(URI, 0)), [there(0, first), there(2, second)], "{agreed}");
        let at = first[0] + 5;
        edit(&mut client, 1, json!([{ "range": range([0, at], [0, at]), "text": " " }]));
        assert_eq!(ranges(&client.told(URI, 1)), [there(2, second)], "{agreed}");
        let (_, all) = actions(&mut client, URI, there(2, second), json!(["quickfix"]));
        let at = second[0] + 5;
        let expected = json!([{ "range": range([2, at], [2, at]), "newText": " " }]);
        assert_eq!(all[0]["edit"]["changes"][URI], expected, "{agreed}");
    }
}

#[test]
fn who_asks_for_what_is_found_is_not_told_unasked() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } } });
    let (mut client, capabilities) = Client::initialized(json!({ "capabilities": capabilities }));
    assert_eq!(capabilities["diagnosticProvider"]["interFileDependencies"], false);
    client.open(URI, "plaintext", TEXT);
    let params = |previous: &Value| json!({ "textDocument": { "uri": URI }, "previousResultId": previous });
    let first = client.ask("textDocument/diagnostic", params(&Value::Null))["result"].clone();
    assert_eq!((&first["kind"], first["items"].as_array().unwrap().len()), (&json!("full"), 1));
    let same = client.ask("textDocument/diagnostic", params(&first["resultId"]))["result"].clone();
    assert_eq!(same, json!({ "kind": "unchanged", "resultId": first["resultId"] }));
    edit(&mut client, 1, json!([{ "range": range([0, 17], [0, 17]), "text": " " }]));
    let mended = client.ask("textDocument/diagnostic", params(&first["resultId"]))["result"].clone();
    assert_eq!((&mended["kind"], &mended["items"]), (&json!("full"), &json!([])));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "unglue": { "show": 0.9 } } }));
    client.until(|message| message["method"] == "workspace/diagnostic/refresh");
    // Another text with the version that the first one had.
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    client.open(URI, "plaintext", "Then twoleaders met, and saw thereare more.\n");
    let other = client.ask("textDocument/diagnostic", params(&first["resultId"]))["result"].clone();
    assert_eq!((&other["kind"], other["items"].as_array().unwrap().len()), (&json!("full"), 2));
    assert!(client.has_none("textDocument/publishDiagnostics"));
}

#[test]
fn what_can_be_done_about_it() {
    let (mut client, _) = Client::initialized(json!({
        "capabilities": { "workspace": { "workspaceEdit": { "documentChanges": true } } }
    }));
    client.open(URI, "plaintext", "Moscow said thereare no plans.\nThen twoleaders met.\n");
    let first = range([0, 14], [0, 14]);
    let fix_all = "Fix all spaces in this file that are surely wrong";
    for (place, only, expected) in [
        (
            &first,
            json!(null),
            vec!["Change to “there are”", "Add “thereare” to the words of the workspace", fix_all, fix_all],
        ),
        (
            &first,
            json!(["quickfix"]),
            vec!["Change to “there are”", "Add “thereare” to the words of the workspace", fix_all],
        ),
        (&first, json!(["source.fixAll"]), vec![fix_all]),
        (&first, json!(["refactor"]), vec![]),
        (&range([0, 0], [0, 2]), json!(["quickfix"]), vec![]),
    ] {
        assert_eq!(actions(&mut client, URI, place.clone(), only).0, expected, "{place}");
    }
    let (_, all) = actions(&mut client, URI, first.clone(), json!(["quickfix"]));
    assert_eq!(
        (&all[0]["isPreferred"], &all[0]["diagnostics"][0]["range"]),
        (&json!(true), &range([0, 12], [0, 20]))
    );
    let change = &all[2]["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": URI, "version": 0 }));
    let space = |line, at| json!({ "range": range([line, at], [line, at]), "newText": " " });
    assert_eq!(change["edits"], json!([space(0, 17), space(1, 8)]));
    edit(&mut client, 1, json!([{ "text": "All is well.\n" }]));
    assert!(actions(&mut client, URI, range([0, 0], [9, 9]), json!(null)).0.is_empty());
}

#[test]
fn a_word_goes_where_the_command_line_finds_it() {
    let (_kept, folder) = folder();
    fs::write(folder.join("unglue.toml"), "# ours\nwords = [\"Kubernetes\"]\n").unwrap();
    let (mut client, _) = Client::initialized(in_folder(&folder));
    let file = uri(&folder.join("a.md"));
    client.open(&file, "markdown", TEXT);
    client.told(&file, 0);
    let (_, all) = actions(&mut client, &file, range([0, 14], [0, 14]), json!(["quickfix"]));
    let command = &all[1]["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(client.ask("workspace/executeCommand", params)["result"], Value::Null);
    assert!(client.told(&file, 0).is_empty());
    let config = fs::read_to_string(folder.join("unglue.toml")).unwrap();
    assert_eq!(config, "# ours\nwords = [\"Kubernetes\", \"thereare\"]\n");
    for (command, arguments, part) in [
        ("unglue.addWord", json!([file, "two words"]), "two words"),
        ("unglue.addWord", json!([file]), "takes the address"),
        ("unglue.other", json!([]), "no command"),
    ] {
        let params = json!({ "command": command, "arguments": arguments });
        let error = &client.ask("workspace/executeCommand", params)["error"];
        assert!(error["message"].as_str().unwrap().contains(part), "{error}");
    }
    assert_eq!(fs::read_to_string(folder.join("unglue.toml")).unwrap(), config);
    // Where there is no folder it holds as long as the server.
    let (mut client, _) = Client::initialized(json!({}));
    client.open(URI, "plaintext", TEXT);
    assert_eq!(client.told(URI, 0).len(), 1);
    client.ask(
        "workspace/executeCommand",
        json!({ "command": "unglue.addWord", "arguments": [URI, "thereare"] }),
    );
    assert!(client.told(URI, 0).is_empty());
}

#[test]
fn settings_are_those_of_the_configuration() {
    let text = "Moscow said thereare no plans for November12 at Kubernetesand.\n";
    let all = ["merged-words", "merged-number", "merged-words"];
    for (config, settings, expected) in [
        ("", json!(null), &all[..]),
        ("rules = [\"merged-number\"]", json!(null), &all[1..2]),
        ("rules = [\"merged-number\"]", json!({ "rules": ["merged-words"] }), &[all[0], all[2]]),
        ("show = 1.0", json!(null), &[]),
        ("show = 1.0", json!({ "show": 0.8 }), &all),
        ("words = [\"thereare\"]", json!({ "words": ["November12"] }), &all[2..]),
        ("words-files = [\"words.txt\"]", json!(null), &all[..2]),
        ("exclude = [\"/a.md\"]", json!(null), &[]),
        ("[kinds]\n\"*.md\" = \"latex\"", json!(null), &[]),
    ] {
        let (_kept, folder) = folder();
        fs::write(folder.join("unglue.toml"), config).unwrap();
        fs::write(folder.join("words.txt"), "# words\nKubernetesand\n").unwrap();
        let mut params = in_folder(&folder);
        params["initializationOptions"] = settings.clone();
        let (mut client, _) = Client::initialized(params);
        let file = uri(&folder.join("a.md"));
        // A comment of LaTeX is no prose.
        let text = if config.contains("latex") { format!("% {text}") } else { text.to_owned() };
        client.open(&file, "markdown", &text);
        let told = client.told(&file, 0);
        let rules: Vec<&str> = told.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).collect();
        assert_eq!(rules, expected, "{config} {settings}");
    }
}

#[test]
fn settings_and_configurations_may_change() {
    let (_kept, folder) = folder();
    let mut params = in_folder(&folder);
    params["capabilities"] = json!({ "workspace": {
        "configuration": true, "didChangeWatchedFiles": { "dynamicRegistration": true }
    } });
    let (mut client, _) = Client::initialized(params);
    let registered = client.until(|message| message["method"] == "client/registerCapability");
    let watchers = registered["params"]["registrations"][0]["registerOptions"]["watchers"].to_string();
    assert!(watchers.contains("**/unglue.toml") && watchers.contains("pyproject.toml"), "{watchers}");
    let file = uri(&folder.join("a.md"));
    client.open(&file, "markdown", TEXT);
    assert_eq!(client.told(&file, 0).len(), 1);

    let changed =
        |client: &mut Client| client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    fs::write(folder.join("unglue.toml"), "words = [\"thereare\"]").unwrap();
    changed(&mut client);
    assert!(client.told(&file, 0).is_empty());
    // One that is wrong is told of, and the last right one holds.
    fs::write(folder.join("unglue.toml"), "wrods = []").unwrap();
    changed(&mut client);
    let told = client.until(|message| message["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().unwrap().contains("unknown field `wrods`"), "{told}");
    assert!(client.told(&file, 0).is_empty());
    fs::remove_file(folder.join("unglue.toml")).unwrap();
    changed(&mut client);
    assert_eq!(client.told(&file, 0).len(), 1);

    let configure = |client: &mut Client, settings: Value| {
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
    };
    configure(&mut client, json!({ "unglue": { "words": ["thereare"] } }));
    assert!(client.told(&file, 0).is_empty());
    for (settings, part) in [
        (json!({ "unglue": { "show": 7 } }), "from 0 to 1"),
        (json!({ "unglue": { "rules": ["no-rule"] } }), "no-rule"),
        (json!({ "unglue": { "shwo": 1 } }), "shwo"),
        (json!({ "unglue": 7 }), "invalid type"),
    ] {
        configure(&mut client, settings);
        let told = client.until(|message| message["method"] == "window/showMessage");
        assert!(told["params"]["message"].as_str().unwrap().contains(part), "{told}");
    }
    // Settings of other servers alone change nothing.
    configure(&mut client, json!({ "pylsp": { "plugins": {} }, "rust-analyzer": {} }));
    assert!(client.has_none("window/showMessage"));
    // Who sends none is asked for them.
    configure(&mut client, Value::Null);
    let asked = client.until(|message| message["method"] == "workspace/configuration");
    assert_eq!(asked["params"]["items"], json!([{ "section": "unglue" }]));
    client.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": [{ "words": [] }] }));
    // What is told once more by the settings before may come first.
    let told = client.told(&file, 0);
    assert_eq!(if told.is_empty() { client.told(&file, 0).len() } else { told.len() }, 1);
}

#[test]
fn texts_are_read_as_what_they_are() {
    let fenced = "A fence:\n\n~~~\nsaid thereare no\n";
    for (uri, language, text, expected) in [
        (URI, "plaintext", TEXT, 1),
        (URI, "rust", TEXT, 0),
        ("file:///none/a.md", "markdown", "---\ntitle: thereare\n---\n\nMoscow said thereare no plans.\n", 1),
        (
            "file:///none/a.html",
            "html",
            "<p>Moscow said thereare no plans.</p><script>thereare()</script>\n",
            1,
        ),
        ("file:///none/a.tex", "latex", "Moscow said thereare no plans. $thereare$ \\cite{thereare}\n", 1),
        ("file:///none/a.rs", "rust", "// Moscow said thereare no plans.\n", 0),
        ("file:///none/a.md", "markdown", fenced, 0),
        ("no uri at all", "markdown", TEXT, 1),
    ] {
        let (mut client, _) = Client::initialized(json!({}));
        client.open(uri, language, text);
        assert_eq!(client.told(uri, 0).len(), expected, "{uri} {language} {text}");
    }
}

#[test]
fn bad_messages_are_told_what_is_wrong_with_them() {
    let document = json!({ "uri": URI });
    let request = |method: &str, params: Value| json!({ "jsonrpc": "2.0", "id": "x", "method": method, "params": params });
    let (mut client, _) = Client::initialized(json!({}));
    client.open(URI, "plaintext", TEXT);
    for (message, id, code, part) in [
        ("{", Value::Null, -32700, "no JSON"),
        ("\u{1}", Value::Null, -32700, "no JSON"),
        ("[]", Value::Null, -32600, "JSON-RPC"),
        ("7", Value::Null, -32600, "JSON-RPC"),
        ("{\"id\": 3, \"method\": \"a\"}", json!(3), -32600, "jsonrpc"),
        ("{\"jsonrpc\": \"2.0\", \"id\": {}, \"method\": \"a\"}", Value::Null, -32600, "JSON-RPC"),
        (&request("no/method", json!({})).to_string(), json!("x"), -32601, "no/method"),
        (&request("initialize", json!({ "capabilities": {} })).to_string(), json!("x"), -32600, "twice"),
        (&request("textDocument/codeAction", json!(7)).to_string(), json!("x"), -32602, "invalid type"),
        (&request("textDocument/diagnostic", json!({})).to_string(), json!("x"), -32602, "textDocument"),
        (
            &request("textDocument/diagnostic", json!({ "textDocument": { "uri": "a:b" } })).to_string(),
            json!("x"),
            -32602,
            "a:b is not open",
        ),
    ] {
        client.content(message.as_bytes());
        let answer = client.until(|answer| answer.get("error").is_some());
        let said = answer["error"]["message"].as_str().unwrap();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&id, &json!(code)), "{message}");
        assert!(said.contains(part), "{message}: {said}");
    }
    for (method, params) in [
        ("textDocument/didOpen", json!({})),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "a:b", "version": 1 }, "contentChanges": [] }),
        ),
        ("textDocument/didClose", json!(null)),
    ] {
        client.notify(method, params);
        let said = client.until(|message| message["method"] == "window/logMessage");
        assert!(said["params"]["message"].as_str().unwrap().starts_with(method), "{said}");
    }
    // None of it did any harm, nor do places that are nowhere.
    for message in
        [json!({ "jsonrpc": "2.0", "id": 77, "result": 1 }), json!({ "jsonrpc": "2.0", "method": "$/x" })]
    {
        client.send(&message);
    }
    let changes = json!([
        { "range": range([90, 90], [7, 7]), "text": "\nThen" },
        { "range": range([0, 9999], [0, 3]), "text": "cow said twoleaders met." },
    ]);
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 5 }, "contentChanges": changes }),
    );
    assert_eq!(ranges(&client.told(URI, 5)), [range([0, 12], [0, 22])]);
    let asked = client.ask("textDocument/diagnostic", json!({ "textDocument": document }));
    assert_eq!(asked["result"]["items"].as_array().unwrap().len(), 1);
}

#[test]
fn it_ends_when_it_is_told_to() {
    let exit = json!({ "jsonrpc": "2.0", "method": "exit" });
    // In order.
    let (mut client, _) = Client::initialized(json!({}));
    assert_eq!(client.ask("shutdown", Value::Null)["result"], Value::Null);
    assert_eq!(client.ask("textDocument/codeAction", json!({}))["error"]["code"], -32600);
    client.send(&exit);
    assert_eq!(client.end(), 0);
    // Without a word before, in the middle, or at the start.
    let (mut client, _) = Client::initialized(json!({}));
    client.send(&exit);
    assert_eq!(client.end(), 1);
    let (client, _) = Client::initialized(json!({}));
    assert_eq!(client.end(), 1);
    let mut client = Client::start();
    assert_eq!(client.ask("shutdown", Value::Null)["error"]["code"], -32002);
    client.raw(b"no header at all\r\n\r\n");
    assert_eq!(client.until(|answer| answer.get("error").is_some())["id"], Value::Null);
    assert_eq!(client.end(), 1);
}
