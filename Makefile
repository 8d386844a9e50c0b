# Short names for the commands of this project. All of them are Maven's own, on a JDK and a Maven that fit (bin/toolchain).

KAFKA_PORT ?= 9092
export KAFKA_PORT

.PHONY: help dev watch verify package tools soak image compose bench jmh fuzz release release-check

help:
	@echo 'make dev      a real Kafka on localhost:$(KAFKA_PORT) and the gateway in dev mode, until Ctrl-C (KAFKA_PORT=… for another port)'
	@echo 'make watch    print the events of that Kafka as they arrive, until Ctrl-C'
	@echo 'make verify   compile, check the formatting, run all tests: what has to pass before a commit'
	@echo 'make soak     random faults under load for twenty minutes, as root, and what is lost or grows; SOAK="--hours 8", SOAK="--url …" (--help)'
	@echo 'make image    the container image job-event-gateway, with Docker'
	@echo 'make compose  the image with Kafka, Prometheus and Grafana, with Docker Compose, until Ctrl-C'
	@echo 'make bench    measure the gateway beside a bare server and Apache Camel, 25 minutes; BENCH=--quick for four (--help)'
	@echo 'make jmh      benchmarks of decode, normalize and encode alone; JMH="…" for options of JMH'
	@echo 'make fuzz     fuzz the way of a body with Jazzer, until Ctrl-C; FUZZ="TwinsFuzz --seconds 60" for one target'
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
	@command -v promtool >/dev/null || echo '*** NOT CHECKED: the alert rules, since there is no promtool (Debian: prometheus). ***'

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
