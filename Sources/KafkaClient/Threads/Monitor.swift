#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A lock with a condition to wait on, for threads of our own. `Synchronization.Mutex` has no condition, and
/// waiting on the cooperative pool is not allowed.
// Unchecked: the mutex and the condition are made for sharing between threads, have a stable address from
// `init` to `deinit`, and nothing else is stored.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        precondition(pthread_mutex_init(mutex, nil) == 0, "no mutex could be made")
        precondition(pthread_cond_init(condition, nil) == 0, "no condition could be made")
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func locked<R, E: Error>(_ body: () throws(E) -> R) throws(E) -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Waits for a signal; call it with the lock held.
    func wait() {
        pthread_cond_wait(condition, mutex)
    }

    /// Waits for a signal, but no longer than this; call it with the lock held.
    func wait(milliseconds: Int) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let nanoseconds = now.tv_nsec + (milliseconds % 1000) * 1_000_000
        var until = timespec()
        until.tv_sec = now.tv_sec + milliseconds / 1000 + nanoseconds / 1_000_000_000
        until.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(condition, mutex, &until)
    }

    func signal() {
        pthread_cond_broadcast(condition)
    }
}
