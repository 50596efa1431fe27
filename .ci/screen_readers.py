"""Drive wenmai under real screen readers (fenrir, yasr; brltty where there is a console) and fail where they say the wrong thing.

usage: screen_readers.py TOOLS PROGRAM [READER...]     TOOLS holds screenreader_harness.py

For each view a key script: what must be heard at a step, and what must not. Then 200 arrow keys at random in the
text of a document: each is one utterance, that of the row with the cursor.
"""
import os
import random
import re
import sys
import tempfile

sys.path.insert(0, sys.argv[1])
import screenreader_harness as harness  # noqa: E402

PROGRAM = [sys.argv[2], "--accessible", "--lang", "zh"]
READERS = sys.argv[3:] or ["fenrir", "yasr"]
STEPS = 200
NEVER = r"[\u2500-\u259f\u2800-\u28ff\ue000-\uf8ff]|8;;|52;"
failures = []
states = tempfile.TemporaryDirectory()


def letters(text):
    """What every reader says alike: hanzi, digits, Latin letters. Readers differ in how they name other marks."""
    words = re.sub(r" (slash|dash|dot|repeats \d+ times) ", "", " ".join(text.split(" ")))
    return re.sub(r"[^\u4e00-\u9fff0-9A-Za-z]", "", words)


def fail(reader, what):
    failures.append(what)
    print(f"FAIL {reader}: {what}")


def is_row(reader, heard, row):
    if reader == "yasr":
        # It knows no UTF-8 and holds a row of as many bytes as there are columns.
        row = row.encode()[:70].decode(errors="ignore")
        heard = re.sub(r"repeats \d+ times", "", heard)
        heard = re.sub(r"\\x[0-9a-f]{2}", "", heard)
    heard, row = letters(heard), letters(row)
    return heard.startswith(row) if reader == "yasr" else heard == row


def one_row(reader, heard):
    """One utterance; yasr takes a row of dots apart ("repeats 5 times")."""
    return len(heard) == 1 or (reader == "yasr" and any("repeats" in part for part in heard))


def script(reader, name, steps, size="80x24"):
    """Steps are (key, what must be heard or None, what must not); (key, ROW, ...) wants the row with the cursor."""
    columns, rows = map(int, size.split("x"))
    keys = [step[0] for step in steps]
    # a state of its own: what one script saved is not in another's lists
    os.environ["WENMAI_STATE"] = tempfile.mkdtemp(dir=states.name)
    before = len(failures)
    result, _ = harness.run(reader, PROGRAM, keys, columns, rows, quiet=0.3, startup=1.5)
    made = result["steps"][1:]
    if len(made) < len(steps):
        return fail(reader, f"{name}: ended at step {len(made)}")
    for number, (step, was) in enumerate(zip(steps, made), 1):
        key, want, *reject = step
        heard = " / ".join(was["heard"])
        at = f"{name}, step {number} ({key})"
        # a braille display shows the row with the cursor, and nothing of the first row and the last
        if reader == "brltty" and want != ROW:
            want = None
        if want == ROW:
            if not one_row(reader, was["heard"]) or not is_row(reader, heard, was["row"]):
                fail(reader, f"{at}: {heard!r} is not the row {was['row']!r}")
        elif want and not re.search(want, heard):
            fail(reader, f"{at}: no {want!r} in {heard[:200]!r}")
        for never in [NEVER, *reject]:
            if re.search(never, heard):
                fail(reader, f"{at}: {never!r} in {heard[:200]!r}")
        if was["hidden"]:
            fail(reader, f"{at}: the cursor is hidden")
        if was["orphan_half"] and reader == "fenrir":
            fail(reader, f"{at}: half a glyph")
        if reader == "fenrir" and key in ("up", "down") and want == ROW and was["bytes"] > 300:
            fail(reader, f"{at}: {was['bytes']} bytes for an arrow")
    print(f"ok   {reader}: {name}" if len(failures) == before else f"     {reader}: {name}")


ROW = object()


def views(reader):
    # after a jump the last row may have more bytes than columns: yasr takes that for a scroll and loses count
    long = None if reader == "yasr" else ROW
    script(reader, "tree", [
        ("home", None), ("down", ROW), ("down", ROW), ("up", ROW),
        ("home", None), ("left", "已折叠"), ("right", "已展开"), ("end", "级"),
    ])
    script(reader, "reading", [
        ("enter", "^阅读："), ("down", ROW), ("down", ROW), ("up", ROW),
        ("pgdn", None), ("down", long), ("ctrl-g", "段号"), ("text:1", None, "阅读"), ("enter", None), ("down", long),
        ("ctrl-t", "阅读"),
    ])
    script(reader, "search", [
        ("ctrl-p", "检索"), ("text:网络", "络", "结果"), ("enter", "^搜索“.*网络.*条结果"), ("down", ROW), ("down", ROW),
        ("enter", "^阅读："), ("bs", "^搜索“"), ("down", ROW),
    ])
    script(reader, "find", [
        ("enter", "^阅读："), ("ctrl-f", "本文查找"), ("text:网", "网", "条"), ("enter", "网"),
    ])
    if reader != "yasr":  # it takes a last row of more bytes than columns for a scroll, and loses count
        script(reader, "find the next", [
            ("enter", None), ("ctrl-f", None), ("text:网", None), ("enter", None), ("ctrl-n", "网"), ("down", ROW),
        ])
    script(reader, "timeline by command", [
        (":", "命令"), ("text:timeline", None, "时间线："), ("enter", "^时间线：.*年"), ("up", ROW), ("down", None),
        ("enter", r"^时间线：\d+ 年"), ("down", ROW), ("bs", None), ("up", None),
    ])
    script(reader, "lists by command", [
        (":", "命令"), ("text:outline", None), ("enter", "^大纲："), ("down", ROW), ("down", ROW),
    ])
    script(reader, "notes", [
        (":", None), ("text:notes", None), ("enter", "^脚注："), ("down", ROW),
    ])
    script(reader, "backlinks", [(":", None), ("text:backlinks", None), ("enter", "^谁引用了")])
    script(reader, "references", [(":", None), ("text:refs", None), ("enter", "^引用："), ("down", None)])
    script(reader, "raw lines", [("enter", "^阅读："), (":", None), ("text:raw", None), ("enter", "^速览："), ("down", ROW)])
    script(reader, "help", [
        ("?", "^帮助："), ("down", ROW), ("down", ROW), ("text:时间", None, "条命令"), ("enter", "^帮助：.*时间线"),
    ])
    script(reader, "messages", [
        (":", "命令"), ("text:nothing-like-it", None), ("enter", "未知命令"), (":", None), ("text:problems", None), ("enter", "^问题："),
    ])
    if reader != "yasr":  # the same: the first message has more bytes than 40
        script(reader, "small", [("down", ROW), ("up", ROW), ("enter", "^阅读："), ("down", ROW), ("up", ROW)], "40x10")


