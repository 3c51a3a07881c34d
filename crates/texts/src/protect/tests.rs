//! Tests of what is protected, by tables.

use super::*;
use crate::family::Family;
use crate::kind::Kind;

/// Returns what is left to be judged, piece by piece.
fn left(kind: Kind, parts: &[&str]) -> Vec<String> {
    let mut scanner = Scanner::new(kind);
    let mut left = Vec::new();
    for part in parts {
        let mut is_free = vec![true; part.len()];
        scanner.scan(part).into_iter().for_each(|range| is_free[range].fill(false));
        let mut piece = String::new();
        for (at, c) in part.char_indices() {
            if is_free[at] {
                piece.push(c);
            } else {
                left.push(std::mem::take(&mut piece));
            }
        }
        left.push(piece);
    }
    let mut left: Vec<String> = left.iter().map(|piece| piece.trim().to_owned()).collect();
    left.retain(|piece| !piece.is_empty());
    left
}

/// A kind, a text, and what of it is left.
type Row = (Kind, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    (Kind::Text, "a <!-- b --> `c`", &["a <!-- b --> `c`"]),
    // Markdown
    (Kind::Markdown, "---\ntitle: x\n---\na\n", &["a"]),
    (Kind::Markdown, "+++\ntitle = 1\n+++\na\n", &["a"]),
    (Kind::Markdown, "---\n\na\n\n---\nb\n", &["---\n\na\n\n---\nb"]),
    (Kind::Markdown, "---\ntitle: never closed\n", &["---\ntitle: never closed"]),
    (Kind::Markdown, "a\n```rust\nb\n```\nc\n", &["a", "c"]),
    (Kind::Markdown, "a\n~~~~\nb\n~~~\nc\n~~~~~\nd", &["a", "d"]),
    (Kind::Markdown, "- a\n  ```\n  b\n  ```\n- c", &["- a", "- c"]),
    (Kind::Markdown, "1. ```\n   b\n   ```\nc", &["c"]),
    (Kind::Markdown, "> ```\n> b\nc", &["c"]),
    (Kind::Markdown, "a\n```\nnever closed\n\nb", &["a"]),
    (Kind::Markdown, "a ``` b\n\n``` c ``` d\n", &["a ``` b\n\n``` c ``` d"]),
    (Kind::Markdown, "a\n\n    b\n\n    c\nd\n    e\n", &["a", "d\n    e"]),
    (Kind::Markdown, "- a\n\n    b\n\nc\n\n    d\n", &["- a\n\n    b\n\nc"]),
    (Kind::Markdown, "a <!-- b\n\nc --> d <!-- e --> f", &["a", "d", "f"]),
    (Kind::Markdown, "$$\na\n$$\nb $$c$$ d $e_f$ g \\$h$ $5 and $6 $i$", &["b", "d", "g \\$h$ $5 and $6"]),
    (Kind::Markdown, "# a {#b .c}\n{: .d}\n", &["# a"]),
    // HTML
    (Kind::Html, "<p>a</p><pre>b</pre><CODE x=\"1\">c</CODE>d", &["<p>a</p><pre>", "</pre><CODE x=\"1\">", "</CODE>d"]),
    (Kind::Html, "a<!-- b > c -->d<script>x</y></script>e", &["a", "d<script>", "</script>e"]),
    (Kind::Html, "a <b title=\"c > d\">e</b> f < g <h", &["a", "e</b> f < g"]),
    (Kind::Html, "<codec>a</codec><code/>b<pre>never closed", &["<codec>a</codec><code/>b<pre>"]),
    // reStructuredText
    (Kind::Rst, "a\n\n.. code-block:: c\n   :name: x\n\n   b\n\n   c\nd\n", &["a", "d"]),
    (Kind::Rst, ".. note:: a\n   :class: x\n\n   b\n", &["a", "b"]),
    (Kind::Rst, ".. a comment\n   goes on\n\nb::\n\n   c\n\nd\n", &["b::", "d"]),
    (Kind::Rst, ".. _target: x\n.. [1] a\n.. |s| image:: x\n:author: b\n", &["a", "b"]),
    (Kind::Rst, "a :ref:`b <c>` d ``e`` `f`_ g\n>>> h\ni\n\nj", &["a", "d", "_ g", "j"]),
    // AsciiDoc
    (Kind::Asciidoc, ":toc: x\n[source,ruby]\n----\na\n----\nb\n// c\n////\nd\n////\ne\n", &["b", "e"]),
    (Kind::Asciidoc, "a\n\n[source]\nb\nc\n\nd\n\n  e\n\n  * f\n", &["a", "d", "* f"]),
    (Kind::Asciidoc, "include::a[]\nb link:c[d] kbd:[e] f +++g+++ h", &["b", "[d]", "f", "h"]),
    // LaTeX
    (Kind::Latex, "\\documentclass{a}\n\\title{b}\n% c\n\\begin{document}\nd\n\\end{document}", &["b}", "d"]),
    (Kind::Latex, "a % b\nc \\% d \\emph{e} \\label{f} g~\\ref{h} \\cite[i]{j}", &["a", "c \\% d", "{e}", "g~"]),
    (Kind::Latex, "a $b$ c $$d$$ e \\(f\\) g \\[h\\] i \\$j", &["a", "c", "e", "g", "i \\$j"]),
    (Kind::Latex, "\\begin{align*}a\\end{align*}b\\begin{quote}c\\end{quote}", &["b", "c"]),
    (Kind::Latex, "a $b\n\nc \\verb|d| e na\\\"ive caf\\'{e} \\href{f}{g}", &["a", "c", "e", "{g}"]),
    // Subtitles
    (Kind::Cues, "1\n00:00:01,000 --> 00:00:02,000\na\n12\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n", &["a\n12", "b"]),
    (Kind::Cues, "WEBVTT x\ny\n\nNOTE a\nb\n\nname\n00:01.000 --> 00:02.000 align:left\nc\n", &["c"]),
    (Kind::Dialogue, "[Events]\nDialogue: 0,1,2,D,,0,0,0,,a{\\i1}b\\Nc, d\nComment: x\n", &["a", "b", "c, d"]),
    // Code
    (Kind::Code(Family::Slashes), "let a = \"// b\"; // c\n/* d\n * e */ f '\\''", &["c", "d", "e"]),
    (Kind::Code(Family::Python), "a = '# b' # c\n\"\"\"d\"\"\"\n", &["c", "d"]),
    (Kind::Code(Family::Hash), "a: b # c\n", &["c"]),
    (Kind::Code(Family::Dashes), "a -- b\n{- c -}", &["b", "c"]),
];

