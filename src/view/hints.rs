//! The hint line: help and back first, then what can be done here, from the live key set.

use super::Hint;
use super::draw::Draw;
use super::help::short;
use crate::app::{Command, HintLevel, View};
use crate::keymap::Context;

/// Commands worth a hint, most useful first.
fn useful(context: Context) -> &'static [&'static str] {
    match context {
        Context::Reading => &[
            "search.open",
            "timeline.open",
            "find.open",
            "peek.open",
            "citation.follow",
            "outline.open",
            "command.open",
            "focus.next",
            "copy.quotation",
            "backlinks.open",
            "heading.next",
        ],
        Context::Select => &[
            "copy.choose",
            "copy.quotation",
            "annotation.write",
            "select.swap",
            "text.pipe",
        ],
        Context::Tree => &[
            "act.enter",
            "search.open",
            "timeline.open",
            "tree.filter",
            "focus.next",
            "move.right",
            "command.open",
            "symbol.open",
        ],
        Context::References => &[
            "act.enter",
            "references.next-tab",
            "focus.next",
            "search.open",
            "timeline.open",
        ],
        Context::Timeline => &[
            "move.left",
            "move.right",
            "act.enter",
            "timeline.zoom-in",
            "timeline.zoom-out",
            "timeline.fit",
            "peek.open",
            "timeline.mentions",
            "timeline.lanes",
            "scope.set",
            "timeline.filter",
            "timeline.export",
            "search.open",
        ],
        Context::Search => &[
            "act.enter",
            "focus.next",
            "search.facets",
            "search.history",
            "search.save",
            "preview.down",
        ],
        Context::Matrix => &[
            "act.enter",
            "matrix.choose",
            "matrix.quote",
            "focus.next",
            "table.copy",
            "move.left",
            "move.right",
        ],
        Context::Diff => &[
            "diff.next",
            "diff.previous",
            "act.enter",
            "table.copy",
            "focus.next",
        ],
        Context::List => &["act.enter", "move.down", "focus.next"],
        Context::Help => &["act.enter", "move.down"],
        Context::Peek => &["act.enter", "focus.next", "move.down"],
        Context::Prompt => &["act.enter"],
        Context::Global | Context::Main | Context::Input => &[],
    }
}

/// Help, back, then what is of use here.
pub(super) fn hints(draw: &Draw<'_>) -> Vec<Hint> {
    let context = draw.app.context();
    let root = draw.app.stack.len() == 1 && draw.app.side().is_none();
    let named = |name: &str| {
        let command = Command::named(name)?;
        let key = draw.key(name);
        // Some keys mean another thing in some places.
        let id = format!("hint-{}-{}", context.name(), name.replace('.', "-"));
        let own = draw.language.get(&id, &[]);
        (!key.is_empty()).then(|| Hint {
            key,
            label: own.unwrap_or_else(|| short(draw, command)),
        })
    };
    let back = if context.takes_text() || matches!(draw.app.top(), View::Peek(_)) {
        "view.escape"
    } else {
        "view.close"
    };
    let mut hints: Vec<Hint> = Vec::new();
    hints.extend(named("help.open"));
    let leave = if root {
        let close = draw.key("view.close");
        let key = if close.is_empty() {
            draw.key("app.quit")
        } else {
            close
        };
        Some(Hint {
            key,
            label: draw.say("hint-quit"),
        })
    } else {
        named(back)
            .or_else(|| named("view.escape"))
            .map(|hint| Hint {
                label: draw.say("hint-back"),
                ..hint
            })
    };
    hints.extend(leave);
    let more = match draw.app.settings.hints {
        HintLevel::Novice => usize::MAX,
        HintLevel::Normal => 4,
        HintLevel::Off => 0,
    };
    let useful = useful(context).iter().filter_map(|name| named(name));
    hints.extend(useful.take(more));
    hints
}
