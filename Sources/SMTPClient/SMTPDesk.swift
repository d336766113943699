import CCurl
import Foundation

/// The mails that wait for a connection, and the threads that hold one each.
///
/// One thread for each connection, because libcurl waits for the server's word on a mail (the answer to the last dot)
/// without giving up the thread, with `curl_multi` too: over one thread a server that looks at each mail for a second
/// would get one mail a second, however many connections there are. The easy handle of each thread keeps its connection.
/// Threads start when they are needed, and go after a minute without work, with a QUIT.
// Unchecked: every stored property is a constant or is touched only while `condition` is locked.
final class SMTPDesk: @unchecked Sendable {
    struct Mail {
        let bytes: [UInt8]
        let envelope: Envelope
        let answer: @Sendable (SMTPOutcome) -> Void
    }

    private let settings: SMTPSettings
    private let condition = NSCondition()
    private var mails: [Mail] = []
    private var threadCount = 0
    private var idleCount = 0
    /// How often everything was broken off: a mail goes on as long as it is as when the mail began.
    private var abandonCount = 0
    private var isClosed = false
    private static let idleSeconds = 60.0

    init(_ settings: SMTPSettings) {
        self.settings = settings
        // Once in the process and before any other use: the initialiser of a static value runs once.
        precondition(Self.isReady, "libcurl could not be set up")
    }

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Hands over a mail; false after `close`.
    func submit(_ mail: Mail) -> Bool {
        locked {
            if isClosed { return false }
            mails.append(mail)
            if mails.count > idleCount, threadCount < settings.connections { startThread() }
            condition.signal()
            return true
        }
    }

    /// Breaks off all conversations within a second, and forgets what waits for one.
    func abandon() {
        let forgotten = locked {
            abandonCount += 1
            defer { mails = [] }
            return mails
        }
        for mail in forgotten { mail.answer(.unreachable(SMTPLine.abandoned)) }
    }

    /// Breaks off everything and ends the threads.
    func close() {
        locked {
            isClosed = true
            condition.broadcast()
        }
        abandon()
    }

    private func startThread() {
        threadCount += 1
        let thread = Thread { self.run() }
        thread.name = "smtp"
        thread.start()
    }

    // MARK: On a thread of its own

    private func run() {
        var era = 0
        let line = SMTPLine(settings) { self.locked { self.abandonCount != era } }
        while let (mail, current) = next() {
            era = current
            mail.answer(line.send(mail.bytes, in: mail.envelope))
        }
        line.hangUp()
    }

    /// Waits for a mail; nil when the thread should end.
    private func next() -> (Mail, era: Int)? {
        locked {
            let patience = Date(timeIntervalSinceNow: Self.idleSeconds)
            idleCount += 1
            defer { idleCount -= 1 }
            while mails.isEmpty, !isClosed, condition.wait(until: patience) {}
            if mails.isEmpty {
                threadCount -= 1
                return nil
            }
            return (mails.removeFirst(), abandonCount)
        }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        condition.lock()
        defer { condition.unlock() }
        return body()
    }
}