#[test]
fn what_is_no_prose_is_protected() {
    for (kind, text, expected) in ROWS {
        assert_eq!(left(*kind, &[text]), *expected, "{kind:?}: {text:?}");
    }
}

#[test]
fn what_is_open_goes_on_in_the_next_part() {
    for (kind, parts, expected) in [
        (Kind::Markdown, ["a\n```\nb\n", "c\n```\nd\n"], vec!["a", "d"]),
        (Kind::Markdown, ["a <!-- b\n", "c --> d"], vec!["a", "d"]),
        (Kind::Html, ["a<pre>b\n", "c</pre>d"], vec!["a<pre>", "</pre>d"]),
        (Kind::Html, ["a<!-- b\n", "c -->d"], vec!["a", "d"]),
        (Kind::Html, ["a<b title='\n", ">'>d"], vec!["a", "d"]),
        (Kind::Rst, ["..\n   b\n", "   c\nd"], vec!["d"]),
        (Kind::Asciidoc, ["----\nb\n", "c\n----\nd"], vec!["d"]),
        (Kind::Latex, ["\\begin{verbatim}\nb\n", "c\\end{verbatim}d"], vec!["d"]),
        (Kind::Code(Family::Slashes), ["/* a\n", "b */ c"], vec!["a", "b"]),
        (Kind::Text, ["a <!-- unglue:off -->\nb\n", "c <!-- unglue:on --> d"], vec!["a", "d"]),
    ] {
        assert_eq!(left(kind, &parts), expected, "{kind:?}: {parts:?}");
    }
}

