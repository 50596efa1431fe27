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

search-sentence = Search “{ $query }”: { $n ->
    [one] 1 result
   *[other] { $n } results
  }.
