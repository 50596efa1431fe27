#!/usr/bin/env python3
"""Kills `wenmai index` at random moments and in the middle of commits, then checks that a search finds exactly what
a scan of the files finds; fills a small file system and checks that the search goes on in memory.

    benches/index_kills.py [WENMAI] [MEGABYTES] [KILLS]

The corpus is made in a folder of its own: numbered one-line paragraphs, of which it is known where they are. It should
be large enough for a commit before the last one (32 MB, or 20 seconds).
"""
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

WENMAI = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else "target/release/wenmai")
SIZE = int(sys.argv[2]) if len(sys.argv) > 2 else 80
KILLS = int(sys.argv[3]) if len(sys.argv) > 3 else 20
dice = random.Random(3)
WORDS = ["网络犯罪", "信息安全", "建立信任措施", "司法协助", "国际合作", "能力建设", "电子证据", "联络点"]


def make(folder):
    made = 0
    for n in range(10_000):
        lines = []
        for k in range(400):
            words = dice.sample(WORDS, 3)
            lines.append(f"{k + 1}. 第{n}份文件认为{words[0]}与{words[1]}，以及{words[2]}，是各国的共同任务。")
        text = "\n\n".join(lines) + "\n"
        (folder / f"paper-{n:04}.txt").write_text(text)
        made += len(text.encode())
        if made > SIZE * 1_000_000:
            return


def truth(folder, word):
    return sum(p.read_text().count(word) > 0 and sum(word in l for l in p.read_text().split("\n"))
               for p in folder.glob("*.txt"))


def run(cache, *arguments, **more):
    environment = dict(os.environ, XDG_CACHE_HOME=str(cache), LANG="en_US.UTF-8")
    return subprocess.run([WENMAI, *arguments], env=environment, capture_output=True, text=True, **more)


def total(cache, folder, word):
    done = run(cache, "search", f"'{word}", "--corpus", str(folder), "--json", "--limit", "1")
    return json.loads(done.stdout)["total"], done.stderr


def index_of(cache):
    """The folder of the index."""
    return next(iter((cache / "wenmai/index").glob("*")), None) if cache.exists() else None


def state(cache):
    """What the last commit says of itself."""
    folder = index_of(cache)
    try:
        note = json.loads((folder / "meta.json").read_text()).get("payload") or "nothing"
        return note.split()[0]
    except (OSError, AttributeError):
        return "nothing"


def committing(cache):
    """A commit is being written: its file lies beside the last one, or segments do that it does not name yet."""
    folder = index_of(cache)
    if folder is None:
        return False
    try:
        names = os.listdir(folder)
        known = (folder / "meta.json").read_text().replace("-", "")
    except OSError:
        return False
    segments = {n.split(".")[0] for n in names if n.endswith(".store")}
    return any(n.startswith(".tmp") for n in names) or any(n not in known for n in segments)


def wait_for_commit(build, cache, whole):
    """Waits until a commit is under way, and a moment more; False where the build ended before."""
    until = time.monotonic() + 3 * whole
    while time.monotonic() < until and build.poll() is None:
        if committing(cache):
            time.sleep(dice.random() * 0.3)
            return True
        time.sleep(0.001)
    return False


def main():
    base = pathlib.Path(tempfile.mkdtemp(prefix="wenmai-kills-"))
    folder, cache = base / "papers", base / "cache"
    folder.mkdir()
    make(folder)
    started = time.monotonic()
    first = run(cache, "index", str(folder))
    whole = time.monotonic() - started
    print(f"whole build {whole:.1f} s: {first.stdout.strip()}")
    shutil.rmtree(cache)
    states = {}
    for turn in range(KILLS):
        environment = dict(os.environ, XDG_CACHE_HOME=str(cache), LANG="en_US.UTF-8")
        build = subprocess.Popen([WENMAI, "index", str(folder)], env=environment,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if turn % 2:
            moment = "in a commit" if wait_for_commit(build, cache, whole) else "at the end"
        else:
            moment = "at random"
            time.sleep(dice.random() * whole)
        build.send_signal(signal.SIGKILL)
        build.wait()
        killed = f"{moment}, the last commit being {state(cache)}"
        states[killed] = states.get(killed, 0) + 1
        # Every third time a file changes as well.
        if turn % 3 == 1:
            path = dice.choice(sorted(folder.glob("*.txt")))
            path.write_text(path.read_text().replace("网络犯罪", "信息安全", 5))
        word = dice.choice(WORDS)
        found, _ = total(cache, folder, word)
        wanted = truth(folder, word)
        assert found == wanted, f"turn {turn}: {word}: {found} instead of {wanted}"
        shutil.rmtree(cache, ignore_errors=True)
    for killed, count in sorted(states.items()):
        print(f"killed {killed}: {count}")
    print(f"{sum(states.values())} of {KILLS} kills: the next start answered right")
    run(cache, "index", str(folder))
    verified = run(cache, "index", str(folder), "--verify")
    print(f"verify: {verified.stdout.strip()}")
    assert verified.returncode == 0, verified.stdout
    small = base / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)], stderr=subprocess.DEVNULL).returncode == 0:
        try:
            done = run(small, "index", str(folder))
            print(f"full disk, index: status {done.returncode}: {done.stderr.strip()[-300:]}")
            assert done.returncode == 4, done.stderr
            word = WORDS[0]
            found, said = total(small, folder, word)
            print(f"full disk, search: {found} of {truth(folder, word)}: {said.strip()[-300:]}")
            assert found == truth(folder, word)
        finally:
            subprocess.run(["umount", str(small)], check=False)
    else:
        print("full disk: skipped, no small file system could be mounted")
    shutil.rmtree(base)


main()
