.PHONY: help check fast test slow report accept tables pictures

BIN ?= $(if $(wildcard .venv/bin/python),.venv/bin/)

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

check:  ## style, types, layers
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy
	$(BIN)lint-imports

fast:  ## the inner loop: tests that need no whole run, in well under a minute
	$(BIN)pytest -m "not slow and not whole"

test:  ## what CI runs: everything but the slow tests
	$(BIN)pytest

slow:  ## the tests that take long
	$(BIN)pytest -m slow

report:  ## a report of seeds/ in out/
	$(BIN)policy-compare run seeds -o out/seeds

accept:  ## today's report of seeds/ becomes the one that tests compare with; read its diff before you commit it
	$(BIN)policy-compare run seeds -o reports/seeds

tables:  ## the tables of the READMEs, written anew from the program
	$(BIN)python -m tests.readme_tables

pictures:  ## the pictures of the READMEs, of the report that `make accept` wrote; needs LibreOffice, poppler, Chromium
	$(BIN)python -m tests.readme_pictures
