import EmailRendering
import Foundation
import TestSupport
import Testing

@Suite("Handing a payload on")
struct HandingOnTests {
    private struct Report: Decodable {
        struct Delivery: Decodable {
            var from: String
            var to: [String]
            var same: Bool
        }
        struct Notify: Decodable {
            var email_address: String
            var reference: String
            var personalisation: [String: String]
        }
        struct Postmark: Decodable {
            struct Attachment: Decodable {
                var Name: String
                var ContentType: String
            }
            var To: String
            var Subject: String
            var HtmlBody: String
            var Attachments: [Attachment]
        }
        var ses: String
        var smtp: Delivery
        var notify: Notify
        var postmark: Postmark
    }

    @Test("the documented ways are taken by a relay and by the services' own libraries")
    func services() async throws {
        var payload = try Samples.message("fr-BE")
        payload.vaguemestre.message = String(decoding: MIMEMessage(payload).bytes, as: UTF8.self)
        let report = try JSONDecoder().decode(
            Report.self, from: try await PythonTool.run("judge_hand_on.py", input: try payload.json))
        #expect(report.ses == "", "what botocore finds wrong with the request")
        #expect(report.smtp.from == "bulletins@example.org")
        #expect(report.smtp.to == [payload.to[0].email])
        #expect(report.smtp.same)
        #expect(report.notify.email_address == payload.to[0].email)
        #expect(report.notify.reference == payload.messageId[0])
        #expect(report.notify.personalisation["subject"] == payload.subject)
        let body = try #require(report.notify.personalisation["body"])
        #expect(body.contains("\n# La culture\n"))
        #expect(!body.contains(" \n"), "paragraphs are whole again")
        #expect(report.postmark.To == "\"Zoé Lefèvre, adjointe\" <\(payload.to[0].email)>")
        #expect(report.postmark.HtmlBody == payload.bodyValues["html"]?.value)
        #expect(report.postmark.Attachments.map(\.Name) == ["digest.ics"])
    }
}
