//! Work on several threads, whose outcomes are taken in the order of the jobs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

/// How many messages may wait to be taken.
const WAITING: usize = 256;
/// How often [`Taker::tick`] is called while nothing comes.
const TICK: Duration = Duration::from_millis(100);

/// Whether the work goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    Continue,
    Stop,
}

/// Takes what jobs send, those of the first job first.
pub(crate) trait Taker<M> {
    fn take(&mut self, message: M) -> Flow;
    /// Called now and then while the work is under way, with the number of jobs that are done.
    fn tick(&mut self, done: usize);
}

/// Sends messages of one job. Returns `Stop` once nobody takes any more.
pub(crate) type Send<'s, M> = dyn FnMut(M) -> Flow + 's;

/// Does `work` for each job on some threads. Its messages reach `taker` on this thread, in the order of the jobs.
pub(crate) fn in_order<J: Sync, M: std::marker::Send>(
    jobs: &[J],
    threads: usize,
    work: impl Fn(&J, &mut Send<M>) + Sync,
    taker: &mut impl Taker<M>,
) {
    let (next, is_stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = sync_channel(WAITING);
    thread::scope(|scope| {
        for _ in 0..threads.min(jobs.len()) {
            let sender = sender.clone();
            scope.spawn(|| {
                let sender = sender;
                worker(jobs, &next, &is_stopped, &sender, &work);
            });
        }
        drop(sender);
        let mut order = Order { first: 0, waiting: BTreeMap::new() };
        let mut done = 0;
        loop {
            let (job, message) = match receiver.recv_timeout(TICK) {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) => {
                    taker.tick(done);
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            };
            done += usize::from(message.is_none());
            if is_stopped.load(Ordering::Relaxed) {
                continue;
            }
            if order.add(job, message, taker) == Flow::Stop {
                is_stopped.store(true, Ordering::Relaxed);
            }
        }
    });
}

/// Does one job after the other until none is left. `None` says that a job is done.
fn worker<J, M>(
    jobs: &[J],
    next: &AtomicUsize,
    is_stopped: &AtomicBool,
    sender: &SyncSender<(usize, Option<M>)>,
    work: &(impl Fn(&J, &mut Send<M>) + Sync),
) {
    while !is_stopped.load(Ordering::Relaxed) {
        let nth = next.fetch_add(1, Ordering::Relaxed);
        let Some(job) = jobs.get(nth) else { return };
        work(job, &mut |message| {
            let is_taken = sender.send((nth, Some(message))).is_ok();
            if is_taken && !is_stopped.load(Ordering::Relaxed) { Flow::Continue } else { Flow::Stop }
        });
        // Fails only when the other side is gone.
        _ = sender.send((nth, None));
    }
}

/// Messages that came before their turn.
struct Order<M> {
    /// The job whose messages are taken as they come.
    first: usize,
    /// Those of later jobs; `true` says that the job is done.
    waiting: BTreeMap<usize, (Vec<M>, bool)>,
}

impl<M> Order<M> {
    fn add(&mut self, job: usize, message: Option<M>, taker: &mut impl Taker<M>) -> Flow {
        if job != self.first {
            let (messages, is_done) = self.waiting.entry(job).or_default();
            match message {
                Some(message) => messages.push(message),
                None => *is_done = true,
            }
            return Flow::Continue;
        }
        if let Some(message) = message {
            return taker.take(message);
        }
        loop {
            self.first += 1;
            let Some((messages, is_done)) = self.waiting.remove(&self.first) else { return Flow::Continue };
            for message in messages {
                if taker.take(message) == Flow::Stop {
                    return Flow::Stop;
                }
            }
            if !is_done {
                return Flow::Continue;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Taken {
        messages: Vec<(u64, u64)>,
        most: usize,
    }

    impl Taker<(u64, u64)> for Taken {
        fn take(&mut self, message: (u64, u64)) -> Flow {
            self.messages.push(message);
            if self.messages.len() < self.most { Flow::Continue } else { Flow::Stop }
        }
        fn tick(&mut self, _: usize) {}
    }

    #[test]
    fn messages_come_in_the_order_of_the_jobs_until_they_are_stopped() {
        let jobs: Vec<u64> = (0..200).collect();
        let expected: Vec<(u64, u64)> =
            jobs.iter().flat_map(|&job| (0..job % 5).map(move |n| (job, n))).collect();
        for (threads, most) in [(1, usize::MAX), (2, usize::MAX), (7, usize::MAX), (3, 17)] {
            let mut taken = Taken { most, ..Taken::default() };
            let work = |job: &u64, send: &mut Send<(u64, u64)>| {
                thread::sleep(Duration::from_micros(job % 7 * 50));
                _ = (0..job % 5).try_for_each(|n| (send((*job, n)) == Flow::Continue).then_some(()));
            };
            in_order(&jobs, threads, work, &mut taken);
            let wanted = &expected[..expected.len().min(most)];
            assert_eq!(taken.messages, wanted, "{threads} threads");
        }
        in_order(&[] as &[u64], 2, |_, _| {}, &mut Taken::default());
    }
}
