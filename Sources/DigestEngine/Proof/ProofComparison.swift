import Cooperation

/// A published digest beside the one that the log gives, and what that says of either.
struct ProofComparison {
    let published: Digest
    let rebuilt: Digest
    /// The oldest offset that the log still has.
    let keptFrom: Int64
    private let differences: [ProofDifference]

    init(published: Digest, rebuilt: Digest, keptFrom: Int64) {
        self.published = published
        self.rebuilt = rebuilt
        self.keptFrom = keptFrom
        differences = ProofDifference.between(published, rebuilt)
    }

    /// Whether log and configuration give a digest of the hash that the published one says it has: then neither was
    /// changed, whatever became of its record.
    var isAsMade: Bool { rebuilt.hash == published.hash }

    /// The record is not what its own hash says.
    func brokenSeal(of bytes: [UInt8]) -> ProofFinding? {
        let hash = published.contentHash()
        if published.hash != hash {
            let said = published.hash.map(\.description) ?? "none"
            let other = isAsMade ? ", which is the hash of what the log gives" : ""
            let message = "the digest's record was changed: its content has the hash \(hash), it says \(said)\(other)"
            return ProofFinding(.record, message, differences)
        }
        if published.canonicalBytes() != bytes {
            let message = """
                the digest's record was changed: its bytes are not the canonical form (RFC 8785) of what they say, or \
                have members that no digest has
                """
            return ProofFinding(.record, message)
        }
        return nil
    }

    /// What the digest was made with and is not there today.
    func configuration(recipe: DigestRecipe, provenance: Provenance) -> [ProofFinding] {
        let versions = published.versions
        let parts: [(name: String, then: String, now: String)] = [
            ("configuration of the subscription", versions.subscription, recipe.version),
            ("configuration", versions.configuration, provenance.configuration),
            ("set of templates", versions.templates, provenance.templates),
            ("time zone database", versions.timeZones, provenance.timeZones),
            ("version of the rules", String(versions.engine), String(DigestBuilder.version)),
        ]
        return parts.filter { $0.then != $0.now }.map { part in
            ProofFinding(.configuration, "made with another \(part.name): \(part.then) then, \(part.now) now")
        }
    }

    /// What differs though it was not the record.
    func log(isSealed: Bool, isReconfigured: Bool) -> [ProofFinding] {
        let slice = published.slice
        if keptFrom > slice.from {
            let message =
                "cannot be rebuilt: the log of \(name) begins at \(keptFrom) today, the slice at \(slice.from)"
            return [ProofFinding(.retention, message)]
        }
        if rebuilt.slice.hash != slice.hash { return [log(isReconfigured: isReconfigured)] }
        if !isSealed || differences.isEmpty { return [] }
        if keptFrom > slice.contextFrom {
            let message = "what it looks back on is gone: the log of \(name) begins at \(keptFrom) today"
            return [ProofFinding(.retention, message, differences)]
        }
        if isReconfigured {
            let message = "its records are the same; told by the configuration of today they read otherwise"
            return [ProofFinding(.configuration, message, differences)]
        }
        let message = """
            its own records are the same, and yet the log gives another digest: it was changed and hashed anew, or what \
            it looks back on, \(name)@[\(slice.contextFrom), \(slice.from)), was changed
            """
        return [ProofFinding(.content, message, differences)]
    }

    private var name: String { "\(published.slice.topic)/\(published.slice.partition)" }

    private func log(isReconfigured: Bool) -> ProofFinding {
        let part = "\(name)@[\(published.slice.from), \(published.slice.to))"
        if isReconfigured {
            let message = "takes other records of \(part) than then: by its configuration, or because they were changed"
            return ProofFinding(.configuration, message, differences)
        }
        let message = "the log was changed in \(part): \(FirstChange(published, rebuilt).words)"
        return ProofFinding(.log, message, differences.filter { $0.pointer != "/slice/hash" })
    }
}
