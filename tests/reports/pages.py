"""Reads an HTML page as a strict reader would, for tests: every tag closed, text gathered by place."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "hr", "img", "link", "input"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    inside: list["Element | str"] = field(default_factory=list)

    def text(self) -> str:
        parts = (part if isinstance(part, str) else part.text() for part in self.inside)
        return " ".join("".join(parts).split())

    def all(self, *tags: str) -> list["Element"]:
        found = []
        for part in self.inside:
            if isinstance(part, Element):
                found += [part] if part.tag in tags else []
                found += part.all(*tags)
        return found

    def classed(self, name: str) -> list["Element"]:
        every = {element.tag for element in walk(self)}
        return [element for element in self.all(*every) if name in (element.attributes.get("class") or "").split()]


def walk(element: Element) -> list[Element]:
    inner = [part for part in element.inside if isinstance(part, Element)]
    return [element, *(deeper for part in inner for deeper in walk(part))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        element = Element(tag, dict(attrs))
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        drawn = any(element.tag == "svg" for element in self.open) or tag == "svg"
        assert tag in VOID or drawn, f"<{tag}/> is never closed"
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment in the page: {data}")


def read_page(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"never closed: {[element.tag for element in reader.open[1:]]}"
    return reader.open[0]


def table_rows(page: Element) -> list[list[list[str]]]:
    """The cells of every table, row by row."""
    return [[[cell.text() for cell in row.all("th", "td")] for row in table.all("tr")] for table in page.all("table")]
