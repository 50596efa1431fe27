# Everything that wenmai says, in English. The ids are those of zh-CN.ftl (a test checks that).

problem-sentence = { $place }: { $what }.
problem-and-hint = { $problem } { $hint }
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
problem-note-numbers-lost = { $detail } notes lost their numbers: no mark leads to them
problem-note-without-mark = the text of note { $detail } has no mark
    .hint = It can still be read among the notes at the end.
problem-bad-toml = is not valid TOML: { $detail }
    .hint = This line is left out, the rest holds.
problem-bad-key = unknown key “{ $detail }”
    .hint = Keys are written like g g, ctrl-o, F5, space, shift-tab.
problem-unknown-command = unknown command “{ $detail }”
    .hint = Press : to see all commands.
problem-misspelt-command = unknown command "{ $detail }"; did you mean "{ $other }"?
    .hint = This line is left out, the rest holds.
problem-unknown-setting = unknown setting "{ $detail }"
    .hint = See all settings with: wenmai config show
problem-misspelt-setting = unknown setting "{ $detail }"; did you mean "{ $other }"?
    .hint = This line is left out, the rest holds.
problem-bad-value = wrong value: { $detail }
    .hint = It can be { $other }.
problem-misspelt-value = wrong value: { $detail }; did you mean { $other }?
    .hint = This line is left out, the rest holds.
problem-wrong-schema = the file is of schema { $detail }
    .hint = This program reads schema = 1; what it understands still holds.
problem-misspelt-context = unknown section "{ $detail }"; did you mean "{ $other }"?
    .hint = This section is left out, the rest holds.
problem-unsent-key = terminals send "{ $detail }" as { $other }; it never arrives
    .hint = Take another key.
problem-swallowed-key = "{ $detail }" is often taken by { $other }
    .hint = Give the command a second key.
problem-no-key = no key runs "{ $detail }"
    .hint = The F9 menu and the : line still do.
problem-no-base = "{ $detail }" is not there
    .hint = Use plain, vim, emacs, or the name of a file in the configuration folder.
problem-unknown-context = unknown setting or section “{ $detail }”
    .hint = Sections are global main reading tree references timeline peek input search list help prompt.
problem-duplicate-key = the key “{ $detail }” is there twice
    .hint = The first one holds.
problem-hidden-key = this key hides “{ $detail }”
    .hint = Take another key, or unbind one of them.
problem-floor-key = “{ $detail }” is a fixed key and cannot be changed
    .hint = Arrows, page keys, Enter, Esc, Tab, Backspace, F1, F9, F10 and Ctrl-c work in every key set.
problem-no-text-layer = the PDF holds no text (scanned pages)
    .hint = Add a text layer with a text recognition program first.
problem-pages-missing = pages that could not be read: { $detail }
    .hint = The rest is here. Save these pages as .txt, or print the PDF into a new PDF.
problem-broken-file = broken, or not of the format it claims: { $detail }
    .hint = Save it as .txt and open that.
problem-packed = is a compressed file ({ $detail })
    .hint = Unpack it first and open what is in it.
problem-foreign = is a { $detail } file, which cannot be opened
    .hint = Save it as DOCX, ODT, HTML, PDF or plain text.
problem-store-unwritable = marks and notes cannot be saved: { $detail }
    .hint = They are kept in memory and saving is tried again; nothing else is affected.
problem-store-damaged = was broken and has been put aside as { $detail }
    .hint = A new one was begun. wenmai never deletes the old file.
problem-store-newer = was written by a newer wenmai (version { $detail })
    .hint = It is left as it is; marks and notes of this session are not saved.
problem-bad-row = This row does not fit its list: { $detail }
    .hint = See the comments at the head of the built-in list for the cells of a row. The other rows are used.
problem-unknown-list = There is no word list “{ $detail }” to add to.
    .hint = Name the file like one of the built-in lists: actors, instruments, terms, topics…
problem-other = { $detail }
    .hint = Everything else works.

