import Cooperation
import DigestEngine
public import Foundation
import Yams

/// Reads a configuration: the YAML file, the environment over it, the command line over both.
public struct ConfigurationLoader: Sendable {
    /// The process's environment.
    public var environment: [String: String]
    /// What the command line says, by key path (`http.port`, `kafka.bootstrap.servers`).
    public var commandLine: [String: String]

    /// A loader for this environment and command line.
    public init(environment: [String: String] = [:], commandLine: [String: String] = [:]) {
        self.environment = environment
        self.commandLine = commandLine
    }

    /// Reads the file at `url`.
    ///
    /// - Throws: ``InvalidConfiguration`` with every problem found.
    public func load(contentsOf url: URL) throws -> WorkerConfiguration {
        let text: String
        do {
            text = try String(contentsOf: url, encoding: .utf8)
        } catch {
            let message = "cannot be read as UTF-8 text: \(error.localizedDescription)"
            throw InvalidConfiguration([
                ConfigurationProblem(source: url.relativePath, line: nil, path: "", message: message)
            ])
        }
        return try load(yaml: text, source: url.relativePath, directory: url.deletingLastPathComponent())
    }

    /// Reads YAML text; `source` names it in messages. The files that it names are relative to `directory`; where none
    /// is given, to the folder of `source`.
    ///
    /// - Throws: ``InvalidConfiguration`` with every problem found.
    public func load(yaml: String, source: String, directory: URL? = nil) throws -> WorkerConfiguration {
        let problems = ProblemCollector(source: source)
        let root = try YAMLValue(node: root(yaml, source: source), path: "", problems: problems)
        let folder = directory ?? URL(fileURLWithPath: source).deletingLastPathComponent()
        let configuration = read(root, directory: folder)
        guard problems.problems.isEmpty else { throw InvalidConfiguration(problems.problems) }
        return configuration
    }

    private func root(_ yaml: String, source: String) throws -> Node {
        do {
            if let node = try compose(yaml: yaml) { return node }
            throw InvalidConfiguration([
                ConfigurationProblem(source: source, line: nil, path: "", message: "the file is empty")
            ])
        } catch let error as YamlError {
            throw InvalidConfiguration([
                ConfigurationProblem(source: source, line: nil, path: "", message: "is not YAML: \(error)")
            ])
        }
    }

    private func read(_ root: YAMLValue, directory: URL) -> WorkerConfiguration {
        root.expectKeys(
            Array(Set(SettingKey.all.map { $0.path.split(separator: ".").map(String.init)[0] })).sorted()
                + ["kafka", "cooperation", "subscriptions"], required: ["cooperation", "subscriptions"])
        var settings = SettingsReader(
            file: settingValues(root), environment: environment, commandLine: commandLine, problems: root.problems
        ).read()
        settings.kafka = KafkaSection(
            file: root["kafka"], environment: environment, commandLine: commandLine, problems: root.problems
        ).read()
        settings.http.intake.sources =
            root["http"]?["intake"]?["sources"].map { IntakeSourcesSection(section: $0, directory: directory).read() }
            ?? []
        settings.preferences.secret.resolve(relativeTo: directory)
        settings.deliver.smtp.resolve(relativeTo: directory)
        if settings.preferences.isEnabled { report(settings.preferences.problems, root, ["preferences"]) }
        if settings.deliver.mode == .smtp { report(settings.deliver.smtp.problems, root, ["deliver", "smtp"]) }
        checkWork(settings, root)
        let templates = TemplatesSetting(
            folder: settings.emails.templates, value: root["emails"]?["templates"], directory: directory,
            problems: root.problems
        ).read()
        let empty = RoutingTable(
            partners: [], protocols: [], domains: [], audiences: [], rules: [], triageAudience: "")
        let (routing, axes) = root["cooperation"].map { CooperationSection(section: $0).read() } ?? (empty, [])
        let examples = root["cooperation"]?["examples"].map { ExamplesSection(section: $0).read() } ?? []
        report(routing.problems() + routing.problems(of: examples), root)
        let holidays =
            root["cooperation"]?["audiences"].map { HolidaysSection(audiences: $0, directory: directory).read() } ?? [:]
        let subscriptions =
            root["subscriptions"].map {
                SubscriptionsSection(
                    section: $0, routing: routing, holidays: holidays, beyondASCII: settings.emails.beyondASCII
                ).read()
            } ?? []
        return WorkerConfiguration(
            settings: settings, routing: routing, examples: examples, axes: axes, subscriptions: subscriptions,
            templates: templates)
    }

    /// What was not told already where it was read.
    private func report(_ problems: [RoutingProblem], _ root: YAMLValue) {
        guard root["cooperation"] != nil else { return }
        let told = Set(root.problems.problems.map(\.path))
        for problem in problems where !told.contains(problem.path) {
            root.problems.report(line: root.line(at: problem.path), path: problem.path, problem.message)
        }
    }

    /// What does not go together in the section at `path`, each by its key.
    private func report(_ problems: [(key: String, message: String)], _ root: YAMLValue, _ path: [String]) {
        let section = path.reduce(Optional(root)) { $0?[$1] }
        for (key, message) in problems {
            root.problems.report(
                line: section?[key]?.line ?? section?.line, path: (path + [key]).joined(separator: "."), message)
        }
    }

    /// Whether there is anything to do, and somebody to do it for.
    private func checkWork(_ settings: Settings, _ root: YAMLValue) {
        let intake = settings.http.intake
        if intake.isEnabled, intake.sources.isEmpty {
            root.problems.report(
                line: root["http"]?["intake"]?.line, path: "http.intake.sources",
                "the intake is on but names no source: nobody could send. Name one, with a token_file or a token_env")
        }
        if settings.stages.isEmpty, !intake.isEnabled, !settings.preferences.isEnabled {
            root.problems.report(
                line: root["stages"]?.line, path: "stages",
                "no stage is named and http.intake.enabled is false, and preferences.enabled too: there would be nothing "
                    + "to run")
        }
    }

    /// The single values of the file by path, and a report of the keys that are none.
    private func settingValues(_ root: YAMLValue) -> [String: YAMLValue] {
        settingValues(in: root, under: "")
    }

    /// Lists of mappings beside single values: they have readers of their own.
    private static let lists = ["http.intake.": ["sources"]]

    private func settingValues(in section: YAMLValue, under prefix: String) -> [String: YAMLValue] {
        let paths = SettingKey.all.map(\.path).filter { $0.hasPrefix(prefix) }
        let names = paths.reduce(into: [String]()) { names, path in
            let name = String(path.dropFirst(prefix.count).prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        if !prefix.isEmpty { section.expectKeys(names + (Self.lists[prefix] ?? [])) }
        return names.reduce(into: [:]) { values, name in
            guard let value = section[name] else { return }
            if paths.contains(prefix + name) {
                values[prefix + name] = value
            } else {
                values.merge(settingValues(in: value, under: "\(prefix)\(name).")) { first, _ in first }
            }
        }
    }
}
