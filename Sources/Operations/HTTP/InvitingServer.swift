import Hummingbird
import HummingbirdCore

extension HTTPServerBuilder {
    /// HTTP/1.1 for senders that ask before they send a large body (`Expect: 100-continue`, RFC 9110, section 10.1.1):
    /// those whose request is welcome are told to go on, the others have their answer before the body is on its way.
    static func inviting(_ isWelcome: @escaping @Sendable (Request) -> Bool) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            HTTP1Channel(responder: { request, writer, channel in
                if request.headers[.expect]?.lowercased() == "100-continue", isWelcome(request) {
                    try await writer.writeInformationalHead(HTTPResponse(status: .continue))
                }
                try await responder(request, writer, channel)
            })
        }
    }
}
