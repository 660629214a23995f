"""Every threshold and weight that turns a figure into a finding: judgements, not research, printed with each result.

A user's `netmap.toml` overrides any of them, by section and name.
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from netmap.errors import InputError

FILE_NAME = "netmap.toml"

Section = TypeVar("Section")


def setting(default: Any, says: str, *, low: float = 0, high: float | None = None) -> Any:
    """Declare one setting: its default, what it decides, and between what values it makes sense."""
    return field(default=default, metadata={"says": says, "low": low, "high": high})


@dataclass(frozen=True)
class MandateSettings:
    """What makes a mandate strong."""

    report_back_months: int = setting(12, "months after which a report back no longer counts", low=1)


@dataclass(frozen=True)
class DominanceSettings:
    """When an organisation is named for the seats it holds."""

    alert_share: float = setting(
        0.15, "share of third-sector seats from which an organisation is named as dominant", high=1
    )
    alert_times_equal: float = setting(
        3.0, "it must also hold this many times an equal share among all that could hold a seat", low=1
    )
    fewest_seats_to_classify: int = setting(5, "fewest third-sector seats from which shares are compared", low=1)
    exact_states: int = setting(
        2_000_000, "most ways of filling the seats that are counted one by one; beyond, chance is drawn"
    )
    draws: int = setting(999, "random draws where chance is not counted exactly", low=99)
    seed: int = setting(1, "seed of the random draws")
    false_discovery_rate: float = setting(0.05, "share of false ties accepted in the backbone of shared seats", high=1)
    window_months: int = setting(12, "months before the day over which seat-months are counted", low=1)
    bootstrap: bool = setting(False, "whether partnerships are resampled (from eight partnerships upwards)")
    most_ties: int = setting(
        5_000, "most ties between organisations and partnerships for which closeness and betweenness are worked out"
    )
    most_ties_drawn: int = setting(
        2_000, "most ties between organisations and partnerships for which the backbone of shared seats is worked out"
    )
    most_ties_listed: int = setting(100_000, "most pairs of organisations that sit together which are listed")
    most_multiplications: int = setting(
        120_000_000, "most multiplications for which brokers between sectors are worked out"
    )


@dataclass(frozen=True)
class CoverageSettings:
    """When a gap is serious, and what the steps of a path are worth."""

    large_group_share: float = setting(0.01, "share of the population from which a gap has high priority", high=1)
    membership_is_a_gap: bool = setting(
        True, "whether a group reached only through general membership of a forum is listed as a gap"
    )
    most_open_records: int = setting(200, "most open records that are named for one group; all are counted", low=1)
    most_cells_in_detail: int = setting(
        20_000, "most cells (groups times partnerships) for which routes and quotients are listed one by one"
    )
    weight_led_by: float = setting(1.0, "weight of the step to an organisation led by the group", low=0.01, high=1)
    weight_serves: float = setting(0.7, "weight of the step to an organisation that serves the group", low=0.01, high=1)
    weight_advocates: float = setting(
        0.7, "weight of the step to an organisation that speaks up for the group", low=0.01, high=1
    )
    weight_wider_group: float = setting(0.8, "weight of the step from a group to a wider one", low=0.01, high=1)
    weight_forum_specific: float = setting(
        0.8, "weight of the step through a forum or a mandate that names the group", low=0.01, high=1
    )
    weight_forum_general: float = setting(
        0.2, "weight of the step through general membership of a forum", low=0.01, high=1
    )
    weight_mandated: float = setting(1.0, "weight of a representative with a current mandate", low=0.01, high=1)
    weight_own_voice: float = setting(0.5, "weight of a holder without a current mandate", low=0.01, high=1)
    weight_expert: float = setting(0.3, "weight of an expert", low=0.01, high=1)
    weight_observer: float = setting(0.5, "weight of a seat held as an observer", low=0.01, high=1)
    weight_sway: float = setting(0.25, "share by which each weight is changed to see whether ranks hold", high=0.9)
    most_voices_combined: int = setting(
        500, "most people or organisations linked through shared voices for which strengths are combined", low=1
    )
    interval_confidence: float = setting(
        0.95, "confidence of the intervals around shares of seats", low=0.5, high=0.999
    )
    fewest_expected_seats: float = setting(1.0, "expected seats of a group below which no ratio is given", low=0)
    parity_false_discovery_rate: float = setting(
        0.05, "share of false alarms accepted among groups said to have fewer seats than their share", high=1
    )
    census_tolerance: float = setting(
        0.001, "share by which two totals of the population may differ and still mean everybody", high=0.1
    )
    quotient_pseudo_seats: float = setting(10.0, "average seats mixed into a location quotient of a small partnership")
    quarters: int = setting(8, "ends of quarters, up to the day asked about, at which voices are looked for", low=1)
    silence_notice_days: int = setting(90, "days ahead within which the end of a group's last voice is a finding")


@dataclass(frozen=True)
class DuplicationSettings:
    """When awards are said to run together, to last and to end together; how much is listed."""

    overlap_days: int = setting(30, "days that two awards must run together to overlap", low=1)
    renewal_months: int = setting(6, "months within which the ends of awards count as one renewal window", low=1)
    long_term_days: int = setting(1_095, "days from which an award is long", low=1)
    short_term_days: int = setting(365, "days below which an award is short", low=1)
    alert_short_share: float = setting(
        0.5, "share of a funder's awards from which short awards are pointed out", high=1
    )
    fewest_awards_for_terms: int = setting(
        5, "fewest awards with both dates from which a funder's terms are compared", low=1
    )
    compared_pairs: int = setting(
        5_000_000, "most pairs of awards of one function and place that are compared one by one", low=1
    )
    funded_cells: int = setting(5_000_000, "most combinations of function, place and group that are looked into", low=1)
    listed_pairs: int = setting(50_000, "most related pairs of awards that are listed", low=1)
    listed_cells: int = setting(20_000, "most combinations of function, place and group that are listed", low=1)
    listed_overlaps: int = setting(1_000, "most overlaps that are listed stretch by stretch", low=1)
    listed_candidates: int = setting(1_000, "most candidates for joint investment that are listed", low=1)
    clique_bodies: int = setting(60, "most funders and recipients of one place whose largest groups are sought", low=1)


@dataclass(frozen=True)
class IssueSettings:
    """How routes of a theme are weighed."""

    damping: float = setting(
        0.5, "damping: a step through a body with d links is worth d to the power of minus this", high=1
    )
    most_steps: int = setting(3, "most steps from partnership to partnership that a relay may take", low=1, high=6)
    most_routes: int = setting(20, "most routes, partnerships, brokers, links and relays listed for one theme", low=1)
    most_pairs: int = setting(200, "most pairs of partnerships without a link that are named for one theme", low=1)
    most_evidence: int = setting(50, "most records of one kind named as evidence of one finding", low=1)
    most_single_points: int = setting(500, "most people and organisations listed as single points of failure", low=1)
    most_forum_steps: int = setting(2_000, "most steps of routes through forums for which a cut is worked out")
    most_shared_pairs: int = setting(
        5_000_000, "most pairs of boards of one holder for which links between partnerships are worked out"
    )


@dataclass(frozen=True)
class HealthSettings:
    """When load, vacancies and terms become a finding, and when a checklist item counts as met."""

    alert_seats: int = setting(3, "seats of one person from which the load is called heavy", low=1)
    alert_hours: float = setting(60.0, "hours in meetings a year from which the load of one person is called heavy")
    preparation: float = setting(1.5, "hours in all for each hour in a meeting, preparation included", low=1)
    alert_meetings: float = setting(2.0, "meetings that may pass before a vacant seat is a finding")
    long_vacancy_days: int = setting(365, "days from which a vacancy has medium priority", low=1)
    cliff_days: int = setting(90, "days ahead within which the end of a term is soon", low=1)
    cliff_share: float = setting(0.5, "share of known ends from which terms are said to end together", high=1)
    cliff_seats: int = setting(3, "fewest seats whose terms are said to end together", low=2)
    small_income: float = setting(1_000_000.0, "yearly income below which an organisation is called small", low=1)
    fair_ratio: float = setting(0.5, "share of seats over share of organisations from which small bodies count as seen")
    record_months: int = setting(18, "months after which a record counts as not checked lately", low=1)
    award_months: int = setting(
        36, "months back within which an award must have begun to count in the checklist", low=1
    )
    long_award_years: int = setting(3, "years from which an award is called long", low=1)
    short_award_months: int = setting(12, "months below which an award is called short", low=1)
    item_share_of_records: float = setting(
        0.9, "share of records or partnerships from which a checklist item is met", high=1
    )
    item_share_of_awards: float = setting(0.5, "share of awards from which a checklist item is met", high=1)
    flag_share_of_awards: float = setting(
        0.25, "share of awards from which a warning sign of the checklist shows", high=1
    )
    blanket_awards: int = setting(3, "fewest awards of one funder that can show a blanket refusal", low=2)
    most_seats_in_detail: int = setting(
        20_000, "most filled seats for which single points of failure and accountability are worked out"
    )
    most_findings: int = setting(200, "most findings of one kind that are listed, the gravest first", low=1)


@dataclass(frozen=True)
class ChangeSettings:
    """When a change between two days is named."""

    alert_turnover: float = setting(
        0.5, "turnover of the holders of third-sector seats from which it has medium priority", high=1
    )
    alert_hhi_change: float = setting(0.05, "change of the HHI of seats, up or down, from which it is named", high=1)
    renewal_days: int = setting(92, "days after the end of an award within which the next counts as its renewal")


@dataclass(frozen=True)
class ActionSettings:
    """What each kind of action costs, in units of one filled vacancy, and what a plan has to respect."""

    re_mandate_cost: float = setting(0.5, "cost of a mandate for a seat that is held already", low=0.01)
    report_back_cost: float = setting(0.75, "cost of a report back from a seat that is held already", low=0.01)
    fill_cost: float = setting(1.0, "cost of filling a vacant seat", low=0.01)
    renew_cost: float = setting(0.75, "cost of renewing a term that is over", low=0.01)
    off_theme_cost: float = setting(
        0.25, "extra cost of seating an organisation where none of its themes is in the terms of reference"
    )
    rotate_cost: float = setting(1.5, "cost of passing a seat on to another organisation", low=0.01)
    new_seat_cost: float = setting(2.0, "cost of a new seat", low=0.01)
    forum_cost: float = setting(4.0, "cost of funding a forum of the organisations of a group", low=0.01)
    outreach_cost: float = setting(5.0, "cost of outreach and capacity building where nobody is on file", low=0.01)
    group_gaps_by_partnership: bool = setting(
        False, "whether a group counts as a gap on each partnership, and not only where nobody speaks for it anywhere"
    )
    new_seats_per_partnership: int = setting(1, "most new seats on one partnership")
    new_seats_per_organisation: int = setting(1, "most new seats for one organisation")
    largest_share_may_rise: bool = setting(False, "whether the largest share of seats may rise")
    small_seats: int = setting(0, "fewest seats of small organisations wanted on each partnership; 0 for no quota")
    small_in_plan: int = setting(0, "fewest small organisations that a plan should seat")
    action_budget: float = setting(0.0, "most that all actions of a plan may cost; 0 for no limit")
    exact_candidates: int = setting(200, "most candidate actions for which the best plan is worked out exactly")
    bodies_per_gap: int = setting(
        6, "most organisations that are weighed for one gap, those that close most first", low=1
    )
    places_per_body: int = setting(
        12, "most partnerships on which one organisation is weighed for gaps of any place", low=1
    )
    most_candidates: int = setting(100_000, "most candidate actions that are weighed; beyond, no plan is made")
    most_partnerships: int = setting(300, "most partnerships for which actions are looked for at once")


@dataclass(frozen=True)
class PublishingSettings:
    """What the public may see of counts."""

    least_count: int = setting(
        10, "smallest count of seats or people that a map for the public shows; smaller ones, noughts too, are masked"
    )


@dataclass(frozen=True)
class Settings:
    """All settings, by section."""

    mandates: MandateSettings = MandateSettings()
    dominance: DominanceSettings = DominanceSettings()
    coverage: CoverageSettings = CoverageSettings()
    duplication: DuplicationSettings = DuplicationSettings()
    issues: IssueSettings = IssueSettings()
    health: HealthSettings = HealthSettings()
    change: ChangeSettings = ChangeSettings()
    actions: ActionSettings = ActionSettings()
    publishing: PublishingSettings = PublishingSettings()

    def used(self, *sections: str) -> dict[str, Any]:
        """Give the settings of some sections by name, to be printed with a result."""
        return {name: value for each in sections for name, value in dataclasses.asdict(getattr(self, each)).items()}

    @staticmethod
    def words() -> dict[str, str]:
        """Give for each setting, by name, what it decides."""
        return {
            part.name: part.metadata["says"]
            for section in dataclasses.fields(Settings)
            for part in dataclasses.fields(getattr(DEFAULTS, section.name))
        }


DEFAULTS = Settings()


def read_settings(path: Path) -> Settings:
    """Read a user's settings; what it does not name keeps its default.

    Raises
        InputError: the file is no TOML, or has a section, a name or a value that makes no sense.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _refused(path, f"{path} cannot be read: {error.strerror}", "Name a file that is there.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(path, f"{path} is not a settings file: {error}", "Write [section] and name = value.") from error
    return settings_from(document, path)


def settings_from(document: Mapping[str, Any], path: Path) -> Settings:
    """Take settings from a document that is read already: values by section and name.

    Parameters
        path: where the document stands, for the error.
    Raises
        InputError: it has a section, a name or a value that makes no sense.
    """
    sections = {part.name: getattr(DEFAULTS, part.name) for part in dataclasses.fields(Settings)}
    for name, values in document.items():
        if name not in sections or not isinstance(values, Mapping):
            raise _refused(path, f"{path} has a section '{name}' that is not known.", _near(name, sections))
        sections[name] = _overridden(path, name, sections[name], values)
    return Settings(**sections)


def _overridden(path: Path, section: str, defaults: Section, values: Mapping[str, Any]) -> Section:
    known = {part.name: part for part in dataclasses.fields(defaults)}  # type: ignore[arg-type]
    for name, value in values.items():
        if name not in known:
            raise _refused(path, f"{path}: [{section}] has no setting '{name}'.", _near(name, known))
        if not _fits(known[name], value):
            raise _refused(path, f"{path}: [{section}] {name} is {value!r}.", f"Write {allowed(known[name])}.")
    typed = {
        name: float(value) if isinstance(getattr(defaults, name), float) else value for name, value in values.items()
    }
    return dataclasses.replace(defaults, **typed)  # type: ignore[type-var]


def _fits(part: dataclasses.Field[Any], value: Any) -> bool:
    if isinstance(part.default, bool) or isinstance(value, bool):
        return isinstance(part.default, bool) and isinstance(value, bool)
    if not isinstance(value, int if isinstance(part.default, int) else (int, float)):
        return False
    low, high = part.metadata["low"], part.metadata["high"]
    return bool(math.isfinite(value) and low <= value and (high is None or value <= high))


def allowed(part: dataclasses.Field[Any]) -> str:
    """Say which values a setting may have."""
    if isinstance(part.default, bool):
        return "true or false"
    low, high = part.metadata["low"], part.metadata["high"]
    kind = "a whole number" if isinstance(part.default, int) else "a number"
    return f"{kind} from {low:g} upwards" if high is None else f"{kind} from {low:g} to {high:g}"


def _near(name: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."


def _refused(path: Path, message: str, hint: str) -> InputError:
    return InputError(message, hint, file=str(path))
