-- Documents that something else names. id is made from the raw text.
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    symbol TEXT NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL
) STRICT;

-- Marks, bookmarks, notes. Times are seconds since 1970 UTC. tags is a JSON array.
CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('mark', 'bookmark', 'note')),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    tags TEXT NOT NULL,
    document TEXT NOT NULL,
    block INTEGER NOT NULL,
    at INTEGER NOT NULL,
    line INTEGER NOT NULL,
    quote TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    place TEXT NOT NULL,
    made INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    deleted INTEGER
) STRICT;

-- What a note said before: two sessions that change the same note lose nothing.
CREATE TABLE earlier (
    entry TEXT NOT NULL,
    text TEXT NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE TRIGGER keep_earlier BEFORE UPDATE OF text ON entries
WHEN old.text <> new.text AND old.text <> ''
BEGIN
    INSERT INTO earlier (entry, text, changed) VALUES (old.id, old.text, old.changed);
END;

CREATE TABLE collected (
    collection TEXT NOT NULL,
    document TEXT NOT NULL,
    added INTEGER NOT NULL,
    removed INTEGER,
    PRIMARY KEY (collection, document)
) STRICT;

-- Where each document was left.
CREATE TABLE visits (
    document TEXT PRIMARY KEY,
    block INTEGER NOT NULL,
    at INTEGER NOT NULL,
    line INTEGER NOT NULL,
    quote TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    place TEXT NOT NULL,
    visited INTEGER NOT NULL
) STRICT;

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    query TEXT NOT NULL,
    hits INTEGER NOT NULL,
    searched INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    hits INTEGER NOT NULL,
    made INTEGER NOT NULL,
    checked INTEGER NOT NULL,
    deleted INTEGER
) STRICT;

-- body is JSON of the app.
CREATE TABLE sessions (
    name TEXT NOT NULL,
    corpus TEXT NOT NULL,
    body TEXT NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (name, corpus)
) STRICT;
