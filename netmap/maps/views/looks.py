"""How each kind of node and tie looks: the same in every view, and no two alike in one map."""

from __future__ import annotations

from netmap.maps.colours import KIND_LOOKS, TIE_LOOKS
from netmap.maps.spec import Kind, TieKind

PARTNERSHIP, GROUP, THEME, VACANCY, OVERLAP = "partnership", "group", "theme", "vacancy", "overlap"
THIRD, PUBLIC, UNRECORDED = "third", "public", "unrecorded"
BODIES = (THIRD, PUBLIC, UNRECORDED)

SITS, ENDED, VACANT, MANDATE = "sits", "ended", "vacant", "mandate"
HEARS, OWNS, VOICED, RELAY = "hears", "owns", "voiced", "relay"
WORKS_WITH, WORKS_ON, MEMBER, BRANCH, REPORTS, PART = "works", "works_on", "member", "branch", "reports", "part"
REPRESENTED, ADVISED, SILENT, UNASKED = "represented", "advised", "silent", "unasked"
FUNDS, PASSES, POOLS, PAYS, REACHES = "funds", "passes", "pools", "pays", "reaches"

_SHAPES, _PINK = [shape for shape, _ in KIND_LOOKS], "#D53880"

KINDS = {
    kind.id: kind
    for kind in (
        Kind(PARTNERSHIP, "partnership", *KIND_LOOKS[0]),
        Kind(THIRD, "third-sector organisation", *KIND_LOOKS[1]),
        Kind(THEME, "theme", *KIND_LOOKS[2]),
        Kind(UNRECORDED, "body of unrecorded sector", *KIND_LOOKS[3]),
        Kind(GROUP, "equality group", *KIND_LOOKS[4]),
        Kind(VACANCY, "vacant seat", *KIND_LOOKS[5]),
        Kind(PUBLIC, "public or private body", *KIND_LOOKS[6]),
        Kind(OVERLAP, "possible double payment", _SHAPES[5], _PINK),
    )
}
"""Vacant seats and possible double payments share a shape: no map shows both."""

TIES = {
    tie.id: tie
    for tie in (
        TieKind(SITS, "sits on", *TIE_LOOKS[0]),
        TieKind(HEARS, "has in its remit, and hears", *TIE_LOOKS[1]),
        TieKind(OWNS, "has in its remit, and does not hear on record", *TIE_LOOKS[6]),
        TieKind(WORKS_WITH, "works with", *TIE_LOOKS[2]),
        TieKind(VACANT, "is vacant on", *TIE_LOOKS[3]),
        TieKind(ENDED, "is still listed, past its term, on", *TIE_LOOKS[9]),
        TieKind(MANDATE, "speaks for", *TIE_LOOKS[5], arrow=True),
        TieKind(REPRESENTED, "is represented on", *TIE_LOOKS[4]),
        TieKind(ADVISED, "is touched by an expert's advice only on", *TIE_LOOKS[7]),
        TieKind(SILENT, "has no voice for", *TIE_LOOKS[10]),
        TieKind(UNASKED, "is not known to have a voice for", *TIE_LOOKS[8]),
        TieKind(VOICED, "is voiced, outside its remit, on", *TIE_LOOKS[2]),
        TieKind(RELAY, "could pass an issue on to", *TIE_LOOKS[11], arrow=True),
        TieKind(REPORTS, "reports to", *TIE_LOOKS[11], arrow=True),
        TieKind(WORKS_ON, "works on", *TIE_LOOKS[10]),
        TieKind(MEMBER, "is a member of", *TIE_LOOKS[11], arrow=True),
        TieKind(BRANCH, "is a branch of", *TIE_LOOKS[12], arrow=True),
        TieKind(PART, "is part of", *TIE_LOOKS[9], arrow=True),
        TieKind(FUNDS, "funds", *TIE_LOOKS[4], arrow=True),
        TieKind(PASSES, "passes money on to", *TIE_LOOKS[7], arrow=True),
        TieKind(POOLS, "pays in a pooled agreement to", *TIE_LOOKS[8], arrow=True),
        TieKind(PAYS, "may pay twice in", *TIE_LOOKS[6], arrow=True),
        TieKind(REACHES, "reaches", *TIE_LOOKS[5], arrow=True),
    )
}
