package io.jobevents.gateway.tools.soak;

import io.jobevents.gateway.tools.soak.Ledger.Entry;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends callbacks at a steady rate, in small bursts, whether or not earlier ones have been answered (open loop).
 *
 * <p>The time to answer counts from the planned time of a callback, so delays by the gateway or by this tool are
 * included. One thread keeps the rate, another does all input and output. A callback is sent once, unless a 503 is to
 * be repeated.
 */
final class SteadySender implements AutoCloseable {

    /** The time limit for an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The time between two bursts. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int MOST_REPEATS = 30;

    private final SoakOptions options;
    private final NumberedCallbacks specimens;
    private final Ledger ledger;
    private final List<RequestOptions> targets;
    private final Vertx vertx;
    private final Context context;
    private final HttpClient client;
    private final Thread pace;
    private volatile boolean stopped;

    SteadySender(SoakOptions options, NumberedCallbacks specimens, Ledger ledger) {
        this.options = options;
        this.specimens = specimens;
        this.ledger = ledger;
        this.targets = options.urls().stream().map(this::target).toList();
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) TIMEOUT.toMillis())
                        .setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(options.connections()));
        this.pace = Thread.ofPlatform().name("pace").daemon().unstarted(this::keepPace);
    }

    private RequestOptions target(URI url) {
        RequestOptions target = new RequestOptions()
                .setAbsoluteURI(url.toString())
                .setMethod(HttpMethod.POST)
                .setTimeout(TIMEOUT.toMillis())
                .putHeader("Content-Type", "application/octet-stream");
        options.token().ifPresent(token -> target.putHeader("Authorization", "Bearer " + token));
        return target;
    }

    void start() {
        pace.start();
    }

    /** Stops sending. */
    void stop() {
        stopped = true;
    }

    /** Waits until the last callback has its result. */
    void awaitEnd() throws InterruptedException {
        pace.join();
        Instant end = Instant.now().plus(TIMEOUT.multipliedBy(options.repeatUnavailable() ? MOST_REPEATS : 3));
        while (!ledger.isComplete() && Instant.now().isBefore(end)) {
            Thread.sleep(TICK);
        }
    }

    boolean isSending() {
        return pace.isAlive();
    }

    private void keepPace() {
        Instant start = Instant.now();
        long startNanos = System.nanoTime();
        int next = 0;
        for (long tick = 0; next < options.callbacks() && !stopped; tick++) {
            long planned = tick * TICK.toNanos();
            int end = (int) Math.min(options.callbacks(), planned * options.rate() / SECOND + 1);
            sleepUntil(startNanos + planned);
            int first = next;
            if (first < end) {
                int phase = ledger.sending(end - first);
                context.runOnContext(now -> {
                    for (int number = first; number < end; number++) {
                        send(new Attempt(number, phase, start, startNanos, planned, 0));
                    }
                });
                next = end;
            }
        }
    }

    private static void sleepUntil(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
    }

    /** One attempt to send a callback; {@code planned} is in nanoseconds after the start. */
    private record Attempt(int number, int phase, Instant start, long startNanos, long planned, int repeats) {

        Entry entry(Answer answer) {
            Duration time = Duration.ofNanos(System.nanoTime() - startNanos - planned);
            return new Entry(number, phase, start.plusNanos(planned), answer, time);
        }

        Attempt repeated() {
            return new Attempt(number, phase, start, startNanos, System.nanoTime() - startNanos, repeats + 1);
        }
    }

    private void send(Attempt attempt) {
        Specimen specimen = specimens.get(attempt.number());
        client.request(targets.get(attempt.number() % targets.size()))
                .compose(request -> request.send(Buffer.buffer(specimen.body())))
                .compose(response -> answer(attempt, specimen, response))
                .otherwise(failure -> new Answer.Unanswered(why(failure)))
                .onSuccess(answer -> {
                    if (!(answer instanceof Answer.Refused(int status, String reason))
                            || !isRepeated(status, attempt)) {
                        ledger.ended(attempt.entry(answer));
                    }
                });
    }

    private Future<Answer> answer(Attempt attempt, Specimen specimen, HttpClientResponse response) {
        return response.body().map(body -> {
            if (isRepeated(response.statusCode(), attempt)) {
                ledger.repeating();
                vertx.setTimer(retryAfter(response).toMillis(), due -> send(attempt.repeated()));
            }
            return Answer.of(specimen, response.statusCode(), body.getBytes());
        });
    }

    private boolean isRepeated(int status, Attempt attempt) {
        return status == 503 && options.repeatUnavailable() && attempt.repeats() < MOST_REPEATS;
    }

    private static Duration retryAfter(HttpClientResponse response) {
        String seconds = response.getHeader("Retry-After");
        return seconds != null && seconds.matches("[1-9][0-9]{0,2}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : Duration.ofSeconds(1);
    }

    private static String why(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    @Override
    public void close() {
        stop();
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(done -> closed.countDown());
        try {
            closed.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
