//! A `Screen` as lines.
//!
//! In: a `Screen` made for `Viewport::Lines`. Out: lines without control characters. Must not know where they
//! are printed.

use crate::text::sanitize;
use crate::view::{Mark, Piece, Row, Screen};

/// One line to be said, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// An answer.
    Text(String),
    /// Something went wrong.
    Problem(String),
}

/// All rows of all panes, in order; where there is no pane, the announcement.
pub(super) fn lines(screen: &Screen) -> Vec<Line> {
    let panes = screen.panes.iter().chain(&screen.overlays);
    let rows: Vec<&Row> = panes.flat_map(|pane| &pane.rows).collect();
    if rows.is_empty() && !screen.announce.is_empty() {
        return vec![Line::Text(one_line(&screen.announce))];
    }
    rows.into_iter().map(line).collect()
}

fn line(row: &Row) -> Line {
    let text = match &row.spoken {
        Some(spoken) => one_line(spoken),
        None => one_line(&with_hits(&row.pieces)),
    };
    let problem = |piece: &Piece| piece.mark == Mark::Problem || piece.text.trim().is_empty();
    if !text.is_empty() && row.pieces.iter().all(problem) && row.spoken.is_none() {
        Line::Problem(text)
    } else {
        Line::Text(text)
    }
}

/// The text of the pieces, hits in »…«.
fn with_hits(pieces: &[Piece]) -> String {
    let is_hit = |piece: Option<&Piece>| piece.is_some_and(|p| p.mark == Mark::Hit);
    let mut text = String::new();
    for (i, piece) in pieces.iter().enumerate() {
        let hit = piece.mark == Mark::Hit;
        if hit && !is_hit(i.checked_sub(1).and_then(|i| pieces.get(i))) {
            text.push('»');
        }
        text.push_str(&piece.text);
        if hit && !is_hit(pieces.get(i + 1)) {
            text.push('«');
        }
    }
    text
}

fn one_line(text: &str) -> String {
    sanitize(text).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Area, Frame, Pane, Role};
    use proptest::prelude::*;

    fn piece(text: &str, mark: Mark) -> Piece {
        Piece {
            text: text.to_owned(),
            mark,
        }
    }

    fn row(pieces: Vec<Piece>) -> Row {
        Row {
            pieces,
            ..Row::default()
        }
    }

    fn screen(rows: Vec<Row>) -> Screen {
        Screen {
            panes: vec![Pane {
                role: Role::Results,
                title: "T".to_owned(),
                info: "I".to_owned(),
                foot: String::new(),
                area: Area::default(),
                frame: Frame::Heavy,
                focused: true,
                rows,
            }],
            announce: "A".to_owned(),
            ..Screen::default()
        }
    }

    #[test]
    fn rows_are_lines_and_hits_are_quoted() {
        let rows = vec![
            row(vec![piece("搜索：2 条。", Mark::Plain)]),
            row(vec![
                piece("1. 打击", Mark::Strong),
                piece("网络", Mark::Hit),
                piece("犯罪", Mark::Hit),
                piece("。", Mark::Plain),
            ]),
            Row {
                spoken: Some("三级，已展开".to_owned()),
                ..row(vec![piece("▾ x", Mark::Plain)])
            },
            row(vec![piece("没有第 9 项。", Mark::Problem)]),
        ];
        assert_eq!(
            lines(&screen(rows)),
            [
                Line::Text("搜索：2 条。".to_owned()),
                Line::Text("1. 打击»网络犯罪«。".to_owned()),
                Line::Text("三级，已展开".to_owned()),
                Line::Problem("没有第 9 项。".to_owned()),
            ]
        );
    }

    #[test]
    fn without_rows_the_announcement_is_said() {
        assert_eq!(lines(&screen(vec![])), [Line::Text("A".to_owned())]);
        assert_eq!(lines(&Screen::default()), []);
    }

    proptest! {
        #[test]
        fn no_control_character_gets_out(text in any::<String>(), hit in any::<String>()) {
            let row = row(vec![piece(&text, Mark::Plain), piece(&hit, Mark::Hit)]);
            for line in lines(&screen(vec![row])) {
                let (Line::Text(text) | Line::Problem(text)) = line;
                prop_assert!(!text.chars().any(char::is_control));
            }
        }
    }
}
