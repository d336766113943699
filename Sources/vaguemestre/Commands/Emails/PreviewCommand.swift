import ArgumentParser
import Cooperation
import DigestEngine
import EmailRendering
import Foundation
import Operations
import Worker

extension EmailsCommand {
    /// `vaguemestre emails preview`
    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "preview", abstract: "Shows a digest as the mail that a reader gets.",
            discussion: """
                In the terminal as text; with --open as the page, in a browser. Names, templates and the sender are \
                those of the configuration as it is now, so that new templates can be tried on old digests. Sends \
                nothing and writes no record.
                """)

        /// What is printed.
        enum Format: String, CaseIterable, ExpressibleByArgument {
            case text, html, mime, json
        }

        @Argument(
            help: "The digest: its id, as `digests list` shows it, or a file that holds one (- for standard input).")
        var digest: String
        @Option(help: "A reader's language, such as fr-BE; by default the first recipient's.") var language: String?
        @Option(help: "What to print: text, html, mime (the message's bytes) or json (the payload).")
        var format = Format.text
        @Flag(help: "Show the page in a browser: $BROWSER, or the desktop's own.") var open = false
        @OptionGroup var options: ConfigurationOptions
        @OptionGroup var logging: LoggingOptions

        func run() async throws {
            try await Console.run {
                let preview = try preview()
                if let language, !preview.languages.contains(language) {
                    let names = preview.languages
                    let hint = NearestName.hint(for: language, among: names)
                    throw BadInput(
                        "there are templates for \(names.joined(separator: ", ")); found `\(language)`\(hint)")
                }
                let message = try preview.message(try await chosen(), language: language)
                guard open else { return try show(message) }
                try await Browser().open(message.html ?? "", name: message.fileName)
            }
        }

        private func preview() throws -> MailPreview {
            let configuration = try options.load()
            do {
                return try MailPreview(configuration: configuration)
            } catch {
                throw BadInput("\(error)")
            }
        }

        /// A file where there is one, else the log.
        private func chosen() async throws -> Digest {
            if digest == "-" || FileManager.default.fileExists(atPath: digest) { return try fromFile() }
            let connection = try await Connection(options, logging)
            let digests = try await DigestLog(
                configuration: connection.configuration, kafka: connection.kafka, logger: connection.logger
            ).read().map(\.digest)
            if let found = digests.first(where: { $0.id == digest }) { return found }
            let hint = NearestName.hint(for: digest, among: digests.map(\.id))
            throw BadInput("the log has no digest `\(digest)`, and there is no such file\(hint)")
        }

        private func fromFile() throws -> Digest {
            let bytes = try InputFile(digest).contents()
            do {
                return try JSONDecoder().decode(Digest.self, from: bytes)
            } catch {
                throw BadInput("\(digest): expected a digest (schemas/digest.v1.json): \(error)")
            }
        }

        private func show(_ message: EmailPayload) throws {
            switch format {
            case .text: Console.print("\(message.subject)\n\n\(message.text ?? "")")
            case .html: Console.print(message.html ?? "")
            case .mime: FileHandle.standardOutput.write(MIMEMessage(message).bytes)
            case .json: Console.print(String(decoding: try message.json, as: UTF8.self))
            }
        }
    }
}
