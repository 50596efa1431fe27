//! Tables of a document that is read: which rows make one, which row is its head, which caption is one again.
//!
//! In: a `Document`. Out: places of blocks. Must not know how tables are drawn.
//!
//! Text out of a PDF does not say which row names the columns. A row is taken for one only on evidence; a
//! table without keeps its cells as they are, and nothing is said of them that is not there.

use super::chars::ends_sentence;
use super::model::{Block, BlockKind, Document};
use std::ops::Range;

/// Rows further apart than this are not looked at for one table.
const FARTHEST: usize = 5_000;
/// Parts of a table under repeated captions.
const PARTS: usize = 20;
/// Captions that stand together.
const CAPTIONS: usize = 8;
/// Rows below a head that are looked at for what it names.
const BELOW: usize = 20;
/// A column's name is not longer than this (characters).
const NAME: usize = 16;

/// Words that name columns and are hardly ever cells.
const NAMES: [&str; 44] = [
    "序号",
    "編號",
    "编号",
    "項目",
    "项目",
    "名称",
    "名稱",
    "姓名",
    "职务",
    "職稱",
    "国家",
    "國家",
    "机构",
    "機構",
    "日期",
    "时间",
    "時間",
    "地点",
    "地點",
    "内容",
    "內容",
    "标题",
    "標題",
    "文号",
    "文號",
    "备注",
    "備註",
    "说明",
    "說明",
    "类别",
    "類別",
    "缩略语",
    "缩写",
    "全称",
    "议题",
    "議題",
    "no.",
    "name",
    "date",
    "time",
    "title",
    "country",
    "remarks",
    "symbol",
];

fn is_kind(document: &Document, block: usize, kind: BlockKind) -> bool {
    document.blocks.get(block).is_some_and(|b| b.kind == kind)
}

fn is_row(document: &Document, block: usize) -> bool {
    is_kind(document, block, BlockKind::TableRow)
}

/// The first row of the table that a row belongs to, or one `FARTHEST` rows before.
fn first(document: &Document, row: usize) -> usize {
    let before = (row.saturating_sub(FARTHEST)..row).rev();
    let rows = before.take_while(|i| is_row(document, *i));
    rows.last().unwrap_or(row)
}

/// The texts of a row's cells. A row without cells is one.
fn cells(block: &Block) -> Vec<&str> {
    let text = |c: &Range<u32>| block.text.get(c.start as usize..c.end as usize);
    match block.cells.is_empty() {
        true => vec![block.text.trim()],
        false => block.cells.iter().filter_map(text).map(str::trim).collect(),
    }
}

/// The names of the columns of the table that a row belongs to; none where no other row names them.
pub fn column_names(document: &Document, row: usize) -> Vec<&str> {
    let head = head_of(document, row).map(|at| &document.blocks[at]);
    head.map(cells).unwrap_or_default()
}

/// The row that names the columns of the table that a row belongs to, if there is one and it is another
/// row. What goes on under a repeated caption has the names of what it goes on with.
fn head_of(document: &Document, row: usize) -> Option<usize> {
    let mut at = first(document, row);
    for _ in 0..PARTS {
        if at > 0 && is_row(document, at - 1) {
            // The first row is too far away to be known.
            return None;
        }
        if names_columns(document, at) {
            return (at != row).then_some(at);
        }
        at = first(document, continued(document, at)?);
    }
    None
}

/// The row over the captions before a table, where these captions are those of the table before it.
fn continued(document: &Document, start: usize) -> Option<usize> {
    let captions = captions_before(document, start);
    let above = captions.start.checked_sub(1)?;
    (!captions.is_empty() && goes_on(document, &captions)).then_some(above)
}

/// The captions that stand together before a block.
fn captions_before(document: &Document, block: usize) -> Range<usize> {
    let before = (0..block.min(document.blocks.len())).rev().take(CAPTIONS);
    let is_caption = |i: &usize| is_kind(document, *i, BlockKind::Caption);
    let start = before.take_while(is_caption).last().unwrap_or(block);
    start..block
}

/// Captions that are those of the table before, word by word, with nothing but its rows between.
fn goes_on(document: &Document, captions: &Range<usize>) -> bool {
    let Some(above) = captions.start.checked_sub(1) else {
        return false;
    };
    if !is_row(document, above) {
        return false;
    }
    let before = captions_before(document, first(document, above));
    let words = |range: &Range<usize>| -> String {
        let text = document.blocks[range.clone()].iter();
        text.flat_map(|b| b.text.chars())
            .filter(|c| !c.is_whitespace())
            .collect()
    };
    !before.is_empty() && words(&before) == words(captions)
}

