"""Small counts of seats and people in texts: masked, with what would give them away."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from netmap.maps.publishing.private import Place

MASK = "[c]"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COUNTABLE = _words(
    "organisation body bodie partnership board forum group funder recipient award theme issue function area sector "
    "day month year hour meeting finding tie pair overlap payment agreement step thing"
)
"""Singular nouns whose counts are about no person and no seat."""
COUNTED = _words(
    "seat person people holder representative member observer expert voice mandate vacancy vacancie place deputy "
    "deputie trustee term resident chair tenure record gap action question change"
)
"""Singular nouns whose counts are, or may be, about people and seats."""
_PEOPLE = _words("seat person people holder representative member observer trustee resident deputy")
"""Of these, the ones that say of a clause that it is about seats or people."""
_STATES = _words("filled vacant listed seated named held ended past")
_BETWEEN = _words(
    "third-sector other further more different recorded known equality live open possible double small large the its "
    "these those all such current voting separate related short dated"
)
"""Words that may stand between a count and its noun."""
_NO_NOUN = _words(
    "of on in at by for from to with without that which who where and or but than are is was were have has had do does "
    "can could may would not no an a nobody touched represented heard carried voiced run runs lack hold holds pay pays "
    "it them they"
)
"""Words that show that a count has no noun of its own: it is about what was counted before it."""
_JOINING = frozenset(("to", "or", "and", "of", "–", "-", ","))
"""What may stand between two counts of one thing."""
_PLURAL_OF = {"people": "people", "person": "people", "vacancy": "vacancies", "deputy": "deputies", "body": "bodies"}
_AGREEING = {"is": "are", "has": "have", "does": "do", "was": "were", "carries": "carry", "leaves": "leave"}

_TOKEN = re.compile(
    r"(?P<mask>\[c\])"
    r"|(?P<money>[£€$]\s?\d(?:[\d,.]*\d)?)"
    r"|(?P<percent>\d(?:[\d,.]*\d)?\s?(?:%|per cent\b))"
    r"|(?P<date>\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"|(?P<word>\w+(?:(?:(?<=\d)[.,](?=\d)|[/’'+–-](?=\w))\w+)*\+?)"
    r"|(?P<mark>[^\w\s])"
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_RANGE = re.compile(r"(\d+)([-–/])(\d+)")
_WITH_NOUN = re.compile(r"(\d+)-([A-Za-z]+)")
_SENTENCE_END = frozenset(".!?")
_CLAUSE_END = frozenset(".!?;:,()")
_SMALL_WORDS = _words("one two three four five six seven eight nine both single")
_MAY_HOLD_A_COUNT = re.compile(
    r"\d|\[c\]|\b(?:one|two|three|four|five|six|seven|eight|nine|both|single|only)\b", re.IGNORECASE
)


@dataclass
class _Token:
    """One token of a sentence; `value` is the number that it is, `put` the text to put in its place."""

    kind: str
    text: str
    start: int
    end: int
    value: float | None = None
    put: str | None = None

    @property
    def counts(self) -> bool:
        """Say whether it is a number, masked or not."""
        return self.value is not None or self.kind == "mask"


def masked(text: str, least: int, spared: Iterable[Place] = ()) -> tuple[str, int]:
    """Mask the small counts of seats and people in a text.

    Definition: a number below `least`, noughts too, whose noun is not known to be about something else becomes
    [c]; so does A in "A of B" where B - A is below it. A number without a noun counts what the one before it does.
    In a sentence with a masked count every percentage is masked; elsewhere one of seats or people is, unless the
    sentence shows both its counts. What would tell one from several (a singular noun or verb, "both", "the only")
    is put in the plural.

    Parameters
        text: the text.
        least: the smallest count that is shown; 0 masks nothing.
        spared: the places of names, whose figures are no counts.
    Returns
        The text, and how many figures were masked.
    Example
        >>> masked("A holds 9 of 60 seats (15 %), on 6 of 12 partnerships. 1 seat is vacant.", 10)
        ('A holds [c] of 60 seats ([c]), on 6 of 12 partnerships. [c] seats are vacant.', 3)
    """
    if not least or not _MAY_HOLD_A_COUNT.search(text):
        return text, 0
    tokens = _tokens(text, list(spared))
    for sentence in _split(tokens, _SENTENCE_END):
        _mask_sentence(sentence, least)
    for token in reversed(tokens):
        if token.put is not None:
            text = text[: token.start] + token.put + text[token.end :]
    return text, sum(token.put is not None and MASK in token.put for token in tokens)


def is_small(part: float, whole: float | None, least: int) -> bool:
    """Say whether a count, or what it leaves of its whole, is too small to be shown."""
    return part < least or (whole is not None and 0 <= whole - part < least)


def _tokens(text: str, spared: Sequence[Place]) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    for start, end in [*spared, (len(text), len(text))]:
        found += [token for match in _TOKEN.finditer(text, place, start) for token in _token(match)]
        if start < end:
            found.append(_Token("name", text[start:end], start, end))
        place = end
    return found


def _token(match: re.Match[str]) -> list[_Token]:
    """Give a token; a range or a number joined to a noun is taken apart."""
    kind, text, start = str(match.lastgroup), match.group(), match.start()
    if kind == "word" and _NUMBER.fullmatch(text):
        return [_Token("number", text, start, match.end(), float(text.replace(",", "")))]
    span, joined = _RANGE.fullmatch(text), _WITH_NOUN.fullmatch(text)
    if kind == "word" and span:
        one, mark, other = span.groups()
        middle = start + len(one)
        return [
            _Token("number", one, start, middle, float(one)),
            _Token("word", "of" if mark == "/" else "to", middle, middle + 1),
            _Token("number", other, middle + 1, match.end(), float(other)),
        ]
    if kind == "word" and joined and _noun(joined[2].lower()) in COUNTED:
        middle = start + len(joined[1])
        number = _Token("number", joined[1], start, middle, float(joined[1]))
        return [number, _Token("word", joined[2], middle + 1, match.end())]
    return [_Token(kind, text, start, match.end())]


def _split(tokens: Sequence[_Token], ends: frozenset[str]) -> list[list[_Token]]:
    parts: list[list[_Token]] = [[]]
    for token in tokens:
        parts[-1].append(token)
        if token.kind == "mark" and token.text in ends:
            parts.append([])
    return parts


def _noun(word: str) -> str:
    """Give the singular of a word that is known, else the word."""
    return word if word in COUNTABLE or word in COUNTED else word.removesuffix("s")


def _mask_sentence(tokens: list[_Token], least: int) -> None:
    _mask_words(tokens)
    about: bool | None = None
    whole: float | None = None
    place = shown_pair = 0
    while place < len(tokens):
        if not tokens[place].counts:
            place += 1
            continue
        last = _last_of_pair(tokens, place)
        own = _is_countable(tokens, last)
        about = own if own is not None else about
        if not about or _speaks_of_seats(tokens, place, own):
            if own is None and last == place:
                # "12 seats: 11 filled" says as much as "11 of 12 seats".
                _mask_part(tokens, place, whole, least)
            else:
                shown_pair += _mask_count(tokens, place, last, least)
        whole = tokens[last].value if own is False else whole
        place = last + 1
    _mask_percentages(tokens, bool(shown_pair))


def _last_of_pair(tokens: Sequence[_Token], place: int) -> int:
    """Give the place of B where a number is the A of "A of B" or "A filled of B", else its own."""
    words = [token.text.lower() for token in tokens[place + 1 : place + 5]]
    step = 1 + (len(words) > 1 and (words[0] in _STATES or words[0] in _BETWEEN))
    if words[step - 1 : step] != ["of"]:
        return place
    step += words[step : step + 1] in (["the"], ["its"], ["all"], ["these"], ["those"])
    last = place + 1 + step
    return last if last < len(tokens) and tokens[last].counts else place


def _is_countable(tokens: Sequence[_Token], place: int) -> bool | None:
    """Say whether what a number counts is about no seat and no person; None where it has no noun of its own."""
    after = tokens[place + 1 : place + 7]
    if len(after) > 1 and after[0].text.lower() in _JOINING and after[1].counts:
        return _is_countable(tokens, place + 2)
    for at, token in enumerate(after, place + 1):
        word = token.text.lower()
        if token.kind == "word" and (word in _BETWEEN or word in _STATES):
            continue
        if _noun(word) in COUNTABLE and not _is_compound(tokens, at):
            return True
        return None if token.kind != "word" or word in _NO_NOUN else False
    return None


def _is_compound(tokens: Sequence[_Token], place: int) -> bool:
    """Say whether a noun in the singular qualifies another, as in "1 partnership seat"."""
    after = tokens[place + 1 : place + 2]
    return any(_noun(token.text.lower()) in COUNTED or token.text.lower() in _STATES for token in after)


def _speaks_of_seats(tokens: Sequence[_Token], place: int, own: bool | None) -> bool:
    """Say whether a number without a noun of its own stands in a clause about seats or people."""
    if own is not None:
        return False
    before = itertools.takewhile(_goes_on, reversed(tokens[:place]))
    after = itertools.takewhile(_goes_on, tokens[place + 1 :])
    return any(_is_about_people(token) for token in (*before, *after))


def _goes_on(token: _Token) -> bool:
    return not (token.kind == "mark" and token.text in _CLAUSE_END)


def _is_about_people(token: _Token) -> bool:
    word = token.text.lower()
    return token.kind == "word" and (word.removesuffix("s") in _PEOPLE or word in _STATES)


def _mask_count(tokens: list[_Token], first: int, last: int, least: int) -> bool:
    """Mask a number, or both of a pair, where they are small; say whether a whole pair is shown."""
    one, two = tokens[first], tokens[last]
    if last > first and None not in (one.value, two.value) and is_small(one.value or 0, two.value, least):
        one.put = MASK
    for token in (one, two):
        if token.value is not None and token.value < least:
            token.put = MASK
    if one.put or two.put:
        _make_plural(tokens, last)
    return last > first and not (one.put or two.put) and "mask" not in (one.kind, two.kind)


def _mask_part(tokens: list[_Token], place: int, whole: float | None, least: int) -> None:
    """Mask a number without a noun where it, or what it leaves of what was counted before it, is small."""
    token = tokens[place]
    if token.value is not None and is_small(token.value, whole, least):
        token.put = MASK
        _make_plural(tokens, place)


def _make_plural(tokens: list[_Token], place: int) -> None:
    """Put the noun after a masked count, and the verbs of its clause, in the plural."""
    looking = True
    for at, token in enumerate(tokens[place + 1 :], place + 1):
        word = token.text.lower()
        if not _goes_on(token):
            return
        known = word in COUNTED or word in COUNTABLE
        qualifies = word in _BETWEEN or word in _STATES or (known and _is_compound(tokens, at))
        if looking and known and not qualifies:
            token.put = _plural(token.text)
        looking = looking and qualifies
        if token.kind == "word" and word in _AGREEING:
            token.put = _AGREEING[word]


def _plural(word: str) -> str:
    return _PLURAL_OF.get(word.lower(), f"{word}s")


def _mask_words(tokens: list[_Token]) -> None:
    """Mask counts that are written out: "one seat", "both third-sector seats", "the only seat"."""
    for place, token in enumerate(tokens):
        word = token.text.lower()
        if token.kind != "word" or word not in _SMALL_WORDS | {"only"}:
            continue
        noun = _counted_noun(tokens, place)
        article = tokens[place - 1] if place else None
        if noun is None or (word == "only" and (article is None or article.text.lower() != "the")):
            continue
        whole = word in ("both", "only")
        first = article if word == "only" and article else token
        token.put = ("" if first is article else _like(first.text, "all ")) + MASK if whole else MASK
        if first is article and article:
            article.put = _like(article.text, "all")
        _make_plural(tokens, place)


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def _counted_noun(tokens: Sequence[_Token], place: int) -> _Token | None:
    """Give the noun of seats or people that a written number counts; None where it counts something else."""
    for token in tokens[place + 1 : place + 5]:
        word = token.text.lower()
        if token.kind == "word" and _noun(word) in COUNTED:
            return token
        if token.kind != "word" or not (word in _BETWEEN or word in _STATES or word == "of"):
            return None
    return None


def _mask_percentages(tokens: list[_Token], shown_pair: bool) -> None:
    hidden = any(token.kind == "mask" or (token.put and MASK in token.put) for token in tokens)
    people = any(_is_about_people(token) for token in tokens)
    other = any(token.kind == "money" or _noun(token.text.lower()) in COUNTABLE for token in tokens)
    if hidden or not (shown_pair or (other and not people)):
        for token in tokens:
            if token.kind == "percent":
                token.put = MASK
