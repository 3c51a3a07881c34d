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
    pub fn new(options: Options) -> Result<Checker, Error> {}
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
pub struct Diagnostic {
    pub range: Range<usize>,
    pub rule: Rule,
    pub message: String,
    pub confidence: f32,
    pub suggestions: Vec<Suggestion>,
}
impl Diagnostic {
    pub fn token(&self) -> String {}
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
    UnknownRule { name: String },
    BadWord { word: String },
    BadLexicon { reason: String },
    BadModel { reason: String },
    NoLexicon,
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
pub struct Lexicon<D = Bytes> {
    private_fields: _,
}
impl<D: AsRef<[u8]>> fmt::Debug for Lexicon<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {}
}
#[cfg(feature = "english")]
impl Lexicon<Bytes> {
    pub fn english() -> Result<Self, Error> {}
}
impl<D: AsRef<[u8]> + Clone> Lexicon<D> {
    pub fn new(data: D) -> Result<Self, Error> {}
}
impl<D: AsRef<[u8]>> Lexicon<D> {
    pub fn entry(&self, word: &str) -> Option<Entry> {}
    pub fn knows(&self, token: &str) -> bool {}
    pub fn best_entry(&self, token: &str) -> Option<Entry> {}
    pub fn walk(&self) -> Walk {}
    pub fn step(&self, walk: Walk, c: char) -> Option<Walk> {}
    pub fn steps(&self, walk: Walk) -> impl Iterator<Item = (u8, Walk)> {}
    pub fn end(
        &self,
        walk: Walk,
        mut word: impl DoubleEndedIterator<Item = char> + Clone,
    ) -> Option<Entry> {}
    pub fn spelling_cost(&self, folded: &[char]) -> f32 {}
    pub fn pair(&self, left: &str, right: &str) -> u8 {}
}
#[derive(Debug, Clone)]
pub struct Model {
    private_fields: _,
}
impl Model {
    #[cfg(feature = "english")]
    pub fn english() -> Result<Model, Error> {}
    pub fn new(bytes: &[u8]) -> Result<Model, Error> {}
    pub fn is_likely(&self, values: &[f32; RunFeature::COUNT]) -> bool {}
    pub fn is_open(&self, values: &[f32; RunFeature::COUNT]) -> bool {}
    pub fn of_run(&self, values: &[f32; RunFeature::COUNT], is_line: bool) -> f32 {}
    pub fn of_real_word(&self, values: &[f32; RunFeature::COUNT]) -> f32 {}
    pub fn of_gap(&self, values: &[f32; GapFeature::COUNT]) -> f32 {}
}
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    pub show_confidence: f32,
    pub fix_confidence: f32,
    pub rules: Vec<Rule>,
    pub words: Vec<String>,
    pub lexicon: Option<Vec<u8>>,
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
}
impl std::str::FromStr for Rule {
    type Err = Error;
    fn from_str(name: &str) -> Result<Rule, Error> {}
}
#[derive(Debug, Clone, PartialEq)]
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
    pub const MAX_LISTED_WORD_BYTES: usize = crate::pack::MAX_WORD_BYTES;
    pub const MAX_PERSONAL_WORD_BYTES: usize = 256;
    pub const MAX_RUN_CHARS: usize = 2_000;
}
pub mod pack {
    pub const CLASS_LETTERS: &[u8; 8] = b"cwnrafmx";
    pub const COMPOUND: &str = "+";
    pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Inflection {
        None,
        English,
    }
    pub const LEVELS: u8 = 16;
    pub const MAGIC: &[u8; 8] = b"unglue\0L";
    pub const MAX_WORD_BYTES: usize = 64;
    pub const NUMBER: &str = "0";
    pub const VERSION: u32 = 6;
    pub mod chars {
        pub const STEPS_PER_NAT: f32 = 16.0;
        pub const SYMBOLS: usize = 29;
        pub fn index(before: [usize; 2], symbol: usize) -> usize {}
        pub fn symbol(c: char) -> usize {}
        pub fn table(words: &[(&str, f32)]) -> Vec<u8> {}
    }
    pub fn checksum(bytes: &[u8]) -> u64 {}
    pub fn code(first: Option<u8>, plain: u8) -> u8 {}
    pub fn cost(level: u8) -> f32 {}
    pub fn hash(bytes: &[u8]) -> u64 {}
    pub fn hash_on(hash: u64, bytes: &[u8]) -> u64 {}
    pub fn level(zipf: f32) -> u8 {}
    pub fn lexicon(
        words: &str,
        misspellings: &str,
        pairs: &str,
        inflection: Inflection,
    ) -> Result<Vec<u8>, String> {}
    pub mod model {
        pub const ENSEMBLES: [&str; 6] = [
            "first",
            "second",
            "runs",
            "lines",
            "real-words",
            "gaps",
        ];
        pub const FIRST: usize = 0;
        pub const GAPS: usize = 5;
        pub const LINES: usize = 3;
        pub const MAGIC: &[u8; 8] = b"unglue\0M";
        pub const REAL_WORDS: usize = 4;
        pub const RUNS: usize = 2;
        pub const SECOND: usize = 1;
        pub const VERSION: u32 = 4;
        pub fn fingerprint<'a>(
            name: &'a str,
            features: impl Iterator<Item = &'a str>,
        ) -> u64 {}
        pub fn pack(text: &str) -> Result<Vec<u8>, String> {}
    }
    pub mod network {
        pub const MAGIC: &[u8; 8] = b"unglue\0N";
        pub const TABLES: [&str; 10] = [
            "vocabulary",
            "words",
            "shapes",
            "letters",
            "first",
            "first_bias",
            "second",
            "second_bias",
            "out",
            "out_bias",
        ];
        pub const VERSION: u32 = 2;
        pub fn pack(text: &str) -> Result<Vec<u8>, String> {}
    }
    pub mod pairs {
        pub const BUCKETS: usize = 1 << 10;
        pub const MAX_SCORE: u8 = 15;
        pub fn score(table: &[u8], pair: &[u8]) -> u8 {}
        pub fn table(scores: &BTreeMap<String, u8>) -> Result<Vec<u8>, String> {}
        pub fn verify(table: &[u8]) -> Result<(), &'static str> {}
    }
    pub fn seal(bytes: &[u8]) -> u64 {}
    pub fn sections(lexicon: &[u8]) -> Option<[Range<usize>; 3]> {}
}
