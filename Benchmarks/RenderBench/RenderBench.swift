import ArgumentParser
import Cooperation
import DigestEngine
import EmailRendering
import Foundation

/// How long a large digest takes to become a message: text, HTML, calendar, MIME.
@main
struct RenderBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render-bench",
        abstract: "Renders a digest of many lines again and again and tells what that costs.",
        discussion: "The lines are those of a digest in a file, repeated until there are enough of them.")

    @Option(help: "A digest as it stands in the log.")
    var digest = "Tests/EmailRenderingTests/Fixtures/everything.digest.json"
    @Option(help: "How many lines it gets.") var lines = 200
    @Option(help: "How often it is rendered in each language.") var rounds = 20

    func run() throws {
        let large = try enlarged()
        let composer = EmailComposer(
            sender: try Sender(name: "Banc d’essai", address: "bench@example.org", messageIDDomain: "example.org"),
            names: DisplayNames(), templates: try Templates())
        for language in composer.templates.languages.keys.sorted() {
            print(try measured(large, language, composer))
        }
    }

    private func enlarged() throws -> Digest {
        var digest = try JSONDecoder().decode(Digest.self, from: Data(contentsOf: URL(filePath: digest)))
        let models = digest.sections.flatMap { section in section.lines.map { (section.id, $0) } }
        guard !models.isEmpty else { throw ValidationError("\(self.digest) has no line to repeat") }
        let copies = (0..<lines).map { number in
            var (section, line) = models[number % models.count]
            line.state.subject += "-\(number)"
            return (section, line)
        }
        digest.sections = digest.sections.map(\.id).map { id in
            DigestSection(id: id, lines: copies.filter { $0.0 == id }.map(\.1))
        }
        return digest
    }

    /// Each step is timed alone and the fastest round counts: the others were disturbed.
    private func measured(_ digest: Digest, _ language: String, _ composer: EmailComposer) throws -> String {
        let clock = ContinuousClock()
        let recipient = Recipient(address: "reader@example.org", language: language)
        var body = try composer.renderBody(digest, language: language)
        var bytes = Data()
        var rendering: [Duration] = []
        var writing: [Duration] = []
        for _ in 0..<max(1, rounds) {
            rendering.append(try clock.measure { body = try composer.renderBody(digest, language: language) })
            writing.append(try clock.measure { bytes = MIMEMessage(try composer.address(body, to: recipient)).bytes })
        }
        let times = [rendering, writing].map { durations in
            (durations.min() ?? .zero).formatted(.units(allowed: [.milliseconds], fractionalPart: .show(length: 1)))
        }
        return """
            \(language): \(lines) lines, \(body.shown.full) in full, \(body.shown.short) short, \
            \(body.shown.counted) counted; text, HTML and calendar \(times[0]), a message of \(bytes.count) bytes \(times[1])
            """
    }
}
