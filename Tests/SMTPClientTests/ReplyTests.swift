import Testing

@testable import SMTPClient

@Suite("A server's reply")
struct ReplyTests {
    private func read(_ lines: String...) -> SMTPReply? {
        var reader = ReplyReader()
        for line in lines { reader.take(line + "\r\n") }
        return reader.last
    }

    @Test("is read with its enhanced code and its words")
    func single() {
        #expect(
            read("550 5.1.1 <a@b>: no such user")
                == SMTPReply(code: 550, enhanced: "5.1.1", words: "<a@b>: no such user"))
        #expect(read("451 try later") == SMTPReply(code: 451, words: "try later"))
        #expect(read("250") == SMTPReply(code: 250, words: ""))
    }

    @Test("of several lines is one reply, and says its enhanced code once")
    func severalLines() {
        let reply = read("550-5.7.1 Not from here.", "550-5.7.1 See https://mail.example.org", "550 5.7.1 Bye")
        #expect(
            reply == SMTPReply(code: 550, enhanced: "5.7.1", words: "Not from here. See https://mail.example.org Bye"))
        #expect(reply?.description == "550 5.7.1 Not from here. See https://mail.example.org Bye")
    }

    @Test("that is not over yet is none")
    func unfinished() {
        #expect(read("250-one") == nil)
        #expect(read("250 first", "550-second")?.code == 250)
    }

    @Test("carries no control characters, and is bounded")
    func hostile() {
        #expect(read("550 a\u{1b}[31mb\u{7}")?.words == "a[31mb")
        var reader = ReplyReader()
        for _ in 0..<10_000 { reader.take("550-" + String(repeating: "x", count: 500)) }
        reader.take("550 end")
        #expect((reader.last?.words.utf8.count ?? .max) <= 2_048)
    }

    @Test("decides by its code and by when it came")
    func judged() {
        func judge(_ phase: SMTPOutcome.Phase, _ code: Int?) -> SMTPOutcome {
            SMTPOutcome(failure: "broke", phase: phase, answer: code.map { SMTPReply(code: $0, words: "w") })
        }
        #expect(judge(.envelope, 450) == .temporary(SMTPReply(code: 450, words: "w")))
        #expect(judge(.sent, 554) == .permanent(SMTPReply(code: 554, words: "w")))
        #expect(judge(.opening, 554) == .unreachable("554 w"), "a greeting says nothing about the mail")
        #expect(judge(.envelope, 530) == .unreachable("530 w"), "nor does a server that wants a password")
        #expect(judge(.opening, nil) == .unreachable("broke"))
        #expect(judge(.envelope, nil) == .interrupted("broke", isInDoubt: false))
        #expect(judge(.envelope, 250) == .interrupted("broke", isInDoubt: false))
        #expect(judge(.sent, nil) == .interrupted("broke", isInDoubt: true))
    }

    @Test(
        "an address that would say more than an address is refused",
        arguments: [
            "", "a", "@b", "a@", "a b@c", "a@b\r\nRCPT TO:<x@y>", "<a@b>", "é\u{85}@b", "é\u{A0}c@b",
            String(repeating: "a", count: 65) + "@b",
        ])
    func badAddress(_ address: String) {
        #expect(throws: Envelope.BadAddress.self) { try Envelope(from: "a@b", to: address) }
        #expect(throws: Envelope.BadAddress.self) { try Envelope(from: address, to: "a@b") }
    }
}
