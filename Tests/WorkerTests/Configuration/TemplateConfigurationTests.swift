import DigestEngine
import EmailRendering
import Foundation
import Testing
import Worker

@Suite("Templates in the configuration")
struct TemplateConfigurationTests {
    /// Loads a configuration that names the folder `templates`, with these files in it.
    private func load(_ files: [String: String], environment: [String: String] = [:]) throws -> WorkerConfiguration {
        let folder = FileManager.default.temporaryDirectory.appending(path: "emails-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (path, text) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let file = folder.appending(path: "x.yaml")
        try Data(("emails:\n  templates: templates\n" + SmallConfiguration.yaml).utf8).write(to: file)
        return try ConfigurationLoader(environment: environment).load(contentsOf: file)
    }

    @Test("the folder is relative to the configuration, and what it holds is what digests are made with")
    func used() throws {
        let configuration = try load([
            "templates/card.text.mustache": "{{title}}", "templates/README.md": "passed over",
            "templates/.hidden": "too",
        ])
        #expect(configuration.templates.version != Templates.builtIn.version)
        #expect(configuration.provenance().templates == configuration.templates.version)
        #expect(try EmailComposer(configuration: configuration).templates.version == configuration.templates.version)
    }

    @Test("without the setting they are the program's own")
    func absent() throws {
        #expect(try SmallConfiguration.load().templates.version == Templates.builtIn.version)
    }

    @Test("what is wrong in a file is told with its name and line, together with all else")
    func faults() throws {
        let refusal = #expect(throws: InvalidConfiguration.self) {
            try load([
                "templates/card.html.mustache": "\n{{titel}}", "templates/nl-BE/page.text.mustache": "{{title}}",
                "templates/nl-BE/deep/x.txt": "",
            ])
        }
        let told = refusal?.problems.map(\.description) ?? []
        #expect(told.count == 3)
        for message in [
            "/templates/card.html.mustache:2: `titel` is not a key here; did you mean `title`?",
            "/templates/nl-BE: the program has no language nl-BE", "/templates/nl-BE/deep: nothing asks for it",
        ] {
            #expect(told.contains { $0.contains(message) }, "\(message)")
        }
    }

    @Test("a folder that cannot be read is told where it is named; the environment may name another")
    func missing() throws {
        let refusal = #expect(throws: InvalidConfiguration.self) { try load([:]) }
        #expect(refusal?.problems.map(\.path) == ["emails.templates"])
        #expect(refusal?.problems.first?.line == 2)
        let configuration = try load(
            ["other/card.text.mustache": "{{title}}"], environment: ["VAGUEMESTRE_EMAILS_TEMPLATES": "other"])
        #expect(configuration.templates.version != Templates.builtIn.version)
    }
}
