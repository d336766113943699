import Foundation
import TestSupport

/// Damages records the way the world does: flipped, lost, doubled and foreign bytes, and words of JSON out of place.
struct ByteMutator {
    var generator: SeededGenerator

    private static let words = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-1", "1e9", "0", " ", "\n",
        "\u{FEFF}",
        "\u{0}", "é", "🎵", "\"fr\":", "\"data\":", "\"type\":", "\"starts\":\"2019-02-30\",", "{\"a\":", "[[",
    ].map { Array($0.utf8) }

    mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...2, using: &generator) where !bytes.isEmpty { step(&bytes) }
        return bytes
    }

    private mutating func step(_ bytes: inout [UInt8]) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, at + Int.random(in: 1...12, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes.removeSubrange(at..<end)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 4: bytes.removeSubrange(at...)
        default: bytes.insert(contentsOf: Self.words.randomElement(using: &generator) ?? [], at: at)
        }
    }
}
