package io.jobevents.gateway.tools.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The common arguments for starting targets.
 *
 * @param jvmOptions the JVM options; a later one overrides an earlier one
 * @param beside the jar of another packaged gateway, for {@link Target#BESIDE}
 */
record Launch(Site site, List<String> jvmOptions, Optional<Path> beside) {

    Launch {
        jvmOptions = List.copyOf(jvmOptions);
    }

    static Launch of(BenchOptions options, Site site) {
        return new Launch(site, options.jvmOptions(), options.beside());
    }

    Launch with(String jvmOption) {
        List<String> all = new ArrayList<>(jvmOptions);
        all.add(jvmOption);
        return new Launch(site, all, beside);
    }
}
