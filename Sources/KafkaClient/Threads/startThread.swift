import CRdKafka

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

private final class ThreadBody: Sendable {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
        self.name = name
        self.run = run
    }
}

/// Runs `body` on a detached thread of its own, named (at most 15 bytes) for `top -H` and debuggers.
func startThread(name: String, _ body: @escaping @Sendable () -> Void) {
    let context = Unmanaged.passRetained(ThreadBody(name: String(name.prefix(15)), run: body))
    #if canImport(Darwin)
        var thread: pthread_t?
    #else
        var thread = pthread_t()
    #endif
    let code = pthread_create(&thread, nil, threadEntry, context.toOpaque())
    if code != 0 { context.release() }
    precondition(code == 0, "no thread could be started (pthread_create: \(code)); check the process limits")
}

#if canImport(Darwin)
    private func threadEntry(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        enterThread(context)
    }
#else
    private func threadEntry(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        context.flatMap(enterThread)
    }
#endif

// Takes over the reference that `startThread` retained: released when the thread ends.
private func enterThread(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    let body = Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue()
    pthread_detach(pthread_self())
    crdkafka_name_thread(body.name)
    body.run()
    return nil
}
