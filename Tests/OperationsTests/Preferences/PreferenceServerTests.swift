import Cooperation
import DigestEngine
import Foundation
import KafkaClient
import Testing
import Worker

@testable import Operations

@Suite("/preferences/", .serialized)
struct PreferenceServerTests {
    private let ann = PreferenceStage.path("ann@example.org")
    private let oneClick = "List-Unsubscribe=One-Click"

    @Test("asks without acting, in the reader's language, and is neither kept, framed nor indexed")
    func asks() async throws {
        try await PreferenceStage.with { stage in
            for method in ["GET", "HEAD"] {
                let answer = try await stage.send(ann, method: method)
                #expect(answer.status == 200)
                #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
                #expect(answer.headers["content-language"] == "fr-CA")
                #expect(answer.headers["cache-control"] == "no-store")
                #expect(answer.headers["referrer-policy"] == "no-referrer")
                #expect(answer.headers["x-robots-tag"] == "noindex, nofollow")
                #expect(answer.headers["x-content-type-options"] == "nosniff")
                #expect(answer.headers["set-cookie"] == nil)
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"))
                #expect(answer.body.isEmpty == (method == "HEAD"))
            }
            let page = try await stage.send(ann).body
            #expect(page.contains("Le courrier du matin") && page.contains("La vue d’ensemble"))
            #expect(!page.contains("ann@") && !page.contains("example"))
            #expect(try await stage.choices() == [])
        }
    }

    @Test("unsubscribes by one click in both encodings, once, and says so without a redirect")
    func oneClickActs() async throws {
        try await PreferenceStage.with { stage in
            for _ in 0..<2 { #expect(try await stage.post(ann, oneClick).status == 200) }
            let bob = PreferenceStage.path("bob@example.org", subscription: "weekly", language: "en-CA")
            let parts = """
                --b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n
                """
            let answer = try await stage.send(
                bob, method: "POST", parts, type: "multipart/form-data; boundary=\"b\"")
            #expect(answer.status == 200 && answer.body.contains("You no longer receive this digest"))
            let choices = try await stage.choices()
            #expect(choices.map(\.subscription) == ["daily", "weekly"])
            #expect(choices.allSatisfy { $0.choice == .unsubscribed && $0.via == .oneClick })
            #expect(choices[0].recipient == PreferenceStage.signer.ids(of: "ann@example.org", in: "bureau")[0])
            #expect(try await stage.send(ann).body.contains("Vous ne recevez plus ce bulletin"))
        }
    }

    @Test("pauses, moves, and takes back; an old link acts where its owner stands now")
    func forms() async throws {
        try await PreferenceStage.with { stage in
            let paused = try await stage.post(ann, "action=pause&until=2026-12-01")
            #expect(paused.status == 200 && paused.body.replacing("\u{A0}", with: " ").contains("1er décembre 2026"))
            #expect(
                try await stage.choices().map(\.choice) == [
                    .paused(until: Instant("2026-12-01T05:00:00Z") ?? .init(milliseconds: 0))
                ])
            stage.clock.move(to: Instant("2026-12-02T00:00:00Z") ?? stage.clock.now())
            #expect(try await !stage.send(ann).body.contains("suspendus"), "a pause that is over counts for nothing")
            #expect(try await stage.post(ann, "action=move&to=weekly").body.contains("La vue d’ensemble"))
            #expect(try await stage.post(ann, oneClick).status == 200)
            #expect(
                try await stage.post(ann, "action=subscribe").body.contains("Vous recevez ce bulletin chaque lundi"))
            #expect(try await stage.choices().map(\.subscription) == ["daily", "daily", "weekly", "weekly"])
            #expect(try await stage.choices().last?.choice == .subscribed)
        }
    }

    @Test("refuses what is no form, no choice or not offered, and writes nothing")
    func refuses() async throws {
        try await PreferenceStage.with { stage in
            let bob = PreferenceStage.path("bob@example.org", language: "en-CA")
            for body in [
                "", "action=", "action=dance", "action=pause", "action=pause&until=2020-01-01",
                "action=pause&until=2036-01-01", "action=pause&until=x", "action=move", "action=move&to=weekly",
                "action=move&to=nowhere", "List-Unsubscribe=Two-Clicks", "%", "=&=", "action=%ff",
            ] {
                #expect(try await stage.post(bob, body).status == 400, "\(body)")
            }
            #expect(try await stage.send(bob, method: "POST", "{}", type: "application/json").status == 415)
            #expect(try await stage.send(bob, method: "POST", "x", type: "multipart/form-data").status == 415)
            #expect(try await stage.post(bob, String(repeating: "a", count: 9_000)).status == 413)
            let wrong = try await stage.send(bob, method: "DELETE")
            #expect(wrong.status == 405 && wrong.headers["allow"] == "GET, HEAD, POST")
            #expect(try await stage.choices() == [])
        }
    }

    @Test("a link that expired is gone, one that was never signed here is not found, and neither acts")
    func links() async throws {
        try await PreferenceStage.with { stage in
            let foreign = LinkSigner(secrets: [String(repeating: "x", count: 40)])
            let unknown = [
                PreferenceStage.path("ann@example.org", signer: foreign), "preferences/", "preferences/x",
                String(ann.dropLast()), ann + "A", PreferenceStage.path("ann@example.org", subscription: "gone"),
            ]
            for path in unknown {
                #expect(try await stage.send(path, headers: ["accept-language": "en-CA,fr;q=0.5"]).status == 404)
                #expect(try await stage.post(path, oneClick).status == 404)
            }
            stage.clock.move(to: PreferenceStage.start.adding(seconds: 60 * 86_400))
            for answer in [try await stage.send(ann), try await stage.post(ann, oneClick)] {
                #expect(answer.status == 410 && answer.body.contains("Ce lien n’est plus valable"))
            }
            #expect(try await stage.choices() == [])
        }
    }

    @Test("a record that says nothing is passed over, and a tombstone takes a choice back")
    func brokenRecords() async throws {
        try await PreferenceStage.with { stage in
            #expect(try await stage.post(ann, oneClick).status == 200)
            let key = try #require(try await stage.choices().first).key.description
            try await stage.write(key: key, value: "no JSON")
            try await stage.write(key: "no key", value: "{}")
            try await stage.write(key: "daily/AAAA", value: nil)
            #expect(try await stage.send(ann).body.contains("Vous ne recevez plus"))
            try await stage.write(key: key, value: nil)
            #expect(try await stage.send(ann).body.contains("Vous recevez ce bulletin chaque jour"))
        }
    }

    @Test("while the brokers do not answer nothing is said to be saved")
    func noBrokers() async throws {
        try await PreferenceStage.with { stage in
            #expect(try await stage.send(ann).status == 200)
            await stage.broker.stop()
            let answer = try await stage.post(ann, oneClick)
            #expect(answer.status == 503 && answer.headers["retry-after"] == "60")
            #expect(answer.body.contains("Réessayez"))
        }
    }
}
