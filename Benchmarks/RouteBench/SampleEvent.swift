/// A CloudEvent in structured mode, as a publisher would encode it.
struct SampleEvent: Encodable {
    struct Text: Encodable {
        var fr: String
        var en: String?
    }

    struct Place: Encodable {
        var name: String
        var city: String
        var timeZone: String
    }

    struct Organisation: Encodable {
        var name: String
        var partner: String
    }

    struct Step: Encodable {
        var starts: String
        var title: Text
    }

    struct Link: Encodable {
        var href: String
    }

    struct Data: Encodable {
        var title: Text
        var summary: Text
        var domains: [String]
        var themes: [String]
        var axes: [String]
        var partners: [String]
        var direction: String
        var priority: String?
        var starts: String
        var ends: String
        var respondBy: String?
        var place: Place
        var organisations: [Organisation]
        var participants: Int?
        var programme: [Step]?
        var links: [Link]
    }

    var specversion = "1.0"
    var id: String
    var source: String
    var type: String
    var subject: String
    var time: String
    var datacontenttype = "application/json"
    var data: Data
}
