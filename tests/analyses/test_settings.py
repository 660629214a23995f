"""Thresholds and weights of a user's own: taken where they make sense, refused in words where they do not."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from netmap.analyses.settings import DEFAULTS, Settings, read_settings
from netmap.errors import InputError

ROOT = Path(__file__).parents[2]


def written(folder: Path, text: str) -> Path:
    path = folder / "netmap.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> InputError:
    with pytest.raises(InputError) as caught:
        read_settings(written(folder, text))
    assert caught.value.hint
    return caught.value


def page() -> str:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return str(module.settings_page())


def test_what_a_file_names_is_taken_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    found = read_settings(written(tmp_path, "[dominance]\nalert_share = 0.4\n[mandates]\nreport_back_months = 6\n"))
    assert (found.dominance.alert_share, found.mandates.report_back_months) == (0.4, 6)
    assert found.dominance == dataclasses.replace(DEFAULTS.dominance, alert_share=0.4)
    assert (found.coverage, found.actions) == (DEFAULTS.coverage, DEFAULTS.actions)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, "")) == DEFAULTS


def test_a_whole_number_is_a_number(tmp_path: Path) -> None:
    found = read_settings(written(tmp_path, "[dominance]\nalert_share = 1\n")).dominance.alert_share
    assert found == 1.0 and isinstance(found, float)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("[dominanse]\nalert_share = 0.2\n", "a section 'dominanse'", "Did you mean dominance?"),
        ("[weather]\nwind = 1\n", "a section 'weather'", "There are mandates, dominance"),
        ("alert_share = 0.2\n", "a section 'alert_share'", "There are mandates"),
        ("dominance = 0.2\n", "a section 'dominance'", "Did you mean dominance?"),
        ("[dominance]\nalert_shar = 0.2\n", "no setting 'alert_shar'", "Did you mean alert_share?"),
        ("[dominance]\nzzz = 0.2\n", "no setting 'zzz'", "There are alert_share, "),
        ("[dominance]\nalert_share = 1.5\n", "alert_share is 1.5", "Write a number from 0 to 1."),
        ("[dominance]\nalert_share = -0.1\n", "alert_share is -0.1", "Write a number from 0 to 1."),
        ("[dominance]\nalert_share = nan\n", "alert_share is nan", "Write a number from 0 to 1."),
        ("[dominance]\nalert_times_equal = inf\n", "alert_times_equal is inf", "Write a number from 1 upwards."),
        ("[dominance]\nalert_share = '0.2'\n", "alert_share is '0.2'", "Write a number from 0 to 1."),
        ("[dominance]\nalert_share = true\n", "alert_share is True", "Write a number from 0 to 1."),
        ("[dominance]\nseed = 1.5\n", "seed is 1.5", "Write a whole number from 0 upwards."),
        ("[dominance]\nseed = false\n", "seed is False", "Write a whole number from 0 upwards."),
        ("[dominance]\ndraws = 10\n", "draws is 10", "Write a whole number from 99 upwards."),
        ("[actions]\nlargest_share_may_rise = 1\n", "largest_share_may_rise is 1", "Write true or false."),
        ("[dominance\n", "is not a settings file", "Write [section] and name = value."),
        ("[mandates]\nreport_back_months = 6\nreport_back_months = 7\n", "is not a settings file", "Write [section]"),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str, hint: str) -> None:
    error = refused(tmp_path, text)
    assert said in error.message and str(tmp_path / "netmap.toml") in error.message
    assert error.hint.startswith(hint)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "netmap.toml").write_bytes(b"\xff\xfe\x00[")
    with pytest.raises(InputError, match="is not a settings file"):
        read_settings(tmp_path / "netmap.toml")


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_settings(tmp_path / "nowhere.toml")


def test_a_name_means_one_setting_in_all_sections() -> None:
    names = [
        part.name
        for section in dataclasses.fields(Settings)
        for part in dataclasses.fields(getattr(DEFAULTS, section.name))
    ]
    assert len(names) == len(set(names))
    assert list(Settings.words()) == names


def test_every_default_is_one_of_the_values_that_its_setting_may_have(tmp_path: Path) -> None:
    """The file of the page, with the `#` taken off every setting, is read and gives the defaults."""
    (sample,) = re.findall(r"```toml\n(.*?)```", page(), re.DOTALL)
    assert tomllib.loads(sample) == {section.name: {} for section in dataclasses.fields(Settings)}
    whole = re.sub(r"^#(\w+ = )", r"\1", sample, flags=re.MULTILINE)
    assert tomllib.loads(whole) == dataclasses.asdict(DEFAULTS)
    assert read_settings(written(tmp_path, whole)) == DEFAULTS


def test_the_page_has_a_line_for_every_setting() -> None:
    shown = page()
    for section in dataclasses.fields(Settings):
        part = shown.partition(f"\n## {section.name}\n")[2].partition("\n## ")[0]
        own = dataclasses.fields(getattr(DEFAULTS, section.name))
        assert re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) == [each.name for each in own]


def test_a_result_prints_the_settings_it_used() -> None:
    used = DEFAULTS.used("mandates", "dominance")
    assert used == {**dataclasses.asdict(DEFAULTS.mandates), **dataclasses.asdict(DEFAULTS.dominance)}
