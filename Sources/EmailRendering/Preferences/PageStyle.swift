import Crypto
import Foundation

/// The style sheet of the preferences page. It stands in the page itself, and the page's policy allows just this one:
/// nothing else is loaded or run.
///
/// Contrast (WCAG 2.2, 1.4.3): every text is at 4.5:1 or above on its ground, in light and dark.
enum PageStyle {
    static let css = """
        :root{color-scheme:light dark;--ground:#eef1f4;--sheet:#fff;--ink:#1b2733;--soft:#4a5866;--line:#8593a1;\
        --head:#12395c;--act:#1d4f7c;--on-act:#fff;--note:#e8f0f8}
        @media (prefers-color-scheme:dark){:root{--ground:#10161c;--sheet:#19222b;--ink:#e6ebf0;--soft:#a9b6c2;\
        --line:#6f7f8e;--head:#a9cdf0;--act:#a9cdf0;--on-act:#10161c;--note:#22313f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 Arial,Helvetica,sans-serif;\
        overflow-wrap:anywhere}
        main{max-width:40rem;margin:0 auto;min-height:100vh;padding:1.25rem 1rem 2rem;background:var(--sheet);\
        border-top:4px solid var(--act)}
        h1{margin:0 0 .5rem;font-size:1.5rem;line-height:1.25;color:var(--head)}
        h2{margin:0 0 .25rem;font-size:1.15rem;line-height:1.3;color:var(--head)}
        p{margin:0 0 .75rem}
        .state{font-weight:bold}
        .saved{padding:.75rem;background:var(--note);border-left:4px solid var(--act);font-weight:bold}
        .small{margin:1.5rem 0 0;font-size:.875rem;color:var(--soft)}
        form{margin:1.5rem 0 0;padding:1.25rem 0 0;border-top:1px solid var(--line)}
        fieldset{margin:0 0 .75rem;padding:.5rem .75rem;border:1px solid var(--line);border-radius:4px}
        legend{padding:0 .25rem;color:var(--soft)}
        label{display:flex;gap:.6rem;align-items:flex-start;padding:.6rem 0;min-height:2.75rem}
        input{flex:none;width:1.25rem;height:1.25rem;margin:.15rem 0 0;accent-color:var(--act)}
        button{display:inline-block;min-height:2.75rem;padding:.6rem 1.1rem;border:0;border-radius:4px;\
        background:var(--act);color:var(--on-act);font:inherit;font-weight:bold;cursor:pointer}
        button:focus-visible,input:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
        """

    /// How a Content-Security-Policy names it.
    static let policySource: String = {
        "'sha256-\(Data(SHA256.hash(data: Data(css.utf8))).base64EncodedString())'"
    }()
}
