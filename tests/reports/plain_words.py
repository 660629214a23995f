"""Running text as a plain reader sees it: sentences, their length, terms of art, words of blame and of likelihood."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from netmap.analyses.result import Result
from netmap.maps.publishing.private import Names
from netmap.model.codes import PROTECTED_CHARACTERISTICS
from netmap.network import Network
from netmap.reports.document import (
    Bullets,
    Definitions,
    Document,
    Finding,
    Heading,
    Matrix,
    Notice,
    Paragraph,
    Picture,
    Steps,
    Table,
)

LONGEST, AIM = 30, 25
NAME = "\N{SECTION SIGN}"
"""What stands for the name of a record, whatever its length."""

NAMED = ("Organisation", "Partnership", "Theme", "EqualityGroup", "Area", "EngagementFunction", "Award")
_END = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(rf"[\w{NAME}]")

JARGON = {
    "Amount in scope": r"in scope",
    "Award": r"awards?",
    "Backbone": r"backbones?",
    "Bounds": r"bounds?",
    "Branch": r"branch(?:es)?",
    "Broker": r"brokers?|brokerage",
    "Byte for byte": r"bytes?",
    "Capacity": r"capacit(?:y|ies)(?! building)",
    "Cell": r"cells?",
    "Chance": r"chances?",
    "Closeness and betweenness": r"closeness|betweenness|central(?:ity|isation)",
    "Consolidated": r"consolidat\w+",
    "Constituency": r"constituenc\w+",
    "Cost": r"costs?|cost of",
    "Deputy": r"deput(?:y|ies)",
    "Dominant": r"dominan(?:t|ce)|dominates?",
    "Duplication": r"duplicat\w+",
    "Effective number": r"effective numbers?|equally sized",
    "Equality group": r"equality groups?",
    "Expert": r"experts?",
    "Fingerprint": r"fingerprints?",
    "Forum": r"forums?|fora",
    "Function": r"functions?",
    "Gap": r"gaps?",
    "Gateway": r"gateways?",
    "Gini": r"gini",
    "HHI": r"hhi|herfindahl\w*",
    "Heavy load": r"heavy|loads?|overload\w*",
    "Holder": r"holders?",
    "Indirectly represented": r"indirect(?:ly)?",
    "Infrastructure body": r"infrastructure",
    "Intersection": r"intersections?",
    "Isolate": r"isolates?",
    "Joint-investment review": r"joint[- ]investment",
    "JSON": r"json",
    "Level": r"levels?",
    "Live": r"live",
    "Location quotient": r"location quotients?|quotients?",
    "Lorenz curve": r"lorenz",
    "Mandate": r"(?:un)?mandate[sd]?",
    "Normalised": r"normali[sz]ed",
    "Not known": r"not known|unknown",
    "Null model": r"nulls?|null models?",
    "Observer": r"observers?",
    "Overlap": r"overlap(?:s|ped|ping)?",
    "Owned": r"owned|owners?|owns|ownership",
    "Passed on": r"pass(?:ed|es)? on|passed-on|pass-through",
    "Percentile": r"(?:per|quart|dec)(?:cent)?iles?",
    "Person cut": r"(?:person|organisation|either)[- ]cuts?|person-dependent",
    "Pool": r"pools?",
    "Pooled": r"pooled",
    "Preparation": r"preparation",
    "Priority": r"priorit(?:y|ies)|severit(?:y|ies)",
    "Protected characteristic": r"protected characteristics?",
    "Random draw": r"(?:random )?draws?|drawn|at random",
    "Recipient": r"recipients?",
    "Relay": r"relay(?:s|ed|ing)?",
    "Remit": r"remits?",
    "Report back": r"reports? back|reported back",
    "Represented": r"represented|represents?|representation",
    "Representative": r"representatives?",
    "Seat": r"seats?",
    "Served but not represented": r"served but not represented|served",
    "Stub": r"stubs?",
    "Term": r"terms?(?! of reference)",
    "Terms of reference": r"terms of reference",
    "Theme": r"(?:sub-)?themes?",
    "Third sector": r"third[- ]sector(?:'s)?|the sector's|vcse?",
    "Threshold": r"thresholds?",
    "Turnover": r"turnovers?",
    "Voice": r"voices?",
    "Voiced": r"(?:un)?voiced",
}
"""What a lay reader would not know, or read otherwise than it is meant: the term of the glossary, and its forms."""

BANNED = (
    r"savings?",
    r"wast(?:e|es|ed|eful|ing)",
    r"obvious(?:ly)?",
    r"clearly",
    r"of course",
    r"fail(?:s|ed|ing|ure|ures)?",
    r"guilt(?:y)?",
    r"blam(?:e|es|ed|ing)",
    r"culprits?",
    r"offend(?:s|ed|ers?|ing)",
    r"neglect(?:s|ed|ing|ful)?",
    r"ignor(?:e|es|ed|ing)",
    r"monopol(?:y|ies|ise|ises|ised|ising)",
    r"dominating|domineering",
    r"hogg?(?:s|ed|ing)?",
    r"grab(?:s|bed|bing)?",
    r"captur(?:e|es|ed) the",
    r"over-?represented",
    r"gatekeep(?:er|ers|ing)",
    r"refus(?:es|ed) to",
    r"poor(?:ly)? (?:perform\w+|run|led|managed)",
    r"worst|best performing",
    r"bad(?:ly)?",
    r"unfairly",
    r"shameful|scandal\w*|alarming|shocking",
    r"suspicious\w*|suspects?",
    r"hard[- ]to[- ]reach",
)
"""Words that blame, that sell, or that tell the reader what to think."""

LIKELIHOOD = (
    r"remote chance",
    r"(?:highly |very |un)?(?:un)?likely",
    r"realistic possibility",
    r"(?:almost|nearly|virtually) certain(?:ly|ty)?",
    r"probabl[ey]",
    r"in all likelihood",
    r"(?:im)?probability",
)
"""The words of the probability yardstick of government analysts, and their kin: only beside a figure."""
_FIGURE = re.compile(r"\d\s?%|0\.\d")


def names_of(network: Network) -> Names:
    """Every name of a record; what the records call a thing is no choice of netmap's."""
    found = {name for label in NAMED for each in network.names(label).items() for name in each if name}
    holders, seats = network.table("holders"), network.table("seats")
    found |= set(holders["representative"].dropna()) | set(seats["seat_id"].dropna())
    return Names({*found, *PROTECTED_CHARACTERISTICS} - _PLAIN)


