import Foundation

/// Reads the list `http.intake.sources`.
struct IntakeSourcesSection {
    let section: YAMLValue
    /// What the names of token files are relative to.
    let directory: URL

    func read() -> [IntakeSource] {
        let sources = section.elements.compactMap(source)
        var seen: Set<String> = []
        for source in sources where !seen.insert(source.id).inserted {
            section.report("two sources have the id `\(source.id)`; each needs its own")
        }
        return sources
    }

    private func source(_ value: YAMLValue) -> IntakeSource? {
        value.expectKeys(
            ["id", "source", "token_file", "token_env", "rate_per_second", "burst"], required: ["id", "source"])
        // Everything is read before anything is given up, so that every problem is told.
        let id = value["id"].flatMap(identifier)
        let name = value["source"].flatMap(uriReference)
        var token = SecretSource()
        token.file = value["token_file"]?.filledText ?? ""
        token.variable = value["token_env"].flatMap(variableName) ?? ""
        token.resolve(relativeTo: directory)
        if value["token_file"] == nil, value["token_env"] == nil {
            value.report(
                "a token_file or a token_env is needed: where the tokens of this source are found. "
                    + "The tokens themselves do not belong into this file")
        }
        guard let id, let name else { return nil }
        var source = IntakeSource(id: id, source: name)
        source.token = token
        if let rate = value["rate_per_second"]?.integer(in: 1...1_000_000) { source.ratePerSecond = rate }
        source.burst = value["burst"]?.integer(in: 1...1_000_000) ?? 2 * source.ratePerSecond
        return source
    }

    /// Identifiers become labels of metrics.
    private func identifier(_ value: YAMLValue) -> String? {
        guard let text = value.filledText else { return nil }
        guard text.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }) else {
            value.report("expected lower-case letters, digits and hyphens; found `\(text)`")
            return nil
        }
        return text
    }

    private func uriReference(_ value: YAMLValue) -> String? {
        guard let text = value.filledText else { return nil }
        let allowed = "-._~:/?#[]@!$&'()*+,;=%"
        guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || allowed.contains($0)) }) else {
            value.report("expected a URI reference, as events bear it in `source`; found `\(text)`")
            return nil
        }
        return text
    }

    private func variableName(_ value: YAMLValue) -> String? {
        guard let text = value.filledText else { return nil }
        guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }) else {
            // What was found is not shown: whoever put the token itself here would read it in the logs.
            value.report("expected the name of an environment variable: letters, digits and underscores")
            return nil
        }
        return text
    }
}
