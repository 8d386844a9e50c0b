package io.jobevents.gateway.tools.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobevents.gateway.testkit.GatewayProcess;
import io.jobevents.gateway.testkit.callback.GeneratedBodies;
import io.jobevents.gateway.testkit.callback.Template;
import io.jobevents.gateway.tools.soak.Fingerprint;
import io.jobevents.gateway.tools.soak.NumberedCallbacks;
import io.jobevents.gateway.tools.soak.NumberedCallbacks.Specimen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The callbacks of a scene of replays; all are different. A gateway that accepts another bucket only rejects the sound
 * ones. Every gateway rejects the malformed ones. Not thread-safe.
 */
final class RejectedBodies {

    /**
     * A callback.
     *
     * @param subjects the expected subjects of its events; empty for a malformed one
     */
    record Body(byte[] bytes, List<String> subjects) {
        Body {
            subjects = List.copyOf(subjects);
        }

        String key() {
            return Fingerprint.ofBody(bytes);
        }
    }

    /** The bucket of all callbacks. */
    static final String BUCKET = "soak-1250000000";

    private static final int AT_ONCE = 64;
    /** One callback of this many has two jobs, since a body is resolved only when all its events are acknowledged. */
    private static final int PAIR = 8;

    private static final NumberedCallbacks ONE_JOB = NumberedCallbacks.generated();
    private static final NumberedCallbacks TWO_JOBS = NumberedCallbacks.of(List.of(twoJobs("Success", "Failed")));
    /** The last one has a sound part, which must not be published without the other. */
    private static final NumberedCallbacks MALFORMED =
            NumberedCallbacks.of(Stream.concat(GeneratedBodies.rejected().stream(), Stream.of(halfSound()))
                    .toList());

    private final List<Body> sound = new ArrayList<>();
    private final List<Body> malformed = new ArrayList<>();

    List<Body> sound() {
        return List.copyOf(sound);
    }

    List<Body> malformed() {
        return List.copyOf(malformed);
    }

    /** Further sound callbacks. */
    List<Body> moreSound(int count) {
        List<Body> more = IntStream.range(sound.size(), sound.size() + count)
                .mapToObj(RejectedBodies::sound)
                .toList();
        sound.addAll(more);
        return more;
    }

    List<Body> moreMalformed(int count) {
        List<Body> more = IntStream.range(malformed.size(), malformed.size() + count)
                .mapToObj(number -> new Body(MALFORMED.get(number).body(), List.of()))
                .toList();
        malformed.addAll(more);
        return more;
    }

    private static Body sound(int number) {
        if (number % PAIR == 0) {
            Specimen pair = TWO_JOBS.get(number);
            return new Body(pair.body(), List.of(pair.mark() + "-1", pair.mark() + "-2"));
        }
        Specimen one = ONE_JOB.get(number);
        return new Body(one.body(), List.of(one.mark()));
    }

    /** Posts them, and returns when all are answered. Each answer must have this status and contain this word. */
    static void post(GatewayProcess gateway, List<Body> bodies, int status, String word) throws InterruptedException {
        Semaphore free = new Semaphore(AT_ONCE);
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        for (Body body : bodies) {
            free.acquire();
            gateway.postAsync(body.bytes()).whenComplete((answer, failure) -> {
                free.release();
                if (failure != null) {
                    wrong.add(failure.toString());
                } else if (answer.statusCode() != status || !answer.body().contains(word)) {
                    wrong.add(answer.statusCode() + " " + answer.body());
                }
            });
        }
        free.acquire(AT_ONCE);
        assertThat(wrong).as("other answers than " + status).isEmpty();
    }

    private static Template twoJobs(String first, String second) {
        String job = """
                {"JobId":"-","State":"%s","Tag":"Transcode","Input":{"BucketId":"%s","Object":"in/clip.mov"}}""";
        return template(
                "{\"JobsDetail\":[" + job.formatted(first, BUCKET) + "," + job.formatted(second, BUCKET) + "]}");
    }

    private static Template halfSound() {
        return template("""
                {"JobsDetail":[{"JobId":"-","State":"Success","Tag":"Transcode","Input":{"BucketId":"%s"}},\
                {"State":"Success","Tag":"Transcode","Input":{"BucketId":"%1$s"}}]}""".formatted(BUCKET));
    }

    private static Template template(String json) {
        return Template.ofCallback(json.getBytes(StandardCharsets.UTF_8));
    }
}
