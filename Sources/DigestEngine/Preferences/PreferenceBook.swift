/// The choices in force: the preferences topic, as far as it was read.
public struct PreferenceBook: Hashable, Sendable {
    /// The newest choice of each key.
    public private(set) var choices: [PreferenceKey: Preference] = [:]

    /// No choices.
    public init() {}

    /// Takes in a record; it replaces the one before under its key.
    public mutating func note(_ preference: Preference) { choices[preference.key] = preference }

    /// Takes in a record without a value.
    public mutating func forget(_ key: PreferenceKey) { choices[key] = nil }

    /// The newest choice about a subscription of somebody with these ids.
    public func newest(about subscription: String, of ids: [RecipientID]) -> Preference? {
        ids.compactMap { choices[PreferenceKey(subscription: subscription, recipient: $0)] }
            .max { $0.chosenAt < $1.chosenAt }
    }

    /// How many choices were made under each secret that is none of `known`. Who made them cannot be found any more:
    /// mail would go to people who wanted none.
    public func orphans(known: [String]) -> [String: Int] {
        choices.values.filter { !known.contains($0.secret) && $0.choice != .subscribed }
            .reduce(into: [:]) { $0[$1.secret, default: 0] += 1 }
    }
}