# The command line.
cli-about = Read, search and see on a timeline a corpus of documents, in the terminal
cli-about-accessibility = Accessibility: readers tested, settings, known gaps
cli-about-tree = List documents and headings
cli-about-show = Print a document, a paragraph, a note or a section
cli-about-search = Search the full text
cli-about-timeline = List events
cli-about-check = Check files and documents: list every problem
cli-about-export = Print a table, one JSON object a line
cli-about-keys = list the keys in effect, or check a key file with --check
cli-about-config = settings: show, check, change
cli-about-config-show = list all settings
cli-about-config-path = list where the folders are
cli-about-config-check = check files of settings and keys
cli-about-config-set = change a setting
cli-arg-config_file = use this file of settings
cli-arg-theme = colours: terminal, light, dark, high-contrast, mono
cli-arg-check = check and list what is wrong
cli-arg-origin = say where each was chosen
cli-arg-name = name
cli-arg-value = value
cli-about-completions = print a completion script (changes no file)
cli-about-man = print the man page (roff)
cli-arg-shell = which shell: bash, zsh, fish, nushell, elvish, powershell
man-keys = Keys { $name }
man-exit = Exit status
man-exit-0 = found or done
man-exit-1 = nothing found; check found problems
man-exit-2 = wrong usage
man-exit-3 = mistakes in settings or key files
man-exit-4 = no document could be opened
man-exit-6 = no usable terminal
cli-arg-paths = Files or folders to open (the bundled corpus where none is given)
cli-arg-plain = Line mode: no full screen; for screen readers, braille displays and pipes
cli-arg-accessible = Accessible full screen: one column, one sentence a row, for screen readers and braille
cli-arg-low_vision = Low vision: high contrast, bold instead of dim
cli-arg-corpus = Files or folders instead of the bundled corpus (may be repeated)
cli-arg-encoding = Encoding of the files, as gb18030, big5, utf-16le (detected if not given)
cli-arg-lang = Language of the interface: zh, zh-TW or en (by LANG if not given)
cli-arg-keymap = Key set: plain, vim, emacs, or the name or path of a key file
cli-arg-color = Colour: auto, always or never
cli-arg-ambiguous = Width of ambiguous characters: narrow or wide
cli-arg-json = Print JSON
cli-arg-limit = How many at most
cli-arg-reference = A symbol, a document id, part of a title or a file name; add #N for a paragraph, #n3 for a note, #words for a heading
cli-arg-query = What to find; blanks mean and, | or, -word not, "…" one string
cli-arg-when = A year (2013) or a span of years (2011..2014)
cli-arg-kind = Only this kind: resolution, meeting, report, treaty, statement, legislation, establishment, incident, submission, citation, other
cli-arg-table = documents, blocks, outline, footnotes, citations, backreferences, events, dates or terms
cli-arg-format = Format: jsonl
cli-arg-raw = Print the raw lines instead of the clean text
cli-no-document = No document is called { $what }. wenmai tree lists them all.
cli-several = Several documents fit: { $what }. Be more precise.
cli-no-part = { $id } has no { $what }. wenmai tree lists its headings.
cli-no-terminal = There is no terminal to draw on here. Use wenmai --plain, or wenmai search, show, tree, timeline.
cli-bad-when = Not a time: { $what }. Write 2013 or 2011..2014.
cli-bad-kind = No such kind: { $what }.
cli-bad-encoding = No such encoding: { $what }. Write utf-8, gb18030, gbk, big5, utf-16le.
cli-bad-table = No such table: { $what }.
cli-no-keymap = No such key set: { $what }. There are plain and vim.
cli-heading = Heading { $level }: { $text }
cli-note = Note { $marker }: { $text }
cli-found = Search for “{ $query }”: { $n } hits in { $documents } documents.
cli-nothing = Nothing found for “{ $query }”.
cli-read-as = Read as: { $words }
cli-arg-explain = Say how the query was read and why hits rank where they do
cli-events = { $n } events.
cli-no-events = There is no such event.
cli-more = { $n } more. Use --limit to see them.
cli-lines = { $source } line { $lines }
cli-mentions = ({ $n } mentions)
cli-inferred = inferred
cli-conflict = elsewhere
export-title = Timeline
export-summary = { $n } { $n ->
    [one] event
   *[other] events
} in { $documents } { $documents ->
    [one] document
   *[other] documents
}, { $from } to { $to }
export-year = { $year } ({ $n })
export-undated = Without a date ({ $n })
export-hollow = Hollow dots: the date was inferred. Years without dots: nothing in the corpus, which is not to say that nothing happened.
export-skip = Skip to the events
export-years = Years
export-evidence = { $n } { $n ->
    [one] place
   *[other] places
} in the text
cli-undated = no date
cli-checked = { $documents } documents, { $n } problems.
cli-encoding = { $file } encoding: { $encoding }
cli-documents = { $n } documents.

