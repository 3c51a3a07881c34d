//! The server: what each message does.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use gen_lsp_types::json_rpc::{Error, Id, RequestObject, ResponseObject};
use gen_lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionRequest, ConfigurationItem,
    ConfigurationParams, ConfigurationRequest, DiagnosticOptions, DiagnosticRefreshRequest,
    DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams, ErrorCodes,
    ExecuteCommandOptions, ExecuteCommandParams, InitializeParams, InitializeResult, LogMessageNotification,
    LogMessageParams, LspErrorCodes, MessageType, Notification, PublishDiagnosticsNotification,
    PublishDiagnosticsParams, Registration, RegistrationParams, RegistrationRequest, Request,
    ServerCapabilities, ServerInfo, ShowMessageNotification, ShowMessageParams, ShutdownRequest,
    TextDocumentSyncKind, TextDocumentSyncOptions, Uri, WorkspaceFolders, WorkspaceFoldersServerCapabilities,
    WorkspaceOptions,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use unglue_texts::problem::Problem;

use crate::actions::{ADD_WORD, FIX_ALL, actions};
use crate::client::Client;
use crate::project::Project;
use crate::reports::reports;
use crate::settings::Settings;
use crate::text::OpenText;
use crate::uri::path_of;
use crate::wire::{Incoming, write};
use crate::words::add_word;

/// How far the conversation has come.
enum Stage {
    /// The client has not said yet what it can do.
    New,
    Ready(Client),
    /// The client wants no more, and is about to say so.
    ShutDown,
}

/// The server and the texts that are open in its client.
pub(crate) struct Server<W> {
    output: W,
    stage: Stage,
    settings: Settings,
    texts: HashMap<String, OpenText>,
    /// The number of texts that were opened.
    opened: u64,
    /// The number of requests that were sent.
    sent: i64,
    /// The request for settings that was sent last.
    asked_settings: Option<Id>,
    /// Problems that were told, so that none is told for each text.
    told: Vec<Problem>,
    /// Whether nobody reads any more.
    has_lost_client: bool,
}

/// What a request is answered with.
type Answer = Result<Value, Error>;

impl<W: Write> Server<W> {
    pub(crate) fn new(output: W) -> Server<W> {
        Server {
            output,
            stage: Stage::New,
            settings: Settings::default(),
            texts: HashMap::new(),
            opened: 0,
            sent: 0,
            asked_settings: None,
            told: Vec::new(),
            has_lost_client: false,
        }
    }

    /// Takes what came from the client; `None` at the end. Returns the exit status once it is to end.
    pub(crate) fn take(&mut self, incoming: Option<Incoming>) -> Option<u8> {
        match incoming {
            Some(Incoming::Json(json)) => return self.message(json),
            Some(Incoming::NoJson(reason)) => {
                let reason = format!("a message is no JSON: {reason}");
                self.answer(Id::Null, Err(error(ErrorCodes::ParseError, reason)));
            }
            Some(Incoming::Lost(reason)) => {
                self.answer(Id::Null, Err(error(ErrorCodes::ParseError, reason)));
                return Some(1);
            }
            None => return Some(1),
        }
        self.has_lost_client.then_some(1)
    }

    fn message(&mut self, json: Value) -> Option<u8> {
        let id = json.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
        if json.get("method").is_none() && (json.get("result").is_some() || json.get("error").is_some()) {
            self.response(id, &json);
            return None;
        }
        match serde_json::from_value::<RequestObject>(json).map(RequestObject::into_parts) {
            Ok((method, None, _)) if method == "exit" => {
                return Some(if matches!(self.stage, Stage::ShutDown) { 0 } else { 1 });
            }
            Ok((method, None, params)) => self.notification(&method, params.unwrap_or_default()),
            Ok((method, Some(id), params)) => {
                let answer = self.request(&method, params.unwrap_or_default());
                self.answer(id, answer);
            }
            Err(reason) => {
                let reason = format!("a message is no request of JSON-RPC 2.0: {reason}");
                self.answer(id.unwrap_or(Id::Null), Err(error(ErrorCodes::InvalidRequest, reason)));
            }
        }
        self.has_lost_client.then_some(1)
    }

