//! Addresses of files.

use std::path::PathBuf;

/// Returns the path of a file; `None` of what is none, such as `untitled:Untitled-1`.
pub(crate) fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    // A host is a share of Windows, or this machine.
    let (host, path) = rest.split_at(rest.find('/')?);
    let path = decoded(path)?;
    if cfg!(windows) {
        let drive = path.strip_prefix('/').filter(|path| path.as_bytes().get(1) == Some(&b':'));
        let share = || format!("//{host}{path}");
        return Some(PathBuf::from(drive.map_or_else(share, str::to_owned)));
    }
    matches!(host, "" | "localhost").then(|| PathBuf::from(path))
}

/// Returns a text with `%41` as `A`; `None` if that is no UTF-8.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let hex = (*byte == b'%').then(|| after.get(..2)).flatten();
        let hex = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(hex.unwrap_or(*byte));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    #[cfg(unix)]
    fn addresses_and_paths() {
        for (uri, path) in [
            ("file:///a/b%20c/%C3%A9.md", Some("/a/b c/é.md")),
            ("file:///a/100%", Some("/a/100%")),
            ("file:///a/%zz", Some("/a/%zz")),
            ("file://localhost/a", Some("/a")),
            ("file://host/a", None),
            ("file:///%ff", None),
            ("untitled:Untitled-1", None),
            ("", None),
        ] {
            assert_eq!(path_of(uri).as_deref(), path.map(Path::new), "{uri}");
        }
    }
}
