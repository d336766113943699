/// Which numbers take the singular: the CLDR cardinal rules for whole numbers, as far as `one` and `other` go.
public enum PluralRule: String, Codable, Hashable, Sendable {
    /// 0 and 1 are `one` (French).
    case oneBelowTwo = "one-below-two"
    /// Only 1 is `one` (English, Dutch, German, Italian).
    case oneIsOne = "one-is-one"
    /// There is no singular (Japanese, Chinese).
    case none = "none"

    /// A CLDR plural category.
    public enum Category: String, Codable, Hashable, Sendable, CaseIterable {
        case one, other
    }

    /// The categories that a language with this rule must word.
    public var categories: [Category] { self == .none ? [.other] : [.one, .other] }

    /// The category of a whole number, 0 or more.
    public func category(of count: Int) -> Category {
        switch self {
        case .oneBelowTwo: count < 2 ? .one : .other
        case .oneIsOne: count == 1 ? .one : .other
        case .none: .other
        }
    }
}
