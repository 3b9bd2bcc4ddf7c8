# Everything a person does with a checkout. Each target makes what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TEST_STAMP := $(VENV)/.installed-for-tests

.PHONY: run test test-long lint types imports tests sample docs snapshots clean

run: $(STAMP)
	@$(BIN)/workbench

test: lint types imports tests

lint: $(TEST_STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TEST_STAMP)
	$(BIN)/mypy

imports: $(TEST_STAMP)
	$(BIN)/lint-imports

# The tests start the program hundreds of times; without kept bytecode each compiles it anew.
tests: $(TEST_STAMP)
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n auto -m "not long"

# The full counts: kills, crash images, fuzz, a million rows. Writes its tables into docs/.
# One group of them: make test-long GROUP=ledger (or desk, rest, benchmarks).
# What has not passed yet on this very code, after a run that was stopped: make test-long RESUME=1
test-long: $(TEST_STAMP)
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python tools/run_long_tests.py $(if $(RESUME),--resume) $(GROUP)

# claims.db is built from docs/examples by a deterministic command; commit what it makes.
sample: $(STAMP)
	rm -f build/sample.db && mkdir -p build
	$(BIN)/workbench sample build/sample.db
	mv build/sample.db claims.db

# The parts of docs/ that are made from the program.
docs: $(STAMP)
	$(BIN)/python -m workbench.cli.documentation > docs/commands.md
	$(BIN)/python -m workbench.tui.sheets.help > docs/keys.md
	$(BIN)/python tools/make_finding_page.py
	$(BIN)/python docs/images/make_picture.py

snapshots: $(TEST_STAMP)
	$(BIN)/python -m pytest tests/tui --snapshot-update

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(TEST_STAMP): $(STAMP) constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
