//! A key set: bindings by context, and what a sequence of keys means in one.
//!
//! In: key presses and a context. Out: the binding, the ways a prefix can go on, or nothing.

use std::sync::Arc;

use super::{Context, Key, notation};

/// Keys and the command they run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds.
    pub context: Context,
    /// The keys, one after the other.
    pub keys: Vec<Key>,
    /// The command's name; a name that is not registered is reported when the file is read.
    pub command: String,
    /// Its argument, or "".
    pub argument: String,
    /// Cannot be changed by key files.
    pub floor: bool,
    /// The file that binds them.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
}

impl Binding {
    /// The keys as printed in help: `gg`, `Ctrl-w v`, `F1`.
    pub fn printed(&self) -> String {
        notation::print_sequence(&self.keys)
    }

    /// The keys with blanks between, as key files can write them.
    pub fn written(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(Key::to_string).collect();
        keys.join(" ")
    }
}

/// What the keys pressed so far mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// A command.
    Found(&'a Binding),
    /// The beginning of these.
    Prefix(Vec<&'a Binding>),
    /// Nothing.
    Nothing,
}

/// A key set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    /// Its name, shown in help.
    pub name: String,
    /// Digits before a command repeat it or name its target (`12j`, `3gp`).
    pub counts: bool,
    /// A character without a meaning opens the search with it in the line.
    pub typing_searches: bool,
    /// In the order of the files, floor keys last. Printed keys take the first.
    pub(super) bindings: Vec<Binding>,
}

impl Keymap {
    /// All bindings, in the order of the files, floor keys last.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What these keys mean in this context. The innermost context that knows them whole decides; a
    /// full-width key counts as the half-width one where it has no meaning of its own.
    pub fn lookup(&self, context: Context, keys: &[Key]) -> Lookup<'_> {
        match self.lookup_exactly(context, keys) {
            Lookup::Nothing => {
                let half: Vec<Key> = keys.iter().map(|k| k.half_width()).collect();
                if half == keys {
                    Lookup::Nothing
                } else {
                    self.lookup_exactly(context, &half)
                }
            }
            found => found,
        }
    }

    fn lookup_exactly(&self, context: Context, keys: &[Key]) -> Lookup<'_> {
        let mut longer: Vec<&Binding> = Vec::new();
        for context in context.chain() {
            let here = || self.bindings.iter().filter(move |b| b.context == context);
            let whole = here().find(|b| b.keys == keys);
            // A floor key that a set goes on with (Ctrl-c in emacs): the longer ones count.
            if let Some(binding) = whole.filter(|b| longer.is_empty() && !b.floor) {
                return Lookup::Found(binding);
            }
            for binding in here().filter(|b| b.keys.len() > keys.len()) {
                if binding.keys.starts_with(keys) && !longer.iter().any(|b| b.keys == binding.keys)
                {
                    longer.push(binding);
                }
            }
            if let Some(binding) = whole.filter(|_| longer.is_empty()) {
                return Lookup::Found(binding);
            }
        }
        if longer.is_empty() {
            Lookup::Nothing
        } else {
            Lookup::Prefix(longer)
        }
    }

    /// All keys that run a command in a context, best first, as bindings. Keys that an inner context gives
    /// another meaning are left out, and characters where they are typed into a line.
    pub fn keys_for<'a>(
        &'a self,
        context: Context,
        command: &'a str,
        argument: &'a str,
    ) -> impl Iterator<Item = &'a Binding> {
        self.bindings.iter().filter(move |b| {
            b.command == command
                && b.argument == argument
                && context.chain().any(|c| c == b.context)
                && !(context.takes_text() && b.keys.iter().any(|k| k.typed().is_some()))
                && self.lookup(context, &b.keys) == Lookup::Found(b)
        })
    }

    /// The key of a command without an argument that is pressed soonest; of several as short, the first.
    pub fn shortest<'a>(&'a self, context: Context, command: &'a str) -> Option<&'a Binding> {
        self.keys_for(context, command, "")
            .min_by_key(|b| b.keys.len())
    }
}
