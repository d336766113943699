import Synchronization

/// Memory of batches that are gone, for those that come.
///
/// Batches are megabytes: handed to the allocator each time, they make it tidy its whole heap and give pages back to
/// the system only to fault them in again. A few are kept instead, by the consumer whose batches they were.
final class BufferPool: Sendable {
    /// One run of memory. Whoever took it is its only user until it is given back.
    struct Buffer: Sendable {
        // An address rather than a pointer, because it moves from thread to thread with its batch.
        private let address: UInt
        let byteCount: Int

        init(byteCount: Int) {
            let start = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
            address = UInt(bitPattern: start)
            self.byteCount = byteCount
        }

        var start: UnsafeMutableRawPointer {
            guard let start = UnsafeMutableRawPointer(bitPattern: address) else {
                preconditionFailure("memory never lies at address 0")
            }
            return start
        }

        func free() { start.deallocate() }
    }

    private static let maxBuffers = 3
    /// Larger ones, made for an unusual record, are not kept.
    private static let maxBytes = 16 << 20
    private static let grain = 256 << 10

    private let buffers = Mutex<[Buffer]>([])

    deinit {
        for buffer in buffers.withLock({ $0 }) { buffer.free() }
    }

    /// A buffer of at least so many bytes.
    func take(_ byteCount: Int) -> Buffer {
        let kept = buffers.withLock { buffers in
            buffers.firstIndex { $0.byteCount >= byteCount }.map { buffers.remove(at: $0) }
        }
        return kept ?? Buffer(byteCount: (byteCount + Self.grain - 1) / Self.grain * Self.grain)
    }

    /// Keeps a buffer, in place of the smallest one when there are enough.
    func giveBack(_ buffer: Buffer) {
        let surplus = buffers.withLock { buffers -> Buffer? in
            guard buffer.byteCount <= Self.maxBytes else { return buffer }
            buffers.append(buffer)
            guard buffers.count > Self.maxBuffers else { return nil }
            let smallest = buffers.indices.min { buffers[$0].byteCount < buffers[$1].byteCount }
            return smallest.map { buffers.remove(at: $0) }
        }
        surplus?.free()
    }
}
