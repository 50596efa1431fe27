# Everything that wenmai says, in English. The ids are those of zh-CN.ftl (a test checks that).

problem-not-found = not found
    .hint = Check the path, or run without arguments to open the bundled corpus.
problem-unreadable = cannot be read: { $detail }
    .hint = Check the file's permissions.
problem-empty = holds no text
    .hint = The file is empty and was skipped.
problem-binary = is not a text file
    .hint = It was skipped; convert it to UTF-8 text first.
problem-bad-encoding = { $detail } bytes could not be decoded and became �
    .hint = Everything else is shown; check the file's encoding.
problem-too-large = is too large: only the first { $detail } bytes were read
    .hint = Split the file.
problem-no-documents = the folder holds no documents
    .hint = Put .txt or .md files there, or run without arguments to open the bundled corpus.
problem-note-without-text = note { $detail } has no text
    .hint = Its mark stays in the text and leads nowhere.
problem-note-without-mark = the text of note { $detail } has no mark
    .hint = It can still be read among the notes at the end.
problem-bad-toml = is not valid TOML: { $detail }
    .hint = This line is left out, the rest holds.
problem-bad-key = unknown key “{ $detail }”
    .hint = Keys are written like g g, ctrl-o, F5, space, shift-tab.
problem-unknown-command = unknown command “{ $detail }”
    .hint = Press : to see all commands.
problem-unknown-context = unknown setting or section “{ $detail }”
    .hint = Sections are global main reading tree references timeline peek input search list help prompt.
problem-duplicate-key = the key “{ $detail }” is there twice
    .hint = The first one holds.
problem-hidden-key = this key hides “{ $detail }”
    .hint = Take another key, or unbind one of them.
problem-floor-key = “{ $detail }” is a fixed key and cannot be changed
    .hint = Arrows, page keys, Enter, Esc, Tab, Backspace, F1, F9, F10 and Ctrl-c work in every key set.
problem-other = { $detail }
    .hint = Everything else works.

# The command line.
cli-about = Read, search and see on a timeline a corpus of documents, in the terminal
cli-about-tree = List documents and headings
cli-about-show = Print a document, a paragraph, a note or a section
cli-about-search = Search the full text
cli-about-timeline = List events
cli-about-export = Print a table, one JSON object a line
cli-arg-paths = Files or folders to open (the bundled corpus where none is given)
cli-arg-plain = Line mode: no full screen; for screen readers, braille displays and pipes
cli-arg-corpus = Files or folders instead of the bundled corpus (may be repeated)
cli-arg-lang = Language of the interface: zh or en (by LANG if not given)
cli-arg-keymap = Key set: plain, vim, or the path of a key file
cli-arg-color = Colour: auto, always or never
cli-arg-ambiguous = Width of ambiguous characters: narrow or wide
cli-arg-json = Print JSON
cli-arg-limit = How many at most
cli-arg-reference = A symbol, a document id, part of a title or a file name; add #N for a paragraph, #n3 for a note, #words for a heading
cli-arg-query = What to find; blanks mean and, | or, -word not, "…" one string
cli-arg-when = A year (2013) or a span of years (2011..2014)
cli-arg-kind = Only this kind: resolution, meeting, report, treaty, statement, legislation, establishment, incident, submission, citation, other
cli-arg-table = documents, blocks, outline, footnotes, citations, events, dates or terms
cli-arg-format = Format: jsonl
cli-arg-raw = Print the raw lines instead of the clean text
cli-no-document = No document is called { $what }. wenmai tree lists them all.
cli-several = Several documents fit: { $what }. Be more precise.
cli-no-part = { $id } has no { $what }. wenmai tree lists its headings.
cli-no-terminal = There is no terminal to draw on here. Use wenmai --plain, or wenmai search, show, tree, timeline.
cli-bad-when = Not a time: { $what }. Write 2013 or 2011..2014.
cli-bad-kind = No such kind: { $what }.
cli-bad-table = No such table: { $what }.
cli-no-keymap = No such key set: { $what }. There are plain and vim.
cli-heading = Heading { $level }: { $text }
cli-note = Note { $marker }: { $text }
cli-found = Search for “{ $query }”: { $n } hits in { $documents } documents.
cli-nothing = Nothing found for “{ $query }”.
cli-events = { $n } events.
cli-no-events = There is no such event.
cli-more = { $n } more. Use --limit to see them.
cli-lines = { $source } line { $lines }
cli-mentions = ({ $n } mentions)
cli-inferred = inferred
cli-undated = no date
cli-documents = { $n } documents.

search-sentence = Search “{ $query }”: { $n ->
    [one] 1 result
   *[other] { $n } results
  }.

tui-too-small = Window too small: 20 columns and 4 rows at least
plain-cancelled = Cancelled.
