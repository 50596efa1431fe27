//! The menu: every command in its group, with its key. And what a key does, and which keys run a command.
//!
//! In: the commands, the keys in effect, what is typed. Out: lists. Must not know how they are drawn.

use super::list::{Goto, Item, ListKind};
use super::update::Turn;
use super::{App, Argument, COMMANDS, Command, Group, LineEdit, View, command};
use crate::i18n::Value;
use crate::keymap::{Binding, Code, Context, Key, Lookup};

impl Group {
    /// All groups, as they stand in the menu.
    pub const ALL: [Group; 8] = [
        Group::File,
        Group::Edit,
        Group::View,
        Group::Go,
        Group::Search,
        Group::Timeline,
        Group::Tools,
        Group::Help,
    ];

    /// The id of its name for people.
    pub fn id(self) -> &'static str {
        match self {
            Group::File => "group-file",
            Group::Edit => "group-edit",
            Group::View => "group-view",
            Group::Go => "group-go",
            Group::Search => "group-search",
            Group::Timeline => "group-timeline",
            Group::Tools => "group-tools",
            Group::Help => "group-help",
        }
    }

    fn beside(self, by: i64) -> Group {
        let at = Group::ALL.iter().position(|g| *g == self).unwrap_or(0) as i64;
        let to = (at + by).rem_euclid(Group::ALL.len() as i64) as usize;
        Group::ALL[to]
    }
}

/// Where keys went before the list on top was opened.
fn below(app: &App) -> Context {
    let below = app.stack.iter().rev().nth(1);
    below.map_or(Context::Main, View::context)
}

/// The groups, or the commands of a group, or those of all groups that fit what is typed.
pub(super) fn items(app: &App, group: Option<Group>, typed: &str) -> Vec<Item> {
    let language = app.settings.language;
    let filter = typed.trim();
    if filter.is_empty() && group.is_none() {
        let of = |group: Group| Item {
            text: language.say(group.id()),
            detail: COMMANDS
                .iter()
                .filter(|c| c.group == group && can_be_said(app, c))
                .count()
                .to_string(),
            depth: 0,
            to: Goto::Menu(group),
        };
        return Group::ALL.into_iter().map(of).collect();
    }
    let context = below(app);
    let everywhere = !filter.is_empty();
    let commands = command::found(language, typed).into_iter();
    let shown = commands.filter(|c| everywhere || Some(c.group) == group);
    let shown = shown.filter(|c| can_be_said(app, c));
    let item = |command: &'static Command| {
        let words = language.say(&command.id());
        Item {
            text: if everywhere {
                format!("{} › {words}", language.say(command.group.id()))
            } else {
                words
            },
            detail: key_of(app, context, command),
            depth: 0,
            to: Goto::Run(command.name),
        }
    };
    shown.map(item).collect()
}

/// It has a word for the line face, where there are no keys.
fn can_be_said(app: &App, command: &Command) -> bool {
    !app.in_lines() || !command.words.is_empty()
}

/// The key that runs a command here (or where it is of use), or how it is written after `:`.
fn key_of(app: &App, context: Context, command: &Command) -> String {
    if app.in_lines() {
        return command
            .words
            .first()
            .copied()
            .unwrap_or_default()
            .to_owned();
    }
    let asked = if context.chain().any(|c| c == command.context) {
        context
    } else {
        command.context
    };
    let keymap = &app.settings.keymap;
    if let Some(binding) = keymap.shortest(asked, command.name) {
        return binding.printed();
    }
    // one command with several arguments: its first and its last key
    let with_argument =
        |b: &&Binding| b.command == command.name && asked.chain().any(|c| c == b.context);
    let mut all = keymap.bindings().iter().filter(with_argument);
    match (all.next(), all.next_back(), command.words.first()) {
        (Some(first), Some(last), _) => format!("{}…{}", first.printed(), last.printed()),
        (Some(only), None, _) => only.printed(),
        (None, _, Some(word)) => format!(":{word}"),
        (None, _, None) => String::new(),
    }
}

