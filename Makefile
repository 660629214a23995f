# Two commands for a fresh machine: `make demo` and `make test`. Both may be run again at any time.

PYTHON ?= python3
BIN := .venv/bin
BROWSERS := chromium chromium-browser google-chrome

.PHONY: demo test bench pictures examples clean browser neo4j

demo: .venv/.installed
	$(BIN)/netmap demo -o demo

# A server that is named for the tests holds one graph, so they go one after the other there.
test: .venv/.installed-for-tests browser neo4j
	$(BIN)/python -m pytest -n $(if $(NETMAP_TEST_NEO4J),0,auto) --dist loadfile -q

bench: .venv/.installed-for-tests browser neo4j
	$(BIN)/python benchmarks/run.py

# Those of the Senedd's groups need the folder with their file: make pictures NETMAP_REAL_DATA=...
pictures: .venv/.installed-for-tests browser
	$(BIN)/python docs/pictures.py

# The Word document and the workbook are looked at with LibreOffice, where it is.
examples: .venv/.installed-for-tests browser
	$(BIN)/python docs/examples.py

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "netmap needs Python 3.11 or later; run: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: .venv/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.installed-for-tests: .venv/.made pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ .venv/.installed

neo4j: .venv/.installed-for-tests
	@echo "Neo4j for the tests: 140 MB are fetched the first time"
	@$(BIN)/python -c "from netmap.server.fetching import fetch_jars; fetch_jars()"

browser:
	@for name in $(BROWSERS); do command -v $$name >/dev/null && exit 0; done; \
		[ -n "$$NETMAP_BROWSER" ] && exit 0; \
		{ apt-get update -qq && apt-get install -y -qq chromium; } >/dev/null 2>&1 || \
		{ echo "The tests need a browser; run: sudo apt-get install chromium (or set NETMAP_BROWSER to one)"; exit 1; }

clean:
	rm -rf .venv build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
