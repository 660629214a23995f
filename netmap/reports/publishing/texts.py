"""The texts of a report as its readers may have them: nobody named, no hidden count, quotes in safe words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netmap.maps.publishing.cutting import UNSURE
from netmap.maps.publishing.private import Names, Private
from netmap.maps.publishing.wording import Wording
from netmap.reports.publishing.fixed import fixed_texts
from netmap.reports.publishing.left import Left
from netmap.reports.publishing.profiles import Profile
from netmap.reports.publishing.protected import Protected
from netmap.words import words_of

EVERY = 10**15
"""A least count that no count reaches."""
_CUT = re.compile(r"The first \d+ of \d+ rows; to print all of them: .*", re.DOTALL)
_say = words_of("reports/publishing")


def cut_line(note: str) -> str:
    """Give what a note says of rows that its table lacks; blank where it lacks none."""
    found = _CUT.search(note)
    return found.group() if found else _say("rows_cut") if note.endswith(_say("rows_cut")) else ""


class Prose:
    """How texts are put for the readers of one profile."""

    def __init__(
        self,
        allowed: Profile,
        protected: Protected,
        private: Private,
        *,
        source: str,
        shown: Iterable[str],
        hides: bool,
        left: Left,
    ) -> None:
        """Take what is protected; `shown` counts may be read, and where it `hides` no others.

        Parameters
            source: what the records come from, which stays as it is.
            shown: keys of counts and measures.
        """
        self._allowed, self._protected = allowed, protected
        self._shown, self._hides = frozenset(shown), hides
        least = EVERY if hides else 0
        names = protected.names | ({source} if source else set())
        self._wording = Wording(names, private, least, left, singly=allowed.singly)
        self._plain = Wording(names, private, 0, left, singly=allowed.singly)
        self._quoted = Names({*protected.statements, *protected.said})

    def plain(self, text: str) -> str:
        """Put a text in which nothing counts seats or people: nobody is named."""
        return self._plain.prose(text)

    def say(self, text: str) -> str | None:
        """Put a text; None where it tells something that its readers may not know.

        A sentence of the answers that is quoted in it is put in the first way whose counts are shown. A text that says
        the same in every report stays as it is.
        """
        if text in fixed_texts() and text not in self._protected.said:
            return text
        found, done = list[str](), 0
        for start, end in self._quoted.within(text):
            quote = self._quote(text[start:end])
            if quote is None:
                return None
            found += [self._wording.prose(text[done:start]), quote]
            done = end
        found.append(self._note(text[done:]))
        return " ".join("".join(found).split()) or None

    def _note(self, text: str) -> str:
        """Put the rest of a text; what tells how to print more rows is for those who have the records."""
        return self._wording.prose(_CUT.sub(_say("rows_cut"), text))

    def statement(self, finding: str, text: str) -> str | None:
        """Put the statement of a finding by its id; None where it does not go out."""
        if finding.partition(":")[0] not in self._allowed.findings:
            return None
        if self._allowed.singly:
            return self._wording.prose(text)
        if finding in self._protected.said:
            return self._way(finding, text)
        said, unsure, _ = text.partition(f"{UNSURE}:")
        return self._wording.prose(f"{said}{UNSURE}." if unsure else text)

    def _quote(self, text: str) -> str | None:
        capital = text[:1].lower() + text[1:]
        finding = self._protected.statements.get(text) or self._protected.statements.get(capital)
        if finding is not None:
            return self.statement(finding, text)
        if self._allowed.singly:
            return self._wording.prose(text)
        return self._way(text if text in self._protected.said else capital, text)

    def _way(self, key: str, text: str) -> str | None:
        """Choose how to say something; where no count is hidden from anybody, as it is."""
        if not self._hides:
            return self._wording.prose(text)
        ways = self._protected.said[key].ways
        return next((way.text for way in ways if self._shown.issuperset(way.needs)), None)
