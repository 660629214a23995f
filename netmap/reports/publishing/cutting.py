"""A report that others may read: what a profile lets out of it, with what was taken away said at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from netmap.errors import RenderError
from netmap.maps.publishing.cutting import ONE_SEVERITY
from netmap.maps.publishing.private import Private
from netmap.maps.publishing.profiles import ACTIONS, WOULD_CHANGE
from netmap.maps.spec import INTERNAL, PROFILES
from netmap.reports.document import (
    Block,
    Bullets,
    Definitions,
    Document,
    Evidence,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Severity,
    Steps,
    Table,
)
from netmap.reports.publishing.first import with_first
from netmap.reports.publishing.left import Left, left_section
from netmap.reports.publishing.profiles import ASSUMES, FIGURE, HOW_SURE, LEFT_OUT, LISTS, Profile
from netmap.reports.publishing.protected import Protected
from netmap.reports.publishing.suppression import suppressed
from netmap.reports.publishing.tables import Tables, displayed, keys_shown
from netmap.reports.publishing.texts import Prose
from netmap.words import words_of

_say = words_of("reports/publishing")


def published_report(
    document: Document, profile: str, *, protected: Protected, private: Private, least: int
) -> Document:
    """What of this report may those read for whom it is made?

    Definition: internal is everything. partners and public get the sections, tables, columns, matrices, pictures and
    parts of findings that `netmap.reports.publishing.profiles` lists. No person is named. The public sees no single
    seat, no count of seats or people in a sentence, and in tables only counts from which no small one can be worked
    back, as a solver proves.

    Parameters
        document: a report with everything in it, or one that was made for the same or a wider profile.
        profile: internal, partners or public.
        protected: counts, sentences and names of the answers that the report is made from (`protected_of`).
        private: names of people and ids of seats (`netmap.maps.publishing.private_of`).
        least: the smallest count of seats or people that the public sees; 0 shows all.
    Returns
        Document for the profile, with a section on what was left out. Done twice, it gives the same.
    Raises
        RenderError: there is no such profile, the report was made for a narrower one, or nothing can be proved.
    Cost
        That of the solver (`suppressed`), and linear in the length of the texts.
    """
    if profile not in PROFILES:
        raise RenderError(f"There is no profile '{profile}'.", f"Use one of {', '.join(PROFILES)}.")
    if PROFILES.index(document.profile) > PROFILES.index(profile):
        raise RenderError(
            f"The report is made for {document.profile}, and what was left out cannot be put back for {profile}.",
            "Make it anew from the data.",
        )
    if profile == INTERNAL:
        return document
    cut = _Cut(document, LISTS[profile], protected, private, least)
    before, blocks = _apart(document.blocks)
    kept = with_first(tuple(cut.blocks(blocks)))
    return replace(
        document,
        title=cut.prose.say(document.title) or _say("title"),
        subtitle=cut.prose.say(document.subtitle) or "",
        scope=cut.prose.say(document.scope) or "",
        source=cut.prose.say(document.source) or "",
        notes=tuple(text for note in document.notes if (text := cut.prose.say(note))),
        blocks=(*kept, *left_section(cut.left, before, profile, least)),
        profile=profile,
        appendix=None,
    )


def _apart(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Tell the section on what was left out, which comes last, from the rest of a report."""
    places = (place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == LEFT_OUT)
    place = next(places, len(blocks))
    return blocks[place:], blocks[:place]


