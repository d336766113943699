import Cooperation
public import DigestEngine
import Foundation
public import KafkaClient

/// The records of the preferences topic.
public enum PreferenceRecords {
    /// The record of a choice.
    public static func record(_ preference: Preference, topic: String) throws -> ProducerRecord {
        ProducerRecord(
            topic: topic, key: Array(preference.key.description.utf8), value: try CanonicalJSON.encode(preference),
            headers: [KafkaHeader(name: "content-type", value: Array("application/json".utf8))],
            timestampMilliseconds: preference.chosenAt.milliseconds)
    }

    /// The record that takes a choice out of the topic altogether.
    public static func tombstone(_ key: PreferenceKey, topic: String) -> ProducerRecord {
        ProducerRecord(topic: topic, key: Array(key.description.utf8), value: nil)
    }

    /// What a record says: a choice, or, without a value, that there is none any more.
    ///
    /// - Throws: ``UnreadablePreference`` for anything else.
    public static func read(key: [UInt8]?, value: [UInt8]?) throws -> (key: PreferenceKey, preference: Preference?) {
        guard let key, let read = PreferenceKey(String(decoding: key, as: UTF8.self)) else {
            throw UnreadablePreference(cause: "expected a key SUBSCRIPTION/RECIPIENT")
        }
        guard let value else { return (read, nil) }
        do {
            let preference = try JSONDecoder().decode(Preference.self, from: Data(value))
            guard preference.key == read else {
                throw UnreadablePreference(cause: "the value is about \(preference.key), not about its key \(read)")
            }
            return (read, preference)
        } catch let error as DecodingError {
            throw UnreadablePreference(cause: "expected a choice (schemas/preference.v1.json): \(error)")
        }
    }
}

/// Why a record of the preferences topic says nothing.
public struct UnreadablePreference: Error, Hashable, CustomStringConvertible {
    /// What is wrong with it.
    public var cause: String

    /// What is wrong with it.
    public var description: String { cause }
}
