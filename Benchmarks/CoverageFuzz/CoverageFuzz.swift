import Fuzzing

// Unsafe no more than libFuzzer is: it calls from one thread, one input after the other.
nonisolated(unsafe) private let judge = FuzzJudge()

/// What libFuzzer calls with bytes of its own making, which are taken for the file of a `FuzzRecord`. A complaint ends
/// the process, and libFuzzer keeps the bytes.
@_cdecl("LLVMFuzzerTestOneInput")
public func judgeOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let record = FuzzRecord(file: Array(UnsafeBufferPointer(start: bytes, count: count)))
    let complaints = judge.judge(record).complaints
    precondition(complaints.isEmpty, complaints.joined(separator: "\n"))
    return 0
}
