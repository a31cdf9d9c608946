# The two commands to know: `make run` and `make test`. Both set the machine up first.

PYTHON ?= python3
PORT ?= 8501
REPLICAS ?= 2

BIN := .venv/bin
RUNTIME := .venv/.runtime-ready
DEVELOPMENT := .venv/.development-ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run serve signin test test-quick test-deep check fix bench monkey mutants screenshots notices lock sbom clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(RUNTIME) ## create .venv from the pinned requirements (only redone when they change)

run: $(RUNTIME) ## serve the dashboard on 127.0.0.1:8501 (another port: make run PORT=8600)
	@test "$(PORT)" -ge 1 -a "$(PORT)" -le 65535 2>/dev/null || { echo 'PORT is not a port from 1 to 65535.' >&2; exit 1; }
	$(BIN)/streamlit run dashboard/app.py --server.port $(PORT)

serve: $(RUNTIME) ## serve for a whole house: REPLICAS=2 servers from PORT on; docs/serving/nginx.conf goes in front
	@$(BIN)/python -m dashboard.serving.replicas --replicas $(REPLICAS) --port $(PORT)

signin: $(RUNTIME) ## install what CLEOPATRA_SIGN_IN=on needs
	$(PIP) install --require-hashes --only-binary :all: --requirement requirements-sign-in.lock

# Lint, types and tests all run even where an earlier one fails, so that one run shows every failure. Spark is large: it
# is fetched meanwhile, and its test comes last; where it is missing, that test says why.
test: $(DEVELOPMENT) ## lint, types and every test, the browser tests included
	@CHROME_PATH="$$(.ci/browser)" || exit 1; export CHROME_PATH; failed=0; \
	$(BIN)/python .ci/spark.py & \
	$(MAKE) --no-print-directory check || failed=1; \
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not spark" || failed=1; \
	wait; $(BIN)/python -m pytest -m spark || failed=1; \
	exit $$failed

test-quick: $(DEVELOPMENT) ## lint, types and every test without browser and Spark
	@failed=0; \
	$(MAKE) --no-print-directory check || failed=1; \
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal -m "not browser and not spark" || failed=1; \
	exit $$failed

# For the night: hours. What is random is drawn anew; a failure prints what brings it back.
test-deep: $(DEVELOPMENT) ## fresh seeds for all property tests, 20,000 random steps, Spark on a large table, all mutants
	@failed=0; \
	HYPOTHESIS_PROFILE=fresh $(MAKE) --no-print-directory test || failed=1; \
	$(MAKE) --no-print-directory monkey || failed=1; \
	SPARK_ROWS=1000000 $(BIN)/python -m pytest -m spark || failed=1; \
	$(MAKE) --no-print-directory mutants || failed=1; \
	exit $$failed

check: $(DEVELOPMENT) ## lint, format and types
	@failed=0; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy --cache-dir .mypy_cache/strict --strict evidence || failed=1; \
	$(BIN)/mypy --cache-dir .mypy_cache/plain components dashboard tests/browser tests/bench .ci/notices.py .ci/sbom.py .ci/spark.py || failed=1; \
	exit $$failed

fix: $(DEVELOPMENT) ## repair what lint and format can repair
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

bench: $(DEVELOPMENT) ## cost of a form change beside a bare page; a registry per engine beside numpy by hand
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && $(BIN)/python -m tests.bench
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && $(BIN)/python -m tests.bench.cursor
	@$(BIN)/python -m tests.bench.clinicians
	@$(BIN)/python -m tests.bench.packet
	@$(BIN)/python -m tests.bench.records
	@$(BIN)/python -m tests.bench.cohorts

monkey: $(DEVELOPMENT) ## 20,000 random steps (2,000 in a browser), each verdict compared with the criteria's
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && STEPS=20000 $(BIN)/python -m pytest --numprocesses 2 \
		tests/random_use tests/browser/test_random_use.py

# Every mutant of the logic is run against the tests that reach it. Its tool is fetched here alone: nothing else needs it.
mutants: $(DEVELOPMENT) ## change the logic of evidence/ in every small way and list the changes that no test notices
	@$(PIP) install mutmut==3.8.1
	@$(BIN)/python -m mutmut run --max-children 2 >mutants.log 2>&1 || { tail -n 40 mutants.log >&2; exit 1; }
	@$(BIN)/python -m mutmut results

screenshots: $(DEVELOPMENT) ## every page, empty and filled, three widths, light and dark, into screenshots/
	@CHROME_PATH="$$(.ci/browser)" && export CHROME_PATH && $(BIN)/python -m tests.browser.screenshots $(PAGES)

notices: $(RUNTIME) ## rewrite THIRD_PARTY_NOTICES.md from the pinned requirements
	@$(BIN)/python .ci/notices.py

lock: $(DEVELOPMENT) ## rewrite requirements*.lock from the pinned requirements: the hashes of each version's files
	@for name in requirements requirements-sign-in requirements-dev; do $(BIN)/uv pip compile $$name.txt --output-file $$name.lock --quiet \
	--no-config --universal --python-version 3.11 --generate-hashes --no-annotate --no-header || exit 1; done

sbom: $(DEVELOPMENT) ## write sbom.cdx.json: what the dashboard runs on, with licences and hashes (CycloneDX)
	@$(BIN)/python .ci/sbom.py

clean: ## remove the environment and everything the tools left behind
	rm -rf .venv sbom.cdx.json .mypy_cache .pytest_cache .ruff_cache .hypothesis screenshots mutants mutants.log
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=python3.12." >&2; exit 1; }
	$(PYTHON) -m venv .venv

# A file that is not the one whose hash was noted is refused, and nothing of a package runs while it is installed.
$(RUNTIME): requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes --only-binary :all: --requirement requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME) | $(BIN)/python
	$(PIP) install --require-hashes --only-binary :all: --requirement requirements-dev.lock
	@touch $@
