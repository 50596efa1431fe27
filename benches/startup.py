"""Time from exec to what a person can use, in a pseudo-terminal of 80x24.

usage: startup.py PROGRAM [RUNS]

Prints, in milliseconds (minimum, median, maximum of RUNS runs):
  frame    the first bytes on the screen
  reading  the first frame that holds body text
  exact    the state line says that exact search is ready
  words    the state line says that word ranking is ready
and, as the peer in the same runs, `less` on one of the bundled files: its first screen.
The machines are noisy: compare the ratio to less, not the milliseconds.
"""
import fcntl, os, pty, re, select, statistics, struct, sys, termios, time

ESCAPES = re.compile(rb"\x1b(\[[0-9;?<>=]*[A-Za-z]|\][^\x07]*\x07|[()].|.)")
HANZI = re.compile("[\u4e00-\u9fff，。、]{30}")

def plain(data):
    return ESCAPES.sub(b"", data).decode(errors="ignore")

def run(argv, marks, quit_keys, seconds=5.0):
    """Milliseconds until each mark's test is true of all that was written so far."""
    start = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="zh_CN.UTF-8", LESSCHARSET="utf-8")
        os.environ.pop("LC_ALL", None)
        os.execvp(argv[0], argv)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, times = b"", {}
    while len(times) < len(marks) and time.perf_counter() - start < seconds:
        if not select.select([fd], [], [], 0.05)[0]:
            continue
        try:
            data = os.read(fd, 65536)
        except OSError:
            break
        now = (time.perf_counter() - start) * 1000
        seen += data
        text = plain(seen)
        for name, test in marks.items():
            if name not in times and test(text):
                times[name] = now
    os.write(fd, quit_keys)
    for _ in range(200):
        if os.waitpid(pid, os.WNOHANG)[0]:
            break
        if select.select([fd], [], [], 0.01)[0]:
            try:
                os.read(fd, 65536)
            except OSError:
                pass
    else:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    os.close(fd)
    return times

def main():
    program = sys.argv[1]
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 11
    body = lambda t: HANZI.search(t.replace("\n", "").replace("\r", "")) is not None
    ours = {
        "frame": lambda t: bool(t.strip()),
        "reading": body,
        "exact": lambda t: "精确" in t or "词序" in t,
        "words": lambda t: "词序" in t,
    }
    here = os.path.dirname(os.path.abspath(__file__))
    text = os.path.join(here, "..", "data", "corpus", "000_782a7c8effef1a54.txt")
    rows = {}
    for _ in range(runs):
        for name, ms in run([program, "--keymap", "vim"], ours, b"q").items():
            rows.setdefault(name, []).append(ms)
        for name, ms in run(["less", text], {"less": body}, b"q").items():
            rows.setdefault(name, []).append(ms)
    for name in [*ours, "less"]:
        v = sorted(rows.get(name, []))
        if v:
            print(f"{name:8s} min {v[0]:7.1f}  median {statistics.median(v):7.1f}  max {v[-1]:7.1f} ms  ({len(v)} of {runs})")
        else:
            print(f"{name:8s} never seen")

main()
