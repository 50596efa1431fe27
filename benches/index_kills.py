#!/usr/bin/env python3
"""Kills `wenmai index` at 20 random moments, then checks that a search finds exactly what a scan of the files
finds; fills a small file system and checks that the search goes on in memory.

    benches/index_kills.py [WENMAI] [MEGABYTES]

The corpus is made in a folder of its own: numbered one-line paragraphs, of which it is known where they are.
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
SIZE = int(sys.argv[2]) if len(sys.argv) > 2 else 12
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
    resumed = 0
    for turn in range(20):
        environment = dict(os.environ, XDG_CACHE_HOME=str(cache), LANG="en_US.UTF-8")
        build = subprocess.Popen([WENMAI, "index", str(folder)], env=environment,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * whole)
        build.send_signal(signal.SIGKILL)
        build.wait()
        # Every second time a file changes as well.
        if turn % 2:
            path = dice.choice(sorted(folder.glob("*.txt")))
            path.write_text(path.read_text().replace("网络犯罪", "信息安全", 5))
        word = dice.choice(WORDS)
        found, _ = total(cache, folder, word)
        wanted = truth(folder, word)
        assert found == wanted, f"turn {turn}: {word}: {found} instead of {wanted}"
        resumed += 1
        if turn % 3 == 2:
            shutil.rmtree(cache)
    print(f"{resumed} of 20 kills: the next start answered right")
    verified = run(cache, "index", str(folder), "--verify")
    print(f"verify: {verified.stdout.strip()}")
    small = base / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(small)], stderr=subprocess.DEVNULL).returncode == 0:
        try:
            done = run(small, "index", str(folder))
            print(f"full disk, index: status {done.returncode}: {done.stderr.strip()[-300:]}")
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
