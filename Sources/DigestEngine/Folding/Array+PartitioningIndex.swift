extension Array {
    /// The first place whose element satisfies a condition that all after it satisfy too; `count` where none does.
    /// Takes logarithmic time.
    func partitioningIndex(where belongsBehind: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
