PYTHON ?= python3
BIN := .venv/bin
DEMO := fixtures/architectures/webshop

.DEFAULT_GOAL := help
.PHONY: help demo install check test goldens pictures bench

help:     ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1: \2/p' Makefile

demo: install  ## lint, compose and draw a shipped architecture
	@mkdir -p out; $(BIN)/sosgraph lint $(DEMO).yaml; $(BIN)/sosgraph composite-slo $(DEMO).yaml
	@for format in svg mermaid; do \
	  $(BIN)/sosgraph render $(DEMO).yaml -f $$format -o out/webshop.$$format && echo "the picture is out/webshop.$$format" && exit; done; false

install: .venv/.installed  ## make .venv with sosgraph, its kernels compiled where a C compiler is there, and what its tests need

.venv/.installed: pyproject.toml setup.py $(wildcard sosgraph/*/*.pxd) $(patsubst %.pxd,%.py,$(wildcard sosgraph/*/*.pxd))
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

check: install  ## style, types, and who may import whom
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check  ## everything but the ratios that take long
	$(BIN)/pytest -m 'benchmark and not long'
	$(BIN)/pytest -m 'not benchmark' -n auto --dist loadfile

goldens: install  ## write the expected texts anew; read the difference before you commit it
	GOLDENS=write $(BIN)/pytest tests/renderers tests/test_diff_command.py

pictures: install  ## draw the pictures of the README anew
	$(BIN)/sosgraph render $(DEMO).yaml --show numbers,blast-radius=dns -o sosgraph/docs/pictures/webshop.svg
	$(BIN)/sosgraph simulate fixtures/architectures/retry-storm-2021.yaml --picture sosgraph/docs/pictures/retry-storm.png

bench: install  ## all ratios against named peers
	$(BIN)/pytest tests/benchmarks -s -m benchmark
