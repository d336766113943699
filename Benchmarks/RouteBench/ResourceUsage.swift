#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

import Foundation

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
            cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), peakKiB: peakKiB ?? Int(usage.ru_maxrss))
    }

    /// `VmHWM` of `/proc/self/status`: unlike `ru_maxrss` it does not begin with what the parent had.
    private static var peakKiB: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }
    }

    private static func seconds(_ time: timeval) -> Double {
        Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
    }
}