    fn request(&mut self, method: &str, params: Value) -> Answer {
        match (&self.stage, method) {
            (Stage::New, "initialize") => self.initialize(read(params)?),
            (Stage::New, _) => {
                Err(error(ErrorCodes::ServerNotInitialized, format!("{method} came before initialize")))
            }
            (Stage::ShutDown, _) => {
                Err(error(ErrorCodes::InvalidRequest, format!("{method} came after shutdown")))
            }
            (Stage::Ready(_), "initialize") => {
                Err(error(ErrorCodes::InvalidRequest, "initialize came twice".to_owned()))
            }
            (Stage::Ready(_), "shutdown") => {
                self.stage = Stage::ShutDown;
                answer_to::<ShutdownRequest>(())
            }
            (&Stage::Ready(client), "textDocument/codeAction") => self.code_actions(read(params)?, client),
            (&Stage::Ready(client), "textDocument/diagnostic") => self.pulled(&read(params)?, client),
            (&Stage::Ready(client), "workspace/executeCommand") => self.command(read(params)?, client),
            (Stage::Ready(_), _) => {
                Err(error(ErrorCodes::MethodNotFound, format!("there is no method {method}")))
            }
        }
    }

    fn notification(&mut self, method: &str, params: Value) {
        let Stage::Ready(client) = self.stage else { return };
        let done = match method {
            "initialized" => {
                self.begin(client);
                Ok(())
            }
            "textDocument/didOpen" => read(params).map(|params| self.open(params)),
            "textDocument/didChange" => read(params).and_then(|params| self.change(params, client)),
            "textDocument/didClose" => read(params).map(|params| self.close(params, client)),
            "workspace/didChangeConfiguration" => read(params).map(|params| self.configure(&params, client)),
            "workspace/didChangeWatchedFiles" => {
                self.read_configurations_again(client);
                Ok(())
            }
            "workspace/didChangeWorkspaceFolders" => {
                read(params).map(|params| self.change_folders(&params, client))
            }
            // Cancellations, traces and what is saved make no difference; what is optional may be passed over.
            _ => Ok(()),
        };
        if let Err(error) = done {
            self.log(MessageType::Error, format!("{method}: {}", error.message));
        }
    }

    /// Takes an answer of the client.
    fn response(&mut self, id: Option<Id>, json: &Value) {
        let Stage::Ready(client) = self.stage else { return };
        if let Some(error) = json.get("error") {
            self.log(MessageType::Warning, format!("the client could not do what it was asked for: {error}"));
        }
        if id.is_some() && id == self.asked_settings {
            self.asked_settings = None;
            let settings = json.get("result").and_then(|settings| settings.get(0));
            self.set_settings(settings.unwrap_or(&Value::Null), client);
        }
    }
}

/// The beginning, settings and folders.
impl<W: Write> Server<W> {
    fn initialize(&mut self, params: InitializeParams) -> Answer {
        let client = Client::new(&params.capabilities);
        #[expect(deprecated, reason = "older clients name their folder so")]
        let root = params.root_uri.and_then(|uri| path_of(&uri.0));
        self.settings.folders = match params.workspace_folders_initialize_params.workspace_folders {
            Some(WorkspaceFolders::WorkspaceFolderList(folders)) => {
                folders.iter().filter_map(|folder| path_of(&folder.uri.0)).collect()
            }
            _ => root.into_iter().collect(),
        };
        self.stage = Stage::Ready(client);
        if let Some(settings) = &params.initialization_options
            && let Err(problem) = self.settings.set_client(settings)
        {
            self.tell(problem);
        }
        Ok(to_value(InitializeResult {
            capabilities: capabilities(client),
            server_info: Some(ServerInfo::new("unglue".into(), Some(env!("CARGO_PKG_VERSION").into()))),
        }))
    }

    /// Asks the client for what it can only be asked for once it is ready.
    fn begin(&mut self, client: Client) {
        if client.watches {
            let mut files =
                vec!["**/unglue.toml".to_owned(), "**/.unglue.toml".into(), "**/pyproject.toml".into()];
            for folder in self.settings.folders.clone() {
                self.project(Some(&folder.join("-")));
            }
            files.extend(
                self.settings
                    .files()
                    .filter(|file| file.is_absolute())
                    .map(|file| file.display().to_string()),
            );
            let watchers: Vec<Value> = files.into_iter().map(|glob| json!({ "globPattern": glob })).collect();
            self.ask::<RegistrationRequest>(RegistrationParams::new(vec![Registration {
                id: "unglue-configurations".into(),
                method: "workspace/didChangeWatchedFiles".into(),
                register_options: Some(json!({ "watchers": watchers })),
            }]));
        }
    }

