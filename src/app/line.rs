//! A line being typed: characters, a caret between them, and the usual moves.
//!
//! In: characters and moves. Out: the text, and the part before the caret (the view measures it).

use crate::text::sanitize;
use tui_input::{Input, InputRequest};

/// A line being typed.
#[derive(Debug, Clone, Default)]
pub(crate) struct LineEdit {
    input: Input,
}

impl LineEdit {
    /// A line with text in it and the caret at its end.
    pub fn new(text: &str) -> LineEdit {
        LineEdit {
            input: Input::new(sanitize(text).into_owned()),
        }
    }

    /// What is typed.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The text before the caret.
    pub fn before_caret(&self) -> &str {
        let text = self.input.value();
        let end = text.char_indices().nth(self.input.cursor());
        &text[..end.map_or(text.len(), |(at, _)| at)]
    }

    /// Nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.input.value().is_empty()
    }

    /// Puts text in at the caret; line ends become blanks.
    pub fn insert(&mut self, text: &str) {
        for c in sanitize(text).chars() {
            self.ask(InputRequest::InsertChar(c));
        }
    }

    pub fn backspace(&mut self) {
        self.ask(InputRequest::DeletePrevChar);
    }

    pub fn delete(&mut self) {
        self.ask(InputRequest::DeleteNextChar);
    }

    pub fn delete_word(&mut self) {
        self.ask(InputRequest::DeletePrevWord);
    }

    pub fn delete_line(&mut self) {
        self.ask(InputRequest::DeleteLine);
    }

    pub fn left(&mut self) {
        self.ask(InputRequest::GoToPrevChar);
    }

    pub fn right(&mut self) {
        self.ask(InputRequest::GoToNextChar);
    }

    pub fn start(&mut self) {
        self.ask(InputRequest::GoToStart);
    }

    pub fn end(&mut self) {
        self.ask(InputRequest::GoToEnd);
    }

    fn ask(&mut self, request: InputRequest) {
        let _ = self.input.handle(request);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_moves_by_characters() {
        let mut line = LineEdit::new("网络ab");
        line.left();
        line.left();
        assert_eq!(line.before_caret(), "网络");
        line.insert("安全");
        assert_eq!(line.text(), "网络安全ab");
        assert_eq!(line.before_caret(), "网络安全");
        line.backspace();
        assert_eq!(line.text(), "网络安ab");
        line.start();
        line.delete();
        assert_eq!(line.text(), "络安ab");
        line.end();
        assert_eq!(line.before_caret(), "络安ab");
    }

    #[test]
    fn pasted_lines_become_one() {
        let mut line = LineEdit::default();
        line.insert("甲\n乙\u{1b}[31m");
        assert!(!line.text().contains(['\n', '\u{1b}']), "{:?}", line.text());
        assert!(line.text().starts_with("甲 乙"));
    }
}
