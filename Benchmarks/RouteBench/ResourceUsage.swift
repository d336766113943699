#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What this process has used so far.
struct ResourceUsage {
    /// User and system time of all its threads.
    let cpuSeconds: Double
    /// The most resident memory it ever had, in KiB (on Linux).
    let peakKiB: Int

    static var now: ResourceUsage {
        var usage = rusage()
        #if canImport(Glibc)
            let own = RUSAGE_SELF.rawValue
        #else
            let own = RUSAGE_SELF
        #endif
        getrusage(own, &usage)
        return ResourceUsage(
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peakKiB: Int(usage.ru_maxrss))
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}
