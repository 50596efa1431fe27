#!/usr/bin/env python3
"""Makes a large corpus: copies of the bundled documents and of the texts in the folders named, with about one
Chinese character in a hundred replaced at random, so that copies are not equal.

    benches/corpus.py TARGET MEGABYTES [FOLDER...]
"""
import pathlib
import random
import sys


def varied(text, dice, letters):
    chars = list(text)
    for _ in range(len(chars) // 100):
        at = dice.randrange(len(chars))
        if "\u4e00" <= chars[at] <= "\u9fff":
            chars[at] = dice.choice(letters)
    return "".join(chars)


def main():
    target, size = pathlib.Path(sys.argv[1]), int(sys.argv[2]) * 1_000_000
    here = pathlib.Path(__file__).resolve().parent.parent
    folders = [here / "data/corpus", *map(pathlib.Path, sys.argv[3:])]
    paths = [p for f in folders for p in sorted(f.rglob("*.txt")) + sorted(f.rglob("*.md"))]
    texts = [p.read_text(encoding="utf-8", errors="replace") for p in paths]
    letters = [c for c in "".join(texts[:5]) if "\u4e00" <= c <= "\u9fff"]
    dice = random.Random(7)
    written, copy = 0, 0
    target.mkdir(parents=True, exist_ok=True)
    while written < size:
        folder = target / f"{copy:04}"
        folder.mkdir(exist_ok=True)
        for path, text in zip(paths, texts):
            data = (varied(text, dice, letters) if copy else text).encode()
            (folder / f"{path.stem[:40]}.txt").write_bytes(data)
            written += len(data)
            if written >= size:
                break
        copy += 1
    print(f"{written / 1e6:.1f} MB in {target}")


main()