config-built-in = built in
config-checked = { $files } files checked, { $n } problems.
config-no-home = The environment has neither HOME nor XDG_CONFIG_HOME; name a file with --config.
keys-checked = Keys { $name }: { $n } mistakes, { $warnings } warnings.
setting-language = language of the interface
setting-keymap = keys, or the name of a key file
setting-color = whether to use colours
setting-theme = colours
setting-ambiguous = width of ambiguous characters
setting-borders = characters of frames and bars
setting-measure = most 汉字 in a line
setting-script = script of the text
setting-spacing = blanks between 汉字 and Latin
setting-accessible = for screen readers
setting-page = entries said at a time in lines
setting-quit = leave by the key once or twice
setting-which-key-ms = delay of the key hints after a prefix in ms, -1 for never
setting-hints = how much the hint line says

program = wenmai
tui-too-small = The window is too small
plain-cancelled = Cancelled. Type quit to leave, h for help.

context-global = everywhere
context-main = reading
context-reading = text
context-tree = tree
context-references = references
context-timeline = timeline
context-peek = peek
context-input = lines
context-search = search
context-list = lists
context-help = help
context-prompt = command line

mode-tree = Tree
mode-reading = Reading
mode-references = References
mode-search = Search
mode-timeline = Timeline
mode-list = List
mode-help = Help
mode-peek = Peek
mode-prompt = Input

pane-tree = Tree
pane-reading = Text
pane-references = References
pane-results = Results
pane-preview = Preview
pane-histogram = Density
pane-lanes = Kinds (numbers are events, + is ten or more)
lanes-key = digits switch, 0 for all
pane-event = Event
pane-raw = Raw lines

state-documents = { $n ->
    [one] 1 document
   *[other] { $n } documents
  }
state-reading = reading { $n }/{ $of }
state-exact = exact
state-words = word order
state-no-index = indexing
state-problems = { $n ->
    [one] 1 problem
   *[other] { $n } problems
  }
state-language = en
state-simplified = shown in simplified
state-traditional = shown in traditional

reading-nothing = Opening documents…
reading-tab = Tab: next pane
reading-counts = cites { $citations } · cited by { $cited } · notes { $notes }
reading-notes = ── Notes ──

tree-empty = No documents yet
tree-no-match = Nothing matches
tree-no-organ = No organ named
tree-spoken-open = { $label }, level { $depth }, open, { $n } items
tree-spoken-closed = { $label }, level { $depth }, closed, { $n } items
tree-spoken-leaf = { $label }, level { $depth }

references-here = Cited in this paragraph ({ $n }):
references-document = Cited in the document ({ $n }):
references-cited-by = Cited by ({ $n }):
references-notes-here = Notes of this paragraph ({ $n }):
references-notes = All notes ({ $n }):
references-nothing = (none)
references-inferred = inferred
references-present = here
references-absent = not here
tab-citations = Cites
tab-cited = Cited
tab-notes-of = Notes

place-note = note { $n }
place-title = title
place-table = table (raw line { $line })
place-line = raw line { $line }
place-paragraph = para. { $n }
place-sentence = { $view }: { $place }, raw line { $line } of { $of }, { $percent }%.

status-reading = { $mode }  { $here }  raw { $line }/{ $of }  { $percent }%  cites { $citations } notes { $notes } cited { $cited }
status-back = { $key } back({ $n })

prompt-find = Find
prompt-paragraph = Paragraph or heading
prompt-note = Note
prompt-filter = Filter
find-count = { $n ->
    [one] 1 place
   *[other] { $n } places
  }

tab-all = Text { $n }
tab-here = This document { $n }
tab-headings = Headings { $n }
tab-notes = Notes { $n }
tab-paragraphs = Text { $n }
tab-tables = Tables { $n }
tab-names = Names { $n }

