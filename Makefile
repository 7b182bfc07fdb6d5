# make demo 与 make test 会自己建好 .venv；其余的：test-render（版面，另外用 Open XML 的 schema 核对写文件的各项测试写出的 docx、xlsx）、test-slow 是更慢的测试，measure 写 docs/accuracy.md，mutants 写 docs/mutants.md，bench 量速度，fit 重新拟合权重，docs 重写生成的文档，layouts 重写自带版式。
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
WRITING := $(wildcard tests/test_writers*.py tests/test_layouts.py tests/test_redline.py tests/test_comments.py tests/test_comparison_sheet.py tests/test_reports.py tests/test_letter.py tests/test_renew.py)

.PHONY: demo test test-render test-slow lint measure mutants fit bench docs layouts clean

demo: $(VENV)/ready
	@$(BIN)/wenjian demo -o build/demo

test: $(VENV)/ready
	$(BIN)/python -m pytest -n auto -m "not render and not slow"

test-render: $(VENV)/ready
	$(BIN)/python -m pytest -m render
	$(BIN)/python -m pytest -n auto -m "not slow and not render" --schemas $(WRITING)

test-slow: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,cluster]"
	$(BIN)/python -m pytest -n auto -m slow

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

measure: $(VENV)/ready
	$(BIN)/python benchmarks/accuracy.py

mutants: $(VENV)/ready
	$(BIN)/python benchmarks/mutants.py

fit: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,fit]"
	$(BIN)/python benchmarks/fit.py

bench: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev,bench]"
	$(BIN)/python benchmarks/run.py

docs: $(VENV)/ready
	$(BIN)/python docs/pages.py

layouts: $(VENV)/ready
	$(BIN)/python templates/build.py
	$(BIN)/python templates/forms.py

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新的版本（现在是 $$($(PYTHON) -V 2>&1)）。可用 make PYTHON=python3.12 指定。"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $@

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
