"""The page on the annual health check: its commands are run in order, and print what the page says."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.docs.test_documents import assert_printed, console_steps

PAGE = Path(__file__).parents[2] / "docs" / "health.md"
NEXT_YEAR = {"POL-D1": "yes", "FUN-D1": "", "UND-D2": "", "UND-D4": "no"}
"""What a coordinator changes in a copy of last year's sheet."""


def fill_in(sheet: Path, into: Path, answers: dict[str, tuple[str, str]]) -> None:
    """Write answers and evidence into a sheet, as a person does in a spreadsheet program."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        row["answer"], row["evidence"] = answers.get(row["id"], (row["answer"], row["evidence"]))
    with into.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def answers_of_the_page() -> dict[str, tuple[str, str]]:
    (block,) = re.findall(r"```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {row["id"]: (row["answer"], row["evidence"]) for row in csv.DictReader(block.splitlines())}


def test_the_commands_of_the_page_print_what_it_says(tmp_path: Path) -> None:
    steps = console_steps(PAGE)
    assert len(steps) == 5
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    sheet = tmp_path / "answers.csv"
    for command, expected in steps:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "PATH": path, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        # The table's last column is padded; nobody would keep blanks at the ends of lines in a page.
        assert_printed(command, expected, "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines()))
        if "--template" in command:
            fill_in(sheet, sheet, answers_of_the_page())
        if "health-2026.json" in command and "--last" not in command:
            fill_in(sheet, tmp_path / "answers-2027.csv", {item: (answer, "") for item, answer in NEXT_YEAR.items()})
    assert (tmp_path / "health-2026.html").stat().st_size > 10_000
