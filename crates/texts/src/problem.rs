//! What can go wrong with an input, said so that the person at the terminal can mend it.

use std::fmt;
use std::io;

/// An error that the user can mend: shown as `name: reason`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, or what else it is about.
    pub name: Option<String>,
    /// What is wrong, and what to do about it.
    pub reason: String,
    /// A word for programs.
    pub code: &'static str,
}

/// What is done, or why it cannot be.
pub type Result<T> = std::result::Result<T, Problem>;

impl Problem {
    /// Returns a problem with an input.
    pub fn new(name: &str, code: &'static str, reason: impl Into<String>) -> Problem {
        Problem { name: Some(name.into()), reason: reason.into(), code }
    }

    /// Returns a problem with the arguments.
    pub fn usage(reason: impl Into<String>) -> Problem {
        Problem { name: None, reason: reason.into(), code: "USAGE" }
    }

    /// Returns the problem with an input that an error of the system stands for.
    pub fn of_io(name: &str, error: &io::Error) -> Problem {
        let (code, reason) = remedy(error);
        Problem::new(name, code, reason)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name}: {}", self.reason),
            None => f.write_str(&self.reason),
        }
    }
}

/// Returns a code and what to do about an error of the system.
fn remedy(error: &io::Error) -> (&'static str, String) {
    use io::ErrorKind::*;
    let (code, reason) = match error.kind() {
        NotFound => ("ENOENT", "there is no such file"),
        NotADirectory => ("ENOTDIR", "there is no such file: a part of its path is not a directory"),
        IsADirectory => ("EISDIR", "is a directory"),
        PermissionDenied => ("EACCES", "may not be read or changed by you: see its permissions"),
        StorageFull | QuotaExceeded => ("ENOSPC", "the disk is full: the file is as it was"),
        ReadOnlyFilesystem => ("EROFS", "lies on a disk that is read-only"),
        ResourceBusy | ExecutableFileBusy => ("EBUSY", "is in use by another program"),
        InvalidFilename => ("ENAMETOOLONG", "its name is too long for this system"),
        _ if is_loop(error) => ("ELOOP", "is a symbolic link that leads in a circle"),
        _ => return ("UNKNOWN", error.to_string()),
    };
    (code, reason.into())
}

/// Whether a link leads in a circle, for which the standard library has no stable name.
fn is_loop(error: &io::Error) -> bool {
    const ELOOP: i32 = if cfg!(target_os = "linux") { 40 } else { 62 };
    cfg!(unix) && error.raw_os_error() == Some(ELOOP)
}
