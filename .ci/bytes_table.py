"""Bytes that a key costs on the line: wenmai beside less, fzf, lnav and ranger, the same texts in all of them.

usage: bytes_table.py TOOLS PROGRAM TEXTS     TOOLS holds pty_bytes.py, TEXTS some .txt

Prints a Markdown table of medians, and how wenmai's compare with the least of the others (below 1: fewer bytes).
"""
import os
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, sys.argv[1])
import pty_bytes as pb  # noqa: E402

PROGRAM = os.path.realpath(sys.argv[2])
SIZES = [(80, 24), (120, 40)]
FUNCTION = {"f3": "\x1b[13~", "f6": "\x1b[17~"}
FOLDER = tempfile.mkdtemp(prefix="bytes.")


def texts():
    """The texts as files, as one file, and as many files."""
    made = os.path.join(FOLDER, "texts")
    os.mkdir(made)
    for name in sorted(os.listdir(sys.argv[3])):
        if name.endswith(".txt"):
            shutil.copy(os.path.join(sys.argv[3], name), made)
    whole = os.path.join(FOLDER, "all.txt")
    with open(whole, "wb") as out:
        for name in sorted(os.listdir(made)):
            with open(os.path.join(made, name), "rb") as text:
                out.write(text.read())
    # for a program that lists files: many of them, named by their first words
    many = os.path.join(FOLDER, "many")
    os.mkdir(many)
    lines = open(whole, encoding="utf-8").read().split("\n")
    for number, line in enumerate([line for line in lines if len(line) > 20][:300]):
        name = line.replace("/", " ").strip()[:24]
        with open(os.path.join(many, f"{number:03} {name}.txt"), "w", encoding="utf-8") as file:
            file.write(line)
    return made, whole, many


class Run:
    """A program on a terminal."""

    def __init__(self, argv, size):
        env = dict(os.environ, TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8", HOME=FOLDER)
        env.update(WENMAI_KEYMAP="plain", WENMAI_STATE=tempfile.mkdtemp(dir=FOLDER), LESS="", FZF_DEFAULT_OPTS="")
        self.terminal = pb.P(argv, *size, env)
        for _ in range(8):
            before = len(self.terminal.raw)
            self.terminal.settle(0.5)
            if before and before == len(self.terminal.raw):
                break

    def press(self, keys, quiet=0.3):
        """The bytes that come because of all these keys in one write."""
        names = [FUNCTION.get(k) or pb.keybytes(k, self.terminal.app) for k in keys]
        before = len(self.terminal.raw)
        os.write(self.terminal.fd, "".join(names).encode())
        self.terminal.settle(quiet)
        return len(self.terminal.raw) - before

    def each(self, keys):
        return statistics.median(self.press([key]) for key in keys)

    def idle(self, seconds):
        end, before = time.monotonic() + seconds, len(self.terminal.raw)
        while time.monotonic() < end:
            self.terminal.pump(0.05)
        return len(self.terminal.raw) - before

    def end(self):
        for signal in (1, 15, 9):
            try:
                os.kill(self.terminal.pid, signal)
                time.sleep(0.1)
                if os.waitpid(self.terminal.pid, os.WNOHANG)[0]:
                    break
            except OSError:
                break
        os.close(self.terminal.fd)


def measured(argv, size, arrow, first, search):
    """Medians by row of the table; `first` are the keys that lead to the text, `arrow` moves by one."""
    rows = {}
    run = Run(argv, size)
    for key in first:
        run.press([key])
    rows["arrow"] = run.each([arrow] * 12)
    run.press([arrow] * (size[1] * 2), 1)
    rows["one-row scroll"] = run.each([arrow] * 12)
    page = "pgup" if arrow == "up" else "pgdn"
    rows["page"] = run.each([page] * 6)
    rows["100 keys at once"] = run.press([arrow] * 100, 1)
    rows["idle 3 s"] = run.idle(3)
    run.end()
    if search is not None:
        run = Run(argv, size)
        for key in search:
            run.press([key])
        rows["typing in search"] = run.each("网络安全")
        run.end()
    return rows


def main():
    folder, whole, many = texts()
    own = [PROGRAM, folder]
    print("| size | key | wenmai | less | fzf | lnav | ranger | of the best |")
    print("| --- | --- | --: | --: | --: | --: | --: | --: |")
    for size in SIZES:
        programs = {
            "wenmai": (own, "down", ["f3"], ["f6"]),
            "accessible": ([*own, "--accessible"], "down", ["f3"], None),
            "less": (["less", whole], "down", [], None),
            "fzf": (["sh", "-c", f"fzf < {whole}"], "up", [], []),
            "lnav": (["lnav", "-q", whole], "down", ["home"], None),
            "ranger": (["ranger", many], "down", [], None),
        }
        table = {}
        for name, (argv, arrow, first, search) in programs.items():
            if shutil.which("fzf" if name == "fzf" else argv[0]):
                table[name] = measured(argv, size, arrow, first, search)
        table["one pane"] = measured(own, (60, size[1]), "down", ["f3"], None)
        for key in table["wenmai"]:
            others = [table[n][key] for n in ("less", "fzf", "lnav", "ranger") if key in table.get(n, {})]
            row = [f"{table[n][key]:.0f}" if key in table.get(n, {}) else "" for n in ("less", "fzf", "lnav", "ranger")]
            own_value = table["wenmai"][key]
            ratio = f"{own_value / min(others):.2f}" if others and min(others) else "0" if not own_value else "-"
            print(f"| {size[0]}x{size[1]} | {key} | {own_value:.0f} | {' | '.join(row)} | {ratio} |", flush=True)
        for name, width in (("one pane", 60), ("accessible", size[0])):
            for key in ("arrow", "one-row scroll", "page"):
                value = f"{table[name][key]:.0f}"
                print(f"| {width}x{size[1]} | {key}, {name} | {value} | | | | | |", flush=True)


try:
    main()
finally:
    shutil.rmtree(FOLDER, ignore_errors=True)
