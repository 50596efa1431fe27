//! Changes to rows, rows to a book. One row of one table for each change.

use super::book::{Book, MOST_SEARCHES};
use super::model::{
    Change, Collected, DocumentKey, Entry, EntryId, EntryKind, Quote, SavedSearch, Searched,
    Session, Spot, Time, Visit,
};
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, Result, Row, params};

impl ToSql for Time {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Time {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        i64::column_result(value).map(Time)
    }
}

/// Counts are stored signed.
fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// Writes one change.
pub(super) fn write(c: &Connection, change: &Change) -> Result<()> {
    match change {
        Change::Document(key) => document(c, key),
        Change::Entry(e) => entry(c, e),
        Change::Collected(x) => c.execute(
            "INSERT INTO collected VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE
             SET added = excluded.added, removed = excluded.removed",
            params![x.collection, x.document, x.added, x.removed],
        ),
        Change::Visit(v) => visit(c, v),
        Change::Searched(s) => searched(c, s),
        Change::ForgetSearches => c.execute("DELETE FROM history", []),
        Change::SavedSearch(s) => c.execute(
            "INSERT INTO saved_searches VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE
             SET query = excluded.query, hits = excluded.hits, made = excluded.made,
                 checked = excluded.checked, deleted = excluded.deleted",
            params![
                s.name,
                s.query,
                signed(s.hits),
                s.made,
                s.checked,
                s.deleted
            ],
        ),
        Change::Session(s) => c.execute(
            "INSERT INTO sessions VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE
             SET body = excluded.body, saved = excluded.saved",
            params![s.name, s.corpus, s.body, s.saved],
        ),
        Change::DropSession(name, corpus) => c.execute(
            "DELETE FROM sessions WHERE name = ?1 AND corpus = ?2",
            params![name, corpus],
        ),
    }
    .map(|_| ())
}

fn document(c: &Connection, key: &DocumentKey) -> Result<usize> {
    c.execute(
        "INSERT INTO documents VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE
         SET symbol = excluded.symbol, language = excluded.language, name = excluded.name,
             title = excluded.title",
        params![key.id, key.symbol, key.language, key.name, key.title],
    )
}

/// What another session changed later stays; what it said before is kept by a trigger.
fn entry(c: &Connection, e: &Entry) -> Result<usize> {
    let (s, q) = (&e.spot, &e.spot.quote);
    let tags = serde_json::to_string(&e.tags).unwrap_or_default();
    c.execute(
        "INSERT INTO entries VALUES
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
         ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name,
             text = excluded.text, tags = excluded.tags, document = excluded.document,
             block = excluded.block, at = excluded.at, line = excluded.line,
             quote = excluded.quote, before = excluded.before, after = excluded.after,
             place = excluded.place, made = excluded.made, changed = excluded.changed,
             deleted = excluded.deleted
         WHERE excluded.changed >= entries.changed",
        params![
            e.id.0,
            e.kind.as_str(),
            e.name,
            e.text,
            tags,
            s.document,
            s.block,
            s.at,
            s.line,
            q.exact,
            q.before,
            q.after,
            s.place,
            e.made,
            e.changed,
            e.deleted
        ],
    )
}

fn visit(c: &Connection, v: &Visit) -> Result<usize> {
    let (s, q) = (&v.spot, &v.spot.quote);
    c.execute(
        "INSERT OR REPLACE INTO visits VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            s.document, s.block, s.at, s.line, q.exact, q.before, q.after, s.place, v.when
        ],
    )
}

fn searched(c: &Connection, s: &Searched) -> Result<usize> {
    c.execute(
        "INSERT INTO history (query, hits, searched) VALUES (?1, ?2, ?3)",
        params![s.query, signed(s.hits), s.when],
    )?;
    c.execute(
        "DELETE FROM history WHERE id <= (SELECT max(id) FROM history) - ?1",
        [signed(MOST_SEARCHES as u64)],
    )
}

/// All rows of a query.
fn all<T>(c: &Connection, sql: &str, row: impl FnMut(&Row<'_>) -> Result<T>) -> Result<Vec<T>> {
    c.prepare(sql)?.query_map([], row)?.collect()
}

/// A place, from the column named `document` on.
fn spot(row: &Row<'_>) -> Result<Spot> {
    Ok(Spot {
        document: row.get("document")?,
        block: row.get("block")?,
        at: row.get("at")?,
        line: row.get("line")?,
        quote: Quote {
            exact: row.get("quote")?,
            before: row.get("before")?,
            after: row.get("after")?,
        },
        place: row.get("place")?,
    })
}

fn entry_of(row: &Row<'_>) -> Result<Entry> {
    let kind: String = row.get("kind")?;
    let tags: String = row.get("tags")?;
    Ok(Entry {
        id: EntryId(row.get("id")?),
        kind: EntryKind::named(&kind).unwrap_or(EntryKind::Note),
        name: row.get("name")?,
        text: row.get("text")?,
        tags: serde_json::from_str(&tags).unwrap_or_default(),
        spot: spot(row)?,
        made: row.get("made")?,
        changed: row.get("changed")?,
        deleted: row.get("deleted")?,
    })
}

/// Everything.
pub(super) fn read(c: &Connection) -> Result<Book> {
    let mut book = Book::default();
    let mut changes = all(c, "SELECT * FROM documents", |r| {
        Ok(Change::Document(DocumentKey {
            id: r.get("id")?,
            symbol: r.get("symbol")?,
            language: r.get("language")?,
            name: r.get("name")?,
            title: r.get("title")?,
        }))
    })?;
    changes.extend(all(c, "SELECT * FROM entries", |r| {
        entry_of(r).map(Change::Entry)
    })?);
    changes.extend(all(c, "SELECT * FROM collected", |r| {
        Ok(Change::Collected(Collected {
            collection: r.get("collection")?,
            document: r.get("document")?,
            added: r.get("added")?,
            removed: r.get("removed")?,
        }))
    })?);
    changes.extend(all(c, "SELECT * FROM visits", |r| {
        Ok(Change::Visit(Visit {
            spot: spot(r)?,
            when: r.get("visited")?,
        }))
    })?);
    changes.extend(all(c, "SELECT * FROM history ORDER BY id", |r| {
        Ok(Change::Searched(Searched {
            query: r.get("query")?,
            hits: unsigned(r.get("hits")?),
            when: r.get("searched")?,
        }))
    })?);
    changes.extend(all(c, "SELECT * FROM saved_searches", |r| {
        Ok(Change::SavedSearch(SavedSearch {
            name: r.get("name")?,
            query: r.get("query")?,
            hits: unsigned(r.get("hits")?),
            made: r.get("made")?,
            checked: r.get("checked")?,
            deleted: r.get("deleted")?,
        }))
    })?);
    changes.extend(all(c, "SELECT * FROM sessions", |r| {
        Ok(Change::Session(Session {
            name: r.get("name")?,
            corpus: r.get("corpus")?,
            body: r.get("body")?,
            saved: r.get("saved")?,
        }))
    })?);
    changes.iter().for_each(|change| book.apply(change));
    Ok(book)
}