search-sentence = Search “{ $query }”: { $n ->
    [one] 1 result
   *[other] { $n } results
  }.
search-nothing-typed = type what to look for
search-waiting = Searching…
search-counts = { $n ->
    [one] 1 paragraph
   *[other] { $n } paragraphs
  } / { $documents ->
    [one] 1 document
   *[other] { $documents } documents
  }
search-how = blank=and  |=or  -word=not  "words"=exactly
search-how-long = Type what you look for; results come as you type. A blank means and, | means or, -word rules out, quotes match exactly; simplified and traditional characters match each other. Esc goes back.
search-none = Nothing found. Try fewer or other words.
search-tab-key = Tab: scope
preview-key = { $key } scrolls
ranking-words = word order
ranking-exact = exact
ranking-partial = exact (index not ready)
term-text = “{ $word }”
term-exactly = exactly “{ $word }”
term-start = beginning with “{ $word }”
term-end = ending with “{ $word }”
term-whole = being “{ $word }”
term-pattern = matching “{ $word }”
term-within = in “{ $word }”
term-body = by “{ $word }”
term-type = of type “{ $word }”
term-state = in the part of “{ $word }”
term-date = dated “{ $word }”
term-mentions = mentioning the date “{ $word }”
term-language = in the language “{ $word }”
term-cites = citing “{ $word }”
term-symbol = with the symbol “{ $word }”
term-scope = among “{ $word }”
term-not = not{" "}
term-or = {" "}or{" "}
term-and = {" "}and{" "}
term-comma = ,{" "}
taken-ignored = {" "}(left out)
taken-words = {" "}(also { $words })
taken-sound = {" "}(pinyin of { $words })
taken-symbol = {" "}(symbol { $words })
taken-aliases = {" "}(also { $words })
taken-pieces = {" "}(not found whole: any of its { $n } pieces)
mistake-quote = A quotation mark is not closed; read up to the end.
mistake-bracket = A bracket is not closed; closed at the end.
mistake-lonely = “{ $sign }” has nothing to stand for; left out.
mistake-no-value = “{ $field }:” has no value; left out.
mistake-pattern = “{ $word }” is no regular expression; left out.
mistake-date = “{ $word }” is no date for { $field }: (2011, 2011-03, 2011..2013); left out.
mistake-near-field = There is no field “{ $field }”; did you mean { $near }:? Read as text.
mistake-no-such-value = No document has “{ $word }” for { $field }:; left out.
mistake-long = Only the first { $n } characters are looked for.
offer-without = Without “{ $word }”: { $query } → { $n }
offer-sound = By sound “{ $word }”: { $query } → { $n }
offer-near = Similar “{ $word }”: { $query } → { $n }
offer-alias = With “{ $word }”: { $query } → { $n }
offer-pattern = As a regular expression: { $query } → { $n }

list-outline = Outline: { $name }, { $n } entries
list-names = Symbols and headings: { $n }
list-backlinks = Who cites { $name }: { $n }
list-card = { $name } (not in the library), cited { $n } times
list-notes = Notes: { $name }, { $n }
list-mentions = Mentions of this event: { $n }
list-jumps = Places before this: { $n }
list-problems = Problems: { $n }
list-commands = Commands: { $n }
list-empty = Nothing here

peek-scroll = { $n }/{ $of } ↑↓ scrolls
peek-ditto = which means:{" "}
peek-printed = In the text: “{ $text }”
peek-inferred = Inferred: the { $symbol } cited before
peek-suspect = Perhaps { $text } is meant
peek-here = In the library, cited { $n } times:
peek-absent = Not in the library, cited { $n } times:

zoom-decade = decade
zoom-five-years = 5 years
zoom-year = year
zoom-quarter = quarter
zoom-month = month
zoom-day = day
period-year = { $year }
period-decade = { $year }s
timeline-empty = No events to show
timeline-waiting = Reading events…
timeline-bin = { $period } · { $n ->
    [one] 1 event
   *[other] { $n } events
  }
timeline-undated = Cited without a date · { $n ->
    [one] 1 event
   *[other] { $n } events
  }
