/// Who may import whom. Arrows point inwards, to what knows less:
///
///     vaguemestre ─▶ Operations ─▶ Worker ─▶ EmailRendering ─▶ DigestEngine ─▶ Cooperation ─▶ CSimdJSON
///                                     ├────▶ KafkaClient ─▶ CRdKafka
///                                     └────▶ SMTPClient ─▶ CCurl
///
/// The domain knows neither Kafka nor SMTP, and KafkaClient and SMTPClient know no domain. What is not on this map is not allowed.
struct ImportMap {
    /// What one of our modules may import.
    struct Room {
        /// Modules of ours.
        var ours: Set<String>
        /// Modules of libraries.
        var libraries: Set<String>
        /// Modules that come with Swift or with the system.
        var platform: Set<String>
    }

    /// The rooms by name.
    var rooms: [String: Room]

    /// The project's map.
    static let project = ImportMap(rooms: [
        "Cooperation": Room(ours: ["CSimdJSON"], libraries: ["Crypto"], platform: pure),
        "DigestEngine": Room(ours: ["Cooperation"], libraries: ["Crypto"], platform: pure),
        "EmailRendering": Room(
            ours: ["Cooperation", "DigestEngine"], libraries: ["Crypto", "Mustache"], platform: pure),
        "KafkaClient": Room(ours: ["CRdKafka"], libraries: ["Logging"], platform: shell),
        "SMTPClient": Room(ours: ["CCurl"], libraries: [], platform: shell),
        "Worker": Room(
            ours: ["Cooperation", "DigestEngine", "EmailRendering", "KafkaClient", "SMTPClient"],
            libraries: ["Configuration", "Crypto", "Logging", "Metrics", "ServiceLifecycle", "Yams"],
            platform: shell),
        "Operations": Room(
            ours: ["Cooperation", "DigestEngine", "EmailRendering", "KafkaClient", "Worker"],
            libraries: [
                "CoreMetrics", "Crypto", "Hummingbird", "HummingbirdCore", "Logging", "Metrics", "ServiceLifecycle",
            ],
            platform: shell),
        "vaguemestre": Room(
            ours: ["Cooperation", "DigestEngine", "EmailRendering", "KafkaClient", "Operations", "Worker"],
            libraries: ["ArgumentParser", "Logging", "Metrics", "ServiceLifecycle", "UnixSignals"],
            platform: shell),
    ])

    /// A pure room: no threads, no system calls.
    private static let pure: Set<String> = ["Foundation", "FoundationEssentials"]
    private static let shell = pure.union(["Darwin", "Dispatch", "Glibc", "Musl", "Synchronization"])

    /// The imports of `file` that the map does not show.
    func violations(in file: SourceFile) -> [Violation] {
        guard let room = rooms[file.module] else {
            let advice =
                "draw it on the map in Tests/ArchitectureTests/Rules/ImportMap.swift first: whom may it import?"
            return [Violation(path: file.path, line: 1, message: "the module \(file.module) is on no map; \(advice)")]
        }
        return ImportStatement.all(in: file)
            .filter { !room.mayImport($0.module) }
            .map { Violation(path: file.path, line: $0.line, message: refusal(of: $0.module, in: file.module, room)) }
    }

    private func refusal(of module: String, in importer: String, _ room: Room) -> String {
        let allowed = room.ours.union(room.libraries).union(room.platform).sorted().joined(separator: ", ")
        return "\(importer) may not import \(module), only \(allowed). \(advice(against: module))"
    }

    private func advice(against module: String) -> String {
        let owners = rooms.filter { $0.value.mayImport(module) }.keys.sorted()
        switch (rooms[module], owners) {
        case (_?, _): return "Pass what is needed as a value, or move this code outwards to where both may be known."
        case (nil, []): return "If the library is worth it, add it to Package.swift and to the map."
        case (nil, let owners):
            return "That stays behind \(owners.joined(separator: " and ")): ask there for what you need."
        }
    }
}

extension ImportMap.Room {
    func mayImport(_ module: String) -> Bool {
        ours.contains(module) || libraries.contains(module) || platform.contains(module)
    }
}
