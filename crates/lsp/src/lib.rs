//! The language server of unglue.
//!
//! ```text
//! bytes ─► wire ─► server (settings, texts) ─► actions, diagnostics ─► wire ─► bytes
//! ```
//! [`serve`] reads messages in a thread of its own and answers them one after the other. What an edit changes is found in pieces,
//! between which it looks for the next message: a key in a long text waits for no check.

#![forbid(unsafe_code)]

mod actions;
mod client;
mod place;
mod project;
mod reports;
mod server;
mod settings;
mod text;
mod uri;
mod wire;
mod words;

use std::io::{BufReader, Read, Write};
use std::sync::mpsc::{Receiver, RecvError, TryRecvError, channel};
use std::thread;

use crate::server::Server;
use crate::wire::{Incoming, read};

/// Answers a client until it ends. Returns the exit status: 0 if the client shut the server down first.
///
/// ```
/// let ends_at_once: &[u8] = b"";
/// assert_eq!(unglue_lsp::serve(ends_at_once, std::io::sink()), 1);
/// ```
pub fn serve(input: impl Read + Send + 'static, output: impl Write) -> u8 {
    let (send, receive) = channel();
    thread::spawn(move || {
        let mut input = BufReader::new(input);
        while let Some(incoming) = read(&mut input) {
            if send.send(incoming).is_err() {
                break;
            }
        }
    });
    let mut inbox = Inbox { receive, next: None };
    let mut server = Server::new(output);
    loop {
        // Nothing is checked while there are messages: an edit may follow that makes the answer void.
        let incoming = match inbox.try_next() {
            Some(incoming) => Some(incoming),
            None if server.has_work() => {
                server.work(&mut || inbox.has_next());
                continue;
            }
            None => inbox.wait().ok(),
        };
        if let Some(status) = server.take(incoming) {
            return status;
        }
    }
}

/// The messages that have come and were not answered yet.
struct Inbox {
    receive: Receiver<Incoming>,
    next: Option<Incoming>,
}

impl Inbox {
    fn try_next(&mut self) -> Option<Incoming> {
        self.next.take().or_else(|| self.receive.try_recv().ok())
    }

    fn wait(&mut self) -> Result<Incoming, RecvError> {
        self.next.take().map_or_else(|| self.receive.recv(), Ok)
    }

    /// Whether there is a message, or never will be one again.
    fn has_next(&mut self) -> bool {
        if self.next.is_none() {
            match self.receive.try_recv() {
                Ok(incoming) => self.next = Some(incoming),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return true,
            }
        }
        self.next.is_some()
    }
}
