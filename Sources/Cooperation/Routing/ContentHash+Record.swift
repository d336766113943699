import Crypto

extension ContentHash {
    /// The hash of a record of the log: of all that a client reads of it in its partition, so that no byte of it can
    /// change unnoticed.
    ///
    /// It is SHA-256 over the offset, the timestamp (milliseconds since 1970), key and value, the number of headers,
    /// then each header's name and value. Numbers are 8 bytes, big-endian; every text has its length as such a number
    /// before it, and what is absent is the length -1. So no two records have the same form.
    public static func ofRecord(
        key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeaderView], offset: Int64,
        appendedAt: Instant
    ) -> ContentHash {
        var form = RecordForm()
        form.add(offset)
        form.add(appendedAt.milliseconds)
        form.add(key)
        form.add(value)
        form.add(Int64(headers.count))
        for header in headers {
            form.add(header.name)
            form.add(header.value)
        }
        return ContentHash(form.hash.finalize())
    }

    /// The same for bytes and headers that are at hand as values.
    public static func ofRecord(
        key: [UInt8]?, value: [UInt8]?, headers: [RecordHeader], offset: Int64, appendedAt: Instant
    ) -> ContentHash {
        headers.withViews { headers in
            key.withViews { key in
                value.withViews { value in
                    ofRecord(key: key, value: value, headers: headers, offset: offset, appendedAt: appendedAt)
                }
            }
        }
    }
}

/// The bytes that a record's hash is of.
private struct RecordForm {
    private(set) var hash = SHA256()

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer?) {
        add(Int64(bytes?.count ?? -1))
        if let bytes { hash.update(bufferPointer: bytes) }
    }
}
