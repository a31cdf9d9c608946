# The two commands to know: `make run` and `make test`. Both set the machine up first.

PYTHON ?= python3
PORT ?= 8501

BIN := .venv/bin
RUNTIME := .venv/.runtime-ready
DEVELOPMENT := .venv/.development-ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix bench monkey screenshots notices clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(RUNTIME) ## create .venv from the pinned requirements (only redone when they change)

run: $(RUNTIME) ## serve the dashboard on 127.0.0.1:8501 (another port: make run PORT=8600)
	$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

# Lint, types and tests all run even where an earlier one fails, so that one run shows every failure. Spark is large: it
# is fetched meanwhile, and its test comes last; where it is missing, that test says why.
test: $(DEVELOPMENT) ## lint, types and every test, the browser tests included
	@CHROME_PATH="$$(.ci/browser)" || exit 1; export CHROME_PATH; failed=0; \
	$(BIN)/python .ci/spark.py & \
	$(MAKE) --no-print-directory check || failed=1; \
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not spark" || failed=1; \
	wait; $(BIN)/python -m pytest -m spark || failed=1; \
	exit $$failed

check: $(DEVELOPMENT) ## lint, format and types
	@failed=0; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy --strict evidence || failed=1; \
	$(BIN)/mypy components dashboard tests/browser tests/bench .ci/notices.py .ci/spark.py || failed=1; \
	exit $$failed

fix: $(DEVELOPMENT) ## repair what lint and format can repair
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

bench: $(DEVELOPMENT) ## cost of a form change beside a bare page; a registry per engine beside numpy by hand
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && $(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.clinicians
	@$(BIN)/python -m tests.bench.cohorts

monkey: $(DEVELOPMENT) ## 20,000 random steps (2,000 in a browser), each verdict compared with the criteria's
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && STEPS=20000 $(BIN)/python -m pytest --numprocesses 2 \
		tests/random_use tests/browser/test_random_use.py

screenshots: $(DEVELOPMENT) ## every page, empty and filled, three widths, light and dark, into screenshots/
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && $(BIN)/python -m tests.browser.screenshots $(PAGES)

notices: $(RUNTIME) ## rewrite THIRD_PARTY_NOTICES.md from the pinned requirements
	@$(BIN)/python .ci/notices.py

clean: ## remove the environment and everything the tools left behind
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=python3.12." >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(RUNTIME): requirements.txt | $(BIN)/python
	$(PIP) install --requirement requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt $(RUNTIME) | $(BIN)/python
	$(PIP) install --requirement requirements-dev.txt
	@touch $@