    fn configure(&mut self, params: &DidChangeConfigurationParams, client: Client) {
        let is_empty = params.settings.as_object().is_none_or(serde_json::Map::is_empty);
        if is_empty && client.has_settings {
            let item = ConfigurationItem::new(None, Some("unglue".into()));
            self.asked_settings =
                Some(self.ask::<ConfigurationRequest>(ConfigurationParams::new(vec![item])));
            return;
        }
        self.set_settings(&params.settings, client);
    }

    fn set_settings(&mut self, settings: &Value, client: Client) {
        match self.settings.set_client(settings) {
            Ok(()) => self.read_configurations_again(client),
            Err(problem) => self.tell(problem),
        }
    }

    fn change_folders(&mut self, params: &DidChangeWorkspaceFoldersParams, client: Client) {
        let gone: Vec<_> = params.event.removed.iter().filter_map(|folder| path_of(&folder.uri.0)).collect();
        self.settings.folders.retain(|folder| !gone.contains(folder));
        self.settings.folders.extend(params.event.added.iter().filter_map(|folder| path_of(&folder.uri.0)));
        self.read_configurations_again(client);
    }

    /// Has every text judged by its configuration as it is now.
    fn read_configurations_again(&mut self, client: Client) {
        self.settings.forget_projects();
        self.told.clear();
        let paths: Vec<_> = self.texts.iter().map(|(uri, text)| (uri.clone(), text.path.clone())).collect();
        for (uri, path) in paths {
            let project = self.project(path.as_deref());
            if let Some(text) = self.texts.get_mut(&uri) {
                text.set_project(project);
            }
        }
        if client.pulls && client.refreshes {
            self.ask::<DiagnosticRefreshRequest>(());
        }
    }

    /// Returns the project of a text, and tells what is wrong with its configuration.
    fn project(&mut self, path: Option<&Path>) -> Rc<Project> {
        let (project, problem) = self.settings.project_of(path);
        problem.into_iter().for_each(|problem| self.tell(problem));
        project
    }
}

/// Texts.
impl<W: Write> Server<W> {
    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let project = self.project(path_of(&item.uri.0).as_deref());
        let language = String::from(item.language_id);
        let key = item.uri.0.clone();
        self.opened += 1;
        let text = OpenText::new(item.uri, language, item.version, self.opened, item.text, project);
        self.texts.insert(key, text);
    }

    fn change(&mut self, params: DidChangeTextDocumentParams, client: Client) -> Result<(), Error> {
        let document = params.text_document;
        let uri = document.text_document_identifier.uri;
        self.text(&uri)?.change(document.version, params.content_changes, client.encoding);
        Ok(())
    }

    fn close(&mut self, params: DidCloseTextDocumentParams, client: Client) {
        let uri = params.text_document.uri;
        if self.texts.remove(&uri.0).is_some() && !client.pulls {
            self.notify::<PublishDiagnosticsNotification>(PublishDiagnosticsParams::new(
                uri,
                None,
                Vec::new(),
            ));
        }
    }

    /// Returns a text that is open.
    fn text(&mut self, uri: &Uri) -> Result<&mut OpenText, Error> {
        let unknown = || error(ErrorCodes::InvalidParams, format!("{} is not open", uri.0));
        self.texts.get_mut(&uri.0).ok_or_else(unknown)
    }

    /// Whether a text is open of which the client is to be told what is found.
    pub(crate) fn has_work(&self) -> bool {
        matches!(self.stage, Stage::Ready(client) if !client.pulls && self.texts.values().any(|text| text.is_due))
    }

    /// Goes on with one such text until `pause` returns true.
    pub(crate) fn work(&mut self, pause: &mut dyn FnMut() -> bool) {
        let Stage::Ready(client) = self.stage else { return };
        let Some(text) = self.texts.values_mut().find(|text| text.is_due) else { return };
        if !text.work(pause) {
            return;
        }
        text.is_due = false;
        let (uri, version) = (text.uri.clone(), text.version);
        let (content, found) = text.found();
        let diagnostics = reports(content, &found, client.encoding);
        let params = PublishDiagnosticsParams::new(uri, Some(version), diagnostics);
        self.notify::<PublishDiagnosticsNotification>(params);
    }

    fn pulled(&mut self, params: &DocumentDiagnosticParams, client: Client) -> Answer {
        let text = self.text(&params.text_document.uri)?;
        let state = format!("{} {} {}", text.opened, text.version, text.state);
        if params.previous_result_id.as_ref() == Some(&state) {
            return Ok(json!({ "kind": "unchanged", "resultId": state }));
        }
        let (content, found) = text.found();
        Ok(json!({ "kind": "full", "resultId": state, "items": reports(content, &found, client.encoding) }))
    }

    fn code_actions(&mut self, params: CodeActionParams, client: Client) -> Answer {
        let text = self.text(&params.text_document.uri)?;
        let actions = actions(text, params.range, params.context.only.as_deref(), client);
        answer_to::<CodeActionRequest>(Some(actions))
    }

    fn command(&mut self, params: ExecuteCommandParams, client: Client) -> Answer {
        if params.command != ADD_WORD {
            return Err(error(ErrorCodes::InvalidParams, format!("there is no command {}", params.command)));
        }
        let arguments = params.arguments.unwrap_or_default();
        let [Some(uri), Some(word)] = [0, 1].map(|nth| arguments.get(nth).and_then(Value::as_str)) else {
            let reason = format!("{ADD_WORD} takes the address of a text and a word");
            return Err(error(ErrorCodes::InvalidParams, reason));
        };
        let failed = |reason: String| error(LspErrorCodes::RequestFailed, reason);
        let path = path_of(uri);
        let project = self.project(path.as_deref());
        // Whether it can be a word.
        project.judge.checker.add_words(&[word]).map_err(|error| failed(error.to_string()))?;
        let Some(folder) = &project.folder else {
            // It holds until the server ends.
            self.texts.values_mut().for_each(OpenText::touch);
            return Ok(Value::Null);
        };
        match add_word(&project.config, folder, word) {
            Ok(_) => self.read_configurations_again(client),
            Err(problem) => {
                project.judge.checker.remove_words(&[word]);
                return Err(failed(problem.to_string()));
            }
        }
        Ok(Value::Null)
    }
}

