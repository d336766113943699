/// As much of a digest record as the tests need, by the names of `schemas/digest.v1.json`.
struct ReadDigest: Decodable, Hashable, Sendable {
    struct Slice: Decodable, Hashable, Sendable {
        var topic: String
        var partition: Int32
        var from: Int64
        var to: Int64
    }

    struct Counts: Decodable, Hashable, Sendable {
        var notices: Int
        var duplicates: Int
        var withdrawnNotices: Int
        var omittedNotices: Int
    }

    struct Section: Decodable, Hashable, Sendable {
        var id: String
        var lines: [Line]
    }

    struct Line: Decodable, Hashable, Sendable {
        var events: [Event]
    }

    struct Event: Decodable, Hashable, Sendable {
        var source: String
        var id: String
        var offset: Int64
    }

    var id: String
    var subscription: String
    var audience: String
    var sequence: Int
    var slice: Slice
    var counts: Counts
    var sections: [Section]

    /// The ids of the events behind all lines, each as often as it stands there.
    var eventIDs: [String] { sections.flatMap(\.lines).flatMap(\.events).map(\.id) }
}
