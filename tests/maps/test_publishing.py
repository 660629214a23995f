"""What partners and the public see: only what is listed, nothing of single people, and no small count by any way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.analyses.settings import DEFAULTS
from netmap.errors import RenderError
from netmap.maps.documents import to_json
from netmap.maps.publishing import NOTHING_PRIVATE, published
from netmap.maps.publishing.left import Left
from netmap.maps.publishing.profiles import LISTS
from netmap.maps.publishing.seats import without_single_seats
from netmap.maps.spec import INTERNAL, PARTNERS, PROFILES, PUBLIC, Count, Edge, Facet, Kind, MapFinding, MapSpec, Node
from netmap.maps.views import looks
from netmap.model import words
from tests.maps.world_with_secrets import BOARD, BODY, DAY, GROUP, OTHER, THEME, Secrets, world

PEOPLE = ("Zora Quill", "Ng Ådahl-Bøe", "O. T.", "Head of Nothing (council)")
SEATS = ("S-QX-01", "S-QX-02", "S-QX-03", "S-QX-04", "S-QX-05", "S-QX-06")
SMALL = Secrets(PEOPLE, SEATS, held=4, other=3, vacant=2, start="2024-02-17")

names = st.text(st.characters(categories=["Lu", "Ll"]), min_size=3, max_size=9).map(lambda text: f"Qx{text}")
secret = st.builds(
    Secrets,
    people=st.lists(names, min_size=2, max_size=2, unique=True).map(tuple),
    seats=st.lists(names.map(lambda name: f"S-{name}"), min_size=7, max_size=7, unique=True).map(tuple),
    held=st.integers(1, 4),
    other=st.integers(0, 5),
    vacant=st.integers(1, 5),
    start=st.sampled_from(["", "2020-01-01", "2024-02-17", "2026-06-30"]),
)


def strings(value: Any) -> Iterator[str]:
    """Give every text of a map, ids included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from [name, *strings(inner)]
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def whole(spec: MapSpec) -> str:
    return "\n".join(strings(msgspec.to_builtins(spec)))


def public(secrets: Secrets = SMALL, **more: Any) -> MapSpec:
    return published(world(secrets), PUBLIC, private=secrets.private, **more)


def partners(secrets: Secrets = SMALL) -> MapSpec:
    return published(world(secrets), PARTNERS, private=secrets.private)


def notes_of(spec: MapSpec, node: str) -> dict[str, str]:
    return dict(next(each.notes for each in spec.nodes if each.id == node))


def finding(spec: MapSpec, kind: str) -> MapFinding:
    return next(each for each in spec.findings if each.id.startswith(f"{kind}:"))


@settings(max_examples=80, deadline=None)
@given(secret, secret)
def test_worlds_that_differ_in_what_is_private_look_alike_to_the_public(one: Secrets, other: Secrets) -> None:
    """The strongest form: nothing private reaches the page, by whatever way, if it makes no difference to the page."""
    assert public(one) == public(other)


@settings(max_examples=40, deadline=None)
@given(secret)
def test_no_name_of_a_person_and_no_seat_is_anywhere_in_a_public_map(secrets: Secrets) -> None:
    text = whole(public(secrets)) + to_json(public(secrets))
    assert [name for name in (*secrets.people, *secrets.seats) if name in text] == []


@settings(max_examples=40, deadline=None)
@given(secret, st.sampled_from(PROFILES))
def test_publishing_twice_changes_nothing(secrets: Secrets, profile: str) -> None:
    once = published(world(secrets), profile, private=secrets.private)
    assert published(once, profile, private=secrets.private) == once
    assert published(once, profile) == once
    once.validate()


def test_within_the_house_everything_stays() -> None:
    spec = world(SMALL)
    assert published(spec, INTERNAL, private=SMALL.private) is spec


def test_a_map_for_the_public_can_be_made_from_one_for_partners() -> None:
    both = published(partners(), PUBLIC, private=SMALL.private)
    assert replace(both, left_out=()) == replace(public(), left_out=())


