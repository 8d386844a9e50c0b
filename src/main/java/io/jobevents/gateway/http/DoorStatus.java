package io.jobevents.gateway.http;

import io.jobevents.gateway.DoorView;
import io.jobevents.gateway.SecretUse;
import jakarta.inject.Singleton;
import java.util.List;

/** The state of the public port, for the console. */
@Singleton
final class DoorStatus implements DoorView {

    private final Ready ready;
    private final Closing closing;
    private final TokenFiles files;

    DoorStatus(Ready ready, Closing closing, TokenFiles files) {
        this.ready = ready;
        this.closing = closing;
        this.files = files;
    }

    @Override
    public boolean isReady() {
        return ready.isReady();
    }

    @Override
    public boolean isStopping() {
        return closing.hasBegun();
    }

    @Override
    public List<? extends SecretUse> secrets() {
        return files.secrets().all();
    }
}
