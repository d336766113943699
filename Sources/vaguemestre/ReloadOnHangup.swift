import Operations
import ServiceLifecycle
import UnixSignals

/// Has the configuration read again at each SIGHUP.
struct ReloadOnHangup: Service {
    let reload: ConfigurationReload

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() { reload.reload() }
    }
}
