//! Walks through the app by keys and by words: what leads where, and back.
#![allow(clippy::unwrap_used)]

mod app_sample;
mod view_paint;

use app_sample::{app, command, library, lines_app, press, said, type_text};
use view_paint::paint;
use wenmai::app::{App, Copied, Effect, Input, Viewport, settle, update};
use wenmai::i18n::Language;
use wenmai::keymap::Key;
use wenmai::library::Library;
use wenmai::view::{Role, Screen, present};

fn focused(screen: &Screen) -> Role {
    let panes = screen.overlays.iter().rev().chain(&screen.panes);
    panes.into_iter().find(|p| p.focused).unwrap().role
}

/// The text of the row with the cursor on it.
fn cursor_row(screen: &Screen) -> String {
    let (x, y) = screen.cursor;
    for pane in screen.overlays.iter().rev().chain(&screen.panes) {
        let a = pane.area;
        let edge = u16::from(pane.frame != wenmai::view::Frame::None);
        if x >= a.x && x < a.x + a.width && y >= a.y + edge && y < a.y + a.height {
            return pane.rows[usize::from(y - a.y - edge)].text();
        }
    }
    panic!("the cursor is nowhere: {:?}", screen.cursor);
}

#[test]
fn a_hit_opens_and_closing_comes_back_to_the_same_hit() {
    let library = library();
    let mut app = app(&library, 60, 24, "vim");
    press(&mut app, &library, "] ] ] ]");
    let before = paint(&present(&app, &library));
    press(&mut app, &library, "s");
    type_text(&mut app, &library, "清洁河水");
    press(&mut app, &library, "down down");
    let results = paint(&present(&app, &library));
    press(&mut app, &library, "enter");
    let opened = present(&app, &library);
    assert_eq!(focused(&opened), Role::Reading);
    let hit = |s: &Screen| {
        s.panes
            .iter()
            .flat_map(|p| &p.rows)
            .any(|r| r.pieces.iter().any(|p| p.mark == wenmai::view::Mark::Hit))
    };
    assert!(hit(&opened), "hits are marked in the text");
    press(&mut app, &library, "q");
    assert_eq!(paint(&present(&app, &library)), results);
    press(&mut app, &library, "esc");
    assert_eq!(paint(&present(&app, &library)), before);
}

#[test]
fn an_event_leads_to_its_paragraph_and_back_to_the_same_event() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "timeline 2003");
    let timeline = paint(&present(&app, &library));
    assert!(timeline.contains("2003-07"), "{timeline}");
    press(&mut app, &library, "j");
    let at_event = paint(&present(&app, &library));
    press(&mut app, &library, "enter");
    let text = present(&app, &library);
    assert_eq!(focused(&text), Role::Reading);
    assert!(
        cursor_row(&text).contains("2003 年 7 月 8 日"),
        "{}",
        cursor_row(&text)
    );
    press(&mut app, &library, "ctrl-o");
    assert_eq!(paint(&present(&app, &library)), at_event);
}

#[test]
fn undated_events_stand_at_the_end() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "t 0 G");
    let screen = present(&app, &library);
    assert!(
        cursor_row(&screen).contains("样例事件四"),
        "{}",
        cursor_row(&screen)
    );
    assert!(cursor_row(&screen).contains("无日期"));
}

#[test]
fn zooming_keeps_the_event() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "timeline 2003");
    let row = cursor_row(&present(&app, &library));
    for keys in ["+ + +", "- - - - -", "="] {
        press(&mut app, &library, keys);
        assert_eq!(cursor_row(&present(&app, &library)), row, "after {keys}");
    }
}

#[test]
fn a_kind_can_be_shown_alone() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "t 2");
    let painted = paint(&present(&app, &library));
    assert!(painted.contains("2 条"), "two meetings: {painted}");
    press(&mut app, &library, "0");
    assert!(paint(&present(&app, &library)).contains("4 条"));
    press(&mut app, &library, "0");
    let painted = paint(&present(&app, &library));
    assert!(painted.contains("5 条"), "with what has no date: {painted}");
}

