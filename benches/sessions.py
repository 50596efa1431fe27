#!/usr/bin/env python3
"""Twenty sessions on one index at once: memory beyond the shared pages, and the time of a query beside that of one
session alone.

    benches/sessions.py FOLDER [WENMAI] [SESSIONS]

`wenmai index FOLDER` first. A session is `wenmai search -`, which answers a query a line.
"""
import os
import statistics
import subprocess
import sys
import time

FOLDER = sys.argv[1]
WENMAI = os.path.abspath(sys.argv[2] if len(sys.argv) > 2 else "target/release/wenmai")
SESSIONS = int(sys.argv[3]) if len(sys.argv) > 3 else 20
QUERIES = ["网络犯罪", "信息安全", "联络点", "司法协助", "建立信任措施", "电子证据", "全球网络安全文化", "犯罪",
           "oewg", "網路", "国家 -网络", "打击"]


class Session:
    def __init__(self):
        started = time.perf_counter()
        self.process = subprocess.Popen(
            [WENMAI, "search", "-", "--corpus", FOLDER, "--json", "--limit", "20"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.ask(QUERIES[0])
        self.opened = (time.perf_counter() - started) * 1e3

    def send(self, query):
        self.process.stdin.write(query + "\n")
        self.process.stdin.flush()

    def ask(self, query):
        started = time.perf_counter()
        self.send(query)
        self.process.stdout.readline()
        return (time.perf_counter() - started) * 1e3

    def memory(self):
        rows = open(f"/proc/{self.process.pid}/smaps_rollup").read().split("\n")
        kb = {r.split(":")[0]: int(r.split()[1]) for r in rows if r.endswith("kB")}
        return (kb["Private_Clean"] + kb["Private_Dirty"]) / 1e3, kb["Pss"] / 1e3, kb["Rss"] / 1e3

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def at(times, share):
    times = sorted(times)
    return times[int((len(times) - 1) * share)]


def main():
    one = Session()
    alone = [one.ask(q) for _ in range(10) for q in QUERIES]
    print(f"one: opened and first answer {one.opened:.0f} ms; a query p50 {at(alone, .5):.1f} ms, p99 {at(alone, .99):.1f} ms; "
          f"resident {one.memory()[2]:.0f} MB")
    all_of_them = [one] + [Session() for _ in range(SESSIONS - 1)]
    times = [s.ask(q) for q in QUERIES * 2 for s in all_of_them]
    own = [s.memory() for s in all_of_them]
    print(f"{SESSIONS} open, asked in turn: p50 {at(times, .5):.1f} ms, p99 {at(times, .99):.1f} ms; own memory "
          f"{statistics.mean(o[0] for o in own):.0f} MB each, at most {max(o[0] for o in own):.0f}; proportional {statistics.mean(o[1] for o in own):.0f} MB")
    started = time.perf_counter()
    for query in QUERIES:
        for s in all_of_them:
            s.send(query)
        for s in all_of_them:
            s.process.stdout.readline()
    wall = (time.perf_counter() - started) * 1e3 / (SESSIONS * len(QUERIES))
    print(f"{SESSIONS} asked at the same time: {wall:.1f} ms a query over all")
    for s in all_of_them:
        s.end()


main()
