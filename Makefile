# Everything a person does with this project, by name. `make` alone lists it.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup setup-test build demo test fuzz fuzz-coverage bench lint format schemas clean

CONFIG ?= deploy/vaguemestre.yaml
EVENTS ?= deploy/demo/events.jsonl
OUT    ?= out
FUZZ_RECORDS ?= 1000000
FUZZ_SECONDS ?= 300

worker  := .build/release/vaguemestre
swift   := Package.swift Sources Tests Benchmarks
python  := .venv/bin/python

# The test targets that only compute; the simulation of the engine alone takes a minute and a half of all cores.
simulation := ^DigestEngineTests\.
computing  := ^(ArchitectureTests|CooperationTests|EmailRenderingTests)\.

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 23

demo: build ## five weeks of events through the whole worker on a broker of its own; results in out/
	$(worker) demo --config $(CONFIG) --events $(EVENTS) --out $(OUT)

test: setup-test lint schemas build ## all tests, with what they need
	swift build --build-tests
	# Beside what computes for minutes, what waits for brokers, servers and clocks would starve.
	swift test --skip-build --disable-xctest --filter '$(simulation)'
	swift test --skip-build --disable-xctest --filter '$(computing)'
	swift test --skip-build --disable-xctest --skip '$(simulation)' --skip '$(computing)'

setup: ## install what the build needs, if it is missing
	@tools/setup build

setup-test: ## install what the tests need as well, and their Python
	@tools/setup test
	@tools/python-environment

build: setup ## the worker, optimised: .build/release/vaguemestre
	swift build --configuration release --product vaguemestre

fuzz: setup ## damaged records against the reader, FUZZ_RECORDS of them; what shows a bug stands in out/fuzz
	swift build --configuration release --product fuzz
	.build/release/fuzz --records $(FUZZ_RECORDS) $(if $(VAGUEMESTRE_SEED),--seed $(VAGUEMESTRE_SEED)) --findings $(OUT)/fuzz

fuzz-coverage: setup ## the same, led by coverage for FUZZ_SECONDS (libFuzzer; builds everything once more)
	VAGUEMESTRE_COVERAGE=true swift build --configuration release --sanitize fuzzer \
		--scratch-path .build/coverage --product CoverageFuzz
	mkdir -p $(OUT)/fuzz/corpus
	.build/coverage/release/CoverageFuzz -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -timeout=10 \
		-artifact_prefix=$(OUT)/fuzz/ $(OUT)/fuzz/corpus Tests/Corpus

bench: build ## the route stage against a bare C loop on the same broker
	Benchmarks/run

lint: ## the code's format, to the letter
	swift format lint --strict --parallel --recursive $(swift)

format: ## bring the code into its format
	swift format --in-place --parallel --recursive $(swift)

schemas: setup-test ## have the contract judged: schemas, examples, AsyncAPI and OpenAPI, their pages, and the promise of v1
	$(python) Tests/tools/judge_schemas.py
	$(python) Tests/tools/judge_holidays.py
	$(python) Tests/tools/judge_openapi.py
	$(python) Tests/tools/judge_annotations.py
	$(python) Tests/tools/judge_asyncapi.py
	$(python) tools/render-contract --check
	$(python) Tests/tools/judge_compatibility.py
	$(python) Tests/tools/judge_compatibility.py --self-test

clean: ## remove what was built and what the demo wrote
	rm -rf .build $(OUT)
