//! Keys to commands: counts, sequences, and an answer to every key that has no meaning here.
//!
//! In: keys, the key set. Out: commands run, text typed. Must not know what the commands do.

use super::update::Turn;
use super::{Effect, Said};
use crate::i18n::Value;
use crate::keymap::{Code, Key, Lookup};
use std::sync::Arc;
use std::time::Duration;

/// Most repetitions that a count can ask for.
const MOST_COUNT: u32 = 99_999;

impl Turn<'_> {
    pub(super) fn key(&mut self, key: Key) {
        self.app.announce.clear();
        self.app.failed = false;
        self.app.said = Said::View;
        self.app.asked_where = false;
        self.app.keys_seen += 1;
        let plain = !key.ctrl && !key.alt && !key.shift;
        self.app.arrow = plain && matches!(key.code, Code::Up | Code::Down);
        if self.app.describing {
            self.describe(key);
            return;
        }
        if self.welcome_key(key) {
            return;
        }
        if self.asks_for_description(key) {
            self.describe_key();
            return;
        }
        let cancel = key.ctrl && key.code == Code::Char('c');
        if !cancel {
            self.app.cancelled = false;
        }
        self.leaving = std::mem::take(&mut self.app.leaving);
        let unscoping = std::mem::take(&mut self.app.unscoping);
        self.unscoping = unscoping && key.code == Code::Esc;
        let context = self.app.context();
        if self.app.keys.is_empty()
            && context.takes_text()
            && let Some(c) = key.typed()
        {
            self.typed(c);
            return;
        }
        if self.take_digit(key) {
            return;
        }
        if !self.app.keys.is_empty() && matches!(key.code, Code::Esc | Code::Backspace) {
            self.app.keys.pop();
            if key.code == Code::Esc {
                self.app.keys.clear();
            }
            return;
        }
        self.app.keys.push(key);
        let keymap = Arc::clone(&self.app.settings.keymap);
        match keymap.lookup(context, &self.app.keys) {
            Lookup::Found(binding) => {
                self.app.keys.clear();
                self.count = self.app.count.take();
                self.by_key = true;
                self.run(&binding.command, &binding.argument);
            }
            Lookup::Prefix(_) => match self.app.settings.which_key {
                Some(Duration::ZERO) => self.app.prefix_shown = true,
                Some(wait) if !self.app.prefix_shown => self.effects.push(Effect::Wait(wait)),
                _ => {}
            },
            Lookup::Nothing => self.unbound(key),
        }
    }

    /// A digit before a command, where the key set counts and the digit has no meaning of its own.
    fn take_digit(&mut self, key: Key) -> bool {
        let Some(digit) = key.typed().and_then(|c| c.to_digit(10)) else {
            return false;
        };
        let keymap = &self.app.settings.keymap;
        let counts = keymap.counts && self.app.keys.is_empty();
        if !counts || (digit == 0 && self.app.count.is_none()) {
            return false;
        }
        if keymap.lookup(self.app.context(), &[key]) != Lookup::Nothing {
            return false;
        }
        let count = self.app.count.unwrap_or(0).saturating_mul(10) + digit;
        self.app.count = Some(count.min(MOST_COUNT));
        true
    }

    fn unbound(&mut self, key: Key) {
        let sequence: Vec<Key> = self.app.keys.drain(..).collect();
        let pressed: Vec<String> = sequence.iter().map(Key::to_string).collect();
        self.app.count = None;
        let searches = self.app.settings.keymap.typing_searches && pressed.len() == 1;
        if let Some(c) = key.typed().filter(|_| searches) {
            self.argument.clear();
            self.open_search();
            self.typed(c);
            return;
        }
        let near = self.near_keys(&sequence);
        let keys = ("keys", Value::from(pressed.join(" ")));
        if near.is_empty() {
            self.say("message-unbound", &[keys]);
        } else {
            self.say("message-unbound-near", &[keys, ("near", near.into())]);
        }
    }

    /// Keys that begin like those pressed, or are the same letter in another case or with Control: what they do.
    fn near_keys(&self, pressed: &[Key]) -> String {
        let language = self.app.settings.language;
        let context = self.app.context();
        let plain = |k: &Key| match k.code {
            Code::Char(c) => Some(c.to_ascii_lowercase()),
            _ => None,
        };
        let keymap = &self.app.settings.keymap;
        let Some((last, begun)) = pressed.split_last() else {
            return String::new();
        };
        let near = |b: &&crate::keymap::Binding| {
            let same = b.keys.len() == pressed.len()
                && plain(last).is_some()
                && b.keys.last().and_then(plain) == plain(last);
            let here = context.chain().any(|c| c == b.context);
            here && b.keys.starts_with(begun) && (same || !begun.is_empty())
        };
        let told = keymap.bindings().iter().filter(near).take(3).map(|b| {
            let id = format!("cmd-{}.hint", b.command.replace('.', "-"));
            format!("{} {}", b.printed(), language.say(&id))
        });
        told.collect::<Vec<_>>().join("  ")
    }
}
