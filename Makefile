# The same words for people and for CI. On a machine with Python 3.11+, git and make, each target sets itself up.
PYTHON ?= python3
BIN := .venv/bin
ARTICLE ?=
OUT ?= out
SOAK_SEED ?= 20260106

.PHONY: help setup demo test check soak bench docs lock clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/.tools: requirements-build.lock
	@$(PYTHON) -c 'import sys; sys.exit("Servanda needs Python 3.11 or later, this is %d.%d: call make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock
	@touch $@

.venv/.core: .venv/.tools requirements.lock pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.core requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/.dev ## Make .venv with everything for work on Servanda

demo: .venv/.core ## Run the whole chain over the bundled cases (ARTICLE=path adds an article of yours)
	@$(BIN)/servanda demo --out "$(OUT)" $(if $(ARTICLE),--article "$(ARTICLE)")

test: .venv/.dev ## Run the tests; some six minutes on two cores, no service needed
	@$(BIN)/python -m pytest -n 2 -m "not soak" $(TESTS)

check: .venv/.dev ## Lint, types, import contracts, size budgets, generated files
	@$(BIN)/ruff format --check --quiet src tests scripts bench
	@$(BIN)/ruff check --quiet src tests scripts bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python scripts/budgets.py
	@$(BIN)/python scripts/generate.py --check
	@for folder in agreements/* cases/*/agreements; do $(BIN)/servanda agreements check $$folder >/dev/null || exit 1; done

soak: .venv/.dev ## Long runs: crash states, every property longer, peers; writes docs/soak.md
	@SERVANDA_SOAK_SEED=$(SOAK_SEED) $(BIN)/python scripts/soak.py

bench: .venv/.dev ## Measure each stage against its named peer, both in the same run
	@for file in bench/*.py; do echo "== $$file"; $(BIN)/python $$file; done

docs: .venv/.dev ## Rewrite everything that is generated from the records
	@$(BIN)/python scripts/generate.py

lock: .venv/.tools ## Resolve versions and hashes again
	@$(BIN)/python scripts/lock.py

clean: ## Remove what the other targets made
	@rm -rf .venv "$(OUT)" .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
