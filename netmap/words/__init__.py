"""What reports and findings say, in one place: a file for each section, to be edited or translated without code."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from netmap.errors import RenderError


class Words:
    """The texts of one section, by name; each may have places for values, such as {count}."""

    def __init__(self, section: str, texts: Mapping[str, str]) -> None:
        self._section, self._texts = section, texts

    def __call__(self, name: str, /, **values: object) -> str:
        """Say a text with its values put in.

        Parameters
            name: the text's name in the file of the section.
            values: what goes into its places; they are put in as they are.
        Raises
            RenderError: the file lacks the text, or the text asks for a value that is not given.
        """
        try:
            return self._texts[name].format(**values)
        except (KeyError, IndexError, ValueError) as error:
            raise RenderError(
                f"The text '{name}' in the words for '{self._section}' cannot be said.",
                f"Give it, with places for {', '.join(sorted(values)) or 'no value'} only.",
                section=self._section,
                text=name,
            ) from error


@cache
def words_of(section: str) -> Words:
    """Get the words of a section, by the path of its file.

    Example
        >>> words_of("reports/whole")("title")
        'Who speaks for whom'
    """
    return Words(section, {name: text for name, text in _read(section).items() if isinstance(text, str)})


@cache
def terms_of(section: str) -> Mapping[str, str]:
    """Get the terms that a section explains, each with what it means.

    Example
        >>> terms_of("reports/glossary")["Holder"]
        'The organisation for which a seat is held, or the person who sits on it.'
    """
    return MappingProxyType(_read(section)["terms"])


def every_text(folder: str) -> frozenset[str]:
    """Give every text of every section in a folder, with the terms that are explained."""
    files = resources.files(__name__).joinpath(folder).iterdir()
    sections = [f"{folder}/{file.name.removesuffix('.toml')}" for file in files if file.name.endswith(".toml")]
    return frozenset(text for section in sections for text in _texts(_read(section)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (name, *_texts(inner))


def _read(section: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__name__).joinpath(f"{section}.toml").read_text("utf-8"))
