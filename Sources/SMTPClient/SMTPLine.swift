import CCurl

/// One connection to the server, as libcurl keeps it: open from mail to mail, and opened again when it is gone.
///
/// It belongs to the thread that made it. libcurl calls back only from `curl_easy_perform` and `curl_easy_cleanup`, both
/// called here, with an unretained pointer to the line, which holds itself alive meanwhile (`withExtendedLifetime`).
final class SMTPLine {
    private let settings: SMTPSettings
    /// Asked about once a second whether to give up.
    private let isAbandoned: () -> Bool
    private var handle: UnsafeMutableRawPointer?
    private var conversation: Conversation?

    init(_ settings: SMTPSettings, isAbandoned: @escaping () -> Bool) {
        self.settings = settings
        self.isAbandoned = isAbandoned
    }

    deinit { precondition(handle == nil, "a line is hung up before it is let go") }

    /// Says QUIT where that is still possible, and closes the connection.
    func hangUp() {
        withExtendedLifetime(self) { curl_easy_cleanup(handle) }
        handle = nil
    }

    /// Hands over a mail; blocks until the server has said what it makes of it.
    func send(_ bytes: [UInt8], in envelope: Envelope) -> SMTPOutcome {
        let (first, wasStale) = attempt(bytes, envelope, isFresh: handle == nil)
        return wasStale ? attempt(bytes, envelope, isFresh: true).outcome : first
    }

    /// One attempt; and whether a connection left open by another mail turned out to be gone, or about to be (421),
    /// before the server had all of this one: worth another at once, over a new one.
    private func attempt(
        _ bytes: [UInt8], _ envelope: Envelope, isFresh: Bool
    ) -> (outcome: SMTPOutcome, wasStale: Bool) {
        guard let handle = handle ?? curl_easy_init(),
            let recipients = curl_slist_append(nil, "<\(envelope.to)>")
        else { return (.unreachable("there is no memory for a connection"), false) }
        self.handle = handle
        defer { curl_slist_free_all(recipients) }
        conversation = Conversation(bytes, in: envelope)
        var words = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = words.withUnsafeMutableBufferPointer { words in
            prepare(handle, envelope, recipients, byteCount: bytes.count, isFresh: isFresh)
            ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, words.baseAddress)
            defer { ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return withExtendedLifetime(self) { curl_easy_perform(handle) }
        }
        ccurl_set_list(handle, CURLOPT_MAIL_RCPT, nil)
        return judge(code, words, isReused: !isFresh && ccurl_connects(handle) == 0)
    }

    private func judge(_ code: CURLcode, _ words: [CChar], isReused: Bool) -> (SMTPOutcome, Bool) {
        guard let conversation else { preconditionFailure("a conversation was held") }
        self.conversation = nil
        let text = String(decoding: words.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let detail = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
        let outcome = SMTPOutcome(
            failure: code == CURLE_OK ? nil : code == CURLE_ABORTED_BY_CALLBACK ? Self.abandoned : detail,
            phase: conversation.phase, answer: conversation.answer)
        let isGone = conversation.answer.map { $0.code == 421 } ?? true
        let wasStale = code != CURLE_OK && code != CURLE_ABORTED_BY_CALLBACK && isReused
        return (outcome, wasStale && conversation.phase == .envelope && isGone)
    }

    static let abandoned = "broken off from this side"

    // MARK: Options

    private func prepare(
        _ handle: UnsafeMutableRawPointer, _ envelope: Envelope, _ recipients: UnsafeMutablePointer<curl_slist>,
        byteCount: Int, isFresh: Bool
    ) {
        // Options go, the connection stays.
        curl_easy_reset(handle)
        prepareConnection(handle)
        ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, isFresh ? 1 : 0)
        ccurl_set_text(handle, CURLOPT_MAIL_FROM, "<\(envelope.from)>")
        ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients)
        ccurl_set_long(handle, CURLOPT_UPLOAD, 1)
        ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, Int64(byteCount))
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_read(handle, readCallback, context)
        ccurl_set_header(handle, headerCallback, context)
        ccurl_set_debug(handle, debugCallback, context)
        ccurl_set_progress(handle, progressCallback, context)
    }

    private func prepareConnection(_ handle: UnsafeMutableRawPointer) {
        ccurl_set_text(handle, CURLOPT_URL, settings.url)
        // What the environment says of proxies is meant for the web.
        ccurl_set_text(handle, CURLOPT_PROXY, "")
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_MAXCONNECTS, 1)
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT, settings.connectSeconds)
        ccurl_set_long(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, settings.answerSeconds)
        if let account = settings.account {
            ccurl_set_text(handle, CURLOPT_USERNAME, account.username)
            ccurl_set_text(handle, CURLOPT_PASSWORD, account.password)
        }
        prepareSecurity(handle)
    }

    private func prepareSecurity(_ handle: UnsafeMutableRawPointer) {
        let use: Int =
            switch settings.security {
            case .required: Int(CURLUSESSL_ALL.rawValue)
            case .opportunistic: Int(CURLUSESSL_TRY.rawValue)
            case .off: Int(CURLUSESSL_NONE.rawValue)
            }
        ccurl_set_long(handle, CURLOPT_USE_SSL, use)
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
        ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let file = settings.authorityFile {
            ccurl_set_text(handle, CURLOPT_CAINFO, file)
            ccurl_set_text(handle, CURLOPT_CAPATH, nil)
        }
    }

    // MARK: What libcurl calls

    fileprivate func read(into room: UnsafeMutableRawBufferPointer) -> Int { conversation?.read(into: room) ?? 0 }
    fileprivate func hear(_ line: String) { conversation?.hear(line) }
    fileprivate func say(_ command: UnsafeRawBufferPointer) { conversation?.say(command) }
    fileprivate var mustStop: Bool { conversation != nil && isAbandoned() }
}

private func line(_ context: UnsafeMutableRawPointer) -> SMTPLine {
    Unmanaged<SMTPLine>.fromOpaque(context).takeUnretainedValue()
}

private let readCallback: curl_read_callback = { buffer, size, count, context in
    guard let buffer, let context else { return 0 }
    return line(context).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
}

private let headerCallback: curl_write_callback = { buffer, size, count, context in
    guard let buffer, let context else { return size * count }
    let bytes = UnsafeRawBufferPointer(start: buffer, count: size * count)
    line(context).hear(String(decoding: bytes, as: UTF8.self))
    return size * count
}

private let debugCallback: curl_debug_callback = { _, kind, data, size, context in
    guard kind == CURLINFO_HEADER_OUT, let data, let context else { return 0 }
    line(context).say(UnsafeRawBufferPointer(start: data, count: size))
    return 0
}

private let progressCallback: curl_xferinfo_callback = { context, _, _, _, _ in
    guard let context else { return 0 }
    return line(context).mustStop ? 1 : 0
}
