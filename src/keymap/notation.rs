//! How keys are written in key files and on the screen: `ctrl-o`, `g g`, `F1`, `shift-tab`, `space`.
//!
//! In: text. Out: `Key`s, and back. The two directions are inverse (a test checks that).

use super::{Code, Key};
use std::fmt;

const NAMED: [(&str, &str, Code); 18] = [
    ("enter", "Enter", Code::Enter),
    ("return", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("shift-tab", "S-Tab", Code::BackTab),
    ("backtab", "S-Tab", Code::BackTab),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Del", Code::Delete),
    ("insert", "Ins", Code::Insert),
    ("up", "Up", Code::Up),
    ("down", "Down", Code::Down),
    ("left", "Left", Code::Left),
    ("right", "Right", Code::Right),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
    ("pageup", "PgUp", Code::PageUp),
    ("pagedown", "PgDn", Code::PageDown),
    ("space", "Space", Code::Char(' ')),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Key {
        Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character.
    pub const fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    /// The character it types into a line, if it is one.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// Reads one key: modifiers `ctrl-`, `alt-`, `shift-` (also `C-`, `M-`, `S-`), then a name or a character.
    pub fn parse(written: &str) -> Option<Key> {
        let mut key = Key::plain(Code::Esc);
        let mut rest = written;
        loop {
            if let Some(code) = named(rest) {
                key.code = code;
                return Some(key.settled());
            }
            let mut chars = rest.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                key.code = Code::Char(c);
                return Some(key.settled());
            }
            let (modifier, after) = rest.split_once('-')?;
            match modifier {
                "ctrl" | "Ctrl" | "C" => key.ctrl = true,
                "alt" | "Alt" | "M" | "A" => key.alt = true,
                "shift" | "Shift" | "S" => key.shift = true,
                _ => return None,
            }
            rest = after;
        }
    }

    /// Reads a sequence of keys with blanks between ("g g", "] ]").
    pub fn parse_sequence(written: &str) -> Option<Vec<Key>> {
        let keys: Option<Vec<Key>> = written.split_whitespace().map(Key::parse).collect();
        keys.filter(|keys| !keys.is_empty())
    }

    /// Shift-Tab is one key; a shifted letter is its capital; control and letters have no case.
    fn settled(mut self) -> Key {
        match self.code {
            Code::Tab if self.shift => {
                self.code = Code::BackTab;
                self.shift = false;
            }
            Code::Char(c) if self.ctrl => {
                self.code = Code::Char(c.to_ascii_lowercase());
                self.shift = false;
            }
            Code::Char(c) if self.shift => {
                self.code = Code::Char(c.to_ascii_uppercase());
                self.shift = false;
            }
            _ => {}
        }
        self
    }

    /// The key that was meant when an input method sent its full-width form: `？` is `?`, `：` is `:`.
    /// The comma-like `、` is what Chinese input methods send for `/`.
    pub fn half_width(self) -> Key {
        let Code::Char(c) = self.code else {
            return self;
        };
        let half = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            '。' => '.',
            '、' => '/',
            '【' | '「' => '[',
            '】' | '」' => ']',
            '《' => '<',
            '》' => '>',
            '￥' => '$',
            '·' => '`',
            _ => c,
        };
        Key {
            code: Code::Char(half),
            ..self
        }
    }
}

fn named(written: &str) -> Option<Code> {
    if let Some(number) = written.strip_prefix(['F', 'f'])
        && let Ok(n @ 1..=12) = number.parse::<u8>()
    {
        return Some(Code::F(n));
    }
    NAMED
        .iter()
        .find(|(name, shown, _)| written.eq_ignore_ascii_case(name) || written == *shown)
        .map(|(_, _, code)| *code)
}

impl fmt::Display for Key {
    /// As help and hints print it: `Ctrl-o`, `F1`, `?`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match self.code {
            Code::F(n) => write!(f, "F{n}"),
            code => match NAMED.iter().find(|(_, _, c)| *c == code) {
                Some((_, shown, _)) => f.write_str(shown),
                None => match code {
                    Code::Char(c) => write!(f, "{c}"),
                    _ => Ok(()),
                },
            },
        }
    }
}

/// A sequence as printed: letters stand together (`gg`), other keys apart (`Ctrl-w v`).
pub(super) fn print_sequence(keys: &[Key]) -> String {
    let mut printed = String::new();
    let single = |key: &Key| key.to_string().chars().count() == 1;
    for (i, key) in keys.iter().enumerate() {
        if i > 0 && !(single(key) && single(&keys[i - 1])) {
            printed.push(' ');
        }
        printed.push_str(&key.to_string());
    }
    printed
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_read() {
        assert_eq!(Key::parse("g"), Some(Key::char('g')));
        assert_eq!(Key::parse("F12"), Some(Key::plain(Code::F(12))));
        assert_eq!(Key::parse("shift-tab"), Some(Key::plain(Code::BackTab)));
        assert_eq!(Key::parse("PgDn"), Some(Key::plain(Code::PageDown)));
        assert_eq!(Key::parse("-"), Some(Key::char('-')));
        let ctrl_o = Key {
            ctrl: true,
            ..Key::char('o')
        };
        assert_eq!(Key::parse("ctrl-o"), Some(ctrl_o));
        assert_eq!(Key::parse("C-O"), Some(ctrl_o));
        assert_eq!(Key::parse("hyper-x"), None);
        assert_eq!(Key::parse("F13"), None);
        assert_eq!(Key::parse(""), None);
        assert_eq!(Key::parse_sequence("  "), None);
        assert_eq!(
            Key::parse_sequence("g g"),
            Some(vec![Key::char('g'), Key::char('g')])
        );
    }

    #[test]
    fn sequences_are_printed() {
        assert_eq!(print_sequence(&Key::parse_sequence("] ]").unwrap()), "]]");
        assert_eq!(
            print_sequence(&Key::parse_sequence("ctrl-w v").unwrap()),
            "Ctrl-w v"
        );
    }

    #[test]
    fn full_width_keys_are_the_keys_that_were_pressed() {
        for (full, half) in [
            ('？', '?'),
            ('：', ':'),
            ('／', '/'),
            ('，', ','),
            ('、', '/'),
        ] {
            assert_eq!(Key::char(full).half_width(), Key::char(half));
        }
        assert_eq!(Key::char('网').half_width(), Key::char('网'));
    }

    proptest! {
        #[test]
        fn reading_never_panics(written in "\\PC{0,12}") {
            let _ = Key::parse(&written);
            let _ = Key::parse_sequence(&written);
        }

        #[test]
        fn a_printed_key_reads_as_itself(c in "[a-zA-Z0-9?/:,.<>\\[\\]-]", ctrl: bool, alt: bool) {
            let c = c.chars().next().unwrap();
            let key = Key { ctrl, alt, ..Key::char(c) }.settled();
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
    }
}
