"""The account of a load: it balances, keeps each notice once, and can be written down."""

from __future__ import annotations

import json

from netmap.shipped import shipped
from netmap.sources.ledger import Ledger, Refusal, TableCount
from netmap.sources.reading import read_source


def refusal(**parts: object) -> Refusal:
    whole = {"table": "seats", "file": "s.csv", "sheet": "", "row": 14, "column": "voting", "cell": "s!C14"}
    return Refusal(**{**whole, "value": "x", "reason": "why", "fix": "how", **parts})  # type: ignore[arg-type]


def test_a_count_balances_when_every_row_is_accounted_for() -> None:
    assert TableCount(read=6, loaded=3, merged=2, refused=1).balances()
    assert not TableCount(read=6, loaded=3, merged=2).balances()
    ledger = Ledger("x", {"seats": TableCount(read=1, loaded=1), "themes": TableCount(read=1)})
    assert not ledger.balances()


def test_refused_rows_are_summed_over_tables() -> None:
    ledger = Ledger("x")
    ledger.count("seats").refused = 2
    ledger.count("themes").refused = 1
    assert ledger.refused() == 3 and list(ledger.tables) == ["seats", "themes"]


def test_a_place_is_given_as_well_as_it_is_known() -> None:
    assert refusal().address() == "s!C14"
    assert refusal(cell="").address() == "s.csv, row 14"
    assert refusal(cell="", row=None).address() == "s.csv"


def test_a_notice_is_kept_once() -> None:
    ledger = Ledger("x")
    ledger.note(["a", "b", "a"])
    ledger.note(["b", "c"])
    assert ledger.notices == ["a", "b", "c"]


def test_the_ledger_is_a_document_with_a_version() -> None:
    ledger = read_source(shipped("datasets") / "anytown").ledger
    ledger.refusals.append(refusal())
    written = json.loads(json.dumps(ledger.to_dict()))
    assert written["schema"] == "netmap/ledger/1" and written["source"] == "anytown"
    assert written["tables"]["seats"] == {
        "read": 11, "loaded": 11, "merged": 0, "refused": 0, "stubs": 0, "isolates": 0
    }  # fmt: skip
    assert written["refusals"][0]["cell"] == "s!C14"
