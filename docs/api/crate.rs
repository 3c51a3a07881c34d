// The public interface of the crate: made by `cargo xtask api --write`, compared by `cargo xtask test supply`.

#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub range: Range<usize>,
    pub removed: Vec<Diagnostic>,
    pub added: Vec<Diagnostic>,
}
#[derive(Debug)]
pub struct Check {
    private_fields: _,
}
impl Check {
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Vec<Diagnostic>> {}
    pub fn finish(mut self) -> Vec<Diagnostic> {}
}
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckOptions {
    pub protect: Vec<Range<usize>>,
    pub caret: Option<usize>,
}
#[derive(Debug, Clone)]
pub struct Checker {
    private_fields: _,
}
impl Checker {
    pub fn new(language: Language, options: Options) -> Result<Checker, Error> {}
    pub fn check(&self, text: &str) -> Vec<Diagnostic> {}
    pub fn check_with(
        &self,
        text: &str,
        options: &CheckOptions,
    ) -> Result<Vec<Diagnostic>, Error> {}
    pub fn begin_check(
        &self,
        text: impl Into<String>,
        options: &CheckOptions,
    ) -> Result<Check, Error> {}
    pub fn fix(&self, text: &str) -> String {}
    pub fn fixes(&self, text: &str) -> Vec<Edit> {}
    pub fn fixes_with(
        &self,
        text: &str,
        options: &CheckOptions,
    ) -> Result<Vec<Edit>, Error> {}
    pub fn begin_fix(
        &self,
        text: impl Into<String>,
        options: &CheckOptions,
    ) -> Result<Fix, Error> {}
    pub fn open(&self, text: impl Into<String>) -> Document {}
    pub fn add_words<W: AsRef<str>>(&self, words: &[W]) -> Result<(), Error> {}
    pub fn remove_words<W: AsRef<str>>(&self, words: &[W]) {}
    pub fn ignore(&self, diagnostic: &Diagnostic) {}
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
    pub fn known(&self) -> Vec<Diagnostic> {}
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, Error> {}
    pub fn begin_edit(&mut self, edit: &Edit) -> Result<(), Error> {}
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Change> {}
    pub fn run_near(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Change> {}
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub range: Range<usize>,
    pub insert: String,
}
impl Edit {
    pub fn space_at(offset: usize) -> Edit {}
}
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    OffsetOutside { offset: usize, len: usize },
    NotCharBoundary { offset: usize },
    BackwardRange { from: usize, to: usize },
    BadConfidence { option: &'static str, value: String },
    UnknownRule { name: String, rules: Vec<&'static str> },
    BadWord { word: String, max_bytes: usize },
    BadLanguage { reason: String },
}
impl From<FormatError> for Error {
    fn from(error: FormatError) -> Error {}
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {}
}
impl std::error::Error for Error {}
#[derive(Debug)]
pub struct Fix {
    private_fields: _,
}
impl Fix {
    pub fn run(&mut self, pause: &mut dyn FnMut() -> bool) -> Poll<Vec<Edit>> {}
    pub fn finish(mut self) -> Vec<Edit> {}
}
#[derive(Clone)]
pub struct Language(_);
impl Language {
    #[cfg(feature = "english")]
    pub fn english() -> Result<Language, Error> {}
    pub fn from_bytes(bytes: &[u8]) -> Result<Language, Error> {}
}
impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {}
}
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub show_confidence: f32,
    pub fix_confidence: f32,
    pub rules: Vec<Rule>,
    pub words: Vec<String>,
}
impl Default for Options {
    fn default() -> Self {}
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
}
impl Rule {
    pub const ALL: [Rule; 4] = [
        Rule::MergedWords,
        Rule::MergedNumber,
        Rule::MissingSpaceAtPunctuation,
        Rule::MergedRealWord,
    ];
    pub fn is_default(self) -> bool {}
    pub fn name(self) -> &'static str {}
    pub fn label(self) -> &'static str {}
    pub fn fault(self, edits: usize) -> &'static str {}
}
impl std::str::FromStr for Rule {
    type Err = Error;
    fn from_str(name: &str) -> Result<Rule, Error> {}
}
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Suggestion {
    pub text: String,
    pub edits: Vec<Edit>,
    pub confidence: f32,
}
pub struct Utf16Offsets<'t> {
    private_fields: _,
}
impl<'t> Utf16Offsets<'t> {
    pub fn new(text: &'t str) -> Self {}
    pub fn of_byte(&mut self, byte: usize) -> usize {}
    pub fn of_unit(&mut self, unit: usize) -> Option<(usize, bool)> {}
    pub fn len_units(&self) -> usize {}
}
pub mod limits {
    pub const MAX_LISTED_WORD_BYTES: usize = unglue_format::words::MAX_WORD_BYTES;
    pub const MAX_PERSONAL_WORD_BYTES: usize = 256;
    pub const MAX_TOKEN_CHARS: usize = 2_000;
}
