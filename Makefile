# Himaya. Two commands to begin with: `make run` and `make demo-reset`; `make help` lists the rest.
# Written for GNU make 3.81 and a POSIX shell. PORT and HIMAYA_HOME may be set on the command line:
#   make run PORT=8080 HIMAYA_HOME=/srv/himaya

SHELL = /bin/sh
bin = .venv/bin
# As many workers as there are cores, two at least and four at most: the fast tier must fit a laptop with two.
WORKERS = $(shell n=`getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2`; [ "$$n" -gt 4 ] && n=4; [ "$$n" -lt 2 ] && n=2; echo $$n)
PYTEST = $(bin)/python -m pytest
# Where this is set, every process compiles Django and the tests anew: half of the time of a test run.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run demo-reset test deep night check fix bench built-dev

help:
	@echo "make run         start Himaya with the demo nation on http://localhost:8000 (keeps its data)"
	@echo "make demo-reset  start the demo nation over; needs no server"
	@echo "make test        what must hold: every wall, refusal, rule and page that needs no browser"
	@echo "make deep        what needs a browser, a JDK, PostgreSQL or a minute of work"
	@echo "make night       everything at full length, on both databases, and mutation; hours, never in CI"
	@echo "make check       lint, types, floors, catalogues, content, docs, house; changes nothing"
	@echo "make fix         what can be repaired by a tool: imports, format, catalogues"
	@echo "make bench       the published figures, each against its baseline"

run:
	@echo "1/4 Python packages"
	@tools/setup.sh run
	@echo "2/4 Front end"
	@$(bin)/python tools/frontend.py
	@echo "3/4 Languages"
	@$(bin)/python tools/catalogues.py compile
	@echo "4/4 Himaya (packages for tests and evidence are left for later)"
	@exec $(bin)/himaya serve --demo

demo-reset:
	@echo "1/4 Python packages, with those for tests and evidence"
	@tools/setup.sh dev
	@echo "2/4 Front end"
	@$(bin)/python tools/frontend.py
	@echo "3/4 Languages"
	@$(bin)/python tools/catalogues.py compile
	@echo "4/4 Demo nation"
	@exec $(bin)/himaya demo reset

# What tests and checks stand on. Quiet when nothing is to be done.
built-dev:
	@tools/setup.sh dev
	@$(bin)/python tools/frontend.py
	@$(bin)/python tools/catalogues.py compile

test: built-dev
	@exec $(PYTEST) -n $(WORKERS) --dist worksteal -m "not deep and not night" --ignore=tests/house $(ARGS)

deep: built-dev
	@exec $(PYTEST) -n $(WORKERS) --dist worksteal -m "deep and not night" $(ARGS)

# docs/how-to/night.md says what it needs and what it shows.
night: built-dev
	@exec tools/night.sh

check: built-dev
	@echo "1/9 ruff: lint"
	@$(bin)/ruff check --quiet .
	@echo "2/9 ruff: format"
	@$(bin)/ruff format --check --quiet .
	@echo "3/9 mypy: types"
	@$(bin)/mypy --no-error-summary
	@echo "4/9 import-linter: floors"
	@$(bin)/lint-imports --no-cache >build/floors.txt 2>&1 || { cat build/floors.txt; exit 1; }
	@echo "5/9 catalogues"
	@$(bin)/python tools/catalogues.py check
	@echo "6/9 content"
	@$(bin)/himaya content check
	@echo "7/9 instruments"
	@$(bin)/himaya lint-instruments
	@echo "8/9 documents: generated, and each sentence with its test"
	@$(bin)/himaya docs check
	@echo "9/9 house: tests that read the source"
	@$(PYTEST) -n 0 -m "not deep" tests/house

fix: built-dev
	@$(bin)/ruff check --quiet --fix .
	@$(bin)/ruff format --quiet .
	@$(bin)/python tools/catalogues.py extract
	@$(bin)/python tools/catalogues.py compile

bench: built-dev
	@exec $(bin)/python -m benchmarks $(ARGS)