/// A caption that is printed again over the rest of its table.
pub fn is_caption_again(document: &Document, block: usize) -> bool {
    let is_caption = |i: &usize| is_kind(document, *i, BlockKind::Caption);
    let captions = (block..).take(CAPTIONS).take_while(is_caption).count();
    let end = block + captions;
    captions > 0 && is_row(document, end) && goes_on(document, &captions_before(document, end))
}

/// Does a row name columns? All its cells are short and hold no number, and one of them is a word that
/// names columns, or stands over a column of numbers.
fn names_columns(document: &Document, row: usize) -> bool {
    let below: Vec<Vec<&str>> = (row + 1..)
        .take_while(|i| is_row(document, *i))
        .take(BELOW)
        .map(|i| cells(&document.blocks[i]))
        .collect();
    let names = cells(&document.blocks[row]);
    let filled = names.iter().filter(|n| !n.is_empty()).count();
    let is_name = |name: &&str| {
        name.chars().nth(NAME).is_none()
            && !name.contains(|c: char| c.is_ascii_digit() || "《》；。".contains(c))
            && !ends_sentence(name)
    };
    if below.is_empty() || filled < 2 || !names.iter().all(is_name) {
        return false;
    }
    let known = |name: &&str| NAMES.contains(&name.to_lowercase().as_str());
    let over_numbers = |(column, name): (usize, &&str)| {
        let cells = below.iter().filter_map(|row| row.get(column));
        let cells: Vec<&&str> = cells.filter(|c| !c.is_empty()).collect();
        let numbers = cells.iter().filter(|c| is_number(c)).count();
        let words = name.chars().any(char::is_alphabetic);
        words && numbers >= 2 && numbers * 2 > cells.len()
    };
    names.iter().any(known) || names.iter().enumerate().any(over_numbers)
}

/// 2013, 12.5 %, 1 234, 09.00: a cell that is a number.
fn is_number(cell: &str) -> bool {
    let mut digit = false;
    let fits = cell.chars().all(|c| {
        digit |= c.is_ascii_digit();
        c.is_ascii_digit() || c.is_whitespace() || ".,:%-–/年月日".contains(c)
    });
    fits && digit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::build;
    use crate::source::{Origin, RawText};
    use std::sync::Arc;

    fn read(text: &str) -> Document {
        let raw = RawText::new("t", Origin::Bundled, text.to_owned());
        build(Arc::new(raw), "t")
    }

    /// The text of the head of each row, "" for none.
    fn heads(document: &Document) -> Vec<&str> {
        let rows = (0..document.blocks.len()).filter(|i| is_row(document, *i));
        rows.map(|i| head_of(document, i).map_or("", |h| document.blocks[h].text.as_str()))
            .collect()
    }

    #[test]
    fn a_row_is_a_head_on_evidence_only() {
        let numbers =
            read("表 1\t\t开支\n\n地区\t年份\t数额\n甲\t2013\t12\n乙\t2014\t\n丙\t2015\t7\n");
        let head = "地区\t年份\t数额";
        assert_eq!(heads(&numbers), ["", head, head, head]);
        let words = read("姓名\t出身\n赵\t河东\n钱\t江南\n");
        assert_eq!(heads(&words), ["", "姓名\t出身", "姓名\t出身"]);
        for none in [
            "2013\t通过甲\t通过乙\n2012\t通过丙\t\n2011\t\t通过丁\n",
            "HLZ\t湖泊组织\nQSH\t丘陵联合会\nXGY\t溪谷银行\n",
            "甲\t—\n乙\t12\n丙\t15\n",
        ] {
            assert!(heads(&read(none)).iter().all(|h| h.is_empty()), "{none}");
        }
    }

    #[test]
    fn a_table_goes_on_under_its_caption() {
        let document = read(
            "表 1\t\t开支\n\n地区\t年份\n甲\t2013\n乙\t2014\n丙\t2015\n\n表 1\t\t开支\n\n丁\t2016\n戊\t2017\n\n表 2\t\t收入\n\n己\t2016\n庚\t2017\n",
        );
        let again: Vec<usize> = (0..document.blocks.len())
            .filter(|i| is_caption_again(&document, *i))
            .collect();
        let texts: Vec<&str> = document.blocks.iter().map(|b| b.text.as_str()).collect();
        assert_eq!(texts[0], texts[5]);
        assert_eq!(again, [5], "{texts:?}");
        let head = "地区\t年份";
        assert_eq!(heads(&document), ["", head, head, head, head, head, "", ""]);
    }
}
