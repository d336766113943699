import Cooperation
import DigestEngine

/// How many go which way.
struct Ways: Equatable {
    let incoming: Int
    let outgoing: Int
    let mutual: Int

    init(_ incoming: Int, _ outgoing: Int, _ mutual: Int) {
        self.incoming = incoming
        self.outgoing = outgoing
        self.mutual = mutual
    }

    init(_ balance: NamedBalance) { self.init(balance.incoming, balance.outgoing, balance.mutual) }

    var isNothing: Bool { self == Ways(0, 0, 0) }

    /// One way's part of them all.
    struct Share: Equatable {
        var way: Direction
        var percent: Int
    }

    /// The parts of those that are not nothing, in whole percent that add up to 100; each at least 2, to be seen.
    var shares: [Share] {
        let counts: [(Direction, Int)] = [(.incoming, incoming), (.outgoing, outgoing), (.mutual, mutual)]
        let total = counts.reduce(0.0) { $0 + Double(max(0, $1.1)) }
        guard total > 0 else { return [] }
        var shares = counts.filter { $0.1 > 0 }.map { way, count in
            Share(way: way, percent: max(2, Int((Double(count) / total * 100).rounded())))
        }
        let greatest = shares.indices.max { shares[$0].percent < shares[$1].percent } ?? 0
        shares[greatest].percent += 100 - shares.reduce(0) { $0 + $1.percent }
        return shares
    }

    static func + (lhs: Ways, rhs: Ways) -> Ways {
        Ways(lhs.incoming + rhs.incoming, lhs.outgoing + rhs.outgoing, lhs.mutual + rhs.mutual)
    }
}