#[test]
fn a_citation_leads_to_its_document_and_back() {
    let library = library();
    let mut app = app(&library, 60, 24, "vim");
    press(&mut app, &library, "2 ] c");
    let before = paint(&present(&app, &library));
    press(&mut app, &library, "enter");
    let screen = present(&app, &library);
    assert!(screen.place.contains("R/CONF/3"), "{}", screen.place);
    press(&mut app, &library, "H");
    assert_eq!(paint(&present(&app, &library)), before);
    press(&mut app, &library, "L");
    assert!(present(&app, &library).place.contains("R/CONF/3"));
}

#[test]
fn an_absent_document_shows_all_places_that_cite_it() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "] c enter");
    let painted = paint(&present(&app, &library));
    assert!(painted.contains("A/RES/89/7（库外）"), "{painted}");
    press(&mut app, &library, "enter");
    assert_eq!(focused(&present(&app, &library)), Role::Reading);
}

#[test]
fn backlinks_lead_to_the_citing_sentence() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "g r");
    let painted = paint(&present(&app, &library));
    assert!(painted.contains("2 处"), "{painted}");
    press(&mut app, &library, "enter");
    assert!(present(&app, &library).place.contains("R/CONF/3"));
    assert!(cursor_row(&present(&app, &library)).contains("A/RES/90/1"));
}

#[test]
fn a_note_is_shown_and_gone_to_and_left_again() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "2 ] f K");
    let screen = present(&app, &library);
    assert_eq!(focused(&screen), Role::Peek);
    let peek = screen.overlays.last().unwrap();
    let text: String = peek.rows.iter().map(|r| r.text()).collect();
    assert!(text.contains("同上"), "{text}");
    assert!(
        text.contains("河流会议报告"),
        "what 同上 means is shown: {text}"
    );
    press(&mut app, &library, "enter");
    assert!(
        cursor_row(&present(&app, &library)).contains("河流会议报告"),
        "the note that the chain ends at"
    );
    press(&mut app, &library, "H");
    assert!(cursor_row(&present(&app, &library)).contains("种树[2]"));
}

#[test]
fn the_cursor_survives_another_width() {
    let library = library();
    let mut app = app(&library, 120, 40, "vim");
    press(&mut app, &library, "3 ] ]");
    for _ in 0..40 {
        press(&mut app, &library, "j");
    }
    let first = |app: &App| {
        let row = cursor_row(&present(app, &library));
        row.trim_start_matches('>').trim().chars().next()
    };
    let wide = first(&app);
    for (columns, rows) in [(80, 24), (40, 15), (200, 60), (20, 5), (120, 40)] {
        settle(
            &mut app,
            &library,
            Input::Resize(Viewport::Screen { columns, rows }),
        );
        assert!(present(&app, &library).cursor.1 < rows);
    }
    assert_eq!(first(&app), wide);
}

#[test]
fn counts_and_paragraph_numbers() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open R/CONF/3");
    press(&mut app, &library, "4 2 G");
    assert!(cursor_row(&present(&app, &library)).contains("42. 第42个"));
    press(&mut app, &library, "3 ] p");
    assert!(cursor_row(&present(&app, &library)).contains("45. 第45个"));
    press(&mut app, &library, "g p");
    type_text(&mut app, &library, "7");
    press(&mut app, &library, "enter");
    assert!(cursor_row(&present(&app, &library)).contains("7. 第7个"));
}

#[test]
fn find_goes_on_and_round_and_says_so() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "湖岸");
    press(&mut app, &library, "enter");
    assert!(cursor_row(&present(&app, &library)).contains("清理湖岸"));
    press(&mut app, &library, "n");
    assert!(cursor_row(&present(&app, &library)).contains("湖岸的树木"));
    press(&mut app, &library, "n");
    assert!(cursor_row(&present(&app, &library)).contains("清理湖岸"));
    assert!(present(&app, &library).announce.contains("从头继续：1/2"));
    press(&mut app, &library, "N");
    assert!(cursor_row(&present(&app, &library)).contains("湖岸的树木"));
    assert!(present(&app, &library).announce.contains("从末尾继续：2/2"));
}

