import Testing

@testable import Cooperation

@Suite("The contract of the attributes")
struct AttributeContractTests {
    @Test("id, source and subject are texts that are not empty", arguments: ["/id", "/source", "/subject"])
    func required(_ pointer: String) {
        ContractCase.valid(pointer, #""x""#).forEach(expectVerdict)
        ContractCase.invalid(pointer, nil, #""""#, "null", "1", #"["a"]"#).forEach(expectVerdict)
    }

    @Test("source is a URI reference")
    func source() {
        let good = ContractCase.valid(
            "/source", #""urn:example:a""#, #""https://a.example/%C3%A9?q=[1]&b=2#c""#, #""../relative""#)
        let bad = ContractCase.invalid(
            "/source", #""with space""#, #""québec""#, #""a\"b""#, #""a\nb""#, #""{a}""#, #""a\\b""#, #""a\u007f""#)
        (good + bad).forEach(expectVerdict)
    }

    @Test("specversion is 1.0")
    func specversion() {
        ContractCase.invalid("/specversion", as: .notACloudEvent, nil, #""0.3""#, #""1.0.0""#, "1.0", "null")
            .forEach(expectVerdict)
    }

    @Test("type ends in kind.action.v1")
    func type() {
        let good = ContractCase.valid(
            "/type", #""be.namur.event.updated.v1""#, #""delegation.confirmed.v1""#, #""a..delegation.cancelled.v1""#)
        let bad = ContractCase.invalid("/type", nil, "7", "null")
        let kinds = ContractCase.invalid(
            "/type", as: .unknownKind, #""""#, #""delegation""#, #""confirmed.v1""#, #""a.delegation.confirmed""#,
            #""a.delegation.confirmed.1""#, #""a.delegation.confirmed.v""#, #""a.delegation.confirmed.v1 ""#,
            #""a.delegation.confirmed.v1\n""#, #""a.Delegation.confirmed.v1""#, #""a.visit.confirmed.v1""#,
            #""a.xdelegation.confirmed.v1""#)
        let versions = ContractCase.invalid(
            "/type", as: .unsupportedVersion, #""a.delegation.confirmed.v2""#, #""a.delegation.confirmed.v10""#,
            #""a.delegation.confirmed.v01""#, #""a.delegation.confirmed.v0""#, #""a.delegation.postponed.v2""#)
        let actions = ContractCase.invalid(
            "/type", as: .unknownAction, #""a.delegation.postponed.v1""#, #""a.delegation..v1""#)
        (good + bad + kinds + versions + actions).forEach(expectVerdict)
    }

    @Test("time, where given, is a date and time with its offset")
    func time() {
        ContractCase.valid("/time", nil, #""2019-10-01T09:30:00Z""#, #""2019-10-01T09:30:00.123456789+14:00""#)
            .forEach(expectVerdict)
        ContractCase.invalid("/time", #""2019-10-01""#, #""""#, "null", "1").forEach(expectVerdict)
    }

    @Test("datacontenttype, where given, is JSON")
    func datacontenttype() {
        let good = ContractCase.valid(
            "/datacontenttype", nil, #""application/vnd.namur+json; charset=utf-8""#, #""Application/JSON""#,
            #""image/svg+json""#, #""application/json ;a=b""#)
        let bad = ContractCase.invalid(
            "/datacontenttype", as: .unsupportedContent, #""text/xml""#, #""""#, #""application/jsonp""#, #""+json""#,
            #""json""#, #""/x+json""#, #""a/+json""#, #""a/b/c+json""#, #"" application/json""#)
        (good + bad + ContractCase.invalid("/datacontenttype", "null", "1")).forEach(expectVerdict)
    }

    @Test("data is an object, and other attributes are passed over")
    func data() {
        ContractCase.invalid("/data", nil, "null", "[]", #""x""#, "1").forEach(expectVerdict)
        ContractCase.valid("/dataschema", "7", "null").forEach(expectVerdict)
        ContractCase.valid("/ext", #"{"deep":[{"er":null}]}"#).forEach(expectVerdict)
    }
}
