//! The command registry: one line for each thing a person can do.
//!
//! The key files, the `:` line, the prompt of the line face, the help and the hints all come from this table.
//! A command's words for people are in `data/i18n` under `cmd-<name>` (dots as dashes), its short form for
//! hints under the attribute `hint`.

use super::App;
use super::list::{Goto, Item};
use super::select::Unit;
use super::update::Turn;
use crate::export::cite::Form;
use crate::i18n::Language;
use crate::index::{Name, Scratch, Typed};
use crate::keymap::{Context, Keymap, built_in};
use crate::problem::Problem;

/// What a command takes after its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    /// Nothing.
    None,
    /// Text or a number, or nothing.
    Optional,
    /// Text or a number.
    Needed,
}

/// A menu, and a heading of the menu screen. Every command stands in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Opening, closing, keeping documents.
    File,
    /// What is typed, copied, marked, noted.
    Edit,
    /// What is shown, and how.
    View,
    /// Moving from place to place.
    Go,
    /// Searching and lists of what is found.
    Search,
    /// The timeline.
    Timeline,
    /// The rest.
    Tools,
    /// Help and ways to it.
    Help,
}

/// A command.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name, as key files write it.
    pub name: &'static str,
    /// The menu it stands in.
    pub group: Group,
    /// Where it is of use; help lists it there.
    pub context: Context,
    /// What it takes.
    pub argument: Argument,
    /// Words for it at a prompt, in English and Chinese. The first is the one that help shows.
    pub words: &'static [&'static str],
    run: fn(&mut Turn<'_>),
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Command {
    /// The id of its words for people.
    pub fn id(&self) -> String {
        format!("cmd-{}", self.name.replace('.', "-"))
    }

    /// The command with this name.
    pub fn named(name: &str) -> Option<&'static Command> {
        COMMANDS.iter().find(|c| c.name == name)
    }

    /// The command that a word at a prompt means: its name or one of its words.
    pub fn worded(word: &str) -> Option<&'static Command> {
        let lower = word.to_lowercase();
        let is = |c: &&Command| c.name == lower || c.words.contains(&lower.as_str());
        COMMANDS.iter().find(is)
    }

    pub(super) fn run(&self, turn: &mut Turn<'_>) {
        (self.run)(turn);
    }
}

/// Names of all commands, for reading key files.
pub fn command_names() -> Vec<&'static str> {
    COMMANDS.iter().map(|c| c.name).collect()
}

/// A compiled-in key set by name ("plain", "vim").
pub fn keymap_named(name: &str) -> Option<(Keymap, Vec<Problem>)> {
    built_in(name, &command_names())
}

/// What is found in a word that a person can type for a command counts more than in its description, and a
/// whole word more than a part.
const IN_WORD: u32 = 40;

/// Commands whose name, words or description what is typed finds (by characters, by pinyin, in either
/// language), the best first; all in their order where nothing is typed. Those in which it is only scattered
/// are left out where others hold it whole.
pub(super) fn found(language: Language, typed: &str) -> Vec<&'static Command> {
    let typed = Typed::new(typed);
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    for command in COMMANDS {
        let description = language.say(&command.id());
        let words = [command.name]
            .into_iter()
            .chain(command.words.iter().copied());
        let in_words = words.filter_map(|word| {
            let fit = typed.fit(&Name::new(word), &mut scratch)?;
            Some((fit.whole, fit.score + IN_WORD))
        });
        let best = in_words.max();
        let described = typed.fit(&Name::new(&description), &mut scratch);
        let described = described.map(|fit| (fit.whole, fit.score));
        if let Some(best) = best.max(described) {
            found.push((best, command));
        }
    }
    if found.iter().any(|((whole, _), _)| *whole) {
        found.retain(|((whole, _), _)| *whole);
    }
    if !typed.is_empty() {
        found.sort_by_key(|((_, score), _)| std::cmp::Reverse(*score));
    }
    found.into_iter().map(|(_, command)| command).collect()
}

/// Items of the command list for what is typed.
pub(super) fn items(app: &App, typed: &str) -> Vec<Item> {
    let language = app.settings.language;
    let below = app.stack.iter().rev().nth(1);
    let below = below.map_or(Context::Main, super::View::context);
    // What stands after the first word is the command's argument.
    let word = typed.split_whitespace().next().unwrap_or("");
    let item = |command: &'static Command| {
        let key = app.settings.keymap.keys_for(below, command.name, "").next();
        let shown = command.words.first().copied().unwrap_or(command.name);
        Item {
            text: format!("{shown}  {}", language.say(&command.id())),
            detail: key.map_or(String::new(), |b| b.printed()),
            depth: 0,
            to: Goto::Run(command.name),
        }
    };
    let found = found(language, word).into_iter();
    let said = found.filter(|c| !app.in_lines() || !c.words.is_empty());
    said.map(item).collect()
}