timeline-no-date = undated
timeline-entries = { $n ->
    [one] 1 event
   *[other] { $n } events
  }
timeline-no-books = dated, no books or press
timeline-all-kinds = all kinds
timeline-gaps = gaps: nothing in the corpus
timeline-mentions = { $place } and others, { $n } in all
timeline-back-to = Back to: { $place }
event-date = { $date } ({ $precision }) · { $kind }
event-inferred = Inferred: { $why }
event-conflict = Dates disagree: elsewhere { $dates }
event-evidence = In the text: “{ $text }”
event-source = In { $name } { $place }, raw line { $line }
event-resolution = resolution
event-meeting = meeting
event-report = report
event-treaty = treaty
event-statement = statement
event-legislation = legislation
event-establishment = creation
event-incident = incident
event-submission = reply
event-citation = literature
event-other = other
precision-day = to the day
precision-month = to the month
precision-year = to the year
precision-range = a span
precision-decade = a decade
precision-season = a quarter
precision-half = half a year
precision-unknown = date unknown

help-title = Help · { $keys } keys · { $n } entries
help-filter = (type Chinese or English; @ for keys)
help-foot = ↑↓ choose  Enter runs  Esc closes
help-generated = made from the keys in use
which-key-title = Prefix { $keys }
which-key-foot = Esc cancels
hint-search-focus-next = scope
hint-list-focus-next = next
hint-peek-focus-next = next
hint-peek-move-down = scroll
hint-timeline-move-left = bin before
hint-timeline-move-right = next bin
hint-tree-move-right = open
hint-help-act-enter = run
hint-reading-citation-follow = cited
hint-quit = quit
hint-back = back

lines-left = { $n } more. Type more to go on.
lines-tree = Tree: { $n } documents, { $rows } entries.
lines-heading = Heading { $level }:{" "}
lines-note = Note:{" "}
lines-open = Open { $name } “{ $title }”: { $place }, paragraph { $at } of { $of }.
lines-more = There is more. Type more to go on, n for the next paragraph, p for the one before.
lines-references = { $tab }: { $n }.
lines-timeline = Timeline by { $zoom }: { $n } events, { $from } to { $to }.
lines-period = { $period }: { $n ->
    [one] 1 event
   *[other] { $n } events
  }
lines-period-more = { $period }: { $n } events, { $by } more than before
lines-period-fewer = { $period }: { $n ->
    [one] 1 event
   *[other] { $n } events
  }, { $by } fewer than before
lines-period-same = { $period }: { $n ->
    [one] 1 event
   *[other] { $n } events
  }, as many as before
lines-events = { $bin }.
lines-list = { $title }.
lines-help = { $n } commands; a number opens that entry of the last list.

# The linear face for screen readers.
linear-tree = Documents: { $n }.
linear-tree-filter = Documents: { $n }, filtered by “{ $filter }”.
linear-reading = Reading { $name }, { $n } paragraphs.
linear-reading-titled = Reading { $name }, { $title }, { $n } paragraphs.
linear-heading = Heading { $level }:{" "}
linear-peek = Peek: { $title }, { $at } of { $n }.
linear-help = Help: { $n } commands. Enter runs one, Esc goes back.
linear-command = { $words }: { $keys }
linear-start = Accessible mode. F1 help, q quit, F12 for panes.
message-accessible-on = Accessible mode: one column, one sentence a row. F12 for panes.
message-accessible-off = Panes. F12 for the accessible mode.
message-accessible-lines = There are no panes in lines.
prompt-command = Command

