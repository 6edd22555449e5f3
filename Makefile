# `make` builds this repository's own newsroom, `make test` proves it; `make help` lists the rest.
# Each does its own set-up, and does none twice.

bin := .venv/bin

.DEFAULT_GOAL := all
.PHONY: all run-setup test test-setup bench bench-setup soak lint format dev-setup clean help

all: run-setup ## make the environment, build this repository's newsroom, say where the PDFs are
	@$(bin)/communique build
	@$(bin)/communique digest --all
	@echo "the PDFs:" && find "$(CURDIR)/out" -name '*.pdf' | sort

test: test-setup lint ## do all set-up, check the code, run every test
	$(bin)/pytest --numprocesses=auto --dist=loadgroup --cov

bench: bench-setup ## run the benchmarks, which print ratios
	$(bin)/pytest tests/benchmarks --override-ini='python_files=bench_*.py' --capture=no

soak: test-setup ## run the property tests at length, prove volumes of 100 and 500 bulletins, kill builds and sendings
	$(bin)/pytest -m hypothesis --hypothesis-profile=soak --numprocesses=auto
	$(bin)/pytest tests/volumes tests/engine tests/delivery --override-ini='python_files=soak_*.py'

lint: dev-setup ## check style, types and the contracts between the rooms
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports

format: dev-setup ## set the code's style right
	$(bin)/ruff check --fix
	$(bin)/ruff format

run-setup:
	@"$$(tools/find_python.sh)" tools/system_libraries.py
	@tools/environment.sh run

dev-setup: run-setup
	@tools/environment.sh dev

test-setup: dev-setup
	@tools/test_programs.sh
	@tools/test_fonts.sh
	@tools/wheels.sh
	@tools/verapdf.sh
	@tools/greenmail.sh

bench-setup: test-setup
	@tools/mergers.sh
	@tools/rivals.sh

clean: ## remove all that was made, but for the newsroom's own records in .communique/
	rm -rf .venv .cache out build dist .coverage .coverage.* .hypothesis .*_cache

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' $(MAKEFILE_LIST) | while IFS=: read -r name does; do printf 'make %-8s%s\n' "$$name" "$$does"; done
