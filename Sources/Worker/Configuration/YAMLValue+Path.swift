import Yams

/// Finds lines again by the paths that problems name.
extension YAMLValue {
    /// The line of what stands at a path such as `cooperation.rules[3].to[0]`; of the nearest thing around it where
    /// nothing does.
    func line(at path: String) -> Int? {
        var value = self
        for key in path.split(separator: ".") {
            let parts = key.split(separator: "[")
            guard let name = parts.first, let child = value[String(name)] else { return value.line }
            value = child
            for index in parts.dropFirst() {
                guard let element = value.element(index.dropLast()) else { return value.line }
                value = element
            }
        }
        return value.line
    }

    private func element(_ index: Substring) -> YAMLValue? {
        guard let sequence = node.sequence, let index = Int(index), sequence.indices.contains(index) else {
            return nil
        }
        return YAMLValue(node: sequence[index], path: "\(path)[\(index)]", problems: problems)
    }
}