class _Cut:
    """What one profile leaves of one report."""

    def __init__(
        self, document: Document, allowed: Profile, protected: Protected, private: Private, least: int
    ) -> None:
        self._allowed, self._day, self.left = allowed, document.as_of.isoformat(), Left()
        hides = not allowed.singly and least > 0
        here = tuple(_in_sections(document.blocks, allowed.sections, Left()))
        found = suppressed(protected.system, displayed(here, allowed), least if hides else 0)
        shown = keys_shown(found, dict(protected.measures))
        self.prose = Prose(
            allowed, protected, private, source=document.source, shown=shown, hides=hides, left=self.left
        )
        self._tables = Tables(allowed, self.prose, shown, self.left, hides=hides)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Block]:
        """Give what is left of some blocks, sections that are empty with their headings taken away."""
        here = _in_sections(blocks, self._allowed.sections, self.left)
        yield from _without_empty(put for block in _by_id(here, self._allowed) for put in self._block(block))

    def _block(self, block: Block) -> Iterator[Block]:
        put = self._put(block)
        if put is not None:
            yield put

    def _put(self, block: Block) -> Block | None:
        if isinstance(block, Table):
            return self._tables.put(block)
        if isinstance(block, Matrix):
            return self._matrix(block)
        if isinstance(block, Finding):
            return self._finding(block)
        if isinstance(block, Picture):
            return self._picture(block)
        return self._text(block)

    def _text(self, block: Heading | Paragraph | Bullets | Steps | Notice | Definitions) -> Block | None:
        if isinstance(block, Bullets | Steps):
            items = self._said(block.items)
            return replace(block, items=items) if items else None
        if isinstance(block, Definitions):
            pairs = self._pairs(block.items)
            return Definitions(pairs) if pairs else None
        text = self.prose.say(block.text)
        self.left.texts += text is None
        return replace(block, text=text) if text else None

    def _said(self, items: Iterable[str]) -> tuple[str, ...]:
        said = tuple(map(self.prose.say, items))
        self.left.texts += said.count(None)
        return tuple(text for text in said if text)

    def _pairs(self, items: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        said = [(self.prose.say(term), self.prose.say(text)) for term, text in items]
        kept = tuple((term, text) for term, text in said if term and text)
        self.left.texts += len(said) - len(kept)
        return kept

    def _matrix(self, matrix: Matrix) -> Matrix | None:
        if matrix.name not in self._allowed.matrices:
            self.left.tables += 1
            return None
        plain = self.prose.plain
        return replace(
            matrix,
            caption=plain(matrix.caption),
            columns=tuple(map(plain, matrix.columns)),
            rows=tuple(replace(row, heading=plain(row.heading)) for row in matrix.rows),
            note=self.prose.say(matrix.note) or "",
        )

    def _picture(self, picture: Picture) -> Picture | None:
        """Put a picture that is drawn from what its readers may see; it leads to no other file."""
        table = self._tables.put(picture.table) if picture.name in self._allowed.pictures else None
        if table is None or len(table.rows) != len(picture.table.rows):
            self.left.pictures += 1
            return None
        caption, alt = self.prose.plain(picture.caption), self.prose.plain(picture.alt)
        return replace(picture, table=table, caption=caption, alt=alt, link=None)

    def _finding(self, finding: Finding) -> Finding | None:
        """Put a finding of a listed kind, with the parts that are listed for it."""
        kind = kind_of(finding)
        statement = self.prose.statement(finding.id or kind, finding.statement)
        if statement is None:
            self.left.findings += 1
            return None
        parts, singly = self._allowed.findings[kind], self._allowed.singly
        held_back = Evidence(_say("held_back"), _say("held_back_source"), f"as at {self._day}")
        self.left.evidence += 1
        return replace(
            finding,
            severity=finding.severity if singly else Severity(ONE_SEVERITY.get(kind, finding.severity)),
            statement=statement,
            evidence=(held_back,),
            evidence_left_out=0,
            **self._figures(finding, FIGURE in parts),
            assumptions=self._said(finding.assumptions) if ASSUMES in parts else (),
            certainty=self.prose.say(finding.certainty) or "" if HOW_SURE in parts else "",
            would_change=self._said(finding.would_change) if WOULD_CHANGE in parts else (),
            actions=self._said(finding.actions) if ACTIONS in parts else (),
            name=finding.name if singly else kind,
        )

    def _figures(self, finding: Finding, may: bool) -> dict[str, str]:
        return {name: self.prose.plain(getattr(finding, name)) if may else "" for name in _FIGURES}


_FIGURES = ("figure", "of", "measure", "bounds")


def kind_of(finding: Finding) -> str:
    """Give the kind of a finding, as lists name it: what stands before the colon of its id."""
    return finding.id.partition(":")[0] or finding.name


def _in_sections(blocks: Iterable[Block], sections: frozenset[str], left: Left) -> Iterator[Block]:
    """Give the blocks under headings that are listed, and under none that is not."""
    refused = 0
    for block in blocks:
        if isinstance(block, Heading) and (not refused or block.level <= refused):
            refused = 0 if block.anchor in sections else block.level
            left.sections += bool(refused)
        if not refused:
            yield block


def _by_id(blocks: Iterable[Block], allowed: Profile) -> Iterator[Block]:
    """Give findings that stand together in order of severity and id, where their own order may tell a count."""
    together: list[Finding] = []
    for block in blocks:
        if isinstance(block, Finding) and not allowed.singly:
            together.append(block)
        else:
            yield from sorted(together, key=_rank)
            together = []
            yield block
    yield from sorted(together, key=_rank)


def _rank(finding: Finding) -> tuple[int, str]:
    severity = ONE_SEVERITY.get(kind_of(finding), finding.severity)
    return list(Severity).index(Severity(severity)), finding.id


def _without_empty(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks without headings that nothing stands under."""
    waiting: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            waiting = [each for each in waiting if each.level < block.level]
            waiting.append(block)
        else:
            yield from waiting
            waiting = []
            yield block