#[test]
fn giving_up_a_find_goes_back() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    let before = paint(&present(&app, &library));
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "河流会议");
    press(&mut app, &library, "esc");
    assert_eq!(paint(&present(&app, &library)), before);
}

#[test]
fn the_tree_folds_and_filters() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "F2 g g z R");
    let rows = |app: &App| {
        let screen = present(app, &library);
        let pane = screen.panes.iter().find(|p| p.role == Role::Tree).unwrap();
        pane.rows.iter().map(|r| r.text()).collect::<Vec<_>>()
    };
    assert!(rows(&app).iter().any(|r| r.contains("湖岸的树木")));
    press(&mut app, &library, "z M");
    assert!(
        !rows(&app).iter().any(|r| r.contains("湖泊与河流")),
        "{:?}",
        rows(&app)
    );
    press(&mut app, &library, "/");
    type_text(&mut app, &library, "樹木");
    let found = rows(&app);
    assert!(found.iter().any(|r| r.contains("湖岸的树木")), "{found:?}");
    assert!(
        found.iter().any(|r| r.contains("A/RES/90/1")),
        "what holds it stays: {found:?}"
    );
    assert!(!found.iter().any(|r| r.contains("R/CONF/3")), "{found:?}");
    press(&mut app, &library, "esc");
    assert!(
        rows(&app)
            .iter()
            .all(|r| !r.contains('/') || r.contains("A/RES"))
    );
}

#[test]
fn copying_names_the_source() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open R/CONF/3#7");
    let effects = press(&mut app, &library, "y c");
    let [Effect::Copy(text)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(text.starts_with("“第7个代表团"), "{text}");
    assert!(
        text.ends_with("（《河流会议的报告》，R/CONF/3，2003-07-10，第 7 段）"),
        "{text}"
    );
    settle(&mut app, &library, Input::Copied(Copied::Terminal));
    assert!(present(&app, &library).status.contains("不回执"));
}

#[test]
fn old_answers_are_dropped() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "s");
    let mut searches = Vec::new();
    for c in "河流".chars() {
        for effect in update(&mut app, &library, Input::Key(Key::char(c))) {
            if let Effect::Search {
                generation, query, ..
            } = effect
            {
                searches.push((generation, query));
            }
        }
    }
    assert_eq!(searches[0].1, "河");
    assert_eq!(searches[1].1, "河流");
    assert!(searches[0].0 < searches[1].0);
    let answer = |query: &str| library.search(&wenmai::index::Query::parse(query), 100);
    let (new, old) = (answer("河流"), answer("树种"));
    let total = new.total;
    assert_ne!(total, old.total);
    update(
        &mut app,
        &library,
        Input::Found {
            generation: searches[1].0,
            results: new,
        },
    );
    update(
        &mut app,
        &library,
        Input::Found {
            generation: searches[0].0,
            results: old,
        },
    );
    let painted = paint(&present(&app, &library));
    assert!(painted.contains(&format!("[全文 {total}]")), "{painted}");
}

#[test]
fn nothing_found_offers_what_would_be() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "s");
    type_text(&mut app, &library, "清洁河水 火星");
    let painted = paint(&present(&app, &library));
    assert!(painted.contains("去掉“火星”"), "{painted}");
    press(&mut app, &library, "enter");
    let painted = paint(&present(&app, &library));
    assert!(
        painted.contains("检索> 清洁河水") && !painted.contains("去掉"),
        "{painted}"
    );
}

#[test]
fn esc_never_ends_and_q_at_the_top_does() {
    let library = library();
    for keys in ["vim", "plain"] {
        let mut app = app(&library, 80, 24, keys);
        assert!(press(&mut app, &library, "esc esc esc").is_empty());
        assert!(present(&app, &library).status.contains("退出"));
        assert_eq!(press(&mut app, &library, "F10"), [Effect::Quit]);
    }
    let mut app = app(&library, 80, 24, "vim");
    assert!(
        press(&mut app, &library, "? q").is_empty(),
        "q is typed into the help's filter"
    );
    assert!(press(&mut app, &library, "esc").is_empty());
    assert_eq!(press(&mut app, &library, "q"), [Effect::Quit]);
}

