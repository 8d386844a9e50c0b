package io.jobevents.gateway.tools.endurance;

import io.jobevents.gateway.tools.soak.Answer;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import io.jobevents.gateway.tools.soak.SoakOptions;
import io.jobevents.gateway.tools.soak.TopicFollower;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The load of a run. It sends callbacks at a steady rate, whether or not earlier ones have been answered, reads their
 * records from the topics, and adds both to the {@link Books}.
 *
 * <p>The time to answer counts from the planned time of a callback. There are no retries; some callbacks are sent twice
 * on purpose, up to three seconds apart.
 */
final class Traffic implements AutoCloseable {

    /** The time limit for an answer. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int REPEAT_STEPS = 4;

    private final URI url;
    private final Supplier<String> token;
    private final int rate;
    private final Bodies bodies;
    private final Books books;
    private final Supplier<Moment> moment;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final AtomicInteger awaited = new AtomicInteger();
    private final TopicFollower follower;
    private final Thread pace;
    private volatile boolean stopped;

    private Traffic(
            URI url,
            Supplier<String> token,
            int rate,
            SoakOptions.Kafka kafka,
            Bodies bodies,
            Books books,
            Supplier<Moment> moment) {
        this.url = url;
        this.token = token;
        this.rate = rate;
        this.bodies = bodies;
        this.books = books;
        this.moment = moment;
        this.follower = TopicFollower.start(kafka, books::arrived);
        this.pace = Thread.ofPlatform().name("pace").daemon().start(this::keepPace);
    }

    /**
     * Starts to read the topics, then to send.
     *
     * @param token supplies the present token of the sender
     * @param moment supplies the present faults
     */
    static Traffic start(
            URI url,
            Supplier<String> token,
            int rate,
            SoakOptions.Kafka kafka,
            Bodies bodies,
            Books books,
            Supplier<Moment> moment) {
        return new Traffic(url, token, rate, kafka, bodies, books, moment);
    }

    private void keepPace() {
        long start = System.nanoTime();
        for (int number = 0; !stopped; number++) {
            long planned = start + number * SECOND / rate;
            for (long left = planned - System.nanoTime(); left > 0; left = planned - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            send(number, planned);
        }
    }

    private void send(int number, long planned) {
        Specimen specimen = bodies.get(number);
        boolean repeated = bodies.isRepeated(number);
        books.sending(number, specimen, moment.get(), repeated ? 2 : 1);
        deliver(number, specimen, planned);
        if (repeated) {
            awaited.incrementAndGet();
            int seconds = number / 50 % REPEAT_STEPS;
            CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(() -> {
                deliver(number, specimen, System.nanoTime());
                awaited.decrementAndGet();
            });
        }
    }

    private void deliver(int number, Specimen specimen, long planned) {
        awaited.incrementAndGet();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token.get())
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(specimen.body()))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .handle((response, failure) -> failure == null
                        ? Answer.of(specimen, response.statusCode(), response.body())
                        : new Answer.Unanswered(String.valueOf(failure.getMessage())))
                .thenAccept(answer -> {
                    Duration time = Duration.ofNanos(System.nanoTime() - planned);
                    books.answered(number, answer, time, moment.get());
                    awaited.decrementAndGet();
                });
    }

    /** Stops sending, and waits for the last answer. */
    void stop() throws InterruptedException {
        stopped = true;
        pace.join();
        long end = System.nanoTime() + 3 * TIMEOUT.toNanos();
        while (awaited.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        stopped = true;
        client.shutdownNow();
        follower.close();
    }
}