@pytest.mark.parametrize(("made", "wanted"), [(PUBLIC, PARTNERS), (PUBLIC, INTERNAL), (PARTNERS, INTERNAL)])
def test_what_was_left_out_cannot_be_asked_for_again(made: str, wanted: str) -> None:
    with pytest.raises(RenderError, match="cannot be put back") as refusal:
        published(published(world(SMALL), made), wanted)
    assert refusal.value.hint


def test_a_profile_that_is_not_there_is_refused() -> None:
    with pytest.raises(RenderError, match="no profile 'everybody'"):
        published(world(SMALL), "everybody")


@pytest.mark.parametrize("profile", [PARTNERS, PUBLIC])
def test_what_nobody_listed_does_not_go_out(profile: str) -> None:
    """A secret stands in every place where a map could have something new."""
    spec = world(SMALL)
    node = Node("secret:n", "secret node", "secret-kind", notes=(("secret term 1", "secret text 1"),))
    tie, of_secret = Edge(BODY, BOARD, "secret-tie", id="secret tie"), Edge("secret:n", BOARD, looks.SITS)
    planted = replace(
        spec,
        kinds=(*spec.kinds, Kind("secret-kind", "secret kind", "star", "#000000")),
        ties=(*spec.ties, replace(spec.ties[0], id="secret-tie", name="secret tie")),
        nodes=(
            *(
                replace(
                    each,
                    notes=(*each.notes, ("secret term 2", "secret text 2")),
                    facets=(*each.facets, ("secret-facet", ("secret value",))),
                )
                for each in spec.nodes
            ),
            node,
        ),
        edges=(*(replace(e, notes=(*e.notes, ("secret term 3", "secret"))) for e in spec.edges), tie, of_secret),
        facets=(*spec.facets, Facet("secret-facet", "secret facet")),
        findings=(*spec.findings, MapFinding("secret-finding:x", "high", "secret finding", (BODY, "secret:n"))),
        counts=(*spec.counts, Count("secret counts", 1, 2)),
        opens_on=(*spec.opens_on, "secret:n"),
    )
    shown = published(planted, profile, private=SMALL.private)
    shown.validate()
    assert "secret" not in whole(shown)
    assert any("of other kinds" in line for line in shown.left_out)


def test_what_is_left_out_is_said_with_how_many_of_each() -> None:
    said = public().left_out
    assert "The names of [c] people." in said
    assert "4 findings about single people or single seats." in said
    assert "Of 4 findings the records, sources and contacts that they rest on." in said
    assert "[c] stands for a count of seats or people below 10, or for what would give one away." in said
    assert f"The dates of seats: who sits where is shown for {DAY} alone." in said
    assert any(line.startswith("Notes: ") and "Held by" in line and "of other kinds" in line for line in said)
    assert any(line.startswith("Records and ties: 'is still listed, past its term, on'") for line in said)
    assert partners().left_out != ()
    many = replace(SMALL, people=tuple(f"Person Q{number}x" for number in range(41)))
    spec = world(SMALL)
    held = (words.NOTE_HELD_BY, ", ".join(many.people))
    spec = replace(spec, edges=(replace(spec.edges[0], notes=(held,)), *spec.edges[1:]))
    assert "The names of 41 people." in published(spec, PUBLIC, private=many.private).left_out


def test_small_counts_are_masked_and_others_are_not() -> None:
    spec = public()
    assert spec.summary == (
        "Age Forward holds [c] of 60 third-sector seats ([c]) on 6 of 12 partnerships. Health Board has [c] seats on "
        "record: [c] filled, [c] of them by third-sector organisations; [c] vacant. Of 35 equality groups, 3 are "
        "represented there and 2 not known. one or more people sits there for one or more seats, and "
        "Forum of 5 Villages too."
    )
    assert notes_of(spec, BODY) == {
        "Sector": "third sector",
        "Seats": "[c] on 6 partnerships",
        "Of third-sector seats": "[c] of 60",
        "Own voice": "[c] of 60 seats ([c])",
    }
    assert notes_of(spec, GROUP)["Represented on"] == "2 of 12 partnerships; not known for 3"
    assert notes_of(spec, GROUP)["People in the group"] == "[c]"
    assert notes_of(spec, BOARD) == {"Largest holder": "Age Forward, [c] of [c] third-sector seats"}
    assert next(node.name for node in spec.nodes if node.id == OTHER) == "Forum of 5 Villages"


