"""The wall over Neo4j's plan, without a server: what it needs to see, and what it refuses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from netmap.errors import QueryError
from netmap.stores.plans import READING_OPERATORS, check_plan


@dataclass
class Explained:
    query_type: Any
    plan: Any


def step(operator: str, *children: dict[str, Any], details: str = "") -> dict[str, Any]:
    """Give a step as the driver does: one without children has no such key."""
    below = {"children": list(children)} if children else {}
    return {"operatorType": f"{operator}@neo4j", "args": {"Details": details}, "identifiers": [], **below}


READING = step("ProduceResults", step("Expand(All)", step("Argument")), step("NodeByLabelScan"))


def test_a_plan_that_only_reads_passes() -> None:
    check_plan(Explained("r", READING))
    check_plan(
        Explained("r", step("ProduceResults", step("ProcedureCall", details="db.labels() :: (label :: STRING)")))
    )


@pytest.mark.parametrize("kind", ["w", "rw", "s", None, ""])
def test_what_neo4j_does_not_call_reading_is_refused(kind: str | None) -> None:
    with pytest.raises(QueryError, match="more than read"):
        check_plan(Explained(kind, READING))


@pytest.mark.parametrize("plan", [None, {}])
def test_what_has_no_plan_is_refused(plan: Any) -> None:
    with pytest.raises(QueryError, match="more than read"):
        check_plan(Explained("r", plan))


@pytest.mark.parametrize(
    "operator",
    [
        *("LoadCSV", "Create", "Merge", "LockingMerge", "SetProperty", "DetachDelete", "Foreach", "SubqueryForeach"),
        *("TransactionForeach", "TransactionApply", "TerminateTransactions", "ShowSettings", "ShowTransactions"),
        *("AdministrationCommand", "CreateIndex", "NodeUniqueIndexSeek(Locking)", "Eager ProcedureCall", "RunQueryAt"),
        "SomethingNew",
    ],
)
def test_a_step_that_is_not_on_the_list_is_refused_however_deep_it_is(operator: str) -> None:
    plan = step(operator)
    for _ in range(5_000):
        plan = step("Apply", step("Argument"), plan)
    with pytest.raises(QueryError) as caught:
        check_plan(Explained("r", plan))
    assert f"({operator})" in caught.value.message


@pytest.mark.parametrize(
    "details",
    ["dbms.listConfig() :: (name :: STRING)", "apoc.load.json($autostring_0) :: (value :: MAP)", "", "db.label"],
)
def test_a_procedure_that_is_not_on_the_list_is_refused(details: str) -> None:
    with pytest.raises(QueryError, match="call the procedure"):
        check_plan(Explained("r", step("Apply", step("Argument"), step("ProcedureCall", details=details))))


def test_a_store_may_allow_fewer_procedures() -> None:
    labels = Explained("r", step("ProcedureCall", details="db.labels() :: (label :: STRING)"))
    with pytest.raises(QueryError, match="procedure db"):
        check_plan(labels, procedures=())


def test_no_operator_of_the_list_changes_anything() -> None:
    for word in (
        "Create",
        "Merge",
        "Set",
        "Delete",
        "Remove",
        "Foreach",
        "Load",
        "Transaction",
        "Show",
        "Lock",
        "Drop",
    ):
        assert not [operator for operator in READING_OPERATORS if word in operator]
