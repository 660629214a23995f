"""Every threshold and weight that turns a figure into a finding: judgements, not research, printed with each result.

A user's `netmap.toml` overrides any of them, by section and name.
"""

from __future__ import annotations

import dataclasses
import difflib
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
    draws: int = setting(1_999, "random draws where chance is not counted exactly", low=99)
    seed: int = setting(1, "seed of the random draws")
    false_discovery_rate: float = setting(0.05, "share of false ties accepted in the backbone of shared seats", high=1)
    most_ties: int = setting(
        20_000, "most ties between organisations and partnerships for which betweenness is worked out"
    )


@dataclass(frozen=True)
class CoverageSettings:
    """When a gap is serious, and what the steps of a path are worth."""

    large_group_share: float = setting(0.01, "share of the population from which a gap has high priority", high=1)


@dataclass(frozen=True)
class DuplicationSettings:
    """When awards are said to run together."""

    overlap_days: int = setting(30, "days that two awards must run together to overlap", low=1)


@dataclass(frozen=True)
class IssueSettings:
    """How routes of a theme are weighed."""

    damping: float = setting(
        0.5, "damping: a step through a body with d links is worth d to the power of minus this", high=1
    )


@dataclass(frozen=True)
class HealthSettings:
    """When load, terms and mandates become a finding."""

    alert_seats: int = setting(3, "seats of one person from which the load is called heavy", low=1)


@dataclass(frozen=True)
class ActionSettings:
    """What each kind of action costs, in units of one filled vacancy."""

    vacancy: float = setting(1.0, "cost of filling a vacant seat")


@dataclass(frozen=True)
class Settings:
    """All settings, by section."""

    mandates: MandateSettings = MandateSettings()
    dominance: DominanceSettings = DominanceSettings()
    coverage: CoverageSettings = CoverageSettings()
    duplication: DuplicationSettings = DuplicationSettings()
    issues: IssueSettings = IssueSettings()
    health: HealthSettings = HealthSettings()
    actions: ActionSettings = ActionSettings()

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
        wanted = _wanted(known[name])
        if not _fits(known[name], value):
            raise _refused(path, f"{path}: [{section}] {name} is {value!r}.", f"Write {wanted}.")
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
    return bool(low <= value and (high is None or value <= high))


def _wanted(part: dataclasses.Field[Any]) -> str:
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
