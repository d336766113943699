/// Finds which of a fixed list of names some bytes spell: an open-addressed hash table, compiled once.
///
/// The hash looks at the length and at the first and last eight bytes only. Names come from the contract and from the
/// configuration, so nobody hostile chooses what collides; a look-up that misses ends at the first empty place.
struct NameIndex: Sendable {
    /// The names, by number.
    let names: [String]
    private let bytes: [UInt8]
    private let starts: [Int]
    private let table: [Int32]
    private let mask: Int

    /// An index of `names`; the number of a name is its position (the first, where one stands twice).
    init(_ names: [String]) {
        self.names = names
        bytes = names.flatMap { Array($0.utf8) }
        starts = names.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.utf8.count) }
        var size = 8
        while size < names.count * 4 { size *= 2 }
        mask = size - 1
        var table = [Int32](repeating: -1, count: size)
        for (number, name) in names.enumerated() where names.firstIndex(of: name) == number {
            var place = name.withRawUTF8 { NameIndex.hash($0) } & mask
            while table[place] >= 0 { place = (place + 1) & mask }
            table[place] = Int32(number)
        }
        self.table = table
    }

    /// The number of the name that the bytes spell, or nil.
    @inline(__always)
    func number(of name: UnsafeRawBufferPointer) -> Int? {
        var place = NameIndex.hash(name) & mask
        return bytes.withUnsafeBytes { bytes in
            while true {
                let number = Int(table[place])
                if number < 0 { return nil }
                if bytes.part(starts[number], starts[number + 1]).matches(name) { return number }
                place = (place + 1) & mask
            }
        }
    }

    /// The number of the name, or nil.
    func number(of name: String) -> Int? {
        name.withRawUTF8 { number(of: $0) }
    }

    @inline(__always)
    private static func hash(_ name: UnsafeRawBufferPointer) -> Int {
        let count = name.count
        var head: UInt64 = 0
        var tail: UInt64 = 0
        if count >= 8 {
            head = name.loadUnaligned(as: UInt64.self)
            tail = name.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
        } else {
            for byte in name { head = head << 8 | UInt64(byte) }
        }
        let mixed = (head ^ (tail &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: (mixed ^ (mixed >> 32)) & 0x7FFF_FFFF)
    }
}
