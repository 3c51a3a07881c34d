//! Code spans, HTML tags, link targets and template tags: protected ranges that may contain white space.

use std::ops::Range;

use crate::text::markup::{MAX_TAG_BYTES, run_of, tag};

/// The longest template tag that is recognised, in bytes.
const MAX_TEMPLATE_BYTES: usize = 512;

/// Returns the code spans, HTML tags, link targets and template tags of a paragraph, in order, not overlapping. They never reach into
/// `taken`, the ranges that are protected already, sorted and apart. All offsets are bytes of the paragraph.
pub(crate) fn spans(paragraph: &str, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let starts = [0].into_iter().chain(taken.iter().map(|range| range.end));
    let ends = taken.iter().map(|range| range.start).chain([paragraph.len()]);
    for (start, end) in starts.zip(ends) {
        let mut scan =
            Scan { bytes: &paragraph.as_bytes()[..end], unclosed: 0, no_closer: [0; CLOSERS.len()] };
        let mut at = start;
        while at < end {
            let (is_span, behind) = match scan.bytes[at] {
                b'`' => scan.code_span(at),
                b'<' => tag(&scan.bytes[at..]).map_or((false, at + 1), |length| (true, at + length)),
                b'(' | b'[' => scan.link_target(at),
                b'{' | b'$' => scan.template(at),
                _ => (false, at + 1),
            };
            if is_span {
                spans.push(at..behind);
            }
            at = behind;
        }
    }
    spans
}

/// A scan over a range of text. It remembers failed searches, so that each is made once and the scan stays linear.
struct Scan<'t> {
    bytes: &'t [u8],
    /// The lengths of backtick runs without a closing run, as a bit set.
    unclosed: u64,
    /// For each of [`CLOSERS`] the offset up to which a search found none.
    no_closer: [usize; CLOSERS.len()],
}

/// What closes a template tag: `{{ name }}`, `{% for … %}`, `${name}`.
const CLOSERS: [&[u8]; 3] = [b"}}", b"%}", b"}"];

impl Scan<'_> {
    /// Reads a code span: a run of backticks up to the next run of the same length. Returns whether there is one, and
    /// the offset behind it (behind the opening run if there is none).
    fn code_span(&mut self, at: usize) -> (bool, usize) {
        let length = run_of(self.bytes, at);
        let text = (false, at + length);
        if length > 63 || self.unclosed & 1 << length != 0 {
            return text;
        }
        let mut from = at + length;
        while let Some(next) = self.bytes[from..].iter().position(|&b| b == b'`') {
            let run = run_of(self.bytes, from + next);
            from += next + run;
            if run == length {
                return (true, from);
            }
        }
        self.unclosed |= 1 << length;
        text
    }

    /// Reads a template tag: `{{ … }}`, `{% … %}` or `${ … }`. Returns the same as [`code_span`](Self::code_span).
    fn template(&mut self, at: usize) -> (bool, usize) {
        let text = (false, at + 1);
        let nth = match &self.bytes[at..] {
            [b'{', b'{', ..] => 0,
            [b'{', b'%', ..] => 1,
            [b'$', b'{', ..] => 2,
            _ => return text,
        };
        let from = (at + 2).max(self.no_closer[nth]);
        let to = self.bytes.len().min(at + MAX_TEMPLATE_BYTES);
        let closer = CLOSERS[nth];
        let window = self.bytes.get(from..to).unwrap_or_default();
        let Some(found) = window.windows(closer.len()).position(|bytes| bytes == closer) else {
            self.no_closer[nth] = self.no_closer[nth].max(to.saturating_sub(closer.len() - 1));
            return text;
        };
        let end = from + found + closer.len();
        // `{{{ name }}}`
        (true, end + self.bytes[end..].iter().take_while(|&&b| b == b'}').count())
    }

    /// Reads a link target: the text behind `](` or `][`, up to its closing bracket on the same line. Returns the same
    /// as [`code_span`](Self::code_span).
    fn link_target(&self, at: usize) -> (bool, usize) {
        let text = (false, at + 1);
        if at == 0 || self.bytes[at - 1] != b']' {
            return text;
        }
        let (open, close) = if self.bytes[at] == b'(' { (b'(', b')') } else { (b'[', b']') };
        let mut depth = 0usize;
        for (i, &b) in self.bytes[at..].iter().take(MAX_TAG_BYTES).enumerate() {
            match b {
                b'\n' => return text,
                b if b == open => depth += 1,
                b if b == close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return (true, at + i + 1);
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_markup() {
        for (text, found) in [
            ("plain < text > here", vec![]),
            ("a `b c` d ``e ` f`` `g", vec!["`b c`", "``e ` f``"]),
            ("see [it](http://a.b/c(d)) or [that][one] (or)", vec!["(http://a.b/c(d))", "[one]"]),
            ("a <b class=\"x\">c</b> <1> <2> x", vec!["<b class=\"x\">", "</b>"]),
            ("`a TAKEN b c `d`", vec!["`d`"]),
            (
                "{% for a in b %} x {{ y }} {{{z}}}, ${a b}",
                vec!["{% for a in b %}", "{{ y }}", "{{{z}}}", "${a b}"],
            ),
            ("{{ a {% b }} %} {{ TAKEN }} $5 {c}", vec!["{{ a {% b }}"]),
        ] {
            let taken: Vec<_> = text.find("TAKEN").map(|at| at..at + 5).into_iter().collect();
            let spans = spans(text, &taken);
            assert_eq!(spans.into_iter().map(|span| &text[span]).collect::<Vec<_>>(), found, "{text:?}");
        }
    }
}
