# Everything a newcomer needs: `make demo` and `make test` work on a machine that has only Python and make.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STORE  ?= ciigraph-store

.PHONY: demo test check install format bench docs hook clean

demo: $(VENV)/.installed
	$(BIN)/ciigraph build --store $(STORE)
	@echo; echo "Scores, computed from the answers by SPARQL, beside the published ones:"; echo
	$(BIN)/ciigraph score --by overall --by layer --store $(STORE)
	@echo; echo "One question to the graph: the evidence for an answer, with what it cites:"; echo
	$(BIN)/ciigraph query evidence --param country=AZ --param indicator=media-03 --store $(STORE)
	@echo; echo "An entity in all countries, whatever it is called:"; echo
	$(BIN)/ciigraph lookup Huawey --limit 1 --store $(STORE)
	@echo; echo "Recorded answers that the evidence contradicts:"; echo
	$(BIN)/ciigraph audit AZ --min-strength strong --kind contradicted-by-own-evidence --store $(STORE)
	@echo; echo "The store is in $(STORE); ask on with: $(BIN)/ciigraph query --list"

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 -q

# What a change must pass: style, types, tests with coverage, documentation in step with the code.
check: $(VENV)/.installed-dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/python -m cogapp --check README.md
	$(BIN)/python -m pytest -n 2 -q --cov --cov-report=term:skip-covered

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix src tests benchmarks
	$(BIN)/ruff format src tests benchmarks

docs: $(VENV)/.installed-dev
	$(BIN)/python -m cogapp -r README.md
	$(BIN)/mkdocs build --strict

# Outputs of notebooks are stripped as they are committed; to be run once in each clone.
hook: $(VENV)/.installed-dev
	$(BIN)/nbstripout --install

bench: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --requirement requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) $(STORE) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis htmlcov site .coverage*
