"""Whether Neo4j's own plan of a statement only reads: the second of the walls, which trusts no reading of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Protocol

from netmap.errors import QueryError
from netmap.stores.reading import READING_PROCEDURES

READS = "r"
PROCEDURE = "ProcedureCall"
_OPERATORS = """
    AllNodesScan Anti AntiConditionalApply AntiSemiApply Apply Argument ArgumentTracker AssertSameNode
    AssertSameRelationship BidirectionalRepeat(Trail) CacheProperties CartesianProduct ConditionalApply
    DirectedAllRelationshipsScan DirectedRelationshipByElementIdSeek DirectedRelationshipByIdSeek
    DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan DirectedRelationshipIndexScan
    DirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange DirectedRelationshipTypeScan
    DirectedRelationshipUniqueIndexSeek DirectedRelationshipUniqueIndexSeekByRange DirectedUnionRelationshipTypesScan
    Distinct Eager EagerAggregation EmptyResult EmptyRow Error ExhaustiveLimit Expand(All) Expand(Into) Filter
    IntersectionNodeByLabelsScan LetAntiSemiApply LetSelectOrAntiSemiApply LetSelectOrSemiApply LetSemiApply Limit
    MultiNodeIndexSeek NodeByElementIdSeek NodeByIdSeek NodeByLabelScan NodeCountFromCountStore NodeHashJoin
    NodeIndexContainsScan NodeIndexEndsWithScan NodeIndexScan NodeIndexSeek NodeIndexSeekByRange
    NodeLeftOuterHashJoin NodeRightOuterHashJoin NodeUniqueIndexSeek NodeUniqueIndexSeekByRange NonFuseable
    NullifyMetadata Optional OptionalExpand(All) OptionalExpand(Into) OrderedAggregation OrderedDistinct OrderedUnion
    PartialSort PartialTop PartitionedAllNodesScan PartitionedDirectedAllRelationshipsScan
    PartitionedDirectedRelationshipIndexScan PartitionedDirectedRelationshipIndexSeek
    PartitionedDirectedRelationshipIndexSeekByRange PartitionedDirectedRelationshipTypeScan
    PartitionedDirectedUnionRelationshipTypesScan PartitionedIntersectionNodeByLabelsScan PartitionedNodeByLabelScan
    PartitionedNodeIndexScan PartitionedNodeIndexSeek PartitionedNodeIndexSeekByRange
    PartitionedSubtractionNodeByLabelsScan PartitionedUndirectedAllRelationshipsScan
    PartitionedUndirectedRelationshipIndexScan PartitionedUndirectedRelationshipIndexSeek
    PartitionedUndirectedRelationshipIndexSeekByRange PartitionedUndirectedRelationshipTypeScan
    PartitionedUndirectedUnionRelationshipTypesScan PartitionedUnionNodeByLabelsScan PartitionedUnwind
    PathPropagatingBFS PreserveOrder ProcedureCall ProduceResults ProjectEndpoints Projection
    RelationshipCountFromCountStore Repeat(Trail) Repeat(Walk) RepeatOptions RollUpApply SelectOrAntiSemiApply
    SelectOrSemiApply SemiApply ShortestPath Skip Sort StatefulShortestPath(All) StatefulShortestPath(Into)
    SubtractionNodeByLabelsScan Top Top1WithTies TriadicBuild TriadicFilter TriadicSelection
    UndirectedAllRelationshipsScan UndirectedRelationshipByElementIdSeek UndirectedRelationshipByIdSeek
    UndirectedRelationshipIndexContainsScan UndirectedRelationshipIndexEndsWithScan UndirectedRelationshipIndexScan
    UndirectedRelationshipIndexSeek UndirectedRelationshipIndexSeekByRange UndirectedRelationshipTypeScan
    UndirectedRelationshipUniqueIndexSeek UndirectedRelationshipUniqueIndexSeekByRange
    UndirectedUnionRelationshipTypesScan Union UnionNodeByLabelsScan Unwind ValueHashJoin VarLengthExpand(All)
    VarLengthExpand(Into) VarLengthExpand(Pruning) VarLengthExpand(Pruning,BFS,All) VarLengthExpand(Pruning,BFS,Into)
"""
READING_OPERATORS = frozenset(_OPERATORS.split())
"""What the planner of Neo4j 5.26 can do to the graph without changing it, nor reaching out of it."""


class Explained(Protocol):
    """What the driver gives for a statement with EXPLAIN before it, once it is consumed."""

    query_type: Any
    plan: Any


def check_plan(explained: Explained, procedures: Collection[str] = READING_PROCEDURES) -> None:
    """Refuse a statement whose plan does anything else than read the graph.

    Parameters
        explained: the driver's summary of the statement with EXPLAIN before it; the server ran nothing.
        procedures: the procedures that may be called.
    Raises
        QueryError: the server gives no plan or does not call it reading, or the plan holds an operator or a
        procedure that is on no list. Neo4j itself calls LOAD CSV and many procedures reading.
    """
    if explained.query_type != READS or not explained.plan:
        raise QueryError(
            "Neo4j plans to do more than read for this query, and netmap only reads here.",
            "Change the tables and load them again, or ask with MATCH, WITH, UNWIND and RETURN.",
        )
    for operator, details in _operators(explained.plan):
        if operator not in READING_OPERATORS:
            raise QueryError(
                f"Neo4j plans a step that netmap does not know as reading ({operator}).",
                "Ask with MATCH, WITH, UNWIND and RETURN; if the query does so, this Neo4j is newer than netmap knows.",
            )
        called = details.partition("(")[0]
        if operator == PROCEDURE and called not in procedures:
            raise QueryError(
                f"Neo4j plans to call the procedure {called}, which netmap does not allow.",
                f"Allowed are: {', '.join(sorted(procedures)) or 'none'}.",
            )


def _operators(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    waiting = [plan]
    while waiting:
        step = waiting.pop()
        yield step["operatorType"].partition("@")[0], str(step.get("args", {}).get("Details", ""))
        waiting.extend(step.get("children", ()))
