//! Text that cannot command a terminal.
//!
//! In: any string of a corpus, a file name, pasted input. Out: the same without control characters.
//! Must not know what is done with it.

use std::borrow::Cow;

/// What `sanitize` does with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays.
    Keep,
    /// A blank stands for it: tab, line ends.
    Blank,
    /// It goes: other controls, direction overrides, invisible characters that terminals disagree about.
    Drop,
}

/// The fate of one character.
pub(super) fn fate(c: char) -> Fate {
    match c {
        ' '..='~' => Fate::Keep,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Blank,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Fate::Drop,
        // Soft hyphen; direction marks, embeddings, overrides and isolates; zero width blanks; the
        // byte order mark; interlinear annotation; tag characters.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Takes out what could command a terminal or turn the reading order around: ESC and all other C0 and
/// C1 controls, direction overrides and marks, invisible characters. Tabs and line ends become one
/// blank each. Borrows when there is nothing to take out.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find(|c| fate(c) != Fate::Keep) else {
        return Cow::Borrowed(text);
    };
    let mut clean = String::with_capacity(text.len());
    clean.push_str(&text[..first]);
    for c in text[first..].chars() {
        match fate(c) {
            Fate::Keep => clean.push(c),
            Fate::Blank => clean.push(' '),
            Fate::Drop => {}
        }
    }
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn takes_out_escape_sequences_and_keeps_the_rest() {
        assert_eq!(sanitize("a\u{1b}[31m红\u{9b}2J\u{7f}"), "a[31m红2J");
        assert_eq!(sanitize("a\tb\nc\r\n"), "a b c ");
    }

    #[test]
    fn takes_out_direction_overrides() {
        assert_eq!(sanitize("a\u{202e}b\u{2066}c\u{200f}"), "abc");
    }

    #[test]
    fn borrows_clean_text() {
        assert!(matches!(sanitize("第 42 段，“好”…"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn leaves_no_control_character(text in "\\PC*|[\\x00-\\x20\u{80}-\u{9f}汉e\u{202a}-\u{202e}]{0,20}") {
            let clean = sanitize(&text);
            prop_assert!(!clean.contains(char::is_control));
            prop_assert_eq!(&sanitize(&clean), &clean);
        }
    }
}
