//! Protected text, which is never judged: code, markup, addresses, machine-made names.
//!
//! [`spans`](spans::spans) finds the kinds that may contain white space, within one paragraph;
//! [`markup`](crate::text::markup) has those that reach over paragraphs. [`protected_parts`](chunk::protected_parts)
//! finds those of one chunk (the text between two white spaces) and is called only for chunks with a flagged token or
//! gap. A sentence may run into an address or a name in code: the rest of the chunk is judged, and so is the joint.

pub(crate) mod address;
pub(crate) mod chunk;
pub(crate) mod spans;
