#!/usr/bin/env bash
# Heard as well as seen, over any line: screen readers, bytes on the line, the way back.
# usage: terminal.sh PROGRAM TOOLS     (TOOLS: the folder with screenreader_harness.py, pty_bytes.py, tty_hygiene.py)
set -uo pipefail
bin=$(realpath "$1"); tools=$(realpath "$2"); here=$(dirname "$(realpath "$0")")
python=/usr/bin/python3
# Somebody has chosen already: nothing is asked before the text.
export WENMAI_KEYMAP=plain

have() {
  [ -x "$python" ] && "$python" -c 'import pyte, speechd' 2>/dev/null && command -v fenrir >/dev/null && command -v yasr >/dev/null
}
if ! have && command -v apt-get >/dev/null; then
  (apt-get update -qq && apt-get install -y -qq --no-install-recommends fenrir yasr python3-pyte python3-speechd) >/dev/null 2>&1
fi
if ! have; then
  echo "skipped: fenrir, yasr, python3-pyte, python3-speechd are not here and could not be installed"
  exit 0
fi

logs=$(mktemp -d); trap 'rm -rf "$logs"' EXIT
bad=0
# A braille display needs a console of the kernel (its dummy console is enough).
readers="fenrir yasr"
if [ -c /dev/tty9 ] && (: >/dev/tty9) 2>/dev/null; then
  command -v brltty >/dev/null || apt-get install -y -qq --no-install-recommends brltty kbd >/dev/null 2>&1
  command -v brltty >/dev/null && readers="$readers brltty"
fi
# The readers wait more than they compute: all at once.
for reader in $readers; do
  SR_VT=9 SR_CELLS=80 timeout 280 "$python" "$here/screen_readers.py" "$tools" "$bin" "$reader" >"$logs/$reader" 2>&1 &
  pids="${pids:-} $!"
done
# Beside them: the same screen directly, in tmux, over mosh, and after output that was stopped.
timeout 200 "$python" "$here/same_screen.py" "$tools" "$bin" >"$logs/same" 2>&1 &
pids="$pids $!"
for pid in $pids; do wait "$pid" || bad=1; done
for log in $readers same; do cat "$logs/$log"; done

# Bytes a key: what was reached and a little room (accessibility.md, D1 to D6). p95 of 20 keys.
# A state of its own each time: nothing is gone back to.
bytes() { WENMAI_STATE=$(mktemp -d "$logs/state.XXXX") "$python" "$tools/pty_bytes.py" --startup 1.2 "$@" -- "$bin" ${face:-} || bad=1; }
face=; bytes --header --name "arrow, panes" --size 60x24 --key down --n 14 --max-bytes 250
bytes --name "page, panes" --size 80x24 --key pgdn --n 6 --max-bytes 2400
bytes --name "100 keys, panes" --size 80x24 --burst 100 --max-bytes 3400
face=--accessible; bytes --name "arrow, accessible" --size 80x24,120x40 --key down --n 6 --skip 0 --idle 3 --max-bytes 8 | tee "$logs/idle"
awk '{ if ($NF != 0) exit 1 }' "$logs/idle" || { echo "FAIL bytes without a key"; bad=1; }

"$python" "$tools/tty_hygiene.py" --quit q -- "$bin" || bad=1
"$python" "$tools/tty_hygiene.py" --quit q --tests quit,int,term,hup,quit,hangup,tstp,sizes -- "$bin" --accessible || bad=1
exit $bad
