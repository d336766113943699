import Cooperation

/// A term ledger opened for one digest: what the slice says is entered, then it is closed again.
struct TermBook {
    /// A subject under a protocol.
    private struct Place: Hashable {
        let agreement: String
        let subject: String
    }

    /// What it counts as, and since when.
    private struct Entry {
        let heading: TermHeading
        let rank: Int
    }

    /// The protocols in force at the window's end.
    private let agreements: [CooperationProtocol]
    private var entries: [Place: Entry] = [:]
    private var settled: [String: BalanceSheet] = [:]
    private var nextRank = 0

    /// Opens a ledger; what it knows of protocols that are not in force on the day is let go.
    init(_ ledger: TermLedger, protocols: [CooperationProtocol], on day: CalendarDate) {
        agreements = protocols.filter { $0.from <= day && day <= $0.until }.sorted { $0.id < $1.id }
        let inForce = Set(agreements.map(\.id))
        for account in ledger.accounts where inForce.contains(account.protocol) {
            for subject in account.subjects {
                enter(Place(agreement: account.protocol, subject: subject), TermHeading(account))
            }
        }
        for balance in ledger.settled where inForce.contains(balance.protocol) {
            settled[balance.protocol, default: BalanceSheet()].add(balance)
        }
    }

    private mutating func enter(_ place: Place, _ heading: TermHeading) {
        entries[place] = Entry(heading: heading, rank: nextRank)
        nextRank += 1
    }

    /// A subject was told: it counts under every protocol that covers it, and under no other.
    ///
    /// - Parameter wasCounted: whether readers knew it before as something that stands. Under a protocol with settled
    ///   subjects it is then one of those, unless the book knows it.
    mutating func enter(_ notice: Notice, wasCounted: Bool) {
        let subject = Self.hash(SubjectKey(notice.event))
        for agreement in agreements {
            let place = Place(agreement: agreement.id, subject: subject)
            let isSettled = wasCounted && entries[place] == nil && settled[agreement.id] != nil
            if let heading = TermHeading(notice, under: agreement), !isSettled {
                enter(place, heading)
            } else {
                entries[place] = nil
            }
        }
    }

    /// A subject was cancelled or taken back: it counts no longer.
    mutating func strike(_ key: SubjectKey) {
        let subject = Self.hash(key)
        for agreement in agreements { entries[Place(agreement: agreement.id, subject: subject)] = nil }
    }

    private static func hash(_ key: SubjectKey) -> String {
        ContentHash(of: "\(key.source)\n\(key.subject)".utf8).digits(16)
    }
}

// MARK: Closing

extension TermBook {
    /// The ledger after the digest, and what the digest tells of each term.
    func close(limit: Int = TermLedger.subjectLimit) -> (ledger: TermLedger, balances: [TermBalance]) {
        var accounts = accounts()
        var settled = settled
        for account in Self.settle(&accounts, limit: limit) {
            settled[account.protocol, default: BalanceSheet()].add(account)
        }
        var sheets = settled
        for account in accounts { sheets[account.protocol, default: BalanceSheet()].add(account) }
        let ledger = TermLedger(
            accounts: accounts,
            settled: agreements.compactMap { agreement in settled[agreement.id].map { $0.term(of: agreement) } })
        return (ledger, agreements.compactMap { agreement in sheets[agreement.id].map { $0.term(of: agreement) } })
    }

    /// The entries by account, in the ledger's order.
    private func accounts() -> [TermAccount] {
        var groups: [TermHeading: [(rank: Int, subject: String)]] = [:]
        for (place, entry) in entries { groups[entry.heading, default: []].append((entry.rank, place.subject)) }
        return groups.sorted { $0.key < $1.key }.map { heading, subjects in
            heading.account(subjects.sorted { $0.rank < $1.rank }.map(\.subject))
        }
    }

    /// Takes from the fullest account what was told longest ago, until the limit is kept; returns what was taken.
    private static func settle(_ accounts: inout [TermAccount], limit: Int) -> [TermAccount] {
        var counts = accounts.map(\.subjects.count)
        let excess = max(0, counts.reduce(0, +) - limit)
        for _ in 0..<excess {
            // The first of the fullest, so that every rebuild takes the same.
            guard let most = counts.max(), let fullest = counts.firstIndex(of: most) else { break }
            counts[fullest] -= 1
        }
        let taken = accounts.indices.map { place in
            var account = accounts[place]
            let surplus = account.subjects.count - counts[place]
            account.subjects = Array(account.subjects.prefix(surplus))
            accounts[place].subjects.removeFirst(surplus)
            return account
        }
        accounts.removeAll(where: \.subjects.isEmpty)
        return taken.filter { !$0.subjects.isEmpty }
    }
}

extension BalanceSheet {
    fileprivate mutating func add(_ account: TermAccount) {
        add(account.subjects.count, account.direction, partners: account.partners, domain: account.domain)
    }
}
