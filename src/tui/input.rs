//! crossterm's events as keys.
//!
//! In: crossterm events. Out: keys, pasted text, "another size". Must not know bindings.

use super::session::Event;
use crate::keymap::{Code, Key};
use crate::text::sanitize;
use crossbeam_channel::Sender;
use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::{io, thread};

/// Reads the terminal in a thread of its own until nobody listens.
pub(super) fn start(events: Sender<Event>) -> io::Result<()> {
    let reader = move || loop {
        let event = match event::read() {
            Ok(event::Event::Key(key)) => key_of(&key).map(Event::Key),
            Ok(event::Event::Paste(text)) => Some(Event::Paste(sanitize(&text).into_owned())),
            Ok(event::Event::Resize(..)) => Some(Event::Resized),
            Ok(_) => None,
            Err(error) => {
                let _ = events.send(Event::Deaf(error));
                return;
            }
        };
        if event.is_some_and(|event| events.send(event).is_err()) {
            return;
        }
    };
    thread::Builder::new()
        .name("tui-input".to_owned())
        .spawn(reader)?;
    Ok(())
}

/// The key that was pressed; None for releases, lone modifiers and keys wenmai does not know.
fn key_of(event: &KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    Some(Key {
        code,
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: shift && !matches!(code, Code::Char(_) | Code::BackTab),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_is_in_the_character() {
        let key = |code, modifiers| key_of(&KeyEvent::new(code, modifiers));
        let plain = |code| Key {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        };
        assert_eq!(
            key(KeyCode::Char('G'), KeyModifiers::SHIFT),
            Some(plain(Code::Char('G')))
        );
        assert_eq!(
            key(KeyCode::BackTab, KeyModifiers::SHIFT),
            Some(plain(Code::BackTab))
        );
        let down = key(KeyCode::Down, KeyModifiers::SHIFT);
        assert_eq!(
            down,
            Some(Key {
                shift: true,
                ..plain(Code::Down)
            })
        );
        let o = key(KeyCode::Char('o'), KeyModifiers::CONTROL);
        assert_eq!(
            o,
            Some(Key {
                ctrl: true,
                ..plain(Code::Char('o'))
            })
        );
    }

    #[test]
    fn a_release_is_no_key() {
        let mut event = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        event.kind = KeyEventKind::Release;
        assert_eq!(key_of(&event), None);
        event.kind = KeyEventKind::Repeat;
        assert!(key_of(&event).is_some());
    }
}
