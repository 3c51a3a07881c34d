//! `cargo xtask serve`: the editor page.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::package::{Profile, build};
use crate::setup::setup;
use unglue_run::{Result, Run, bold, root, step};

/// Vite's own.
const DEFAULT_PORT: u16 = 5173;
/// How long the page may take to answer at first.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn command(args: &[String]) -> Result<()> {
    let (mut port, mut checks, mut args) = (DEFAULT_PORT, false, args.iter());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--port" => {
                let number = args.next().and_then(|number| number.parse().ok());
                port = number.filter(|&n| n > 0).ok_or("--port needs a number from 1 to 65535 behind it")?;
            }
            "--check" => checks = true,
            _ => return Err(format!("`cargo xtask serve` takes --port N and --check, not {arg}")),
        }
    }
    setup()?;
    build(Profile::Release)?;
    if checks {
        return check();
    }
    // Else another server's answer could be taken for Vite's.
    TcpListener::bind(("localhost", port)).map_err(|e| {
        format!("port {port} cannot be used ({e}): `cargo xtask serve --port N` takes another")
    })?;
    let mut vite = start(port, Stdio::inherit())?;
    println!("\n  The editor page is at {} (Ctrl-C stops it)\n", bold(&format!("http://localhost:{port}/")));
    let status = vite.0.wait().map_err(|e| e.to_string())?;
    // Ctrl-C is the way to stop it.
    if status.success() || status.code().is_none() { Ok(()) } else { Err(format!("Vite stopped ({status})")) }
}

/// Serves the page until it has answered.
pub fn check() -> Result<()> {
    start(free_port()?, Stdio::null()).map(drop)
}

/// Starts the server and waits for its first answer.
fn start(port: u16, output: Stdio) -> Result<Stopped> {
    step(&format!("Starting the page on port {port}"), || {
        let vite = root().join("node_modules/vite/bin/vite.js");
        let options = format!("--host localhost --strictPort --clearScreen false --port {port}");
        let mut command = Run::new("node").arg(vite).dir(root().join("www")).into_command();
        command.args(options.split(' ')).stdin(Stdio::null()).stdout(output);
        let mut vite = Stopped(command.spawn().map_err(|e| format!("cannot start node: {e}"))?);
        let start = Instant::now();
        loop {
            if let Some(status) = vite.0.try_wait().map_err(|e| e.to_string())? {
                return Err(format!("Vite stopped ({status}); its messages are above"));
            }
            match fetch(port) {
                Ok(page) if page.starts_with("HTTP/1.1 200") && page.contains("</html>") => return Ok(vite),
                Ok(page) => {
                    return Err(format!("the page answered {:?}", page.lines().next().unwrap_or_default()));
                }
                Err(_) if start.elapsed() < PATIENCE => sleep(Duration::from_millis(100)),
                Err(e) => {
                    return Err(format!("the page did not answer within {} s: {e}", PATIENCE.as_secs()));
                }
            }
        }
    })
}

/// A process that ends with us.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("localhost:0").map_err(|e| format!("no port is free: {e}"))?;
    Ok(listener.local_addr().map_err(|e| e.to_string())?.port())
}

/// The page, as the server on this machine answers.
fn fetch(port: u16) -> io::Result<String> {
    let mut stream = TcpStream::connect(("localhost", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(
        stream,
        "GET / HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