message-unbound-near = Not bound: { $keys } (? for help; near keys: { $near })
message-quit-again = Press it once more to leave
message-unbound = Not bound: { $keys } (? or F1 for help)
message-unknown-command = Unknown command “{ $word }”. Type h to see all commands.
message-no-argument = “{ $word }” takes nothing after it.
message-argument = “{ $word }” needs something after it.
message-quit-key = This is the top; { $key } quits
message-cancel = Ctrl-c again quits; Esc goes back
message-language = Language: English
message-script-printed = Text shown in the script it is printed in
message-script-simplified = Text shown in simplified characters, converted; search and copies go by the print
message-script-traditional = Text shown in traditional characters, converted; search and copies go by the print
message-spacing-kept = Blanks between 汉字 and Latin shown as printed
message-spacing-closed = Blanks between 汉字 and Latin left out on the screen
message-measure = Lines of at most { $n } 汉字
message-no-back = No earlier place
message-no-forward = No later place
message-no-document = No document is open
message-no-date = “{ $text }” is no date. Write 2013, 2013-02 or 2013-02-05.
message-no-date-here = This paragraph mentions no date
message-no-kind = There is no kind “{ $text }”. Use 0 to 11.
message-no-number = “{ $text }” is no number
message-not-found = “{ $text }” was not found
message-no-paragraph = There is no paragraph “{ $text }” here
message-no-note = There is no note “{ $text }” here
message-nothing-here = This paragraph has no citation and no note
message-no-more-paragraphs = No more paragraphs that way
message-no-more-headings = No more headings that way
message-no-more-notes = No more notes that way
message-no-more-citations = No more citations that way
message-no-more-dates = No more dates that way
message-no-more-hits = No more hits that way
message-no-find = Nothing is being looked for
message-no-entry = There is no entry { $n }; the list has { $of }.
message-no-more = There is no more.
copied-tmux = Given to tmux
copied-terminal = Sent to the terminal's clipboard (it never confirms)
copied-file = Too long for the clipboard: saved as { $path }
copied-failed = Could not copy: { $why }

# Commands: in full, and short for the hint line
cmd-help-open = Help
    .hint = help
cmd-view-close = Close this view; at the top, quit
    .hint = back
cmd-view-escape = Back to the view below
    .hint = back
cmd-app-quit = Quit
    .hint = quit
cmd-app-cancel = Cancel; twice quits
    .hint = cancel
cmd-menu-open = Menu: all commands
    .hint = menu
cmd-command-open = Command line, with keys
    .hint = commands
cmd-search-open = Search everything
    .hint = search
cmd-search-again = Last search again
    .hint = again
cmd-timeline-open = Timeline, with a year if you like
    .hint = timeline
cmd-timeline-here = Timeline at this paragraph's date
    .hint = date
cmd-tree-open = Tree of documents
    .hint = tree
cmd-document-open = Open by number, symbol, name or title
    .hint = open
cmd-place-where = Where am I
    .hint = where
cmd-place-more = Go on
    .hint = more
cmd-jump-back = Back to the place before
    .hint = back
cmd-jump-forward = Forward again
    .hint = forward
cmd-jump-list = Places before this
    .hint = places
cmd-document-last = The document before
    .hint = last
cmd-symbol-open = Go to a symbol or heading
    .hint = go to
cmd-problems-open = List of problems
    .hint = problems
cmd-language-toggle = Chinese or English
    .hint = language
cmd-display-script = Show the text as printed, simplified or traditional
    .hint = script
cmd-display-spacing = Show or leave out blanks between 汉字 and Latin
    .hint = spacing
cmd-display-wider = Longer lines
    .hint = wider
cmd-display-narrower = Shorter lines
    .hint = narrower
cmd-accessible-toggle = Change between one column for screen readers and panes
    .hint = accessible
cmd-app-redraw = Draw the screen anew
    .hint = redraw
cmd-app-suspend = Suspend
    .hint = suspend
cmd-move-down = Next line or entry
    .hint = down
cmd-move-up = Previous line or entry
    .hint = up
cmd-move-left = Left: fold, bin before, pane before
    .hint = left
cmd-move-right = Right: unfold, next bin, next pane
    .hint = right
cmd-move-page-down = Page down
    .hint = page down
cmd-move-page-up = Page up
    .hint = page up
cmd-move-half-down = Half a page down
    .hint = half down
cmd-move-half-up = Half a page up
    .hint = half up
cmd-move-top = To the beginning
    .hint = top
cmd-move-end = To the end; with a number, to that paragraph
    .hint = end
cmd-act-enter = Open what is selected; in the text, the citation or note
    .hint = open
cmd-act-backspace = Delete a character; else go back
    .hint = back
cmd-focus-next = Next pane or scope
    .hint = next pane
cmd-focus-previous = Previous pane or scope
    .hint = pane before
