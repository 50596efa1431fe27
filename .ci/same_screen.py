"""The same keys directly, inside tmux, over mosh, and while the output is stopped: the screens are the same in the end.

usage: same_screen.py TOOLS PROGRAM     TOOLS holds pty_bytes.py

Stopped: nobody reads the terminal for some seconds (Ctrl-S at the other end, a line that hangs) while 200 keys are
typed. Then all of them have had their effect, few frames were drawn, and the program holds no more memory.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, sys.argv[1])
import pty_bytes as pb  # noqa: E402

PROGRAM = os.path.realpath(sys.argv[2])
COLUMNS, ROWS = 80, 24
# from place to place, a search in Chinese, a timeline; each group is waited for
GROUPS = [["enter"], ["pgdn"] * 2 + ["down"] * 5, ["f6"], ["网", "络"], ["down"] * 3, ["esc"], ["f5"], ["up"] * 4]
FUNCTION = {"f5": "\x1b[15~", "f6": "\x1b[17~"}
QUIET = 0.5
# the last part of the library is there: nothing on the screen changes by itself after it
READY = "词序"
bad = []


def sent(key):
    return FUNCTION.get(key) or pb.keybytes(key, False)


def environment():
    env = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", WENMAI_KEYMAP="plain")
    env["WENMAI_STATE"] = tempfile.mkdtemp(dir=FOLDER)
    return env


def rows(terminal):
    """The screen as lines; half a glyph, which mosh may leave for a moment, is a blank."""
    shown = []
    for y in range(ROWS):
        line, half = "", False
        for x in range(COLUMNS):
            glyph = terminal.scr.buffer[y][x].data
            line += glyph or ("" if half else " ")
            half = bool(glyph) and pb.pyte.screens.wcwidth(glyph[0]) == 2
        shown.append(line.rstrip())
    return shown


def started(argv, env, until):
    terminal = pb.P(argv, COLUMNS, ROWS, env)
    ready(terminal.settle, lambda: "\n".join(rows(terminal)), until)
    return terminal


def ready(wait, screen, until):
    """Until what is always on the screen is there and nothing more comes."""
    for _ in range(60):
        wait(QUIET)
        if until in screen():
            return
    sys.exit(f"no {until!r} on the screen:\n{screen()}")


def typed(terminal):
    screens = []
    for group in GROUPS:
        for key in group:
            os.write(terminal.fd, sent(key).encode())
        terminal.settle(QUIET)
        screens.append(rows(terminal))
    return screens


def left(terminal):
    try:
        os.kill(terminal.pid, 15)
        os.waitpid(terminal.pid, 0)
    except OSError:
        pass


def direct():
    terminal = started([PROGRAM], environment(), READY)
    screens = typed(terminal)
    left(terminal)
    return screens


def in_tmux():
    env = environment()
    socket = os.path.join(FOLDER, "tmux")
    tmux = ["tmux", "-S", socket, "-f", "/dev/null"]
    subprocess.run([*tmux, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS + 1), PROGRAM], env=env, check=True)
    subprocess.run([*tmux, "set-option", "-g", "status", "off"], env=env, check=True)
    subprocess.run([*tmux, "resize-window", "-x", str(COLUMNS), "-y", str(ROWS)], env=env, check=True)

    def screen():
        shown = subprocess.run([*tmux, "capture-pane", "-p"], env=env, capture_output=True, text=True)
        lines = [line.rstrip() for line in shown.stdout.split("\n")][:ROWS]
        return lines + [""] * (ROWS - len(lines))

    def settled(quiet):
        before = None
        while before != (before := screen()):
            time.sleep(quiet)

    ready(settled, lambda: "\n".join(screen()), READY)
    screens = []
    for group in GROUPS:
        for key in group:
            keys = [f"{byte:x}" for byte in sent(key).encode()]
            subprocess.run([*tmux, "send-keys", "-H", *keys], env=env, check=True)
        settled(QUIET)
        screens.append(screen())
    subprocess.run([*tmux, "kill-server"], env=env, check=True)
    return screens


def over_mosh():
    env = environment()
    server = subprocess.run(
        ["mosh-server", "new", "-i", "127.0.0.1", "--", PROGRAM], env=env, capture_output=True, text=True
    )
    connect = re.search(r"MOSH CONNECT (\d+) (\S+)", server.stdout)
    if not connect:
        sys.exit(f"mosh-server: {server.stdout} {server.stderr}")
    env["MOSH_KEY"] = connect[2]
    env["MOSH_PREDICTION_DISPLAY"] = "never"
    terminal = started(["mosh-client", "127.0.0.1", connect[1]], env, READY)
    screens = typed(terminal)
    os.write(terminal.fd, b"\x1b[21~")  # F10: the server ends with the program
    terminal.settle(QUIET)
    left(terminal)
    return screens


def compare(name, wanted, got):
    differing = 0
    for group, a, b in zip(GROUPS, wanted, got):
        for y, (x, z) in enumerate(zip(a, b)):
            if x != z:
                differing += 1
                print(f"     {name}, after {'+'.join(group)}, row {y}: {z!r} is not {x!r}")
    fails = differing or len(wanted) != len(got)
    if fails:
        bad.append(name)
    print(f"{'FAIL' if fails else 'ok  '} {name}: {len(got)} screens, {differing} rows differ")


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1])


def stopped(seconds):
    keys = ["down"] * 150 + ["pgdn"] * 30 + ["up"] * 20
    terminal = started([PROGRAM], environment(), READY)
    if termios.tcgetattr(terminal.fd)[0] & termios.IXON:
        bad.append("flow control")
        print("FAIL Ctrl-S stops the program instead of being a key")
    os.write(terminal.fd, sent("enter").encode())
    terminal.settle(QUIET)
    before = memory(terminal.pid)
    for key in keys:  # nobody reads meanwhile
        os.write(terminal.fd, sent(key).encode())
        time.sleep(seconds / len(keys))
    grown = memory(terminal.pid) - before
    start = len(terminal.raw)
    terminal.settle(QUIET)
    given, screen = len(terminal.raw) - start, rows(terminal)
    left(terminal)

    terminal = started([PROGRAM], environment(), READY)
    os.write(terminal.fd, sent("enter").encode())
    for key in keys:
        os.write(terminal.fd, sent(key).encode())
        terminal.settle(0.02)
    terminal.settle(QUIET)
    lost = sum(a != b for a, b in zip(screen, rows(terminal)))
    left(terminal)
    fails = lost > 0 or grown > 4096 or given > 64 * 1024
    if fails:
        bad.append("stopped output")
    print(
        f"{'FAIL' if fails else 'ok  '} output stopped for {seconds} s, {len(keys)} keys: {lost} rows lost, "
        f"{given} bytes when it went on, {grown} KiB more memory"
    )


FOLDER = tempfile.mkdtemp(prefix="same.")
try:
    one = direct()
    compare("a second run", one, direct())
    for name, needs, run in [("tmux", "tmux", in_tmux), ("mosh", "mosh-server", over_mosh)]:
        if shutil.which(needs):
            compare(name, one, run())
        else:
            print(f"skipped: {name} is not here")
    stopped(5)
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
sys.exit(1 if bad else 0)
