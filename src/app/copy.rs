//! Quotations and citations to copy: the words with their source.

use super::Effect;
use super::update::Turn;
use crate::document::Document;

/// A citation of a place: title, symbol, date, paragraph, as Chinese papers write it.
pub(crate) fn citation(document: &Document, block: usize) -> String {
    let meta = &document.meta;
    let mut parts = vec![format!("《{}》", meta.title.trim())];
    parts.extend(meta.symbol.clone());
    parts.extend(meta.date.clone());
    let number = document
        .blocks
        .get(block)
        .map_or("", |b| b.number.trim_end_matches(['.', '．', '、']));
    if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) {
        parts.push(format!("第 {number} 段"));
    } else if let Some(heading) = document.headings_of(block).last() {
        parts.push(document.title_of(&document.outline[*heading]).into_owned());
    }
    parts.join("，")
}

impl Turn<'_> {
    fn copy(&mut self, make: impl FnOnce(&Document, usize) -> String) {
        let block = self.app.main().cursor.block;
        match self.document() {
            Some(document) => {
                let text = make(document, block);
                self.effects.push(Effect::Copy(text));
                self.app.said = super::Said::Message;
            }
            None => self.say("message-no-document", &[]),
        }
    }

    /// The paragraph in quotation marks, with its source.
    pub(super) fn copy_quotation(&mut self) {
        self.copy(|document, block| {
            let text = document.blocks.get(block).map_or("", |b| b.body().trim());
            let text = text.replace('\t', " ");
            format!("“{text}”（{}）", citation(document, block))
        });
    }

    /// The source alone.
    pub(super) fn copy_citation(&mut self) {
        self.copy(citation);
    }

    /// The paragraph alone.
    pub(super) fn copy_text(&mut self) {
        self.copy(|document, block| {
            let block = document.blocks.get(block);
            block.map_or(String::new(), |b| b.text.clone())
        });
    }
}