/// What keys do: where one is, then elsewhere.
pub(super) fn of_keys(app: &App, written: &str) -> Vec<Item> {
    let keymap = &app.settings.keymap;
    let Some(keys) = Key::parse_sequence(written) else {
        return Vec::new();
    };
    let context = below(app);
    let here: Vec<&Binding> = match keymap.lookup(context, &keys) {
        Lookup::Found(binding) => vec![binding],
        Lookup::Prefix(longer) => longer,
        Lookup::Nothing => Vec::new(),
    };
    let elsewhere = keymap
        .bindings()
        .iter()
        .filter(|b| b.keys == keys && !context.chain().any(|c| c == b.context));
    let mut items: Vec<Item> = Vec::new();
    let typed = (keys.len() == 1).then(|| keys[0].typed()).flatten();
    if here.is_empty() {
        let id = match typed {
            Some(_) if context.takes_text() => "key-types",
            Some(_) if keymap.typing_searches => "key-searches",
            _ => "key-unbound",
        };
        items.push(Item {
            text: app.settings.language.say(id),
            detail: String::new(),
            depth: 0,
            to: Goto::Nowhere,
        });
    }
    items.extend(here.into_iter().chain(elsewhere).map(|b| {
        let words = match Command::named(&b.command) {
            Some(command) => app.settings.language.say(&command.id()),
            None => b.command.clone(),
        };
        Item {
            text: format!("{}  {words} {}", b.printed(), b.argument)
                .trim_end()
                .to_owned(),
            detail: format!("{} · {}", b.command, place_of(app, b)),
            depth: 0,
            to: run(b),
        }
    }));
    items
}

/// The keys that run a command, each with where it was bound; then the ways without a key.
pub(super) fn of_command(app: &App, name: &str) -> Vec<Item> {
    let language = app.settings.language;
    let Some(command) = Command::named(name) else {
        return Vec::new();
    };
    let bindings = app.settings.keymap.bindings().iter();
    let mut items: Vec<Item> = bindings
        .filter(|b| b.command == name)
        .map(|b| Item {
            text: format!("{} {}", b.printed(), b.argument)
                .trim_end()
                .to_owned(),
            detail: place_of(app, b),
            depth: 0,
            to: run(b),
        })
        .collect();
    let words = command.words.join("  :");
    items.extend((!words.is_empty()).then(|| Item {
        text: format!(":{words}"),
        detail: language.say("key-by-word"),
        depth: 0,
        to: Goto::Run(command.name),
    }));
    let menu = app
        .settings
        .keymap
        .keys_for(Context::Main, "menu.open", "")
        .next();
    items.push(Item {
        text: format!(
            "{} › {} › {}",
            menu.map_or(String::new(), Binding::printed),
            language.say(command.group.id()),
            language.say(&command.id())
        ),
        detail: language.say("key-by-menu"),
        depth: 0,
        to: Goto::Run(command.name),
    });
    items
}

/// Where a key holds, and the file and line that bind it.
fn place_of(app: &App, binding: &Binding) -> String {
    let language = app.settings.language;
    let context = language.say(&format!("context-{}", binding.context.name()));
    let place = format!("{}:{}", binding.file, binding.line);
    let id = if binding.floor {
        "key-floor"
    } else {
        "key-place"
    };
    let arguments = [
        ("context", Value::from(context)),
        ("place", Value::from(place)),
    ];
    language.with(id, &arguments)
}

fn run(binding: &Binding) -> Goto {
    let command = Command::named(&binding.command).filter(|_| binding.argument.is_empty());
    command.map_or(Goto::Nowhere, |c| Goto::Run(c.name))
}

