# Short names for the scripts in bin/ and for Maven's commands. The JDK and Maven are selected by bin/toolchain.

KAFKA_PORT ?= 9092
export KAFKA_PORT

.PHONY: help dev watch verify package tools soak image compose bench jmh fuzz release release-check

help:
	@echo 'make dev      a real Kafka on localhost:$(KAFKA_PORT) and the gateway in dev mode, until Ctrl-C (KAFKA_PORT=… for another port)'
	@echo 'make watch    print the events of that Kafka as they arrive, until Ctrl-C'
	@echo 'make verify   compile, check the formatting, run all tests; must pass before a commit'
	@echo 'make soak     random faults under load for twenty minutes, as root; fails if callbacks are lost or resources grow; SOAK="--hours 8", SOAK="--url …" (--help)'
	@echo 'make image    the container image job-event-gateway, with Docker'
	@echo 'make compose  the image with Kafka, Prometheus and Grafana, with Docker Compose, until Ctrl-C'
	@echo 'make bench    measure the gateway against a bare server and Apache Camel, 25 minutes; BENCH=--quick for four (--help)'
	@echo 'make jmh      benchmark decode, normalize and encode; JMH="…" for options of JMH'
	@echo 'make fuzz     fuzz decode, normalize and encode with Jazzer, until Ctrl-C; FUZZ="TwinsFuzz --seconds 60" for one target'
	@echo 'make tools    build target/job-event-gateway-tools.tar.gz: soak and watch for a machine without a clone'
	@echo 'make release  commit and tag a release of this tree: make release VERSION=0.1.0 (nothing is pushed)'
	@echo 'make release-check  test the last commit as a release, in a clean clone, as root: an hour'
	@echo 'make package  build target/quarkus-app/quarkus-run.jar, without tests'

dev:
	@bin/dev

watch:
	@bin/watch

verify:
	bin/maven -B -ntp verify
	@command -v promtool >/dev/null || echo '*** NOT CHECKED: the alert rules, since promtool is missing (Debian: prometheus). ***'

package:
	bin/maven -B -ntp package -DskipTests

tools:
	bin/maven -B -ntp -Ptools package -DskipTests

image: package
	docker build -f src/main/docker/Dockerfile.jvm \
	    --build-arg VERSION="$$(bin/version)" --build-arg REVISION="$$(git rev-parse HEAD)" -t job-event-gateway .

compose: package
	docker compose -f src/main/docker/compose.yaml up --build

soak:
	@bin/soak $(SOAK)

bench:
	@bin/bench $(BENCH)

jmh:
	@bin/jmh $(JMH)

fuzz:
	@bin/fuzz $(FUZZ)

release:
	@bin/release $(VERSION)

release-check:
	@bin/release-check $(COMMIT)
