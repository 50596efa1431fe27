"""The kiosk behind a real OpenSSH server on loopback: what a person may do, and every way out that was tried.

usage: kiosk.py PROGRAM

The server accepts any variable of the environment that matters, which is worse than any default. Needs root and
sshd. Exit status 1 when something led out, or was refused without a clear message.
"""
import fcntl, os, pty, select, shutil, socket, struct, subprocess, sys, tempfile, termios, time

PROGRAM = os.path.realpath(sys.argv[1])
SECRET = "kiosk-secret-4711"
REFUSED = ("没有运行", "此处不可")
LET_IN = "WENMAI_* XDG_* TMUX PATH PAGER EDITOR VISUAL SHELL BASH_ENV ENV LANG LC_*"

sshd = shutil.which("sshd") or "/usr/sbin/sshd"
if os.geteuid() != 0 or not os.path.exists(sshd):
    print("skipped: needs root and sshd")
    sys.exit(0)

home = tempfile.mkdtemp(prefix="kiosk.")
os.chmod(home, 0o755)
corpus, user = home + "/corpus", home + "/user"
for folder in (corpus, user, home + "/evil", "/run/sshd"):
    os.makedirs(folder, exist_ok=True)
with open(home + "/secret.txt", "w") as file:
    file.write(SECRET * 3 + "\n")
with open(corpus + "/a.txt", "w") as file:
    file.write("关于网络的报告\n\n1. 第一段说的是网络犯罪。\n\n2. 第二段说的是国际法。\n")
os.symlink(home + "/secret.txt", corpus + "/link.txt")
# a program that would be run by whoever looks for tmux, a pager or an editor
for name in ("tmux", "less", "vi", "sh"):
    path = f"{home}/evil/{name}"
    with open(path, "w") as file:
        file.write(f"#!/bin/sh\ntouch {home}/ran\n")
    os.chmod(path, 0o755)
# settings and word lists that somebody else wrote
os.makedirs(home + "/evil/config/wenmai", exist_ok=True)
with open(home + "/evil/config/wenmai/config.toml", "w") as file:
    file.write('language = "en"\n')

def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]

port = free_port()
for key in ("host", "id"):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", f"{home}/{key}"], check=True)
shutil.copy(home + "/id.pub", home + "/authorized")
with open(home + "/sshd_config", "w") as file:
    file.write(f"""Port {port}
ListenAddress 127.0.0.1
HostKey {home}/host
AuthorizedKeysFile {home}/authorized
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
PasswordAuthentication no
PidFile none
PrintMotd no
AcceptEnv {LET_IN}
SetEnv HOME={user}
Subsystem sftp internal-sftp
ForceCommand {PROGRAM} --kiosk --corpus {corpus} --lang zh
""")
log = open(home + "/log", "w")
server = subprocess.Popen([sshd, "-D", "-e", "-f", home + "/sshd_config"], stderr=log)

SSH = ["-q", "-i", home + "/id", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
       "-o", "IdentitiesOnly=yes", "-o", "SendEnv=" + LET_IN]
EVIL = {
    "TMUX": "/tmp/x,1,0", "PATH": home + "/evil:" + os.environ["PATH"], "PAGER": "vi", "EDITOR": "vi", "VISUAL": "vi",
    "XDG_CONFIG_HOME": home + "/evil/config", "XDG_DATA_HOME": "/root", "WENMAI_STATE": home + "/evil",
    "WENMAI_LANGUAGE": "en", "BASH_ENV": home + "/evil/sh", "ENV": home + "/evil/sh", "LANG": "zh_CN.UTF-8",
}

failures, tried = [], 0

def check(what, ok, seen=""):
    global tried
    tried += 1
    print(("ok    " if ok else "FAIL  ") + what)
    if not ok:
        failures.append(what)
        print("      " + repr(seen[-600:]))

def run(words, text="", env=EVIL, program="ssh", before=()):
    """One connection without a terminal."""
    command = [program, *before, *SSH, *words]
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=120, env={**os.environ, **env})
    return done.returncode, done.stdout + done.stderr