#[test]
fn ctrl_c_twice_ends() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    assert!(press(&mut app, &library, "ctrl-c").is_empty());
    assert!(present(&app, &library).status.contains("再按一次"));
    assert!(
        press(&mut app, &library, "down ctrl-c").is_empty(),
        "another key came between"
    );
    assert_eq!(press(&mut app, &library, "ctrl-c"), [Effect::Quit]);
}

#[test]
fn typing_searches_in_the_plain_set() {
    let library = library();
    let mut app = app(&library, 80, 24, "plain");
    press(&mut app, &library, "河");
    let screen = present(&app, &library);
    assert_eq!(focused(&screen), Role::SearchInput);
    assert!(paint(&screen).contains("检索> 河"));
    assert_eq!(
        screen.cursor,
        (1 + 6 + 2, 1),
        "after the label and one 汉字"
    );
}

#[test]
fn an_unbound_key_is_answered() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "X");
    assert!(present(&app, &library).status.contains("未绑定：X"));
}

#[test]
fn full_width_keys_work() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "？");
    assert_eq!(focused(&present(&app, &library)), Role::Help);
    press(&mut app, &library, "esc ：");
    assert_eq!(focused(&present(&app, &library)), Role::Commands);
}

#[test]
fn help_runs_what_is_chosen() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, "F1");
    type_text(&mut app, &library, "本文大纲");
    press(&mut app, &library, "enter");
    assert!(paint(&present(&app, &library)).contains("大纲：A/RES/90/1"));
}

#[test]
fn the_command_line_takes_words_with_arguments() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    press(&mut app, &library, ":");
    type_text(&mut app, &library, "时间线 1999");
    press(&mut app, &library, "enter");
    assert!(paint(&present(&app, &library)).contains("1999 年，1 条"));
    press(&mut app, &library, "q :");
    type_text(&mut app, &library, "sear");
    press(&mut app, &library, "tab");
    type_text(&mut app, &library, "水庫");
    press(&mut app, &library, "enter");
    assert!(paint(&present(&app, &library)).contains("检索> 水庫"));
}

#[test]
fn english_can_be_chosen() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    app.settings.language = Language::English;
    let painted = paint(&present(&app, &library));
    assert!(
        painted.contains("? help") && painted.contains("q quit"),
        "{painted}"
    );
    assert!(painted.contains("Reading"), "{painted}");
}

#[test]
fn an_empty_library_is_no_trouble() {
    let library = Library::default();
    let mut app = app(&library, 80, 24, "vim");
    for keys in [
        "j k G g g",
        "enter",
        "t",
        "q",
        "s x",
        "esc",
        "K",
        "g r",
        "o",
        "F2 enter l h",
        "] ]",
        "y c",
    ] {
        press(&mut app, &library, keys);
        let painted = paint(&present(&app, &library));
        assert!(painted.contains("帮助"), "{painted}");
    }
}

#[test]
fn documents_may_come_one_by_one() {
    let whole = library();
    let mut part = Library {
        documents: whole.documents[..1].to_vec(),
        facts: vec![None],
        ..Library::default()
    };
    part.progress.expected = 3;
    let mut app = app(&part, 80, 24, "vim");
    press(&mut app, &part, "j j j");
    let row = cursor_row(&present(&app, &part));
    assert!(present(&app, &part).state.contains("1/3"));
    settle(&mut app, &whole, Input::LibraryChanged);
    assert_eq!(cursor_row(&present(&app, &whole)), row);
    assert!(present(&app, &whole).state.contains("3 篇"));
    press(&mut app, &whole, "g r");
    assert!(paint(&present(&app, &whole)).contains("2 处"));
}

