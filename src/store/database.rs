//! The database: SQLite in WAL mode, so that readers and one writer do not wait for each other, and a process
//! that is killed leaves whole transactions.

use super::book::Book;
use super::model::Change;
use super::rows;
use crate::problem::{Problem, ProblemKind};
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Version of the tables (`PRAGMA user_version`).
const VERSION: i64 = 1;

/// What each version adds; a database of version n runs those from n on.
const MIGRATIONS: [&str; VERSION as usize] = [include_str!("schema1.sql")];

/// How long the start waits for another session that is writing.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Why the database could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made or entered.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// What SQLite says.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// It was written by a newer wenmai, which this one must not disturb.
    #[error("version {0}")]
    Newer(i64),
}

impl StoreError {
    /// The file is no database, or a broken one.
    pub fn is_damage(&self) -> bool {
        let StoreError::Sqlite(error) = self else {
            return false;
        };
        matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        ) || matches!(
            error,
            rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::FromSqlConversionFailure(..)
        )
    }

    /// Another session is writing.
    pub fn is_busy(&self) -> bool {
        let StoreError::Sqlite(error) = self else {
            return false;
        };
        let code = error.sqlite_error_code();
        matches!(
            code,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
        )
    }

    /// The same as a problem of this file.
    pub fn problem(&self, file: &Path) -> Problem {
        let kind = match self {
            StoreError::Newer(version) => ProblemKind::StoreNewer(version.to_string()),
            other => ProblemKind::StoreUnwritable(other.to_string()),
        };
        problem(file, kind)
    }
}

pub(super) fn problem(file: &Path, kind: ProblemKind) -> Problem {
    Problem {
        file: file.display().to_string(),
        line: None,
        column: None,
        kind,
    }
}

/// An open database.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    /// `PRAGMA data_version` when it was last read: other sessions' writes change it.
    seen: i64,
}

/// The database's file in a folder.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join("wenmai.db")
}

impl Database {
    /// Opens the database of a folder, made where it is not there, and reads it. A broken file is put aside
    /// under another name; that is the problem that may come with it.
    pub fn open(folder: &Path) -> Result<(Database, Book, Option<Problem>), StoreError> {
        make_folder(folder)?;
        // Two sessions must not put a broken file aside at the same time: the second would take away the new one.
        let lock = File::create(folder.join("wenmai.lock"))?;
        lock.lock()?;
        let file = file_in(folder);
        match Database::open_file(&file) {
            Ok((database, book)) => Ok((database, book, None)),
            Err(error) if error.is_damage() => {
                let aside = put_aside(&file)?;
                let (database, book) = Database::open_file(&file)?;
                let kind = ProblemKind::StoreDamaged(aside.display().to_string());
                Ok((database, book, Some(problem(&file, kind))))
            }
            Err(error) => Err(error),
        }
    }

    fn open_file(file: &Path) -> Result<(Database, Book), StoreError> {
        let mut connection = Connection::open(file)?;
        connection.busy_timeout(PATIENCE)?;
        let mode: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        if mode != "wal" {
            connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        }
        migrate(&mut connection)?;
        check(&connection)?;
        let mut database = Database {
            connection,
            seen: 0,
        };
        let book = database.read()?;
        Ok((database, book))
    }

    /// Reads a database that may not be written, as it is. None where there is none.
    pub fn read_only(folder: &Path) -> Option<Book> {
        let path = file_in(folder);
        let path = path.to_str()?.replace('%', "%25").replace('?', "%3f");
        let path = path.replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        // With what waits in its log, where that is there; the file alone otherwise.
        ["mode=ro", "immutable=1"].iter().find_map(|how| {
            let uri = format!("file:{path}?{how}");
            let connection = Connection::open_with_flags(uri, flags).ok()?;
            rows::read(&connection).ok()
        })
    }

    /// Everything, as it is now.
    pub fn read(&mut self) -> Result<Book, StoreError> {
        // One transaction, so that no other session writes between two tables.
        let transaction = self.connection.transaction()?;
        let book = rows::read(&transaction)?;
        transaction.commit()?;
        self.seen = self.data_version()?;
        Ok(book)
    }

    /// Has another session written since the last [`Database::read`]?
    pub fn is_behind(&self) -> bool {
        self.data_version().is_ok_and(|now| now != self.seen)
    }

    fn data_version(&self) -> Result<i64, rusqlite::Error> {
        self.connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))
    }

    /// Writes changes: all of them, or none.
    ///
    /// `synchronous = FULL` waits for the disk at each commit, so that a note survives a power cut; places and
    /// searches are written every second and would be lost without harm: `NORMAL`, which in WAL mode keeps the
    /// database whole but may lose the last commits when the power goes (sqlite.org/wal.html).
    pub fn write(&mut self, changes: &[Change]) -> Result<(), StoreError> {
        let passing = changes.iter().all(Change::is_passing);
        let level = if passing { "NORMAL" } else { "FULL" };
        self.connection.pragma_update(None, "synchronous", level)?;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for change in changes {
            rows::write(&transaction, change)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// How long it waits for another session that writes.
    pub(super) fn wait_at_most(&self, time: Duration) {
        let _ = self.connection.busy_timeout(time);
    }
}

fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    // Notes are nobody else's business.
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let version =
        |c: &Connection| c.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    match version(connection)? {
        VERSION => return Ok(()),
        newer if newer > VERSION => return Err(StoreError::Newer(newer)),
        _ => {}
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another session may have been faster.
    let from = usize::try_from(version(&transaction)?).unwrap_or(0);
    for sql in MIGRATIONS.iter().skip(from) {
        transaction.execute_batch(sql)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// The tables hang together (a few milliseconds for thousands of notes).
fn check(connection: &Connection) -> Result<(), StoreError> {
    let said: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        return Ok(());
    }
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    Err(rusqlite::Error::SqliteFailure(code, Some(said)).into())
}

/// Renames a broken database and what belongs to it; its new name.
fn put_aside(file: &Path) -> io::Result<PathBuf> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let stamp = now.map_or(0, |d| d.as_secs());
    let name = |n: u32, tail: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".damaged-{stamp}"));
        if n > 0 {
            name.push(format!("-{n}"));
        }
        name.push(tail);
        PathBuf::from(name)
    };
    let free = (0..).find(|n| !name(*n, "").exists()).unwrap_or(0);
    fs::rename(file, name(free, ""))?;
    for tail in ["-wal", "-shm"] {
        let mut beside = file.as_os_str().to_owned();
        beside.push(tail);
        if Path::new(&beside).exists() {
            fs::rename(&beside, name(free, tail))?;
        }
    }
    Ok(name(free, ""))
}
