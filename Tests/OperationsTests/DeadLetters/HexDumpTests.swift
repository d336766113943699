import Operations
import Testing

@Suite("A hex dump")
struct HexDumpTests {
    @Test("shows sixteen bytes a line with their offset, and what is not printable as a dot")
    func lines() {
        #expect(HexDump.text([]) == "")
        #expect(
            HexDump.text(Array("0123456789abcdef\u{0}é~".utf8)) == """
                00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  |0123456789abcdef|
                00000010  00 c3 a9 7e                                      |...~|
                """)
    }
}
