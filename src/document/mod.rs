//! From `RawText` to `Document`: metadata, blocks, notes and outline, each with its raw lines.
//!
//! In: `RawText`. Out: `Document`. Must not know about facts (citations, dates, events).
//!
//! Nothing is lost on the way: every byte of a block's text can name the raw line it came from.

mod model;

pub use model::*;
