.PHONY: check fast slow report

check:  ## style, types, layers
	ruff check .
	ruff format --check .
	mypy
	lint-imports

fast:  ## the tests that take seconds
	pytest

slow:  ## the tests that take long
	pytest -m slow

report:  ## the committed report of seeds/
	policy-compare run seeds -o reports/seeds
