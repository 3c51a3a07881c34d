//! Families of programming languages, by how they write comments.

/// How a language writes comments and strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `// …`, `/* … */`
    Slashes,
    /// `# …`
    Hash,
    /// `# …`, and strings in three quotation marks, which document
    Python,
    /// `-- …`
    Dashes,
    /// `; …`
    Semicolon,
    /// `% …`
    Percent,
}

impl Family {
    /// Returns how the language is written whose files end so.
    pub fn of_ending(ending: &str) -> Option<Family> {
        Some(match ending {
            "c" | "h" | "cc" | "cpp" | "cxx" | "hh" | "hpp" | "cs" | "css" | "dart" | "go" | "java"
            | "js" | "cjs" | "mjs" | "jsx" | "kt" | "kts" | "less" | "m" | "mm" | "php" | "proto" | "rs"
            | "scala" | "scss" | "swift" | "ts" | "mts" | "cts" | "tsx" | "zig" => Family::Slashes,
            "bash" | "cmake" | "ex" | "exs" | "jl" | "nix" | "pl" | "pm" | "ps1" | "r" | "rb" | "sh"
            | "tcl" | "tf" | "toml" | "yaml" | "yml" | "zsh" => Family::Hash,
            "py" | "pyi" | "pyx" => Family::Python,
            "ada" | "adb" | "ads" | "elm" | "hs" | "lua" | "sql" | "vhd" => Family::Dashes,
            "asm" | "clj" | "cljs" | "el" | "lisp" | "scm" => Family::Semicolon,
            "erl" | "hrl" | "pro" => Family::Percent,
            _ => return None,
        })
    }

    /// What starts a comment that ends with its line.
    pub fn line(self) -> &'static str {
        match self {
            Family::Slashes => "//",
            Family::Hash | Family::Python => "#",
            Family::Dashes => "--",
            Family::Semicolon => ";",
            Family::Percent => "%",
        }
    }

    /// What a comment over lines, or a string that documents, stands between.
    pub fn block(self) -> Option<[&'static str; 2]> {
        match self {
            Family::Slashes => Some(["/*", "*/"]),
            Family::Python => Some(["\"\"\"", "\"\"\""]),
            Family::Dashes => Some(["{-", "-}"]),
            _ => None,
        }
    }

    /// The quotation marks of strings that end with their line at the latest.
    pub fn quotes(self) -> &'static [u8] {
        match self {
            // An apostrophe alone is a quotation, a lifetime or a symbol.
            Family::Dashes | Family::Semicolon | Family::Percent | Family::Slashes => b"\"",
            Family::Hash | Family::Python => b"\"'",
        }
    }
}
