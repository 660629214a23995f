"""The guard over the text: what it lets through, what it refuses, what it finds, and what it costs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import QueryError
from netmap.library import PROJECTIONS, QUESTIONS, queries
from netmap.stores.cypher import words
from netmap.stores.reading import READING_PROCEDURES, check_reading
from tests.stores.cypher_texts import (
    GOOD,
    GOOD_ON_EMBEDDED,
    GOOD_ON_NEO4J,
    HIDDEN,
    OTHER,
    REACHING,
    SCHEMA,
    WRITING,
)


@pytest.mark.parametrize("cypher", WRITING + SCHEMA + REACHING + HIDDEN + OTHER)
def test_the_guard_alone_refuses_and_says_how_to_do_it(cypher: str) -> None:
    with pytest.raises(QueryError) as caught:
        check_reading(cypher, ["p"], procedures=READING_PROCEDURES)
    assert caught.value.message.endswith(".") and caught.value.hint.endswith(".")


@pytest.mark.parametrize("cypher", GOOD + GOOD_ON_NEO4J + GOOD_ON_EMBEDDED)
def test_what_only_reads_is_let_through(cypher: str) -> None:
    assert check_reading(cypher, procedures=READING_PROCEDURES).clauses


@pytest.mark.parametrize("kind", [QUESTIONS, PROJECTIONS])
def test_every_shipped_query_passes(kind: str) -> None:
    for query in queries(kind).values():
        statement = check_reading(query.cypher, [parameter.name for parameter in query.parameters])
        assert set(statement.parameters) <= {parameter.name for parameter in query.parameters}


@pytest.mark.parametrize("word", sorted(words.WRITING | words.REACHING | words.ADMINISTERING))
def test_a_word_that_names_something_may_read_like_a_clause(word: str) -> None:
    text = (
        f"MATCH (n:{word})-[:{word}]->(`{word}`) /* {word} */ WHERE n.{word} = '{word}' AND n:{word} "
        f"RETURN n.{word} AS {word}, n {{.{word}, {word}: $p}} AS `{word} it`, {{{word}: 1}} AS m // {word}"
    )
    statement = check_reading(text, ["p"])
    assert statement.labels == (word,)
    assert statement.properties == (word,)
    assert statement.keys == (word,)


@pytest.mark.parametrize("word", sorted(words.NEVER_BARE))
@pytest.mark.parametrize(
    "text", ["RETURN {}", "MATCH ({}) RETURN 1", "RETURN [{} IN [1] | 1]", "RETURN 1 {} (n)", "{} (n)", "RETURN {}(1)"]
)
def test_a_word_that_could_open_a_clause_is_never_bare(word: str, text: str) -> None:
    for spelling in (word, word.lower(), word.title()):
        with pytest.raises(QueryError):
            check_reading(text.format(spelling))


@pytest.mark.parametrize(
    ("cypher", "message", "hint"),
    [
        ("MERGE (n)", r"would change the graph \(MERGE\)", "load them again"),
        ("MATCH (n) CALL { CREATE (m) } RETURN n", r"would change the graph \(CREATE\)", "load them again"),
        ("CALL { RETURN 1 AS x } IN TRANSACTIONS", r"would change the graph \(IN TRANSACTIONS\)", "load them again"),
        ("LOAD CSV FROM 'x' AS l RETURN l", r"reaches outside the graph \(LOAD\)", "Use MATCH"),
        ("CALL dbms.listConfig()", r"reaches outside the graph \(CALL dbms.listConfig\)", "Allowed are: db.labels"),
        ("RETURN apoc.version()", r"reaches outside the graph \(function apoc.version\)", "dates, times"),
        ("SHOW USERS", r"would administer the server \(SHOW\)", "administrator"),
        ("RETURN 1; RETURN 2", "more than one statement", "one question at a time"),
        ("EXPLAIN RETURN 1", "cannot begin with EXPLAIN", "Begin with MATCH"),
        ("MATCH (n) RETRUN n", "RETRUN cannot stand", "Did you mean RETURN"),
        ("MATCH (n)\nRETURN n.a b", "b cannot stand", "comma"),
        ("MATCH (n)\nRETURN n.a 'b'", "'?b'? does not fit after a in line 2", "commas, brackets"),
        ("RETURN (1", r"cannot be run: a \( in line 1 is opened and not closed", "Count the brackets"),
        ("RETURN 'a", "A text in line 1 is opened and not closed", "It opens with '"),
        ("RETURN 1 /* a", "A comment in line 1 is opened and not closed", "It opens with /"),
        ("RETURN 1AS x", "A number in line 1 runs into", "blank"),
        ("RETURN 1 AS\u200bx", r"no meaning there: \(U\+200B, ZERO WIDTH SPACE\)", "backquotes"),
        ("RETURN ｃ", "only looks like another", "plain letter"),
        ("RETURN '\\u0027'", "written as a code", "as a parameter"),
        ("RETURN \\n", "backslash outside", "Write the letters"),
        ("MATCH (n) WHERE RETURN n", "RETURN does not fit after WHERE", "commas, brackets"),
        ("MATCH (n) RETURN n.a +", "ends before it is complete", "brackets"),
    ],
)
def test_a_refusal_says_what_was_refused_and_what_to_do(cypher: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        check_reading(cypher, procedures=READING_PROCEDURES)
    assert hint in caught.value.hint


def test_what_the_text_names_is_found() -> None:
    statement = check_reading(
        "MATCH (a:Seat&!`Old Chair` {role: $role})-[h:HOLDS|HELD_FOR WHERE h.since > date('2026-01-01')]->() "
        "WHERE a:Vacant AND any(x IN $list WHERE x.y = 1) CALL db.labels() YIELD label "
        "WITH a, {made: 1} AS m RETURN a.name, m.made, toUpper(label), date.truncate('year', a.day), a {.code, own: 2}",
        ["role", "list"],
        procedures=READING_PROCEDURES,
    )
    assert statement.clauses == ("MATCH", "WHERE", "CALL", "WITH", "RETURN")
    assert statement.labels == ("Seat", "Old Chair", "HOLDS", "HELD_FOR", "Vacant")
    assert statement.properties == ("role", "since", "y", "name", "made", "day", "code")
    assert statement.keys == ("made", "own")
    assert statement.functions == ("date", "any", "toUpper", "date.truncate")
    assert statement.procedures == ("db.labels",)
    assert statement.parameters == ("role", "list")


def test_the_last_bar_in_a_list_ends_the_condition_and_joins_no_labels() -> None:
    assert check_reading("MATCH (n) RETURN [x IN [n] WHERE x:Theme|Seat | x.id]").labels == ("Theme", "Seat")
    assert check_reading("MATCH (n) RETURN [x IN [n] WHERE x:Theme | x.id]").labels == ("Theme",)


def test_a_parameter_without_a_value_is_asked_for() -> None:
    with pytest.raises(QueryError, match="needs a value for name") as caught:
        check_reading("MATCH (n {name: $name}) RETURN n", ["other"])
    assert caught.value.hint == "Add --param name=VALUE."
    check_reading("MATCH (n {name: $name}) WHERE n.id <> '$none' RETURN n // $no", ["name"])


def test_procedures_are_allowed_by_their_exact_name_only() -> None:
    check_reading("CALL db.labels()", procedures={"db.labels"})
    for name in ("db.label", "db.labelsX", "xdb.labels", "db.LABELS", "db.labels.x", "`db.labels`.x"):
        with pytest.raises(QueryError, match="reaches outside"):
            check_reading(f"CALL {name}()", procedures={"db.labels"})
    with pytest.raises(QueryError, match="reaches outside"):
        check_reading("CALL db.labels()")


LONG = {
    "text": "RETURN '" + "x" * 100_000 + "' AS x",
    "open text": "RETURN '" + "\\'" * 50_000,
    "open comment": "RETURN 1 " + "/*" * 50_000,
    "open names": "RETURN " + "`a" * 50_001,
    "blanks": "RETURN" + " " * 100_000 + "1",
    "comments": "/**/" * 25_000 + "RETURN 1",
    "list": "RETURN [" + ",".join(["1"] * 50_000) + "] AS x",
    "lists": "RETURN " + "[" * 50_000,
    "brackets": "RETURN " + "(" * 50_000 + "1" + ")" * 50_000,
    "nots": "RETURN " + "NOT " * 25_000 + "true",
    "sum": "RETURN " + "1+" * 50_000 + "1",
    "cases": "RETURN " + "CASE WHEN " * 10_000,
    "types": "RETURN 1 IS :: " + "LIST<" * 20_000 + "INTEGER" + ">" * 20_000,
    "blocks": "MATCH (n) WHERE " + "EXISTS { MATCH (n) WHERE " * 4_000 + "true" + "}" * 4_000 + " RETURN n",
    "paths": "MATCH " + "(" * 50_000 + ")" * 50_000 + " RETURN 1",
    "labels": "MATCH (n:" + "(" * 50_000 + "A" + ")" * 50_000 + ") RETURN 1",
    "path": "MATCH (a)" + "-->(a)" * 16_000 + " RETURN 1",
    "clauses": "MATCH (n) " * 10_000 + "RETURN n",
    "unions": " UNION ".join(["RETURN 1 AS x"] * 5_000),
    "bars": "RETURN [" + "|".join(["x"] * 50_000) + "]",
    "dots": "RETURN a" + ".b" * 50_000,
    "digits": "RETURN " + "1" * 100_000 + "x",
    "letters": "RETURN " + "é" * 100_000,
}


@pytest.mark.parametrize("name", list(LONG))
def test_a_long_text_takes_no_long_time_and_breaks_nothing(name: str) -> None:
    began = time.process_time()
    try:
        check_reading(LONG[name])
    except QueryError as refused:
        assert refused.hint
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize(
    "name", ["brackets", "paths", "labels", "blocks", "nots", "sum", "cases", "types", "clauses", "unions"]
)
def test_what_would_crash_an_engine_is_refused(name: str) -> None:
    with pytest.raises(QueryError, match="more than"):
        check_reading(LONG[name])


def test_a_long_text_of_the_ordinary_kind_passes() -> None:
    check_reading(LONG["list"])
    check_reading("RETURN " + "(" * 45 + "1" + ")" * 45)
    check_reading("MATCH (n) WHERE " + " OR ".join(f"n.id = '{number}'" for number in range(900)) + " RETURN n")


@given(st.text(max_size=40))
@settings(deadline=None)
def test_no_text_in_quotation_marks_gets_out_of_them(text: str) -> None:
    inside = text.replace("\\", "\\\\").replace("'", "\\'")
    if "\\u" in inside.lower():
        return
    check_reading(f"RETURN '{inside}' AS x")
    with pytest.raises(QueryError):
        check_reading(f"RETURN '{inside}' AS x CREATE (:Theme)")


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for cypher in (text, f"RETURN {text}", f"MATCH ({text}) RETURN 1"):
        try:
            check_reading(cypher)
        except QueryError as refused:
            assert refused.message and refused.hint