macro_rules! commands {
    ($($name:literal $group:ident $context:ident $argument:ident [$($word:literal)*] $run:expr;)*) => {
        /// All commands, in the order of the help.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: $name,
            group: Group::$group,
            context: Context::$context,
            argument: Argument::$argument,
            words: &[$($word),*],
            run: $run,
        }),*];
    };
}

commands! {
    "help.open" Help Global Optional ["help" "h" "?" "帮助"] |t| t.open_help();
    "view.close" File Global None ["close" "关闭"] |t| t.close();
    "view.escape" Edit Global None [] |t| t.escape();
    "app.quit" File Global None ["quit" "q" "exit" "wq" "x" "q!" "退出"] |t| t.quit();
    "app.cancel" Edit Global None [] |t| t.cancel();
    "menu.open" Help Global Optional ["menu" "菜单"] |t| t.open_menu();
    "help.key" Help Global Optional ["describe-key" "key" "按键"] |t| t.describe_key();
    "help.tutor" Help Global None ["tutor" "教程"] |t| t.toggle_tutor();
    "display.theme" View Global Optional ["theme" "主题"] |t| t.choose_theme();
    "settings.reload" Tools Global None ["reload" "重读"] |t| t.reload();
    "help.where" Help Global Optional ["where-is" "whereis" "键在哪"] |t| t.where_is();
    "command.open" Help Global None ["commands" "命令"] |t| t.open_commands();
    "search.open" Search Global Optional ["search" "s" "find" "检索" "搜索" "搜"] |t| t.open_search();
    "search.again" Search Global None ["again" "再检索"] |t| t.search_again();
    "search.history" Search Global None ["history" "检索历史"] |t| t.open_history();
    "search.saved" Search Global None ["saved" "searches" "已存检索"] |t| t.open_saved();
    "search.save" Search Global Optional ["save-search" "存检索"] |t| t.save_search();
    "search.facets" Search Global None ["facets" "分面"] |t| t.open_facets();
    "search.complete" Search Search Optional ["complete" "补全"] |t| t.complete();
    "timeline.open" Timeline Global Optional ["timeline" "t" "时间线"] |t| t.open_timeline();
    "timeline.here" Timeline Main None ["date" "此处日期"] |t| t.open_timeline_here();
    "timeline.neighbours" Timeline Main None ["neighbours" "同期"] |t| t.open_neighbours();
    "timeline.document" Timeline Main None ["dates-here" "本篇时间线"] |t| t.open_timeline_of_document();
    "timeline.hits" Timeline Global None ["dates-found" "检索时间线"] |t| t.open_timeline_of_hits();
    "timeline.actor" Timeline Global Optional ["dates-of" "行为体时间线"] |t| t.open_timeline_of_actor();
    "timeline.symbol" Timeline Main Optional ["life" "文号时间线"] |t| t.open_timeline_of_symbol();
    "scope.set" Search Global Optional ["scope" "限定"] |t| t.set_scope();
    "scope.clear" Search Global None ["unscope" "解除限定"] |t| t.clear_scope();
    "tree.open" View Global Optional ["tree" "ls" "目录"] |t| t.open_tree();
    "document.open" File Global Needed ["open" "o" "打开"] |t| t.open_reference();
    "place.where" Go Global None ["where" "w" "位置"] |t| t.say_where();
    "place.more" View Global None ["more" "m" "更多" "继续"] |t| t.say_more();
    "jump.back" Go Global None ["back" "b" "返回" "退回"] |t| t.back();
    "jump.forward" Go Global None ["forward" "前进"] |t| t.forward();
    "jump.list" Go Global None ["jumps" "足迹"] |t| t.open_jumps();
    "document.last" Go Global None ["last" "上一篇"] |t| t.last_document();
    "symbol.open" Go Global Optional ["goto" "symbol" "文号"] |t| t.open_names();
    "problems.open" Tools Global None ["problems" "问题"] |t| t.open_problems();
    "stats.open" Tools Global None ["stats" "统计"] |t| t.open_stats();
    "log.open" Tools Global None ["log" "日志"] |t| t.ask_for_log();
    "language.toggle" View Global None ["language" "语言"] |t| t.toggle_language();
    "display.script" View Global None ["script" "简繁" "繁简"] |t| t.next_script();
    "display.spacing" View Global None ["spacing" "间距"] |t| t.next_spacing();
    "display.notes" View Global Optional ["footnotes" "脚注位置"] |t| t.next_notes();
    "display.wider" View Global None ["wider" "加宽"] |t| t.change_measure(1);
    "display.narrower" View Global None ["narrower" "收窄"] |t| t.change_measure(-1);
    "accessible.toggle" View Global None ["accessible" "无障碍"] |t| t.toggle_accessible();
    "split.beside" View Global None ["split" "vsplit" "分栏"] |t| t.split(super::split::Direction::Beside);
    "split.below" View Global None ["hsplit" "上下分栏"] |t| t.split(super::split::Direction::Below);
    "split.open" View Global Optional ["open-beside" "旁开"] |t| t.open_in_other();
    "split.other" View Global None ["other" "换栏"] |t| t.other_side();
    "split.swap" View Global None ["swap" "交换"] |t| t.swap_sides();
    "split.close" View Global None ["close-pane" "关栏"] |t| t.close_side();
    "split.only" View Global None ["only" "独栏"] |t| t.only_side();
    "split.lock" View Global Optional ["lock" "锁定"] |t| t.lock();
    "app.redraw" View Global None ["redraw" "重画"] |t| t.redraw();
    "app.suspend" File Global None ["suspend" "挂起"] |t| t.suspend();

    "move.down" Go Global None [] |t| t.lines(1);
    "move.up" Go Global None [] |t| t.lines(-1);
    "move.left" Go Global None [] |t| t.sideways(-1);
    "move.right" Go Global None [] |t| t.sideways(1);
    "move.page-down" Go Global None [] |t| t.pages(1);
    "move.page-up" Go Global None [] |t| t.pages(-1);
    "move.half-down" Go Global None [] |t| t.half_pages(1);
    "move.half-up" Go Global None [] |t| t.half_pages(-1);
    "move.top" Go Global None ["top" "first" "文首"] |t| t.top();
    "move.end" Go Global None ["end" "bottom" "文末"] |t| t.end();
    "act.enter" Go Global None ["enter" "follow"] |t| t.enter();
    "act.backspace" Edit Global None [] |t| t.backspace();
    "focus.next" Go Global None [] |t| t.focus_next(1);
    "focus.previous" Go Global None [] |t| t.focus_next(-1);
    "focus.tree" Go Main None [] |t| t.focus(super::Focus::Tree);
    "focus.reading" Go Main None ["read" "text" "正文"] |t| t.focus(super::Focus::Reading);
    "focus.references" Go Main None ["references" "refs" "引证"] |t| t.focus(super::Focus::References);

    "paragraph.next" Go Main None ["next" "n" "下一段"] |t| t.next_paragraph(1);
    "paragraph.previous" Go Main None ["prev" "previous" "p" "上一段"] |t| t.next_paragraph(-1);
    "heading.next" Go Main None ["next-heading" "下一节"] |t| t.next_heading(1);
    "heading.previous" Go Main None ["prev-heading" "上一节"] |t| t.next_heading(-1);
    "note.next" Go Main None ["next-note" "下一注"] |t| t.next_note(1);
    "note.previous" Go Main None ["prev-note" "上一注"] |t| t.next_note(-1);
    "citation.next" Go Main None ["next-citation" "下一引文"] |t| t.next_citation(1);
    "citation.previous" Go Main None ["prev-citation" "上一引文"] |t| t.next_citation(-1);
    "date.next" Go Main None ["next-date" "下一日期"] |t| t.next_date(1);
    "date.previous" Go Main None ["prev-date" "上一日期"] |t| t.next_date(-1);
    "outline.open" Go Main None ["outline" "大纲"] |t| t.open_outline();
    "paragraph.go" Go Main Optional ["paragraph" "para" "段"] |t| t.go_paragraph();
    "find.open" Search Main Optional ["in" "/" "查找"] |t| t.open_find();
    "find.only" Search Main Optional ["matching" "&" "只看"] |t| t.open_only();
    "find.next" Search Main None ["next-hit" "下一处"] |t| t.next_hit(1);
    "find.previous" Search Main None ["prev-hit" "上一处"] |t| t.next_hit(-1);
    "peek.open" View Main None ["peek" "速览"] |t| t.open_peek();
    "peek.pin" View Main Optional ["pin" "钉住"] |t| t.pin();
    "citation.follow" Go Main None ["cited" "所引"] |t| t.follow();
    "backlinks.open" Go Main None ["backlinks" "cited-by" "被引"] |t| t.open_backlinks();
    "backlinks.paragraph" Go Main None ["paragraph-backlinks" "本段被引"] |t| t.open_paragraph_backlinks();
    "relations.open" Go Main Optional ["relations" "关系"] |t| t.open_relations();
    "relations.levels" Go List Needed ["levels" "层数"] |t| t.relation_levels();
    "relations.unfold" Go List None ["branch" "展开分支"] |t| { t.unfold_relation(true); };
    "relations.fold" Go List None ["fold-branch" "折叠分支"] |t| { t.unfold_relation(false); };
    "links.open" Go Main None ["links" "标号"] |t| t.open_labels();
    "address.copy" Edit Main None ["copy-address" "复制链接"] |t| t.copy_official_address();
    "path.open" Go Main None ["path" "标题链"] |t| t.open_path();
    "list.copy" Edit List None ["copy-list" "复制列表"] |t| t.copy_list();
    "note.go" Go Main Optional ["note" "注"] |t| t.go_note();
    "cited.most" Search Global None ["most-cited" "最多被引"] |t| t.open_most_cited();
    "actor.list" Search Global Optional ["actors" "actor" "行为体"] |t| t.open_actors();
    "actor.here" Search Main None ["who" "此处行为体"] |t| t.open_actor_here();
    "term.open" Search Main Optional ["term" "术语"] |t| t.open_term();
    "note.list" Go Main None ["notes" "脚注"] |t| t.open_notes();
    "raw.open" View Main None ["raw" "原文"] |t| t.open_raw();
    "copy.quotation" Edit Main None ["quote" "yc" "摘引"] |t| t.copy_quotation();
    "copy.citation" Edit Main None ["cite" "yr" "引文"] |t| t.copy_citation(Form::Plain);
    "copy.gbt7714" Edit Main None ["gbt7714" "yg" "国标"] |t| t.copy_citation(Form::GbT7714);
    "copy.bibtex" Edit Main None ["bibtex" "yb"] |t| t.copy_citation(Form::Bibtex);
    "copy.csl" Edit Main None ["csl-json" "yj"] |t| t.copy_citation(Form::CslJson);
    "copy.ris" Edit Main None ["ris" "yi"] |t| t.copy_citation(Form::Ris);
    "copy.markdown" Edit Main None ["markdown" "ym"] |t| t.copy_citation(Form::Markdown);
    "copy.link" Edit Main None ["link" "yl" "链接"] |t| t.copy_link();
    "copy.text" Edit Main None ["copy" "yy" "复制"] |t| t.copy_text();
    "copy.choose" Edit Main None ["copy-as" "复制为"] |t| t.choose_copy();
    "address.open" Go Main None ["address" "gx" "官方网址"] |t| t.open_address();
    "session.save" File Global Optional ["session-save" "存会话"] |t| t.save_session();
    "session.open" File Global Needed ["session" "会话"] |t| t.open_session();
    "session.list" File Global None ["sessions" "会话表"] |t| t.open_sessions();
    "session.resume" Go Global None ["resume" "续读"] |t| t.resume();
    "text.write" File Main Optional ["write" "存入文件"] |t| t.write_text();
    "text.pipe" Tools Main Optional ["|" "pipe" "交给命令"] |t| t.pipe_text();

    "select.characters" Edit Main Optional ["select-words" "选字"] |t| t.select(Unit::Characters);
    "select.paragraphs" Edit Main Optional ["select" "选段" "选择"] |t| t.select(Unit::Paragraphs);
    "select.down" Edit Main None [] |t| t.select_towards(Unit::Paragraphs, 1);
    "select.up" Edit Main None [] |t| t.select_towards(Unit::Paragraphs, -1);
    "select.right" Edit Main None [] |t| t.select_towards(Unit::Characters, 1);
    "select.left" Edit Main None [] |t| t.select_towards(Unit::Characters, -1);
    "select.swap" Edit Select None ["other-end" "另一端"] |t| t.swap_selected();

    "compare.open" Tools Main Optional ["compare" "对照"] |t| t.compare_with();
    "compare.next" Go Main None ["next-speaker" "下一国"] |t| t.next_speaker(1);
    "compare.previous" Go Main None ["prev-speaker" "上一国"] |t| t.next_speaker(-1);
    "compare.quote" Edit Main None ["quote-both" "两段引文"] |t| t.quote_both();
    "diff.open" Tools Global Optional ["diff" "差异"] |t| t.open_diff();
    "diff.next" Go Diff None ["next-difference" "下一差异"] |t| t.next_difference(1);
    "diff.previous" Go Diff None ["prev-difference" "上一差异"] |t| t.next_difference(-1);
    "matrix.open" Tools Global Optional ["matrix" "矩阵"] |t| t.open_matrix();
    "matrix.choose" Edit Matrix None ["choose-cell" "选格"] |t| t.choose_cell();
    "matrix.quote" Edit Matrix None ["quote-cell" "摘引立场"] |t| t.quote_cell();
    "table.copy" Edit Global Optional ["copy-table" "复制表格"] |t| t.copy_table();

    "mark.set" Edit Main Optional ["mark" "标记"] |t| t.set_mark();
    "mark.go" Go Main Optional ["'" "to-mark" "到标记"] |t| t.go_mark();
    "mark.list" Go Global None ["marks" "标记表"] |t| t.open_marks();
    "mark.next" Go Main None ["next-mark" "下一标记"] |t| t.next_entry(1);
    "mark.previous" Go Main None ["prev-mark" "上一标记"] |t| t.next_entry(-1);
    "bookmark.set" File Main Optional ["bookmark" "书签"] |t| t.set_bookmark();
    "annotation.write" Edit Main Optional ["annotate" "批注"] |t| t.annotate();
    "annotation.list" Edit Global None ["annotations" "批注表"] |t| t.open_annotations();
    "entry.delete" Edit Global Optional ["delete" "删除"] |t| t.delete_entry();
    "edit.undo" Edit Global None ["undo" "撤销"] |t| t.undo();
    "collection.toggle" File Main Optional ["collect" "收入"] |t| t.collect();
    "collection.list" File Global None ["collections" "阅读清单"] |t| t.open_collections();

    "tree.filter" View Tree Optional ["filter" "过滤"] |t| t.filter_tree();
    "tree.toggle" View Tree None ["toggle" "展开"] |t| t.toggle_node();
    "tree.fold-all" View Tree None ["fold" "全部折叠"] |t| t.tree_depth(1);
    "tree.unfold-all" View Tree None ["unfold" "全部展开"] |t| t.tree_depth(9);
    "tree.group" View Tree Optional ["group" "分组"] |t| t.group_tree();
    "tree.sort" View Tree Optional ["sort" "排序"] |t| t.sort_tree();
    "tree.choose" View Tree None ["choose" "选中"] |t| t.choose_node();
    "tree.choose-none" View Tree None ["choose-none" "全不选"] |t| t.choose_none();
    "tree.depth" View Tree Needed ["depth" "层级"] |t| t.tree_depth_argument();
    "references.next-tab" View References None ["next-tab"] |t| t.reference_tab(1);
    "references.previous-tab" View References None ["prev-tab"] |t| t.reference_tab(-1);

    "timeline.zoom-in" Timeline Timeline None ["finer" "zoom-in" "细"] |t| t.zoom(true);
    "timeline.zoom-out" Timeline Timeline None ["coarser" "zoom-out" "粗"] |t| t.zoom(false);
    "timeline.fit" Timeline Timeline None ["fit" "全貌"] |t| t.zoom_fit();
    "timeline.later" Timeline Timeline None ["later" "后期"] |t| t.period(1);
    "timeline.earlier" Timeline Timeline None ["earlier" "前期"] |t| t.period(-1);
    "timeline.lane" Timeline Timeline Needed ["lane" "kind" "类别"] |t| t.lane();
    "timeline.lanes" Timeline Timeline None ["lanes" "泳道"] |t| t.next_lanes();
    "timeline.dates" Timeline Timeline None ["which-dates" "所指日期"] |t| t.next_dates();
    "timeline.filter" Timeline Timeline Optional ["pick" "筛选"] |t| t.filter_timeline();
    "timeline.list" Timeline Timeline None ["events" "逐条"] |t| t.list_events();
    "timeline.export" Timeline Timeline Optional ["export" "导出"] |t| t.export_timeline();
    "timeline.mentions" Timeline Timeline None ["mentions" "出处"] |t| t.open_mentions();

    "peek.next" View Peek None [] |t| t.turn_peek(1);
    "peek.previous" View Peek None [] |t| t.turn_peek(-1);
    "preview.down" View Search None [] |t| t.preview(1);
    "preview.up" View Search None [] |t| t.preview(-1);
    "input.delete-word" Edit Input None [] |t| t.edit(|line| line.delete_word());
    "input.delete-line" Edit Input None [] |t| t.edit(|line| line.delete_line());
    "input.delete" Edit Input None [] |t| t.edit(|line| line.delete());
    "input.start" Edit Input None [] |t| t.edit(|line| line.start());
    "input.end" Edit Input None [] |t| t.edit(|line| line.end());
}
