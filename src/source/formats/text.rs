//! Collects paragraphs, table rows and notes into the one layout that all formats give.

/// A number as it is printed for a note mark.
pub fn superscript(number: usize) -> String {
    superscript_digits(&number.to_string())
}

/// Raises ASCII digits; all else stays as it is.
pub fn superscript_digits(text: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raise = |c: char| match c.to_digit(10) {
        Some(d) => DIGITS[d as usize],
        None => c,
    };
    text.chars().map(raise).collect()
}

/// A text that grows paragraph by paragraph. Tables inside cells are told in the cell.
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    paragraph: String,
    /// Cells of the open rows, the innermost last.
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Writer {
    /// Adds to the open paragraph; line ends and tabs of the source are blanks.
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            self.paragraph.push(if matches!(c, '\n' | '\r' | '\t') {
                ' '
            } else {
                c
            });
        }
    }

    /// Ends the open paragraph, inside a cell or on its own.
    pub fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let text = text.trim();
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) if !text.is_empty() => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(text);
            }
            Some(_) => {}
            None => self.line(text),
        }
    }

    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    /// Begins a row of a table.
    pub fn begin_row(&mut self) {
        self.end_paragraph();
        self.rows.push(Vec::new());
    }

    /// Begins a cell of the open row.
    pub fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(String::new());
        }
    }

    /// Ends the open row.
    pub fn end_row(&mut self) {
        self.end_paragraph();
        let Some(row) = self.rows.pop() else { return };
        if self.rows.is_empty() {
            if row.iter().any(|c| !c.is_empty()) {
                // Rows of one table stand on lines of their own without blank lines between.
                self.out.push_str(&row.join("\t"));
                self.out.push('\n');
            }
        } else {
            self.push(&row.join(" "));
        }
    }

    /// Ends a table.
    pub fn end_table(&mut self) {
        if self.rows.is_empty() {
            self.out.push('\n');
        }
    }

    /// Puts a mark into the open paragraph for a note whose text comes at the end.
    pub fn note(&mut self, text: String) {
        self.notes.push(text);
        let mark = superscript(self.notes.len());
        self.paragraph.push_str(&mark);
    }

    /// All of it, the notes last.
    pub fn finish(mut self) -> String {
        self.end_paragraph();
        for (i, note) in std::mem::take(&mut self.notes).iter().enumerate() {
            let line = format!("{} {}", superscript(i + 1), note.trim());
            self.line(&line);
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_cells_and_notes_come_last() {
        let mut w = Writer::default();
        w.push("甲");
        w.note("注文".to_owned());
        w.end_paragraph();
        w.begin_row();
        for cell in ["一", "", "三"] {
            w.begin_cell();
            w.push(cell);
            w.end_paragraph();
        }
        w.end_row();
        w.end_table();
        assert_eq!(w.finish(), "甲¹\n\n一\t\t三\n\n¹ 注文\n\n");
        assert_eq!(superscript(120), "¹²⁰");
    }
}
