"""The last section: what the words of the report mean, for readers who do not work with them every day."""

from __future__ import annotations

from netmap.reports.document import Block, Definitions, Heading
from netmap.words import terms_of, words_of

_say = words_of("reports/glossary")


def glossary_section() -> tuple[Block, ...]:
    """What do the words of this report mean?

    Definition: every term that a report uses and that is not plain English, in alphabetical order, each explained in
    at most two sentences.

    Returns
        A heading and the definitions; the same for every report.
    Example
        >>> heading, definitions = glossary_section()
        >>> heading.text, definitions.items[0][0]
        ('Glossary', 'Amount in scope')
    """
    terms = sorted(terms_of("reports/glossary").items(), key=lambda item: item[0].casefold())
    return (Heading(2, _say("heading"), "glossary"), Definitions(tuple(terms)))
