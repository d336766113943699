/// Bytes as people look at them: sixteen a line, with their offset, in hexadecimal and as ASCII.
public enum HexDump {
    /// `00000000  7b 22 73 70 …  |{"sp…|`
    public static func text(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let line = bytes[start..<min(start + 16, bytes.count)]
            let hex = line.map { padded($0, 2) }.joined(separator: " ")
            let shown = String(String.UnicodeScalarView(line.map { printable($0) }))
            return "\(padded(start, 8))  \(hex)\(String(repeating: " ", count: 47 - hex.count))  |\(shown)|"
        }.joined(separator: "\n")
    }

    private static func printable(_ byte: UInt8) -> Unicode.Scalar {
        (0x20..<0x7F).contains(byte) ? Unicode.Scalar(byte) : "."
    }

    private static func padded(_ number: some BinaryInteger, _ width: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