def test_large_counts_stay_for_the_public() -> None:
    spec = public(replace(SMALL, held=28))
    assert spec.summary.startswith("Age Forward holds 28 of 60 third-sector seats (47 %) on 6 of 12 partnerships.")
    assert notes_of(spec, BODY)["Of third-sector seats"] == "28 of 60"
    assert dict(spec.edges[0].notes)["Seats"] == "28 seats"


def test_a_count_whose_rest_is_small_is_masked_too() -> None:
    assert public(replace(SMALL, held=55)).summary.startswith("Age Forward holds [c] of 60 third-sector seats ([c])")
    assert public(replace(SMALL, held=50)).summary.startswith("Age Forward holds 50 of 60 third-sector seats (83 %)")


def test_the_threshold_can_be_set() -> None:
    assert DEFAULTS.publishing.least_count == 10
    assert "holds 4 of 60 third-sector seats (6.7 %)" in public(least=3).summary
    assert "holds [c] of 60" in public(least=5).summary
    assert "[c]" not in whole(public(least=0))
    assert "The names of 3 people." in public(replace(SMALL, people=PEOPLE[:3]), least=3).left_out


def test_the_public_sees_one_mark_for_the_vacant_seats_of_a_partnership() -> None:
    spec = public()
    (mark,) = [node for node in spec.nodes if node.kind == looks.VACANCY]
    assert (mark.id, mark.name, mark.gap, mark.notes, mark.spans) == ("vacancies:P-HWB", "Vacant seats", True, (), ())
    (tie,) = [edge for edge in spec.edges if mark.id in (edge.source, edge.target)]
    assert (tie.kind, tie.target, tie.notes) == (looks.VACANT, BOARD, ())
    assert spec.opens_on == (BOARD, mark.id)
    assert [node for node in spec.nodes if node.id.startswith("seat:")] == []


def test_the_public_sees_one_tie_of_a_kind_and_no_size_by_seats() -> None:
    spec = public()
    (sits,) = [edge for edge in spec.edges if (edge.source, edge.kind) == (BODY, looks.SITS)]
    assert dict(sits.notes) == {"Seats": "[c] seats"}
    assert finding(spec, "single-voice").edges == (sits.id,) == (f"sits|{BODY}|{BOARD}",)
    assert {edge.width for edge in spec.edges} == {1.5}
    near = {BOARD: 5, BODY: 2, OTHER: 1, GROUP: 2, THEME: 1}
    sizes = {node.id: node.size for node in spec.nodes}
    assert {name: sizes[name] for name in near} == {name: 8 + 2.5 * count**0.5 for name, count in near.items()}
    assert spec.sizes == "The more records a mark is tied to on this map, the larger it is."


def test_ties_that_become_one_keep_what_they_all_say() -> None:
    one, other = (
        Edge(BODY, BOARD, looks.SITS, ((words.NOTE_SEATS, f"{count} seats"),), id=str(count)) for count in (12, 15)
    )
    alike = replace(one, id="13")
    apart, same = (
        without_single_seats(replace(world(SMALL), edges=edges, findings=()), frozenset(), Left())
        for edges in ((one, other), (one, alike))
    )
    assert [edge.notes for edge in apart.edges] == [()]
    assert [edge.notes for edge in same.edges] == [one.notes]


def test_the_mark_for_vacant_seats_says_nothing_of_any_of_them() -> None:
    spec = world(SMALL)
    asked = ((words.NOTE_ASKED_FOR, "knowledge of sign language"),)
    nodes = tuple(replace(node, notes=asked) if node.kind == looks.VACANCY else node for node in spec.nodes)
    shown = without_single_seats(replace(spec, nodes=nodes), frozenset(), Left())
    assert [(node.name, node.notes) for node in shown.nodes if node.kind == looks.VACANCY] == [("Vacant seats", ())]


def test_the_times_of_seats_are_left_out_with_what_stands_on_other_days() -> None:
    spec = world(replace(SMALL, start="2027-01-01"))
    shown = published(spec, PUBLIC)
    assert all(each.spans == () for each in (*shown.nodes, *shown.edges))
    assert [edge for edge in shown.edges if edge.kind in (looks.SITS, looks.VACANT)] == []
    assert OTHER not in {node.id for node in shown.nodes}
    assert any(line.startswith("Records and ties that do not stand on that day: ") for line in shown.left_out)


