//! Subtitles: what is no dialogue.

use super::lines::{Line, lines};
use super::spans::Spans;

/// What is open in SubRip or WebVTT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Block {
    /// Between cues.
    #[default]
    None,
    /// The text of a cue.
    Cue,
    /// A header, a style or a region.
    Data,
    Note,
}

/// A scanner of SubRip and WebVTT.
#[derive(Debug, Clone, Default)]
pub(super) struct Cues {
    block: Block,
}

impl Cues {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        for line in lines(part) {
            if line.is_blank() {
                self.block = Block::None;
                continue;
            }
            self.line(line, spans);
            let directive = line.text.contains("unglue:") && line.text.contains("<!--");
            if directive {
                spans.comment(line.range());
            }
        }
    }

    fn line(&mut self, line: Line, spans: &mut Spans) {
        let text = line.text.trim();
        if text.contains("-->") && text.starts_with(|c: char| c.is_ascii_digit()) {
            self.block = Block::Cue;
            return spans.protect(line.at..line.end);
        }
        match self.block {
            Block::Cue => {}
            Block::Data => spans.protect(line.at..line.end),
            Block::Note => spans.comment(line.range()),
            Block::None => {
                self.block = match text.split_whitespace().next().unwrap_or_default() {
                    "NOTE" => Block::Note,
                    "STYLE" | "REGION" => Block::Data,
                    name if name.trim_start_matches('\u{feff}') == "WEBVTT" => Block::Data,
                    _ => Block::None,
                };
                match self.block {
                    Block::Note => spans.comment(line.range()),
                    // The number or name of a cue.
                    _ => spans.protect(line.at..line.end),
                }
            }
        }
    }
}

/// A scanner of SubStation Alpha.
#[derive(Debug, Clone, Default)]
pub(super) struct Dialogue {}

/// How many fields stand before the text of a dialogue.
const FIELDS: usize = 9;

impl Dialogue {
    pub(super) fn scan(&mut self, part: &str, spans: &mut Spans) {
        for line in lines(part) {
            let text = line.text;
            let comma = text.match_indices(',').nth(FIELDS - 1).map(|(at, _)| at + 1);
            let Some(start) = comma.filter(|_| text.starts_with("Dialogue:")) else {
                match text.starts_with([';', '!']) {
                    true => spans.comment(line.range()),
                    false => spans.protect(line.at..line.end),
                }
                continue;
            };
            spans.protect(line.at..line.at + start);
            let mut from = start;
            while let Some(open) = text[from..].find(['{', '\\']).map(|at| from + at) {
                let length = match text.as_bytes()[open] {
                    b'{' => text[open..].find('}').map_or(1, |end| end + 1),
                    // `\N` ends a line, `\h` is a space.
                    _ => 1 + text[open + 1..].chars().next().map_or(0, char::len_utf8),
                };
                let span = line.at + open..line.at + open + length;
                match text[open..open + length].contains("unglue:") {
                    true => spans.comment(span),
                    false => spans.protect(span),
                }
                from = open + length;
            }
        }
    }
}