_PLAIN = {"gateway", "infrastructure", "seat", "award", "forum", "theme", "group"}
"""Ids of records that are words of the language as well."""


def running_text(document: Document) -> Iterator[str]:
    """Everything that is read as text: all but the cells of tables and matrices."""
    yield from (document.title, document.subtitle, document.scope, *document.notes)
    for block in document.blocks:
        yield from _texts(block)


def _texts(block: object) -> Iterator[str]:
    match block:
        case Heading() | Paragraph() | Notice():
            yield block.text
        case Bullets() | Steps():
            yield from block.items
        case Definitions():
            yield from (text for item in block.items for text in item)
        case Table():
            yield from (block.caption, block.note)
        case Matrix():
            yield from (block.caption, block.note, *(meaning for _, meaning in block.legend()))
        case Picture():
            yield from (block.caption, block.alt, *_texts(block.table), *([block.link.text] if block.link else []))
        case Finding():
            yield block.statement
            yield from (line for _, lines in block.parts() for line in lines)
        case _:
            raise AssertionError(f"no reader for a block of type {type(block).__name__}")


def said_by(result: Result) -> Iterator[str]:
    """Everything that an analysis says in sentences."""
    yield from (result.headline, *result.caveats)
    for found in result.findings:
        yield from (found.statement, found.would_change, *found.actions, *found.assumptions)


def texts_in(path: Path) -> Iterator[str]:
    """Every text that a file of code holds, docstrings left out, each place for a value put as one word."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else NAME for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in alone:
            yield node.value
        else:
            waiting += ast.iter_child_nodes(node)


def sentences(text: str, names: Names) -> list[str]:
    """The sentences of a text, each name of a record in it put as one word."""
    put, done = [], 0
    for start, end in names.within(text):
        put += [text[done:start], NAME]
        done = end
    return [each for each in _END.split("".join([*put, text[done:]]).strip()) if each]


def length(sentence: str) -> int:
    """The words of a sentence: what stands between spaces and has a letter or a figure."""
    return sum(bool(_WORD.search(word)) for word in sentence.split())


def terms_in(sentence: str) -> set[str]:
    """The terms of the glossary that a sentence uses."""
    return {term for term, forms in _TERMS.items() if forms.search(sentence)}


def banned_in(sentence: str) -> list[str]:
    """The words of blame in a sentence."""
    return [found.group() for found in _BANNED.finditer(sentence)]


def likelihood_in(sentence: str) -> list[str]:
    """The words of likelihood in a sentence that gives no probability in figures."""
    return [] if _FIGURE.search(sentence) else [found.group() for found in _LIKELIHOOD.finditer(sentence)]


def grade(texts: Iterable[str]) -> float:
    """The reading grade of sentences by Flesch and Kincaid, about; names of records are left out."""
    words = [[word for word in _SPELT.findall(text) if word != NAME] for text in texts]
    spoken = [each for each in words if each]
    count = sum(map(len, spoken))
    beats = sum(syllables(word) for each in spoken for word in each)
    return 0.39 * count / len(spoken) + 11.8 * beats / count - 15.59


def syllables(word: str) -> int:
    """The syllables of a word, about: groups of vowels, less a silent e at its end; a figure counts as one."""
    groups = len(_VOWELS.findall(word.lower()))
    silent = _SILENT.search(word.lower()) is not None
    return max(groups - (silent and groups > 1), 1)


_SPELT = re.compile(rf"[\w’'{NAME}]+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"[^aeiouyl]es?$|[^aeioudty]ed$")


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![\w-])(?:{form})(?![\w-])" for form in forms), re.IGNORECASE)


_TERMS = {term: _any_of([forms]) for term, forms in JARGON.items()}
_BANNED, _LIKELIHOOD = _any_of(BANNED), _any_of(LIKELIHOOD)