#[test]
fn a_paragraph_is_gone_to_and_not_the_note_of_its_number() {
    let library = library();
    let mut app = app(&library, 80, 24, "vim");
    command(&mut app, &library, "open A/RES/90/1");
    command(&mut app, &library, "para 3");
    command(&mut app, &library, "para 1");
    let row = cursor_row(&present(&app, &library));
    assert!(row.contains("1. 请各地"), "{row}");
}

#[test]
fn what_is_not_found_yet_is_not_said_to_be_nowhere() {
    let whole = library();
    let part = Library::default();
    let mut app = app(&part, 80, 24, "vim");
    command(&mut app, &part, "search 湖");
    assert!(paint(&present(&app, &part)).contains("还没有读完"));
    settle(&mut app, &whole, Input::LibraryChanged);
    let found = paint(&present(&app, &whole));
    assert!(
        !found.contains("还没有读完") && found.contains("结果"),
        "{found}"
    );
    command(&mut app, &whole, "search 没有这种词");
    assert!(paint(&present(&app, &whole)).contains("没有找到"));
}

#[test]
fn in_lines_a_search_is_numbered_and_numbers_open() {
    let library = library();
    let mut app = lines_app(&library);
    let start = said(&app, &library);
    assert!(start[0].starts_with("目录：3 篇"), "{start:?}");
    command(&mut app, &library, "检索 清洁河水");
    let found = said(&app, &library);
    assert_eq!(found[0], "搜索“清洁河水”：60 条结果。");
    assert!(found[2].starts_with("1. "), "{found:?}");
    assert!(found.last().unwrap().contains("40"), "{:?}", found.last());
    command(&mut app, &library, "more");
    assert!(said(&app, &library).iter().any(|l| l.starts_with("21. ")));
    command(&mut app, &library, "3");
    let third = said(&app, &library);
    assert!(third[0].starts_with("打开 R/CONF/3"), "{third:?}");
    command(&mut app, &library, "n");
    assert_eq!(said(&app, &library).len(), 1);
    command(&mut app, &library, "2");
    assert!(
        said(&app, &library)[0].starts_with("打开 R/CONF/3"),
        "numbers still mean the list"
    );
    command(&mut app, &library, "返回");
    command(&mut app, &library, "99");
    let screen = present(&app, &library);
    assert!(screen.panes[0].rows[0].pieces[0].mark == wenmai::view::Mark::Problem);
}

#[test]
fn in_lines_the_timeline_is_periods_then_events() {
    let library = library();
    let mut app = lines_app(&library);
    command(&mut app, &library, "timeline");
    let periods = said(&app, &library);
    assert!(periods[0].starts_with("时间线：按年，4 条"), "{periods:?}");
    assert!(
        periods
            .iter()
            .any(|l| l.contains("2003 年：2 条，比前一期多 1")),
        "{periods:?}"
    );
    command(&mut app, &library, "3");
    let events = said(&app, &library);
    assert!(events[0].starts_with("时间线：2003 年，2 条"), "{events:?}");
    command(&mut app, &library, "2");
    assert!(said(&app, &library)[0].contains("R/CONF/3"));
    command(&mut app, &library, "back");
    assert!(said(&app, &library)[0].starts_with("时间线：2003 年，2 条"));
    command(&mut app, &library, "timeline 31");
    command(&mut app, &library, "timeline soon");
    assert!(said(&app, &library)[0].contains("不是日期"));
}

#[test]
fn in_lines_every_word_answers() {
    let library = library();
    for words in [
        "help",
        "where",
        "tree",
        "open 2",
        "open A/RES/90/1",
        "note 1",
        "notes",
        "outline",
        "references",
        "被引",
        "next",
        "prev",
        "more",
        "back",
        "forward",
        "jumps",
        "timeline 1999",
        "goto R/CONF/3",
        "problems",
        "in 湖岸",
        "raw",
        "段 3",
        "peek",
        "大纲",
        "language",
        "nonsense",
        "12345",
        "菜单",
    ] {
        let mut app = lines_app(&library);
        command(&mut app, &library, "open A/RES/90/1");
        command(&mut app, &library, words);
        let lines = said(&app, &library);
        assert!(!lines[0].is_empty(), "{words} says nothing");
    }
}
