/// What a Confluent serialiser puts before the JSON: a zero byte and the four bytes of a schema's number, the highest
/// first. Its newer serialisers write a header instead (`__value_schema_id`), which is a header like any other.
public enum SchemaFraming {
    private static let count = 5

    /// The length of the framing before the JSON: 0 where there is none. No JSON text starts with a zero byte.
    static func length(of value: UnsafeRawBufferPointer) -> Int {
        value.count > count && value[0] == 0 ? count : 0
    }

    /// The number that the schema registry gave the value's schema; nil for a value without framing.
    public static func schemaID(of value: UnsafeRawBufferPointer?) -> UInt32? {
        guard let value, length(of: value) > 0 else { return nil }
        return UInt32(bigEndian: value.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
    }
}
