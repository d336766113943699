import Testing

@testable import Cooperation

@Suite("The contract of the data")
struct DataContractTests {
    @Test(
        "texts are objects of language tag to text, of a bounded length",
        arguments: [
            ("/data/title", 500), ("/data/summary", 5_000), ("/data/note", 5_000), ("/data/programme/0/title", 500),
            ("/data/links/0/title", 500),
        ])
    func texts(_ pointer: String, _ max: Int) {
        let good = ContractCase.valid(
            pointer, #"{"fr":\#(Text.string(max))}"#, #"{"fr":\#(Text.string(max, "🎵"))}"#,
            #"{"fr-CA":"a","en":"b","zh-Hant-TW":"c","de-1996":"d","FR":"e"}"#)
        let long = ContractCase.invalid(
            pointer, at: "/fr", #"{"fr":\#(Text.string(max + 1))}"#, #"{"fr":\#(Text.string(max / 2 + 1, "e\u{301}"))}"#
        )
        let bad = ContractCase.invalid(pointer, "{}", #""Titre""#, "null", "[]", "1")
        let empty = ContractCase.invalid(pointer, at: "/fr", #"{"fr":""}"#, #"{"fr":null}"#, #"{"en":"a","fr":["b"]}"#)
        (good + long + bad + empty).forEach(expectVerdict)
    }

    @Test(
        "what is no language tag is refused",
        arguments: [
            ("français", "/français"), ("f", "/f"), ("", "/"), ("fr-", "/fr-"), ("fr_CA", "/fr_CA"), ("f2", "/f2"),
            ("-fr", "/-fr"), ("a~/b", "/a~0~1b"), ("fr-123456789", "/fr-123456789"), ("abcdefghi", "/abcdefghi"),
        ])
    func languageTags(_ tag: String, _ suffix: String) {
        ContractCase.invalid("/data/title", at: suffix, #"{"fr":"a","\#(tag)":"b"}"#).forEach(expectVerdict)
    }

    @Test("a title is required, other texts are not")
    func requiredTexts() {
        ContractCase.invalid("/data/title", nil).forEach(expectVerdict)
        ContractCase.invalid("/data/programme/0/title", nil).forEach(expectVerdict)
        for pointer in ["/data/summary", "/data/note", "/data/links/0/title"] {
            ContractCase.valid(pointer, nil).forEach(expectVerdict)
        }
    }

    @Test(
        "lists of names hold different names of a bounded length",
        arguments: [("/data/domains", 20), ("/data/partners", 20), ("/data/themes", 50)])
    func lists(_ pointer: String, _ max: Int) {
        let good = ContractCase.valid(
            pointer, #"["a"]"#, Text.names(max), "[\(Text.string(100))]", #"["a","A"]"#,
            "[\"ville intelligente\",\"e\u{301}\",\"\u{E9}\"]")
        let bad = ContractCase.invalid(pointer, Text.names(max + 1), #""a""#, "null", "{}")
        let first = ContractCase.invalid(pointer, at: "/0", "[\(Text.string(101))]", "[1]", "[null]", #"[""]"#)
        let last = ContractCase.invalid(pointer, at: "/2", #"["a","b","a"]"#, #"["a","b","\u0061"]"#)
        (good + bad + first + last).forEach(expectVerdict)
    }

    @Test("domains and partners are required, themes are not")
    func requiredLists() {
        ContractCase.invalid("/data/domains", nil, "[]").forEach(expectVerdict)
        ContractCase.invalid("/data/partners", nil, "[]").forEach(expectVerdict)
        ContractCase.valid("/data/themes", nil, "[]").forEach(expectVerdict)
    }

    @Test("axes, direction and priority are words of the vocabulary")
    func vocabulary() {
        let axes = ContractCase.valid("/data/axes", nil, "[]", #"["attirer","rayonner","attirer"]"#)
        let noAxes = ContractCase.invalid("/data/axes", #""rayonner""#, "null")
        let badAxes = ContractCase.invalid("/data/axes", at: "/1", #"["attirer","briller"]"#, #"["attirer",1]"#)
        let directions = ContractCase.valid("/data/direction", #""incoming""#, #""outgoing""#, #""mutual""#)
        let noDirections = ContractCase.invalid(
            "/data/direction", nil, #""Incoming""#, "null", #"["mutual"]"#, #""""#, #""mutual ""#)
        let priorities = ContractCase.valid("/data/priority", nil, #""normal""#, #""high""#, #""strategic""#)
        let noPriorities = ContractCase.invalid("/data/priority", #""urgent""#, "null", "1")
        (axes + noAxes + badAxes + directions + noDirections + priorities + noPriorities).forEach(expectVerdict)
    }

    @Test(
        "moments are days or instants that exist",
        arguments: ["/data/starts", "/data/ends", "/data/respondBy", "/data/programme/1/starts"])
    func moments(_ pointer: String) {
        ContractCase.valid(pointer, #""2020-02-29""#, #""2019-11-04T00:00:00-00:00""#).forEach(expectVerdict)
        ContractCase.invalid(
            pointer, #""2019-02-29""#, #""2019-11-04T24:00:00Z""#, #""2019-11-04T08:00:00""#, #""""#, "null",
            "20191104",
            #"" 2019-11-04""#, #""2019-11-04\n""#, #""2016-12-31T23:59:60Z""#, #""2019-11-04T08:00:00z""#
        ).forEach(expectVerdict)
    }

    @Test("only steps of a programme must start, and an end before a start is the sender's affair")
    func optionalMoments() {
        let optional = ["/data/starts", "/data/ends", "/data/respondBy"].flatMap { ContractCase.valid($0, nil) }
        let odd = ContractCase.valid("/data/ends", #""1999-01-01""#)
        (optional + odd + ContractCase.invalid("/data/programme/1/starts", nil)).forEach(expectVerdict)
    }

    @Test("a place holds texts and a zone's name")
    func place() {
        let places =
            ContractCase.valid("/data/place", nil, "{}") + ContractCase.invalid("/data/place", "null", #""Namur""#)
        let texts =
            ContractCase.valid("/data/place/name", nil, #""""#)
            + ContractCase.invalid("/data/place/name", "null", "1")
            + ContractCase.invalid("/data/place/city", #"{"fr":"Namur"}"#)
        let zones = ContractCase.valid(
            "/data/place/timeZone", nil, #""UTC""#, #""America/Argentina/Buenos_Aires""#, #""Etc/GMT+5""#,
            #""Nowhere/At-all""#)
        let noZones = ContractCase.invalid(
            "/data/place/timeZone", #""EST""#, #""""#, #""Europe/""#, #""/Brussels""#, #""Europe Brussels""#, #""utc""#,
            #""a/b/c/d""#, "null", #""Europe//Brussels""#, #""Eur0pe/Brussels""#, #""Europe/Bruxelles\n""#)
        (places + texts + zones + noZones).forEach(expectVerdict)
    }

    @Test("organisations have a name")
    func organisations() {
        let pointer = "/data/organisations"
        let good = ContractCase.valid(
            pointer, nil, "[]", #"[{"name":\#(Text.string(300))}]"#, #"[{"name":"","more":1,"partner":"x"}]"#)
        let bad = ContractCase.invalid(pointer, "{}", "null") + ContractCase.invalid(pointer, at: "/0", #"["x"]"#)
        let names = ContractCase.invalid(
            pointer, at: "/0/name", "[{}]", #"[{"name":\#(Text.string(301))}]"#, #"[{"name":null}]"#)
        let partners = ContractCase.invalid(
            pointer, at: "/0/partner", #"[{"name":"a","partner":null}]"#, #"[{"name":"a","partner":""}]"#)
        (good + bad + names + partners).forEach(expectVerdict)
    }

    @Test("links lead to the web")
    func links() {
        let link = #"{"href":"http://a.example"}"#
        let good = ContractCase.valid("/data/links", nil, "[]", Text.array(20, link), #"[{"href":"https://"}]"#)
        let bad = ContractCase.invalid("/data/links", "null", Text.array(21, link))
        let addresses = ContractCase.invalid(
            "/data/links", at: "/0/href", "[{}]", #"[{"href":"ftp://a.example"}]"#, #"[{"href":"HTTPS://a"}]"#,
            #"[{"href":1}]"#, #"[{"href":"javascript:alert(1)//http://"}]"#)
        (good + bad + addresses + ContractCase.invalid("/data/links", at: "/0", "[null]")).forEach(expectVerdict)
    }

    @Test("participants are a whole number")
    func participants() {
        ContractCase.valid("/data/participants", nil, "0", "3.0", "1e2", "-0").forEach(expectVerdict)
        ContractCase.invalid("/data/participants", "-1", "1.5", #""12""#, "null", "-0.5", "true", "1e400")
            .forEach(expectVerdict)
    }

    @Test("a programme has at most 100 steps")
    func programme() {
        let step = #"{"starts":"2019-01-01","title":{"fr":"a"}}"#
        let good = ContractCase.valid("/data/programme", nil, "[]", Text.array(100, step))
        let bad = ContractCase.invalid("/data/programme", "null", Text.array(101, step))
        let steps =
            ContractCase.invalid("/data/programme/0", "1") + ContractCase.invalid("/data/programme/0/place", "null")
        (good + bad + steps + ContractCase.invalid("/data/programme/0/place/timeZone", #""x""#)).forEach(expectVerdict)
    }

    @Test("each kind asks for its own, and passes over what belongs to another")
    func kinds() {
        let exchange =
            ContractCase.invalid("/data/organisations", nil, "[]") + ContractCase.valid("/data/starts", nil)
            + ContractCase.valid("/data/participants", "-1") + ContractCase.valid("/data/programme", "null")
        exchange.forEach { expectVerdict($0.of(ExampleEvents.exchange)) }
        let event =
            ContractCase.invalid("/data/starts", nil) + ContractCase.valid("/data/organisations", nil, "[]")
            + ContractCase.invalid("/data/organisations", "null") + ContractCase.valid("/data/participants", "-1")
        event.forEach { expectVerdict($0.of(ExampleEvents.event)) }
    }
}
