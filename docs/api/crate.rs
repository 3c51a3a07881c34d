// The public interface of the crate: made by `cargo xtask api --write`, compared by `cargo xtask test supply`.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    Auto,
    Offer,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub range: Range<usize>,
    pub removed: Vec<Diagnostic>,
    pub added: Vec<Diagnostic>,
}
#[derive(Debug, Clone)]
pub struct Checker {
    private_fields: _,
}
impl Checker {
    pub fn new(language: Language, options: Options) -> Result<Checker, Error> {}
    pub fn check(&self, text: impl Into<Text>) -> Vec<Diagnostic> {}
    pub fn fix(&self, text: impl Into<Text>) -> String {}
    pub fn fixes(&self, text: impl Into<Text>) -> Vec<Edit> {}
    pub fn fix_with_edits(&self, text: impl Into<Text>) -> Fixed {}
    pub fn open(&self, text: impl Into<Text>) -> Document {}
    pub fn add_words<W: AsRef<str>>(&self, words: &[W]) -> Result<(), Error> {}
    pub fn remove_words<W: AsRef<str>>(&self, words: &[W]) {}
    pub fn ignore(&self, token: &str) {}
    pub fn personal(&self) -> Personal {}
    pub fn set_personal(&self, personal: Personal) -> Result<(), Error> {}
}
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Diagnostic {
    pub range: Range<usize>,
    pub token: String,
    pub rule: Rule,
    pub message: String,
    pub confidence: f32,
    pub suggestions: Vec<Suggestion>,
}
#[derive(Debug, Clone)]
pub struct Document {
    private_fields: _,
}
impl Document {
    pub fn text(&self) -> &str {}
    pub fn diagnostics(&mut self) -> &[Diagnostic] {}
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, Error> {}
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub insert: String,
}
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    OffsetOutside { offset: usize, len: usize },
    NotCharBoundary { offset: usize },
    BackwardRange { from: usize, to: usize },
    BadConfidence { option: &'static str, value: String },
    UnknownRule { name: String, rules: Vec<&'static str> },
    UnknownMode { name: String, modes: Vec<&'static str> },
    BadWord { word: String, max_bytes: usize },
    BadLanguage { reason: String },
}
impl fmt::Display for Error {}
impl std::error::Error for Error {}
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Fixed {
    pub text: String,
    pub edits: Vec<Edit>,
    pub repairs: Vec<Diagnostic>,
}
#[derive(Debug, Clone)]
pub struct Language(_);
impl Language {
    #[cfg(feature = "english")]
    pub fn english() -> Result<Language, Error> {}
    pub fn from_bytes(bytes: &[u8]) -> Result<Language, Error> {}
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Mode {
    Editor,
    Document,
}
impl Mode {
    pub const ALL: [Mode; 2] = [Mode::Editor, Mode::Document];
    pub fn name(self) -> &'static str {}
}
impl std::str::FromStr for Mode {}
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    private_fields: _,
}
impl Default for Options {}
impl Options {
    pub fn show_confidence(self, show_confidence: f32) -> Options {}
    pub fn fix_confidence(self, fix_confidence: f32) -> Options {}
    pub fn rules(self, rules: impl IntoIterator<Item = Rule>) -> Options {}
    pub fn words(self, words: impl IntoIterator<Item = impl Into<String>>) -> Options {}
}
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Personal {
    pub words: BTreeSet<String>,
    pub ignored: BTreeSet<String>,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    MergedWords,
    MergedNumber,
    MissingSpaceAtPunctuation,
    MergedRealWord,
    SplitWord,
    SplitRealWord,
    LetterSpaced,
    MisplacedSpace,
    SpaceAtPunctuation,
    BrokenWord,
    DoubledWord,
}
impl Rule {
    pub const ALL: [Rule; 11] = all();
    pub fn name(self) -> &'static str {}
    pub fn label(self) -> &'static str {}
}
impl std::str::FromStr for Rule {}
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    pub text: String,
    pub edits: Vec<Edit>,
    pub confidence: f32,
    pub applicability: Applicability,
}
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    private_fields: _,
}
impl Text {
    pub fn protect(mut self, ranges: &[Range<usize>]) -> Result<Text, Error> {}
    #[must_use]
    pub fn mode(self, mode: Mode) -> Text {}
}
impl<T: Into<String>> From<T> for Text {}
pub struct Utf16Index<'t> {
    private_fields: _,
}
impl<'t> Utf16Index<'t> {
    pub fn new(text: &'t str) -> Self {}
    pub fn unit_of(&mut self, byte: usize) -> usize {}
    pub fn byte_of(&mut self, unit: usize) -> Option<(usize, bool)> {}
    pub fn line_column(&mut self, byte: usize) -> (usize, usize) {}
}
pub mod limits {
    pub const MAX_PERSONAL_WORD_BYTES: usize = 256;
    pub const MAX_TOKEN_CHARS: usize = 2_000;
}