#[test]
fn directives_in_the_comments_of_each_kind() {
    for (kind, text, expected) in [
        (Kind::Text, "<!-- unglue:off -->a<!-- unglue:on -->b", vec!["b"]),
        (Kind::Markdown, "<!-- unglue:off -->\na\n<!-- unglue:on -->\nb", vec!["b"]),
        (Kind::Html, "<!-- unglue:ignore ab c -->ab abc c d", vec!["abc", "d"]),
        (Kind::Rst, ".. unglue:off\n\na\n\n.. unglue:on\n\nb", vec!["b"]),
        (Kind::Asciidoc, "// unglue:off\na\n// unglue:on\nb", vec!["b"]),
        (Kind::Latex, "% unglue:off\na\n% unglue:on\nb", vec!["b"]),
        (
            Kind::Cues,
            "NOTE unglue:off\n\n1\n00:01 --> 00:02\na\n\nNOTE unglue:on\n\n2\n00:01 --> 00:02\nb",
            vec!["b"],
        ),
        (Kind::Dialogue, "; unglue:ignore a\nDialogue: 0,1,2,D,,0,0,0,,a b", vec!["b"]),
        (Kind::Code(Family::Hash), "# unglue:off\n# a\n# unglue:on\n# b", vec!["on", "b"]),
        (Kind::Text, "unglue:off in prose says nothing", vec!["unglue:off in prose says nothing"]),
        (Kind::Text, "<!-- unglue:of -->a", vec!["a"]),
        (Kind::Text, "<!--<!--unglue:on unglue:on -->a", vec!["a"]),
        (Kind::Text, "<!-- x <!-- unglue:off unglue:off -->a<!-- unglue:on -->b", vec!["b"]),
        (Kind::Text, "<!-- a <!-- unglue:off", vec!["<!-- a <!-- unglue:off"]),
    ] {
        assert_eq!(left(kind, &[text]), expected, "{kind:?}: {text:?}");
    }
}

/// What marks up texts, and a little else.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "é", "🦀", " ", "\n", "\n\n", "\r\n", "    ", "`", "```", "~~~", "<", ">", "<!--", "-->", "<pre",
    "</pre>", "$", "$$", "\\", "\\begin{verbatim}", "\\end{verbatim}", "\\begin{document}", "\\verb|",
    "\\'", "\\href{", "{", "}", "[", "]", "..", ".. x::", "::", ":a:", ">>> ", "----", "////", "//", "/*",
    "*/", "#", "\"", "'", "\"\"\"", "-- ", "{-", "1", "00:00 --> 00:01", "NOTE",
    "Dialogue: 0,1,2,D,,0,0,0,,", "unglue:", "off", "ignore é", "---", "+++", "a: b", "unglue:off ", "unglue:on ",
];

/// No text makes a scanner panic, or protect what cannot be sliced.
#[test]
fn any_text_can_be_scanned() {
    let kinds = [
        Kind::Text,
        Kind::Markdown,
        Kind::Html,
        Kind::Rst,
        Kind::Asciidoc,
        Kind::Latex,
        Kind::Cues,
        Kind::Dialogue,
        Kind::Code(Family::Slashes),
        Kind::Code(Family::Python),
        Kind::Code(Family::Dashes),
    ];
    let mut state = 1u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    for nth in 0..20_000 {
        let kind = kinds[nth % kinds.len()];
        let mut scanner = Scanner::new(kind);
        for _ in 0..2 {
            let text: String = (0..random(12)).map(|_| PIECES[random(PIECES.len())]).collect();
            for range in scanner.scan(&text) {
                assert!(text.get(range.clone()).is_some(), "{kind:?}: {text:?}, {range:?}");
            }
        }
    }
}
