import Foundation
import Hummingbird
import Logging
import Worker

/// `POST /events`: the door of the intake. Every other path is let through.
struct IntakeEndpoint<Context: RequestContext>: RouterMiddleware {
    private typealias FieldName = HTTPFields.Element.Name

    private let intake: IntakeService

    init(_ intake: IntakeService) {
        self.intake = intake
    }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.uri.path == IntakeService.path else { return try await next(request, context) }
        guard request.method != .options else { return Self.options }
        let start = ContinuousClock.now
        let outcome = await answer(request)
        let problem: Problem? = if case .failure(let problem) = outcome { problem } else { nil }
        intake.metrics.answered(problem?.code, after: .now - start)
        let response = try problem.map(refused) ?? accepted(outcome.get())
        return request.method == .head ? Response(status: response.status, headers: response.headers) : response
    }

    private func answer(_ request: Request) async -> Result<Receipt, Problem> {
        guard request.method == .post else {
            return .failure(Problem(.methodNotAllowed, "found \(request.method.rawValue), expected POST"))
        }
        let headers = IntakeHeader.all(of: request)
        switch intake.admit(headers) {
        case .failure(let problem): return .failure(problem)
        case .success(let admitted):
            return await intake.inPlace {
                let settings = intake.settings
                let body = await BodyReading.read(
                    request, maxBytes: settings.maxBodyBytes, seconds: settings.bodySeconds)
                switch body {
                case .failure(let problem): return .failure(problem)
                case .success(let bytes):
                    return await intake.take(bytes, headers, mode: admitted.mode, from: admitted.sender)
                }
            }
        }
    }

    private func accepted(_ receipt: Receipt) throws -> Response {
        try Self.response(.accepted, "application/json", receipt)
    }

    private func refused(_ problem: Problem) throws -> Response {
        let document = ProblemDocument(problem, instance: "urn:uuid:\(UUID().uuidString.lowercased())")
        intake.logger.debug(
            "a request was refused",
            metadata: [
                "code": "\(problem.code.rawValue)", "detail": "\(problem.detail)", "instance": "\(document.instance)",
            ])
        var response = try Self.response(
            HTTPResponse.Status(code: problem.code.status), ProblemDocument.contentType, document)
        for field in problem.fields {
            if let name = FieldName(field.name) { response.headers[name] = field.value }
        }
        return response
    }

    private static var options: Response {
        var response = Response(status: .noContent, headers: [.allow: "POST, OPTIONS"])
        if let name = FieldName("accept-post") { response.headers[name] = ContentMode.accepted }
        return response
    }

    private static func response(
        _ status: HTTPResponse.Status, _ contentType: String, _ body: some Encodable
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: contentType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(body))))
    }
}

extension IntakeHeader {
    /// The header fields of a request.
    static func all(of request: Request) -> [IntakeHeader] {
        request.headers.map { IntakeHeader($0.name.canonicalName, $0.value) }
    }
}
