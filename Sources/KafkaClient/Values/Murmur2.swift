/// The partition that a keyed record goes to, by the rule of Java's default partitioner and of librdkafka's
/// `murmur2_random`: the positive part of MurmurHash2 (seed 0x9747b28c) of the key, modulo the count.
///
/// - Parameters:
///   - key: the record's key bytes; an empty key is hashed like any other.
///   - partitionCount: how many partitions the topic has, at least 1.
public func murmur2Partition(key: some Collection<UInt8>, partitionCount: Int32) -> Int32 {
    precondition(partitionCount > 0, "a topic has at least one partition")
    let hash =
        key.withContiguousStorageIfAvailable { murmur2(UnsafeRawBufferPointer($0)) }
        ?? Array(key).withUnsafeBytes { murmur2($0) }
    return Int32(hash & 0x7fff_ffff) % partitionCount
}

// Austin Appleby's MurmurHash2 as org.apache.kafka.common.utils.Utils.murmur2 does it: little-endian words.
func murmur2(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let mixer: UInt32 = 0x5bd1_e995
    var hash = 0x9747_b28c ^ UInt32(truncatingIfNeeded: bytes.count)
    let wordEnd = bytes.count & ~3
    var index = 0
    while index < wordEnd {
        var word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt32.self)) &* mixer
        word ^= word >> 24
        hash = (hash &* mixer) ^ (word &* mixer)
        index += 4
    }
    if wordEnd < bytes.count {
        for tail in (wordEnd..<bytes.count).reversed() {
            hash ^= UInt32(bytes[tail]) << UInt32((tail - wordEnd) * 8)
        }
        hash = hash &* mixer
    }
    hash ^= hash >> 13
    hash = hash &* mixer
    return hash ^ (hash >> 15)
}
