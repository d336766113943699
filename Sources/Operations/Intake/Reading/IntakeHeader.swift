/// One header field of a request, its name in lower case.
struct IntakeHeader: Hashable, Sendable {
    var name: String
    var value: String

    init(_ name: String, _ value: String) {
        self.name = name.lowercased()
        self.value = value
    }
}

extension [IntakeHeader] {
    /// The values of every field of this name, in order.
    func values(_ name: String) -> [String] {
        filter { $0.name == name }.map(\.value)
    }
}
