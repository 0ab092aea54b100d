# The door of the house: `make help` lists what it opens.
# The environment is made when it is missing and brought up to date when requirements.txt changed.

SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/requirements.installed

# Production's settings with values that lead nowhere: the checks connect to nothing.
PRODUCTION = DJANGO_SETTINGS_MODULE=claimtrack.settings.production \
	SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	ALLOWED_HOSTS=claimtrack.invalid \
	DATABASE_URL=postgres://claimtrack@127.0.0.1:1/claimtrack REDIS_URL=redis://127.0.0.1:1/0

export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help install run test check bench clean

help:  ## List the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

install:  ## Make .venv and install what requirements.txt names
	@cmp -s requirements.txt $(INSTALLED) || { \
		echo "Installing into $(VENV) ..." && \
		$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed: make PYTHON=python3.12 ...")' && \
		{ test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); } && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt && \
		cp requirements.txt $(INSTALLED); }

run: install  ## Serve everything on this machine until Ctrl-C (PORT, HOST, DATABASE_URL, REDIS_URL)
	@echo "Starting ClaimTrack ..."
	@exec $(BIN)/python -m claimtrack.local run

test: install  ## Run all tests against real servers of their own (ARGS="tests/engine -x")
	@echo "Running the tests ..."
	@exec $(BIN)/python -m pytest $(ARGS)

check: install  ## Lint, types, imports, migrations, deployment settings, OpenAPI snapshot
	@echo "Linting ..."
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "Checking types ..."
	@$(BIN)/mypy
	@echo "Checking the order of imports ..."
	@$(BIN)/lint-imports
	@echo "Checking migrations ..."
	@$(PRODUCTION) $(BIN)/python -W "ignore:Got an error checking:RuntimeWarning" manage.py makemigrations --check --dry-run
	@echo "Checking the deployment's settings ..."
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING
	@echo "Comparing the API with its snapshot, docs/openapi.yaml ..."
	@mkdir -p .cache
	@$(PRODUCTION) $(BIN)/python manage.py spectacular --validate --fail-on-warn --file .cache/openapi.yaml
	@diff -u docs/openapi.yaml .cache/openapi.yaml || { \
		echo "The snapshot differs: look at the change, then cp .cache/openapi.yaml docs/openapi.yaml"; exit 1; }
	@echo "All checks passed."

bench: install  ## Score the engine and its peers on the development sets (ARGS="--ours --write")
	@echo "Scoring the engine ..."
	@exec $(BIN)/python -m tests.benchmarks $(ARGS)

clean:  ## Remove the environment, caches and the local data
	@test ! -e .data/processes.json || { echo "A run is going on here, or was killed: stop it, or start and stop it once."; exit 1; }
	@echo "Removing $(VENV), caches and .data ..."
	@rm -rf $(VENV) .data .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
