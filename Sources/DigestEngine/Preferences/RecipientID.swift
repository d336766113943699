import Foundation

/// Who a recipient is to the choices made: the same for the same address and audience, and telling nothing about
/// either to those without the secret. 16 bytes of an HMAC, written as 22 characters of base64url (RFC 4648, section 5).
public struct RecipientID: Hashable, Sendable {
    /// How many bytes it has.
    static let byteCount = 16

    /// Its 16 bytes.
    let bytes: [UInt8]

    /// Precondition: 16 bytes.
    init(bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount, "a recipient's id has \(Self.byteCount) bytes")
        self.bytes = bytes
    }
}

extension RecipientID: LosslessStringConvertible {
    /// The id from its 22 characters; nil for anything else.
    public init?(_ description: String) {
        guard let bytes = Base64URL.decode(description), bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Its 22 characters.
    public var description: String { Base64URL.encode(bytes) }
}

extension RecipientID: Codable {
    /// Reads the 22 characters.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = RecipientID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a recipient's id: 22 characters of base64url")
        }
        self = id
    }

    /// Writes the 22 characters.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Base64url without padding, in its one canonical spelling.
enum Base64URL {
    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Nil for padding, for other characters, and for a spelling whose last bits say nothing but are not zero: one
    /// value has one text.
    static func decode(_ text: String) -> [UInt8]? {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard allowed else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: standard + padding) else { return nil }
        let bytes = [UInt8](data)
        return encode(bytes) == text ? bytes : nil
    }
}
