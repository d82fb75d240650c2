# Two commands do all the set-up: `make run` and `make test`. Each builds .venv and installs what it needs;
# a second call finds it there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# What of a run is kept in git, to be seen before anything is installed.
SAMPLE := graph.graphml graph.gexf nodes.csv edges.csv graph.svg report.html run.json

.PHONY: run sample test fast lint types floors gate bench wheel node clean

run: $(VENV)/.installed
	$(BIN)/xinpu run corpus --output outputs

sample: $(VENV)/.installed
	rm -rf outputs/fresh
	$(BIN)/xinpu run corpus --output outputs/fresh --quiet
	rm -rf outputs/sample && mkdir outputs/sample
	cd outputs/fresh && cp $(SAMPLE) ../sample/
	rm -rf outputs/fresh

test: $(VENV)/.developer lint types floors node
	$(BIN)/python -m coverage erase
	$(BIN)/python -m pytest -m "slow or not slow" --cov --cov-report=term
	$(MAKE) gate wheel

fast: $(VENV)/.developer
	$(BIN)/python -m pytest -m "not slow and not node"

lint: $(VENV)/.developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developer
	$(BIN)/mypy

floors: $(VENV)/.developer
	$(BIN)/lint-imports

gate: $(VENV)/.developer
	$(BIN)/python tests/quality/gate.py

bench: $(VENV)/.developer
	$(BIN)/python tests/benchmarks/speed.py --whole

wheel: $(VENV)/.developer
	$(BIN)/python tests/smoke_wheel.py

node: tests/node/node_modules/.installed

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14) and 'Python 3.11, 3.12 or 3.13 is needed, this is ' + sys.version.split()[0] + '; name one with: make PYTHON=python3.12 …')"
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.developer: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev,formats,remote,parquet,picture,web,spark]"
	touch $(VENV)/.installed $@

tests/node/node_modules/.installed: tests/node/package.json
	@if command -v npm >/dev/null; then \
		cd tests/node && npm install --silent --no-audit --no-fund && touch node_modules/.installed; \
	else echo "npm is not here: the tests with Gephi Lite's reader and of accessibility will be skipped"; fi

clean:
	rm -rf $(VENV) tests/node/node_modules .pytest_cache .mypy_cache .ruff_cache .coverage* dist