/// What goes to the client.
impl<W: Write> Server<W> {
    fn send(&mut self, message: &impl serde::Serialize) {
        self.has_lost_client |= write(&mut self.output, message).is_err();
    }

    fn answer(&mut self, id: Id, answer: Answer) {
        let response = match answer {
            // The library makes a success of a request's own type alone.
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err(error) => to_value(ResponseObject::from_error(id, error)),
        };
        self.send(&response);
    }

    fn notify<N: Notification>(&mut self, params: N::Params) {
        self.send(&RequestObject::from_notification::<N>(params));
    }

    /// Sends a request, and returns its number.
    fn ask<R: Request>(&mut self, params: R::Params) -> Id {
        self.sent += 1;
        let id = Id::from(self.sent);
        self.send(&RequestObject::from_request::<R>(id.clone(), params));
        id
    }

    /// Tells the writer of a problem, once.
    fn tell(&mut self, problem: Problem) {
        if self.told.contains(&problem) {
            return;
        }
        let params = ShowMessageParams::new(MessageType::Error, format!("unglue: {problem}"));
        self.told.push(problem);
        self.notify::<ShowMessageNotification>(params);
    }

    fn log(&mut self, kind: MessageType, message: String) {
        self.notify::<LogMessageNotification>(LogMessageParams::new(kind, message));
    }
}

/// Returns what the server can do for a client.
fn capabilities(client: Client) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        ..Default::default()
    };
    let kinds = vec![CodeActionKind::QuickFix, CodeActionKind::from(FIX_ALL.to_owned())];
    let actions = CodeActionOptions { code_action_kinds: Some(kinds), ..Default::default() };
    let commands = ExecuteCommandOptions { commands: vec![ADD_WORD.into()], ..Default::default() };
    let folders = WorkspaceFoldersServerCapabilities::new(Some(true), Some(true.into()));
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(actions.into()),
        diagnostic_provider: client
            .pulls
            .then(|| DiagnosticOptions { identifier: Some("unglue".into()), ..Default::default() }.into()),
        execute_command_provider: Some(commands),
        workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..Default::default() }),
        ..Default::default()
    }
}

/// Reads the parameters of a message.
fn read<T: DeserializeOwned>(params: Value) -> Result<T, Error> {
    serde_json::from_value(params).map_err(|reason| error(ErrorCodes::InvalidParams, reason.to_string()))
}

fn error(code: impl Into<i32>, message: String) -> Error {
    Error { code: ErrorCodes::from(code.into()), message, data: None }
}

fn answer_to<R: Request>(result: R::Result) -> Answer {
    Ok(to_value(result))
}

fn to_value(data: impl serde::Serialize) -> Value {
    serde_json::to_value(data).expect("types of the protocol have names for keys")
}
