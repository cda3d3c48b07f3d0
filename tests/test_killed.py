"""A hard kill at any moment of read and merge loses nothing and leaves nothing twice: after a rerun the project is as if never killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ARTICLES = Path("isnad/examples/articles.jsonl")
MOMENTS = 20
SLOW = {"ISNAD_CHUNK_ITEMS": "2", "ISNAD_STORE_MILLISECONDS": "1"}  # small chunks and short transactions: more moments that could go wrong
TABLES = ("articles", "readings", "reports", "relations", "strengths", "speakers", "skipped", "members", "links", "events", "removed")
VARIES = {"retrieved_at", "created_at", "updated_at", "run", "at"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "isnad", *arguments]


def steps(folder: Path) -> list[list[str]]:
    return [command("read", str(ARTICLES), "--project", str(folder), "-q", "--jobs", "2"), command("merge", "--project", str(folder))]


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without what depends on the moment."""
    sql = sqlite3.connect(folder / "isnad.db")
    out = {}
    for table in TABLES:
        columns = [c[1] for c in sql.execute(f"PRAGMA table_info({table})") if c[1] not in VARIES]
        values = [f"json_remove({c}, '$.created_at', '$.updated_at')" if c == "json" else c for c in columns]
        out[table] = sorted(sql.execute(f"SELECT {', '.join(values)} FROM {table}"), key=repr)
    out["search"] = sorted(sql.execute('SELECT rowid FROM search WHERE search MATCH \'"الشرطه" OR "شرطه"\''))
    assert sql.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    sql.close()
    return out


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[tuple[object, ...]]], float, Path]:
    """A project that was never killed, how long its two steps took together, and an empty project."""
    folder = tmp_path_factory.mktemp("whole")
    subprocess.run(command("init", str(folder)), check=True)
    empty = tmp_path_factory.mktemp("empty") / "project"
    shutil.copytree(folder, empty)
    start = time.monotonic()
    for step in steps(folder):
        subprocess.run(step, check=True, env=environment())
    return contents(folder), time.monotonic() - start, empty


def environment() -> dict[str, str]:
    return {**os.environ, **SLOW}


def test_twenty_kills_lose_nothing(whole: tuple[dict[str, list[tuple[object, ...]]], float, Path], tmp_path: Path) -> None:
    expected, seconds, empty = whole
    assert expected["events"]
    assert expected["search"]
    dice = random.Random(20)
    folder = tmp_path / "project"
    shutil.copytree(empty, folder)
    struck = tried = 0
    while struck < MOMENTS:
        tried += 1
        assert tried <= 5 * MOMENTS, "most kills came after the end: the test would show nothing"
        if tried % 5 == 1:  # begin anew now and then, so that early moments are struck too
            shutil.rmtree(folder)
            shutil.copytree(empty, folder)
        struck += killed(folder, dice.uniform(0.1, 0.9) * seconds)
        if tried % 5 == 0 or struck == MOMENTS:
            for step in steps(folder):
                subprocess.run(step, check=True, env=environment())
            found = contents(folder)
            for table in (*TABLES, "search"):
                assert found[table] == expected[table], table


def killed(folder: Path, after: float) -> bool:
    """Run the steps and kill everything hard after some seconds; whether it was still at work."""
    end = time.monotonic() + after
    for step in steps(folder):
        process = subprocess.Popen(step, env=environment(), start_new_session=True)
        try:
            process.wait(max(0.01, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return True
        assert process.returncode == 0
    return False
