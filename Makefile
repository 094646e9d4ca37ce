.PHONY: check fast slow report

BIN ?= $(if $(wildcard .venv/bin/python),.venv/bin/)

check:  ## style, types, layers
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy
	$(BIN)lint-imports

fast:  ## the tests that take seconds
	$(BIN)pytest

slow:  ## the tests that take long
	$(BIN)pytest -m slow

report:  ## the committed report of seeds/
	$(BIN)policy-compare run seeds -o reports/seeds
