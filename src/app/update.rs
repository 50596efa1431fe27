//! One input at a time: keys to commands, commands to state and effects.

use super::command::Command;
use super::{App, Copied, Deed, Effect, Focus, Input, LineEdit, Said, View, Viewport, list};
use crate::i18n::Value;
use crate::index::{Query, Results};
use crate::library::Library;
use std::sync::Arc;

/// Messages that say that something worked.
const QUIET: &[&str] = &[
    "message-completed",
    "message-search-saved",
    "message-wrapped-down",
    "message-wrapped-up",
    "message-next-document",
    "message-only",
    "message-selected",
    "message-unselected",
    "handed-written",
    "handed-opened",
    "handed-ran",
    "handed-ran-said",
    "message-address",
    "message-pin-stays",
    "message-pin-follows",
    "message-pin-off",
    "message-grouped",
    "message-sorted",
    "message-chosen",
    "message-scope",
    "message-scope-cleared",
    "message-written",
    "message-no-events-then",
    "message-dates-both",
    "message-dates-own",
    "message-dates-mentioned",
    "lanes-by-kind",
    "lanes-by-organ",
    "lanes-by-document",
    "message-describe",
    "message-theme",
    "message-reloaded",
    "message-welcome",
    "tutor-begin",
    "tutor-begin-lines",
    "tutor-left",
    "message-marked",
    "message-bookmarked",
    "message-noted",
    "message-note-changed",
    "message-deleted",
    "message-undone",
    "message-collected",
    "message-uncollected",
    "message-store-saved",
    "message-resumed",
    "message-offer",
    "message-session-saved",
    "copied-tmux",
    "copied-terminal",
    "copied-file",
    "message-language",
    "message-script-printed",
    "message-script-simplified",
    "message-script-traditional",
    "message-spacing-kept",
    "message-spacing-closed",
    "message-measure",
    "message-notes",
    "message-cancel",
    "message-quit-key",
    "message-quit-again",
    "message-no-more",
    "message-accessible-on",
    "message-accessible-off",
    "message-side",
    "message-compared",
    "message-locked",
    "message-unlocked",
    "message-next-speaker",
    "message-cell-chosen",
    "message-cell-left",
    "message-split-closed",
];

/// One input being dealt with.
pub(crate) struct Turn<'a> {
    pub app: &'a mut App,
    pub library: &'a Library,
    pub effects: Vec<Effect>,
    /// Digits typed before the command.
    pub count: Option<u32>,
    /// What stands after the command's name, or "".
    pub argument: String,
    /// The key before this one asked to leave.
    pub leaving: bool,
    /// The command was run by a key.
    pub by_key: bool,
    /// Esc was pressed before this Esc, where the second takes the scope away.
    pub unscoping: bool,
    /// What was done that the tutorial may wait for.
    pub deeds: Vec<Deed>,
}

/// Takes one input. Effects are to be carried out in order.
pub fn update(app: &mut App, library: &Library, input: Input) -> Vec<Effect> {
    let mut turn = Turn {
        app,
        library,
        effects: Vec::new(),
        count: None,
        argument: String::new(),
        leaving: false,
        by_key: false,
        unscoping: false,
        deeds: Vec::new(),
    };
    turn.catch_up();
    match input {
        Input::Key(key) => turn.key(key),
        Input::Command(line) => turn.command_line(&line),
        Input::Paste(text) => turn.paste(&text),
        Input::Resize(viewport) => turn.app.viewport = viewport,
        Input::Extent(rows) => turn.app.extent = rows,
        Input::LibraryChanged => turn.library_changed(),
        Input::Found {
            generation,
            results,
        } => turn.found(generation, results),
        Input::Names { generation, found } => turn.names_found(generation, found),
        Input::Counted(counts) => turn.counted(counts),
        Input::Settings(settings, told) => turn.take_settings(*settings, told),
        Input::Copied(copied) => turn.copied(&copied),
        Input::Log(lines) => turn.show_log(lines),
        Input::Handed(handed) => turn.handed(handed),
        Input::Begin(begin) => turn.begin(begin),
        Input::Written(Ok(path)) => {
            turn.say(
                "message-written",
                &[("path", path.display().to_string().into())],
            );
        }
        Input::Written(Err(why)) => turn.say("message-not-written", &[("why", why.into())]),
        Input::Waited => turn.app.prefix_shown = !turn.app.keys.is_empty(),
        Input::Store(news) => turn.store_says(news),
    }
    turn.stay_inside();
    turn.keep_spoken();
    turn.keep_tutor();
    turn.keep_typing();
    turn.app.prefix_shown &= !turn.app.keys.is_empty();
    turn.app.tree.saved = turn.app.saved_rows();
    turn.keep_place();
    turn.follow_lock();
    turn.keep_in_sight();
    turn.keep_other_in_sight();
    turn.keep_listed();
    let node = turn.app.tree.selected.clone().map(Box::new);
    turn.app.main_mut().node = node;
    turn.effects
}

