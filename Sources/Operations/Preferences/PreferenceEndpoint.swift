import Cooperation
import DigestEngine
import EmailRendering
import Hummingbird
import Worker

/// `GET` and `POST /preferences/TOKEN`: the door of the recipients' preferences. Every other path is let through.
struct PreferenceEndpoint<Context: RequestContext>: RouterMiddleware {
    private typealias FieldName = HTTPFields.Element.Name

    private let service: PreferenceService

    init(_ service: PreferenceService) {
        self.service = service
    }

    /// Whether a request is for this door.
    static func isMeant(_ request: Request) -> Bool { request.uri.path.hasPrefix(PreferenceService.path) }

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard Self.isMeant(request) else { return try await next(request, context) }
        let token = String(request.uri.path.dropFirst(PreferenceService.path.count))
        switch request.method {
        case .get: return answer(await service.show(token), request)
        case .head:
            let full = answer(await service.show(token), request)
            return Response(status: full.status, headers: full.headers)
        case .post: return await post(token, request)
        default:
            var response = answer(.trouble(.unclear, language: nil), request, status: .methodNotAllowed)
            response.headers[.allow] = "GET, HEAD, POST"
            return response
        }
    }

    private func post(_ token: String, _ request: Request) async -> Response {
        let body = await BodyReading.read(
            request, maxBytes: PreferenceService.maxBodyBytes, seconds: PreferenceService.bodySeconds)
        switch body {
        case .failure(let problem):
            var response = answer(
                .trouble(.unclear, language: nil), request, status: HTTPResponse.Status(code: problem.code.status))
            for field in problem.fields {
                if let name = FieldName(field.name) { response.headers[name] = field.value }
            }
            return response
        case .success(let bytes):
            guard let form = PreferenceForm(bytes, contentType: request.headers[.contentType]) else {
                return answer(.trouble(.unclear, language: nil), request, status: .unsupportedMediaType)
            }
            return answer(await service.act(token, form), request)
        }
    }

    private func answer(
        _ outcome: PreferenceService.Outcome, _ request: Request, status: HTTPResponse.Status? = nil
    ) -> Response {
        PreferenceMetrics.answered(outcome)
        switch outcome {
        case .standing(let standing, let link, let isSaved):
            let page = PreferencePage(language: link.language, templates: service.templates)
            let replaced = link.subscription == standing.place.id ? nil : service.subscription(link.subscription)
            let pauses = PauseDays(timeZone: standing.place.timeZone, at: service.clock.now()).offered
            let html = page.html(of: standing, link: link, pauses: pauses, isSaved: isSaved, replaced: replaced)
            return response(.ok, html, language: page.languageTag)
        case .trouble(let trouble, let language):
            let page = PreferencePage(
                language: language ?? Self.language(of: request), templates: service.templates)
            var answer = response(status ?? trouble.status, page.html(of: trouble), language: page.languageTag)
            if trouble == .later { answer.headers[.retryAfter] = "60" }
            return answer
        }
    }

    /// What the browser asks for first, where there is no link to tell.
    private static func language(of request: Request) -> String {
        String((request.headers[.acceptLanguage] ?? "").prefix { $0 != "," && $0 != ";" })
    }

    private func response(_ status: HTTPResponse.Status, _ html: String, language: String) -> Response {
        var headers: HTTPFields = [
            .contentType: "text/html; charset=utf-8", .contentLanguage: language, .cacheControl: "no-store",
            .contentSecurityPolicy: PreferencePage.policy, .xContentTypeOptions: "nosniff",
        ]
        for (name, value) in [("referrer-policy", "no-referrer"), ("x-robots-tag", "noindex, nofollow")] {
            if let name = FieldName(name) { headers[name] = value }
        }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }
}

extension PreferencePage.Trouble {
    /// The HTTP status (RFC 9110, section 15).
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .expired: .gone
        case .unknown: .notFound
        case .unclear: .badRequest
        case .later: .serviceUnavailable
        }
    }
}
