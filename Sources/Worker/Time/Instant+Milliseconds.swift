import Cooperation

extension Instant {
    /// The instant that many milliseconds later; stops at the ends of the range.
    func adding(milliseconds step: Int64) -> Instant {
        let (sum, overflows) = milliseconds.addingReportingOverflow(step)
        return Instant(milliseconds: overflows ? (step < 0 ? .min : .max) : sum)
    }
}
