"""Words that try to break a page: a corpus by kind of attack, and a dataset that has them in every text column.

Each text that runs as a script anywhere sets `window.ran` to 1, so that one look at the page tells.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from netmap.model.codes import CODE_LISTS
from netmap.model.tables import CODE, LIST_MARKS, NAMES, TABLES, TEXT, Column, Table
from netmap.sources.files.cells import protect

RUN = "window.ran=1"
PLAIN = {"amount_max": "15000", "population": "6800", "income": "45000"}
SETTLED = {"Organisation": "organisation", "EqualityGroup": "group", "Theme": "theme"}

GROUPS: dict[str, tuple[str, ...]] = {
    "scripts": (
        f"<script>{RUN}</script>",
        f"<SCRIPT TYPE=module>{RUN}</SCRIPT >",
        f"<ScRiPt\n>{RUN}</sCrIpT\t>",
        f"<script/x>{RUN}</script>",
        f"<<script>{RUN}//<</script>",
        f"<script>{RUN}",
        f"<scr<script>ipt>{RUN}</scr</script>ipt>",
        f"<script async>{RUN}</script><!--",
        f"<script src='data:text/javascript,{RUN}'></script>",
        f"＜script＞{RUN}＜/script＞",
        f"<script type='text/plain' onerror='{RUN}'>",
        "<noscript><p title='</noscript><img src=x onerror=window.ran=1>'>",
    ),
    "handlers": (
        f"<img src=x onerror={RUN}>",
        f"<IMG SRC=x OnErRoR='{RUN}'/>",
        f"<img/src='x'/onerror='{RUN}'>",
        f"<body onload={RUN}>",
        f"<input autofocus onfocus={RUN}>",
        f"<details open ontoggle={RUN}>more</details>",
        f"<video><source onerror={RUN}></video>",
        f"<audio src=x onerror={RUN}>",
        f"<select autofocus onfocus={RUN}></select>",
        f"<marquee onstart={RUN}>rolling</marquee>",
        f"<p style='animation:spin 1s' onanimationstart={RUN}>turn",
        f"<div onpointerenter={RUN} style='position:fixed;inset:0'>over all",
        f"<form onformdata={RUN}><button>send</button></form>",
        f"<keygen onfocus={RUN} autofocus>",
        f"<style onload={RUN}></style>",
    ),
    "ways out": (
        f"</script><script>{RUN}</script>",
        f"</SCRIPT foo><script>{RUN}</script>",
        f"</style><script>{RUN}</script>",
        f"</title><script>{RUN}</script>",
        f"</textarea><script>{RUN}</script>",
        f"</noscript><script>{RUN}</script>",
        f"</template><script>{RUN}</script>",
        f"</option></select><img src=x onerror={RUN}>",
        f"</td></tr></table><img src=x onerror={RUN}>",
        f"</svg></math><img src=x onerror={RUN}>",
        f"<!--><script>{RUN}</script>-->",
        f"<!--!><img src=x onerror={RUN}>--!>",
        f"<!-- --!><img src=y onerror={RUN}>",
        "<!--<script>",
        f"]]><script>{RUN}</script>",
        f"<![CDATA[<script>{RUN}</script>]]>",
        f"<?xml version='1.0'?><script>{RUN}</script>",
        f"<plaintext>{RUN}",
    ),
    "attributes": (
        f'" onmouseover="{RUN}" x="',
        f"' onmouseover='{RUN}' x='",
        f"x onmouseover={RUN}",
        f'"><img src=x onerror={RUN}>',
        f"'><img src=x onerror={RUN}>",
        f"` onmouseover=`{RUN}` x=`",
        f'" autofocus onfocus={RUN} tabindex=1 "',
        f"&quot; onmouseover=&quot;{RUN}",
        f"&#34;&#62;&#60;img src=x onerror={RUN}&#62;",
        '" srcdoc="<script>parent.window.ran=1</script>',
        f'\\" onmouseover=\\"{RUN}',
        '"/><base href="//example.org/"><"',
    ),
    "addresses": (
        f"javascript:{RUN}",
        f"JaVaScRiPt:void({RUN})",
        f"java\nscript:{RUN}",
        f"javascript&colon;{RUN}",
        f"javascript://example.org/%0A{RUN}",
        f"<a href='javascript:{RUN}'>press here</a>",
        f"<a href='java&#10;script:{RUN}'>or here</a>",
        "<a href='data:text/html,<script>opener.ran=1</script>'>or there</a>",
        "data:text/html;base64,PHNjcmlwdD5wYXJlbnQucmFuPTE8L3NjcmlwdD4=",
        "vbscript:MsgBox(1)",
        "blob:null/0",
        "<iframe src='javascript:parent.ran=1'></iframe>",
        "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
        "<object data='javascript:window.ran=1'></object>",
        "<embed src='data:text/html,<script>parent.ran=1</script>'>",
        f"<form action='javascript:{RUN}'><input type=submit></form>",
        f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
        "<link rel=stylesheet href='//example.org/x.css'>",
        "//example.org/x.js",
        "[press](javascript:window.ran=1)",
    ),
    "templates": (
        "{{ 7 * 7 }}",
        "{{ self.__init__.__globals__ }}",
        "{% for x in range(9) %}x{% endfor %}",
        "{# nobody reads this #}",
        "${7*7}${window.ran=1}",
        "#{7*7}",
        "<%= 7 * 7 %>",
        "{{constructor.constructor('window.ran=1')()}}",
        "[[ 7 * 7 ]]",
        "%(name)s {name} $name %s {0}",
        "{{{{{{",
        "{%raw%}{{x}}{%endraw%}",
    ),
    "escapes": (
        "B & Q",
        "B &amp; Q",
        "B &amp;amp; Q",
        f"&lt;script&gt;{RUN}&lt;/script&gt;",
        f"&#60;script&#62;{RUN}&#60;/script&#62;",
        f"&#x3C;script&#x3E;{RUN}&#x3C;/script&#x3E;",
        f"%3Cscript%3E{RUN}%3C%2Fscript%3E",
        f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
        f"\\x3cscript\\x3e{RUN}\\x3c/script\\x3e",
        "&notanentity; &#0; &#xFFFFFFFF; &",
        "+ADw-script+AD4-window.ran=1+ADw-/script+AD4-",
        "¼script¾window.ran=1¼/script¾",
    ),
    "strings": (
        f"';{RUN};//",
        f'";{RUN};//',
        f"`;{RUN};//",
        f"\\';{RUN};//",
        f'"}}];{RUN};//',
        f"*/{RUN}/*",
        f"-->{RUN}",
        "\\",
        '\\\\"',
        '"',
    ),
    "styles": (
        f"<style>@import 'javascript:{RUN}';</style>",
        "<style>*{display:none!important}</style>",
        "x;background:url(//example.org/x.png)",
        "red}*{visibility:hidden}",
        f"expression({RUN})",
        "<p style='position:fixed;inset:0;background:#fff;z-index:99999'>",
        "</style><style>body{display:none}</style>",
        "url('javascript:window.ran=1')",
    ),
    "drawings": (
        f"<svg onload={RUN}>",
        f"<svg/onload={RUN}//",
        f"<svg><script>{RUN}</script></svg>",
        f"<svg><script href='data:text/javascript,{RUN}'/></svg>",
        f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
        f"<svg><a xlink:href='javascript:{RUN}'><text y=20>press</text></a></svg>",
        f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
        f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
        f"<math href='javascript:{RUN}'>press</math>",
        f"<svg><title><img src=x onerror={RUN}></title></svg>",
        f"<svg><use href='data:image/svg+xml,<svg onload={RUN}>#x'/></svg>",
        f"<svg></p><style><a title='</style><img src=x onerror={RUN}>'>",
    ),
    "directions": (
        "Right\u202eto\u202cleft Trust",
        "\u202egro.elpmaxe//:ptth",
        "\u2066isolated\u2069 and \u2067turned\u2069",
        "Left\u200eand\u200fright marks",
        "zero\u200bwidth\u200cjoins\u200dhere\ufeff!",
        "soft\u00adhy\u00adphen",
        "\u061cArabic mark",
        "word\u2060joiner",
        "\u180eMongolian separator",
        "tag\U000e0001\U000e0041\U000e007f letters",
        "\u200b\u200b\u200b",
        "בית הספר העברי",
        "جمعية الجيران (شارع 12)",
    ),
    "letters": (
        "Z\u0351\u036b\u0343\u036a\u0302a\u0323\u033b\u0333l\u0338\u0322g\u0334o\u0335",
        "e\u0301" + "\u0301" * 300,
        "é and e\u0301",
        "ﬃ ﬁ ß ẞ İ ı ſ",
        "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
        "🇨🇾🇬🇧🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "𝕭𝖔𝖆𝖗𝖉 𝓸𝓯 𝕋𝕣𝕦𝕤𝕥𝕖𝕖𝕤",
        "Ｗｉｄｅ ｌｅｔｔｅｒｓ",
        "Аge UΚ",
        "田中さんにあげて下さい",
        "ด้้้้้็็็็็้้้้้็็็็็",
        "﷽ ௵ ꧅ 𒐫",
        "half \ufffd a letter",
        "noncharacter \ufdd0 inside",
        "private \ue000 use",
    ),
    "names of things": (
        "__proto__",
        "constructor",
        "prototype",
        "toString",
        "hasOwnProperty",
        "__defineGetter__",
        "null",
        "undefined",
        "NaN",
        "Infinity",
        "true",
        "None",
        "window",
        "length",
        "id",
        "no organisation",
        "[object Object]",
    ),
    "figures": (
        "0",
        "-0",
        "007",
        "1e309",
        "0x10",
        "1,000.50",
        "1/2",
        "3-4",
        "2026-02-30",
        "09/03/2024",
        "12:60",
        "٣٤",
        "①",
        "½",
        "₿ 100",
        "9007199254740993",
    ),
    "formulas": (
        "=1+1",
        '=HYPERLINK("//example.org","press")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "＝1+1",
        "'=1+1'",
        "=cmd|'/c calc'!A1",
    ),
    "paths": (
        "../../../../etc/passwd",
        "..\\..\\boot.ini",
        "/dev/null",
        "C:\\CON\\CON",
        "CON",
        "aux.csv",
        "LPT1",
        "file:///etc/hosts",
        ".",
        "~root",
        "a/b\\c:d*e?f<g>h|i",
        "name.html.exe",
    ),
    "queries": (
        "'; DROP TABLE organisations; --",
        "x' OR '1'='1",
        "') MATCH (n) DETACH DELETE n //",
        "`) RETURN 1 //",
        "$parameter",
        "MATCH (n) RETURN n",
        "*",
        "%' AND '%'='",
    ),
    "line ends": (
        "two\nlines",
        "many\n\n\n\nlines",
        "tab\tbetween",
        "line\u2028separator",
        "paragraph\u2029separator",
        "next\u0085line",
        "a no-break\u00a0space",
        'comma, "quotes", and; semicolon',
    ),
    "lengths": (
        "W" * 10_000,
        "very long name, " * 40 + "at last",
        "x" * 500 + f"<script>{RUN}</script>",
        "👪" * 300,
        "<b>" * 200,
        "(" * 300,
        "a",
    ),
}
"""The corpus that a table can hold, by kind of attack."""

UNREADABLE = (
    "null\x00inside",
    "bell\x07",
    "escape\x1b[31mred",
    "back\x08space",
    f"<scr\x00ipt>{RUN}</scr\x00ipt>",
    f"<img src=x\x0bonerror={RUN}>",
    "delete\x7f",
    "control\x9f sequence",
    "half \ud83d letter",
    "\udc00\ud800 halves turned round",
    "\ufffe\uffff",
)
"""Texts that no table can hold: the reader refuses such a cell, so they reach a map from a program only."""

HOSTILE = tuple(text for group in GROUPS.values() for text in group)
SHORT = tuple(text for text in HOSTILE if len(text) < 2_000)
"""All but the longest name, for which alone a page of all views takes tens of megabytes."""


VACANCIES, SHARED, BELOW = 6, 3, 5
"""Vacant seats below the others, rows that name the same record, and of how many records one is below another."""


def hostile_dataset(folder: Path, texts: Sequence[str] = HOSTILE) -> Path:
    """Write a dataset in which every text column of every table holds each of the texts once.

    Parameters
        folder: where the folder of CSV files is made.
        texts: the texts, as `clean` leaves them and no two of one name.
    Returns
        The folder. Every table has a row for each text; a few vacant seats stand below the others.
    """
    made = folder / "hostile"
    made.mkdir(parents=True)
    for table in TABLES.values():
        with (made / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(table.by_name())
            writer.writerows([protect(cell) for cell in row] for row in _rows(table, texts))
    return made


def _rows(table: Table, texts: Sequence[str]) -> Iterator[list[str]]:
    for row in range(len(texts)):
        yield [_cell(table, column, row, texts) for column in table.columns]
    for row in range(VACANCIES if table.name == "seats" else 0):
        filled = {"partnership": _named("Partnership", row, texts), "role": texts[row], "start_date": "2025-01-01"}
        yield [filled.get(column.name, "") for column in table.columns]


def _cell(table: Table, column: Column, row: int, texts: Sequence[str]) -> str:
    if column.kind == TEXT:
        return _text(table, column.name, row, texts)
    if column.kind == CODE:
        codes = list(CODE_LISTS[column.codes].words)
        # Two bodies of three are of the third sector, the first of the codes, so that it has several seats on a board.
        return codes[0 if column.name == "sector" and row % SHARED else row % len(codes)]
    if column.kind != NAMES:
        return PLAIN.get(column.name) or column.example
    if column.refers_to == ("Representative",):
        return texts[row]
    if table.label in column.refers_to and not column.many:
        return _named(table.label, (row - 1) // 2, texts) if row % BELOW == 1 else ""
    label = column.refers_to[row % len(column.refers_to)]
    name = _named(label, _other(table, column, label, row, len(texts)), texts, whole=column.many)
    return name if len(column.refers_to) == 1 else f"{SETTLED[label]}:{name}"


def _other(table: Table, column: Column, label: str, row: int, rows: int) -> int:
    """Give the row of the record to name, so that there is something to draw in every view.

    Bodies sit on several partnerships, partnerships have several seats, and awards of several funders are for one
    function, group and place.
    """
    if label == "Organisation" and not column.many:
        bodies = rows // SHARED
        return (row + bodies // 2 * (column.name == "recipient")) % bodies
    return row // SHARED if label == "Partnership" or table.name == "funding" else row + 1


def _text(table: Table, column: str, row: int, texts: Sequence[str]) -> str:
    """Give each column of a table the texts in another order, so that no row holds one text throughout."""
    return texts[(row + 7 * list(table.by_name()).index(column)) % len(texts)]


def _named(label: str, row: int, texts: Sequence[str], *, whole: bool = False) -> str:
    """Name a record by its id; where a cell is split into several names, one whose id stays whole."""
    table = next(table for table in TABLES.values() if table.label == label)
    key = "org_id" if "org_id" in table.by_name() else "id"
    names = (_text(table, key, row + more, texts) for more in range(len(texts)))
    return next(name for name in names if not (whole and any(mark in name for mark in LIST_MARKS)))
