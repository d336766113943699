/// One single-valued key of the configuration: its path, what it takes, and where its value goes.
struct SettingKey: Sendable {
    /// The path in the file (`http.port`); in the environment `VAGUEMESTRE_HTTP_PORT`.
    let path: String
    /// What it takes, in words, for the message that refuses anything else.
    let expected: String
    /// Writes the value; false when the text is not what was expected.
    let apply: @Sendable (String, inout Settings) -> Bool
    /// Whether a refusal may show what was found; not where somebody may have put a secret by mistake.
    var showsFound = true

    /// Every single-valued key there is.
    static let all: [SettingKey] =
        [
            choice("guarantee", \.guarantee),
            text("instance", \.instance),
            topic("group_prefix", \.groupPrefix),
            topic("topics.prefix", \.topics.prefix),
            stages,
            integer("topics.partitions", 1...10_000, \.topics.partitions),
            integer("topics.replication", 1...100, \.topics.replication),
            integer("topics.retention_days", 1...36_500, \.topics.retentionDays),
            integer("route.max_record_bytes", 1...104_857_600, \.route.maxRecordBytes),
            integer("route.max_depth", 3...1000, \.route.maxDepth),
            integer("digest.grace_seconds", 0...86_400, \.digest.graceSeconds),
            choice("deliver.mode", \.deliver.mode),
            text("deliver.directory", \.deliver.directory),
            text("http.host", \.http.host),
            integer("http.port", 0...65_535, \.http.port),
            choice("emails.format", \.emails.format),
            choice("emails.beyond_ascii", \.emails.beyondASCII),
            text("emails.templates", \.emails.templates),
            text("sender.name", \.sender.name),
            text("sender.address", \.sender.address),
            text("sender.message_id_domain", \.sender.messageIDDomain),
        ] + topicNames + smtp + intake + preferences

    private static let topicNames: [SettingKey] = [
        topic("topics.delegations", \.topics.delegations), topic("topics.exchanges", \.topics.exchanges),
        topic("topics.events", \.topics.events), topic("topics.notices", \.topics.notices),
        topic("topics.digests", \.topics.digests),
        topic("topics.cuts", \.topics.cuts), topic("topics.emails", \.topics.emails),
        topic("topics.deliveries", \.topics.deliveries), topic("topics.preferences", \.topics.preferences),
        topic("topics.dead_letters", \.topics.deadLetters),
    ]

    private static let smtp: [SettingKey] = [
        hostName("deliver.smtp.host", \.deliver.smtp.host),
        integer("deliver.smtp.port", 1...65_535, \.deliver.smtp.port),
        choice("deliver.smtp.security", \.deliver.smtp.security),
        flag("deliver.smtp.implicit_tls", \.deliver.smtp.usesImplicitTLS),
        text("deliver.smtp.ca_file", \.deliver.smtp.authorityFile),
        text("deliver.smtp.username", \.deliver.smtp.username),
        text("deliver.smtp.password_env", \.deliver.smtp.password.variable),
        text("deliver.smtp.password_file", \.deliver.smtp.password.file),
        hostName("deliver.smtp.hello_name", \.deliver.smtp.helloName),
        integer("deliver.smtp.connections", 1...100, \.deliver.smtp.connections),
        integer("deliver.smtp.messages_per_second", 0...10_000, \.deliver.smtp.messagesPerSecond),
        integer("deliver.smtp.timeout_seconds", 1...600, \.deliver.smtp.timeoutSeconds),
        integer("deliver.smtp.retry_first_seconds", 1...86_400, \.deliver.smtp.retryFirstSeconds),
        integer("deliver.smtp.retry_max_seconds", 1...86_400, \.deliver.smtp.retryMaxSeconds),
        integer("deliver.smtp.give_up_hours", 1...720, \.deliver.smtp.giveUpHours),
    ]

