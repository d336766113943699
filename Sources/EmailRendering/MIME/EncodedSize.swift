extension DigestBody {
    /// How many bytes the HTML part takes in a message: quoted-printable, without its header fields.
    public var encodedHTMLBytes: Int { QuotedPrintable.encode(html).count }

    /// From about this size of an HTML part on, widespread mail programs show the beginning and hide the rest behind a
    /// link. Our own limit lies well below, so a part that reaches it is one whose frame alone is that large.
    public static let clippingBytes = 102_000
}