def test_the_times_of_money_stay() -> None:
    spec = world(SMALL)
    paid = Edge(BODY, OTHER, looks.FUNDS, ((words.NOTE_AWARDS, "2 awards, 1 of them on the day (A-1)"),), 4.0, id="a")
    again = replace(paid, spans=(("2024-01-01", "2025-01-01"),), id="b")
    once = replace(paid, spans=(("2019-01-01", "2020-01-01"),))
    shown = published(replace(spec, edges=(once, again)), PUBLIC)
    assert [edge.spans for edge in shown.edges] == [once.spans, again.spans]
    assert dict(shown.edges[0].notes) == dict(paid.notes)
    other = next(node for node in shown.nodes if node.id == OTHER)
    assert other.spans == (("2019-01-01", "2020-01-01"), ("2024-01-01", "2025-01-01"))
    shown.validate()


def test_a_severity_and_an_order_do_not_tell_one_seat_from_several() -> None:
    one, several = (public(replace(SMALL, held=held)).findings for held in (1, 2))
    assert [(each.id, each.severity) for each in one] == [(each.id, each.severity) for each in several]


def test_statements_for_the_public_name_no_missing_record() -> None:
    spec = public()
    assert finding(spec, "single-voice").statement == (
        "All [c] third-sector seats of Health Board are held by Age Forward. This is not certain."
    )
    assert finding(spec, "coverage").statement == "Older people: [c] open record could change that.".replace(
        "record", "records"
    )
    assert {each.id.partition(":")[0] for each in spec.findings} == {"single-voice", "dominance", "no-vote", "coverage"}
    assert all(each.evidence == () and each.actions == () and each.would_change == "" for each in spec.findings)


def test_partners_see_who_holds_a_seat_and_no_more_of_single_people() -> None:
    spec = partners()
    assert dict(spec.edges[0].notes)["Held by"] == "Zora Quill (chair), Ng Ådahl-Bøe (chair), O. T. (chair) and " + (
        "Head of Nothing (council) (chair)"
    )
    assert "Zora Quill" not in spec.summary
    kinds = {each.id.partition(":")[0] for each in spec.findings}
    assert kinds == {"single-voice", "dominance", "no-vote", "coverage", "vacancy"}
    assert all(each.evidence == () for each in spec.findings)
    assert finding(spec, "vacancy").actions == ()
    assert "minutes of March" not in whole(spec)
    terms = {term for each in (*spec.nodes, *spec.edges) for term, _ in each.notes}
    assert not terms & {words.NOTE_BREAKS, words.NOTE_ROUTE, words.NOTE_SHARED_PERSON}
    assert "[c]" not in whole(spec)
    assert len([node for node in spec.nodes if node.id.startswith("seat:")]) == 3
    assert spec.edges[0].width == world(SMALL).edges[0].width


def test_the_public_list_is_part_of_that_of_partners() -> None:
    few, more = LISTS[PUBLIC], LISTS[PARTNERS]
    assert few.kinds <= more.kinds and few.ties <= more.ties and few.facets <= more.facets
    assert few.counts <= more.counts
    assert set(few.findings) <= set(more.findings)
    assert all(few.findings[kind] <= more.findings[kind] for kind in few.findings)
    assert all(terms <= more.notes[kind] for kind, terms in few.notes.items())
    assert not few.kinds & few.ties


def test_the_public_list_has_no_term_that_names_people() -> None:
    listed = {term for terms in LISTS[PUBLIC].notes.values() for term in terms}
    assert not listed & set(words.PERSONAL_NOTES)


def test_without_a_list_of_names_the_lists_of_what_goes_out_still_hold() -> None:
    text = whole(replace(published(world(SMALL), PUBLIC, private=NOTHING_PRIVATE), summary=""))
    assert [name for name in (*PEOPLE, *SEATS) if name in text] == []


def test_a_public_map_is_plain_json() -> None:
    assert json.loads(to_json(public()))["profile"] == PUBLIC