impl Turn<'_> {
    /// The menu; where it is open already, the list of all commands.
    pub(super) fn open_menu(&mut self) {
        if matches!(self.app.top(), View::List(l) if matches!(l.kind, ListKind::Menu(_))) {
            if !self.app.in_lines() {
                self.open_commands();
                return;
            }
            self.app.pop();
        }
        let named = std::mem::take(&mut self.argument);
        let language = self.app.settings.language;
        let group = Group::ALL
            .into_iter()
            .find(|g| language.say(g.id()).eq_ignore_ascii_case(named.trim()));
        if group.is_none() && !named.trim().is_empty() {
            self.say("message-no-menu", &[("text", named.into())]);
            return;
        }
        let first = self.is_screen().then_some(Group::File);
        self.open_list(ListKind::Menu(group.or(first)));
    }

    /// The commands of a group of the menu.
    pub(super) fn open_group(&mut self, group: Option<Group>) {
        if let Some(View::List(list)) = self.app.stack.last_mut() {
            list.kind = ListKind::Menu(group);
            (list.selected, list.top) = (0, 0);
            list.line = LineEdit::default();
            self.refill_list();
            self.app.said = super::Said::View;
        }
    }

    /// The menu beside the one that is open. False where none is open or something is typed.
    pub(super) fn menu_beside(&mut self, by: i64) -> bool {
        match self.app.top() {
            View::List(list) if list.line.is_empty() => match list.kind {
                ListKind::Menu(Some(group)) => {
                    self.open_group(Some(group.beside(by)));
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// From the commands of a group back to the groups, where those are a list of their own.
    pub(super) fn back_to_groups(&mut self) -> bool {
        let group = match self.app.top() {
            View::List(list) => match list.kind {
                ListKind::Menu(Some(group)) if !self.is_screen() => group,
                _ => return false,
            },
            _ => return false,
        };
        self.open_group(None);
        if let Some(View::List(list)) = self.app.stack.last_mut() {
            list.selected = Group::ALL.iter().position(|g| *g == group).unwrap_or(0);
        }
        true
    }

    /// A command that was chosen from a list. What needs words asks for them; what is of no use here says where
    /// it is.
    pub(super) fn run_chosen(&mut self, name: &'static str) {
        let Some(command) = Command::named(name) else {
            return;
        };
        if command.argument == Argument::Needed {
            let word = command.words.first().unwrap_or(&name);
            self.argument = format!("{word} ");
            self.open_commands();
            return;
        }
        let own_view = matches!(
            command.context,
            Context::Timeline | Context::Peek | Context::Search | Context::Input
        );
        let here = self.app.context().chain().any(|c| c == command.context);
        if own_view && !here {
            let context = format!("context-{}", command.context.name());
            let context = self.app.settings.language.say(&context);
            self.say("message-not-here", &[("context", context.into())]);
            return;
        }
        self.run(name, "");
    }

    /// The key that opened the help is followed by `k`: the next key is to be described.
    pub(super) fn asks_for_description(&mut self, key: Key) -> bool {
        match self.app.stack.last_mut() {
            Some(View::Help(help)) => {
                let fresh = std::mem::take(&mut help.fresh);
                fresh && help.line.is_empty() && key == Key::char('k')
            }
            _ => false,
        }
    }

    /// Says what the keys that follow do, or those that are named.
    pub(super) fn describe_key(&mut self) {
        let named = std::mem::take(&mut self.argument);
        match named.trim() {
            "" => {
                while self.app.stack.len() > 1 && self.app.top().is_passing() {
                    self.app.pop();
                }
                self.app.typing = None;
                self.app.describing = true;
                self.say("message-describe", &[]);
            }
            written if Key::parse_sequence(written).is_none() => {
                self.say("message-no-key", &[("text", written.into())]);
            }
            written => self.open_list(ListKind::Keys(written.to_owned())),
        }
    }

    /// One of the keys that are to be described.
    pub(super) fn describe(&mut self, key: Key) {
        if key.code == Code::Esc && self.app.keys.is_empty() {
            self.app.describing = false;
            return;
        }
        self.app.keys.push(key);
        let keymap = std::sync::Arc::clone(&self.app.settings.keymap);
        if let Lookup::Prefix(_) = keymap.lookup(self.app.context(), &self.app.keys) {
            self.app.prefix_shown = true;
            return;
        }
        self.app.describing = false;
        let keys: Vec<String> = self.app.keys.drain(..).map(|k| k.to_string()).collect();
        self.open_list(ListKind::Keys(keys.join(" ")));
    }

    /// Lists the keys of a command; without its name opens the help.
    pub(super) fn where_is(&mut self) {
        let word = std::mem::take(&mut self.argument);
        let word = word.trim();
        if word.is_empty() {
            self.open_help();
        } else if let Some(command) = Command::worded(word) {
            self.open_list(ListKind::Where(command.name));
        } else {
            self.say("message-unknown-command", &[("word", word.into())]);
        }
    }
}
