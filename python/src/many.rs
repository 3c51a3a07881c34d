//! Many texts on several threads, while other threads of Python go on and Ctrl-C still ends the work.

use std::num::NonZero;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

/// How often signals are looked for.
const TICK: Duration = Duration::from_millis(50);

/// Does `work` for each text on some threads, and returns what it made with the place of the text, in no order. `work` is
/// told by its flag to give up.
///
/// # Errors
/// What a signal handler raised: `KeyboardInterrupt`, mostly.
pub fn in_parallel<T: Sync, R: Send>(
    py: Python<'_>,
    texts: &[T],
    threads: NonZero<usize>,
    work: impl Fn(&T, &AtomicBool) -> Option<R> + Sync,
) -> PyResult<Vec<(usize, R)>> {
    let (next, is_stopped, caller) = (AtomicUsize::new(0), AtomicBool::new(false), thread::current());
    let worker = || {
        let mut made = Vec::new();
        while !is_stopped.load(Ordering::Relaxed) {
            let nth = next.fetch_add(1, Ordering::Relaxed);
            let Some(text) = texts.get(nth) else { break };
            made.extend(work(text, &is_stopped).map(|result| (nth, result)));
        }
        caller.unpark();
        made
    };
    py.detach(|| {
        thread::scope(|scope| {
            let workers: Vec<_> = (0..threads.get().min(texts.len())).map(|_| scope.spawn(worker)).collect();
            let mut outcome = Ok(());
            while outcome.is_ok() && !workers.iter().all(|worker| worker.is_finished()) {
                thread::park_timeout(TICK);
                outcome = Python::attach(|py| py.check_signals());
            }
            is_stopped.store(outcome.is_err(), Ordering::Relaxed);
            let mut made = Vec::new();
            for worker in workers {
                made.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            }
            outcome.map(|()| made)
        })
    })
}