class Terminal:
    """One connection with a terminal of 80x24."""

    def __init__(self):
        self.seen = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(EVIL, TERM="xterm-256color")
            os.execvp("/usr/bin/ssh", ["ssh", "-tt", *SSH, "-p", str(port), "root@127.0.0.1"])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def read(self, done, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not done(self.seen):
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return False
                if not data:
                    return False
                self.seen += data.decode(errors="replace")
        return done(self.seen)

    def send(self, text):
        self.seen = ""
        os.write(self.fd, text.encode())

    def end(self):
        os.close(self.fd)
        os.waitpid(self.pid, 0)

def kiosks():
    """Processes of the kiosk that the server started."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            words = open(f"/proc/{pid}/cmdline").read().split("\0")
        except OSError:
            continue
        if words[0] == PROGRAM and corpus in words:
            found.append(pid)
    return found

def children(pid):
    try:
        return open(f"/proc/{pid}/task/{pid}/children").read().split()
    except OSError:
        return []

try:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    at = ["-p", str(port), "root@127.0.0.1"]

    # what a person may do
    code, out = run(["-T", *at], "search 网络\nproblems\nquit\n")
    check("without a terminal: lines, a search finds", code == 0 and "»网络«犯罪" in out, out)
    check("a link out of the corpus is not read, and that is said", SECRET not in out and "link.txt" in out, out)

    # commands of the client
    for command in ("cat " + home + "/secret.txt", "sh", "wenmai show x", "sh -c id", "$(cat /etc/passwd)",
                    f"wenmai notes --into {home}/out", f"wenmai notes --import {home}/secret.txt", "wenmai doctor --clip",
                    f"wenmai index {home}", f"wenmai search {SECRET[:6]} --corpus {home}", "wenmai export blocks",
                    f"wenmai --keys {home}/secret.txt --dump 80x24", f"; cat {home}/secret.txt"):
        code, out = run([*at, command])
        check(f"ssh host {command!r} is refused with a message", code != 0 and SECRET not in out and REFUSED[0] in out, out)
    code, out = run(["-s", *at, "sftp"])
    # sshd passes no message on for a subsystem: only the status comes through
    check("the sftp subsystem is refused", code == 2 and SECRET not in out, out)
    code, out = run(["-P", str(port), f"root@127.0.0.1:{home}/secret.txt", home + "/copy"], program="scp", before=["-O"])
    check("scp is refused", not os.path.exists(home + "/copy"), out)

    # the environment
    code, out = run(["-T", *at], "help\nquit\n")
    check("settings of the client's environment are not read", "Keys" not in out and "帮助" in out + "帮助" * ("键" in out), out)
    check("nothing was run from the client's PATH", not os.path.exists(home + "/ran"))

    # commands of the kiosk itself, by lines
    # each a list of lines; the later ones came with export, pipes, files, sessions, kept searches and notes
    ways = [
        f"open {home}/secret.txt", f"open {corpus}/../secret.txt", "!cat " + home + "/secret.txt", "| sh", "pipe sh",
        f"export {home}/out.txt", "export ../../../../etc/cron.d/x", f"copy-to {home}/out.txt", "write /etc/passwd",
        "edit", "shell", "suspend", f"tree {home}", f"source {home}/secret.txt", f"show {home}/secret.txt",
        "theme ../../secret", "session-save ../../x", "reload", "log",
        "open /proc/self/environ", f"open file://{home}/secret.txt", f"open wenmai://{home}/secret.txt#1",
        "timeline\nexport csv", f"timeline\nexport {home}/out.csv", "timeline\nexport ../out.ics", "timeline\nexport html\ny",
        "open a\nselect\npipe sh", "open a\nselect\n| tee ../out.txt", f"open a\nwrite {home}/out.txt", "open a\nwrite ../out.txt\ny",
        "open a\nwrite out.txt", "open a\nwrite link.txt\ny", f"session-save {home}/out", f"session {home}/secret.txt", "sessions\n1",
        f"search 网络\nsave-search {home}/out\nsaved\n1", "save-search ../../x", f"bookmark {home}/out", f"collect {home}/out",
        f"annotate !cat {home}/secret.txt\nannotations\n1", "mark ../../x", "open a\ncopy\ncopy-as\n1", "address", "gx",
        f"theme {home}/evil/config/wenmai/config.toml", f"matrix {home}/secret.txt", f"diff a {home}/secret.txt",
        f"compare {home}/secret.txt", "copy-table", "menu\n1\n1", "describe-key F5", "tutor", "accessible",
    ]
    places = (home, corpus, user, "/etc", "/etc/cron.d", "/tmp", "/root", "/")

    def written():
        """What stands where something could be written, but for the person's own hidden folders."""
        there = {f"{place}/{name}" for place in places if os.path.isdir(place) for name in os.listdir(place)}
        return {path for path in there if path.startswith(home) or "out" in path or path.startswith("/etc")}

    own = {f"{user}/.{name}" for name in ("local", "cache", "config")}
    before = written()
    for way in ways:
        code, out = run(["-T", *at], f"{way}\nquit\n")
        new = written() - before - own
        check(f"command {way!r}: nothing out, nothing written, no program",
              SECRET not in out and not new and not os.path.exists(home + "/ran") and code == 0, f"{code} {new} {out}")
    # what leads out by nature is refused in words
    for way in ("suspend", "open a\npipe sh", f"open a\nwrite {home}/out.txt", "timeline\nexport csv"):
        code, out = run(["-T", *at], f"{way}\nquit\n")
        check(f"command {way!r} is refused with a message", REFUSED[1] in out, out)
    # what a person writes is kept in the folders of that person, and nowhere else
    code, out = run(["-T", *at], "open a\nannotate 一条批注\nquit\n")
    code, out = run(["-T", *at], "annotations\nquit\n")
    check("a note is kept and comes back", "一条批注" in out, out)
    check("what is kept is in the person's own folders", set(os.listdir(user)) <= {".local", ".cache", ".config"}, str(os.listdir(user)))

    # as a login shell
    os.symlink(PROGRAM, home + "/wenmai-kiosk")
    for words in (["-c", f"cat {home}/secret.txt"], ["-c", "id"], ["-c", f"{home}/evil/sh"]):
        done = subprocess.run([home + "/wenmai-kiosk", *words], input="", capture_output=True, text=True, timeout=120,
                              env={**os.environ, **EVIL, "HOME": user})
        out = done.stdout + done.stderr
        # the language of the environment is asked, not the forced one
        check(f"as a login shell {words!r} is refused", done.returncode == 2 and SECRET not in out and "uid=" not in out, out)

    # in the full screen
    screen = Terminal()
    check("with a terminal: the full screen", screen.read(lambda s: "帮助" in s), screen.seen)
    screen.read(lambda s: False, 2)
    pids = kiosks()
    kiosk = pids[-1] if pids else "0"
    status = open(f"/proc/{kiosk}/status").read() if pids else ""
    limits = open(f"/proc/{kiosk}/limits").read() if pids else ""
    check("no new privileges (Landlock is on)", "NoNewPrivs:\t1" in status, status)
    address = [line for line in limits.splitlines() if line.startswith("Max address space")]
    check("memory is limited", bool(address) and "unlimited" not in address[0], limits)
    environment = open(f"/proc/{kiosk}/environ").read() if pids else "PATH="
    check("its environment is clean", not any(n + "=" in environment for n in ("PATH", "TMUX", "EDITOR", "WENMAI_STATE")), environment)
    screen.send("\x1a")
    check("Ctrl-z does not stop it", screen.read(lambda s: REFUSED[1] in s, 20), screen.seen)
    menu = [f"\x1b[20~{word}\r" for word in ("export", "pipe", "write", "session-save", "log", "suspend", "reload")]
    ways = [":!sh\r", ":open " + home + "/secret.txt\r", ":pipe sh\r", ":export " + home + "/out.txt\r", "\x1c", "\x1b|",
            f":write {home}/out.txt\r", ":timeline\r:export csv\r", ":timeline\re\r\r", "|", ":session-save ../../out\r",
            ":save-search ../../out\r", ":log\r", *menu, "\x10", "\x18\x03", "\x0f", "!", "v|sh\r", "\x1b[200~:!sh\r\x1b[201~"]
    for keys in ways:
        screen.send(keys)
        screen.read(lambda s: False, 1)
        seen = screen.seen
        screen.send("\x1b")
        screen.read(lambda s: False, 0.4)
        screen.send("\x1b")
        screen.read(lambda s: False, 0.4)
        new = written() - before - own - {home + "/wenmai-kiosk"}
        check(f"keys {keys!r}: nothing out, no program started, still there",
              SECRET not in seen and not children(kiosk) and not new and kiosk in kiosks(), f"{new} {seen}")
    for name in ("INT", "QUIT", "TSTP", "USR1"):
        screen2 = Terminal()
        screen2.read(lambda s: "帮助" in s)
        fresh = [p for p in kiosks() if p != kiosk]
        if fresh:
            subprocess.run(["kill", "-" + name, fresh[-1]])
        screen2.read(lambda s: False, 1.5)
        screen2.send("id\r")
        screen2.read(lambda s: False, 1)
        check(f"after signal {name} there is no shell", "uid=" not in screen2.seen, screen2.seen)
        for pid in fresh:
            subprocess.run(["kill", "-KILL", pid], stderr=subprocess.DEVNULL)
        screen2.end()
    screen.send("\x03\x03")
    screen.read(lambda s: False, 2)
    screen.end()
    check("nothing was run from the client's PATH to the end", not os.path.exists(home + "/ran"))
finally:
    server.terminate()
    server.wait()
    shutil.rmtree(home, ignore_errors=True)
print(f"{tried - len(failures)} passed, {len(failures)} failed")
sys.exit(1 if failures else 0)