cmd-focus-tree = To the tree
    .hint = tree
cmd-focus-reading = To the text
    .hint = text
cmd-focus-references = To the references
    .hint = references
cmd-paragraph-next = Next paragraph
    .hint = next
cmd-paragraph-previous = Previous paragraph
    .hint = previous
cmd-heading-next = Next heading
    .hint = next heading
cmd-heading-previous = Previous heading
    .hint = heading before
cmd-note-next = Next note
    .hint = next note
cmd-note-previous = Previous note
    .hint = note before
cmd-citation-next = Next citation
    .hint = next citation
cmd-citation-previous = Previous citation
    .hint = citation before
cmd-date-next = Next date
    .hint = next date
cmd-date-previous = Previous date
    .hint = date before
cmd-outline-open = Outline of the document
    .hint = outline
cmd-paragraph-go = Go to a paragraph or heading
    .hint = paragraph
cmd-find-open = Find in the document
    .hint = find
cmd-find-next = Next hit
    .hint = next hit
cmd-find-previous = Previous hit
    .hint = hit before
cmd-peek-open = Peek at a citation, note or event
    .hint = peek
cmd-citation-follow = Follow the citation or note
    .hint = follow
cmd-backlinks-open = Who cites this document
    .hint = cited by
cmd-note-go = Show a note by number
    .hint = note
cmd-note-list = All notes
    .hint = notes
cmd-raw-open = Raw lines of this paragraph
    .hint = raw
cmd-copy-quotation = Copy the paragraph with its source
    .hint = quote
cmd-copy-citation = Copy the source
    .hint = cite
cmd-copy-text = Copy the paragraph
    .hint = copy
cmd-tree-filter = Filter the tree
    .hint = filter
cmd-tree-toggle = Open or close
    .hint = toggle
cmd-tree-fold-all = Close all
    .hint = close all
cmd-tree-unfold-all = Open all
    .hint = open all
cmd-tree-depth = Open to a level
    .hint = level
cmd-references-next-tab = Next tab
    .hint = next tab
cmd-references-previous-tab = Previous tab
    .hint = tab before
cmd-timeline-zoom-in = Finer: decade, year, month, day
    .hint = finer
cmd-timeline-zoom-out = Coarser
    .hint = coarser
cmd-timeline-fit = Everything at once
    .hint = fit
cmd-timeline-later = Ten bins later
    .hint = later
cmd-timeline-earlier = Ten bins earlier
    .hint = earlier
cmd-timeline-lane = Show or hide kind N; 0 for all
    .hint = kind
cmd-timeline-mentions = All mentions of this event
    .hint = mentions
cmd-peek-next = Next item
    .hint = next
cmd-peek-previous = Previous item
    .hint = previous
cmd-preview-down = Scroll the preview down
    .hint = preview
cmd-preview-up = Scroll the preview up
    .hint = preview up
cmd-input-delete-word = Delete a word
    .hint = delete word
cmd-input-delete-line = Clear the line
    .hint = clear
cmd-input-delete = Delete to the right
    .hint = delete
cmd-input-start = To the start of the line
    .hint = start
cmd-input-end = To the end of the line
    .hint = end

cli-about-cites = Say who cites a document, an instrument or a symbol, with the sentences
cli-about-most-cited = List what is cited most
cli-about-actor = Say where a state, an organisation or a group is named; without a name, list all
cli-about-term = Say what an abbreviation or a word stands for, with its other forms
cli-arg-levels = Show the tree of who cites whom, so many levels deep
cli-arg-actor = A name in any of its forms
cli-arg-word = An abbreviation, a word or a name
cli-unlinked = Named in plain words, without a citation: { $n }
cli-known-date = { $date } (not from the text; { $from })
cli-here = In this library.
cli-absent = Not in this library.
cli-address = Official address: { $address }
cli-cited = Cited { $n } times in { $documents } documents:
cli-cited-by = Cited by:
cli-most-cited = { $n } in { $documents }  { $symbol } { $name }
cli-no-actor = No state, organisation or group is known as “{ $name }”.
cli-actor = { $name } ({ $english }): named { $n } times
cli-table = built-in list { $name }
cli-no-term = Nothing is known about “{ $name }”.
