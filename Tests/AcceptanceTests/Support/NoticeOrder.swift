extension [StoredRecord] {
    /// The audiences whose notices of one source partition do not come in its order; a repeat of one that came before
    /// is none. Records of one subject lie in one partition, so that this is the order of each subject too.
    var disorders: [String] {
        var reached: [String: Int] = [:]
        var known: Set<String> = []
        return compactMap { notice in
            let origin = notice.header("vm-origin") ?? ""
            let parts = origin.split(separator: "@")
            let (audience, key) = (notice.keyText, "\(notice.keyText) \(parts.first ?? "")")
            guard known.insert("\(audience) \(origin)").inserted else { return nil }
            let offset = parts.last.flatMap { Int($0) } ?? -1
            defer { reached[key] = Swift.max(offset, reached[key] ?? -1) }
            return offset > reached[key] ?? -1 ? nil : "\(audience): \(origin) after \(reached[key] ?? -1)"
        }
    }
}
