PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo install check test goldens bench

help:     ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1: \2/p' Makefile

demo: install  ## lint, compose and draw a shipped architecture
	@$(BIN)/sosgraph lint fixtures/architectures/webshop.yaml || true
	@$(BIN)/sosgraph composite-slo fixtures/architectures/webshop.yaml && mkdir -p out
	@for type in svg mmd; do $(BIN)/sosgraph render fixtures/architectures/webshop.yaml -f $$(echo $$type | sed s/mmd/mermaid/) -o out/webshop.$$type && echo "the picture is out/webshop.$$type" && exit; done; false

install: .venv/.installed  ## make .venv with sosgraph and what its tests need

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

check: install  ## style, types, and who may import whom
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## everything
	$(BIN)/pytest

goldens: install  ## write the expected texts anew; read the difference before you commit it
	GOLDENS=write $(BIN)/pytest tests/renderers

bench: install  ## ratios against named peers
	$(BIN)/pytest tests/benchmarks -s -m benchmark