/// Takes one input and runs the searches it asks for at once. What is left are effects that only a face can
/// carry out.
pub fn settle(app: &mut App, library: &Library, input: Input) -> Vec<Effect> {
    let mut left = Vec::new();
    let mut inputs = vec![input];
    while let Some(input) = inputs.pop() {
        for effect in update(app, library, input) {
            match effect {
                Effect::Search {
                    generation,
                    query,
                    limit,
                    within,
                } => inputs.push(Input::Found {
                    generation,
                    results: library.search(&Query::parse(&query).limited_to(within), limit),
                }),
                Effect::Count(searches) => inputs.push(Input::Counted(library.count(searches))),
                Effect::Find {
                    generation,
                    typed,
                    limit,
                } => inputs.push(Input::Names {
                    generation,
                    found: library.finder.find(&typed, limit),
                }),
                other => left.push(other),
            }
        }
    }
    left
}

impl Turn<'_> {
    /// Opens the first document as soon as there is one, and counts new facts.
    fn catch_up(&mut self) {
        self.app.desk.catch_up(self.library);
        self.app.tree.refresh(self.library);
        if self.app.main().document.is_none()
            && let Some(document) = self.library.documents.first()
        {
            self.app.main_mut().open(0, document);
            if self.app.tree.selected.is_none() {
                self.app.tree.selected = Some(super::Node::Document(0));
            }
        }
    }

    /// Differences are told by words where they are heard, by marks where they are seen.
    fn keep_spoken(&mut self) {
        let language = self.app.settings.language;
        let ids = [
            "said-removed",
            "said-removed-end",
            "said-added",
            "said-added-end",
        ];
        let heard = self.app.is_linear() || self.app.in_lines();
        if let Some(View::Diff(diff)) = self.app.stack.last_mut() {
            diff.said = heard.then(|| Arc::new(ids.map(|id| language.say(id))));
        }
    }

    /// In a kiosk nothing leads out, whichever command asks for it: the one place that decides.
    fn stay_inside(&mut self) {
        if self.app.settings.confined && self.effects.iter().any(Effect::leads_out) {
            self.effects.retain(|effect| !effect.leads_out());
            self.say("message-confined", &[]);
        }
    }

    /// The tree shows where one reads, where it stands beside the text, and how far one has read.
    fn keep_place(&mut self) {
        let library = self.library;
        let main = self.app.main();
        let (Some(document), block, focus) = (main.document, main.cursor.block, main.focus) else {
            return;
        };
        let percent = super::place::percent(self.app, library);
        self.app.tree.read.insert(document, percent);
        if focus != Focus::Tree && self.is_screen() {
            self.app.tree.follow(library, document, block);
        }
    }

    /// What is open takes in what the library has learnt.
    fn library_changed(&mut self) {
        let library = self.library;
        self.refresh_scope();
        let beside = self.app.split.iter_mut().flat_map(|s| &mut s.stack);
        for view in self.app.stack.iter_mut().chain(beside) {
            if let View::Timeline(timeline) = view {
                timeline.refresh(library);
            }
        }
        match self.app.top() {
            View::Search(search) if !search.line.is_empty() => self.search_now(),
            View::List(_) => self.refill_list(),
            _ => {}
        }
        self.count_saved();
        if !self.app.tree.filter.is_empty() {
            self.filter_changed();
        }
    }

    /// Runs a command by name.
    pub(super) fn run(&mut self, name: &str, argument: &str) {
        match Command::named(name) {
            Some(command) => {
                argument.clone_into(&mut self.argument);
                command.run(self);
            }
            None => self.say("message-unknown-command", &[("word", name.into())]),
        }
    }

    /// A character into the line that has the focus.
    pub(super) fn typed(&mut self, c: char) {
        let text = c.to_string();
        self.edit(|line| line.insert(&text));
    }

    fn paste(&mut self, text: &str) {
        if self.app.context().takes_text() {
            self.edit(|line| line.insert(text));
        } else {
            self.argument = String::new();
            self.open_search();
            self.edit(|line| line.insert(text));
        }
    }

    /// Changes the line that has the focus, and what depends on it.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut LineEdit)) {
        let Some(line) = self.line_mut() else { return };
        let before = line.clone();
        change(line);
        if line.text() != before.text() && !self.typed_ahead(before) {
            self.line_changed();
        }
    }

    pub(super) fn line_mut(&mut self) -> Option<&mut LineEdit> {
        self.app.stack.last_mut()?.line_mut()
    }

    pub(super) fn line_changed(&mut self) {
        match self.app.stack.last_mut() {
            Some(View::Search(search)) => {
                (search.selected, search.top, search.preview) = (0, 0, 0);
                self.search_now();
            }
            Some(View::List(list)) => {
                (list.selected, list.top, list.preview) = (0, 0, 0);
                self.refill_list();
            }
            Some(View::Help(help)) => (help.selected, help.top) = (0, 0),
            Some(View::Prompt(_)) => self.prompt_changed(),
            _ => {}
        }
    }

    /// Makes the items of the list on top again.
    pub(super) fn refill_list(&mut self) {
        let Some(View::List(list)) = self.app.stack.last() else {
            return;
        };
        let (kind, typed) = (list.kind.clone(), list.line.text().to_owned());
        if kind == list::ListKind::Names && !typed.trim().is_empty() {
            if let Some(View::List(list)) = self.app.stack.last_mut() {
                list.waiting = true;
            }
            self.find_names(&typed, super::finding::IN_LIST);
            return;
        }
        let mut items = list::items(self.app, self.library, &kind, &typed);
        if let Some(scope) = &self.app.scope {
            items = scope.narrow(self.library, &kind, items);
        }
        if let Some(View::List(list)) = self.app.stack.last_mut() {
            list.selected = list.selected.min(items.len().saturating_sub(1));
            list.items = Arc::new(items);
        }
    }

    /// Asks for the search that the line says.
    pub(super) fn search_now(&mut self) {
        let Some(View::Search(search)) = self.app.stack.last_mut() else {
            return;
        };
        self.app.generation += 1;
        search.generation = self.app.generation;
        let typed = search.line.text().to_owned();
        if typed.trim().is_empty() {
            search.clear();
            return;
        }
        search.waiting = true;
        let language = self.app.settings.language;
        search.completions =
            super::searches::completions_of(self.library, language, &search.line).into();
        self.effects.push(Effect::Search {
            generation: search.generation,
            query: typed.clone(),
            limit: super::search::LIMIT,
            within: self.app.scope.as_ref().map(|s| Arc::clone(&s.places)),
        });
        self.find_names(typed.trim(), super::finding::IN_SEARCH);
    }

    fn found(&mut self, generation: u64, results: Results) {
        if results.total > 0 {
            self.did(Deed::Search);
        }
        let library = self.library;
        let App {
            stack, desk, split, ..
        } = &mut *self.app;
        let beside = split.iter_mut().flat_map(|s| &mut s.stack);
        for view in stack.iter_mut().chain(beside) {
            if let View::Search(search) = view
                && search.generation == generation
            {
                search.take(library, desk, results);
                break;
            }
        }
        self.saved_looked_at();
        if self.app.in_lines() {
            self.remember_search();
        }
        self.app.said = Said::View;
    }

    fn copied(&mut self, copied: &Copied) {
        match copied {
            Copied::Tmux => self.say("copied-tmux", &[]),
            Copied::Terminal => self.say("copied-terminal", &[]),
            Copied::File(path) => {
                self.say(
                    "copied-file",
                    &[("path", path.display().to_string().into())],
                );
            }
            Copied::Failed(why) => self.say("copied-failed", &[("why", why.clone().into())]),
        }
    }

    /// Says one sentence because of this input.
    pub(super) fn say(&mut self, id: &str, arguments: &[(&str, Value<'_>)]) {
        self.app.announce = self.app.settings.language.with(id, arguments);
        self.app.said = Said::Message;
        self.app.failed = !QUIET.contains(&id);
    }

    /// Puts a view on top.
    pub(super) fn push(&mut self, view: View) {
        self.app.stack.push(view);
    }

    pub(super) fn close(&mut self) {
        if self.back_to_periods() || self.back_to_groups() {
        } else if self.app.stack.len() > 1 {
            if !self.app.top().is_passing() {
                self.remember_search();
                let stack = self.app.stack.clone();
                self.app.desk.can_undo(super::desk::Undone::View(stack));
            }
            self.app.pop();
        } else if self.app.split.is_some() {
            self.close_side();
        } else if self.app.in_lines() {
            self.say("message-lines-top", &[]);
        } else {
            self.quit();
        }
    }

    /// Esc: takes back the smallest thing there is, never ends the program.
    pub(super) fn escape(&mut self) {
        if self.welcomes() {
            self.leave_welcome(None);
            return;
        }
        let taken = self.app.count.take().is_some() || self.forget_typed();
        if taken || self.back_to_periods() || self.back_to_groups() {
            return;
        }
        if let View::Prompt(prompt) = self.app.top() {
            let (kind, from) = (prompt.kind, prompt.from);
            self.app.pop();
            self.prompt_given_up(kind, from);
            return;
        }
        if matches!(self.app.top(), View::Main(_)) {
            if self.app.main_mut().selection.take().is_some() {
                return;
            }
            let main = self.app.main_mut();
            let (find, only) = (main.find.take(), main.only.take());
            if find.is_some() || only.is_some() {
                return;
            }
            if self.app.main().focus == Focus::Tree && !self.app.tree.filter.is_empty() {
                self.app.tree.filter.clear();
                self.filter_changed();
                return;
            }
        }
        if self.app.stack.len() > 1 {
            if matches!(self.app.top(), View::Search(_)) {
                self.remember_search();
            }
            self.app.pop();
        } else if self.app.main().focus != Focus::Reading && self.is_screen() {
            self.app.main_mut().focus = Focus::Reading;
        } else if self.unscoping {
            self.clear_scope();
        } else if self.app.scope.is_some() {
            self.app.unscoping = true;
            self.say("message-scope-esc", &[]);
        } else {
            let keymap = &self.app.settings.keymap;
            let context = self.app.context();
            let close = keymap.keys_for(context, "view.close", "").next();
            let quit = close.or_else(|| keymap.keys_for(context, "app.quit", "").next());
            let key = quit.map_or(String::new(), |b| b.printed());
            self.say("message-quit-key", &[("key", key.into())]);
        }
    }

    /// Panes stand beside each other.
    pub(super) fn is_screen(&self) -> bool {
        matches!(self.app.viewport, Viewport::Screen { .. })
    }

    /// Ends the program; where the person wishes so, only when the key comes twice.
    pub(super) fn quit(&mut self) {
        let ask = self.app.settings.quit_twice && self.by_key && !self.leaving;
        if ask {
            self.app.leaving = true;
            self.say("message-quit-again", &[]);
        } else {
            self.app.said = Said::Message;
            self.effects.push(Effect::Quit);
        }
    }

    /// Ctrl-c: leaves what is being typed; twice ends the program.
    pub(super) fn cancel(&mut self) {
        if self.app.cancelled {
            self.effects.push(Effect::Quit);
            return;
        }
        self.app.cancelled = true;
        if self.app.context().takes_text() {
            self.escape();
        }
        self.say("message-cancel", &[]);
    }

    pub(super) fn redraw(&mut self) {
        self.effects.push(Effect::Redraw);
    }

    pub(super) fn suspend(&mut self) {
        self.effects.push(Effect::Suspend);
    }

    pub(super) fn toggle_language(&mut self) {
        self.app.settings.language = self.app.settings.language.next();
        self.say("message-language", &[]);
    }

    pub(super) fn back(&mut self) {
        let over = matches!(self.app.top(), View::Timeline(_)) && self.app.stack.len() > 1;
        if over || !self.app.jump_back() {
            if self.app.stack.len() > 1 {
                self.app.pop();
            } else {
                self.say("message-no-back", &[]);
            }
        }
    }

    pub(super) fn forward(&mut self) {
        if !self.app.jump_forward() {
            self.say("message-no-forward", &[]);
        }
    }

    /// In lines, numbers mean the list that was said last.
    fn keep_listed(&mut self) {
        if !self.app.in_lines() || self.app.said != Said::View {
            return;
        }
        let lists = match self.app.top() {
            View::Main(main) => main.focus != Focus::Reading,
            View::Search(_)
            | View::Timeline(_)
            | View::List(_)
            | View::Matrix(_)
            | View::Diff(_) => true,
            View::Help(_) | View::Peek(_) | View::Prompt(_) => false,
        };
        if lists {
            self.app.listed = Some(self.app.stack.clone());
        }
    }

    /// Scrolls every list and the text so that what is selected is on the page.
    pub(super) fn keep_in_sight(&mut self) {
        if !self.app.in_lines() {
            self.keep_text_in_sight();
        }
        self.keep_lists_in_sight();
    }
}
