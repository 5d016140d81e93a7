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

.PHONY: help run demo-reset test deep tiers check fix bench built-dev

help:
	@echo "make run         start Himaya with the demo nation on http://localhost:8000 (keeps its data)"
	@echo "make demo-reset  start the demo nation over; needs no server"
	@echo "make test        the fast tests"
	@echo "make deep        the full numbers: browsers, databases, oracles"
	@echo "make tiers       measure which tests are slow, and leave those to make deep"
	@echo "make check       lint, types, floors, catalogues, content, docs; changes nothing"
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
	@exec $(PYTEST) -n $(WORKERS) --dist worksteal -m "not deep and not slow" $(ARGS)

deep: built-dev
	@exec $(PYTEST) -n $(WORKERS) --dist worksteal -m "deep or slow" --durations=40 --durations-min=10 $(ARGS)

# Not part of checking: what it writes is of the machine on which it ran.
tiers: built-dev
	@$(PYTEST) -n $(WORKERS) --dist worksteal -m "not deep" --junitxml build/tiers.xml $(ARGS)
	@$(bin)/python tools/tiers.py build/tiers.xml

check: built-dev
	@echo "1/8 ruff: lint"
	@$(bin)/ruff check --quiet .
	@echo "2/8 ruff: format"
	@$(bin)/ruff format --check --quiet .
	@echo "3/8 mypy: types"
	@$(bin)/mypy --no-error-summary
	@echo "4/8 import-linter: floors"
	@$(bin)/lint-imports --no-cache >build/floors.txt 2>&1 || { cat build/floors.txt; exit 1; }
	@echo "5/8 catalogues"
	@$(bin)/python tools/catalogues.py check
	@echo "6/8 content"
	@$(bin)/himaya content check
	@echo "7/8 instruments"
	@$(bin)/himaya lint-instruments
	@echo "8/8 generated documents"
	@$(bin)/himaya docs check

fix: built-dev
	@$(bin)/ruff check --quiet --fix .
	@$(bin)/ruff format --quiet .
	@$(bin)/python tools/catalogues.py extract
	@$(bin)/python tools/catalogues.py compile

bench: built-dev
	@exec $(bin)/python -m benchmarks $(ARGS)
