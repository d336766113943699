/// What was said about one mail so far: pure bookkeeping, fed by what libcurl hears and says.
struct Conversation {
    let envelope: Envelope
    let bytes: [UInt8]

    private(set) var phase = SMTPOutcome.Phase.opening
    private var sentCount = 0
    private var replies = ReplyReader()
    private var hasAnswer = false
    private var isOver = false

    init(_ bytes: [UInt8], in envelope: Envelope) {
        self.envelope = envelope
        self.bytes = bytes
    }

    /// The server's reply to what was said last; nil while there is none.
    var answer: SMTPReply? { hasAnswer ? replies.last : nil }

    /// Gives up to `room.count` of the mail's next bytes; 0 at its end.
    mutating func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        let next = bytes[sentCount...].prefix(room.count)
        room.copyBytes(from: next)
        sentCount += next.count
        // Whatever goes wrong from here on, the server may have it all.
        if sentCount == bytes.count { enter(.sent) }
        return next.count
    }

    /// The server said a line.
    mutating func hear(_ line: String) {
        guard !isOver else { return }
        replies.take(line)
        hasAnswer = true
    }

    /// A command goes out. Only its name is looked at: what follows may be a password.
    mutating func say(_ command: UnsafeRawBufferPointer) {
        // libcurl takes its leave after a refusal; what is said to that is not about the mail.
        if command.starts(with: "QUIT".utf8) { isOver = true }
        guard !isOver else { return }
        hasAnswer = false
        if command.starts(with: "MAIL FROM".utf8) { enter(.envelope) }
    }

    private mutating func enter(_ next: SMTPOutcome.Phase) {
        guard next > phase else { return }
        phase = next
        hasAnswer = false
    }
}
