/// One thread that owns one value: jobs run on it in order and are the only ones that ever see the value.
///
/// librdkafka calls may block, so they run here rather than on the cooperative pool. `stop()` lets what was
/// submitted before run to its end; jobs submitted after it are refused.
// Unchecked: `jobs` and `isStopped` are only touched under the monitor, `state` only by jobs on the one thread.
final class SerialThread<State>: @unchecked Sendable {
    typealias Job = @Sendable (inout State) -> Void

    private let monitor = Monitor()
    private var jobs: [Job] = []
    private var isStopped = false
    private var state: State

    init(name: String, state: sending State) {
        self.state = state
        startThread(name: name) { self.loop() }
    }

    /// Queues a job; false when the thread was stopped, and then the job will never run.
    @discardableResult
    func submit(_ job: @escaping Job) -> Bool {
        monitor.locked {
            guard !isStopped else { return false }
            jobs.append(job)
            monitor.signal()
            return true
        }
    }

    /// Ends the thread after what is queued. Calling it twice changes nothing.
    func stop() {
        monitor.locked {
            isStopped = true
            monitor.signal()
        }
    }

    private func loop() {
        var batch: [Job] = []
        while takeJobs(into: &batch) {
            for job in batch { job(&state) }
            batch.removeAll()
        }
    }

    private func takeJobs(into batch: inout [Job]) -> Bool {
        monitor.locked {
            while jobs.isEmpty && !isStopped { monitor.wait() }
            swap(&batch, &jobs)
            return !batch.isEmpty
        }
    }
}

extension SerialThread {
    /// Runs `body` on the thread and waits for its outcome without blocking the caller's own thread.
    ///
    /// - Parameter deadline: where `body` may block for longer than it promises, the caller gets `.timedOut`
    ///   after this long while the thread stays with `body`; nil waits as long as it takes.
    func run<R: Sendable>(
        _ what: String, deadline: Duration? = nil,
        _ body: @escaping @Sendable (inout State) throws(KafkaError) -> R
    ) async throws(KafkaError) -> R {
        let result: Result<R, KafkaError> = await withCheckedContinuation { continuation in
            let answer = OneAnswer(continuation)
            let accepted = submit { state in
                do throws(KafkaError) {
                    answer.give(.success(try body(&state)))
                } catch {
                    answer.give(.failure(error))
                }
            }
            if !accepted { answer.give(.failure(.closed(what))) }
            if let deadline {
                answer.expire(after: deadline) { .failure(.timedOut(what, after: deadline)) }
            }
        }
        return try result.get()
    }
}
