import Configuration
import Yams

/// Lays the command line over the environment over the file, and reads the settings from what results.
struct SettingsReader {
    /// The single values of the file, by path.
    var file: [String: YAMLValue]
    /// The process's environment.
    var environment: [String: String]
    /// What the command line says, by path.
    var commandLine: [String: String]
    let problems: ProblemCollector

    func read() -> Settings {
        var settings = Settings()
        let layers = ConfigReader(providers: [
            provider("command line", commandLine),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "vaguemestre"),
            provider("file", file.compactMapValues(scalarText)),
        ])
        for key in SettingKey.all {
            guard let text = layers.string(forKey: ConfigKey(key.path.split(separator: ".").map(String.init))) else {
                continue
            }
            if !key.apply(text, &settings) { refuse(key, text) }
        }
        checkDistinctTopics(settings.topics)
        settings.topics = settings.topics.prefixed(settings.topics.prefix)
        return settings
    }

    private func provider(_ name: String, _ values: [String: String]) -> InMemoryProvider {
        let pairs = values.map { path, text in
            let key = AbsoluteConfigKey(path.split(separator: ".").map(String.init), context: [:])
            return (key, ConfigValue(.string(text), isSecret: false))
        }
        return InMemoryProvider(name: name, values: Dictionary(uniqueKeysWithValues: pairs))
    }

    /// A list stands for its elements with commas between, as it would in the environment.
    private func scalarText(_ value: YAMLValue) -> String? {
        if value.node.sequence != nil {
            return value.elements.compactMap(\.text).joined(separator: ",")
        }
        return value.text
    }

    private func refuse(_ key: SettingKey, _ text: String) {
        let variable = "VAGUEMESTRE_" + key.path.split(separator: ".").joined(separator: "_").uppercased()
        let message = "expected \(key.expected)" + (key.showsFound ? "; found `\(text)`" : "")
        if commandLine[key.path] != nil {
            problems.report(line: nil, path: key.path, "\(message) on the command line")
        } else if environment[variable] != nil {
            problems.report(line: nil, path: key.path, "\(message) in the environment variable \(variable)")
        } else {
            problems.report(line: file[key.path]?.line, path: key.path, message)
        }
    }

    /// Two roles on one topic would feed a stage with its own output.
    private func checkDistinctTopics(_ topics: TopicSettings) {
        let outputs = [
            topics.notices, topics.digests, topics.cuts, topics.emails, topics.deliveries,
            topics.preferences, topics.deadLetters,
        ]
        let all = Set(topics.sources).map { $0 } + outputs
        for name in Set(all) where all.count(where: { $0 == name }) > 1 {
            problems.report(
                line: nil, path: "topics", "`\(name)` has two roles; each topic but the sources needs a name of its own"
            )
        }
    }
}
