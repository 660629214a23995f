"""What a person gets who errs: the exit code, two plain lines, and nothing half-written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MISUSE = [
    (("check", "nowhere"), 1, "There is no file or folder nowhere."),
    (("analyse", "dominance", "nowhere.xlsx"), 1, "There is no file or folder nowhere.xlsx."),
    (("analyse", "dominance"), 1, "No source is given, and there is no netmap.db here."),
    (("analyse", "who", "mine"), 2, "Invalid value"),
    (("analyse", "dominance", "mine", "--as-of", "soon"), 2, "soon is not a full date"),
    (("analyse", "dominance", "mine", "--as-of", "2026-02-30"), 2, "2026-02-30 is not a full date"),
    (("compare", "mine"), 2, "Name a second source, or a second day with --to."),
    (("compare", "mine", "nowhere"), 1, "There is no file or folder nowhere."),
    (("compare", "nowhere", "mine"), 1, "There is no file or folder nowhere."),
    (("compare", "mine", "--to", "soon"), 2, "Invalid value for --to: soon is not a full date"),
    (("compare", "mine", "--as-of", "soon", "--to", "2026-01-31"), 2, "Invalid value for --as-of"),
    (("compare", "mine", "--to", "2026-01-31", "--area", "Anytwon"), 1, "There is no area named Anytwon."),
    (("compare", "mine", "--to", "2026-01-31", "--table", "chairs"), 2, "there is no table chairs"),
    (("query", "mine"), 2, "Name a question"),
    (("query", "mine", "seats-vacnt"), 1, "There is no query named seats-vacnt."),
    (("query", "mine", "--cypher", "MATCH (n:Seat) DELETE n"), 1, "The query would change the graph (DELETE)"),
    (("query", "mine", "--cypher", "LOAD FROM 'x.csv' RETURN *"), 1, "The query reaches outside the graph (LOAD)"),
    (("query", "mine", "--cypher", "MATCH (n:Chair) RETURN n"), 1, "The graph has no label or relationship Chair."),
    (("query", "mine", "--cypher", "MATCH (n:Seat RETURN n"), 1, "The query cannot be run"),
    (("query", "mine", "--cypher", "RETURN 1 AS one", "--param", "x"), 1, "The parameter x has no value."),
    (("init", "mine"), 1, "mine is already there."),
    (("init", "mine.docx"), 1, "is not a kind of workbook that netmap writes."),
    (("import", "grants.json", "-o", "mine"), 1, "mine is already there."),
    (("map", "mine", "-o", "nowhere/map.html"), 1, "cannot be written"),
    (("map", "mine", "--view", "planets"), 2, "Invalid value for '--view'"),
    (("map", "mine", "--view", "partnership"), 1, "The view 'partnership' is about one partnership"),
    (("map", "mine", "--focus", "Womens Aid Anytwon"), 1, "named Womens Aid Anytwon."),
    (("map", "mine", "--view", "funding", "--focus", "YouthCo"), 1, "YouthCo is not on the map 'funding'."),
    (("map", "mine", "--steps", "4", "--focus", "CVS"), 2, "Invalid value for '--steps'"),
    (("map", "mine", "--publish", "press"), 2, "Invalid value for '--publish'"),
    (("map", "mine", "--layout", "nowhere.json"), 1, "nowhere.json"),
    (("map", "mine", "--area", "Anytwon"), 1, "There is no area named Anytwon."),
    (("report", "mine", "-o", "report.odt"), 1, "report.odt"),
    (("report", "mine", "-o", "a.md", "-o", "a.md"), 1, "named twice"),
    (("report", "mine.xlsx", "-o", "mine.xlsx"), 2, "would be written over"),
    (("report", "mine", "-o", "a.html", "--map", "a.html"), 2, "would be written over"),
    (("report", "mine", "--publish", "friends"), 2, "friends"),
    (("report", "mine", "--fail-on", "all"), 2, "all"),
    (("report", "mine", "--since", "nowhere/here"), 1, "There is no file or folder nowhere/here."),
    (("report", "mine", "--since-day", "2025-06-30"), 2, "give that too"),
    (("report", "mine", "--since", "mine", "--since-day", "soon"), 2, "soon is not a full date"),
    (("report", "mine", "--answers", "none.csv"), 1, "none.csv"),
    (("report", "mine", "--last", "none.json"), 1, "none.json"),
    (("report", "mine", "-o", "nowhere/report.html"), 1, "cannot be written"),
    (("load", "mine", "--into", "mine/seats.csv"), 1, "is not a store that netmap made"),
    (("demo", "--orange"), 2, "No such option"),
    (("nonsense",), 2, "No such command"),
]


@pytest.mark.parametrize(("words", "code", "said"), MISUSE, ids=[" ".join(words) for words, _, _ in MISUSE])
def test_misuse_is_answered_in_plain_lines(words: tuple[str, ...], code: int, said: str, run: Run, desk: Path) -> None:
    before = sorted(path.name for path in desk.rglob("*"))
    done = run(*words)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert done.stdout == ""
    if code == 1:
        lines = done.stderr.strip().splitlines()
        assert len(lines) == 2 and all(line.endswith((".", "?")) for line in lines), done.stderr
    assert sorted(path.name for path in desk.rglob("*")) == before


def test_refused_rows_give_three_and_their_addresses(run: Run, desk: Path) -> None:
    seats = desk / "mine" / "seats.csv"
    seats.write_text(
        seats.read_text().replace(
            "s06,P2,Dee,DisabAct,member,yes,representative", "s06,P2,Dee,DisabAct,member,yes,chairish"
        )
    )
    done = run("check", "mine")
    assert done.returncode == 3
    assert "seats!G7" in done.stderr
    assert "chairish is not in the list for capacity" in done.stderr
    for words in (("report", "mine", "-o", "r.html"), ("map", "mine", "-o", "m.html"), ("analyse", "issues", "mine")):
        done = run(*words)
        assert done.returncode == 3
        assert "seats!G7" in done.stderr
    assert (desk / "r.html").is_file() and (desk / "m.html").is_file()


def test_strict_refuses_a_name_that_no_table_has_and_offers_the_nearest(run: Run, desk: Path) -> None:
    seats = desk / "mine" / "seats.csv"
    seats.write_text(seats.read_text().replace("s08,P3,Eve,WomensAid", "s08,P3,Eve,Womens Aid Anytown"))
    loose = run("check", "mine", "--format", "json")
    assert loose.returncode == 0 and '"stubs": 1' in loose.stdout
    strict = run("check", "mine", "--strict")
    assert strict.returncode == 3
    assert "Did you mean Women's Aid Anytown?" in strict.stderr


def test_a_folder_without_a_table_and_a_file_that_is_not_what_it_says(run: Run, desk: Path) -> None:
    (desk / "empty").mkdir()
    shutil.copy(desk / "mine" / "seats.csv", desk / "seats.xlsx")
    for source in ("empty", "seats.xlsx"):
        done = run("report", source, "-o", "r.html")
        assert done.returncode == 1
        assert len(done.stderr.strip().splitlines()) == 2
        assert not (desk / "r.html").exists()


def test_a_damaged_store_is_said_to_be_one(run: Run, desk: Path) -> None:
    (desk / "netmap.db").write_bytes(b"LBUG" + b"\x00" * 5000)
    done = run("analyse", "dominance")
    assert done.returncode == 1
    assert "netmap.db is not a store that netmap made, or it is damaged." in done.stderr


def test_a_closed_pipe_is_no_traceback(desk: Path) -> None:
    import subprocess
    import sys

    line = f"{sys.executable} -m netmap.cli query mine --cypher 'UNWIND range(1, 9000) AS n RETURN n' | head -1"
    done = subprocess.run(line, shell=True, cwd=desk, capture_output=True, encoding="utf-8")
    assert done.stdout == "n\n"
    assert "Traceback" not in done.stderr
