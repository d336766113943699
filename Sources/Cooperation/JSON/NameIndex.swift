/// Finds which of a fixed list of names some bytes spell: an open-addressed hash table, compiled once.
///
/// Names are compared by their length and their first and last eight bytes, which is all there is of names up to 16
/// bytes; the hash looks at nothing else. Names come from the contract and from the configuration, so nobody hostile
/// chooses what collides, and a look-up that misses ends at the first empty place.
struct NameIndex: Sendable {
    /// The names, by number.
    let names: [String]
    private let table: [Entry]
    private let mask: Int
    private let bytes: [UInt8]

    private struct Entry: Sendable {
        var ends = NameEnds()
        /// The name's number; none in an empty place.
        var number: Int32 = -1
        /// Where the name's bytes start.
        var start: Int32 = 0
    }

    /// An index of `names`; the number of a name is its position (the first, where one stands twice).
    init(_ names: [String]) {
        self.names = names
        var size = 8
        while size < names.count * 4 { size *= 2 }
        mask = size - 1
        var table = [Entry](repeating: Entry(), count: size)
        var bytes: [UInt8] = []
        for (number, name) in names.enumerated() where names.firstIndex(of: name) == number {
            let ends = name.withRawUTF8 { NameEnds($0) }
            var place = ends.hash & mask
            while table[place].number >= 0 { place = (place + 1) & mask }
            table[place] = Entry(ends: ends, number: Int32(number), start: Int32(bytes.count))
            bytes += name.utf8
        }
        self.table = table
        self.bytes = bytes
    }

    /// The number of the name that the bytes spell, or nil.
    @inline(__always)
    func number(of name: UnsafeRawBufferPointer) -> Int? {
        let ends = NameEnds(name)
        var place = ends.hash & mask
        while true {
            let entry = table[place]
            if entry.number < 0 { return nil }
            if entry.ends == ends, name.count <= 16 || isSpelt(entry, name) { return Int(entry.number) }
            place = (place + 1) & mask
        }
    }

    /// The number of the name, or nil.
    func number(of name: String) -> Int? {
        name.withRawUTF8 { number(of: $0) }
    }

    private func isSpelt(_ entry: Entry, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = Int(entry.start)
        return bytes.withUnsafeBytes { $0.part(start, start + name.count).matches(name) }
    }
}

/// A name's length and its first and last eight bytes.
struct NameEnds: Equatable, Sendable {
    private var count = 0
    private var head: UInt64 = 0
    private var tail: UInt64 = 0

    init() {}

    /// Shorter names are covered by loads that overlap.
    @inline(__always)
    init(_ name: UnsafeRawBufferPointer) {
        count = name.count
        if count >= 8 {
            head = name.loadUnaligned(as: UInt64.self)
            tail = name.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else if count >= 4 {
            head = UInt64(name.loadUnaligned(as: UInt32.self))
            tail = UInt64(name.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else if count > 0 {
            head = UInt64(name[0]) << 16 | UInt64(name[count / 2]) << 8 | UInt64(name[count - 1])
        }
    }

    var hash: Int {
        let mixed = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 32)
    }
}
