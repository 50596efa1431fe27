//! wenmai: from broken text to documents, facts, an index and a screen.
//!
//! The modules are the stations that a text passes, in order; a module may use only modules that
//! stand before it (`tests/architecture.rs` checks that):
//!
//! ```text
//!  data/, files ─▶ source ─▶ document ─▶ facts ─▶ index ─▶ library ─▶ app ─▶ view ─┬▶ tui
//!   (bytes)        RawText    Document    Facts    Hits     (all of     state  Screen └▶ plain
//!                             every span maps to            it, ready)
//!                             raw line numbers                  └────────▶ export (jsonl)
//! ```
//!
//! `store` keeps marks, notes and sessions beside them: the app's changes come to it as data.
//! `text` (width, line breaking, folding), `log_file`, `problem`, `i18n` (translations), `config` and `keymap`
//! stand before all of them.

pub mod app;
pub mod config;
pub mod document;
pub mod export;
pub mod facts;
pub mod i18n;
pub mod index;
pub mod keymap;
pub mod library;
pub mod log_file;
pub mod plain;
pub mod problem;
pub mod source;
pub mod store;
pub mod text;
pub mod tui;
pub mod view;
