"""What answers say in sentences that hang on counts of seats, and how each may be said when some are hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from netmap.analyses.dominance import DominanceResult
from netmap.analyses.result import Finding
from netmap.analyses.seating import THIRD_SECTOR
from netmap.maps.publishing.cutting import UNSURE
from netmap.maps.publishing.figures import masked
from netmap.model.words import counted, sentences_of
from netmap.reports import keys
from netmap.reports.answers import Answers
from netmap.reports.publishing.counts import system_of
from netmap.reports.publishing.protected import Protected, Said, Way
from netmap.reports.publishing.system import Count, System
from netmap.reports.publishing.texts import EVERY
from netmap.reports.sections.tables import day_of, shortened
from netmap.words import words_of

_LABELS = ("Organisation", "Partnership", "EqualityGroup", "Theme", "Area", "EngagementFunction")
_say = words_of("reports/publishing")
_of_dominance = words_of("reports/dominance")
_of_findings = words_of("reports/findings")


def protected_of(answers: Answers) -> Protected:
    """What must a publication of these answers know, so that nothing small is told by any way?

    Definition: the counts of seats with their sums and floors; what measures are worked out from; and how sentences
    on counts may be put. A finding on who dominates goes out where its count is shown, in words that tell no more.
    What stands there only because a count is not nought stays in.

    Parameters
        answers: what the report is made from.
    Returns
        Protected, for `published_report`.
    Cost
        Linear in seats, findings and the length of their texts.
    """
    system = system_of(answers.dominance)
    own = tuple(key for key in system.counts if keys.kind_of(key) in ("held", "third", "third-or-unsure"))
    return Protected(
        system=system,
        measures=dict.fromkeys(map(keys.measure, (keys.HOLDERS, keys.HOLDERS_UNSURE, keys.TOGETHER)), own),
        said=_closed({**_headlines(answers, system, own), **_caveats(answers, system, own), **_findings(answers)}),
        statements=dict(_statements(answers)),
        names=frozenset(_names(answers)),
    )


def _names(answers: Answers) -> Iterator[str]:
    """Give what is called by a name, and whose figures count nothing; the day of the report with it."""
    yield day_of(answers.as_of)
    for label in _LABELS:
        yield from answers.network.names(label).values()


def _statements(answers: Answers) -> Iterator[tuple[str, str]]:
    """Give every form in which a report quotes the statement of a finding."""
    for found in answers.findings():
        for text in (found.statement, shortened(found.statement), sentences_of(found.statement)[0]):
            yield text, found.id


def _headlines(answers: Answers, system: System, own: tuple[str, ...]) -> dict[str, Said]:
    """Say how the sector's seats compare with all where who holds most is hidden; health is about single seats."""
    sector, filled = keys.of_sector(THIRD_SECTOR), keys.filled()
    counts, whole = system.counts, answers.dominance.headline
    ways = [Way(whole, own)]
    if sector in counts:
        seats = counted(counts[filled].value, "filled seat")
        ways.append(Way(_say("sector_of_filled", count=counts[sector].value, seats=seats), (sector, filled)))
    others = {result.headline: _uncounted(result.headline) for _, result in answers.by_question()}
    return {**others, whole: Said((*ways, Way(_say("see_tables")))), answers.health.headline: Said()}


def _caveats(answers: Answers, system: System, own: tuple[str, ...]) -> dict[str, Said]:
    """Keep caveats on counts of seats in: that one stands there at all tells that there are some."""
    told = answers.dominance.caveats
    others = {text: Said((Way("" if masked(text, EVERY)[1] else text),)) for text in answers.caveats()}
    count = system.counts.get(keys.observing(THIRD_SECTOR), Count(0)).value
    # That nothing was found would tell that there is no finding about a single person either.
    notes = {_of_dominance("observers", seats=counted(count, "seat")): Said((Way(""),)), _of_findings("none"): Said()}
    return others | {text: Said((Way(text, own), Way(""))) for text in told} | notes


def _closed(said: dict[str, Said]) -> dict[str, Said]:
    """Add what each sentence is put as, so that a report that is made for others already can be read again."""
    ways = [way for each in said.values() for way in each.ways if way.text and way.needs]
    return {way.text: Said((way,)) for way in ways} | said


def _uncounted(text: str) -> Said:
    """Say of a text the sentences that count no seats and no people."""
    kept = [sentence for sentence in sentences_of(text) if not masked(sentence, EVERY)[1]]
    return Said((Way(" ".join(kept)),))


def _findings(answers: Answers) -> dict[str, Said]:
    said: dict[str, Said] = {}
    names = {label: answers.network.names(label) for label in ("Organisation", "Partnership")}
    for found in answers.dominance.findings:
        kind = found.id.partition(":")[0]
        if kind == "dominance":
            said[found.id] = _dominant(answers.dominance, found, names["Organisation"])
        elif kind == "single-voice":
            said[found.id] = _alone(found, names)
        elif kind == "no-vote":
            said[found.id] = Said((Way(_say("no_vote", place=names["Partnership"][found.subjects[0]])),))
    return said


def _dominant(result: DominanceResult, found: Finding, names: Mapping[str, str]) -> Said:
    """Say how many seats a body holds, and of how many if that is shown."""
    (body,) = found.subjects
    row = result.rows[result.rows["organisation_id"] == body].iloc[0]
    seats, total = int(row["seats"]), int(row["of_seats"])
    sure = total == result.values["third_sector_seats"]
    boards = f"{row['partnerships']} of {counted(int(row['of_partnerships']), 'partnership')}"
    held, every = keys.held(body), keys.third() if sure else keys.third_or_unsure()
    of_total = _say("of_sure", total=total) if sure else _say("of_unsure", total=total)
    return Said(
        (
            Way(_say("dominant_of", body=names[body], seats=seats, total=of_total, boards=boards), (held, every)),
            Way(_say("dominant", body=names[body], seats=seats, boards=boards), (held,)),
        )
    )


def _alone(found: Finding, names: Mapping[str, Mapping[str, str]]) -> Said:
    """Say that one body speaks alone in words that do not tell one seat from several."""
    place, body = found.subjects
    where, who = names["Partnership"][place], names["Organisation"][body]
    text = _say("alone", body=who, place=where)
    unsure = f" {_say('unsure')}" if UNSURE in found.statement else ""
    return Said((Way(f"{text}{unsure}"),))
