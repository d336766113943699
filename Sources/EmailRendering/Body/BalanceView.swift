import Cooperation
import DigestEngine

/// The balance of a digest as its templates see it: a table for its window, one for the term of each protocol, and the
/// axes in one sentence.
struct BalanceView {
    private let digest: Digest
    private let reader: Reader
    private static let rowLimit = 12
    private static let termLimit = 6

    init(_ digest: Digest, for reader: Reader) {
        self.digest = digest
        self.reader = reader
    }

    private var language: Language { reader.language }

    /// A table each for what has anything to tell.
    var tables: [[String: Any]] {
        let balance = digest.balance
        let total = Ways(balance.incoming, balance.outgoing, balance.mutual)
        let window = table(language.say(.balanceWindow), total, balance.partners, balance.domains)
        let terms = balance.terms.prefix(Self.termLimit).map { term in
            let words: [Phrase.Slot: String] = [
                .from: reader.dates.date(term.from), .name: reader.agreement(term.protocol),
                .to: reader.dates.date(term.until),
            ]
            let total = Ways(term.incoming, term.outgoing, term.mutual)
            return table(language.say(.balanceTerm, words), total, term.partners, term.domains)
        }
        return (total.isNothing ? [] : [window]) + terms
    }

    /// How many lines serve which axis; nil when none serves any.
    var axes: String? {
        let counts = digest.axes
        let named = Axis.allCases.filter { counts[$0] > 0 }.map { item(reader.axis($0), counts[$0]) }
        if named.isEmpty { return nil }
        let none = counts.none > 0 ? [item(language.say(.axesNone), counts.none)] : []
        return language.say(.axesLine, [.list: reader.list(named + none)])
    }

    private func item(_ name: String, _ count: Int) -> String {
        language.say(.axesItem, [.name: name, .number: language.number(count)])
    }

    private func table(
        _ caption: String, _ total: Ways, _ partners: [NamedBalance], _ domains: [NamedBalance]
    ) -> [String: Any] {
        let rows =
            rows(partners, total, reader.partner) + rows(domains, total, reader.section)
            + [row(language.say(.balanceTotal), total, isTotal: true)]
        return [
            "caption": caption, "rows": rows, "bar": total.shares.map(segment),
            "barLabel": rowText(language.say(.balanceTotal), total), "nameHead": language.say(.balanceName),
            "incomingHead": language.say(.balanceIncoming), "outgoingHead": language.say(.balanceOutgoing),
            "mutualHead": language.say(.balanceMutual),
        ]
    }

    /// A row each; none where a single one would repeat the total. Beyond the limit they are added up.
    private func rows(
        _ balances: [NamedBalance], _ total: Ways, _ name: (String) -> String
    ) -> [[String: Any]] {
        if balances.count == 1, Ways(balances[0]) == total { return [] }
        let rows = balances.prefix(Self.rowLimit).map { row(name($0.id), Ways($0)) }
        let rest = balances.dropFirst(Self.rowLimit)
        if rest.isEmpty { return rows }
        let sum = rest.reduce(Ways(0, 0, 0)) { $0 + Ways($1) }
        return rows + [row(language.say(.listMore, count: rest.count), sum)]
    }

    private func row(_ name: String, _ ways: Ways, isTotal: Bool = false) -> [String: Any] {
        let numbers = [ways.incoming, ways.outgoing, ways.mutual].map(language.number)
        return [
            "isTotal": isTotal, "name": name, "incoming": numbers[0], "outgoing": numbers[1], "mutual": numbers[2],
            "rowText": rowText(name, ways),
        ]
    }

    private func rowText(_ name: String, _ ways: Ways) -> String {
        language.say(
            .balanceRow,
            [
                .name: name, .incoming: language.number(ways.incoming), .outgoing: language.number(ways.outgoing),
                .mutual: language.number(ways.mutual),
            ])
    }

    /// A stretch of the bar that shows the balance.
    private func segment(_ share: Ways.Share) -> [String: Any] {
        [
            "share": "\(share.percent)", "isIncoming": share.way == .incoming,
            "isOutgoing": share.way == .outgoing, "isMutual": share.way == .mutual,
        ]
    }
}
