"""Start wenmai in a pseudo-terminal of 80x24, wait until it shows help and a document, leave with q.

usage: start_in_terminal.py PROGRAM
"""
import fcntl, os, pty, select, struct, sys, termios, time

pid, fd = pty.fork()
if pid == 0:
    os.environ.update(TERM="xterm-256color", LANG="zh_CN.UTF-8")
    os.environ.pop("LC_ALL", None)
    os.execv(sys.argv[1], [sys.argv[1], "--keymap", "vim"])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

seen = b""

def read_until(done, seconds):
    global seen
    end = time.monotonic() + seconds
    while time.monotonic() < end and not done():
        if select.select([fd], [], [], 0.2)[0]:
            try:
                data = os.read(fd, 65536)
            except OSError:
                return
            if not data:
                return
            seen += data

def shown(*words):
    return all(w.encode() in seen for w in words)

read_until(lambda: shown("帮助", "犯罪"), 20)
if not shown("帮助", "犯罪"):
    sys.exit("the first screen shows no help or no document:\n" + seen.decode(errors="replace"))
os.write(fd, b"q")
read_until(lambda: False, 3)
for _ in range(100):
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        break
    time.sleep(0.05)
else:
    os.kill(pid, 9)
    sys.exit("q does not leave")
code = os.waitstatus_to_exitcode(status)
if code != 0:
    sys.exit(f"left with status {code}")
if b"\x1b[?1049l" not in seen:
    sys.exit("the alternate screen was not left")
print("starts, shows a document, leaves")
