import CRdKafka

// Unchecked: librdkafka never changes the object after it was made, and it is freed with the last reference.
/// A consumer's standing in its group at one moment: who it is and which generation it belongs to. What a
/// transaction shows to prove that its offsets come from a current member.
public final class GroupMetadata: @unchecked Sendable {
    let pointer: OpaquePointer

    init(taking pointer: OpaquePointer) {
        self.pointer = pointer
    }

    deinit {
        rd_kafka_consumer_group_metadata_destroy(pointer)
    }
}
