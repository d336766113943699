/// The name that a misspelt one most likely meant.
public enum NearestName {
    /// The nearest of `names` by edits (insertion, deletion, substitution, swap of neighbours), case aside; nil when
    /// none is near enough to be worth naming.
    public static func nearest(to name: String, among names: [String]) -> String? {
        let found = Array(name.lowercased().unicodeScalars.prefix(65))
        guard !found.isEmpty, found.count <= 64 else { return nil }
        let allowed = max(1, found.count / 3)
        let ranked = names.map { ($0, distance(found, Array($0.lowercased().unicodeScalars))) }
        return ranked.filter { $0.1 <= allowed }.min { $0.1 < $1.1 }?.0
    }

    /// The end of a message that refuses `name`: "; did you mean `x`?", or nothing where no name is near.
    public static func hint(for name: String, among names: [String]) -> String {
        nearest(to: name, among: names).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// How many edits, case aside, lead from one name to the other; nil where it takes more than `most`.
    static func distance(from left: String, to right: String, atMost most: Int) -> Int? {
        guard abs(left.unicodeScalars.count - right.unicodeScalars.count) <= most else { return nil }
        let edits = distance(Array(left.lowercased().unicodeScalars), Array(right.lowercased().unicodeScalars))
        return edits <= most ? edits : nil
    }

    /// Optimal string alignment distance, with three rows of the usual table.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var before: [Int] = []
        var above = Array(0...right.count)
        for row in 1...left.count {
            var current = [row]
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                var best = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    best = min(best, before[column - 2] + 1)
                }
                current.append(best)
            }
            (before, above) = (above, current)
        }
        return above[right.count]
    }
}