    private static let intake: [SettingKey] = [
        flag("http.intake.enabled", \.http.intake.isEnabled),
        integer("http.intake.max_body_bytes", 1...104_857_600, \.http.intake.maxBodyBytes),
        integer("http.intake.max_batch_events", 1...10_000, \.http.intake.maxBatchEvents),
        integer("http.intake.max_in_flight", 1...10_000, \.http.intake.maxInFlight),
        integer("http.intake.body_seconds", 1...3600, \.http.intake.bodySeconds),
        integer("http.intake.acknowledge_seconds", 1...300, \.http.intake.acknowledgeSeconds),
        integer("http.intake.idempotency_seconds", 0...604_800, \.http.intake.idempotencySeconds),
        integer("http.intake.idempotency_max_events", 0...10_000_000, \.http.intake.idempotencyMaxEvents),
    ]

    private static let preferences: [SettingKey] = [
        flag("preferences.enabled", \.preferences.isEnabled),
        SettingKey(
            path: "preferences.base_url",
            expected: "an https URL (http on this machine alone) of at most 200 characters, without query or fragment"
        ) { text, settings in
            settings.preferences.baseURL = text
            return PreferenceSettings.isBaseURL(text)
        },
        text("preferences.secret_file", \.preferences.secret.file),
        SettingKey(
            path: "preferences.secret_env",
            expected: "the name of an environment variable: letters, digits and underscores",
            apply: { text, settings in
                settings.preferences.secret.variable = text
                return !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            }, showsFound: false),
        integer("preferences.link_days", PreferenceSettings.minLinkDays...3650, \.preferences.linkDays),
    ]

    /// No stage at all is a choice too, for a process that only takes events in.
    private static let stages = SettingKey(
        path: "stages", expected: "stages among \(StageName.allCases.map(\.rawValue).joined(separator: ", "))"
    ) { text, settings in
        let names = text.split(separator: ",").map { StageName(rawValue: $0.trimmingSpaces) }
        guard !names.contains(nil) else { return false }
        settings.stages = StageName.allCases.filter(names.contains)
        return true
    }

    private static func text(_ path: String, _ target: any WritableKeyPath<Settings, String> & Sendable) -> SettingKey {
        SettingKey(path: path, expected: "a text") { text, settings in
            settings[keyPath: target] = text
            return !text.isEmpty
        }
    }

    /// A host's name or address: what a URL may hold there.
    private static func hostName(
        _ path: String, _ target: any WritableKeyPath<Settings, String> & Sendable
    ) -> SettingKey {
        SettingKey(path: path, expected: "a host's name or address, as mail.example.org, without port or scheme") {
            text, settings in
            settings[keyPath: target] = text
            return (1...253).contains(text.utf8.count)
                && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_:".contains($0)) }
        }
    }

    /// A topic's name, or a part of one: what Kafka allows.
    private static func topic(_ path: String, _ target: any WritableKeyPath<Settings, String> & Sendable) -> SettingKey
    {
        SettingKey(
            path: path, expected: "a topic name: 1 to 249 of the characters a-z A-Z 0-9 . _ -"
        ) { text, settings in
            settings[keyPath: target] = text
            return (1...249).contains(text.count) && text.allSatisfy(isTopicCharacter)
        }
    }

    private static func isTopicCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
    }

    private static func integer(
        _ path: String, _ range: ClosedRange<Int>, _ target: any WritableKeyPath<Settings, Int> & Sendable
    ) -> SettingKey {
        SettingKey(path: path, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            text, settings in
            guard let value = Int(text), range.contains(value) else { return false }
            settings[keyPath: target] = value
            return true
        }
    }

    private static func flag(_ path: String, _ target: any WritableKeyPath<Settings, Bool> & Sendable) -> SettingKey {
        SettingKey(path: path, expected: "true or false") { text, settings in
            guard let value = ["true": true, "false": false][text.lowercased()] else { return false }
            settings[keyPath: target] = value
            return true
        }
    }

    private static func choice<Value: CaseIterable & RawRepresentable<String> & SendableMetatype>(
        _ path: String, _ target: any WritableKeyPath<Settings, Value> & Sendable
    ) -> SettingKey {
        let expected = "one of \(Value.allCases.map(\.rawValue).joined(separator: ", "))"
        return SettingKey(path: path, expected: expected) { text, settings in
            guard let value = Value(rawValue: text) else { return false }
            settings[keyPath: target] = value
            return true
        }
    }
}

extension Substring {
    var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