def typed(command, *leaves):
    """A command at the `:` line, after the keys that leave a list (which takes letters as a filter); nothing is heard
    of its view before Enter."""
    return [*((key, None) for key in leaves), (":", "命令"), (f"text:{command}", None, "^(时间线|矩阵|分面|会话|菜单)：")]


def newer(reader):
    """Views that show something else than documents and hits. Scripts of several views: each start costs seconds."""
    # yasr takes a row of more bytes than columns for a scroll, and loses count of the rows
    row = None if reader == "yasr" else ROW
    marks = r"\[-|\{\+|→|›"
    script(reader, "matrix and differences", [
        *typed("matrix A/75/123"), ("enter", "^矩阵 .*格有内容", marks), ("down", row, marks), ("down", row, marks),
        ("enter", "^阅读："), ("bs", "^矩阵 "),
        *typed("diff A/RES/55/63"), ("enter", "的差异.*相同", marks), ("down", row, marks), ("down", row, marks),
    ])
    script(reader, "menu", [
        *typed("menu"), ("enter", "^菜单：8"), ("down", row), ("enter", "^菜单：编辑，第 2 组"), ("down", row), ("down", row),
        ("bs", "^菜单：8"), ("bs", "^(目录|阅读)："),
    ])
    script(reader, "facets, saved searches, history", [
        ("ctrl-p", "检索"), ("text:网络", "络", "结果"), ("enter", "条结果"),
        ("ctrl-f", "^分面：.*项"), ("down", row), ("up", row), ("enter", "^搜索“网络 .*条结果"),
        ("ctrl-s", None), ("text:甲", None), ("enter", "已存检索"), ("enter", "^阅读："),
        *typed("saved"), ("enter", "^已存检索：1 项"),
        *typed("history", "bs"), ("enter", "^检索历史："),
    ])
    script(reader, "terms, relations, who is compared", [
        *typed("term 开放式工作组"), ("enter", "的含义"),
        *typed("relations A/75/123", "bs"), ("enter", "的关系：", r"\+ |- "), ("down", row), ("down", row),
        *typed("compare", "bs"), ("enter", "^与哪一份对照："), ("down", row),
    ])
    script(reader, "sessions and the log", [
        *typed("session-save 甲"), ("enter", "会话已存"),
        *typed("sessions"), ("enter", "^会话：.*个"), ("down", None),
        *typed("log", "bs"), ("enter", "日志"),
    ])
    script(reader, "timeline: card and filter", [
        *typed("timeline 2013"), ("enter", "^时间线：2013 年"), ("down", row), *typed("peek"), ("enter", "^速览：", marks), ("down", row),
        ("bs", "^时间线：2013 年"), ("/", "筛选"), ("text:决议", None, "限于"), ("enter", "限于：.*决议"),
    ])


def walk(reader):
    """Arrows at random in a text: one utterance each, that of the row with the cursor."""
    chosen = random.Random(8)
    # not where the last script left off
    os.environ["WENMAI_STATE"] = tempfile.mkdtemp(dir=states.name)
    arrows = [chosen.choice(["down", "down", "up"]) for _ in range(STEPS)]
    keys = ["enter"] + ["down"] * 3 + arrows
    result, _ = harness.run(reader, PROGRAM, keys, 80, 24, quiet=0.1, startup=1.5)
    steps = result["steps"][5:]
    good = moved = 0
    for step in steps:
        scrolled = step["bytes"] > 8
        if not step["moved"] and not scrolled:
            continue
        moved += 1
        heard = " / ".join(step["heard"])
        if one_row(reader, step["heard"]) and is_row(reader, heard, step["row"]):
            good += 1
        else:
            print(f"     {reader}: step {step['step']} ({step['key']}): {step['heard']} is not {step['row']!r}")
    print(f"     {reader}: random walk, {good} of {moved} moves are one utterance of their row")
    if moved < STEPS * 0.8 or good < moved:
        fail(reader, "random walk")


for reader in READERS:
    views(reader)
    newer(reader)
    walk(reader)
print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
