"""What a map shows to whom: from everything to what a profile lets out, with what was taken away said on the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from netmap.analyses.result import MEDIUM, SEVERITY_ORDER
from netmap.analyses.settings import DEFAULTS
from netmap.errors import RenderError
from netmap.maps.publishing.left import Left
from netmap.maps.publishing.private import NOTHING_PRIVATE, Private
from netmap.maps.publishing.profiles import ACTIONS, LISTS, WOULD_CHANGE, Profile
from netmap.maps.publishing.seats import repointed, without_single_seats
from netmap.maps.publishing.wording import Wording, names_on
from netmap.maps.spec import INTERNAL, PROFILES, MapFinding, MapSpec, Note
from netmap.model.words import PERSONAL_NOTES

UNSURE = "This is not certain"
"""How a statement goes on where records are missing; what follows names single seats."""
ONE_SEVERITY = {"single-voice": MEDIUM}
"""The severity of findings whose own would tell one seat from several."""


def published(
    spec: MapSpec,
    profile: str,
    *,
    least: int = DEFAULTS.publishing.least_count,
    private: Private = NOTHING_PRIVATE,
) -> MapSpec:
    """What of this map may those see for whom it is made?

    Definition: internal is everything. partners may see who holds a seat, and nothing else about single people;
    no sources and no contacts. public sees no names of people, no single seats and no small counts of seats or
    people. For both, what `netmap.maps.publishing.profiles` does not list does not go out.

    Parameters
        spec: a map with everything in it, or one that was made for the same or a wider profile.
        profile: internal, partners or public.
        least: the smallest count of seats or people that the public sees; 0 shows all.
        private: names of people and ids of seats, which are put in other words wherever a text has them
            (`private_of`); None known, if left out.
    Returns
        MapSpec for the profile; `left_out` says what was taken away. Done twice, it gives the same.
    Raises
        RenderError: there is no such profile, or the map was made for a narrower one.
    Cost
        Linear in records, ties and the length of their texts.
    """
    if profile not in PROFILES:
        raise RenderError(f"There is no profile '{profile}'.", f"Use one of {', '.join(PROFILES)}.")
    if PROFILES.index(spec.profile) > PROFILES.index(profile):
        raise RenderError(
            f"The map is made for {spec.profile}, and what was left out cannot be put back for {profile}.",
            "Make it anew from the data.",
        )
    if profile == INTERNAL:
        return spec
    allowed, left = LISTS[profile], Left()
    wording = Wording(names_on(spec), private, least, left, singly=allowed.singly)
    spec = _findings(_counts(_facets(_kinds(spec, allowed, left), allowed, left), allowed, left), allowed, left)
    spec = _notes(spec, allowed, left, wording)
    if not allowed.singly:
        spec = without_single_seats(spec, allowed.dated, left)
    spec = _kinds_in_use(_texts(spec, wording))
    said = left.said(spec.as_of, 0 if allowed.singly else least)
    return replace(spec, profile=profile, left_out=(*spec.left_out, *said))


def _kinds(spec: MapSpec, allowed: Profile, left: Left) -> MapSpec:
    """Keep the kinds of nodes and ties that may go out."""
    strange = [node.kind for node in spec.nodes if node.kind not in allowed.kinds]
    strange += [edge.kind for edge in spec.edges if edge.kind not in allowed.ties]
    for kind in strange:
        left.kind(kind)
    nodes = tuple(node for node in spec.nodes if node.kind in allowed.kinds)
    here = {node.id for node in nodes}
    edges = tuple(
        edge for edge in spec.edges if edge.kind in allowed.ties and edge.source in here and edge.target in here
    )
    return repointed(replace(spec, nodes=nodes, edges=edges))


def _facets(spec: MapSpec, allowed: Profile, left: Left) -> MapSpec:
    kept = tuple(facet for facet in spec.facets if facet.id in allowed.facets)
    left.facets += len(spec.facets) - len(kept)
    nodes = tuple(
        replace(node, facets=tuple(each for each in node.facets if each[0] in allowed.facets)) for node in spec.nodes
    )
    return replace(spec, facets=kept, nodes=nodes)


def _counts(spec: MapSpec, allowed: Profile, left: Left) -> MapSpec:
    kept = tuple(count for count in spec.counts if count.name in allowed.counts)
    left.counts += len(spec.counts) - len(kept)
    return replace(spec, counts=kept)


def _findings(spec: MapSpec, allowed: Profile, left: Left) -> MapSpec:
    """Keep the findings that may go out, and of each the parts that may."""
    found = []
    for finding in spec.findings:
        kind = finding.id.partition(":")[0]
        parts = allowed.findings.get(kind)
        if parts is None:
            left.finding(kind)
        else:
            found.append(_finding(finding, kind, parts, allowed))
            left.grounds += bool(finding.evidence)
    if not allowed.singly:
        # Among findings of one severity the order that an analysis gives may tell what the severity told.
        found.sort(key=lambda finding: (SEVERITY_ORDER[finding.severity], finding.id))
    return replace(spec, findings=tuple(found))


def _finding(finding: MapFinding, kind: str, parts: frozenset[str], allowed: Profile) -> MapFinding:
    severity, statement = finding.severity, finding.statement
    if not allowed.singly:
        severity = ONE_SEVERITY.get(kind, severity)
        said, unsure, _ = statement.partition(f"{UNSURE}:")
        statement = f"{said}{UNSURE}." if unsure else statement
    return replace(
        finding,
        severity=severity,
        statement=statement,
        evidence=(),
        would_change=finding.would_change if WOULD_CHANGE in parts else "",
        actions=finding.actions if ACTIONS in parts else (),
    )


def _notes(spec: MapSpec, allowed: Profile, left: Left, wording: Wording) -> MapSpec:
    def kept(kind: str, notes: Iterable[Note]) -> tuple[Note, ...]:
        terms, found = allowed.terms(kind), []
        for term, text in notes:
            if term in terms:
                found.append((term, text if term in PERSONAL_NOTES else wording.note(term, text)))
            else:
                left.note(term)
                wording.count_names(text if term in PERSONAL_NOTES else "")
        return tuple(found)

    return replace(
        spec,
        nodes=tuple(replace(node, notes=kept(node.kind, node.notes)) for node in spec.nodes),
        edges=tuple(replace(edge, notes=kept(edge.kind, edge.notes)) for edge in spec.edges),
    )


def _texts(spec: MapSpec, wording: Wording) -> MapSpec:
    """Put all that is said about the map as a whole, and in its findings, as it may go out."""
    say = wording.prose
    findings = tuple(
        replace(
            finding,
            statement=say(finding.statement),
            would_change=say(finding.would_change),
            actions=tuple(map(say, finding.actions)),
        )
        for finding in spec.findings
    )
    return replace(
        spec,
        title=say(spec.title),
        question=say(spec.question),
        summary=say(spec.summary),
        caveats=tuple(dict.fromkeys(map(say, spec.caveats))),
        findings=findings,
    )


def _kinds_in_use(spec: MapSpec) -> MapSpec:
    nodes, ties = {node.kind for node in spec.nodes}, {edge.kind for edge in spec.edges}
    return replace(
        spec,
        kinds=tuple(kind for kind in spec.kinds if kind.id in nodes),
        ties=tuple(tie for tie in spec.ties if tie.id in ties),
    )
