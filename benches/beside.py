#!/usr/bin/env python3
"""Search beside ripgrep and SQLite's FTS5 over the same texts, in one run: CPU and wall time, and recall beside them.

    benches/beside.py WENMAI [FOLDER]

FOLDER is a larger corpus (`benches/corpus.py`); without it only the bundled one is asked. FTS5 is fed with the
paragraphs that `wenmai export blocks` gives, after wenmai's own work of joining lines: trigrams, and pairs of
characters as words. `wenmai index FOLDER` first, to ask the index on disk.
"""
import json
import os
import pathlib
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

WENMAI = os.path.abspath(sys.argv[1])
FOLDER = sys.argv[2] if len(sys.argv) > 2 else None
CORPUS = pathlib.Path(__file__).resolve().parent.parent / "data/corpus"
QUERIES = ["网络犯罪", "信息安全", "联络点", "司法协助", "建立信任措施", "电子证据", "全球网络安全文化", "犯罪", "打击",
           "OEWG", "執法"]


def cost(command):
    """CPU and wall milliseconds of a process, and what it printed."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu * 1e3, wall * 1e3, done.stdout


def at(times, share):
    return sorted(times)[int((len(times) - 1) * share)]


def one_shot():
    rows = {}
    for _ in range(11):
        for name, command in {"wenmai": [WENMAI, "search"], "rg": ["rg", "--no-heading"]}.items():
            for query in QUERIES[:4]:
                more = [query, str(CORPUS)] if name == "rg" else [query]
                rows.setdefault(name, []).append(cost(command + more)[:2])
    for name, pairs in rows.items():
        print(f"one-shot, bundled: {name:7s} CPU {statistics.median(p[0] for p in pairs):6.1f} ms, "
              f"wall {statistics.median(p[1] for p in pairs):6.1f} ms")


def recall():
    """The share of the paragraphs that hold a query, in any script, for each tool over the bundled corpus."""
    found, truth = {"rg": 0}, 0
    for query in QUERIES:
        rows = json.loads(cost([WENMAI, "search", query, "--json", "--limit", "9999"])[2])["hits"]
        truth += len(rows)
        lines = set()
        for line in cost(["rg", "-n", "--no-heading", query, str(CORPUS)])[2].splitlines():
            path, number, _ = line.split(":", 2)
            lines.add((os.path.basename(path), int(number)))
        held = lambda row: any((row["source"], n) in lines for a, b in row["lines"] for n in range(a, b + 1))
        found["rg"] += sum(map(held, rows))
    print(f"recall over {len(QUERIES)} queries: wenmai {truth}, rg {found['rg']} of them ({found['rg'] / truth:.0%})")


def pairs(text):
    """Pairs of characters as words that a tokenizer leaves alone."""
    text = "".join(text.split()).lower()
    return " ".join(f"{ord(a):x}q{ord(b):x}" for a, b in zip(text, text[1:]))


def fts(folder):
    blocks = subprocess.Popen([WENMAI, "export", "blocks", folder], stdout=subprocess.PIPE, text=True)
    base = tempfile.mkdtemp(prefix="wenmai-fts-")
    db = sqlite3.connect(f"{base}/fts.db")
    db.execute("CREATE VIRTUAL TABLE tri USING fts5(t, content='', tokenize='trigram')")
    db.execute("CREATE VIRTUAL TABLE duo USING fts5(t, content='', tokenize='unicode61')")
    texts = [json.loads(line)["text"] for line in blocks.stdout]
    started = time.process_time()
    db.executemany("INSERT INTO tri(rowid, t) VALUES (?, ?)", ((i, t) for i, t in enumerate(texts)))
    db.commit()
    middle = time.process_time()
    db.executemany("INSERT INTO duo(rowid, t) VALUES (?, ?)", ((i, pairs(t)) for i, t in enumerate(texts)))
    db.commit()
    print(f"FTS5 over {len(texts)} paragraphs: built in {middle - started:.0f} s CPU (trigrams), "
          f"{time.process_time() - middle:.0f} s (pairs)")
    return db, base


def spent(session):
    """CPU milliseconds of all threads of a process."""
    tasks = pathlib.Path(f"/proc/{session.pid}/task").glob("*/schedstat")
    return sum(int(t.read_text().split()[0]) for t in tasks) / 1e6


def ask(session, query):
    """CPU milliseconds of one query, with its answer printed, and how much it found."""
    before = spent(session)
    session.stdin.write(query + "\n")
    session.stdin.flush()
    line = session.stdout.readline()
    return spent(session) - before, json.loads(line)["total"]


def larger(folder):
    db, base = fts(folder)
    session = subprocess.Popen([WENMAI, "search", "-", "--corpus", folder, "--json", "--limit", "20"],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    started = time.perf_counter()
    ask(session, QUERIES[0])
    print(f"wenmai: first answer {time.perf_counter() - started:.1f} s after start")
    times, totals = {}, {}
    for _ in range(9):
        for query in QUERIES:
            ms, totals[query, "wenmai"] = ask(session, query)
            times.setdefault("wenmai", []).append(ms)
            times.setdefault(("wenmai", query), []).append(ms)
            for table, typed in ("tri", f'"{query}"'), ("duo", f'"{pairs(query)}"'):
                begun = time.process_time()
                db.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank LIMIT 20", (typed,)).fetchall()
                ms = (time.process_time() - begun) * 1e3
                times.setdefault(table, []).append(ms)
                times.setdefault((table, query), []).append(ms)
    for query in QUERIES:
        for table, typed in ("tri", f'"{query}"'), ("duo", f'"{pairs(query)}"'):
            rows = db.execute(f"SELECT count(*) FROM {table} WHERE {table} MATCH ?", (typed,)).fetchone()
            totals[query, table] = rows[0]
    rss = [r for r in open(f"/proc/{session.pid}/status") if r.startswith(("VmRSS", "VmHWM"))]
    print("wenmai resident:", " ".join(" ".join(r.split()) for r in rss))
    truth = sum(totals[q, "wenmai"] for q in QUERIES)
    for name in ("wenmai", "tri", "duo"):
        held = sum(min(totals[q, name], totals[q, "wenmai"]) for q in QUERIES)
        all_times = times[name]
        print(f"{name:7s} CPU p50 {at(all_times, .5):7.2f} ms, p99 {at(all_times, .99):7.2f} ms, mean "
              f"{statistics.mean(all_times):7.2f} ms, recall {held / truth:.0%}")
    for query in QUERIES:
        print("  ", query, *(f"{name} {statistics.median(times[name, query]):.2f} ms {totals[query, name]}" for name in ("wenmai", "tri", "duo")))
    session.stdin.close()
    shutil.rmtree(base)


one_shot()
recall()
if FOLDER:
    larger(FOLDER)
