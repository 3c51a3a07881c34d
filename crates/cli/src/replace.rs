//! `--write`: a fixed text takes the place of a file's, all of it or nothing.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, RwLock};

use tempfile::{Builder, NamedTempFile};

use unglue_texts::problem::{Problem, Result};

/// Held for reading by whoever replaces a file: a signal waits for it.
static REPLACING: LazyLock<RwLock<()>> = LazyLock::new(RwLock::default);

/// Has signals that end the program wait until no file is half replaced, and end it with 130 as a shell does.
pub(crate) fn wait_with_signals() {
    // Fails where there is such a handler already: then its owner knows what to do.
    _ = ctrlc::set_handler(|| {
        let _no_one_replaces = REPLACING.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        remove_begun();
        std::process::exit(130);
    });
}

/// The paths of replacements that were begun, to be removed when a signal ends the program.
static BEGUN: LazyLock<std::sync::Mutex<Vec<PathBuf>>> = LazyLock::new(Default::default);

fn begun() -> std::sync::MutexGuard<'static, Vec<PathBuf>> {
    BEGUN.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn remove_begun() {
    begun().drain(..).for_each(|path| _ = fs::remove_file(path));
}

/// A file whose text is being replaced: it is written beside the file, reaches the disk, and takes the file's name.
/// Symbolic links and permissions stay; a hard link elsewhere keeps the text that it had. Dropped before
/// [`finish`](Self::finish), it leaves the file as it was.
pub(crate) struct Replacement {
    name: String,
    target: PathBuf,
    /// What was known of the file when it was read.
    read: Metadata,
    file: NamedTempFile,
}

impl Replacement {
    /// Begins to replace the file that was read when `read` was known of it, whose first `same` bytes stay.
    pub(crate) fn begin(name: &str, path: &Path, read: &Metadata, same: u64) -> Result<Replacement> {
        let failed = |error: io::Error| Problem::of_io(name, &error);
        let target = fs::canonicalize(path).map_err(failed)?;
        // Whoever may not write the file may not replace it either.
        OpenOptions::new().write(true).open(&target).map_err(failed)?;
        let folder = target.parent().unwrap_or(Path::new("."));
        // A signal that comes now waits until the new file is known.
        let mut begun = begun();
        let file = Builder::new().prefix(&prefix(&target)).tempfile_in(folder).map_err(|error| {
            match error.kind() {
                io::ErrorKind::PermissionDenied => Problem::new(
                    name,
                    "EACCES",
                    "its directory may not be changed by you, where the new text is written before it takes its place",
                ),
                _ => failed(error),
            }
        })?;
        begun.push(file.path().to_owned());
        drop(begun);
        let mut replacement = Replacement { name: name.into(), target, read: read.clone(), file };
        let original = File::open(&replacement.target).map_err(failed)?;
        io::copy(&mut original.take(same), &mut replacement.file).map_err(failed)?;
        Ok(replacement)
    }

    /// Writes what comes next.
    pub(crate) fn write(&mut self, text: &[u8]) -> Result<()> {
        self.file.write_all(text).map_err(|error| Problem::of_io(&self.name, &error))
    }

    /// Puts the new text in the place of the file's.
    pub(crate) fn finish(self) -> Result<()> {
        let Replacement { name, target, read, file } = self;
        let failed = |error: io::Error| Problem::of_io(&name, &error);
        keep_owner(file.as_file(), &read).map_err(failed)?;
        file.as_file().set_permissions(read.permissions()).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        let _no_signal = REPLACING.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let now = fs::metadata(&target).map_err(failed)?;
        if !is_same(&now, &read) {
            let reason = "was changed by something else meanwhile, and is left as it is: run unglue again";
            return Err(Problem::new(&name, "CHANGED", reason));
        }
        let beside = file.path().to_owned();
        file.persist(&target).map_err(|error| failed(error.error))?;
        begun().retain(|path| *path != beside);
        // Makes the new name outlive a power cut, where folders can be synced.
        if let Some(folder) = target.parent() {
            _ = File::open(folder).and_then(|folder| folder.sync_all());
        }
        Ok(())
    }
}

/// Returns how the name of the file beside `target` begins.
fn prefix(target: &Path) -> String {
    let name: String = target.file_name().unwrap_or_default().to_string_lossy().chars().take(50).collect();
    format!(".{name}.unglue-")
}

/// Whether nothing has touched a file between two looks at it.
#[cfg(unix)]
fn is_same(now: &Metadata, then: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |data: &Metadata| {
        (
            data.dev(),
            data.ino(),
            data.size(),
            data.mtime(),
            data.mtime_nsec(),
            data.ctime(),
            data.ctime_nsec(),
        )
    };
    of(now) == of(then)
}

#[cfg(not(unix))]
fn is_same(now: &Metadata, then: &Metadata) -> bool {
    now.len() == then.len() && now.modified().ok() == then.modified().ok()
}

/// Gives the new file the owner of the old one: only the superuser can, and only then it matters.
#[cfg(unix)]
fn keep_owner(file: &File, read: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    match fchown(file, Some(read.uid()), Some(read.gid())) {
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.map(|path| fs::read_to_string(path).unwrap()).collect()
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "one two").unwrap();
        let begin = |read| Replacement::begin("a.txt", &path, &read, 4).unwrap();
        drop(begin(fs::metadata(&path).unwrap()));
        assert_eq!(texts(folder.path()), ["one two"]);
        let mut replacement = begin(fs::metadata(&path).unwrap());
        replacement.write(b"three").unwrap();
        replacement.finish().unwrap();
        assert_eq!(texts(folder.path()), ["one three"]);
        let replacement = begin(fs::metadata(&path).unwrap());
        fs::write(&path, "other").unwrap();
        assert_eq!(replacement.finish().unwrap_err().code, "CHANGED");
        assert_eq!(texts(folder.path()), ["other"]);
        let replacement = begin(fs::metadata(&path).unwrap());
        fs::remove_file(&path).unwrap();
        assert_eq!(replacement.finish().unwrap_err().code, "ENOENT");
        assert!(texts(folder.path()).is_empty());
    }
}
