//! Checks a long text in parts, so that the host can do other work in between, or give the check up.
//!
//! ```console
//! $ cargo run --example parts
//! paused at least once: true
//! found: 200
//! ```

use std::task::Poll;
use std::time::{Duration, Instant};

use unglue::{Checker, Language, Options};

fn main() -> Result<(), unglue::Error> {
    let checker = Checker::new(Language::english()?, Options::default())?;
    let text = "Moscow said thereare no plans for the summer.\n\n".repeat(200);
    let mut check = checker.begin_check(text);
    let mut pauses = 0;
    let found = loop {
        let start = Instant::now();
        match check.run(&mut || start.elapsed() >= Duration::from_millis(1)) {
            // Here an event loop handles what has arrived. Dropping `check` would cancel it.
            Poll::Pending => pauses += 1,
            Poll::Ready(found) => break found,
        }
    };
    println!("paused at least once: {}", pauses > 0);
    println!("found: {}", found.len());
    Ok(())
}
