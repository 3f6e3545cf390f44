# Everything a developer does, by one word each. Works with GNU make 3.81 (macOS) and later.
# A step of the set-up runs again only when what it reads has changed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
ASSETS := portal/static/vendor/.stamp
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo demo-reset test lint format translations screenshots bench-push bench-server bench-talk lock clean

help: ## Show these words
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r word meaning; do printf '  make %-14s %s\n' "$$word" "$$meaning"; done

setup: $(STAMPS)/install $(ASSETS) $(CATALOGUES) ## Make the virtual environment and all that the portal needs
	@:

demo: setup ## Serve the demo municipality on http://127.0.0.1:8000 (PORT and PORTAL_DATA_DIR override)
	@$(BIN)/portal demo

demo-reset: setup ## Throw the demo's data away and build it anew
	@$(BIN)/portal demo --reset

test: setup ## Check everything: lint, then all tests
	@$(BIN)/python -m tools.lint
	@$(BIN)/python -m tools.test

lint: setup ## Check style, types, floors, templates and catalogues
	@$(BIN)/python -m tools.lint

format: setup ## Lay out Python as the linters want it
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

translations: $(STAMPS)/install ## Bring messages.pot and the catalogues up to date with the sources
	@$(BIN)/python -m tools.catalogues extract
	@$(BIN)/python -m tools.catalogues update
	@$(BIN)/python -m tools.catalogues compile

screenshots: setup ## Take pictures of the demo's pages in three languages (docs/screens, docs/today.png)
	@$(BIN)/python -m tools.screenshots

bench-talk: setup ## Measure a thousand open threads
	@$(BIN)/python -m bench.talk --door --every 2 --phones 400 --rate 10
	@$(BIN)/python -m bench.talk

bench-push: setup ## Measure how fast notices are sent, beside others
	@$(BIN)/python -m bench.push

bench-server: setup ## Measure what a page costs the server, beside a bare Flask
	@$(BIN)/python -m bench.server

lock: $(STAMPS)/install ## Choose the newest allowed versions anew and write the lock files
	@$(BIN)/python -m tools.lock

clean: ## Remove what the set-up made (the demo's data stays)
	rm -rf $(VENV) portal/static/vendor

$(STAMPS)/venv:
	@python=; for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$each" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$each; break; fi; done; \
	if [ -z "$$python" ]; then echo 'The portal needs Python 3.11 or newer, and none was found on the PATH.' >&2; exit 1; fi; \
	"$$python" -c 'import ensurepip' 2>/dev/null || { echo "$$python cannot make virtual environments: on Debian, install python3-venv." >&2; exit 1; }; \
	rm -rf $(VENV) && "$$python" -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/dependencies: requirements-dev.lock $(STAMPS)/venv
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/install: pyproject.toml $(STAMPS)/dependencies
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(ASSETS): tools/assets.py tools/assets.json portal/static/icons/icons.txt | $(STAMPS)/install
	@$(BIN)/python -m tools.assets
	@touch $@

%.mo: %.po | $(STAMPS)/install
	@$(BIN)/python -m tools.catalogues compile
