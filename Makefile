# The commands of this project. `make demo` and `make test` set up all that they need.

SWIFT_FLAGS ?=
OUTPUT ?= segments-out
SOURCES = Sources Tests Docs Benchmarks/Benchmarks Benchmarks/Package.swift Package.swift

PEERS = Benchmarks/Peers
PYTHON = $(PEERS)/.venv/bin/python
WORKLOADS ?=

.PHONY: help demo test reference sanitize lint format docs bench benchread microbench setup clean

help: ## Lists the commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs missing system libraries (BLAS, LAPACK, zlib).
	@bash .ci/setup

demo: setup ## From 1,000 bank customers to named segments; writes segments-out.
	swift build -c release --product segment
	.build/release/segment discover datasets/german_credit.csv \
	  --codebook datasets/german_credit_codebook.csv --output $(OUTPUT)

test: setup ## Builds and runs all tests.
	swift test $(SWIFT_FLAGS)

reference: setup ## Runs only the tests against published numbers, the slow ones too.
	SEGMENTATION_SLOW_TESTS=1 swift test --filter ReferenceTests $(SWIFT_FLAGS)

# Leaks are not looked for: the test runner has two of its own.
sanitize: setup ## Runs the tests of the kernels and of files under AddressSanitizer.
	for set in baseline ""; do SEGMENTATION_ISA=$$set ASAN_OPTIONS=detect_leaks=0 swift test --sanitize address \
	  --scratch-path .build/sanitize --filter "KernelTests|NumPyFileTests|BoxedPointsTests" || exit 1; done

lint: ## Checks the format of all Swift files.
	swift format lint --strict --parallel -r $(SOURCES)

format: ## Formats all Swift files in place.
	swift format -i --parallel -r $(SOURCES)

docs: setup ## Builds the documentation into .build/docs.
	SEGMENTATION_DOCS=1 swift package --allow-writing-to-directory .build/docs \
	  generate-documentation --enable-experimental-combined-documentation \
	  --target Segmentation --target ClusterAnalysis --target ContactFeatures \
	  --target ContactTables --target DenseAlgebra --target SegmentProfiles \
	  --target SegmentReports --target ParallelBlocks --warnings-as-errors --output-path .build/docs

$(PYTHON): $(PEERS)/requirements.txt
	python3 -m venv $(PEERS)/.venv
	$(PYTHON) -m pip install --quiet -r $<
	@touch $@

# The workloads with a name that begins so, or all when none is named.
races = $(if $(WORKLOADS),$(filter $(1)-%,$(WORKLOADS)),all)

bench: setup $(PYTHON) ## Races against the peers (WORKLOADS="KM-S HC-5k" for some of them).
	swift build -c release --product segment
	$(if $(call races,KM),$(PYTHON) $(PEERS)/bench.py $(filter KM-%,$(WORKLOADS)) --avx2 \
	  $(if $(WORKLOADS),,--report Docs/Performance.md))
	$(if $(call races,KV),$(PYTHON) $(PEERS)/variants.py $(filter KV-%,$(WORKLOADS)))
	$(if $(call races,HC),$(PYTHON) $(PEERS)/hierarchy_bench.py $(filter HC-%,$(WORKLOADS)))
	$(if $(call races,PAM)$(call races,GOWER),$(PYTHON) $(PEERS)/medoids_bench.py \
	  $(filter PAM-% GOWER-%,$(WORKLOADS)))
	$(if $(call races,KP),$(PYTHON) $(PEERS)/mixed_bench.py $(filter KP-%,$(WORKLOADS)))

benchread: setup $(PYTHON) ## Races reading a CSV file against pandas.
	swift build -c release --product segment
	$(PYTHON) $(PEERS)/read_csv.py

microbench: setup ## Times single functions.
	BENCHMARK_DISABLE_JEMALLOC=1 swift package --package-path Benchmarks --disable-sandbox benchmark

clean: ## Removes what was built.
	swift package clean
